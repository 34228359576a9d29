"""Names, panel letters and comparisons that a text has and the paper has not."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from capassist.guards.grounding import Grounds
from capassist.guards.tokens import one_of
from capassist.model import Figure, Finding, Panel, Span
from capassist.text.markup import Markup, visible_text
from capassist.text.panel_labels import label_faults
from capassist.text.panels import lonely_side, named_panels, names_side
from capassist.text.words import sentences

# A name: capitals inside or throughout, letters with digits ("GPT-4", "H2O"), or a capital in the middle of a sentence.
_NAME = re.compile(
    r"(?<![\w\\-])(?:[^\W\d_]+[-.]?\d(?:[\w.-]*\w)?|[a-z]*[A-Z]\w*[A-Z]\w*"
    r"|(?<=[a-z,] )(?P<noun>[A-Z][a-z]{2,}))(?![\w-])"
)
_EXPANSION = re.compile(r"((?:\b[A-Z][\w-]*\s+(?:(?:of|and|the|for|in)\s+)?){2,8})\(([A-Z]{2,8})\)")
_GERMAN = re.compile(r"\b(?:und|der|nicht)\b")  # which writes every noun with a capital
_THE = re.compile(r"\bthe\b")
_PANEL = re.compile(r"(?<!\w)\(([a-hA-H])\)|(?<![\w(])\b([a-h])\)")
_ANY_PANEL = re.compile(r"\bpanels?[\s~]+\(([i-zI-Z])\)")  # of a letter that seldom is one
_PANEL_BEHIND_NUMBER = re.compile(r"(?<=[\d}])\s?([a-hA-H])\b")
_DRAWN_LETTER = re.compile(r"^\(?([a-hA-H])[).]?$", re.MULTILINE)
_PANELS = 2
_OPENS_LATE = re.compile(r"\s*(\([b-h]\))")
_ROMAN = re.compile(r"[IVX]+")
# Words of order, each with those that say the same and those that say the opposite.
_ORDERS: tuple[tuple[str, str], ...] = (
    (r"high(?:er|est)|larger|largest|great(?:er|est)|more|most|increas\w+|ris(?:es|ing)|rose|grow\w*|exceed\w*|above|"
     r"improv\w+|gain\w*|better|best|outperform\w*|maxim\w+|stronge\w+|longe\w+|upward\w*",
     r"low(?:er|est)|small(?:er|est)|less|least|fewe\w+|decreas\w+|fall\w*|fell|drop\w*|declin\w+|below|reduc\w+|"
     r"wors[et]\w*|minim\w+|weake\w+|shorte\w+|diminish\w*|downward\w*"),
    (r"fast(?:er|est)|quick(?:er|est)", r"slow(?:er|est)"),
    (r"earlie[rs]t?|before", r"lat(?:er|est)|after"),
)  # fmt: skip
_THAN = re.compile(r"\b(?=([^\W\d_]+)(?:\s+[^\W\d_]+){0,2}\s+than\b)", re.IGNORECASE)  # each of the three words before


def names_in(text: str) -> Iterator[str]:
    """Yield what in a plain text can only be a name, in order: capitals inside or throughout, letters with digits."""
    for match in _NAME.finditer(text):
        if not (match["noun"] or _ROMAN.fullmatch(match.group())):
            yield match.group()


def has_name(text: str, name: str) -> bool:
    """Tell whether a plain text has a name, whatever its case, its hyphens and its ending."""
    return _folded(name) in _folded(text)


def name_findings(text: str, markup: Markup, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for each name that stands nowhere in the paper."""
    visible = visible_text(text, markup)
    names = [match for match in _NAME.finditer(visible) if not _ROMAN.fullmatch(match.group())]
    if not names:
        return
    said = list(_said_anywhere(grounds))
    nouns_only = sum(map(_articles, said)) > 0
    known = "".join(map(_folded, said))
    spelt_out, told = _spelt_out(visible, known), set[str]()
    for match in names:
        name = match.group()
        folded = _folded(one_of(name))
        expected = bool(match["noun"]) and (nouns_only or _is_within(match.start(), spelt_out))
        if not expected and folded not in told and folded not in known:
            told.add(folded)
            yield Finding("name", f"{name} stands nowhere in the paper.", match.span())


def _spelt_out(visible: str, known: str) -> list[Span]:
    """Return where names are spelt out of which the paper has the abbreviation."""
    return [span for span, short in _expansions(visible) if _folded(short) in known]


def _is_within(position: int, spans: Iterable[Span]) -> bool:
    return any(start <= position < end for start, end in spans)


def _expansions(visible: str) -> Iterator[tuple[Span, str]]:
    """Yield where an abbreviation is spelt out before it, and the abbreviation: "Frontal Eye Field (FEF)"."""
    for match in _EXPANSION.finditer(visible):
        words = list(re.finditer(r"[A-Z]\w*", match[1]))[-len(match[2]) :]
        if "".join(word.group()[0] for word in words) == match[2]:
            yield (match.start() + words[0].start(), match.end(1)), match[2]


def panel_findings(text: str, markup: Markup, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for each panel letter beyond those that the figure is known to have."""
    figure = grounds.figure
    known = _panel_letters(figure.panels) | set("abcdefgh"[: len(figure.images)])
    known |= {letter.lower() for letter in _DRAWN_LETTER.findall(figure.drawn_text)}
    if len(known) < _PANELS or known != set("abcdefgh"[: len(known)]):
        return  # too little is known of its panels: of letters that were read here and there some are missing
    said = f"{_about(figure)} {grounds.old}"
    known |= {(match[1] or match[2]).lower() for match in _PANEL.finditer(said)}
    known |= {letter.lower() for letter in _PANEL_BEHIND_NUMBER.findall(said)}
    visible = visible_text(text, markup)
    for match in (*_PANEL.finditer(visible), *_ANY_PANEL.finditer(visible)):
        letter = next(filter(None, match.groups())).lower()
        if letter not in known:
            yield Finding(
                "panel", f"{match.group()} is a panel that neither the figure nor the text about it has.", match.span()
            )


def missing_panel_findings(text: str, markup: Markup, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding where a text names some of the figure's panels, and not the others; captions of their own are
    enough."""
    figure = grounds.figure
    if figure.purpose != "caption":
        return  # the caption beside it says what its panels are
    yield from _missing_letters(text, markup, figure)
    yield from _missing_first(text, markup, figure)
    plain = markup.to_plain(text)
    sides = lonely_side(plain)
    if sides and (_has_parts(figure, plain, sides[0]) or names_side(markup.to_plain(grounds.old), sides[1])):
        yield Finding(
            "panel-missing", f"The caption names the {sides[0]} panel, and says nothing of the {sides[1]} one."
        )


def _has_parts(figure: Figure, plain: str, side: str) -> bool:
    """Tell whether a figure has panels that a caption is to tell of. Panels that are only drawn in one picture may have
    been told of together before one side is named."""
    parts = sum(not panel.caption for panel in figure.panels) if figure.panels else len(figure.images)
    drawn = len(figure.drawing.panels) if figure.drawing else 0
    return parts >= _PANELS or (drawn >= _PANELS and names_side(next(iter(sentences(plain)), ""), side))


def panel_label_findings(text: str, markup: Markup) -> Iterator[Finding]:
    """Yield a finding for each panel label that does not go with the others."""
    for fault in label_faults(visible_text(text, markup), markup.to_plain(text), text):
        yield Finding("panel-order", fault.message, fault.span)


def _missing_letters(text: str, markup: Markup, figure: Figure) -> Iterator[Finding]:
    known = _panel_letters(figure.panels) | {letter.lower() for letter in _DRAWN_LETTER.findall(figure.drawn_text)}
    named = named_panels(markup.to_plain(text), text)
    if len(known) < _PANELS or not named or not named <= known:
        return  # what is named may be no panels
    described = _panel_letters(panel for panel in figure.panels if panel.caption)
    if missing := sorted(known - named - described):
        listed = ", ".join(f"({letter})" for letter in missing)
        yield Finding(
            "panel-missing", f"The caption does not say what {listed} {'is' if len(missing) == 1 else 'are'}."
        )


def _missing_first(text: str, markup: Markup, figure: Figure) -> Iterator[Finding]:
    """Yield a finding where a text begins with a later panel of a figure of which no letters are known."""
    opens = _OPENS_LATE.match(markup.to_plain(text))
    known = _panel_letters(figure.panels) | {letter.lower() for letter in _DRAWN_LETTER.findall(figure.drawn_text)}
    named = named_panels(markup.to_plain(text), text)
    if opens and "a" not in named and len(known) < _PANELS and not any(panel.caption for panel in figure.panels):
        yield Finding("panel-missing", f"The caption says what {opens[1]} is, and nothing of (a).", opens.span(1))


def _panel_letters(panels: Iterable[Panel]) -> set[str]:
    return {panel.label.strip("().").lower() for panel in panels}


def comparison_findings(text: str, grounds: Grounds) -> Iterator[Finding]:
    """Yield a finding for each comparison ("higher than") where the text about the figure says the opposite, and not
    this."""
    said = " ".join((_about(grounds.figure), grounds.markup.to_plain(grounds.old)))
    for span in _comparisons(text):
        word = text[slice(*span)]
        for one, other in _ORDERS:
            same, opposite = (one, other) if _has(one, word) else (other, one)
            if (
                _has(same, word)
                and not _has(same, said)
                and (found := re.search(rf"\b(?:{opposite})\b", said, re.IGNORECASE))
            ):
                yield Finding("comparison", f"“{word}”: the text about this figure says “{found.group()}”.", span)


def _comparisons(text: str) -> Iterator[Span]:
    for match in _THAN.finditer(text):
        yield match.span(1)


def _has(words: str, text: str) -> bool:
    return re.search(rf"\b(?:{words})\b", text, re.IGNORECASE) is not None


def _about(figure: Figure) -> str:
    return " ".join(mention.text for mention in figure.mentions)


def _said_anywhere(grounds: Grounds) -> Iterator[str]:
    yield from (grounds.body, grounds.old)
    for figure in (grounds.figure, *grounds.others):
        yield from (figure.caption or "", figure.caption_latex or "", figure.printed_text, _about(figure))
        yield figure.alternative
        yield from (panel.caption or "" for panel in figure.panels)
        yield from (image.path or "" for image in figure.images)


@lru_cache(maxsize=8192)
def _articles(text: str) -> int:
    """Return how many more German articles a text has than English ones."""
    return len(_GERMAN.findall(text)) - len(_THE.findall(text))


@lru_cache(maxsize=8192)  # the paper's texts are looked through for each of its figures
def _folded(text: str) -> str:
    """Return the text in lower case with its words apart by single spaces, so that names are found whole but for their
    ending."""
    return " " + " ".join(re.findall(r"[^\W_]+", text.lower()))
