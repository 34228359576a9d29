"""How near the offline captioner comes to what authors wrote, and how often the guard of numbers is right.

    python benchmarks/offline.py PAPER… [--show N]

Each captioned figure that the text mentions is left out in turn: the captioner sees the paper's other captions, never this one.
Likeness is ROUGE-L F (rouge-score, no stemming) on lower-cased text without punctuation, the normalisation of LaMP-Cap.
False alarms are counted on the authors' own captions, which they thought true; the old caption is not shown to the guard. For the
catch rate one amount of each caption is changed to another that the author did not write; numbers that are names (Figure 3, [12])
are no amounts.
"""

import argparse
import random
import re
import string
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from statistics import mean

from rouge_score.rouge_scorer import RougeScorer

from capassist.captioners.offline import OfflineCaptioner
from capassist.drafts import open_draft
from capassist.guards import inspect
from capassist.guards.numbers import numbers
from capassist.model import Candidate, CaptionRequest, Draft, DraftKind, Figure, Span
from capassist.profile import build_profile
from capassist.text.latex import to_plain

SEED = 20261121
PROFILE_SIZE = 3
_ROUGE = RougeScorer(["rougeL"], use_stemmer=False)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Case:
    """One figure left out: what the captioner may know, and what the author wrote."""

    paper: str
    request: CaptionRequest
    caption: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The drafts for one case by method, with their likeness to the caption; the time of the captioner's own."""

    case: Case
    drafts: dict[str, str]
    likeness: dict[str, float]
    candidate: Candidate
    seconds: float


def cases(draft: Draft, paper: str) -> Iterator[Case]:
    """Yield a case for each figure with a caption and a mention."""
    figures = [figure for figure in draft.figures if figure.kind == "figure" and figure.caption]
    for figure in figures:
        if not figure.mentions:
            continue
        target = without_caption(figure)
        others = tuple(other.caption or "" for other in figures if other.id != figure.id)
        profile = build_profile(draft, target, PROFILE_SIZE)
        request = CaptionRequest(target, profile, draft.kind, draft.title, draft.abstract)
        yield Case(paper, request, figure.caption or "", others)


def without_caption(figure: Figure) -> Figure:
    """Return the figure as a captioner may see it."""
    return replace(figure, state="missing", caption=None, caption_source=None, short_caption=None, slot=None)


def evaluate(case: Case) -> Result:
    """Draft the case's caption and the baselines, and compare each with the author's."""
    started = time.perf_counter()
    candidate = OfflineCaptioner().draft(case.request)
    seconds = time.perf_counter() - started
    text = to_plain(candidate.text) if case.request.markup == "latex" else candidate.text
    drafts = {"offline": text, **{name: baseline(case) for name, baseline in BASELINES.items()}}
    return Result(case, drafts, {name: rouge_l(case.caption, d) for name, d in drafts.items()}, candidate, seconds)


def rouge_l(reference: str, text: str) -> float:
    """Return the F measure of ROUGE-L after LaMP-Cap's normalisation."""
    return float(_ROUGE.score(_normalised(reference), _normalised(text))["rougeL"].fmeasure)


def _normalised(text: str) -> str:
    return " ".join(text.lower().translate(str.maketrans("", "", string.punctuation)).split())


def _first_mentioning_sentence(case: Case) -> str:
    return next((s.text for s in case.request.figure.mentions[0].sentences if s.references), "")


def _first_paragraph(case: Case) -> str:
    return case.request.figure.mentions[0].text


def _nearest_caption(case: Case) -> str:
    nearest = max(case.request.profile.figures, key=lambda p: p.likeness, default=None)
    return (nearest.figure.caption or "") if nearest else ""


def _random_caption(case: Case) -> str:
    return random.Random(f"{SEED} {case.paper} {case.request.figure.id}").choice(case.others) if case.others else ""


BASELINES: dict[str, Callable[[Case], str]] = {
    "first mentioning sentence": _first_mentioning_sentence,
    "whole first paragraph": _first_paragraph,
    "nearest profile caption": _nearest_caption,
    "random other caption": _random_caption,
}


@dataclass(frozen=True, slots=True)
class GuardCounts:
    """How the guard of numbers did: true captions marked with a number that stands nowhere, or only with another figure; planted
    wrong numbers, and how many of them were marked in either way, and as standing nowhere.
    """

    captions: int = 0
    nowhere: int = 0
    elsewhere: int = 0
    planted: int = 0
    caught: int = 0
    caught_nowhere: int = 0

    def __add__(self, other: "GuardCounts") -> "GuardCounts":
        return GuardCounts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def guard_counts(draft: Draft, paper: str) -> GuardCounts:
    """Count marks on the true captions and on captions with a planted number."""
    total = GuardCounts()
    for figure in draft.figures:
        if figure.kind != "figure" or not figure.caption or not figure.mentions:
            continue
        source = (figure.caption_source if draft.kind == "latex" else figure.caption) or ""
        codes = [code for code, _ in _number_marks(source, figure, draft)]
        total += GuardCounts(1, "number" in codes, "number" not in codes and "number-elsewhere" in codes)
        changed = _with_wrong_number(source, draft.kind, random.Random(f"{SEED} {paper} {figure.id}"))
        if changed:
            text, place = changed
            marks = [code for code, (start, end) in _number_marks(text, figure, draft) if start <= place < end]
            total += GuardCounts(planted=1, caught=bool(marks), caught_nowhere="number" in marks)
    return total


def _number_marks(text: str, figure: Figure, draft: Draft) -> list[tuple[str, Span]]:
    findings = inspect(text, without_caption(figure), markup=draft.kind, old=None, others=draft.figures)
    return [(f.code, f.span) for f in findings if f.span and f.code.startswith("number")]


def _with_wrong_number(source: str, markup: DraftKind, chance: random.Random) -> tuple[str, int] | None:
    """Return the caption with one amount changed, and where it stands; None when it has none."""
    amounts = [match for number in numbers(source, markup) if (match := _DIGITS.search(source, *number.span))]
    if not amounts:
        return None
    match = chance.choice(amounts)
    while (other := _another_number(match.group(), chance)) in source:
        pass
    return source[: match.start()] + other + source[match.end() :], match.start()


def _another_number(digits: str, chance: random.Random) -> str:
    if digits.isdigit():
        value = int(digits)
        return str(
            value + chance.choice([-1, 1]) * chance.randint(1, max(3, value))
            if value > 3
            else value + chance.randint(1, 30)
        )
    return "".join(chance.choice(string.digits.replace(d, "")) if d.isdigit() else d for d in digits)


def report(results: Iterable[Result], counts: GuardCounts) -> None:
    """Print the table of methods and the guard's rates."""
    found = list(results)
    papers = sorted({result.case.paper for result in found})
    print(
        f"{len(found)} figures of {len(papers)} papers, ROUGE-L F\n\n{'method':28}{'by figure':>10}{'by paper':>10}{'ratio':>8}"
    )
    lead = mean(r.likeness["first mentioning sentence"] for r in found)
    for name in ("offline", *BASELINES):
        by_figure = mean(r.likeness[name] for r in found)
        by_paper = mean(mean(r.likeness[name] for r in found if r.case.paper == paper) for paper in papers)
        print(f"{name:28}{by_figure:10.3f}{by_paper:10.3f}{by_figure / lead:8.2f}")
    slowest = max(r.seconds for r in found)
    templates = sum(r.candidate.kind == "template" for r in found)
    print(
        f"\n{1000 * mean(r.seconds for r in found):.1f} ms a figure, at most {1000 * slowest:.0f}; {templates} templates"
    )
    share = 1 / max(counts.captions, 1)
    print(
        f"numbers of {counts.captions} true captions: {counts.nowhere * share:.1%} marked as standing nowhere, "
        f"{counts.elsewhere * share:.1%} only as said of another figure"
    )
    print(
        f"{counts.planted} planted numbers: {counts.caught / max(counts.planted, 1):.1%} marked, "
        f"{counts.caught_nowhere / max(counts.planted, 1):.1%} as standing nowhere"
    )


def show(results: Iterable[Result], count: int) -> None:
    """Print the drafts farthest from and nearest to the captions."""
    ranked = sorted(results, key=lambda r: r.likeness["offline"])
    for result in [*ranked[:count], *ranked[len(ranked) - count :]]:
        print(f"\n{result.case.paper} {result.case.request.figure.id}  {result.likeness['offline']:.2f}")
        print(f"  author  {result.case.caption[:600]}\n  draft   {result.candidate.text}")


def main() -> None:
    """Read the papers named on the command line and print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("papers", nargs="+", type=Path, metavar="PAPER")
    arguments.add_argument("--show", type=int, default=0, metavar="N", help="print the N worst and the N best drafts")
    given = arguments.parse_args()
    results, counts = [], GuardCounts()
    for path in given.papers:
        draft = open_draft(path)
        results += [evaluate(case) for case in cases(draft, str(path))]
        counts += guard_counts(draft, str(path))
    show(results, given.show)
    report(results, counts)


if __name__ == "__main__":
    main()
