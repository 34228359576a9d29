"""Blank what is not the paper in a LaTeX file, keeping every offset.

Two views of the same length come out. In `structure` comments, verbatim text and listings are blank, so that patterns
and brace counting can run on it. In `readable` only comments are, for what a reader sees.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

FILL = "\x1f"  # white space to every pattern, and dropped in plain text: a comment leaves no space on paper

_COMMENTS = ("comment",)
_VERBATIMS = (
    "verbatim verbatim* Verbatim Verbatim* BVerbatim LVerbatim SaveVerbatim lstlisting minted minted* alltt "
    "filecontents filecontents* "
    "spverbatim verbatimtab  pycode sagesilent sageblock luacode luacode* asydef Sinput Soutput Schunk tcblisting "
    "tcboutputlisting ccsxml CCSXML"
).split()
# An "@" may be the delimiter; what LaTeX's own code calls \verb@egroup is none.
_INLINE = r"\\(?:verb\*?|Verb\*?|lstinline|mintinline|spverb)(?![a-zA-Z]|@[a-zA-Z]*(?![a-zA-Z]*@|[^@\n]*@))"
_DECLARED = re.compile(
    r"\\(?:lstnewenvironment|DefineVerbatimEnvironment|newtcblisting|NewTCBListing|newminted\w*"
    r"|newverbatim)\s*(?:\[([^\]]*)\])?\s*\{([^{}]*)\}"
)
_EXCLUDED = re.compile(r"\\excludecomment\s*\{([^{}]*)\}")
_SHORT = re.compile(r"\\MakeShortVerb\*?\s*\{?\\(.)\}?|\\lstMakeShortInline\s*(?:\[[^\]]*\])?\s*\{?\\?(.)\}?")


@dataclass(frozen=True, slots=True)
class Masked:
    """The two views of a file, as long as the file."""

    structure: str
    readable: str


def mask(text: str, verbatims: Collection[str] = (), excluded: Collection[str] = ()) -> Masked:
    """Return the views of a file. `verbatims` and `excluded` are further environments that other files declared."""
    return _Mask(
        text, {*_VERBATIMS, *verbatims, *declared_verbatims(text)}, {*_COMMENTS, *excluded, *declared_comments(text)}
    ).run()


def declared_verbatims(text: str) -> set[str]:
    """Return the verbatim environments that the text declares."""
    names = set()
    for match in _DECLARED.finditer(text):
        name = match.group(2).strip()
        names.add(name)
        if "newminted" in match.group():
            names.add((match.group(1) or name + "code").strip())
    return names


def declared_comments(text: str) -> set[str]:
    """Return the environments whose content the text declares to be left out."""
    return {match.group(1).strip() for match in _EXCLUDED.finditer(text)}


class _Mask:
    def __init__(self, text: str, verbatims: set[str], comments: set[str]) -> None:
        self.text = text
        self.comments = comments
        names = "|".join(map(re.escape, sorted(verbatims | comments)))
        short = "".join(re.escape(a or b) for a, b in _SHORT.findall(text) if (a or b) not in "\\{}%")
        self.token = re.compile(
            rf"(?P<comment>%)|(?P<inline>{_INLINE})|\\begin\s*\{{(?P<environment>{names})\}}"
            + (rf"|(?P<short>[{short}])" if short else "")
            + r"|\\.",
            re.DOTALL,
        )
        self.structure: list[str] = []
        self.readable: list[str] = []
        self.copied = 0

    def run(self) -> Masked:
        position = 0
        while (match := self.token.search(self.text, position)) is not None:
            position = self._step(match)
        self._copy(len(self.text))
        return Masked("".join(self.structure), "".join(self.readable))

    def _step(self, match: re.Match[str]) -> int:
        kind = match.lastgroup
        if kind == "comment":
            return self._fill(match.start(), comment_end(self.text, match.start()))
        if kind == "inline":
            return self._inline(match)
        if kind == "short":
            line = self.text.find("\n", match.end())
            end = self.text.find(match.group(), match.end(), line if line >= 0 else len(self.text))
            return self._blank(match.end(), end) + 1 if end >= 0 else match.end()
        if kind == "environment":
            return self._environment(match)
        return match.end()

    def _inline(self, match: re.Match[str]) -> int:
        position = match.end()
        options = re.compile(r"(?:\[[^\]\n]*\])?").match(self.text, position)
        position = options.end() if options else position
        if "mint" in match.group() and (language := re.compile(r"\{[^{}\n]*\}").match(self.text, position)):
            position = language.end()
        delimiter = self.text[position : position + 1]
        if not delimiter or delimiter.isspace():
            return match.end()
        line = self.text.find("\n", position)
        end = self.text.find(
            "}" if delimiter == "{" else delimiter, position + 1, line if line >= 0 else len(self.text)
        )
        return self._blank(position + 1, end) + 1 if end >= 0 else match.end()

    def _environment(self, match: re.Match[str]) -> int:
        name = match["environment"]
        closing = re.compile(rf"\\end\s*\{{{re.escape(name)}\}}").search(self.text, match.end())
        end = closing.start() if closing else len(self.text)
        if name in self.comments:
            return self._fill(match.start(), closing.end() if closing else end)
        options = re.compile(
            r"[ \t]*(?:\[(?:[^\[\]{}]|\{(?:[^{}]|\{[^{}]*\})*\}|\[[^\]]*\])*\])?(?:\{[^{}\n]*\})*"
        ).match(self.text, match.end(), end)
        return self._blank(options.end() if options else match.end(), end)

    def _copy(self, end: int) -> None:
        piece = self.text[self.copied : end]
        self.structure.append(piece)
        self.readable.append(piece)
        self.copied = end

    def _fill(self, start: int, end: int) -> int:
        """Blank a range in both views."""
        self._copy(start)
        self.structure.append(FILL * (end - start))
        self.readable.append(FILL * (end - start))
        self.copied = end
        return end

    def _blank(self, start: int, end: int) -> int:
        """Blank a range where patterns look, keeping its lines."""
        self._copy(start)
        self.structure.append(re.sub(r"[^\r\n]", " ", self.text[start:end]))
        self.readable.append(self.text[start:end])
        self.copied = end
        return end


_COMMENT = re.compile(r"%[^\r\n]*(?:(?:\r\n|\r|\n)(?![ \t]*(?:[\r\n]|$))[ \t]*)?")


def comment_end(text: str, start: int) -> int:
    """Return where the comment at `start` ends: with its line end and the next line's indentation, as TeX skips them.

    Before an empty line the line end stays, because the paragraph ends there.
    """
    match = _COMMENT.match(text, start)
    return match.end() if match else start
