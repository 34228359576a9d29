"""What the commands show a person: the figures of a draft, a suggestion and what it rests on, the settings, what comes
next."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from rich import box
from rich.console import Console, ConsoleOptions, Group, JustifyMethod, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from capassist.drafts.archive_names import captioned_name
from capassist.model import OFFLINE, Candidate, Decision, Draft, Evidence, Figure, Finding, Problem, Profile, Purpose
from capassist.terminal.console import Hanging, headline, indented, literal, literal_line
from capassist.terminal.diff import file_diff
from capassist.text.words import counted, words
from capassist.wording import (
    TEXT_NAMES,
    by_weight,
    command,
    finding_text,
    grounds_in_words,
    label_of,
    name_to_type,
    named,
    options_to_name,
    ranking_in_words,
)

_STATE_STYLES = {"missing": "bold red", "placeholder": "yellow", "written": ""}
_EVIDENCE = {
    "mention": "rests on",
    "profile": "imitates",
    "drawn text": "drawn",
    "picture": "picture",
    "data": "data",
    "caption": "made of",
}
_LABEL_WIDTH = 11
_CONTINUED = 6  # columns before what a line of a diff goes on with
_COUNTS = ("page", "words", "mentions")
_WIDE = 10_000  # columns: wider than any table of figures


def scan_table(draft: Draft) -> RenderableType:
    """Return the draft's figures as a table, then what else it has, then the problems with their hints."""
    figures = [figure for figure in draft.figures if figure.is_picture]
    parts: list[RenderableType] = []
    if figures:
        parts.append(_FigureTable(figures))
    parts.append(_summary(draft, figures))
    parts.extend(problem_line(problem) for problem in draft.problems)
    return Group(*parts)


def after_scan(draft: Draft, drafted: Collection[str] = ()) -> RenderableType:
    """Return the command that comes after a look at the figures, where those that are `drafted` have drafts already."""
    lacking = {figure.id for figure in draft.figures if figure.is_picture and figure.state != "written"}
    following = "check" if not lacking else "suggest" if lacking.isdisjoint(drafted) else "review"
    return literal(f"Next: {command(following, draft)}")


class _FigureTable:
    """The figures, one line each where the width allows: first the columns that matter least give way, and then long
    labels are broken into lines, since a label that is cut can neither be told from its neighbour nor be copied."""

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.figures = figures

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        columns = {name: cells for name, cells in self._columns().items() if any(cell.plain != "–" for cell in cells)}
        if options.no_wrap:  # in a pipe
            yield _table(columns, _width(columns, console, options))
            return
        for least in ("page", "words", "type", "mentions"):
            if _width(columns, console, options) <= options.max_width:
                break
            columns.pop(least, None)
        yield _table(columns)

    def _columns(self) -> dict[str, list[Text]]:
        return {name: [cell(figure) for figure in self.figures] for name, cell in _CELLS.items()}


_CELLS: dict[str, Callable[[Figure], Text]] = {
    "no.": lambda f: literal_line(f.number or "–" if f.kind == "figure" else f.name),
    "label": lambda f: literal_line(label_of(f) if f.labels or not f.number else "–"),
    "page": lambda f: Text(str(f.page or "–")),
    "type": lambda f: Text(f.type or "–"),
    "words": lambda f: Text("–" if f.state == "missing" else str(len(words(f.caption or "")))),
    "mentions": lambda f: Text(str(len(f.mentions))),
    "caption": lambda f: Text(f.state, _STATE_STYLES[f.state]),
}


def _width(columns: Mapping[str, Sequence[Text]], console: Console, options: ConsoleOptions) -> int:
    """Return how many columns of the terminal the table takes where nothing in it is broken into lines."""
    return Measurement.get(console, options.update(max_width=_WIDE), _table(columns)).maximum


def _table(columns: Mapping[str, Sequence[Text]], width: int | None = None) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), width=width)
    for name in columns:
        justify: JustifyMethod = "right" if name in _COUNTS else "left"
        table.add_column(name, justify=justify, no_wrap=name != "label", overflow="fold")
    for row in zip(*columns.values(), strict=True):
        table.add_row(*row)
    return table


def _summary(draft: Draft, figures: Sequence[Figure]) -> Text:
    lacking = sum(figure.state != "written" for figure in figures)
    others = Counter(figure.kind for figure in draft.figures if not figure.is_picture)
    line = counted(len(figures), "figure")
    if lacking or (figures and not draft.may_have_more_figures):
        line += f", {lacking or 'none'} without a caption"
    if others:
        line += "; and " + ", ".join(counted(number, kind) for kind, number in others.items())
    return Text(f"{line}.{_bare_tables(draft)}")


def _bare_tables(draft: Draft) -> str:
    bare = sum(figure.kind == "table" and figure.state == "missing" for figure in draft.figures)
    return f" Captions are drafted and checked for figures alone: {counted(bare, 'table')} without one." if bare else ""


def problem_line(problem: Problem) -> RenderableType:
    """Return a problem with its hint, in a pipe on one line."""
    about = f"{problem.figure}: " if problem.figure else ""
    return Hanging(Text("! ", "yellow"), literal_line(f"{about}{problem.message} {problem.hint}"))


def check_line(state: str, name: str, said: str) -> RenderableType:
    """Return one thing that `doctor` looked at."""
    return Hanging(Text(f"{state:<8} {name:<9} "), literal_line(said))


def suggestion(
    figure: Figure, candidate: Candidate, profile: Profile, findings: Sequence[Finding], waits: str = ""
) -> RenderableType:
    """Return one drafted caption with who drafted it, what the guards say, and why it reads as it does; `waits` says
    that the author has a text of their own for the figure."""
    draft = literal(candidate.text) if candidate.text else Text("(no draft)")
    parts: list[RenderableType] = [
        literal_line(headline(figure), "bold"),
        indented(draft),
        labelled(Text("drafted", "dim"), literal_line(f"by {candidate.captioner}{_mark(candidate)}")),
        *([labelled(Text("yours", "bold"), literal_line(waits))] if waits else ()),
        *finding_lines(candidate.text, findings),
        *note_lines(candidate),
        *ranking_lines(candidate),
        *grounds_lines(candidate),
        *profile_lines(profile),
        *evidence_lines(piece for piece in candidate.evidence if piece.kind != "profile"),  # the lines above say more
        Text(),
    ]
    return Group(*parts)


def _mark(candidate: Candidate) -> str:
    """Return what a model's text is marked with until somebody decides on it."""
    return "" if candidate.captioner == OFFLINE else ": AI-generated, not reviewed"


def finding_lines(text: str, findings: Iterable[Finding]) -> list[RenderableType]:
    """Return what the guards say of a text, those first that keep it from being written."""
    return [
        labelled(
            Text("blocked", "bold red") if finding.blocks else Text("warning", "yellow"),
            literal_line(finding_text(text, finding)),
        )
        for finding in by_weight(findings)
    ]


def note_lines(candidate: Candidate) -> list[RenderableType]:
    """Return what the author should know of how the draft came about."""
    return [labelled(Text("note"), literal_line(note)) for note in candidate.notes]


def ranking_lines(candidate: Candidate) -> list[RenderableType]:
    """Return the drafts that were made at a time, the best first, with what they were ranked by."""
    return [labelled(Text("ranked", "dim"), literal_line(line)) for line in ranking_in_words(candidate)]


def grounds_lines(candidate: Candidate) -> list[RenderableType]:
    """Return the sentences of a draft with what the model says that each rests on."""
    return [
        labelled(Text("says", "dim"), literal_line(f"“{text}” from {grounds}"))
        for text, grounds in grounds_in_words(candidate)
    ]


def profile_lines(profile: Profile) -> list[RenderableType]:
    """Return the author's figures that the draft imitates, each with the reason."""
    return [
        labelled(Text("imitates", "dim"), literal_line(f"{chosen.figure.name}: {chosen.reason}"))
        for chosen in profile.figures
    ]


def evidence_lines(evidence: Iterable[Evidence], *, shortened: bool = False) -> list[RenderableType]:
    """Return the pieces of the paper that a draft rests on, each with its place; `shortened` to one line each.

    Of a caption that it imitates one line is enough to know it by.
    """
    return [
        labelled(
            Text(_EVIDENCE[piece.kind], "dim"),
            literal_line(f"{piece.where}: {piece.text}"),
            shortened=shortened or piece.kind == "profile",
        )
        for piece in evidence
    ]


def labelled(label: Text, text: Text, *, shortened: bool = False) -> RenderableType:
    """Return a text beside its label, as all that is said of a draft stands."""
    label.pad_left(2)
    label.pad_right(_LABEL_WIDTH - label.cell_len)
    return Hanging(label, text, shortened=shortened)


def _all_written(purpose: Purpose) -> Text:
    name = TEXT_NAMES[purpose]
    return Text(f"Every figure has {'an' if name.startswith('a') else 'a'} {name}. `--figure ID` drafts one anew.")


def next_step(
    draft: Draft,
    *,
    drafted: Sequence[Figure],
    wanted: int,
    reviewable: bool = True,
    purpose: Purpose = "caption",
) -> RenderableType:
    """Return what `suggest` did, in one line, and the command that comes next: it names figures that have a text
    already.

    None comes next where the drafts are not `reviewable`, since nothing is kept.
    """
    if not any(figure.is_picture for figure in draft.figures):
        return Text("The draft has no figures.")
    if not wanted:
        return _all_written(purpose)
    done = f"{len(drafted)} of {counted(wanted, 'figure' if purpose == 'caption' else 'text')} drafted."
    if not drafted or not reviewable or purpose in ("slide", "abstract"):
        return literal(done)
    if draft.editable and all(map(attrgetter("locked"), drafted)):
        return literal(f"{done} To copy by hand: none of them can be written into this source.")
    return literal(f"{done} Next: {command('review', draft, *_asked(purpose), *_to_name(draft, drafted))}")


def _to_name(draft: Draft, drafted: Sequence[Figure]) -> Iterator[str]:
    """Yield the options that name to the review what it would not show by itself."""
    for figure in drafted:
        if figure.state == "written":
            yield from ("--figure", name_to_type(draft, figure))


def _asked(purpose: Purpose) -> tuple[str, ...]:
    return () if purpose == "caption" else ("--for", purpose)


def review_summary(draft: Draft, decisions: Sequence[Decision | None], purpose: Purpose = "caption") -> RenderableType:
    """Return how the figures stand after a review, in one line, and the command that comes next."""
    if not decisions:
        return _all_written(purpose)
    verdicts = Counter("open" if decision is None else decision.verdict for decision in decisions)
    accepted = verdicts["accept"] + verdicts["edit"]
    counts = {
        "accepted": accepted,
        "skipped": verdicts["skip"],
        "rejected": verdicts["reject"],
        "open": verdicts["open"],
    }
    line = ", ".join(f"{number} {name}" for name, number in counts.items() if number)
    steps = []
    if verdicts["open"] or verdicts["skip"]:
        steps.append(f"go on: {command('review', draft, *_asked(purpose))}")
    if accepted:
        steps.append(f"write: {command('apply', draft)}")
        steps.append(f"think again: {command('review', draft, *_asked(purpose), '--figure', 'ID')}")
    return literal("\n".join([line + ".", *(f"  {step}" for step in steps)]))


def changes(diff: str) -> RenderableType:
    """Return what a command would do to the files."""
    if not diff.strip():
        return Text("No file changes.")
    lines = file_diff(diff).split("\n", allow_blank=True)
    return Group(
        *(Hanging(line[:1], line[1:], before=_CONTINUED) for line in lines)
    )  # "-1" that is wrapped to a line's start is no removal, and what is wrapped no unchanged line


def warnings(draft: Draft, warned: Iterable[tuple[Decision, Sequence[Finding]]]) -> RenderableType:
    """Return what the guards say of the texts that are to be written, figure by figure."""
    figures = {figure.id: figure for figure in draft.figures}
    parts: list[RenderableType] = []
    for decision, findings in warned:
        parts += [
            literal_line(headline(figures[decision.figure]), "bold"),
            *finding_lines(decision.text or "", findings),
        ]
    return Group(*parts)


def written(files: Sequence[Path], notes: Iterable[str], done: str = "Written") -> RenderableType:
    """Return which files were written, in one line, and what the author should know of it; that none was where no note
    says why."""
    lines = [f"{done}: {_from_here(files)}"] if files else []
    return literal("\n".join([*lines, *notes] or ["Nothing was written."]))


def after_apply(draft: Draft, figures: Collection[str], *, warned: bool = False) -> RenderableType:
    """Return which figures are without a caption after that of `figures` was written, if any was, and the commands that
    follow; where one was `warned` of, that which compares captions with the text."""
    lacking = [f for f in draft.figures if f.is_picture and f.state != "written" and f.id not in figures]
    steps = [f"go on: {command('review', draft)}"] if lacking else [f"look at all: {command('check', _new(draft))}"]
    if figures:
        steps += _on_what_was_written(draft, warned=warned)
    all_of_them = "Every figure that was read" if draft.may_have_more_figures else "Every figure"
    left = f"Still without a caption: {named(lacking)}." if lacking else f"{all_of_them} has a caption."
    return literal("\n".join([left, *(f"  {step}" for step in steps)]))


def _new(draft: Draft) -> Draft:
    """Return the draft that has what was written: of an archive the one beside it."""
    return replace(draft, path=captioned_name(draft.path)) if draft.packed else draft


def _on_what_was_written(draft: Draft, *, warned: bool) -> list[str]:
    if draft.packed or not draft.editable:
        return []
    comparing = [f"compare with the text: {command('check', draft, '--select', 'C10')}"] if warned else []
    return [*comparing, f"take it back: {command('undo', draft)}"]


def after_undo(draft: Draft, figures: Iterable[str], accepted: Iterable[str]) -> RenderableType:
    """Return what becomes of the texts that were taken back: they stay accepted, and the next `apply` writes them with
    all else that is `accepted`."""
    ids = set(figures)
    back = [figure for figure in draft.figures if figure.id in ids]
    steps = [f"write again: {command('apply', draft)}"]
    steps += [f"think again: {command('review', draft, *options_to_name(draft, figure))}" for figure in back[:1]]
    waiting = _names(draft, {*ids, *accepted})
    return literal("\n".join([f"Still accepted, and not in the source: {waiting}.", *(f"  {step}" for step in steps)]))


def last_apply(draft: Draft, figures: Collection[str], files: Sequence[Path]) -> RenderableType:
    """Return in one line what the last apply wrote."""
    place = f" in {_from_here(files)}" if files else ""
    return literal_line(f"The last apply: {_names(draft, figures)}{place}.")


def _names(draft: Draft, ids: Collection[str]) -> str:
    """Return the names of figures; the ids of those that the draft does not have any more."""
    known = [figure for figure in draft.figures if figure.id in ids]
    gone = sorted(set(ids) - {figure.id for figure in known})
    return ", ".join(filter(None, [named(known), *gone]))


def _from_here(files: Iterable[Path]) -> str:
    """Return the paths, those below the working directory relative to it."""
    here = Path.cwd()
    found = (path.parent.resolve() / path.name for path in files)
    return ", ".join((path.relative_to(here) if path.is_relative_to(here) else path).as_posix() for path in found)


def settings_table(rows: Iterable[tuple[str, object, str]]) -> Table:
    """Return every setting with its value and where the value comes from."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("setting", no_wrap=True)
    table.add_column("value", overflow="fold")
    table.add_column("source", overflow="fold")
    for name, value, source in rows:
        table.add_row(literal_line(name), literal_line(_as_set(value)), literal_line(source))
    return table


def _as_set(value: object) -> str:
    """Return a setting's value much as it is written in a file."""
    match value:
        case None:
            return "–"
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case dict():
            return ", ".join(f"{name} = {inner}" for name, inner in value.items())
        case list() | tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
