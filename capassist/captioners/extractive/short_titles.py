"""What is made of an accepted caption alone: a short title for the list of figures, one sentence for a talk.

Nothing is added; what points elsewhere, and what only says which panel is meant, is left out.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from capassist.captioners.drawing.phrases import printed
from capassist.model import CaptionRequest, Evidence
from capassist.text.markup import markup_of
from capassist.text.sentences import caption_sentences
from capassist.text.words import one_line, words

_LONGEST_TITLE = 80  # characters: what a line of the list of figures holds
_LONGEST_WHOLE = 100  # of a sentence that is rather whole than short
_ONLY_A_HEADING = 2  # words
_FEWEST_TOLD = 5
_BREAK = re.compile(
    r"\s*(?:[:;–—]|,\s|\s\(|\s(?:which|where|with|for|as|in|from|over|across|using|when|while|based|described|obtained"
    r"|shown|plotted|computed|generated|applied|measured|implied|used|associated|produced|extracted"
    r"|mit|für|bei|avec|pour|dans|con|para|en|al|utilizando)\s)"
)
_WEAKER_BREAK = re.compile(r"\s(?:of|on|by|to|at|and|or|von|zu|auf|und|et|de|du|des|y|o|del|que)\s")
_PAIRED = re.compile(r"\b(?:between|both|zwischen|entre)\b")
_PAIRING = (["of"], ["and"], ["und"], ["de"], ["et"], ["y"])
_DANGLING = re.compile(
    r"[\s,;]+(?:is|are|was|were|and|or|but|of|the|an?|in|on|for|to|with|by|from|versus|vs\.?|between|at|und|oder|der"
    r"|die|das|des|mit|von|zu|et|ou|de|du|des|les?|la|avec|pour|y|o|del|los|las|con|para|que|se)$",
    re.IGNORECASE,
)
_SIDE = r"(?:(?:upper|lower|top|bottom|left|right|cent(?:er|re)|middle|links|rechts|oben|unten)\b[\s,-]*)+(?:panels?)?"
_PANEL = re.compile(rf"\s*(?:\(?[a-zA-Z]\)|[A-Z][.:]|\({_SIDE}\)|{_SIDE}:)\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\s+\((?:[^()]|\([^()]*\))*\)")
_POINTS = re.compile(r"…|\b(?:[Ff]ig|[Ee]q|[Ss]ec|[Aa]bb|see)\w*")
_GAP = re.compile(  # where a citation or a reference was
    r"\s*(?:\b(?:by|from|after|of|in|to|nach|von|aus|par|de|d’après|según|por)\s+)?"
    r"(?:\[…\]|(?<!\()\b(?:Equations?|Eqs?\.|Sections?|Figures?|Figs?\.|Tables?)\s*\(*…\)*)"
)
_RAISED = re.compile(r"[\u02b0-\u02b8\u02e1-\u02e3\u1d43-\u1d61\u2071\u207f]{2,}")  # letters: "yˢⁱᵐ"


def from_caption(request: CaptionRequest) -> tuple[str, tuple[Evidence, ...]]:
    """Return a short title, or one sentence for elsewhere, as it stands in the paper's markup, and what it rests on."""
    caption = one_line(request.accepted)
    said = [_without_panel(one) for one in caption_sentences(_without_pointers(caption))] or [caption]
    text = short_title(said) if request.figure.purpose == "short" else _told(said)
    markup = markup_of(request.markup)
    written = printed(_RAISED.sub(_as_index, text), markup) if markup.commands else text
    return written, (Evidence("profile", caption, "its caption"),)


def _as_index(raised: re.Match[str]) -> str:
    return f"^{unicodedata.normalize('NFKC', raised.group())}"


def _without_pointers(caption: str) -> str:
    """Return a caption without what says where something else stands: "[…]", "(Equation …)", "(see Figure 2)"."""
    said = _GAP.sub("", caption)
    return one_line(_ASIDE.sub(lambda aside: "" if _POINTS.search(aside.group()) else aside.group(), said))


def _without_panel(sentence: str) -> str:
    opening = _PANEL.match(sentence)
    rest = sentence[opening.end() :] if opening else sentence
    return f"{rest[:1].upper()}{rest[1:]}" if opening else rest


def _told(said: Sequence[str]) -> str:
    """Return one whole sentence of a caption: the first that tells something, else the first."""
    text = next((one for one in said if len(words(one)) > _FEWEST_TOLD), said[0])
    return text if text.endswith((".", "!", "?")) else f"{text}."


def short_title(sentences: Sequence[str]) -> str:
    """Return the first sentence of a caption, as far as it is whole and fits on a line of a list of figures, without a
    full stop. What serves for many figures, as "Simulated data.", is followed by the next."""
    title = _beginning(sentences[0])
    if len(words(title)) > _ONLY_A_HEADING or len(sentences) == 1:
        return title
    return _beginning(f"{title}{':' if sentences[1][:1].islower() else '.'} {sentences[1]}")


def _beginning(sentence: str) -> str:
    """Return as much of a sentence as is whole and short enough."""
    sentence = _ASIDE.sub("", sentence).strip().rstrip(".;:, ")
    if len(sentence) <= _LONGEST_WHOLE:
        return sentence
    ends = [*_ends(sentence, _BREAK)] or [*_ends(sentence, _WEAKER_BREAK)] or [sentence.rfind(" ", 0, _LONGEST_TITLE)]
    title = sentence[: ends[-1]].rstrip(" ,;:(–—.")
    while (shorter := _DANGLING.sub("", title)) != title:
        title = shorter
    return title


def _ends(sentence: str, breaks: re.Pattern[str]) -> Iterator[int]:
    """Yield where a sentence may end that is to be short: not between two things that are compared, nor in maths."""
    for match in breaks.finditer(sentence, 0, _LONGEST_TITLE + 1):
        before = sentence[: match.start()]
        compares = (_PAIRED.search(before) and match.group().split()[:1] in _PAIRING) or _DANGLING.search(before)
        balanced = before.count("(") == before.count(")") and before.count("$") % 2 == 0
        if balanced and not compares and len(words(before)) > _ONLY_A_HEADING and match.start() <= _LONGEST_TITLE:
            yield match.start()
