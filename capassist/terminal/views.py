"""What the review shows besides the figure's page: mentions, imitated figures, the source, the lists to choose from,
the keys."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from capassist.errors import UsageError
from capassist.model import Excerpt, ReviewItem, Stop
from capassist.terminal.answers import chosen_sentences, put_together
from capassist.terminal.console import Hanging, headline, indented, literal, literal_line
from capassist.terminal.key_bindings import KEYS, offered_keys
from capassist.text.words import one_line
from capassist.wording import place_of_mention

DECIDED = {"accept": "accepted", "edit": "accepted as edited", "skip": "skipped", "reject": "rejected"}


def mentions_view(item: ReviewItem) -> RenderableType:
    """Return the paragraphs that mention the figure, in full."""
    parts: list[RenderableType] = [literal_line(f"Paragraphs that mention {item.figure.name}", "bold")]
    for mention in item.figure.mentions:
        parts += [Text(), literal_line(place_of_mention(mention), "cyan"), indented(literal(mention.text))]
    return Group(*parts)


def profile_view(item: ReviewItem) -> RenderableType:
    """Return the author's figures that the draft imitates, each with the reason and its caption."""
    parts: list[RenderableType] = [literal_line(f"Your figures that drafts of {item.figure.name} imitate", "bold")]
    for chosen in item.profile.figures:
        caption = one_line(chosen.figure.caption_latex or chosen.figure.caption or "")
        heading = f"{headline(chosen.figure)} · {chosen.reason}"
        parts += [Text(), literal_line(heading, "cyan"), indented(literal(caption))]
    return Group(*parts)


def source_view(item: ReviewItem) -> RenderableType:
    """Return the lines around the caption as they will be, those of the caption marked."""
    if item.excerpt is None:
        return Group()
    return Group(literal_line(f"{item.excerpt.file} as it will be", "bold"), Text(), excerpt_lines(item.excerpt))


def excerpt_lines(excerpt: Excerpt) -> RenderableType:
    """Return numbered lines of a source, with ">" before those of the caption; the others are shortened to one row
    each."""
    width = len(str(excerpt.line + len(excerpt.lines)))
    rows = []
    for index, line in enumerate(excerpt.lines):
        new = index in range(*excerpt.caption)
        label = Text(f"{'>' if new else ' '} {excerpt.line + index:>{width}}  ", "bold" if new else "dim")
        rows.append(Hanging(label, literal(line.expandtabs(4)), shortened=not new))
    return Group(*rows)


def jump_view(item: ReviewItem) -> RenderableType:
    """Return the figures of this review with what was decided for each."""
    return Group(Text("Go to which figure?", "bold"), Text(), _stops(item))


def end_view(item: ReviewItem) -> RenderableType:
    """Return that every figure is decided, and how."""
    return Group(
        Text(end_of(item), "bold"),
        Text(),
        _stops(item),
        Text(),
        Text("Everything is saved. The paper is as it was: `capassist apply` writes. Enter leaves, too."),
    )


def end_of(item: ReviewItem) -> str:
    """Return that no figure waits any more, with how many were left for later."""
    skipped = sum(stop.decision is not None and stop.decision.verdict == "skip" for stop in item.stops)
    return f"All figures are decided, {skipped} skipped." if skipped else "All figures are decided."


def _stops(item: ReviewItem) -> Table:
    grid = Table.grid(padding=(0, 2))
    for stop in item.stops:
        here = ">" if stop.figure.id == item.figure.id and not item.ended else " "
        grid.add_row(Text(here), literal_line(headline(stop.figure)), Text(decision_of(stop)))
    return grid


def pick_view(item: ReviewItem, answer: str) -> RenderableType:
    """Return the sentences of the drafts so far, numbered, below what those chosen by now make together."""
    try:
        together = put_together(item, chosen_sentences(item, answer))
    except UsageError as error:
        together = error.message
    parts: list[RenderableType] = [Text("Together", "bold"), indented(literal(together or "(nothing yet)"))]
    draft = 0
    for number, sentence in enumerate(item.sentences, 1):
        if sentence.draft != draft:
            draft = sentence.draft
            parts += [Text(), literal_line(f"Draft {draft} by {sentence.captioner}", "cyan")]
        parts.append(Hanging(Text(f"{number:>4}  ", "bold"), literal_line(sentence.text)))
    return Group(*parts)


def help_view(item: ReviewItem) -> RenderableType:
    """Return what the keys do: first those that make sense now."""
    grid = Table.grid(padding=(0, 2))
    offered = offered_keys(item)
    for key in offered:
        grid.add_row(Text(f"  {key.key}", "bold"), key.help)
    grid.add_row(Text("  Up, Down, Space", "bold"), "scroll, where the figure needs more than the screen")
    grid.add_row(Text("  Ctrl-C", "bold"), "stop at once; everything is saved, also what you typed")
    later = ", ".join(f"{key.key} {key.name}" for key in KEYS if key not in offered)
    return Group(Text("Keys", "bold"), grid, *([Text(f"Not for this figure now: {later}", "dim")] if later else ()))


def decision_of(stop: Stop) -> str:
    """Return what was decided for a figure, in a word, and whether a text of the author's is newer."""
    decided = DECIDED[stop.decision.verdict] if stop.decision else "open"
    return f"{decided}, your changed text is not" if stop.waits and stop.decision else decided
