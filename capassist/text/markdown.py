"""Markdown in a text that is printed as it stands: emphasis, code, headings, lists, fences and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from capassist.model import Span

Kind = Literal["bold", "underscores", "code", "fence", "link", "heading", "item"]

# Inside of maths, and of keys, the same characters mean something else.
_OTHER_MEANING = re.compile(
    r"""
      \$[^$]*\$ | \\\(.*?\\\)
    | \\[a-zA-Z]*(?:ref|cite|label|url)[a-zA-Z]*\*?\s*\{[^{}]*\}
    """,
    re.DOTALL | re.VERBOSE,
)
_MARKDOWN = re.compile(
    r"""
      (?<![\w*])(?P<bold>\*\*(?=[A-Za-z(\\])[^*\n<>=]*[A-Za-z0-9.:)}]\*\*)(?!\*)   # **Run time**; no ** p < 0.01
    | (?<![\w_\\])(?P<underscores>__(?=[A-Za-z])[^_\n]*[A-Za-z.:]__)(?!\w)             # __Run time__
    | (?<![`\w])(?P<code>`(?=[\w.\\])[^`'\n]*[\w)]`)(?![`'])                           # `parse`; `parse' is a quotation
    | (?P<fence>```)
    | (?P<link>\[[^\]\n]+\]\(https?:[^)\n]*\))
    | ^[ \t]*(?P<heading>\#{1,6}[ ]+(?=\w))                                            # ## Run time
    | (?P<item>\A[ \t]*-[ ](?=\S) | (?:^|(?<=\n))[ \t]*[-*][ ]\S[^\n]*\n[ \t]*[-*][ ]\S)  # the first, or two
    """,
    re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Markdown:
    """One piece of Markdown in a text."""

    kind: Kind
    span: Span


def markdown_in(text: str) -> Iterator[Markdown]:
    """Yield the Markdown of a plain or LaTeX text in order; none inside of maths and of the keys of references."""
    prose = _OTHER_MEANING.sub(lambda match: "x" * len(match.group()), text)
    for match in _MARKDOWN.finditer(prose):
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # the pattern's groups are the kinds
        yield Markdown(kind, match.span(kind))
