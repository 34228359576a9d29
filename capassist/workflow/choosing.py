"""Which texts of which figures: captions, or for another purpose the views of the figures."""

from collections.abc import Sequence

from capassist.drafts.text_views import text_views
from capassist.model import Draft, Figure, Purpose
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
