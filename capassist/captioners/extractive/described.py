r"""A caption of what the author says of a picture to those who cannot see it: the figure's \\Description or alt=."""

from collections.abc import Iterator

from capassist.captioners.controls import LONG
from capassist.captioners.extractive.compose import ended
from capassist.model import OFFLINE, Candidate, CaptionRequest, Evidence
from capassist.text.markup import markup_of
from capassist.text.plain_latex import escape_plain
from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import capitalised, words

ALTERNATIVE = "this is your alternative text of it, which is read out beside the caption: add what that does not say"


def described(request: CaptionRequest) -> Candidate | None:
    """Return a draft of the figure's own alternative text; None where it has none."""
    short, _, long = request.figure.alternative.partition("\n")
    text = joined(_first(short if long else request.figure.alternative, request))
    if not text:
        return None
    evidence = Evidence("mention", text, f"alternative text of {request.figure.name}")
    caption = ended(capitalised(_as_caption(text, request)), request.profile.style)
    return Candidate(request.figure.id, caption, "short", OFFLINE, (evidence,), (ALTERNATIVE,))


def _first(text: str, request: CaptionRequest) -> Iterator[str]:
    """Yield the first sentences of a text, as many as a caption of the author's has room for."""
    style, room = request.profile.style, 0
    for place, sentence in enumerate(caption_sentences(text)):
        room += len(words(markup_of(request.markup).to_plain(sentence)))
        if place and room > (style.longest if style else LONG):
            return
        yield sentence


def _as_caption(text: str, request: CaptionRequest) -> str:
    """Return the text as it may stand in a caption: what an alternative text may have, a caption may not."""
    markup = markup_of(request.markup)
    return escape_plain(markup.to_plain(text)) if markup.commands and markup.faults(text) else text
