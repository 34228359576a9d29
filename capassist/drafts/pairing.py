"""The LaTeX source and the compiled PDF of one paper, read as one draft.

What is written comes from the source, what is printed (numbers, pages, regions, the words inside a figure) from the
PDF.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from capassist.drafts.images import DraftImages
from capassist.files import file_inside
from capassist.model import Draft, Figure, FloatKind, Image, Mention, Problem
from capassist.text.words import words

_Pairs = dict[int, int]  # positions: of the source's figure, of the PDF's

# Captions and paragraphs differ between the two in citations, maths and hyphens. Half of the words in common is far
# above what two of one paper share, unless they repeat each other; then the better match, the number and the order
# decide.
_SAME_WORDS = 0.5
_NUMBER_BONUS = 0.1


def pair(latex: Draft, pdf: Draft) -> Draft:
    """Return the LaTeX draft with the numbers, pages, regions and drawn text of the PDF.

    A figure that is not found in the PDF stays as it is. When fewer than half of the source's captions are in the PDF,
    it is another paper's or an old one: the draft stays as it is, with the problem "pdf-does-not-fit".
    """
    pairs = _by_caption(latex.figures, pdf.figures)
    captions = [i for i, figure in enumerate(latex.figures) if figure.kind == "figure" and _words(figure)]
    found = sum(i in pairs for i in captions)
    if found * 2 < len(captions):
        return replace(latex, problems=(*latex.problems, _does_not_fit(pdf, found, len(captions))))
    certain = frozenset(pairs)
    pairs = _by_order(latex.figures, pdf.figures, pairs)
    files = DraftImages(latex)
    figures = tuple(
        _merged(figure, _believed(figure, pdf.figures[pairs[i]], files, by_caption=i in certain))
        if i in pairs
        else figure
        for i, figure in enumerate(latex.figures)
    )
    if not _is_current(latex.figures, pdf.figures, pairs):
        figures = _with_numbers_of(latex.figures, figures)
    return replace(latex, pages=pdf.pages, pdf=_place(pdf.root / pdf.main, latex.root), figures=figures)


def _with_numbers_of(counted: Sequence[Figure], figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the figures with the numbers that were counted; one that has none keeps the printed one where no other of
    its kind was counted to that: no two may have the same."""
    taken = {(figure.kind, figure.number) for figure in counted}
    pairs = zip(counted, figures, strict=True)
    return tuple(
        replace(figure, number=own.number or (None if (figure.kind, figure.number) in taken else figure.number))
        for own, figure in pairs
    )


def _is_current(latex: Sequence[Figure], pdf: Sequence[Figure], pairs: _Pairs) -> bool:
    """Return whether the PDF prints the numbers of the source as it is: the same figures in the same order.

    One that was compiled before a figure was added, removed or moved does not, and the numbers that were counted hold.
    """
    numbered = [i for i, figure in enumerate(latex) if figure.kind == "figure" and figure.number]
    printed = sum(figure.kind == "figure" for figure in pdf)
    order = [pairs[i] for i in numbered if i in pairs]
    return len(order) == len(numbered) == printed and order == sorted(order)


def find_pdf(draft: Draft) -> Path | None:
    """Return the PDF beside the draft's main file that has its name, its folder's, or Overleaf's "output", in this
    order.

    Another PDF there is more often a logo or a guide than the paper. A link that leads out of the draft is not
    followed, and an image of the draft is not taken for the paper.
    """
    main = draft.root / draft.main
    images = {file_inside(draft.root, image.path) for f in draft.figures for image in f.images if image.path}
    for stem in (main.stem, main.resolve().parent.name, "output"):
        pdf = main.with_name(f"{stem}.pdf")
        real = file_inside(draft.root, pdf.relative_to(draft.root).as_posix())
        if real and real not in images:
            return pdf
    return None


def _by_caption(latex: Sequence[Figure], pdf: Sequence[Figure]) -> _Pairs:
    """Return the pairs whose captions say the same, each figure once, best match first."""
    pairs: _Pairs = {}
    for _, _, i, j in sorted(_caption_matches(latex, pdf)):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _caption_matches(latex: Sequence[Figure], pdf: Sequence[Figure]) -> Iterator[tuple[float, int, int, int]]:
    """Yield the figures whose captions say the same: how well they match and how far apart they are, lower is better,
    and the two positions."""
    printed = [_words(figure) for figure in pdf]
    for i, figure in enumerate(latex):
        written = _words(figure)
        for j, other in enumerate(pdf):
            if figure.kind == other.kind and (likeness := _likeness(written, printed[j])) >= _SAME_WORDS:
                bonus = _NUMBER_BONUS if figure.number and figure.number == other.number else 0
                yield -likeness - bonus, abs(i - j), i, j


def _by_order(latex: Sequence[Figure], pdf: Sequence[Figure], pairs: _Pairs) -> _Pairs:
    """Return the pairs with those added that stand between the same neighbours and whose numbers do not differ."""
    pairs = dict(pairs)
    for kind in sorted({figure.kind for figure in latex}):
        ours, theirs = _of_kind(kind, latex), _of_kind(kind, pdf)
        for gap, before, after in _gaps(ours, pairs, len(pdf)):
            free = [j for j in theirs if before < j < after and j not in pairs.values()]
            pairs |= _in_gap(latex, pdf, gap, free)
    return pairs


def _of_kind(kind: FloatKind, figures: Sequence[Figure]) -> list[int]:
    return [i for i, figure in enumerate(figures) if figure.kind == kind]


def _gaps(ours: Sequence[int], pairs: _Pairs, end: int) -> Iterator[tuple[list[int], int, int]]:
    """Yield the runs of figures without a partner, and between which positions of the PDF theirs can stand."""
    before = -1
    for paired, run in groupby(ours, key=pairs.__contains__):
        gap = list(run)
        if paired:
            before = pairs[gap[-1]]
        else:
            yield gap, before, next((pairs[i] for i in ours if i > gap[-1] and i in pairs), end)


def _in_gap(latex: Sequence[Figure], pdf: Sequence[Figure], gap: list[int], free: list[int]) -> _Pairs:
    pairs = _by_number(latex, pdf, gap, free)
    rest = [i for i in gap if i not in pairs]
    left = [j for j in free if j not in pairs.values()]
    if len(rest) == len(left):
        pairs |= {i: j for i, j in zip(rest, left, strict=True) if not (latex[i].number and pdf[j].number)}
    return pairs


def _by_number(latex: Sequence[Figure], pdf: Sequence[Figure], gap: list[int], free: list[int]) -> _Pairs:
    numbers = {pdf[j].number: j for j in free if pdf[j].number}
    return {i: numbers[latex[i].number] for i in gap if latex[i].number in numbers}


def _believed(latex: Figure, pdf: Figure, files: DraftImages, *, by_caption: bool) -> Figure:
    """Return the printed figure without its region and what was read in it, where they may be those of another figure.

    A region stands by its caption, on one page. One on the next page, or of a figure that was paired by its place among
    the others alone, is only better than nothing: it is left where the source's files can be shown. One further away is
    never taken.
    """
    away = _pages_away(pdf)
    doubtful = away > 0 or not (by_caption or (pdf.number and pdf.number == latex.number))
    if away > 1 or (doubtful and latex.images and all(map(files.can_show, latex.images))):
        return replace(pdf, images=(), drawn_text="", type=None)
    return pdf


def _pages_away(figure: Figure) -> int:
    """Return how many pages lie between a figure's caption and its furthest region."""
    return max((abs((image.page or 0) - (figure.page or 0)) for image in figure.images), default=0)


def _merged(latex: Figure, pdf: Figure) -> Figure:
    return replace(
        latex,
        number=pdf.number or latex.number,
        page=pdf.page,
        type=pdf.type or latex.type,
        images=_images(latex.images, pdf.images),
        mentions=_on_pages(latex.mentions, pdf.mentions),
        drawn_text=pdf.drawn_text or latex.drawn_text,
    )


def _on_pages(mentions: Sequence[Mention], printed: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the source's mentions, each with the page that the printed one most like it begins on."""
    pages = [(_bag(mention.text), mention.page) for mention in printed]
    placed = []
    for mention in mentions:
        own = _bag(mention.text)
        likeness, page = max(
            ((_likeness(own, bag), page) for bag, page in pages), key=lambda pair: pair[0], default=(0, None)
        )
        placed.append(replace(mention, page=page) if likeness >= _SAME_WORDS else mention)
    return tuple(placed)


def _images(files: tuple[Image, ...], regions: tuple[Image, ...]) -> tuple[Image, ...]:
    """Return the figure's region on the page, with its file where it has one only, then the files of its parts."""
    if not regions:
        return files
    region, *more = regions
    named = tuple(image for image in files if image.path)
    if len(named) == len(files) == 1 and not more:
        return (replace(named[0], page=region.page, bbox=region.bbox),)
    return (*regions, *named)


def _place(pdf: Path, root: Path) -> str:
    pdf, root = pdf.resolve(), root.resolve()
    return pdf.relative_to(root).as_posix() if pdf.is_relative_to(root) else str(pdf)


def _words(figure: Figure) -> frozenset[str]:
    return _bag(figure.caption or "")


def _bag(text: str) -> frozenset[str]:
    return frozenset(words(text.casefold()))


def _likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the Dice coefficient of two sets of words."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _does_not_fit(pdf: Draft, found: int, total: int) -> Problem:
    return Problem(
        "pdf-does-not-fit",
        f"{pdf.path.name} does not fit the source: {found} of the {total} figure captions are in it.",
        "Compile the paper again, or name its PDF with --pdf.",
    )
