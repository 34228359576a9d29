"""How a caption names the panels of its figure."""

import re

from capassist.model import Figure

# Forms of panel labels, in the order they are tried on a caption.
_PANEL_FORMS = (
    ("(a)", re.compile(r"(?<!\w)\([a-h](?:[,–-]\s?[a-h])*\)")),
    ("(A)", re.compile(r"(?<!\w)\([A-H](?:[,–-]\s?[A-H])*\)")),
    ("a)", re.compile(r"(?<![\w(])a\).*(?<![\w(])b\)", re.DOTALL)),
    ("A)", re.compile(r"(?<![\w(])A\).*(?<![\w(])B\)", re.DOTALL)),
    (
        "left/right",
        re.compile(
            r"\b(?:left|right|top|bottom|upper|lower|middle|cent(?:er|re))\b(?:[- ]hand)?[)\]]?(?::| (?:panels?"
            r"|columns?|rows?|figures?|plots?)\b)"
            r"|[(\[](?:left|right|top|bottom|upper|lower)\b",
            re.IGNORECASE,
        ),
    ),
)
_BOLD_PANEL = re.compile(
    r"\\textbf\s*\{\s*(?P<label>\(?[A-Ha-h](?:[,–-]+\s?[A-Ha-h])*\)?)\s*[.:,]?\s*\}"
    r"|\{\s*\\(?:bf|bfseries)\s+(?P<old>\(?[A-Ha-h]\)?)\s*[.:,]?\s*\}"
)


def panel_form(figure: Figure) -> tuple[str | None, bool]:
    """Return the form of a caption's panel labels, None without any, and whether they are bold."""
    bold = _BOLD_PANEL.search(figure.caption_source or "")
    for form, pattern in _PANEL_FORMS:
        if pattern.search(figure.caption or ""):
            return form, bold is not None
    if bold:  # "\textbf{a} …" has nothing but its weight to tell it from a word
        label = (bold["label"] or bold["old"]).strip("()")
        return ("a" if label.islower() else "A"), True
    return None, False
