"""What a rule is: a function over a paper, a code to name it by, and a page made from its docstring."""

import inspect
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from capassist.model import Source
from capassist.rules.paper import Caption, Paper
from capassist.rules.venues import Severity

_PART = re.compile(r"^(Bad|Good|Source):[ \t]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Replacement:
    """Characters of a source file, and what shall stand in their place."""

    file: str
    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule is broken. `replacements` mend it, where that is safe.

    One that is `doubtful`, as not all of the paper was read, is no error.
    """

    message: str  # for people: nothing is decided by its words
    source: Source
    figure: str | None = None
    replacements: tuple[Replacement, ...] = ()
    subject: str = ""  # what of the source it is about, for programs: a label, a word, a graphic
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Violation:
    """A hit with the rule that it breaks: a finding as it is shown."""

    code: str
    name: str
    severity: Severity
    message: str
    source: Source
    figure: str | None = None
    replacements: tuple[Replacement, ...] = ()
    subject: str = ""


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule's documentation: what it finds in one sentence, why that matters, an example of each kind, and where it
    comes from."""

    what: str
    why: str
    bad: str
    good: str
    source: str


@dataclass(frozen=True)
class Rule:
    """A rule. `default` tells whether it is on when nothing is selected; `per_caption` whether one caption is enough
    for it.

    What is `judged` needs eyes: it passes on the opinions of a model, and without one it finds nothing. `warnings` are
    the codes of what it passes on of the guards, who compare captions with the paper.
    """

    code: str
    name: str
    severity: Severity
    check: Callable[[Paper], Iterator[Hit]]
    docstring: str
    default: bool = True
    per_caption: bool = False
    fixable: bool = False
    judged: bool = False
    warnings: frozenset[str] = frozenset()

    @cached_property
    def page(self) -> RulePage:
        """The documentation in the docstring."""
        head, *rest = _PART.split(inspect.cleandoc(self.docstring))
        parts = dict(zip(rest[::2], rest[1::2], strict=True))
        what, _, why = head.partition("\n\n")
        return RulePage(
            " ".join(what.split()),
            "\n\n".join(" ".join(paragraph.split()) for paragraph in why.strip().split("\n\n")),
            inspect.cleandoc(parts["Bad"]).strip(),
            inspect.cleandoc(parts["Good"]).strip(),
            " ".join(parts["Source"].split()),
        )


Judged = Literal["warning", "info"]  # an opinion is no error
PaperCheck = Callable[[Paper], Iterator[Hit]]
CaptionCheck = Callable[[Caption, Paper], Iterator[Hit]]


def paper_rule(
    code: str, name: str, severity: Severity, *, default: bool = True, fixable: bool = False, per_caption: bool = False
) -> Callable[[PaperCheck], Rule]:
    """Make a rule of a function that looks at the whole paper, or with `per_caption` at whatever captions there are."""

    def made(check: PaperCheck) -> Rule:
        return Rule(code, name, severity, check, check.__doc__ or "", default, per_caption, fixable)

    return made


def caption_rule(
    code: str, name: str, severity: Severity, *, default: bool = True, fixable: bool = False, panels: bool = False
) -> Callable[[CaptionCheck], Rule]:
    """Make a rule of a function that looks at one written caption; with `panels` at those of panels, too."""

    def made(check: CaptionCheck) -> Rule:
        def each(paper: Paper) -> Iterator[Hit]:
            for caption in paper.captions:
                if panels or not caption.panel:
                    yield from check(caption, paper)

        return Rule(code, name, severity, each, check.__doc__ or "", default, True, fixable)

    return made


def judged_rule(code: str, name: str, severity: Judged, page: str, *, default: bool = True) -> Rule:
    """Make a rule of which a model is the judge. The first sentence of its page is what the model is asked."""

    def check(paper: Paper) -> Iterator[Hit]:
        for opinion in paper.opinions:
            if opinion.fault == name and (figure := paper.by_id.get(opinion.figure)):
                yield Hit(f"{opinion.verifier} says: {opinion.reason}", paper.place_of(figure), figure.id)

    return Rule(code, name, severity, check, page, default, judged=True)


def grounded_rule(
    code: str, name: str, severity: Judged, warnings: Collection[str], page: str, *, default: bool = False
) -> Rule:
    """Make a rule of what the guards say of captions that stand in the paper, by the codes of these `warnings`."""

    def check(paper: Paper) -> Iterator[Hit]:
        for caption in paper.main_captions:
            offset = paper.slot_offset(caption)
            for finding in paper.warnings.get(caption.figure.id, ()):
                if finding.code in warnings:
                    span = finding.span and (finding.span[0] + offset, finding.span[1] + offset)
                    yield at_caption(caption, finding.message, span)

    return Rule(code, name, severity, check, page, default, warnings=frozenset(warnings))


def at_caption(caption: Caption, message: str, span: tuple[int, int] | None = None, new: str | None = None) -> Hit:
    """Return a hit at a range of a caption's text; with `new`, what mends it there."""
    start, end = span or (0, 0)
    replacements: tuple[Replacement, ...] = ()
    if new is not None and caption.base is not None and caption.is_writable(start, end):
        file = caption.source.file
        replacements = (Replacement(file, caption.base + start, caption.base + end, caption.raw[start:end], new),)
    return Hit(message, caption.source_at(start), caption.figure.id, replacements, caption.raw[start:end])
