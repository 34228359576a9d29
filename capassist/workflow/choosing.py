"""Which texts of which figures: captions, or for another purpose the views of the figures."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from capassist.drafts.text_views import text_views
from capassist.model import Decision, Draft, Figure, Purpose
from capassist.workflow.drafting import captioned_figures, choose_figures


def texts_of(draft: Draft, purpose: Purpose) -> tuple[Figure, ...]:
    """Return the figures that captions are drafted for; for another purpose their views, graphic by graphic."""
    return captioned_figures(draft) if purpose == "caption" else text_views(draft, purpose)


def choose_texts(draft: Draft, names: Sequence[str], purpose: Purpose) -> tuple[Figure, ...]:
    """Return what `texts_of` has of the named figures; without names, what is not written yet.

    A name may also be the id of one view: "fig:speed@alt2". Raises UsageError as `choose_figures` does.
    """
    if purpose == "caption":
        return choose_figures(draft, names)
    views = text_views(draft, purpose)
    if not names:
        return tuple(view for view in views if view.state != "written")
    figures = _named_figures(draft, names, views)
    return tuple(view for view in views if view.id in names or (view.place and view.place.figure in figures))


def _named_figures(draft: Draft, names: Sequence[str], views: Sequence[Figure]) -> set[str]:
    """Return the ids of the figures that are named as a whole, not by the id of one view."""
    ids = {view.id for view in views}
    others = [name for name in names if name not in ids]
    return {figure.id for figure in choose_figures(draft, others)} if others else set()


# What is to be written of what was decided -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Selection:
    """Which decisions are to be written: those for the named `figures`, none for those in `skip`, and only captions,
    alternative texts or short titles with a `purpose`. What is empty leaves none out."""

    figures: Collection[str] = ()
    skip: Collection[str] = ()
    purpose: Purpose | None = None


EVERYTHING = Selection()


def selected(draft: Draft, selection: Selection) -> tuple[Figure, ...]:
    """Return the figures of a draft, and views of figures, that are selected.

    Raises UsageError for a name that none has, and for a number that several have.
    """
    named_ids, skipped = _ids_of(draft, selection.figures), _ids_of(draft, selection.skip)
    return tuple(
        figure
        for figure in draft.figures
        if selection.purpose in {None, figure.purpose}
        and (not named_ids or figure.id in named_ids or (figure.place and figure.place.figure in named_ids))
        and figure.id not in skipped
    )


def selected_decisions(draft: Draft, decisions: Iterable[Decision], selection: Selection) -> list[Decision]:
    """Return the decisions that are selected; those for figures that the draft does not have where captions of all
    figures are."""
    known, wanted = _ids(draft.figures), _ids(selected(draft, selection))
    unknown = not selection.figures and selection.purpose in {None, "caption"}
    return [d for d in decisions if d.figure in wanted or (unknown and d.figure not in known)]


def _ids(figures: Iterable[Figure]) -> frozenset[str]:
    return frozenset(figure.id for figure in figures)


def _ids_of(draft: Draft, names: Collection[str]) -> frozenset[str]:
    """Return the ids of the figures, or views of figures, that are named as `choose_figures` knows them.

    Raises UsageError for a name that none has, and for a number that several have.
    """
    ids = {figure.id for figure in draft.figures}
    others = [name for name in names if name not in ids]
    alone = replace(draft, figures=tuple(figure for figure in draft.figures if not figure.place))
    chosen = choose_figures(alone, others) if others else ()
    return frozenset({figure.id for figure in chosen} | (ids & set(names)))
