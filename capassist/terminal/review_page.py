"""What the review shows of a figure: where we are, the captions old and new, and what speaks for and against the new
one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.text import Text

from capassist.model import AUTHOR, Candidate, Decision, Figure, ReviewItem
from capassist.terminal.aspects import aspect_lines
from capassist.terminal.console import headline, indented, literal, literal_line
from capassist.terminal.diff import word_diff
from capassist.terminal.preview import Preview
from capassist.terminal.tables import evidence_lines, finding_lines, grounds_lines, note_lines, ranking_lines
from capassist.terminal.views import DECIDED, excerpt_lines
from capassist.text.sentences import caption_sentences
from capassist.text.word_diff import is_rewritten
from capassist.text.words import capitalised, one_line
from capassist.wording import TEXT_NAMES

WIDEST = 100  # columns: longer lines of running text are hard to read
_NARROWEST = 72  # columns that a preview leaves enough of for the text
_WIDEST_PREVIEW = 60  # columns
_GAP = 2  # columns between the text and the preview
_SGR = re.compile(r"\x1b\[[0-9;]*m")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*\n?")
TOO_MANY = "too many to mark"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a picture stands on the page: its first column, from 0, in the page's first line; and its columns and
    rows."""

    column: int
    box: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Layout:
    """How much room the page takes."""

    spaced: bool  # an empty line after each block
    current: bool  # the current caption in a block of its own, even if the differences to it show all of it, too
    evidence: bool  # all of each sentence that the draft rests on, not only its first line
    source: bool = False  # the lines of the source as they will be


_LAYOUTS = (
    _Layout(spaced=True, current=True, evidence=True, source=True),
    _Layout(spaced=True, current=True, evidence=True),
    _Layout(spaced=True, current=True, evidence=False),
    _Layout(spaced=False, current=True, evidence=False),
    _Layout(spaced=False, current=False, evidence=False),
)


def review_lines(
    item: ReviewItem, width: int, height: int, *, color: bool, preview: Preview | None = None
) -> tuple[list[str], Spot | None]:
    """Return the page of a figure as terminal lines, and where on it the preview is.

    It is the roomiest layout that fits, with the preview beside it if that fits, too; else the closest one (which is
    higher).
    """
    for shown, spot in _previews(preview, width, height):
        for layout in _LAYOUTS:
            lines = render_lines(_page(item, layout), spot.column - _GAP if spot else width, color=color)
            if max(len(lines), spot.box[1] if spot else 0) <= height:
                return (_beside(lines, shown.lines(spot.box), spot.column) if shown and spot else lines), spot
    return lines, None


def _previews(preview: Preview | None, width: int, height: int) -> Iterator[tuple[Preview | None, Spot | None]]:
    """Yield the preview with its place where the page is wide enough for one, and then none."""
    if preview and width >= _NARROWEST:
        yield preview, _spot(preview, width, height)
    yield None, None


def _spot(preview: Preview, width: int, height: int) -> Spot:
    """Return where the preview stands: at the top, right of the text, in a third of the width and half of the height at
    most."""
    box = preview.fitted(min(_WIDEST_PREVIEW, width // 3), max(1, height // 2))
    return Spot(min(WIDEST + _GAP, width - box[0]), box)


def _beside(lines: Sequence[str], picture: Sequence[str], column: int) -> list[str]:
    """Return the lines with the picture's lines from that column on."""
    rows = zip_longest(lines, picture, fillvalue="")
    return [f"{line}{' ' * (column - cell_len(_SGR.sub('', line)))}{part}" if part else line for line, part in rows]


def render_lines(content: RenderableType, width: int, *, color: bool) -> list[str]:
    """Return what rich makes of the content at this width (at most 100 columns), line by line, with SGR codes for
    colour."""
    stream = StringIO()
    console = Console(
        file=stream,
        width=min(width, WIDEST),
        force_terminal=color,
        color_system="standard" if color else None,  # the sixteen colours follow the author's own theme
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    console.print(content)
    return [line.rstrip() for line in stream.getvalue().rstrip("\n").split("\n")]


def current_caption(item: ReviewItem) -> str:
    """Return the caption as it stands in the source now, or an empty string when there is none.

    It is on one line, without comments and without the label, which stays where it is whatever becomes of the text.
    """
    figure = item.figure
    if source := figure.slot.text if figure.slot and figure.place is None else figure.caption_source:
        return one_line(_COMMENT.sub(r"\1", source))
    return figure.caption or ""


def current_name(figure: Figure) -> str:
    """Return what the text in the source is called: "current caption", "current alternative text"."""
    return f"current {TEXT_NAMES[figure.purpose]}"


def changed_from(item: ReviewItem) -> tuple[str, str]:
    """Return what the text is best compared with, by name and as text; nothing where all of it is new.

    A placeholder ("TODO") is no caption to compare with; then only the author's own edits of the draft are differences.
    """
    if item.figure.state == "written" and current_caption(item):
        return current_name(item.figure), current_caption(item)
    if item.own:
        return "text that you wrote", item.own
    if item.text != item.candidate.text and item.candidate.text:
        return "draft", item.candidate.text
    return "", ""


def is_draft(item: ReviewItem) -> bool:
    """Whether the text is the draft as it was made: what the draft's notes say is not true of the author's own."""
    return item.text == item.candidate.text


def rests_on_draft(item: ReviewItem) -> bool:
    """Whether what the draft rests on says something of the text: not of one that the author wrote anew."""
    return is_draft(item) or not is_rewritten(item.candidate.text, item.text)


def text_title(item: ReviewItem) -> str:
    """Return whose text it is: "Draft by offline", or the author's own after an edit, also where a change of it was
    asked for that left at least half of it."""
    if not item.text:
        return f"No draft by {item.candidate.captioner}"
    if not item.candidate.text:
        return "Your text"
    if item.own and not is_rewritten(item.own, item.candidate.text):
        changed = f"Your text, changed by {item.candidate.captioner} ({_order(item.candidate)})"
        return changed if is_draft(item) else "Your text"
    draft = _draft_name(item.candidate)
    if is_draft(item):
        return draft[0].upper() + draft[1:]
    numbers = _drafts_of(item)
    if len(numbers) < 2 and not rests_on_draft(item):
        return "Your text"
    return (
        f"Your text, from drafts {' and '.join(map(str, numbers))}"
        if len(numbers) > 1
        else f"Your text, from the {draft}"
    )


def _drafts_of(item: ReviewItem) -> list[int]:
    """Return the numbers of the drafts that sentences of the text stand in."""
    drafts = {sentence.text: sentence.draft for sentence in item.sentences if sentence.captioner != AUTHOR}
    return sorted({drafts[text] for text in caption_sentences(item.text) if text in drafts})


def _draft_name(draft: Candidate) -> str:
    """Return "draft by offline", "short draft by offline", "draft by offline (name the datasets)"."""
    kind = f"{draft.wanted} draft" if draft.wanted == draft.kind != "style" else "draft"
    order = _order(draft)
    return f"{kind} by {draft.captioner}" + (f" ({order})" if order else "")


def _order(draft: Candidate) -> str:
    return draft.instruction.partition("\n")[0]


def position_of(item: ReviewItem) -> str:
    """Return where we are: "2 of 7 · Figure 3 · fig:latency · paper.tex:88", and what was decided before."""
    decided = f" · {_decided_before(item, item.decision)}" if item.decision else ""
    return f"{item.position} of {item.total} · {headline(item.figure)}{decided}"


def _decided_before(item: ReviewItem, decision: Decision) -> str:
    """Return what was decided, and whether it was about the text that is shown."""
    if decision.accepts and one_line(decision.text or "") != one_line(item.text):
        return "another text accepted before"
    return f"{DECIDED[decision.verdict]} before"


def _page(item: ReviewItem, layout: _Layout) -> RenderableType:
    base_name, base = changed_from(item)
    blocks: list[RenderableType] = [literal_line(position_of(item), "bold")]
    current = current_name(item.figure)
    apart = layout.current or base_name != current
    if apart:
        blocks.append(_section(capitalised(current), _caption(current_caption(item))))
    blocks.append(_section(text_title(item), _caption(item.text)))
    remarks = finding_lines(item.text, item.findings) + (note_lines(item.candidate) if is_draft(item) else [])
    if remarks:  # before the differences: on a low screen the warnings must not be below its edge
        blocks.append(Group(*remarks))
    if told := aspect_lines(item, shortened=not layout.evidence):
        blocks.append(Group(*told))
    if base_name:
        blocks.append(_differences(base_name, base, item.text, shown=apart))
    blocks += _basis(item, layout)
    if layout.source and item.excerpt:
        blocks.append(Group(literal_line(f"{item.excerpt.file} as it will be", "cyan"), excerpt_lines(item.excerpt)))
    return Group(*(_spaced(blocks) if layout.spaced else blocks))


def _basis(item: ReviewItem, layout: _Layout) -> Iterator[RenderableType]:
    """Yield what a draft was ranked by, what its sentences rest on, and the evidence, as far as there is room; nothing
    where no draft is behind the text."""
    candidate = item.candidate
    if not rests_on_draft(item):
        return
    if layout.evidence and (said := [*ranking_lines(candidate), *grounds_lines(candidate)]):
        yield Group(*said)
    if candidate.evidence:
        yield Group(*evidence_lines(candidate.evidence, shortened=not layout.evidence))


def _spaced(blocks: Sequence[RenderableType]) -> Iterator[RenderableType]:
    for block in blocks:
        yield from (block, Text())


def _differences(name: str, base: str, text: str, *, shown: bool) -> RenderableType:
    """Return the differences to a text; where they would be hard to read, the text itself unless it is `shown`
    already."""
    if is_rewritten(base, text):
        if shown:
            return literal_line(f"Changes to the {name}: {TOO_MANY}", "cyan")
        return _section(f"{name[0].upper()}{name[1:]} (changes: {TOO_MANY})", _caption(base))
    return _section(f"Changes to the {name}", word_diff(base, text) if base != text else Text("none", "dim"))


def _section(title: str, content: Text) -> RenderableType:
    return Group(literal_line(title, "cyan"), indented(content))


def _caption(text: str) -> Text:
    return literal(text) if text else Text("(none)", "dim")
