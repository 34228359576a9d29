"""How near the offline captioner comes to what authors wrote.

    python benchmarks/offline.py PAPER… [--show N] [--pictures]

Each captioned figure that the text mentions is left out in turn: the captioner sees the paper's other captions, never this one.
"grounded" is the first draft, made of the author's sentences about the figure (or the template, where there are none); "adapting"
is the caption that was taken over from another figure with what is unconfirmed in brackets, where there is one, and else the same.
The nearest captions are the rows that UAPT calls 1NN. Likeness is computed as for LaMP-Cap; its published values are of other
papers.
"""

import argparse
import io
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

import numpy as np
from PIL import Image

from capassist.captioners.extractive import ExtractiveCaptioner
from capassist.captioners.extractive.adapt import adapted
from capassist.drafts import open_draft
from capassist.drafts.images import DraftImages
from capassist.metrics import LAMP_CAP, pair_metrics
from capassist.model import Candidate, CaptionRequest, Draft, Figure
from capassist.profile import build_profile
from capassist.text.blanks import blank_spans
from capassist.text.latex import to_plain

SEED = 20261121
PROFILE_SIZE = 3
METRICS = [metric.name for metric in pair_metrics()]
ROUGE_L, BLEU_4 = METRICS.index("ROUGE-L"), METRICS.index("BLEU-4")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Case:
    """One figure left out: what the captioner may know, what the author wrote, and the other captions with how alike they are."""

    paper: str
    request: CaptionRequest
    caption: str
    others: tuple[tuple[str, float, float], ...]  # caption, likeness of the text around it, likeness of the picture


@dataclass(frozen=True, slots=True)
class Result:
    """The drafts for one case by method, with their likeness to the caption; the time of the captioner's own."""

    case: Case
    drafts: dict[str, str]
    scores: dict[str, tuple[float, ...]]
    candidate: Candidate
    seconds: float


def cases(draft: Draft, paper: str, pictures: bool = False) -> Iterator[Case]:
    """Yield a case for each figure with a caption and a mention."""
    figures = [figure for figure in draft.figures if figure.kind == "figure" and figure.caption]
    seen = {figure.id: thumbnail(draft, figure) for figure in figures} if pictures else {}
    for figure in figures:
        if not figure.mentions:
            continue
        target = without_caption(figure)
        everyone = build_profile(draft, target, len(figures)).figures
        others = tuple(
            (p.figure.caption or "", p.similarity, alike(seen.get(figure.id), seen.get(p.figure.id))) for p in everyone
        )
        profile = build_profile(draft, target, PROFILE_SIZE)
        yield Case(
            paper,
            CaptionRequest(target, profile, draft.kind, draft.title, draft.abstract),
            figure.caption or "",
            others,
        )


def thumbnail(draft: Draft, figure: Figure) -> np.ndarray | None:
    """Return the figure's picture as 1024 grey values of mean 0 and length 1; None where it cannot be shown or is blank."""
    picture = DraftImages(draft).load(figure)
    if picture is None:
        return None
    grey = np.asarray(Image.open(io.BytesIO(picture.data)).convert("L").resize((32, 32)), dtype=float).ravel()
    grey -= grey.mean()
    length = np.linalg.norm(grey)
    return grey / length if length else None


def alike(one: np.ndarray | None, other: np.ndarray | None) -> float:
    """Return how alike two pictures are, 0 to 1; 0 where one is not known."""
    return 0.0 if one is None or other is None else max(0.0, float(one @ other))


def without_caption(figure: Figure) -> Figure:
    """Return the figure as a captioner may see it."""
    return replace(figure, state="missing", caption=None, caption_source=None, short_caption=None, slot=None)


def evaluate(case: Case) -> Result:
    """Draft the case's caption and the baselines, and compare each with the author's."""
    started = time.process_time()
    candidate = ExtractiveCaptioner().draft(case.request)
    seconds = time.process_time() - started
    own = {GROUNDED: candidate, ADAPTING: adapted(case.request) or candidate}
    latex = case.request.markup == "latex"
    drafts = {name: to_plain(made.text) if latex else made.text for name, made in own.items()}
    drafts |= {name: baseline(case) for name, baseline in BASELINES.items()}
    scores = {name: LAMP_CAP.scores(case.caption, text) for name, text in drafts.items()}
    return Result(case, drafts, scores, candidate, seconds)


def _first_mentioning_sentence(case: Case) -> str:
    return next((s.text for s in case.request.figure.mentions[0].sentences if s.references), "")


def _first_paragraph(case: Case) -> str:
    return case.request.figure.mentions[0].text


def _nearest(of_text: float, of_picture: float) -> Callable[[Case], str]:
    def caption(case: Case) -> str:
        return max(case.others, key=lambda o: of_text * o[1] + of_picture * o[2], default=("", 0.0, 0.0))[0]

    return caption


def _random_caption(case: Case) -> str:
    captions = [caption for caption, _, _ in case.others]
    return random.Random(f"{SEED} {case.paper} {case.request.figure.id}").choice(captions) if captions else ""


GROUNDED, ADAPTING = "offline, grounded", "offline, adapting"
WITH_PICTURES = ("nearest caption, by picture", "nearest caption, by both")
LEAD, NEAREST = "first mentioning sentence", "nearest caption, by text"
BASELINES: dict[str, Callable[[Case], str]] = {
    LEAD: _first_mentioning_sentence,
    "whole first paragraph": _first_paragraph,
    NEAREST: _nearest(1, 0),
    "nearest caption, by picture": _nearest(0, 1),
    "nearest caption, by both": _nearest(1, 1),
    "random other caption": _random_caption,
}


def report(found: Sequence[Result], pictures: bool) -> None:
    """Print the table of methods, what the wanted ratios are on each half of the papers, and the guard's rates."""
    papers = sorted({result.case.paper for result in found})
    print(
        f"{len(found)} figures of {len(papers)} papers\n\n{'':28}{'ROUGE-L':>9}{'by paper':>10}{'BLEU-4':>9}{'words':>8}"
    )
    for name in (GROUNDED, ADAPTING, *(name for name in BASELINES if pictures or name not in WITH_PICTURES)):
        by_paper = mean(_mean(found, name, papers=[paper]) for paper in papers)
        length = mean(LAMP_CAP.length(r.drafts[name]) for r in found)
        print(f"{name:28}{_mean(found, name):9.3f}{by_paper:10.3f}{_mean(found, name, BLEU_4):9.3f}{length:8.0f}")
    print()
    for name, baseline in ((GROUNDED, LEAD), (ADAPTING, NEAREST)):
        halves = [_ratio(found, name, baseline, papers[half::2]) for half in (0, 1) if papers[half::2]]
        by_half = ", ".join(f"{ratio:.2f}" for ratio in halves)
        print(f"{name} / {baseline}: {_ratio(found, name, baseline, papers):.2f}; by halves of the papers {by_half}")
    templates = sum(r.candidate.kind == "template" for r in found)
    blanks = mean(len([*blank_spans(r.drafts[ADAPTING])]) for r in found)
    slowest = max(r.seconds for r in found)
    print(
        f"{1000 * mean(r.seconds for r in found):.1f} ms of computing a figure, at most {1000 * slowest:.0f}; "
        f"{templates} templates; {blanks:.1f} brackets in an adapting draft"
    )


def _mean(found: Sequence[Result], name: str, metric: int = ROUGE_L, papers: Sequence[str] | None = None) -> float:
    return mean(r.scores[name][metric] for r in found if papers is None or r.case.paper in papers)


def _ratio(found: Sequence[Result], name: str, baseline: str, papers: Sequence[str]) -> float:
    return _mean(found, name, papers=papers) / max(_mean(found, baseline, papers=papers), 1e-9)


def show(results: Iterable[Result], count: int) -> None:
    """Print the drafts farthest from and nearest to the captions."""
    ranked = sorted(results, key=lambda r: r.scores[GROUNDED][ROUGE_L])
    for result in [*ranked[:count], *ranked[max(len(ranked) - count, count) :]]:
        print(f"\n{result.case.paper} {result.case.request.figure.id}  {result.scores[GROUNDED][ROUGE_L]:.2f}")
        print(f"  author   {result.case.caption[:600]}\n  grounded {result.candidate.text}")
        if result.drafts[ADAPTING] != result.drafts[GROUNDED]:
            print(f"  adapting {result.drafts[ADAPTING]}")


def main() -> None:
    """Read the papers named on the command line and print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("papers", nargs="+", type=Path, metavar="PAPER")
    arguments.add_argument("--show", type=int, default=0, metavar="N", help="print the N worst and the N best drafts")
    arguments.add_argument("--pictures", action="store_true", help="load the pictures, for the nearest by picture")
    given = arguments.parse_args()
    results: list[Result] = []
    for path in given.papers:
        draft = open_draft(path)
        results += [evaluate(case) for case in cases(draft, str(path), given.pictures)]
    show(results, given.show)
    report(results, given.pictures)


if __name__ == "__main__":
    main()
