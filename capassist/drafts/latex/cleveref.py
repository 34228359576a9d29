r"""The words that cleveref's \cref prints before a number: "fig. 1", unless the draft asks for others."""

import re
from collections.abc import Mapping
from dataclasses import replace

from capassist.drafts.latex.arguments import read_arguments
from capassist.text.latex import to_plain
from capassist.text.latex_references import Target

_NAMED = re.compile(r"\\crefname(?![a-zA-Z@])")
_ABBREVIATED = {"Figure": "fig.", "Equation": "eq."}  # cleveref's manual, version 0.21.4: these two alone are cut short


def with_cref_words(targets: Mapping[str, Target], structure: str, packages: Mapping[str, str]) -> dict[str, Target]:
    r"""Return the targets with the words that \cref prints for them, where the package is loaded."""
    if "cleveref" not in packages:
        return dict(targets)
    options = {option.strip() for option in f"{packages['cleveref']},{packages.get('class', '')}".split(",")}
    words = dict(_named(structure))
    return {key: replace(target, short=_word(target.name, words, options)) for key, target in targets.items()}


def _word(name: str, words: Mapping[str, str], options: set[str]) -> str:
    if not name or name.lower() in words:
        return words.get(name.lower(), "")
    word = name if "noabbrev" in options else _ABBREVIATED.get(name, name)
    capital = bool({"capitalise", "capitalize"} & options)
    return word[:1].upper() + word[1:] if capital else word[:1].lower() + word[1:]


def _named(structure: str) -> list[tuple[str, str]]:
    found = [read_arguments(structure, match.end(), "ggg") for match in _NAMED.finditer(structure)]
    pairs = [[to_plain(structure[slice(*span)]) for span in item.spans if span] for item in found if item]
    return [(pair[0], pair[1]) for pair in pairs if len(pair) == 3]
