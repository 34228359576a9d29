"""One caption without its paper, as a draft of one figure."""

from pathlib import Path

from capassist.drafts.caption_state import caption_state
from capassist.model import Draft, Figure, Manuscript, Part, Source
from capassist.text.latex import to_plain

STANDARD_INPUT = "<stdin>"


def draft_of_caption(latex: str) -> Draft:
    """Return a draft whose only figure has this caption, which is what would stand in \\caption{…}."""
    text = latex.rstrip("\r\n")
    source = Source(STANDARD_INPUT, 1)
    plain = to_plain(text)
    state = caption_state(plain, text)
    figure = Figure(STANDARD_INPUT, number="1", state=state, caption=plain, caption_source=text, source=source)
    part = Part("caption", STANDARD_INPUT, text, source, (0, len(text)), len(text))
    return Draft(
        Path(STANDARD_INPUT), Path(), "latex", STANDARD_INPUT, figures=(figure,), manuscript=Manuscript(parts=(part,))
    )
