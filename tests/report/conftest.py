from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image as Pillow

from capassist.drafts import open_draft
from capassist.drafts.images import DraftImages
from capassist.errors import ModelError
from capassist.model import Draft
from capassist.ports import Captioner
from capassist.report import FigureEntry, entry_for
from capassist.session.log import Session
from capassist.workflow.drafting import DraftingContext, captioned_figures, draft_caption

DeskFor = Callable[..., DraftingContext]
EntriesOf = Callable[[DraftingContext], list[FigureEntry]]


@pytest.fixture
def paper(paper: Path) -> Path:
    """The small paper, with pictures that a browser can show."""
    for name, colour in (("time", "navy"), ("share", "teal"), ("states", "maroon")):
        Pillow.new("RGB", (60, 40), colour).save(paper / f"{name}.png")
    return paper


@pytest.fixture
def drafting_context(paper: Path) -> Iterator[DeskFor]:
    """Make a desk for a captioner, on the paper as it is or on another draft; all of them share the paper's session."""
    draft = open_draft(paper)

    def make(captioner: Captioner, draft: Draft = draft) -> DraftingContext:
        return DraftingContext(draft, captioner, 3, session)

    with Session.open(draft.root, draft.main) as session:
        yield make


@pytest.fixture
def entries_of() -> EntriesOf:
    """Gather the entries of all figures; those that lack a caption are drafted first."""

    def gather(context: DraftingContext) -> list[FigureEntry]:
        errors = {}
        for figure in captioned_figures(context.draft):
            if figure.state != "written":
                try:
                    draft_caption(context, figure)
                except ModelError as error:
                    errors[figure.id] = error
        images = DraftImages(context.draft)
        return [
            entry_for(context, figure, images, errors.get(figure.id)) for figure in captioned_figures(context.draft)
        ]

    return gather
