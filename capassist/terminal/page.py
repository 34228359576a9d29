"""What the review shows of a figure: where we are, the captions old and new, and what speaks for and against the new one."""

from dataclasses import dataclass
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from capassist.model import Mention, ReviewItem
from capassist.terminal.console import figure_name, headline, indented, literal, literal_line
from capassist.terminal.diff import word_diff
from capassist.terminal.keys import offered_keys
from capassist.terminal.tables import evidence_lines, finding_lines, note_lines

_WIDEST = 100  # columns: longer lines of running text are hard to read
_DECIDED = {"accept": "accepted", "edit": "accepted as edited", "skip": "skipped", "reject": "rejected"}


@dataclass(frozen=True, slots=True)
class _Layout:
    """How much room the page takes."""

    spaced: bool  # an empty line after each block
    current: bool  # the current caption in a block of its own; the differences to it show all of it, too
    evidence: bool  # all of each piece of evidence, not only its first line


_LAYOUTS = (
    _Layout(spaced=True, current=True, evidence=True),
    _Layout(spaced=True, current=True, evidence=False),
    _Layout(spaced=False, current=True, evidence=False),
    _Layout(spaced=False, current=False, evidence=False),
)


def review_lines(item: ReviewItem, width: int, height: int, *, color: bool) -> list[str]:
    """Return the page of a figure as terminal lines: the roomiest layout that fits, else the closest one (which is higher)."""
    lines: list[str] = []
    for layout in _LAYOUTS:
        lines = render_lines(_page(item, layout), width, color=color)
        if len(lines) <= height:
            break
    return lines


def mention_lines(item: ReviewItem, width: int, *, color: bool) -> list[str]:
    """Return the paragraphs that mention the figure, in full, as terminal lines."""
    parts: list[RenderableType] = [literal_line(f"Paragraphs that mention {figure_name(item.figure)}", "bold")]
    for mention in item.figure.mentions:
        parts += [Text(), literal_line(place_of_mention(mention), "cyan"), indented(literal(mention.text))]
    return render_lines(Group(*parts), width, color=color)


def help_lines(item: ReviewItem, width: int, *, color: bool) -> list[str]:
    """Return what the keys do that make sense now, as terminal lines."""
    grid = Table.grid(padding=(0, 2))
    for key in offered_keys(item):
        grid.add_row(Text(f"  {key.key}", "bold"), key.help)
    grid.add_row(Text("  Up, Down, Space", "bold"), "scroll, where the figure needs more than the screen")
    grid.add_row(Text("  Ctrl-C", "bold"), "stop at once; every decision is saved")
    return render_lines(Group(Text("Keys", "bold"), grid), width, color=color)


def render_lines(content: RenderableType, width: int, *, color: bool) -> list[str]:
    """Return what rich makes of the content at this width (at most 100 columns), line by line, with SGR codes for colour."""
    stream = StringIO()
    console = Console(
        file=stream,
        width=min(width, _WIDEST),
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
    """Return the caption as it stands in the source now, or an empty string when there is none."""
    return item.figure.caption_source or item.figure.caption or ""


def changed_from(item: ReviewItem) -> tuple[str, str]:
    """Return what the text is best compared with, by name and as text; nothing where all of it is new.

    A placeholder ("TODO") is no caption to compare with; then only the author's own edits of the draft are differences.
    """
    if item.figure.state == "written" and current_caption(item):
        return "current caption", current_caption(item)
    if item.text != item.candidate.text and item.candidate.text:
        return "draft", item.candidate.text
    return "", ""


def text_title(item: ReviewItem) -> str:
    """Return whose text it is: "Draft by offline", or the author's own after an edit."""
    if not item.text:
        return f"No draft by {item.candidate.captioner}"
    by = f"raft by {item.candidate.captioner}"
    return f"D{by}" if item.text == item.candidate.text else f"Your text, from the d{by}"


def place_of_mention(mention: Mention) -> str:
    """Return where a paragraph stands: "2 Method, sections/method.tex:41" or "page 3"."""
    if mention.file:
        place = f"{mention.file}:{mention.line}" if mention.line else mention.file
    else:
        place = f"page {mention.page}" if mention.page else ""
    return ", ".join(filter(None, [mention.section, place]))


def position_of(item: ReviewItem) -> str:
    """Return where we are: "2 of 7 · Figure 3 · fig:latency · paper.tex:88", and what was decided before."""
    decided = f" · {_DECIDED[item.decision.verdict]} before" if item.decision else ""
    return f"{item.position} of {item.total} · {headline(item.figure)}{decided}"


def _page(item: ReviewItem, layout: _Layout) -> RenderableType:
    base_name, base = changed_from(item)
    blocks: list[RenderableType] = [literal_line(position_of(item), "bold")]
    if layout.current or base_name != "current caption":
        blocks.append(_section("Current caption", _caption(current_caption(item))))
    blocks.append(_section(text_title(item), _caption(item.text)))
    remarks = finding_lines(item.text, item.findings) + note_lines(item.candidate)
    if remarks:  # before the differences: on a low screen the warnings must not be below its edge
        blocks.append(Group(*remarks))
    if base_name:
        differences = word_diff(base, item.text) if base != item.text else Text("none", "dim")
        blocks.append(_section(f"Changes to the {base_name}", differences))
    blocks.append(Group(*evidence_lines(item.candidate.evidence, shortened=not layout.evidence)))
    if layout.spaced:
        blocks = [part for block in blocks for part in (block, Text())]
    return Group(*blocks)


def _section(title: str, content: Text) -> RenderableType:
    return Group(literal_line(title, "cyan"), indented(content))


def _caption(text: str) -> Text:
    return literal(text) if text else Text("(none)", "dim")
