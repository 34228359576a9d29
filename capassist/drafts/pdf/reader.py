"""A paper in PDF, read into a Draft."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from capassist.drafts.caption_state import caption_state
from capassist.drafts.pdf import mupdf
from capassist.drafts.pdf.captions import DRAWN, FILE_NAME, Caption, find_captions
from capassist.drafts.pdf.captions import Key as Name
from capassist.drafts.pdf.dehyphenation import Words, words_of
from capassist.drafts.pdf.front_matter import abstract_of, title_of
from capassist.drafts.pdf.layout import Body, body_of, furniture, without_ornaments
from capassist.drafts.pdf.lines import upright
from capassist.drafts.pdf.mentions import Naming, mentions_of, namings_of, references_of
from capassist.drafts.pdf.page import Page, area, inside, overlap, turned
from capassist.drafts.pdf.page_map import sheet_of
from capassist.drafts.pdf.panels import panels_of
from capassist.drafts.pdf.prose import paragraphs
from capassist.drafts.pdf.regions import Region, find_regions, habits_of
from capassist.drafts.pdf.separated_captions import Key, PageBox, lenders, plates_of, reunited
from capassist.drafts.pdf.uncaptioned import pictures_of, unnamed_numbers
from capassist.errors import DraftError
from capassist.model import Box, Draft, Figure, Image, Manuscript, Mention, Problem

EMPTY_FRAME = "An empty frame with the file's name stands in its place, as in drafts: the picture is not in this PDF."


@dataclass(slots=True)
class _Leaf:
    """A page with what was found on it so far. `page` was turned by `turns` quarter turns to stand upright."""

    page: Page
    turns: int
    skip: frozenset[int]
    captions: list[Caption] = field(default_factory=list)

    regions: dict[int, Region] = field(default_factory=dict)


def read_pdf(path: Path, password: str | None = None) -> Draft:
    """Read a paper: every float with its caption, region and mentions, in the order of the pages.

    Raises DraftError when the file is not a readable PDF, is encrypted, or has no text layer at all.
    """
    pages, stated_title = _pages(path, password)
    leaves = _leaves([page for page in pages if page is not None])
    upright_pages, skip = [leaf.page for leaf in leaves], [leaf.skip for leaf in leaves]
    body, words = body_of(upright_pages), words_of(upright_pages)
    _find_figures(leaves, body, words)
    text = list(paragraphs(upright_pages, [_not_prose(leaf) for leaf in leaves], body, words))
    captioned = list(_figures(leaves, body))
    namings = namings_of(text, _numbers(_drawn(captioned)))
    bare, seen = _uncaptioned(leaves, captioned, namings)
    found = _by_page([*captioned, *bare])
    ids = {key: figure.id for key, figure in _drawn(found)}
    figures = _mentioned(found, mentions_of(namings, ids))
    title = title_of(upright_pages, skip, body, words)
    return Draft(
        path=path,
        root=path.parent,
        kind="pdf",
        main=path.name,
        title=title or stated_title,
        abstract=abstract_of(text),
        pages=len(pages),
        figures=figures,
        problems=(*_problems(pages), *seen, *_empty_frames(figures)),
        manuscript=Manuscript(
            body="\n\n".join(paragraph.text for paragraph in text),
            references=tuple(references_of(namings, ids, path.name)),
        ),
    )


def _pages(path: Path, password: str | None) -> tuple[list[Page | None], str | None]:
    """Return the pages of a file, None for those that cannot be read, and the title that it states. Raise DraftError
    without text."""
    with mupdf.opened(path, password) as document:
        pages = [document.page(number) for number in range(1, document.pages + 1)]
        title = document.title
    _check_text(path, pages)
    return pages, title


def _leaves(pages: Sequence[Page]) -> list[_Leaf]:
    pages = without_ornaments(pages)
    return [_Leaf(*upright(page), skip) for page, skip in zip(pages, furniture(pages), strict=True)]


def _drawn(found: Iterable[tuple[Name, Figure]]) -> Iterator[tuple[Name, Figure]]:
    return ((key, figure) for key, figure in found if key[0] in DRAWN)


def _numbers(found: Iterable[tuple[Name, Figure]]) -> set[str]:
    return {figure.number or "" for _, figure in found}


def _by_page(found: Iterable[tuple[Name, Figure]]) -> list[tuple[Name, Figure]]:
    return sorted(found, key=lambda pair: pair[1].page or 0)


def _mentioned(found: Iterable[tuple[Name, Figure]], mentions: Mapping[Name, Sequence[Mention]]) -> tuple[Figure, ...]:
    return tuple(replace(figure, mentions=tuple(mentions.get(key, ()))) for key, figure in found)


def _uncaptioned(
    leaves: Sequence[_Leaf], found: Sequence[tuple[Name, Figure]], namings: Sequence[Naming]
) -> tuple[list[tuple[Name, Figure]], list[Problem]]:
    """Return the figures that the text names and that have a picture but no caption, and what to say of the others.

    A figure's picture is the first one without caption from the page before the one that names it on.
    """
    known = _numbers(pair for pair in found if pair[0][0] == "figure")
    unnamed = unnamed_numbers(namings, known)
    if known and not unnamed:
        return [], []
    free = _free_pictures(leaves, found)
    bare: list[tuple[Name, Figure]] = []
    problems = []
    for number, page in unnamed:
        place = _first_from(page - 1, free)
        if place is None:
            problems.append(_not_found(number))
        else:
            figure = _bare_figure(number, place, free.pop(place), _on_page(bare, place.page))
            bare.append((("figure", "", number), figure))
    if free and not (known or bare):
        problems.append(_only_pictures(free))
    return bare, problems


def _first_from(page: int, places: Iterable[PageBox]) -> PageBox | None:
    """Return the first of the places that is on the page or a later one."""
    return next((place for place in places if place.page >= page), None)


def _free_pictures(leaves: Sequence[_Leaf], found: Sequence[tuple[Name, Figure]]) -> dict[PageBox, _Leaf]:
    """Return the pictures that are in no caption's region and no figure's, each with its page."""
    taken = {(image.page, image.bbox) for _, figure in found for image in figure.images}
    return {
        place: leaf
        for leaf in leaves
        for place in pictures_of(leaf.page, [region.box for region in leaf.regions.values()], drawn=True)
        if (place.page, place.box) not in taken
    }


def _bare_figure(number: str, place: PageBox, leaf: _Leaf, before: int) -> Figure:
    """Return the figure of a picture without caption; `before` others stand on its page."""
    image = Image(page=place.page, bbox=_on_file(place.box, leaf))
    name = f"p{place.page}#{len(leaf.captions) + 1 + before}"
    return Figure(id=name, number=number, page=place.page, images=(image,))


def _on_page(figures: Sequence[tuple[Name, Figure]], page: int) -> int:
    """Return how many of the figures stand on a page."""
    return sum(figure.page == page for _, figure in figures)


def _not_found(number: str) -> Problem:
    message = f"The text names Figure {number}, but no caption of it was found, nor a picture without one."
    return Problem("figure-not-found", message, "Is it in another file?")


def _only_pictures(places: Iterable[PageBox]) -> Problem:
    pages = sorted({place.page for place in places})
    return Problem(
        "pictures-without-captions",
        f"{_named(pages)} shows a picture, but there is no caption, and no text that names one by number: "
        "nothing is drafted.",
        "Captions begin with a name and a number, such as “Figure 1”. Are these slides? Give the paper, or its source.",
    )


def _check_text(path: Path, pages: Sequence[Page | None]) -> None:
    if any(page and page.lines for page in pages):
        return
    if any(page and page.scanned for page in pages):
        raise DraftError(
            f"{path.name} has no text layer: its pages are pictures.",
            "Add one with an OCR program such as ocrmypdf, or give the LaTeX source.",
        )
    raise DraftError(
        f"{path.name} has no text that can be read.", "Is it the right file? The LaTeX source can be read, too."
    )


def _find_figures(leaves: Sequence[_Leaf], body: Body, words: Words) -> None:
    """Find the captions and regions of all pages, and keep them in the leaves."""
    by_page = {leaf.page.number: leaf for leaf in leaves}
    for caption in find_captions([leaf.page for leaf in leaves], body, [leaf.skip for leaf in leaves], words):
        by_page[caption.page].captions.append(caption)
    sheets = {}
    for leaf in leaves:
        if leaf.captions:
            sheets[leaf.page.number] = sheet_of(leaf.page, leaf.captions, body, leaf.skip)
    habits = habits_of([(sheet, by_page[number].captions) for number, sheet in sheets.items()], body)
    for number, sheet in sheets.items():
        leaf = by_page[number]
        leaf.regions = find_regions(sheet, leaf.captions, body, habits)


def _not_prose(leaf: _Leaf) -> frozenset[int]:
    """Return a page's lines that are not running text: heads, feet, captions, and what stands in figures and tables."""
    boxes = [region.box for region in leaf.regions.values()]
    inner = {
        index
        for index, line in enumerate(leaf.page.lines)
        if any(overlap(line.box, box) > 0.5 * area(line.box) for box in boxes)
    }
    return leaf.skip | inner | {index for caption in leaf.captions for index in caption.lines}


def _figures(leaves: Sequence[_Leaf], body: Body) -> Iterator[tuple[Name, Figure]]:
    """Yield the names of all floats with captions, each with what is known of its float."""
    by_page = {leaf.page.number: leaf for leaf in leaves}
    captions = _captions(leaves)
    drawn = {key: caption for key, caption in captions.items() if caption.drawn}
    bare = set(lenders(drawn).values())
    places = _places(leaves)
    if any(key not in places or key in bare for key in drawn):
        places = reunited(drawn, places, _plates(leaves, body))
    for key, caption in captions.items():
        if key not in bare:
            place = places.get(key)
            yield caption.key, _figure(caption, key, place, by_page[place.page] if place else None)


def _captions(leaves: Sequence[_Leaf]) -> dict[Key, Caption]:
    return {(leaf.page.number, i): caption for leaf in leaves for i, caption in enumerate(leaf.captions)}


def _places(leaves: Sequence[_Leaf]) -> dict[Key, PageBox]:
    """Return where the captions with a region on their own page have it."""
    return {
        (leaf.page.number, i): PageBox(leaf.page.number, region.box)
        for leaf in leaves
        for i, region in leaf.regions.items()
    }


def _plates(leaves: Sequence[_Leaf], body: Body) -> list[PageBox]:
    """Return the drawings on pages without captions."""
    return list(plates_of([sheet_of(leaf.page, (), body, leaf.skip) for leaf in leaves if not leaf.captions]))


def _figure(caption: Caption, key: Key, place: PageBox | None, leaf: _Leaf | None) -> Figure:
    images: tuple[Image, ...] = ()
    drawn = ""
    if place and leaf:
        page = leaf.page
        drawn = "\n".join(line.text.strip() for line in page.lines if inside(line.box, place.box, 2))
        empty = FILE_NAME.fullmatch(drawn)
        images = (
            Image(drawn, trouble=EMPTY_FRAME) if empty else Image(page=page.number, bbox=_on_file(place.box, leaf)),
        )
    return Figure(
        id=f"p{caption.page}#{key[1] + 1}",
        kind=caption.label.kind,
        number=caption.label.number,
        page=caption.page,
        state=caption_state(caption.text),
        caption=caption.text or None,
        panels=panels_of(caption.text),
        images=images,
        drawn_text=drawn,
        word=caption.label.word.rstrip(".") if caption.label.kind == "scheme" else "",
    )


def _on_file(box: Box, leaf: _Leaf) -> Box:
    """Return a box of an upright page as it lies on the page in the file."""
    x0, y0, x1, y1 = turned(box, -leaf.turns, leaf.page.width, leaf.page.height)
    return round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2)


def _problems(pages: Sequence[Page | None]) -> Iterator[Problem]:
    unread = [number for number, page in enumerate(pages, 1) if page is None]
    if unread:
        yield Problem("unreadable-page", f"{_named(unread)} could not be read: too large, too dense, or damaged.")
    scanned = _those(pages, lambda page: page.scanned and not page.lines)
    if scanned:
        yield Problem(
            "scanned",
            f"{_named(scanned)} has no text layer: figures there are missing.",
            "Add one with an OCR program such as ocrmypdf.",
        )
    hidden = _those(pages, lambda page: page.hidden)
    if hidden:
        yield Problem("hidden-text", f"{_named(hidden)} holds text that no reader can see; it was left out.")


def _those(pages: Sequence[Page | None], condition: Callable[[Page], bool]) -> list[int]:
    """Return the numbers of the pages that could be read and meet a condition."""
    return [page.number for page in pages if page and condition(page)]


def _empty_frames(figures: Iterable[Figure]) -> Iterator[Problem]:
    for figure in figures:
        for image in figure.images:
            if image.trouble:
                message = f"{figure.name}: {image.trouble}"
                hint = "Compile without the option draft."
                yield Problem("missing-image", message, hint, figure.id, image.path or "")


def _named(numbers: Sequence[int]) -> str:
    """Return "Page 3" or "Each of pages 3, 4, 9"."""
    return f"Page {numbers[0]}" if len(numbers) == 1 else f"Each of pages {', '.join(map(str, numbers))}"
