"""How captions name the panels of a figure: by letters, "(a)", and by places, "left:"."""

import re

LETTERS = "abcdefghijklmnopqrstuvwxyz"
# "(a)", "(a,b)", "(a–c)", "(a) and", "\textbf{a}", "a)", "A:" at the beginning of a sentence.
_NAMED = re.compile(
    r"\(\s*([a-zA-Z](?:\s*(?:,|and|&|;|/|-|–|to)+\s*[a-zA-Z])*)\s*\)"
    r"|(?:^|[.;:,]\s+|\band\s+)([a-zA-Z](?:\s*(?:,|--?|–)\s*[a-zA-Z])*)(?:\)|:|\.(?=\s[A-Z]))"
    r"|\b[Pp]anels?\s+\(?([a-zA-Z](?:\s*(?:,|and|-|–|to)+\s*[a-zA-Z])*)(?![a-zA-Z])"
)
_BOLD = re.compile(
    r"\\textbf\s*\{\s*\(?([a-zA-Z](?:\s*(?:,|and|-|–)+\s*[a-zA-Z])*)\)?\s*[.:,|]?\s*\}"
    r"|\{\\bf(?:series)?\s+\(?([a-zA-Z])\)?[.:,]?\s*\}"
)

_RANGE = re.compile(r"\(([a-zA-Z])\)\s*(?:--?|–|to|through)\s*\(([a-zA-Z])\)")  # "(a)–(d)"


def named_panels(plain: str, latex: str = "") -> set[str]:
    """Return the letters, in lower case, that a caption names as panels, with those between two of a range.

    `plain` is what a reader sees; in its `latex`, letters in bold are panels, too.
    """
    found: set[str] = set()
    text = _RANGE.sub(r"(\1–\2)", plain.replace("—", "–"))
    items = [group for match in _NAMED.finditer(text) for group in match.groups() if group]
    items += [group for match in _BOLD.finditer(latex) for group in match.groups() if group]
    for item in items:
        letters = re.findall(r"(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])", item)
        found.update(letter.lower() for letter in letters)
        for first, last in re.findall(r"([a-zA-Z])\s*(?:--?|–|to)\s*([a-zA-Z])", item):
            low, high = LETTERS.find(first.lower()), LETTERS.find(last.lower())
            found.update(LETTERS[low : high + 1])
    return found


# The label of a panel, or of several, in each form that captions have, in the order they are tried.
LABEL_FORMS = {
    "(a)": re.compile(r"(?<![\w\\])\([a-h](?:[,–-]\s?[a-h])*\)"),
    "(A)": re.compile(r"(?<![\w\\])\([A-H](?:[,–-]\s?[A-H])*\)"),
    "a)": re.compile(r"(?<![\w(\\])[a-h]\)"),
    "A)": re.compile(r"(?<![\w(\\])[A-H]\)"),
}
_PLACE_LABEL = re.compile(
    r"\b(?:left|right|top|bottom|upper|lower|middle|cent(?:er|re))\b(?:[- ]hand)?[)\]]?(?::| (?:panels?"
    r"|columns?|rows?|figures?|plots?)\b)"
    r"|[(\[](?:left|right|top|bottom|upper|lower)\b",
    re.IGNORECASE,
)
_BOLD_LABEL = re.compile(
    r"\\textbf\s*\{\s*(?P<label>\(?[A-Ha-h](?:[,–-]+\s?[A-Ha-h])*\)?)\s*[.:,]?\s*\}"
    r"|\{\s*\\(?:bf|bfseries)\s+(?P<old>\(?[A-Ha-h]\)?)\s*[.:,]?\s*\}"
)


def label_form(plain: str, source: str) -> tuple[str | None, bool]:
    """Return the form of a caption's panel labels, None without any, and whether they are bold in its source."""
    bold = _BOLD_LABEL.search(source)
    for form, pattern in LABEL_FORMS.items():
        labels = pattern.findall(plain)
        if form.startswith("("):
            found = bool(labels)
        else:  # one alone may be of a list, or the end of a parenthesis
            found = form in labels and form.replace("a", "b").replace("A", "B") in labels[labels.index(form) :]
        if found:
            return form, bold is not None
    if _PLACE_LABEL.search(plain):
        return "left/right", bold is not None
    if bold:  # "\textbf{a} …" has nothing but its weight to tell it from a word
        label = (bold["label"] or bold["old"]).strip("()")
        return ("a" if label.islower() else "A"), True
    return None, False


# Panels named by their place, in pairs.
_SIDES = (("left", "right"), ("top", "bottom"), ("upper", "lower"))
_SIDE = (  # not "the top panel of Figure 2"; "on the left" where a caption begins with it
    r"\b{side}(?:most)?(?:[- ]hand)?(?:(?:,?\s+(?:top|bottom|upper|lower))?"
    r"\s+(?:sub)?(?:panels?|plots?|figures?|images?|graphs?|columns?|rows?)\b"
    r"(?!\s+(?:of|in)\s+(?!th(?:e|is)\b))|\s*[)\]:])|[(\[]{side}(?:most)?[,;]"
    r"|\A[^.;]*\bon the {side}(?:[- ]hand side)?(?=\s*(?:[.;)]|$))"
)


def lonely_side(plain: str) -> tuple[str, str] | None:
    """Return the side that a caption names as a panel, and its other side, of which it says nothing: ("left",
    "right")."""
    for pair in _SIDES:
        for side, other in (pair, pair[::-1]):
            if names_side(plain, side) and not re.search(rf"\b{other}", plain, re.IGNORECASE):
                return side, other
    return None


def names_side(plain: str, side: str) -> bool:
    """Tell whether a caption names the panel at that side: "(left)", "left panel", "left, top panel", "left:", "on the
    left."."""
    return re.search(_SIDE.format(side=side), plain, re.IGNORECASE) is not None
