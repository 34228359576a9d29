"""A paper in PDF, read into a Draft."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from capassist.drafts.pdf import mupdf
from capassist.drafts.pdf.captions import Caption, find_captions
from capassist.drafts.pdf.layout import body_of, furniture
from capassist.drafts.pdf.mentions import mentions_of
from capassist.drafts.pdf.page import Page, area, inside, overlap
from capassist.drafts.pdf.prose import paragraphs
from capassist.drafts.pdf.regions import Region, Side, find_regions, habit
from capassist.drafts.pdf.sheet import sheet_of
from capassist.errors import DraftError
from capassist.model import Draft, Figure, Image, Problem


def read_pdf(path: Path, password: str | None = None) -> Draft:
    """Read a paper: every float with its caption, region and mentions.

    Raises DraftError when the file is not a readable PDF, is encrypted, or has no text layer at all.
    """
    with mupdf.opened(path, password) as document:
        read = [document.page(number) for number in range(1, document.pages + 1)]
        title = document.title
    pages = [page for page in read if page is not None]
    problems = list(_problems(read))
    if not any(page.lines for page in pages):
        raise DraftError(
            f"{path.name} has no text layer: its pages are pictures.",
            "Make one with an OCR program such as ocrmypdf, or give the LaTeX source.",
        )
    body = body_of(pages)
    skip = furniture(pages)
    captions = find_captions(pages, body, skip)
    by_page: dict[int, list[Caption]] = defaultdict(list)
    for caption in captions:
        by_page[caption.page].append(caption)
    grouped = [by_page[page.number] for page in pages]
    sheets = {
        page.number: sheet_of(page, found, body, lines) for page, found, lines in zip(pages, grouped, skip, strict=True) if found
    }
    sorted_pages = [(sheets[page.number], found) for page, found in zip(pages, grouped, strict=True) if found]
    habits: dict[str, Side] = {
        "figure": habit(sorted_pages, "figure", body, "above"),
        "table": habit(sorted_pages, "table", body, "below"),
        "algorithm": "below",
        "listing": habit(sorted_pages, "listing", body, "above"),
    }
    figures = []
    apart = []
    for page, found, lines in zip(pages, grouped, skip, strict=True):
        regions = find_regions(sheets[page.number], found, body, habits) if found else {}
        apart.append(lines | _not_prose(page, found, regions))
        for index, caption in enumerate(found):
            figures.append((caption, _figure(caption, index + 1, page, regions.get(index))))
    keys = [(caption.label.series, caption.label.number) for caption in captions if caption.label.kind == "figure"]
    mentions = mentions_of(paragraphs(pages, apart, body), keys)
    return Draft(
        path=path,
        root=path.parent,
        kind="pdf",
        main=path.name,
        title=title,
        pages=len(read),
        figures=tuple(
            replace(figure, mentions=tuple(mentions.get((caption.label.series, caption.label.number), ())))
            if figure.kind == "figure"
            else figure
            for caption, figure in figures
        ),
        problems=tuple(problems),
    )


def _not_prose(page: Page, captions: list[Caption], regions: dict[int, Region]) -> frozenset[int]:
    boxes = [region.box for region in regions.values()]
    inner = {
        i for i, line in enumerate(page.lines) if any(overlap(line.box, box) > 0.5 * area(line.box) for box in boxes)
    }
    return frozenset(inner | {i for caption in captions for i in caption.lines})


def _problems(pages: list[Page | None]) -> list[Problem]:
    unread = [str(i) for i, page in enumerate(pages, 1) if page is None]
    scanned = [str(page.number) for page in pages if page and page.scanned]
    hidden = [str(page.number) for page in pages if page and page.hidden]
    found = []
    if unread:
        found.append(Problem("unreadable-page", f"Skipped, too large or damaged: page {', '.join(unread)}."))
    if scanned:
        found.append(
            Problem(
                "scanned", f"Scanned, without text: page {', '.join(scanned)}.", "Run an OCR program such as ocrmypdf."
            )
        )
    if hidden:
        found.append(Problem("hidden-text", f"Text that no reader can see was ignored on page {', '.join(hidden)}."))
    return found


def _figure(caption: Caption, position: int, page: Page, region: Region | None) -> Figure:
    box = tuple(round(value, 2) for value in region.box) if region else None
    drawn = [line.text.strip() for line in page.lines if region and inside(line.box, region.box, 2)]
    return Figure(
        id=f"p{caption.page}#{position}",
        kind=caption.label.kind,
        number=caption.label.number,
        page=caption.page,
        state="written" if caption.text else "missing",
        caption=caption.text or None,
        images=(Image(page=caption.page, bbox=box),) if box else (),  # type: ignore[arg-type]
        drawn_text="\n".join(drawn),
    )
