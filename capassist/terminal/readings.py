"""What readers learn from captions: for people, and as JSON."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from capassist.evaluation.caption_qa import BY_RULE, PRESENT, Answered, Examination, Reading
from capassist.evaluation.facts import SentencePlace
from capassist.terminal.console import Hanging, Shortened, headline, literal, literal_line
from capassist.terminal.json_records import Record
from capassist.text.words import counted
from capassist.wording import label_of

_MOST_SENTENCES = 3  # of a figure; all are in the JSON
_MOST_FACTS = 4  # of a sentence
_BEFORE = 24  # characters of a sentence before what is asked of it

_WORD_BEGINS = re.compile(r"\s(?=[^\W\d_])")  # not "2)", of which "Fig." is the first half


def examination_view(examination: Examination) -> RenderableType:
    """Return the table, and figure by figure what the caption does not tell and what it tells of others."""
    title = f"{examination.draft.path}: {counted(len(examination.readings), 'caption')}, asked {examination.way}"
    lists = [line for reading in examination.readings for line in _list(examination, reading)]
    notes = (literal(note) for note in examination.notes)
    return Group(literal_line(title, "bold"), _table(examination), *lists, *notes)


def examination_record(examination: Examination) -> Record:
    """Return what `evaluate --questions --json` prints (capassist.questions/1). `told` is null where the judge
    failed."""
    return {
        "schema": "capassist.questions/1",
        "draft": str(examination.draft.path),
        "asked": examination.way,
        "figures": [_reading_record(reading) for reading in examination.readings],
        "totals": {
            name: {"Acc+": _share(readings, own=True), "Acc-": _share(readings, own=False), **_counts(readings)}
            for name, readings in _rows(examination)
        },
        "notes": list(examination.notes),
    }


def examination_csv(examination: Examination) -> str:
    """Return one line for each question to each caption; `about` is the figure that the sentence is about."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["captions", "figure", "about", "asked", "told", "file", "line", "sentence"])
    for name, readings in _rows(examination):
        for reading in readings:
            for answered in (*reading.own, *reading.foreign):
                place = answered.place
                told = "" if answered.told is None else int(answered.told)
                where = (place.file, place.line, place.sentence)
                writer.writerow([name, reading.figure.id, place.figure, answered.what, told, *where])
    return file.getvalue()


def _table(examination: Examination) -> Table:
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    failed = any(_counts(readings)["failed"] for _, readings in _rows(examination))
    shown.add_column("", no_wrap=True)
    for name in ("asked", "told", "Acc+", "of others", "told", "Acc-", *(("fail",) if failed else ())):
        shown.add_column(name, justify="right", no_wrap=True)
    for reading in examination.readings:
        named = reading.figure.name
        name = f"{named} · {label_of(reading.figure)}" if reading.figure.number else named
        shown.add_row(Shortened(name), *_cells([reading], failed=failed))
    shown.add_section()
    for name, readings in _rows(examination):
        shown.add_row(literal_line("all " + name if name == PRESENT else name), *_cells(readings, failed=failed))
    return shown


def _rows(examination: Examination) -> Iterator[tuple[str, Sequence[Reading]]]:
    yield PRESENT, examination.readings
    yield from examination.baselines.items()


def _cells(readings: Sequence[Reading], *, failed: bool) -> list[str]:
    counts = _counts(readings)
    cells = [str(counts["own"]), str(counts["own_told"]), _number(_share(readings, own=True))]
    cells += [str(counts["foreign"]), str(counts["foreign_told"]), _number(_share(readings, own=False))]
    return [*cells, str(counts["failed"])] if failed else cells


def _counts(readings: Sequence[Reading]) -> dict[str, int]:
    """Return how many questions were answered by a caption or the judge, and how many the judge failed at."""
    own = [answered.told for reading in readings for answered in reading.own]
    foreign = [answered.told for reading in readings for answered in reading.foreign]
    return {
        "own": len(own) - own.count(None),
        "own_told": own.count(True),
        "foreign": len(foreign) - foreign.count(None),
        "foreign_told": foreign.count(True),
        "failed": own.count(None) + foreign.count(None),
    }


def _share(readings: Sequence[Reading], *, own: bool) -> float | None:
    """Return Acc+ or Acc-, None where nothing was asked."""
    counts = _counts(readings)
    if own:
        return counts["own_told"] / counts["own"] if counts["own"] else None
    return 1 - counts["foreign_told"] / counts["foreign"] if counts["foreign"] else None


def _number(share: float | None) -> str:
    return "–" if share is None else f"{share:.2f}".removeprefix("0")


def _list(examination: Examination, reading: Reading) -> Iterator[RenderableType]:
    missing = [answered for answered in reading.own if answered.told is False]
    foreign = [answered for answered in reading.foreign if answered.told]
    if missing or foreign:
        yield literal_line(headline(reading.figure), "bold")
        yield from _sentences("not in the caption", missing)
        for figure, answers in groupby(foreign, lambda answered: answered.place.figure):
            other = next(each for each in examination.draft.figures if each.id == figure)
            yield from _sentences(_foreign_title(examination, other.name), list(answers))
        yield Text()


def _foreign_title(examination: Examination, other: str) -> str:
    return f"said of {other} alone" if examination.way == BY_RULE else f"answers a question about {other}"


def _sentences(title: str, answers: Sequence[Answered]) -> Iterator[RenderableType]:
    """Yield for each sentence what is asked of it and the sentence with its place, those that point at the figure
    first."""
    by_place: dict[SentencePlace, list[str]] = {}
    for answered in answers:
        instead = f" (the judge reads: {answered.instead})" if answered.instead else ""
        by_place.setdefault(answered.place, []).append(answered.what + instead)
    places = sorted(by_place, key=lambda place: not place.points)
    for place in places[:_MOST_SENTENCES]:
        yield Hanging(Text("  "), literal_line(f"{title}: {_some(by_place[place])}"))
        yield Hanging(
            Text("    "), literal_line(f"{_where(place)}: {_from(place, by_place[place])}", "dim"), shortened=True
        )
    if len(places) > _MOST_SENTENCES:
        yield Hanging(
            Text("  "), literal(f"and from {counted(len(places) - _MOST_SENTENCES, 'sentence')} more: see --json")
        )


def _from(place: SentencePlace, facts: Sequence[str]) -> str:
    """Return the sentence from a few words before the first of the facts on, so that it is seen on one line."""
    start = min((found for fact in facts if (found := place.sentence.find(fact)) >= 0), default=0)
    if start <= _BEFORE:
        return place.sentence
    word = _WORD_BEGINS.search(place.sentence, start - _BEFORE, start)
    return f"…{place.sentence[word.end() if word else start :]}"


def _some(facts: Sequence[str]) -> str:
    more = len(facts) - _MOST_FACTS
    return ", ".join(facts[:_MOST_FACTS]) + (f" and {more} more" if more > 0 else "")


def _where(place: SentencePlace) -> str:
    return f"{place.file}:{place.line}" if place.file else f"page {place.line}"


def _reading_record(reading: Reading) -> Record:
    figure = reading.figure
    return {
        "figure": figure.id,
        "number": figure.number,
        "caption": figure.caption,
        "own": [_answered_record(answered) for answered in reading.own],
        "foreign": [_answered_record(answered) for answered in reading.foreign],
    }


def _answered_record(answered: Answered) -> Record:
    place = answered.place
    return {
        "asked": answered.what,
        "told": answered.told,
        "instead": answered.instead,
        "about": place.figure,
        "sentence": place.sentence,
        "file": place.file,
        "line": place.line,
    }
