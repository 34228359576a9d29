"""The ways of pointing at a figure, and what is left of a sentence without the pointer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from capassist.captioners.extractive.completeness import is_pointer
from capassist.captioners.extractive.german_clauses import subordinate_as_main, verb_first_as_main
from capassist.captioners.extractive.pointer_phrases import (
    ADVERBS,
    AT,
    AUXILIARY,
    BE,
    FINITE,
    GEZEIGT,
    MONTRE,
    MUESTRA,
    OBSERVE,
    OPEN,
    PRONOUN,
    SEE,
    SHOW,
    SHOWN,
    SHOWS,
    UNFINISHED,
    ZEIGT,
    R,
)

# How a sentence names the figure: it is about it (subject), a thing is shown there (object), or in passing (aside).
Role = Literal["subject", "object", "aside"]

Replacement = str | Callable[[re.Match[str]], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of pointing at the figure, and what is left of the text without it.

    `title` where that is the name of what is shown ("The energy of the system") and no sentence.
    """

    role: Role
    pattern: re.Pattern[str]
    replacement: Replacement
    title: bool = False

    def apply(self, text: str) -> str:
        """Return the text without the pointer; words on both sides of it stay apart."""
        return self.pattern.sub(self._instead, text)

    def _instead(self, match: re.Match[str]) -> str:
        if UNFINISHED.search(match.string[: match.start()]):
            return match.group()  # "like that shown in Fig. 3 is typical" keeps its pointer
        return apart(
            match, match.expand(self.replacement) if isinstance(self.replacement, str) else self.replacement(match)
        )


def apart(match: re.Match[str], left: str) -> str:
    """Return what is left of a match; a space when nothing is and two words would run together."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    joined = _begins_word(after) and before and before not in " ~(["
    return " " if joined and not left else left


def _begins_word(character: str) -> bool:
    return character.isalnum() or character in {"\\", "$", "{"}


def _sentence(role: Role, pattern: str, replacement: Replacement) -> Rule:
    return Rule(role, re.compile(pattern, re.IGNORECASE), replacement)


def _title(role: Role, pattern: str, replacement: Replacement) -> Rule:
    return Rule(role, re.compile(pattern, re.IGNORECASE), replacement, title=True)


_CLAUSES = re.compile(r"[,;]\s+(?:and|but|while|whereas)\s+|;\s+|,\s+|\s+and\s+(?=the\s)")


def _clause_before(match: re.Match[str]) -> str:
    """Return "We did X" of "We did X, and the results are shown in Figure 3", which name nothing."""
    *before, last = _CLAUSES.split(match["x"])
    bare = is_pointer(last) and FINITE.search(match["x"]) and not FINITE.search(last)
    if not before or not (bare or PRONOUN.fullmatch(last)):
        return match.group()
    return re.sub(r"[\s,;]+(?:and|but|while|whereas)?\s*$", "", match["x"][: -len(last)]) + "."


def _subject_of_passive(match: re.Match[str]) -> str:
    """Return "X for all k" of "X is shown in Figure 3 for all k"."""
    subject, rest = _CLAUSES.split(match["x"])[-1] if FINITE.search(match["x"]) else match["x"], match["rest"]
    if FINITE.search(subject) or PRONOUN.fullmatch(subject) or re.search(r"\b(?:which|that|as)$", subject):
        return match.group()  # no name, or one that stands in the sentence before, or a clause that a later rule drops
    rest = "." if is_pointer(rest) else rest  # "and discussed below"
    if re.match(r",?\s+(?:and|but|while|whereas)\s", rest, re.IGNORECASE) and not FINITE.search(rest):
        return match.group()  # "and explained by a leak"
    return f"{subject} {rest}" if _begins_word(rest[:1]) else subject + rest


def _nominative(match: re.Match[str]) -> str:
    """Return the article that a German object has once it stands alone: "zeigt den Aufbau" leaves "der Aufbau"."""
    return {"den": "der ", "einen": "ein "}.get((match["article"] or "").strip().lower(), "")


def _german_name(match: re.Match[str]) -> str:
    """Return the name between a German passive and its participle; all of the match where an adverb stands behind it:
    "ist der Druck nur teilweise dargestellt"."""
    is_name = re.search(r"(?:[A-ZÄÖÜ][\w-]*|[^\w\s]|\d)$", match["x"])
    return match["x"] + match["rest"] if is_name else match.group()


def _german_clause(match: re.Match[str]) -> str:
    """Return the clause behind "zeigt, dass" or "Wie Abbildung 1 zeigt," as a main clause; else all of the match."""
    word = match["word"].lower()
    main = subordinate_as_main(match["x"], only_change=word == "wie") if word else verb_first_as_main(match["x"])
    return match.group() if main is None else main + match["end"]


def _without_pointer(match: re.Match[str]) -> str:
    """Return what stays of ", as shown in Figure 3 for all k": ", here for all k", as it is there for all k, and of the
    whole not known to be. Of what "shown in Figure 3 for all k" says which thing is meant, all but the pointer
    stays."""
    found = match.groupdict()
    tail, after = found["tail"] or "", found["after"] or ""
    leads = found.get("before") or found.get("as")
    if not leads:
        return tail + after
    if not tail or _TO_READERS.match(tail):
        return "" if found.get("before") else after
    return f",{tail}{after}" if tail.lstrip().lower().startswith("where") else f", here{tail}{after}"


_TO_READERS = re.compile(
    r"\s+(?:of|to|as)\b|\s+for\s+(?:(?:an?|the|some|more|further|all)\s+)?(?:[\w-]+\s+)?(?:examples?|instance|details?"
    r"|comparison|reference|illustrations?|clarity|completeness|convenience|visuali[sz]ations?|explanations?|overview"
    r"|discussion|definitions?|lists?)\b",
    re.IGNORECASE,
)
_PIECE = rf"(?:\$[^$]*\$|\{{[^{{}}]*\}}|[^,;:${{}}{OPEN}])"
_TAIL = (  # what belongs to the pointer: "for a wide window" in "…, as shown in R for a wide window"
    r"(?P<tail>\s+(?:for|with|using|by|from|in|at|on|over|under|via|where|when|along|together|against|after|before"
    rf"|during|between|if|through|without|within|of|to|as)\b{_PIECE}*?(?=[,;:]|\.?\s*$))?"
)
_GEZEIGT = (
    r"(?:(?:schematisch|gra(?:f|ph)isch|exemplarisch|beispielhaft|vereinfacht|detailliert|ebenfalls"
    rf"|auch)\s+)*{GEZEIGT}"
)
_NEBENSATZ = r"(?:,\s+(?:wobei|wo)\s.*|[^\w]*)(?:(?<=\w):\s.*)?$"
_DEUTLICH = r"(?:\s+(?:auch|deutlich|klar|gut|außerdem|zudem|ebenfalls|exemplarisch|beispielhaft))*"
_IN_ABBILDUNG = rf"(?:in|aus|an|anhand)\s+(?:der\s+|von\s+)?{R}"
_SICHTBAR = (
    r"(?:zu\s+(?:sehen|erkennen|entnehmen)|sehen|erkennen|ersichtlich|erkennbar|sichtbar|hervor|dargestellt|gezeigt"
    r"|ablesen|entnehmen)"
)
_MAN_SIEHT = r"(?:(?:kann|sieht|erkennt)\s+man|(?:können|sehen|erkennen)\s+wir)"
_SATZ = r"(?P<x>[^,;:()]+?)(?P<end>\.?)$"
_PANEL = r"the\s+(?:\w+[-\s]){1,3}(?:panels?|plots?|columns?|rows?|half|parts?|side|insets?)(?:\s+\([^()]*\))?"
_PASSIVE = rf"^(?P<x>(?:(?!{OPEN}).)+?),?\s+{BE}\s+{ADVERBS}{SHOWN}\s+{ADVERBS}{AT}(?P<rest>.*)$"
_R_FIRST = rf"^{R}(?P<p>\s+\([^()]*\))?,?\s+{ADVERBS}"
_THAT = r"that,?\s+"
_ASIDE = r"\((?![A-Ha-h]\))"  # "shows (wrongly) a peak"

# Tried in this order, each once on what the ones before have left. "(left)" after a reference is kept.
RULES = (
    _sentence("aside", rf"[,;]?\s+{SEE}\s+{R}(?:\s+for\b{_PIECE}*?(?=[,;:]|\.?\s*$))?", ""),
    # As can be seen in R, X · In R, X
    _sentence("object", rf"^as\b[^,]{{0,60}}?{R}(?:\s+\([^()]*\))?[^,]{{0,25}}?,\s+", ""),
    _sentence(
        "object",
        rf"^(?:looking\s+at|considering|according\s+to|from|with)\s+{R}(?P<p>\s+\([^()]*\))?\s*,\s+",
        r"\g<p> ",
    ),
    _sentence(
        "object",
        rf"^(?:from|in|on)\s+{R}(?P<p>\s+\([^()]*\))?\s*,?\s+(?=(?:we|one|you|it|the|an?|there)\b)",
        r"\g<p> ",
    ),
    _sentence("object", rf"^(?:in|on)\s+{R}(?P<p>\s+\([^()]*\))?\s*,\s+", r"\g<p> "),
    _title("object", rf"^(?:in|on)\s+{R}\s+{BE}\s+{SHOWN}\s+", ""),
    _title("object", rf"^{SHOWN}\s+{ADVERBS}{AT}\s+{BE}\s+", ""),
    # One sees from R that X
    _sentence(
        "object", rf"^(?:we|one|you)\s+(?:(?:can|may|could|should)\s+)?{ADVERBS}{OBSERVE}\s+{AT},?\s+{_THAT}", ""
    ),
    _sentence(
        "object",
        rf"^it\s+(?:is|can\s+be|may\s+be)\s+{ADVERBS}(?:seen|clear|evident|visible|shown)\s+{AT},?\s+{_THAT}",
        "",
    ),
    # R shows that X · R shows X
    _title("subject", rf"{_R_FIRST}compares?\s+(?!how|whether|that|what)", r"\g<p> Comparison of "),
    _sentence("subject", rf"{_R_FIRST}(?:{SHOWS}|makes\s+(?:it\s+)?clear)\s+{_THAT}", r"\g<p> "),
    _title(
        "subject",
        rf"{_R_FIRST}(?:{SHOWS}\s+(?:what\s+(?:is|are)\s+(?:\w+ly\s+)?(?=an?\s|the\s))?|(?:is|are)\s+(?=an?\s|the\s))"
        rf"(?!how\b|what\b|why\b|whether\b|{_ASIDE})",
        r"\g<p> ",
    ),
    _title("subject", rf"^{R}\s+consists?\s+of\s+", ""),
    _title("subject", rf"^{R}(?P<p>\s+\([^()]*\))?\s*:\s+", r"\g<p> "),
    _sentence(
        "subject", rf"^(?:the\s+)?(?:results?|data|curves?|plots?)\s+(?:in|of|from)\s+{R}\s+{SHOWS}\s+{_THAT}", ""
    ),
    _sentence("subject", rf"^.{{0,60}}\b(?:is|are)\s+{R},?\s+which\s+{SHOWS}\s+{_THAT}", ""),
    _title("subject", rf"^.{{0,60}}\b(?:is|are)\s+{R},?\s+which\s+{SHOWS}\s+", ""),
    # X is best seen in R, which shows Y
    _title("subject", rf"^.{{0,160}}?\b{BE}\s+{ADVERBS}{SHOWN}\s+{ADVERBS}{AT},\s+which\s+{SHOWS}\s+(?!that\b)", ""),
    _sentence("subject", rf"^(?:this|these|it|that)\b.{{0,40}}{R},?\s+which\s+{SHOWS}\s+{_THAT}", ""),
    _title("subject", rf"^(?:this|these|it|that)\b.{{0,40}}{R},?\s+which\s+{SHOWS}\s+", ""),
    _sentence("object", rf"^(?:this|these|it|that)\b.{{0,40}}{R},?\s+where\s+(?=we\s)", ""),
    # We then look at R, where X
    _sentence(
        "object",
        rf"^(?:(?:we|one|you|let\s+us)\s+)?(?:\w+\s+){{0,3}}?(?:look|turn|refer|point|consider"
        rf"|examine|see|inspect|study)(?:\s+\w+ly)?(?:\s+(?:at|to|in))?\s+{R},\s+(?:where|in\s+which"
        rf"|which\s+{SHOWS}\s+that)\s+",
        "",
    ),
    _sentence(
        "subject",
        rf"^(?:.{{0,200}}?[,:;]\s+)?(?:and\s+|for\s+example,\s+|consider\s+)?{R},?\s+(?:which\s+)?{SHOWS}\s+{_THAT}",
        "",
    ),
    _title(
        "subject",
        rf"^(?:.{{0,200}}?[,:;]\s+)?(?:and\s+|for\s+example,\s+"
        rf"|consider\s+)?{R},?\s+(?:which\s+)?{SHOWS}\s+(?!how\b|what\b|why\b|whether\b|{_ASIDE})",
        "",
    ),
    # X is shown in R
    _sentence("object", _PASSIVE, _clause_before),
    _title("object", _PASSIVE, _subject_of_passive),
    # We plot in R that X · We plot X in R
    _sentence("object", rf"^we\s+{ADVERBS}{SHOW}\s+(?:{AT}\s+)?{_THAT}(?=.*{OPEN})", ""),
    _title("object", rf"^we\s+{ADVERBS}{SHOW}\s+{AT}\s+(?!how\b|what\b|why\b|whether\b)", ""),
    _title("object", rf"^we\s+{ADVERBS}{SHOW}\s+(?!how\b|what\b|why\b|whether\b)(?=[^,;]*{OPEN})", ""),
    # Consider X, shown in R · … : this is Y
    _title(
        "object",
        rf"^(?:[^,;]{{0,60}},\s+)?(?:let\s+us\s+|we\s+)?(?:now\s+|also\s+)?consider\s+[^,;:]*{R}:\s+(?:this|these"
        r"|it|they)\s+(?:is|are)\s+(?=an?\s|the\s)",
        "",
    ),
    _title(
        "object",
        rf"^(?:[^,;]{{0,60}},\s+)?(?:let\s+us\s+|we\s+)?(?:now\s+"
        rf"|also\s+)?consider\s+(?P<x>[^,;:{OPEN}]+?),?\s+(?:(?:which|that)\s+{BE}\s+)?(?:{SHOWN}\s+)?{AT}",
        r"\g<x>",
    ),
    _sentence("object", rf",?\s+(?P<as>as)\s+{R}\s+{ADVERBS}{SHOWS}{_TAIL}(?P<after>,)?", _without_pointer),
    # …, as shown in R, … · … (shown in R) … · the top panel of R
    _sentence("aside", rf",?\s+an?\s+(?:\w+\s+){{1,2}}of\s+which\s+{BE}\s+{ADVERBS}{SHOWN}\s+{ADVERBS}{AT}", ""),
    _sentence(
        "object",
        r"(?P<before>,)?\s+(?:(?:which"
        rf"|that)\s+{BE}\s+)?(?P<as>as\s+)?(?:{BE}\s+)?{ADVERBS}{SHOWN}\s+{ADVERBS}{AT}(?!\s+and\s+\w+ed\b){_TAIL}"
        r"(?P<after>,)?",
        _without_pointer,
    ),
    _sentence(
        "aside",
        r"\s+(?:(?:that|which)\s+)?we\s+(?:ha(?:d|ve)\s+)?(?:already\s+)?(?:seen|saw|discussed|shown|showed"
        rf"|plotted)\s+{AT}",
        "",
    ),
    _title(
        "object",
        rf"^(?:in|on)\s+{R}\s+(?:ist|sind|wird|werden)\s+(?P<x>.+?)\s+{_GEZEIGT}(?P<rest>{_NEBENSATZ})",
        _german_name,
    ),
    _title(
        "object",
        rf"^(?P<x>[^,;:]+?)\s+(?:ist|sind|wird|werden)\s+(?:\w+\s+)?in\s+{R}\s+{_GEZEIGT}(?P<rest>{_NEBENSATZ})",
        r"\g<x>\g<rest>",
    ),
    _title("subject", rf"^(?:die\s+)?{R}\s+{ZEIGT}\s+(?!wie\b|dass\b|was\b)(?P<article>(?:den|einen)\s)?", _nominative),
    # R zeigt, dass X · In R ist zu sehen, dass X · Man sieht in R, dass X · Wie R zeigt, X
    _sentence(
        "subject",
        rf"^(?:die\s+)?{R}\s+(?:(?:{ZEIGT}|verdeutlicht|belegt|bestätigt|demonstriert){_DEUTLICH}"
        rf"|lässt{_DEUTLICH}\s+erkennen|macht{_DEUTLICH}),\s+(?P<word>dass|wie)\s+{_SATZ}",
        _german_clause,
    ),
    _sentence(
        "object",
        rf"^{_IN_ABBILDUNG}\s+(?:ist|wird|geht|lässt\s+sich|zeigt\s+sich|{_MAN_SIEHT}){_DEUTLICH}(?:\s+{_SICHTBAR})?"
        rf",\s+(?P<word>dass|wie)\s+{_SATZ}",
        _german_clause,
    ),
    _sentence(
        "object",
        rf"^(?:man\s+(?:kann|sieht|erkennt)|wir\s+(?:können|sehen|erkennen)){_DEUTLICH}\s+{_IN_ABBILDUNG}{_DEUTLICH}"
        rf"(?:\s+{_SICHTBAR})?,\s+(?P<word>dass|wie)\s+{_SATZ}",
        _german_clause,
    ),
    _sentence(
        "object",
        rf"^wie\s+(?:man\s+)?(?:{_IN_ABBILDUNG}|(?:die\s+)?{R}){_DEUTLICH}\s+(?:{ZEIGT}|verdeutlicht|sieht|erkennt"
        rf"|hervorgeht|{_SICHTBAR})(?:\s+(?:ist|wird|kann))?,\s+(?P<word>){_SATZ}",
        _german_clause,
    ),
    _title(
        "subject",
        rf"^(?:die\s+)?{R}\s+stellt\s+(?P<article>(?:den|einen)\s)?(?P<x>.+?)\s+dar\b",
        lambda m: _nominative(m) + m["x"],
    ),
    _sentence("object", rf"^(?:comme|como|come)\b[^,]{{0,60}}?{R}[^,]{{0,25}}?,\s+", ""),
    _sentence(
        "object",
        rf"^(?:sur|dans|à|en|na|no|in|nella)\s+(?:l[ae]\s+)?{R},?\s+(?=(?:on|nous|se\s+(?:puede|ve|observa"
        r"|aprecia)|si)\b)",
        "",
    ),
    _sentence("object", rf"^(?:on|nous)\s+(?P<see>\w+)\s+(?:sur|dans|à)\s+(?:la\s+)?{R}\s+que\s+", r"on \g<see> que "),
    _sentence("subject", rf"^(?:l[ae]\s+|el\s+|a\s+|il\s+)?{R}\s+{MUESTRA}\s+(?:que|che)\s+", ""),
    _title("subject", rf"^(?:l[ae]\s+|el\s+|a\s+|il\s+)?{R}\s+{MUESTRA}\s+(?!comment\b|cómo\b|come\b|como\b)", ""),
    _title(
        "object",
        rf"\s+(?:se\s+{MUESTRA}|(?:est|sont)\s+{MONTRE}|(?:é|são|está|están)\s+\w+[oa]s?)\s+(?:en|dans|sur|à|na"
        rf"|no)\s+(?:l[ae]\s+)?{R}(?=[^\w]*$)",
        "",
    ),
    _title("object", rf"^(?:en|na)\s+(?:la\s+)?{R},?\s+se\s+{MUESTRA}\s+", ""),
    _title("object", rf"^на\s+{R}\s+(?:показан|изображ[её]н|представлен|приведен|приведён)[аоы]?\s+", ""),
    _title("subject", rf"^{R}\s*(?:展示|显示|给出|描述)了?\s*", ""),
    _sentence("object", rf"^如\s*{R}\s*所示[，,]\s*", ""),
    # In the top panel of R, we show X
    _sentence(
        "subject",
        rf"^in\s+(?P<x>{_PANEL})\s+(?:of|in)\s+{R},?\s+we\s+{ADVERBS}{SHOW}\s+(?!how\b|what\b|why\b|whether\b|that\b)",
        r"\g<x> shows ",
    ),
    # The top panel of R shows X · X is shown in the top panel of R
    _sentence("subject", rf"^(?P<x>{_PANEL})\s+(?:of|in)\s+{R}(?=\s+{ADVERBS}{SHOWS}\s)", r"\g<x>"),
    _sentence(
        "object", rf"(?P<x>\s{BE}\s+{ADVERBS}{SHOWN}\s+{ADVERBS}(?:in|on)\s+{_PANEL})\s+(?:of|in)\s+{R}", r"\g<x>"
    ),
    # The system in R consists of X
    _sentence(
        "subject",
        rf"^(?P<x>(?:the|an?|each|both|all|der|die|das|les?|la|el|los|las|os?|as?)\s+(?:(?!(?:{AUXILIARY}|{SHOWS})\b)"
        rf"[^\s,;:()]+\s+){{1,6}}?)(?:in|of|from|on|aus|auf|von|dans|sur|de|en|em|na)\s+(?:der\s+|la\s+)?{R}\s+"
        r"(?=[^\W\d_])",
        r"\g<x>",
    ),
    _sentence(
        "aside",
        rf"\s+(?:in|of|from|on|at|within|by|aus|auf|von|dans|sur|de|à|en|em|na|su|на|в)\s+(?:der\s+|la\s+)?{R}",
        "",
    ),
)

_WE_SHOW_THAT = re.compile(rf"^(?P<p>\([^()]*\)\s+)?we\s+{ADVERBS}{SHOW}\s+{_THAT}", re.IGNORECASE)
_SHOWN_BEHIND = (
    (re.compile(r"^we\s+(?:\w+ly\s+|also\s+)?compare\s+(?!how|whether|that|what)", re.IGNORECASE), "Comparison of "),
    (
        re.compile(rf"^(?P<p>\([^()]*\)\s+)?we\s+{ADVERBS}{SHOW}\s+(?!how\b|what\b|why\b|whether\b)", re.IGNORECASE),
        r"\g<p>",
    ),
    (
        re.compile(
            rf"^(?P<x>(?:(?!(?x:{FINITE.pattern})).)+?)\s+{BE}\s+{ADVERBS}(?:shown|plotted|illustrated|depicted"
            r"|presented|displayed)"
            r"(?P<rest>(?:\s+(?:for|as|with|where|against|together|along)\b.*|,.*|\.?)$)",
            re.IGNORECASE,
        ),
        r"\g<x>\g<rest>",
    ),
)


def shown(text: str) -> tuple[str, bool]:
    """Return what is shown, of "we plot X" or "X is plotted for all k" that stood behind "In Figure 3,", and whether it
    is a title."""
    if (without := _WE_SHOW_THAT.sub(lambda match: match["p"] or "", text)) != text:
        return without, False
    for pattern, replacement in _SHOWN_BEHIND:
        match = pattern.match(text)
        if match:
            return match.expand(replacement) + text[match.end() :], True
    return text, False
