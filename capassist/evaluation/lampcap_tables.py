"""LaMP-Cap's tables: what was drafted for its targets, kept as it comes, and compared as in the paper.

Table 1 compares systems and profiles, 2 splits "one" by whether the profile figure has the target's type, 4 and 5 by
whether some profile caption is close to the target's, 6 takes something from the profile figure. All are of the same
targets: those for which every condition gave a caption.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Self

from capassist.errors import WriteError
from capassist.evaluation.generation import GeneratedCaption, Watch, condition_name, generate_captions, unwatched
from capassist.evaluation.lampcap import DROPS, Case, Study
from capassist.evaluation.table import NOT_QUALITY, Pair, Row, Scored, Table, corpus_note, row, score, scoring_note
from capassist.files import append_json_line, lock, read_json_lines
from capassist.metrics import LAMP_CAP, Scoring
from capassist.metrics.bertscore import Similarity
from capassist.ports import Captioner

_ALIGNED = 0.25  # the share of targets that count as close to their profile


class DraftStore:
    """Captions in a file of JSON lines, each on the disk before the next is asked for; without a file in memory only.

    A context manager. A last line that a killed process left half written is dropped.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.answers: dict[tuple[str, str], GeneratedCaption] = {}
        self._file: IO[bytes] | None = None
        if path:
            try:
                self._file = path.open("a+b")
                lock(self._file, path, "these drafts")
                self._read(self._file)
            except (OSError, WriteError) as error:
                self.close()
                if isinstance(error, WriteError):
                    raise
                raise WriteError(f"{path} cannot be written: {error.strerror or error}.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        if self._file:
            self._file.close()

    def add(self, given: GeneratedCaption) -> None:
        """Keep an answer; one that failed is counted now and asked for again next time."""
        self.answers[given.condition, given.target] = given
        if self._file and not given.failed:
            append_json_line(self._file, asdict(given))

    def _read(self, file: IO[bytes]) -> None:
        file.seek(0)
        records, whole = read_json_lines(file)
        for record in records:
            with suppress(TypeError, AttributeError):  # not one of ours: it is left alone
                given = GeneratedCaption(**record)
                self.answers[given.condition, given.target] = given
        file.truncate(whole)


def to_draft(study: Study, captioner: Captioner, profile: str, kept: DraftStore) -> list[Case]:
    """Return the cases that have no answer under a condition yet."""
    name = condition_name(captioner, profile)
    return [case for case in study.cases if (name, case.key) not in kept.answers]


def draft_cases(
    study: Study,
    captioner: Captioner,
    profile: str,
    kept: DraftStore,
    *,
    jobs: int = 1,
    progress: Callable[[GeneratedCaption], GeneratedCaption] = lambda given: given,
) -> None:
    """Draft the cases that have no answer yet, up to `jobs` at a time. A wrong setting stops all.

    Raises ModelError when there is no answer at all.
    """
    todo = to_draft(study, captioner, profile, kept)
    for given in generate_captions(captioner, profile, todo, kept.answers.values(), jobs):
        kept.add(progress(given))


def draft_conditions(
    study: Study,
    captioner: Captioner,
    profiles: Sequence[str],
    kept: DraftStore,
    *,
    jobs: int = 1,
    watch: Watch = unwatched,
) -> None:
    """Draft what has no answer yet under each condition, as `draft_cases` does."""
    todo = {profile: len(to_draft(study, captioner, profile, kept)) for profile in profiles}
    for profile, count in todo.items():
        with watch(count, condition_name(captioner, profile)) as progress:
            draft_cases(study, captioner, profile, kept, jobs=jobs, progress=progress)


def study_tables(
    study: Study, answers: Iterable[GeneratedCaption], scoring: Scoring = LAMP_CAP, meaning: Similarity | None = None
) -> tuple[Table, ...]:
    """Return Tables 1, 2, 4, 5 and 6 of the paper, as far as there are answers for them; without any, nothing.

    Tables 4 and 5 go by ROUGE-L, and by similarity in `meaning`, the paper's BERTScore, where there is such a measure.
    """
    given = {(a.condition, a.target): a for a in answers}
    if not given:
        return ()
    names = _in_order(dict.fromkeys(name for name, _ in given))
    common = _drafted_by_all(study, given, names)
    scored = {name: _scored(common, texts, scoring) for name, texts in _texts(given, names, common).items()}
    compared = _Compared(common, scored, scoring, [name for name in names if " without " in name])
    tables = (
        _table_1(compared, _invalid(given.values()), study),
        _table_2(compared),
        *_tables_4_and_5(compared, meaning),
    )
    return (*tables, _table_6(compared)) if compared.ablated else tables


def _drafted_by_all(
    study: Study, given: Mapping[tuple[str, str], GeneratedCaption], names: Sequence[str]
) -> list[Case]:
    return [case for case in study.cases if all(_text(given, name, case) for name in names)]


def _invalid(answers: Iterable[GeneratedCaption]) -> Counter[str]:
    """Return how many answers under each condition were no caption."""
    return Counter(answer.condition for answer in answers if answer.text is None)


def _texts(
    given: Mapping[tuple[str, str], GeneratedCaption], names: Iterable[str], common: Sequence[Case]
) -> dict[str, list[str]]:
    """Return the captions of the cases under each condition, and those that the baselines make."""
    texts = {name: [_text(given, name, case) for case in common] for name in names}
    return texts | {name: [make(case) for case in common] for name, make in BASELINES.items()}


def _table_1(compared: "_Compared", invalid: Counter[str], study: Study) -> Table:
    rows = tuple(replace(found, invalid=invalid[found.name]) for found in compared.rows(compared.whole))
    return Table("Table 1: systems and profiles", rows, _notes(study, compared.cases, compared.scoring))


def _table_2(compared: "_Compared") -> Table:
    same, other = (
        [place for place, case in enumerate(compared.cases) if case.same_type is kind] for kind in (True, False)
    )
    rows = (
        *compared.rows(compared.one, same, ", same type"),
        *compared.rows(compared.one, other, ", other type"),
    )
    return Table("Table 2: with one profile figure, by its type", rows)


def _tables_4_and_5(compared: "_Compared", meaning: Similarity | None) -> tuple[Table, Table]:
    aligned = _aligned(compared.cases, compared.scoring, meaning)
    rest = [place for place in range(len(compared.cases)) if place not in aligned]
    close = compared.rows(compared.whole, sorted(aligned))
    return (
        Table("Table 4: targets close to a caption of their profile", close, (_CLOSE[meaning is None],)),
        Table("Table 5: the other targets", compared.rows(compared.whole, rest)),
    )


def _table_6(compared: "_Compared") -> Table:
    rows = compared.rows([*compared.one, *compared.ablated])
    return Table("Table 6: something of the profile figure left out", rows)


def _in_order(names: Iterable[str]) -> list[str]:
    """Return the conditions captioner by captioner, those of each as the paper has them: batches come in any order."""
    known = ["none", "one", "all", *(f"one without {drop}" for drop in DROPS)]
    parts = [name.rpartition(", ") for name in names]
    captioners = list(dict.fromkeys(captioner for captioner, _, _ in parts))
    place = {name: number for number, name in enumerate(known)}
    parts.sort(key=lambda part: (captioners.index(part[0]), place.get(part[2], len(known))))
    return ["".join(part) for part in parts]


@dataclass(frozen=True, slots=True)
class _Compared:
    """The targets that all conditions drafted, and the measures of every system's texts, in their order."""

    cases: Sequence[Case]
    scored: Mapping[str, Sequence[Scored]]
    scoring: Scoring
    ablated: Sequence[str]  # the systems that lack something of the profile figure

    @property
    def whole(self) -> list[str]:
        """The systems that lack nothing."""
        return [name for name in self.scored if name not in self.ablated]

    @property
    def one(self) -> list[str]:
        """Those of them that see one profile figure, and the baselines."""
        return [name for name in self.whole if name.endswith(", one") or name in BASELINES]

    def rows(self, names: Sequence[str], places: Sequence[int] | None = None, kind: str = "") -> tuple[Row, ...]:
        """Return a row for each system over some of the targets, or over all."""
        some = range(len(self.cases)) if places is None else places
        return tuple(row(name + kind, [self.scored[name][place] for place in some], self.scoring) for name in names)


def _text(given: Mapping[tuple[str, str], GeneratedCaption], name: str, case: Case) -> str:
    found = given.get((name, case.key))
    return (found.text or "") if found else ""


def _scored(cases: Sequence[Case], texts: Sequence[str], scoring: Scoring) -> list[Scored]:
    return score([Pair(case.caption, text) for case, text in zip(cases, texts, strict=True)], scoring)


def _aligned(cases: Sequence[Case], scoring: Scoring, meaning: Similarity | None) -> frozenset[int]:
    """Return the targets that are, by every measure, in the quarter closest to a caption of their profile."""
    from capassist.metrics.rouge import rouge

    pairs = [(case.caption, figure.caption or "") for case in cases for figure in case.profile]
    prepared = [(scoring.prepared(wanted), scoring.prepared(other)) for wanted, other in pairs]
    measures = [[rouge(wanted, other, stemmed=scoring.stemmed)[2] for wanted, other in prepared]]
    if meaning:
        measures.append(meaning(pairs))
    return frozenset.intersection(*(_closest(cases, similarity) for similarity in measures))


def _closest(cases: Sequence[Case], similarity: Sequence[float]) -> frozenset[int]:
    """Return the quarter of the cases with the highest similarity to one of its profile; ties go to the first."""
    left = iter(similarity)
    highest = [max(islice(left, len(case.profile))) for case in cases]
    ranked = sorted(range(len(cases)), key=lambda place: (-highest[place], place))
    return frozenset(ranked[: round(len(cases) * _ALIGNED)])


_CLOSE = {
    True: "Close: the quarter with the highest ROUGE-L between the author's caption and one of the profile. The paper "
    "asks for the highest BERTScore too, so its group is smaller; with capassist[bertscore] and its model on this "
    "machine, this one is, too.",
    False: "Close: in the quarter with the highest ROUGE-L between the author's caption and one of the profile, and in "
    "the quarter with the highest BERTScore (F1, of roberta-large), as in the paper.",
}


def _notes(study: Study, common: Sequence[Case], scoring: Scoring) -> tuple[str, ...]:
    missing = ", ".join(f"{count} {what}" for what, count in study.missing.items())
    drafted = f"{len(study.cases)} targets, {len(common)} with a caption under every condition"
    counted = f"{drafted}; missing: {missing or 'nothing'}."
    return tuple(filter(None, (NOT_QUALITY, counted, corpus_note(len(common)), scoring_note(scoring))))


# What a captioner must beat -------------------------------------------------------------------------------------------


def _first_mentioning_sentence(case: Case) -> str:
    sentences: Iterator[str] = (s.text for m in case.figure.mentions for s in m.sentences if s.references)
    return next(sentences, "")


def _first_paragraph(case: Case) -> str:
    return case.figure.mentions[0].text if case.figure.mentions else ""


def _all_paragraphs(case: Case) -> str:
    return " ".join(mention.text for mention in case.figure.mentions)


def _profile_caption(case: Case) -> str:
    return case.profile[case.one].caption or ""


def _blank(_case: Case) -> str:
    return ""


BASELINES: dict[str, Callable[[Case], str]] = {
    "first mentioning sentence": _first_mentioning_sentence,
    "first paragraph": _first_paragraph,
    "all paragraphs": _all_paragraphs,
    "profile caption": _profile_caption,
    "nothing": _blank,
}
