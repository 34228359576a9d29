"""Texts of figures besides their captions, as figures of their own: so they are drafted, reviewed and written the same
way.

The view of a figure for another text has that text in its caption fields, the text's place in its slot, and an id made
of the figure's and the purpose: "fig:speed@alt", of the second graphic "fig:speed@alt2".
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from capassist.model import Draft, Figure, Purpose, TextPlace
from capassist.text.latex import to_plain

DECORATIVE = "artifact"  # the text that says of a graphic that it is decoration


def view_id(place: TextPlace) -> str:
    """Return the id of the view for a place."""
    return f"{place.figure}@{place.purpose}{place.graphic or ''}"


def text_views(draft: Draft, purpose: Purpose) -> tuple[Figure, ...]:
    """Return the views of the draft's figures for a purpose, in reading order, with what is drawn in each."""
    return _with_own_drawings(draft, tuple(_view(figure, place) for figure, place in _placed(draft, (purpose,))))


def with_text_views(draft: Draft, purposes: Collection[Purpose] = ("alt", "short")) -> Draft:
    """Return the draft with the views behind its figures, so that decisions about both can be written at once."""
    return replace(draft, figures=draft.figures + tuple(_view(*placed) for placed in _placed(draft, purposes)))


def _placed(draft: Draft, purposes: Collection[Purpose]) -> Iterator[tuple[Figure, TextPlace]]:
    """Yield the figures with the places of their texts; those that no source has go into files beside it, or
    nowhere."""
    figures = {figure.id: figure for figure in draft.figures}
    for place in draft.places if draft.editable else ():
        if place.purpose in purposes and place.figure in figures:
            yield figures[place.figure], place
    for purpose in purposes:
        if not draft.editable or purpose in ("slide", "abstract"):
            yield from _beside_source(draft, purpose)


def _beside_source(draft: Draft, purpose: Purpose) -> Iterator[tuple[Figure, TextPlace]]:
    for figure in draft.figures:
        if figure.is_picture:
            yield figure, TextPlace(purpose, figure.id)


def _view(figure: Figure, place: TextPlace) -> Figure:
    text = DECORATIVE if place.decorative else place.source
    return replace(
        figure,
        id=view_id(place),
        labels=(),
        state="missing" if text is None else "written",
        caption=None if text is None else "\n".join(map(to_plain, text.split("\n"))),
        caption_source=text,
        short_caption=None,
        alternative="",
        slot=place.slot,
        locked=place.locked,
        made_from=place.made_from,
        short_slot=None,
        short_state="missing",
        place=replace(place, caption=(figure.caption or "") if figure.state == "written" else ""),
    )


def _with_own_drawings(draft: Draft, views: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Return the views with what is drawn in their own graphics only, where their figures have several. All of these
    are read at once: each reading has a process of its own."""
    from capassist.drafts import with_pictures_read

    alone = {view.id: _alone(view) for view in views if view.place and view.place.graphic is not None}
    unread = tuple(view for view in alone.values() if view.images)
    if unread:
        read = with_pictures_read(replace(draft, figures=unread, pdf=None)).figures
        alone |= {view.id: view for view in read}
    return tuple(_typed(alone[view.id], view) if view.id in alone else view for view in views)


def _alone(view: Figure) -> Figure:
    """Return the view with its own graphic alone, of which nothing is read yet."""
    place = view.place
    if place is None or place.graphic is None:
        return view
    images = tuple(image for image in view.images if image.path == place.graphic_path and place.graphic_path)
    included = [image for image in view.images if image.path]
    panels = view.panels[place.graphic - 1 : place.graphic] if len(view.panels) == len(included) else ()
    return replace(view, images=images[:1], panels=panels, drawing=None, drawn_text="", type=None)


def _typed(read: Figure, view: Figure) -> Figure:
    """Return what was read of a graphic, with the type of its figure where its own is not known."""
    return read if read.type or not read.images else replace(read, type=view.type)
