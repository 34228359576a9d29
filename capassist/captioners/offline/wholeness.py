"""Whether what the rules left of a sentence can be read alone: a clause with a verb, or a noun phrase for a title.

No parser, but the ways in which sentences of papers fall apart when a pointer is cut out of them. What is English only looks at
English; a sentence of another language passes unless it leans on what stands before it.
"""

import re

_VERBS = (
    "show|illustrate|depict|present|display|indicate|represent|correspond|denote|compare|mark|give|contain|demonstrate|plot|describe|"
    "suggest|reveal|highlight|increase|decrease|grow|drop|fall|rise|reach|remain|become|depend|follow|yield|produce|lead|provide|use|"
    "consist|include|occur|appear|seem|tend|vary|differ|improve|reduce|exhibit|require|allow|make|take|need|lie|move|work|perform|converge|"
    "agree|match|exceed|outperform|change|result|cause|help|apply|enable|form|hold|win|miss|mean|predict|explain|support|measure|find|arise|decay|stay"
)
_IRREGULAR = (
    "is|are|was|were|has|have|had|can|could|may|might|must|will|would|shall|should|does|do|did|cannot|gave|led|took|became|fell|rose|"
    "grew|began|made|held|lay|went|found|saw"
)
_FINITE = re.compile(
    rf"\b(?:{_IRREGULAR}|(?:{_VERBS})(?:e?s)?|we|\w+ed\s+(?:the|an?|to|from|that|by))\b", re.IGNORECASE
)
_CERTAIN = re.compile(rf"\b(?:{_IRREGULAR}|we|(?:{_VERBS})e?s)\b", re.IGNORECASE)
_RELATIVE = re.compile(r",?\s+(?:which|that|who|where|when|while|if|because|as|since)\b[^,;]*", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|of|and|are|with|that|an|this|these|for|from|by)\b", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")

# Openings of what was addressed to the reader of the text, asks, or plans.
_TALKING = re.compile(
    r"^(?:assume|suppose|consider|let|imagine|recall|see|compare|note|choose|avoid|keep|try|move|go|look|take|turn|now\s+that|once\s+you|"
    r"what|why|how|who|which|whose|whether|that|in\s+short\b.*\bmight\b)\b|\byou(?:r|'ll|’ll)?\b|\?$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"^(?:of|in|on|at|by|for|from|to|with|without|after|before|during|through|under|over|within|between|due|based|like|as|than|and|or|but|because)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    r"^(?:this|these|those|that|it|they|we|one|there|the\s+(?:one|ones|latter|former|same))\s*(?:[,.;:]|where\b|which\b|whose\b|with\b|for\b|and\b|in\b)|"
    r"[,;]\s+(?:an?|one)\s+(?:\w+\s+)?example(?:\s+of\s+this)?\.?$|\b(?:the|an?|of|and|or|with|is|are|than)\s*[.,;:]?$|"
    r"\b(?:the|an?)\s+(?:of|in|and|is|are|for|with|to|from)\b",
    re.IGNORECASE,
)
# Words whose meaning stands in the sentence before.
_LEANING_OPENING = re.compile(
    r"^\(?(?:(?:\w+ing|up\s+to|at|in|from|for|by|with|to|on|of|as|under|after|converted\s+to|due\s+to|because\s+of|despite|besides|unlike)\s+"
    r"(?:(?:all|each|both|one|some|none|the\s+(?:case|result)s?)\s+(?:of\s+)?)?(?:this|these|that|those|such|both|them|it|its|their)\b|"
    r"(?:it|its|this|these|they|their|those|such|he|she|both|each|neither|either|others?|the\s+(?:latter|former|same|above|other|others|equivalent|corresponding|resulting|second|third|rest|remaining)|that|there(?=fore)|"
    r"otherwise|doing\s+so|one\s+(?:such|example)|an?\s+(?:\w+\s+)?example\s+of\s+(?:this|these|such|the\s+(?:former|latter))|similar\s+\w+|"
    r"dies|diese[rsnm]?|sie|es|dabei|er|cela|ceci|ces?|cette|ils?|elles?|esto|estos?|estas?|ellos|isso|este|quest[oaie])\b)",
    re.IGNORECASE,
)
_LEANING_INSIDE = re.compile(
    r"\b(?:such\s+an?|the\s+(?:latter|former|ones?)|in\s+both\s+cases|like\s+that|this(?=[.,;])|(?:of|for|from|by|to|with)\s+(?:this|these|those)\s+(?:shows?|is|are|was|we|can)|anterior(?:es)?|d[ei]es(?:e[rsnm]?)?\s+\w+)\b(?!\s+(?:of|in|with|that|for|who|where)\b)",
    re.IGNORECASE,
)
_LEANING_TITLE = re.compile(
    r"\b(?:this|these|those|such|its|their|both(?!\s+\w+s\b)|former|latter|same|equivalent|them|it)\b", re.IGNORECASE
)
_SHORT_TITLE = 9  # words up to which "its" in a title has nothing to refer to


def is_title(plain: str) -> bool:
    """Tell whether an English text has no verb of a main clause: a noun phrase, which may head a caption."""
    bare = _RELATIVE.sub("", _PARENTHESIS.sub("", plain))
    return bool(_ENGLISH.search(bare)) and not _CERTAIN.search(bare)


def is_whole(plain: str) -> bool:
    """Tell whether a text can be read as a clause or a title."""
    bare = _PARENTHESIS.sub("", plain).strip(" .")
    if not bare or _TALKING.search(plain) or _BROKEN.search(bare):
        return False
    if _ENGLISH.search(bare) and not _FINITE.search(bare):
        return not _PREPOSITION.match(bare)
    return True


def leans(plain: str) -> bool:
    """Tell whether a text needs the sentence before it: "This effect …", "the latter", "in both cases"."""
    if _LEANING_OPENING.match(plain) or _LEANING_INSIDE.search(plain):
        return True
    return is_title(plain) and len(plain.split()) <= _SHORT_TITLE and bool(_LEANING_TITLE.search(plain))
