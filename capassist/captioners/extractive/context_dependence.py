"""Whether a text needs the sentence before it: words whose meaning stands there, and words that point elsewhere in the
paper.

These words are a closed class in every language: the demonstratives and pronouns, not the verbs and nouns of a field.
"""

import re

# "This effect …", "In these cases …", "Its length …": the first words stand for something said before.
_OPENING = re.compile(
    r"""
      ^\W*(?:(?:using|given|with|in|at|from|for|by|to|on|of|as|under|after|before|despite|besides|beyond
        |above|below|within|behind|between|among|unlike|since|because\s+of|due\s+to|up\s+to|based\s+on
        |\w+ing)\s+(?:(?:all|each|both|one|some|none|most|many|the\s+\w+)\s+(?:of\s+)?)?)?(?:this|these
        |that(?!\s+the\b)|those|such|them|it|its|their|they|he|she|his|her|er|dies(?:e[rsnm]?)?
        |jene[rsnm]?|sie|ihre?[rsnm]?|cela|ceci|cet(?:te)?|ces?|ils?|elles?|leurs?|est[oea]s?(?=\s+\w)
        |es[oea]s?|ellos|ellas|isso|isto|quest[oaie]|ess[oaie])\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "The latter …", "Another one …", "Therefore …": they go on from the sentence before.
_RELATIVE_TO_BEFORE = re.compile(
    r"""
      ^\W*(?:dabei|hierbei|außerdem|zudem|ferner|schließlich|jedoch|dadurch|daher|dagegen|somit
        |zum\s+beispiel|otherwise|doing\s+so|so|another|an?\s+(?:similar|second|further|different
        |alternative)|similar|the\s+(?:same|latter|former|above|others?|rest|remaining|resulting
        |corresponding|equivalent|opposite|reverse|second|third|next)|both\s+(?:of|are|were|have|cases)
        |each\s+of\s+(?:these|them)|neither|either|in\s+both|in\s+(?:either|each|any)\s+case
        |one\s+(?:such|example|of\s+th)|an?\s+(?:\w+\s+)?example\s+(?:of\s+(?:this|these|such
        |the\s+(?:former|latter))|is)|others?|some\s+of\s+th|most\s+of\s+th|there(?=fore)
        |because\s+\w+\s+is|the\s+(?:\w+\s+){0,2}(?:effect|result|reason|consequence)\s+(?:is|was)\b)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "As a result, the errors are small": where what the sentence before says holds. "For example, by its width it is old":
# perhaps of what nobody should do.
_EXAMPLE = (
    r"(?:for\s+(?:example|instance)|as\s+an\s+example|zum\s+beispiel|par\s+exemple|por\s+(?:ejemplo|exemplo)"
    r"|(?:per|ad)\s+esempio)\b(?!\s+of\b)"
)
_GIVES_EXAMPLE = re.compile(rf"^\W*{_EXAMPLE}", re.IGNORECASE)
_CONCLUDES = re.compile(
    rf"""
      ^\W*(?:and\s+|but\s+)?(?:{_EXAMPLE}|(?:(?:as\s+a|in)\s+(?:result|consequence)|consequently|accordingly|therefore
        |thus|hence|otherwise|then|in\s+(?:that|this|which)\s+case|folglich|deshalb|deswegen|demnach|par\s+conséquent
        |donc|ainsi|por\s+(?:lo\s+)?tanto|por\s+conseguinte|quindi)\b(?!\s+of\b))
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "this model", "such a limit", and not "this model of the tank", which says what it is.
_DEMONSTRATIVE = re.compile(
    r"""
      \b(?:this|these|such\s+an?|such(?!\s+(?:as|that))|dies(?:e[rsnm]?)|cette
        |ces)\s+(?P<noun>[^\W\d_]++(?:\s+(?!(?:of|that|which|for)\b)[^\W\d_]+)?+)(?!\s+(?:of|that|which
        |for)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OF_THE_PAPER = re.compile(
    r"""
      ^(?:paper|work|study|article|figure|panel|section|manuscript|thesis|letter|arbeit|abbildung|figure
        |article)s?\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SUBJECT_WORDS = 8  # what "this model" stands for further back is often clear from the rest of the caption
_SAME_WORD = 5  # letters that two forms of a word share
_LATTER = re.compile(r"\b(?:the\s+(?:latter|former)|like\s+that|letztere[rsnm]?)\b", re.IGNORECASE)
# "a model of this structure", not "in this case": what stands for nothing in particular needs the sentence before.
_POINTING_BACK = re.compile(
    r"""
      (?<=\s)(?P<before>(?:of|from|for|in|on|with|to|by|at|over|under|between|using
        |[a-z]+ing)\s+)(?P<which>th(?:is|ese))(?=\s+(?P<noun>(?!(?:paper|work|study|article|figure
        |section|case|situation|way|context|respect|regard|point|fact|reason|end|purpose|effect)s?\b
        |(?:of|is|are|we|can|was|were|that|which)\b)[^\W\d_]{3,}))
    """,
    re.VERBOSE,
)
_POINTING_HEAD = re.compile(
    r"^(?P<which>Th(?:is|ese))(?=\s+(?:[^\W\d_]{3,}\s+)?(?P<noun>[^\W\d_]{3,})\s+(?:of|for|between)\s)"
)
# "The three parts" are three that were named before, "the three parts of the pump" or "the two red lines" are not.
_COUNTED = re.compile(
    r"""
      ^(?P<which>(?:The|Die|Les|L[oa]s)\s+(?:two|three|four|five|six|seven|eight|beiden|zwei|drei|vier|fünf|sechs|deux
        |trois|quatre|cinq|dos|tres|cuatro|cinco))\s+(?P<noun>[^\W\d_]{3,}+)
      (?!\s+(?:of|from|for|in|that|which|des|der|von|aus|de|du|d['’])\b)
    """,
    re.VERBOSE,
)
_SEEN = re.compile(
    r"(?:lines?|curves?|panels?|plots?|figures?|graphs?|rows?|columns?|colou?rs?|points?|dots?|bars?|images?|boxes"
    r"|arrows?|axes|Linien|Kurven|Bilder|Teilbilder|Farben|Punkte|Balken|Diagramme|Abbildungen|Pfeile)",
    re.IGNORECASE,
)
_SUCH = re.compile(r"(?<=\sof\s)(?P<which>such)\s+(?=(?P<noun>an?\s+(?:[\w-]+\s+)?[^\W\d_]{3,}))")
# "The size of these is …", "… they are …": nothing says which.
_BARE = re.compile(
    r"""
      ^(?:[^,.;]*?)\b(?:of|for|from|by|to|with)\s+(?:this|these|those)\s+(?:is|are|was|were|we|can
        |shows?)\b
    | ^[^,.;]*?\s(?:these|those|they)\s+(?:are|were|have|can|may|consist|include|show|give|become)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_POSSESSIVE_TITLE = re.compile(r"^\W*(?:\S+\s+){1,2}(?:in|of|for|with|on|at|by|from)\s+(?:its|their)\b", re.IGNORECASE)
# "as discussed above", "the following section": the reader of a caption has no other place.
_ELSEWHERE = re.compile(
    r"""
      \b(?:above|below|earlier|previously|so\s+far)\s*(?:[.,;)]|$)
    | \b(?:as\s+follows|following\s+(?:section|subsection|paragraph|text|discussion|example|code|listing|snippet
        |commands?|program|session)|(?:previous|next
        |last|preceding)\s+(?:section|subsection|chapter|paragraph|example|equation)|mentioned
        |beyond\s+the\s+scope|future\s+work|left\s+for|aforementioned|in\s+this\s+(?:section|subsection|chapter)|(?:have
        |we)\s+(?:already\s+)?(?:discussed|seen|saw|introduced)|(?:oben|unten)\b
        |\bl[oa]s?\s+del?\s+(?:la\s+)?anterior|ci-dessus|ci-dessous)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def definite(text: str, *, title: bool) -> tuple[str, tuple[str, ...]]:
    """Return a text with "the" where it points back from within, and what pointed: "a model of this structure" is of
    "the structure". What points back by its number stays: "the three parts".

    In a title also "This imprint of the window" is "The imprint of the window", and "of such a limit" is "of a limit".
    """
    back = [*_POINTING_BACK.finditer(text), *(_POINTING_HEAD.finditer(text) if title else ())]
    text = _POINTING_BACK.sub(r"\g<before>the", text)
    if title:
        back += _SUCH.finditer(text)
        text = _SUCH.sub("", _POINTING_HEAD.sub("The", text))
    counted = [match] if (match := _COUNTED.match(text)) and not _SEEN.fullmatch(match["noun"]) else []
    return text, tuple(f"{match['which']} {match['noun']}" for match in (*back, *counted))


def depends_on_context(plain: str, *, title: bool = False) -> bool:
    """Tell whether a text needs the sentence before it: "This effect …", "the latter", "Milestones in its history"."""
    near = " ".join(plain.split()[:_SUBJECT_WORDS])
    if _OPENING.match(plain) or _RELATIVE_TO_BEFORE.match(plain) or _LATTER.search(near) or _BARE.match(plain):
        return True
    return any(_unnamed(near, match) for match in _DEMONSTRATIVE.finditer(near)) or (
        title and bool(_POSSESSIVE_TITLE.match(plain))
    )


def follows_from_before(sentence: str, *, names_figure: bool) -> bool:
    """Tell whether a sentence concludes from the one before, or gives an example of it: it may hold for that alone. One
    that names the figure, if only in passing, draws its conclusions from that."""
    return bool((_GIVES_EXAMPLE if names_figure else _CONCLUDES).match(sentence))


def points_elsewhere(plain: str) -> bool:
    """Tell whether a text sends its reader to another place of the paper: "as discussed above", "as follows"."""
    return bool(_ELSEWHERE.search(plain))


def _unnamed(plain: str, match: re.Match[str]) -> bool:
    """Tell whether the noun after "this" was not named before in the text."""
    if _OF_THE_PAPER.match(match["noun"]):
        return False
    before = {word[:_SAME_WORD].lower() for word in re.findall(r"[^\W\d_]{3,}", plain[: match.start()])}
    return not any(word[:_SAME_WORD].lower() in before for word in match["noun"].split())
