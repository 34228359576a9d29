"""How a draft's captions are written, as a value: who asks it need not know which kind of draft there is."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from capassist.model import DraftKind, Span
from capassist.text.escape import SyntaxFault, syntax_errors, to_latex
from capassist.text.invisible import hidden_passages
from capassist.text.latex import to_plain
from capassist.text.segments import Segment, segments

_NO_WORDS = frozenset(("macro", "key", "maths", "display"))
_COLOUR_ARGUMENT = re.compile(r"\\[a-z]*color(?:box)?\s*(?:\[[^\]]*\])?\{[^{}]*\}")
# A comment, or what holds a per cent sign that begins none.
_COMMENT = re.compile(r"(?P<kept>\\(?:url|nolinkurl|href|path)\s*\{[^{}]*\}|\\.)|%[^\n]*\n?[ \t]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Markup:
    """What captions are written in. A source is a text as it stands in the draft."""

    commands: bool  # whether a backslash begins a command
    to_plain: Callable[[str], str]  # what a reader sees of a source
    to_source: Callable[[str], str]  # a source that shows a plain text; a source comes back as it is
    literal: Callable[[str], str]  # a source that shows a foreign name and nothing else, whatever is in it
    bold: Callable[[str], str]
    reference: Callable[[str], str]  # what points at a label
    faults: Callable[[str], tuple[SyntaxFault, ...]]  # why a source may not be written
    segments: Callable[[str], Iterable[Segment]]  # the parts of a source: words, commands, keys, maths
    hidden: Callable[[str], Iterable[Span]]  # what of a source no reader sees
    without_comments: Callable[[str], str]


def _latex_literal(name: str) -> str:
    return re.sub(r"([#$%&_{}])", r"\\\1", re.sub(r"[\\^~]", " ", name))


def _without_latex_comments(text: str) -> str:
    return _COMMENT.sub(lambda match: match["kept"] or "", text)


LATEX = Markup(
    commands=True,
    to_plain=to_plain,
    to_source=to_latex,
    literal=_latex_literal,
    bold=lambda text: f"\\textbf{{{text}}}",
    reference=lambda label: f"\\ref{{{label}}}",
    faults=syntax_errors,
    segments=segments,
    hidden=hidden_passages,
    without_comments=_without_latex_comments,
)
PLAIN = Markup(
    commands=False,
    to_plain=str,
    to_source=str,
    literal=str,
    bold=str,
    reference=str,
    faults=lambda _: (),
    segments=lambda text: (Segment("text", 0, len(text)),),
    hidden=lambda _: (),
    without_comments=str,
)
_MARKUPS: dict[DraftKind, Markup] = {"latex": LATEX, "pdf": PLAIN}


def visible_text(source: str, markup: Markup) -> str:
    """Return a source of the same length with blanks for macros, keys and maths."""
    characters = list(source)
    blanks = [(part.start, part.end) for part in markup.segments(source) if part.kind in _NO_WORDS]
    if markup.commands:
        blanks += [match.span() for match in _COLOUR_ARGUMENT.finditer(source)]
    for start, end in blanks:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def markup_of(kind: DraftKind) -> Markup:
    """Return what the captions of a draft of this kind are written in."""
    return _MARKUPS[kind]
