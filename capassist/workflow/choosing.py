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
    ids = {view.id for view in views}
    others = [name for name in names if name not in ids]
    named = {figure.id for figure in choose_figures(draft, others)} if others else set()
    return tuple(view for view in views if (view.place and view.place.figure in named) or view.id in names)
