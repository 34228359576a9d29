"""What the terminal and the report both say of a figure, a paragraph and a finding, in the same words."""

from collections.abc import Iterable, Mapping

from capassist.model import Figure, Finding, Mention, Purpose
from capassist.text.words import one_line

TEXT_NAMES: Mapping[Purpose, str] = {
    "caption": "caption",
    "alt": "alternative text",
    "short": "short title",
    "slide": "sentence for a talk",
    "abstract": "sentence for a graphical abstract",
}


def label_of(figure: Figure) -> str:
    """Return its first label, or its id where it has none."""
    return figure.labels[0] if figure.labels else figure.id


def place_of(figure: Figure) -> str:
    """Return where it stands: "sections/method.tex:88", else "page 4", else nothing."""
    if figure.source:
        return f"{figure.source.file}:{figure.source.line}"
    return f"page {figure.page}" if figure.page else ""


def place_of_mention(mention: Mention) -> str:
    """Return where a paragraph stands: "2 Method, sections/method.tex:41" or "page 3"."""
    if mention.file:
        place = f"{mention.file}:{mention.line}" if mention.line else mention.file
    else:
        place = f"page {mention.page}" if mention.page else ""
    return ", ".join(filter(None, [mention.section, place]))


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with those first that keep the text from being written."""
    return sorted(findings, key=lambda finding: not finding.blocks)


def finding_text(text: str, finding: Finding) -> str:
    """Return a guard's message with the passage of the text that it is about, where the message does not quote it."""
    passage = one_line(text[slice(*finding.span)]) if finding.span else ""
    return f"{finding.message} ({passage})" if passage and passage not in finding.message else finding.message
