"""How the author names the panels of a figure: by letter, "(a)", or by place, "(left)", "Top panel:"."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from capassist.captioners.extractive.context_dependence import depends_on_context
from capassist.captioners.extractive.pointer_phrases import PLACE
from capassist.model import Style
from capassist.text.markup import Markup
from capassist.text.panels import label_form
from capassist.text.words import capitalised

_NOUN = r"(?:panels?|plots?|figures?|images?|columns?|rows?|sub-?figures?|sub-?plots?|graphs?|histograms?)"
_HAND = r"(?:[- ]hand(?:[- ]side)?)?"
_IN_CAPTION = re.compile(
    rf"(?:^|(?<=[.;:] ))(?P<macro>\\[a-z]+\{{|\{{\\[a-z]+\s+)?(?P<open>\(?)(?P<place>{PLACE})"
    rf"(?P<noun>\s+{_NOUN})?(?P<close>\)?:?)(?=[\s}}])",
    re.IGNORECASE,
)
_SHOWING = r"(?:also\s+)?(?:shows?|illustrates?|displays?|depicts?|presents?|plots?|gives?|contains?)"
_PANEL_SHOWS = re.compile(
    rf"^(?:in\s+)?(?:the\s+)?(?P<place>{PLACE}){_HAND}\s+(?P<noun>{_NOUN})\s+{_SHOWING}\s+(?!how\b"
    r"|what\b)(?:that\s+)?(?P<shown>.+)$",
    re.IGNORECASE,
)
_SHOWN_IN_PANEL = re.compile(
    r"^(?P<shown>(?:(?!\b(?:is|are|was|were|which|we|and\s+the|and\s+an?)\b).)+?)\s+(?:is"
    r"|are)\s+(?:also\s+)?(?:shown|plotted|illustrated|displayed|depicted|presented)\s+in\s+the\s+"
    rf"(?P<place>{PLACE}){_HAND}\s+(?P<noun>{_NOUN})(?P<rest>\.?)$",
    re.IGNORECASE,
)
# "The data on the left and the fit on the right."
_BOTH_SIDES = re.compile(
    r"^(?P<one>[^,;:]+?)\s+(?:on|at|in)\s+the\s+(?P<first>left|top|upper|right|bottom|lower)(?:[- ]hand)?"
    r"(?:\s+(?:side|panel))?,?\s+and\s+(?P<other>[^,;:]+?)\s+(?:on|at|in)\s+the\s+(?P<second>left|top|upper"
    r"|right|bottom|lower)(?:[- ]hand)?"
    r"(?:\s+(?:side|panel))?\.?$",
    re.IGNORECASE,
)
_NEXT_PANEL = re.compile(
    rf",?\s+(?:and|while|whereas)\s+(?=(?:the\s+)?{PLACE}{_HAND}\s+{_NOUN}\s+{_SHOWING}\s)", re.IGNORECASE
)
_AT_PLACE = re.compile(rf"\b{PLACE}{_HAND}\s+{_NOUN}\b", re.IGNORECASE)
_PANEL_NOUN = re.compile(rf"\b{_NOUN}\b(?![\s~]*[\d\\])", re.IGNORECASE)  # "Figure 3" is no panel
_ARTICLE = re.compile(r"(?:The|An?|Der|Die|Das|Ein|Eine|Le|La|Les|El)\s")
_LATER_PANEL = re.compile(
    r"(?:in\s+)?(?:the\s+)?(?:panels?\s+\(?[b-hB-H]\b|"
    r"(?:(?:lower|bottom|middle|cent(?:er|re)|second|third|last)(?:[-\s](?:left|right))?|(?:(?:upper|top)[-\s])?right)"
    rf"{_HAND}\s+(?:\w+\s+)?{_NOUN}\b)"
)


@dataclass(frozen=True, slots=True)
class Habit:
    """How the author names a panel by its place: "({place})", "{place}:", "{place} {noun}:", and what begins with a
    capital."""

    form: str
    capital: bool  # the place
    capital_behind: bool  # what is said of the panel


def place_habit(captions: Iterable[str]) -> Habit | None:
    """Return the commonest way in which the captions open what they say of a panel, or None where they never do by its
    place."""
    found = Counter[Habit]()
    for caption in captions:
        for match in _IN_CAPTION.finditer(caption):
            bracketed = match["open"] == "(" and match["close"].startswith(")")
            if bracketed or (match["close"] == ":" and not match["open"]):
                noun = " {noun}" if match["noun"] else ""
                form = f"{match['open']}{{place}}{noun}{match['close']}"
                behind = caption[match.end() :].lstrip(" }")[:1]
                found[Habit(form, match["place"][0].isupper(), behind.isupper())] += 1
    return found.most_common(1)[0][0] if found else None


def names_panels(caption: str) -> bool:
    """Tell whether a caption says panel by panel what is shown, by letters or by places."""
    return label_form(caption, "")[0] is not None or place_habit([caption]) is not None


def names_a_place(text: str) -> bool:
    """Tell whether a text names a panel by its place: "the upper-left panel"."""
    return bool(_AT_PLACE.search(text))


def in_habit(text: str, habit: Habit) -> dict[str, str]:
    """Return {"(left)": "The raw data."} for "The left panel shows the raw data.", in the author's way; nothing for
    other texts.

    Of "The left panel shows the data and the right panel shows the fit." both panels are returned, in order.
    """
    if both := _BOTH_SIDES.match(text):
        sides = (("first", "one"), ("second", "other"))
        return {_label(both[place], "panel", habit): _begun(both[shown], habit) for place, shown in sides}
    said: dict[str, str] = {}
    for part in _NEXT_PANEL.split(text):
        match = _PANEL_SHOWS.match(part) or _SHOWN_IN_PANEL.match(part)
        if match is None or depends_on_context(match["shown"]) or _PANEL_NOUN.search(match["shown"]):
            return {}
        label = _label(match["place"], match["noun"].lower(), habit)
        said[label] = _begun(match["shown"] + (match.groupdict().get("rest") or ""), habit)
    return said


def _label(place: str, noun: str, habit: Habit) -> str:
    return habit.form.format(place=place.capitalize() if habit.capital else place.lower(), noun=noun)


def _begun(said: str, habit: Habit) -> str:
    if habit.capital_behind:
        return capitalised(said)
    return said[0].lower() + said[1:] if _ARTICLE.match(said) else said


def later_panel(text: str) -> bool:
    """Tell whether a text begins with a panel that is hardly the figure's first: "Panel (c) shows", "The right panel
    shows"."""
    return bool(_LATER_PANEL.match(text)) or bool(_LATER_PANEL.match(text[:1].lower() + text[1:]))


def panel_label(letter: str, style: Style | None, markup: Markup) -> str:
    """Return the label of a panel as the author writes it: "(a)", "(A)", "a)", "\\textbf{(a)}"."""
    form = style.panel_form if style and style.panel_form else "(a)"
    label = "(a)" if form == "left/right" else form
    label = re.sub("[aA]", letter.upper() if "A" in label else letter, label)
    return markup.bold(label) if style and style.panel_bold else label
