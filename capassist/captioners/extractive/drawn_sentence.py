"""What is drawn in a figure beside what the text says of it: axes and the meaning of lines that sentences leave out.

A sentence that only draws a conclusion is no caption by itself: what is plotted comes before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from capassist.captioners.drawing.phrases import begun, distinct, panel_phrases, words_of
from capassist.captioners.drawing.words import Words
from capassist.captioners.extractive.compose import Composition, Manner, ended
from capassist.captioners.extractive.compress import SAID_TO_BE_SHOWN
from capassist.captioners.extractive.salience import names_what_is_seen, stems
from capassist.captioners.extractive.statements import Statement
from capassist.model import CaptionRequest, Figure
from capassist.text.blanks import blank_spans
from capassist.text.markup import markup_of
from capassist.text.panels import label_form
from capassist.text.sentences import caption_sentences, joined
from capassist.text.words import words

_MOST_PHRASES = 4  # panels; what is drawn in more of them is a list
_LONGEST = 30  # words
_NEW = 0.5  # the share of the words that are not said yet, with which the sentence is worth its room
_OVER = 1.6  # of the author's usual length, that a caption may reach with it
_PLOTS = frozenset(("graph plot", "bar chart", "scatter plot"))
_MADE_OF = re.compile(
    r"""
      \b(?:consists?\s+of|(?:is|are)\s+(?:\w+ly\s+)?(?:composed|made\s+up|built\s+up|comprised)\s+of|comprises?
        |(?:is|are)\s+(?:\w+ly\s+)?(?:divided|split|organi[sz]ed|structured|arranged)\s+in(?:to)?
        |(?:is|are)\s+(?:\w+ly\s+)?(?:connected|linked|attached|wired)\s+(?:to|with|by)
        |besteh(?:t|en)\s+(?:\w+\s+){0,3}?aus|setz(?:t|en)\s+sich\b.*\bzusammen|umfass(?:t|en)|glieder(?:t|n)\s+sich
        |(?:ist|sind)\s+(?:\w+\s+){0,4}?(?:unterteilt|aufgeteilt|gegliedert|verbunden)
        |se\s+compose(?:nt)?\s+d\w*|(?:est|sont)\s+(?:composée?s?|constituée?s?)\s+d\w*
        |consta(?:n)?\s+de|se\s+componen?\s+de|consist(?:e|em)\s+em|è\s+composto)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_finding(statements: Sequence[Statement], text: str, figure: Figure) -> bool:
    """Tell whether a caption opens with what follows from the figure, and not with what it shows. What a thing is made
    of is what a diagram of it, or a picture, shows."""
    if not statements or label_form(text, "")[0]:
        return False
    lead = statements[0]
    if figure.type not in _PLOTS and not (figure.drawing and figure.drawing.panels) and _MADE_OF.search(lead.plain):
        return False
    shows = names_what_is_seen(lead.plain) or SAID_TO_BE_SHOWN.match(lead.clause.text)
    return lead.clause.form == "sentence" and not lead.clause.panels and not shows


def with_drawn(composition: Composition, request: CaptionRequest, manner: Manner) -> Composition:
    """Return the composition with a sentence of what is drawn, before a finding, else behind its first sentence; as it
    is where that says nothing new, was not read for certain, or there is no room."""
    drawn = drawn_sentence(request)
    plain = manner.markup.to_plain
    said, told = stems(plain(composition.text)), stems(plain(drawn).replace(words_of(request).against, " "))
    length = len(words(plain(composition.text))) + len(words(plain(drawn)))
    has_panels = label_form(composition.text, "")[0] is not None
    if not drawn or has_panels or len(told - said) < max(1, _NEW * len(told)):
        return composition
    if length > max(_LONGEST, _OVER * manner.usual_words):
        return composition
    first, *others = caption_sentences(composition.text)
    sentences = (
        [drawn, first, *others]
        if is_finding(composition.statements, composition.text, request.figure)
        else [first, drawn, *others]
    )
    return replace(composition, text=ended(joined(sentences), manner.style), drawn=True)


def drawn_sentence(request: CaptionRequest) -> str:
    """Return what is drawn in the panels, "A against B for C and D; …", in the paper's markup; nothing where it was
    read from pixels, has blanks or is a heap of symbols."""
    drawing, markup, little = request.figure.drawing, markup_of(request.markup), words_of(request)
    if drawing is None or drawing.source == "ocr":
        return ""
    phrases = dict.fromkeys(filter(None, panel_phrases(distinct(drawing.panels), little, markup)))
    if not 0 < len(phrases) <= _MOST_PHRASES or not all(_is_whole(phrase, little) for phrase in phrases):
        return ""
    said = begun("; ".join(phrases))
    return said if len(words(markup.to_plain(said))) <= _LONGEST else ""


def _is_whole(phrase: str, little: Words) -> bool:
    """Tell whether a phrase has both axes or series, in words."""
    told = f" {little.against} " in phrase or f" {little.series} " in phrase
    return told and "$" not in phrase and not any(blank_spans(phrase))
