"""How papers point at their figures: the patterns that the compression rules are made of.

In a text under work every reference to the target stands as one token, `OPEN letters CLOSE`, where the letters are the panels it
names; both marks are Unicode noncharacters, which no paper contains.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

OPEN, CLOSE = "\ufdd0", "\ufdd1"
TOKEN = re.compile(f"{OPEN}([A-Za-z]*){CLOSE}")

# How a sentence names the figure: it is about it (subject), a thing is shown there (object), or in passing (aside).
Role = Literal["subject", "object", "aside"]

SEE = r"(?:(?:see|cf\.?|siehe|s\.|vgl\.|voir|véase|ver|vedi|см\.)(?:\s+(?:also|e\.g\.,?|auch|aussi|también))?)"
_R = rf"(?:the\s+)?{OPEN}[A-Za-z]*{CLOSE}"
_AT = rf"(?:in|on|by|from|at)\s+{_R}"
_ADVERBS = r"(?:(?:\w+ly|also|now|then|again|first|further|thus|hence|here|below|above|instead)\s+)*"
_BE = r"(?:is|are|was|were|has\s+been|have\s+been|can\s+be|may\s+be|will\s+be)"
_SHOW = (
    r"(?:show|plot|illustrate|depict|present|display|give|demonstrate|provide|visuali[sz]e|describe|detail|highlight|reveal|indicate|"
    r"confirm|suggest|represent|outline|report|contain|include|list|draw|sketch|summari[sz]e)"
)
_SHOWS = rf"(?:{_SHOW}(?:e?s)?|exemplifies|shows\s+us)"
_SHOWN = (
    r"(?:shown|plotted|illustrated|depicted|presented|displayed|given|demonstrated|provided|visuali[sz]ed|described|detailed|"
    r"highlighted|represented|outlined|reported|summari[sz]ed|seen|found|listed|drawn|sketched|pictured|observed|reproduced|visible|schemati[sz]ed|exemplified|documented|tabulated)"
)
_SEE = r"(?:see|observe|notice|note|find|found|show|showed|demonstrate|report|conclude|observed|recogni[sz]e)"
_ZEIGT = r"(?:zeigt|zeigen|illustriert|veranschaulicht|visualisiert|beschreibt)"
_GEZEIGT = r"(?:dargestellt|gezeigt|abgebildet|illustriert|veranschaulicht|aufgeführt|skizziert|zu\s+sehen|zu\s+finden)"
_MUESTRA = (
    r"(?:montre|montrent|présente|présentent|illustre|illustrent|représente|muestra|muestran|presenta|presentan|ilustra|ilustran|"
    r"representa|mostra|mostram|apresenta|apresentam|mostrano|illustra|illustrano|riporta)"
)
_MONTRE = r"(?:re)?(?:présenté|montré|illustré|donné|tracé|affiché)e?s?"

CONNECTIVE = re.compile(
    r"(?:however|moreover|furthermore|additionally|also|finally|then|thus|therefore|hence|here|indeed|interestingly|next|first|firstly|"
    r"second|secondly|third|thirdly|lastly|similarly|likewise|consequently|accordingly|specifically|notably|importantly|nevertheless|"
    r"nonetheless|instead|meanwhile|besides|clearly|obviously|of\s+course|in\s+addition|in\s+particular|in\s+contrast|in\s+general|"
    r"in\s+fact|in\s+summary|in\s+short|in\s+other\s+words|by\s+contrast|as\s+a\s+result|as\s+an\s+example|as\s+expected|as\s+such|"
    r"for\s+example|for\s+instance|for\s+comparison|for\s+completeness|to\s+this\s+end|to\s+illustrate\s+this|on\s+the\s+other\s+hand|"
    r"as\s+an?\s+[^,.]{0,30}example|to\s+(?:illustrate|see|show)\s+this|as\s+(?:previously|already)\s+\w+ed|as\s+(?:discussed|mentioned|noted|described)\s+(?:above|before|earlier|previously)|"
    r"(?:in|on|for|with)\s+(?:this|our|the\s+above)(?:\s+\w+)?\s+(?:example|experiment|figure|plot|simulation|test)|in\s+(?:agreement|line|accord|accordance)\s+with\s+[^,]{1,60}(?=,)|"
    r"again|and|but|so|yet|außerdem|dabei|hierbei|zudem|ainsi|además|también|além\s+disso),?\s+(?!of\b)",
    re.IGNORECASE,
)
# Nothing that ends on one of these is a whole clause, and nothing that is only these says anything.
LOOSE_END = re.compile(
    r"(?:^|\s)(?:is|are|was|were|be|been|the|a|an|of|in|on|at|by|from|for|to|as|and|or|but|while|with|than|into|via|between|where|that|which|we|see|"
    r"can|also|shown|seen|ist|sind|wird|der|die|das|und|von|et|le|la|les|de|du|el|los|y|e|o)[.,;:]*$",
    re.IGNORECASE,
)
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|may|will|would|does|do|did|we|shows?|showed|uses?|used|gives?|gave|leads?)\b",
    re.IGNORECASE,
)

# What a phrase may not end on once its pointer is gone.
_UNFINISHED = re.compile(r"\b(?:that|those|one|ones|like|than|of|from|by|to|with|is|are|and|as)\s*$", re.IGNORECASE)
_PRONOUN = re.compile(
    r"(?:this|these|that|those|it|they|an?\s+(?:\w+\s+)?example(?:\s+of\s+th(?:is|ese))?)", re.IGNORECASE
)

Replacement = str | Callable[[re.Match[str]], str]


def _begins_word(character: str) -> bool:
    return character.isalnum() or character in {"\\", "$", "{"}


def apart(match: re.Match[str], left: str) -> str:
    """Return what is left of a match; a space when nothing is and two words would run together."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    joined = _begins_word(after) and before and before not in " ~(["
    return " " if joined and not left else left


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of pointing at the figure, and what is left of the text without it."""

    role: Role
    pattern: re.Pattern[str]
    replacement: Replacement

    def apply(self, text: str) -> str:
        """Return the text without the pointer; words on both sides of it stay apart."""
        return self.pattern.sub(self._instead, text)

    def _instead(self, match: re.Match[str]) -> str:
        if _UNFINISHED.search(
            match.string[: match.start()]
        ):  # "like that shown in Fig. 3 is typical" keeps its pointer
            return match.group()
        return apart(
            match, match.expand(self.replacement) if isinstance(self.replacement, str) else self.replacement(match)
        )


def _rule(role: Role, pattern: str, replacement: Replacement) -> Rule:
    return Rule(role, re.compile(pattern, re.IGNORECASE), replacement)


def _subject_of_passive(match: re.Match[str]) -> str:
    """Return "X for all k" of "X is shown in Figure 3 for all k", or the clause before when X is only "and the results"."""
    subject, rest = match["x"], match["rest"] or ""
    clause, _, pronoun = subject.rpartition("; ")
    if clause and _PRONOUN.fullmatch(pronoun):
        return f"{clause}."
    if re.search(r"\b(?:which|that)$", subject):  # a relative clause, which a later rule drops
        return match.group()
    if _PRONOUN.fullmatch(subject):  # what it stands for is in the sentence before
        return match.group()
    if FINITE.search(subject):
        clauses = re.split(r"[,;]\s+(?:and|but|while|whereas)\s+|;\s+|,\s+|\s+and\s+(?=the\s)", subject)
        if FINITE.search(clauses[-1]):
            return match.group()
        before = subject[: len(subject) - len(clauses[-1])]
        if len(clauses[-1].split()) < 4 or _PRONOUN.fullmatch(clauses[-1]):
            return re.sub(r"[\s,;]+(?:and|but|while|whereas)?\s*$", "", before) + "."
        subject = clauses[-1]
    rest = re.sub(r"^,?\s+respectively\b", "", rest)
    if re.match(r",?\s+(?:and|but|while|whereas)\s", rest, re.IGNORECASE):
        rest = "."
    return f"{subject} {rest}" if _begins_word(rest[:1]) else subject + rest


def _nominative(match: re.Match[str]) -> str:
    """Return the article that a German object has once it stands alone: "zeigt den Aufbau" leaves "der Aufbau"."""
    return {"den": "der ", "einen": "ein "}.get((match["article"] or "").strip().lower(), "")


# Tried in this order, each once on what the ones before have left. "(left)" after a reference is kept.
RULES = (
    _rule("aside", rf"[,;]?\s+{SEE}\s+{_R}", ""),
    # As can be seen in R, X · In R, X
    _rule("object", rf"^as\b[^,]{{0,60}}?{_R}(?:\s+\([^()]*\))?[^,]{{0,25}}?,\s+", ""),
    _rule(
        "object",
        rf"^(?:looking\s+at|considering|according\s+to|from|with)\s+{_R}(?P<p>\s+\([^()]*\))?\s*,\s+",
        r"\g<p> ",
    ),
    _rule(
        "object",
        rf"^(?:from|in|on)\s+{_R}(?P<p>\s+\([^()]*\))?\s*,?\s+(?=(?:we|one|you|it|the|an?|there)\b)",
        r"\g<p> ",
    ),
    _rule("object", rf"^(?:in|on)\s+{_R}(?P<p>\s+\([^()]*\))?\s*,\s+", r"\g<p> "),
    _rule("object", rf"^(?:in|on)\s+{_R}\s+{_BE}\s+{_SHOWN}\s+", ""),
    _rule("object", rf"^{_SHOWN}\s+{_ADVERBS}{_AT}\s+{_BE}\s+", ""),
    # One sees from R that X
    _rule("object", rf"^(?:we|one|you)\s+(?:can\s+|may\s+)?{_ADVERBS}{_SEE}\s+{_AT}\s+that\s+", ""),
    _rule("object", rf"^it\s+(?:is|can\s+be)\s+{_ADVERBS}(?:seen|clear|evident|visible|shown)\s+{_AT}\s+that\s+", ""),
    # R shows that X
    _rule(
        "subject",
        rf"^{_R}(?P<p>\s+\([^()]*\))?,?\s+{_ADVERBS}compares?\s+(?!how|whether|that|what)",
        r"\g<p> Comparison of ",
    ),
    _rule(
        "subject",
        rf"^{_R}(?P<p>\s+\([^()]*\))?,?\s+{_ADVERBS}(?:{_SHOWS}\s+(?:that\s+)?|(?:is|are)\s+(?=an?\s|the\s))",
        r"\g<p> ",
    ),
    _rule("subject", rf"^{_R}(?P<p>\s+\([^()]*\))?\s*:\s+", r"\g<p> "),
    _rule("subject", rf"^(?:the\s+)?(?:results?|data|curves?)\s+(?:in|of)\s+{_R}\s+{_SHOWS}\s+that\s+", ""),
    _rule("subject", rf"^.{{0,60}}\b(?:is|are)\s+{_R},?\s+which\s+{_SHOWS}\s+(?:that\s+)?", ""),
    _rule("subject", rf"^(?:this|these|it|that)\b.{{0,40}}{_R},?\s+which\s+{_SHOWS}\s+(?:that\s+)?", ""),
    _rule("object", rf"^(?:this|these|it|that)\b.{{0,40}}{_R},?\s+where\s+(?=we\s)", ""),
    _rule(
        "subject",
        rf"^(?:.{{0,200}}?[,:;]\s+)?(?:and\s+|for\s+example,\s+|consider\s+)?{_R},?\s+(?:which\s+)?{_SHOWS}\s+(?:that\s+)?",
        "",
    ),
    # X is shown in R
    _rule(
        "object",
        rf"^(?P<x>(?:(?!{OPEN}).)+?),?\s+{_BE}\s+{_ADVERBS}{_SHOWN}\s+{_ADVERBS}{_AT}(?P<rest>.*)$",
        _subject_of_passive,
    ),
    # We plot X in R
    _rule("object", rf"^we\s+{_ADVERBS}{_SHOW}\s+(?:{_AT}\s+)?(?:that\s+)?(?=.*{OPEN})", ""),
    _rule("object", rf",?\s+as\s+{_R}\s+{_ADVERBS}{_SHOWS}(?P<after>,)?", r"\g<after>"),
    # …, as shown in R, … · … (shown in R) … · the top panel of R
    _rule(
        "object",
        rf"(?P<before>,)?\s+(?:(?:an?\s+\w+\s+of\s+)?(?:which|that)\s+{_BE}\s+)?(?:as\s+)?(?:{_BE}\s+)?{_ADVERBS}{_SHOWN}\s+{_ADVERBS}{_AT}(?P<after>,)?",
        lambda m: m["after"] or "" if not m["before"] else "",
    ),
    _rule("object", rf"^(?:in|on)\s+{_R}\s+(?:ist|sind|wird|werden)\s+(?P<x>.+?)\s+{_GEZEIGT}", r"\g<x>"),
    _rule("object", rf"^(?P<x>.+?)\s+(?:ist|sind|wird|werden)\s+(?:\w+\s+)?in\s+{_R}\s+{_GEZEIGT}", r"\g<x>"),
    _rule("subject", rf"^(?:die\s+)?{_R}\s+{_ZEIGT}\s+(?P<article>(?:den|einen)\s)?", _nominative),
    _rule("subject", rf"^(?:die\s+)?{_R}\s+stellt\s+(?P<x>.+?)\s+dar\b", r"\g<x>"),
    _rule("subject", rf"^(?:l[ae]\s+|el\s+|a\s+|il\s+)?{_R}\s+{_MUESTRA}\s+(?:que\s+|che\s+)?", ""),
    _rule(
        "object", rf"\s+(?:se\s+{_MUESTRA}|(?:est|sont)\s+{_MONTRE})\s+(?:en|dans|sur|à|na|no)\s+(?:l[ae]\s+)?{_R}", ""
    ),
    _rule("object", rf"^на\s+{_R}\s+(?:показан|изображ[её]н|представлен|приведен|приведён)[аоы]?\s+", ""),
    _rule("subject", rf"^{_R}\s*(?:展示|显示|给出|描述)了?\s*", ""),
    _rule("object", rf"^如\s*{_R}\s*所示[，,]\s*", ""),
    _rule(
        "aside",
        rf"\s+(?:in|of|from|on|at|within|by|aus|auf|von|dans|sur|de|à|en|em|na|su|на|в)\s+(?:der\s+|la\s+)?{_R}",
        "",
    ),
)

# What is left in front once the pointer is gone. These cut nothing that the sentence says of the figure.
ATTRIBUTIONS = (
    re.compile(
        rf"^(?:we|one|you|the\s+reader)\s+(?:(?:can|could|may|might|should)\s+)?{_ADVERBS}{_SEE}\s+{_ADVERBS}(?:here\s+)?that,?\s+",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^it\s+(?:is|can\s+be|may\s+be|should\s+be|becomes|was)\s+{_ADVERBS}"
        r"(?:seen|observed|noted|noticed|clear|evident|apparent|obvious|visible|shown|found|worth\s+noting)\s+that,?\s+",
        re.IGNORECASE,
    ),
    re.compile(r"^(?:let\s+us\s+)?consider\s+(?=the\s|an?\s)", re.IGNORECASE),
    re.compile(r"^it\s+is\s+(?:also\s+)?(?:important|interesting)\s+(?:to\s+note\s+)?that,?\s+", re.IGNORECASE),
    re.compile(r"^the\s+(?:key|main|important)\s+\w+\s+(?:here\s+)?is\s+that\s+", re.IGNORECASE),
    re.compile(r"^(?:an?|one)\s+(?:\w+\s+)?example\s+of\s+th(?:is|ese):\s+", re.IGNORECASE),
    re.compile(r"^\(?(?:\d+|[ivx]+)\)\s+"),
    re.compile(r"^(?:the\s+)?(?:equivalent|corresponding|resulting)\s+", re.IGNORECASE),
    re.compile(r"^(?:note|notice|observe|recall)\s+(?:also\s+)?that,?\s+", re.IGNORECASE),
)
# After "In Figure 3," and the like: "we plot X", "X is shown".
WE_SHOW = re.compile(rf"^(?P<p>\([^()]*\)\s+)?we\s+{_ADVERBS}{_SHOW}\s+(?:that\s+)?", re.IGNORECASE)
IS_SHOWN = re.compile(
    rf"^(?P<x>(?:(?!{FINITE.pattern}).)+?)\s+{_BE}\s+{_ADVERBS}(?:shown|plotted|illustrated|depicted|presented|displayed)(?P<rest>(?:\s+(?:for|as|with|where|against|together|along)\b.*|,.*|\.?)$)",
    re.IGNORECASE,
)
COMPARE = re.compile(r"^we\s+(?:\w+ly\s+|also\s+)?compare\s+(?!how|whether|that|what)", re.IGNORECASE)
