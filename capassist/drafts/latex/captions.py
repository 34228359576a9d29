"""The commands that make captions: their forms, and the range of each part."""

import re
from dataclasses import dataclass, replace

from capassist.drafts.latex.arguments import group, option, read_arguments, skip_space
from capassist.drafts.latex.float_types import PANEL_ENVIRONMENT, FloatType, FloatTypes
from capassist.model import Span

CAPTIONS = (
    "captionof captionaboveof captionbelowof captionabove captionbelow caption figcaption tabcaption tablecaption "
    "topcaption bottomcaption "
    "bicaption fcaption tcaption rotcaption contcaption captcont captionbox bicaptionbox sidecaption processtable tbl"
).split()
FIXED_TYPES = {
    **dict.fromkeys("figcaption fcaption".split(), "figure"),
    **dict.fromkeys("tabcaption tablecaption tcaption topcaption bottomcaption processtable tbl".split(), "table"),
}
# KOMA-Script's and memoir's: the graphics stand inside.
CAPTION_ENVIRONMENTS = frozenset(("captionbeside", "captionofbeside", "sidecaption"))
# What follows the caption of those that take the content with it; the last is it. Oxford's \processtable and the \tbl
# of World Scientific and of Taylor & Francis are for tables.
_BOXED = {"captionbox": "oog", "bicaptionbox": "ogoog", "processtable": "g", "tbl": "g"}
_CONTINUED = frozenset(("contcaption", "captcont"))  # print the number of the one before
_OVERLAY = re.compile(r"\s*<[^<>{}\[\]]*>")  # beamer's
_LABELS_ONLY = re.compile(r"(?:\s|\\label\s*\{[^{}]*\})*")
_TEXT_AFTER = re.compile(
    r"(?:\s|\\label\s*\{[^{}]*\}|\\(?:small|footnotesize|noindent|protect)(?![a-zA-Z]))*(?=[^\s\\{}\[\]&%])"
)
TEXT_END = re.compile(
    r"\n[ \t\x1f]*\n|\\(?:begin|end|par|label|includegraphics|caption|centering|vspace|hspace|vskip|newpage|clearpage"
    r"|subfloat|subfigure)(?![a-zA-Z])|\\\\"
)
_WORD = re.compile(r"[^\W\d_]{2,}")

# What no caption holds; where its braces have it in them all the same, one of them is missing.
_FOREIGN = re.compile(
    r"\\(?:(?:begin|end)\s*\{(?P<environment>[^{}]*)\}"
    r"|(?:part|chapter|(?:sub){0,2}section|caption|captionof|subcaption|appendix"
    r"|bibliography|maketitle)(?![a-zA-Z@]))|(?P<paragraph>\n[ \t\x1f]*\r?\n|\r[ \t\x1f]*\r)"
)
_NEVER_INSIDE = frozenset("document abstract thebibliography".split())
_MAX_PARAGRAPHS = 5  # the longest captions with a short title have four


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption: the range of its command, of its argument, and of its short form."""

    command: str
    type: FloatType
    start: int
    end: int
    span: Span | None  # None where the argument never closes
    short: Span | None = None
    numbered: bool = True
    continued: bool = False  # it has the number of the caption before
    key: Span | None = None  # of the label that memoir's sidecaption takes
    boxed: Span | None = None  # the content that the command takes with the caption


def read_caption(structure: str, command: str, place: Span, type_: FloatType, types: FloatTypes) -> Caption | None:
    """Return the caption whose command has the range `place`, in a float of the type; None when no argument follows."""
    head = _read_head(structure, command, place[1], type_, types)
    if head is None:
        return None
    starred, type_, position = head
    short, position = _options(structure, position)
    if structure[position : position + 1] != "{":
        return None
    caption = Caption(command, type_, place[0], position + 1, None, short, not starred, continued=command in _CONTINUED)
    span = group(structure, position)
    if span is None or foreign_part(structure, *span, types) is not None:
        return caption
    if command == "bicaption":
        return _bilingual(structure, caption.start, position, short, caption.type)
    caption = replace(caption, end=span[1] + 1, span=span)
    if command in _BOXED:
        return _boxed(structure, caption)
    if command == "sidecaption" and (key := option(structure, skip_space(structure, caption.end))) is not None:
        caption = replace(caption, end=key[1] + 1, key=key)
    return _with_text_after(structure, caption) if _LABELS_ONLY.fullmatch(structure, *span) else caption


def _read_head(
    structure: str, command: str, position: int, type_: FloatType, types: FloatTypes
) -> tuple[bool, FloatType, int] | None:
    """Return whether a caption's command has a star, the caption's type, which some commands name, and where that part
    ends; None where a type should be named and is not."""
    starred = structure[position : position + 1] == "*"
    position += starred
    if "of" not in command:
        return starred, types.of_type(FIXED_TYPES[command]) if command in FIXED_TYPES else type_, position
    named = group(structure, skip_space(structure, position))
    if named is None:
        return None
    star_behind = structure[named[1] + 1 : named[1] + 2] == "*"
    return starred or star_behind, types.of_type(structure[slice(*named)]), named[1] + 1 + star_behind


def foreign_part(structure: str, start: int, end: int, types: FloatTypes | None = None) -> int | None:
    """Return where in a caption's argument something begins that no caption holds: the float's end, a heading, other
    text."""
    types = types or FloatTypes()
    paragraphs = 0
    for match in _FOREIGN.finditer(structure, start, end):
        name = match["environment"]
        if match["paragraph"] is not None:
            paragraphs += 1
            if paragraphs >= _MAX_PARAGRAPHS:
                return match.start()
        elif name is None or name in _NEVER_INSIDE or types.of_environment(name) or PANEL_ENVIRONMENT.match(name):
            return match.start()
    return None


def _options(structure: str, position: int) -> tuple[Span | None, int]:
    """Return the short form, and where the caption's own argument begins: beamer has overlays, tufte an offset before
    it."""
    short: Span | None = None
    first = True
    while True:
        overlay = _OVERLAY.match(structure, position)
        position = skip_space(structure, overlay.end() if overlay else position)
        found = option(structure, position)
        if found is None:
            return short, position
        if first and structure[slice(*found)].strip():
            short = found
        first = False
        position = found[1] + 1


def _with_text_after(structure: str, caption: Caption) -> Caption:
    """Return the caption of \\caption{\\label{x}} with the text that follows it, if there is one: a reader sees it as
    the caption."""
    begin = _TEXT_AFTER.match(structure, caption.end)
    stop = TEXT_END.search(structure, begin.end()) if begin else None
    if begin is None or stop is None or len(_WORD.findall(structure, begin.end(), stop.start())) < 2:
        return caption
    last = begin.end() + len(structure[begin.end() : stop.start()].rstrip())
    if structure.count("{", begin.end(), last) != structure.count("}", begin.end(), last):
        return caption
    return replace(caption, end=last, span=(begin.end(), last))


def _boxed(structure: str, caption: Caption) -> Caption:
    r"""Return the caption of \captionbox[short]{caption}[width][position]{content}, or of the one for two languages,
    with its content."""
    found = read_arguments(structure, caption.end, _BOXED[caption.command])
    if found is None or (content := found.spans[-1]) is None:
        return caption
    return replace(caption, end=found.end, boxed=content)


def _bilingual(structure: str, start: int, position: int, short: Span | None, type_: FloatType) -> Caption | None:
    """Read \\bicaption{…}{…}, or with short forms in braces as ccaption has it; the first language's text is the
    caption."""
    spans: list[Span] = []
    while (span := group(structure, position)) is not None:
        spans.append(span)
        position = skip_space(structure, span[1] + 1)
        if (second := option(structure, position)) is not None:
            position = skip_space(structure, second[1] + 1)
    if not spans:
        return None
    return Caption("bicaption", type_, start, spans[-1][1] + 1, spans[1] if len(spans) >= 4 else spans[0], short)
