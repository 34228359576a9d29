"""Two models side by side on papers that no training saw, and whether the second is better where it counts.

A figure is drafted by both under each of LaMP-Cap's conditions, what is measured of it is averaged over them, and the
difference of the two is drawn again and again over the figures (the paired bootstrap): figures are what is independent
of each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from capassist.captioners.generative.prompts import caption_of
from capassist.errors import UsageError
from capassist.evaluation.generation import condition_name
from capassist.evaluation.held_out import Evaluation, HeldOutFigure
from capassist.evaluation.table import Table
from capassist.metrics import Mean, means
from capassist.metrics.bootstrap import FEWEST
from capassist.model import Draft
from capassist.ports import Captioner
from capassist.rules import aspects_of
from capassist.text.markup import markup_of
from capassist.text.words import counted, words
from capassist.workflow.drafting import inspect

Role = Literal["must rise", "must not fall at all", "must not fall"]


@dataclass(frozen=True, slots=True)
class Measure:
    """What counts. Where `lower` is better, a fall is a rise."""

    name: str
    role: Role
    lower: bool = False


# A wrong number is worse than no caption: there no fall is allowed, be it chance or not. Of all else only a fall that
# chance does not explain counts, and likeness to what the author wrote has to rise by more than chance does.
MEASURES = (
    Measure("ROUGE-L", "must rise"),
    Measure("grounded", "must not fall at all"),
    Measure("captions", "must not fall at all"),
    Measure("warnings", "must not fall", lower=True),
    Measure("aspects", "must not fall"),
    Measure("BLEU-4", "must not fall"),
    Measure("METEOR", "must not fall"),
    Measure("style", "must not fall"),
    Measure("off the length", "must not fall", lower=True),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more the second model has of a measure than the first, with its 95 % interval."""

    measure: Measure
    change: Mean

    @property
    def fault(self) -> str:
        """What keeps the second model from being better; empty where nothing does."""
        sign = -1 if self.measure.lower else 1
        gain = sign * self.change.value
        low, high = sorted((sign * self.change.low, sign * self.change.high))
        match self.measure.role:
            case "must rise" if low <= 0:
                return f"{self.measure.name} is {'lower' if high < 0 else 'not higher by more than chance'}"
            case "must not fall at all" if gain < 0:
                return f"{self.measure.name} is lower"
            case "must not fall" if high < 0:
                return f"{self.measure.name} is {'higher' if self.measure.lower else 'lower'}"
        return ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of a comparison."""

    first: str
    second: str
    figures: int
    differences: tuple[Difference, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        """What keeps the second model from being better."""
        few = f"{counted(self.figures, 'figure')} are too few to tell, it takes {FEWEST}"
        found = (few if self.figures < FEWEST else "", *(difference.fault for difference in self.differences))
        return tuple(filter(None, found))

    @property
    def is_better(self) -> bool:
        """Whether the second model is better where it counts, and nowhere worse."""
        return not self.faults

    def record(self) -> dict[str, Any]:
        """Return it for a file."""
        return {
            "first": self.first,
            "second": self.second,
            "figures": self.figures,
            "better": self.is_better,
            "faults": list(self.faults),
            "differences": {d.measure.name: asdict(d.change) for d in self.differences},
        }


class ModelComparison:
    """The figures of the test that are as they were exported, and what both models drafted for them."""

    def __init__(self, papers: Mapping[str, Draft], captions: Mapping[tuple[str, str], str]) -> None:
        """`papers` are those of the test by name, `captions` what was exported of them, by paper and figure.

        Raises UsageError where no caption is as it was.
        """
        self._evaluation = Evaluation(papers.values())
        self.papers = tuple(
            (paper, tuple(target for target in targets if _is_as_exported(name, paper, target, captions)))
            for name, (paper, targets) in zip(papers, self._evaluation.papers, strict=True)
        )
        self.targets = {target.key: target for _, targets in self.papers for target in targets}
        self.changed = len(captions) - len(self.targets)
        if not self.targets:
            raise UsageError("No caption of the test is as it was exported.", "Export the papers again.")

    @property
    def evaluation(self) -> Evaluation:
        """What drafts, and the tables of what was drafted."""
        return self._evaluation

    def table(self) -> Table:
        """Return the table of both models and the baselines."""
        table = self._evaluation.table()
        return replace(table, title=f"Papers that were not trained on: {len(self.targets)} figures left out in turn")

    def compared(self, first: Captioner, second: Captioner, profiles: Sequence[str]) -> Comparison:
        """Return how the second does against the first on the figures for which both gave a caption."""
        measured = [self._measured(captioner, profiles) for captioner in (first, second)]
        common = [key for key in self.targets if key in measured[0] and key in measured[1]]
        rows = [[measured[1][key][m.name] - measured[0][key][m.name] for m in MEASURES] for key in common]
        changes = means(rows) if rows else []
        differences = tuple(Difference(m, change) for m, change in zip(MEASURES, changes, strict=False))
        return Comparison(first.name, second.name, len(common), differences)

    def _measured(self, captioner: Captioner, profiles: Sequence[str]) -> dict[str, Mapping[str, float]]:
        """Return the measures of each figure that was asked for, averaged over the conditions."""
        texts = {(a.condition, a.target): a.text for a in self._evaluation.answers if not a.failed}
        scored = self._scored(captioner, profiles)
        found: dict[str, Mapping[str, float]] = {}
        for key, target in self.targets.items():
            conditions = [condition_name(captioner, profile) for profile in profiles]
            if all((name, key) in texts for name in conditions):
                each = [_measures(target, texts[name, key], scored.get((name, key), {})) for name in conditions]
                found[key] = {m.name: sum(e[m.name] for e in each) / len(each) for m in MEASURES}
        return found

    def _scored(self, captioner: Captioner, profiles: Sequence[str]) -> dict[tuple[str, str], Mapping[str, float]]:
        """Return what the tables' metrics give for each caption of a model."""
        return {
            (name, key): values
            for name in (condition_name(captioner, profile) for profile in profiles)
            for key, values in self._evaluation.scores_of(name).items()
        }


def _is_as_exported(name: str, paper: Draft, target: HeldOutFigure, captions: Mapping[tuple[str, str], str]) -> bool:
    written = next(figure for figure in paper.figures if figure.id == target.figure.id)
    return captions.get((name, target.figure.id)) == caption_of(written, target.request("0"))


def _measures(target: HeldOutFigure, text: str | None, scored: Mapping[str, float]) -> dict[str, float]:
    """Return all that counts of one caption; of none that it has nothing of what is good."""
    if not text:
        return {measure.name: 1.0 if measure.lower else 0.0 for measure in MEASURES}
    plain = markup_of(target.draft.kind).to_plain(text)
    shown = aspects_of(target.figure, plain)
    applicable = [aspect for aspect in shown if aspect.state != "not applicable"]
    wanted = len(words(target.caption)) or 1
    more = {
        "captions": 1.0,
        "warnings": float(len(inspect(target.draft, target.figure, text))),
        "aspects": sum(aspect.state == "there" for aspect in applicable) / max(1, len(applicable)),
        "off the length": abs(len(words(plain)) - wanted) / wanted,
    }
    return {**scored, **more}
