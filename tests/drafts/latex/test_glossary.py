"""Entries of glossaries: their keys, and the words that they print after their first use."""

from pathlib import Path

import pytest

from capassist.drafts.latex.glossary import glossary_keys, glossary_words
from capassist.drafts.latex.project import Project
from capassist.text.latex_symbols import ENTRY
from tests.drafts.latex.conftest import write_project

WORDS: dict[str, tuple[str, dict[str, str]]] = {
    "none": ("Text.", {}),
    "an acronym": (r"\newacronym{cpu}{CPU}{central unit}", {"cpu": "CPU"}),
    "its options before": (r"\newacronym[text=Cpu]{cpu}{CPU}{central unit}", {"cpu": "CPU"}),
    "an entry": (r"\newglossaryentry{ex}{name={sample}, description={x}}", {"ex": "sample"}),
    "the text before the name": (r"\newglossaryentry{ex}{name=sample, text=samples}", {"ex": "samples"}),
    "a bare value": (r"\newglossaryentry{ex}{name=sample}", {"ex": "sample"}),
    "nothing to print": (r"\newglossaryentry{ex}{description={x}}", {}),
    "in a file": (r"\loadglsentries{words}", {"own": "OWN"}),
    "in a file in the root": (r"\loadglsentries{root}", {"top": "TOP"}),
    "in no file": (r"\loadglsentries{gone}\newacronym{cpu}{CPU}{central unit}", {"cpu": "CPU"}),
}
FILES = {
    "sub/words.tex": r"\newacronym{own}{OWN}{of its own}",
    "root.tex": r"\newacronym{top}{TOP}{from the root}",
    "terms.bib": "@entry{term,\n name={x}}\n  @acronym{abbr, short={A}}",
}


@pytest.mark.parametrize(("text", "words"), WORDS.values(), ids=WORDS)
def test_words(tmp_path: Path, text: str, words: dict[str, str]) -> None:
    found = glossary_words(Project(write_project(tmp_path, FILES)), text, "sub")
    assert {key: macro.body for key, macro in found.items()} == {f"{ENTRY}{key}": word for key, word in words.items()}


KEYS: dict[str, tuple[str, set[str], tuple[str, ...]]] = {
    "none": ("Text.", set(), ()),
    "of the document": (r"\newacronym{cpu}{CPU}{central unit}", {"cpu"}, ()),
    "of a file": (r"\loadglsentries{words}\newacronym{cpu}{CPU}{central unit}", {"own", "cpu"}, ()),
    "of bib2gls": (r"\GlsXtrLoadResources[src={terms, words}]", {"term", "abbr", "own"}, ()),
    "not there": (r"\GlsXtrLoadResources[src={terms, gone}]", {"term", "abbr"}, ("gone",)),
    "outside": (r"\loadglsentries{../../gone}", set(), ("../../gone",)),
}


@pytest.mark.parametrize(("text", "keys", "unread"), KEYS.values(), ids=KEYS)
def test_keys(tmp_path: Path, text: str, keys: set[str], unread: tuple[str, ...]) -> None:
    project = Project(write_project(tmp_path, FILES))
    found = glossary_keys(project, text, "sub")
    assert (set(found.keys), found.unread) == (keys, unread)
    assert not project.problems
