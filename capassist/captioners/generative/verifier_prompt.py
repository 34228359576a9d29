"""The wording with which a model is asked what a figure's caption gets wrong."""

from collections.abc import Mapping

from capassist.captioners.generative.derived_prompts import paper_rule
from capassist.captioners.generative.prompts import image_parts
from capassist.llm.messages import Message, chat_messages, quoted, text_part
from capassist.model import Figure, Picture
from capassist.text.file_names import without_file_names
from capassist.text.words import one_line

_VERIFIER = """\
You look at figures of scientific papers before they are submitted, as a reader who sees only the figure and its \
caption.
{quoting}
You are asked about certain faults. Name one only where the picture shows it beyond doubt: an author who is told of a \
fault that is none stops listening. Most figures have none.
Answer with JSON alone: {{"faults": [{{"fault": "its name", "why": "what in the picture shows it, in one short \
sentence"}}]}}, and {{"faults": []}} where there is none."""
_FAULT = "- {name}: {what}"
_FAULTS_ASKED = "Which of these faults does the figure with its caption have?\n{faults}"


def verifier_messages(figure: Figure, picture: Picture, faults: Mapping[str, str], boundary: str) -> list[Message]:
    """Return the messages that ask which faults a figure with its caption has; `faults` says what each is, by name."""
    asked = "\n".join(_FAULT.format(name=name, what=what) for name, what in faults.items())
    parts = [
        *image_parts("Image:", picture),
        text_part(f"Caption: {quoted(read_caption(figure), boundary)}"),
        *(text_part(f"Paragraph: {quoted(text, boundary)}") for text in read_paragraphs(figure)),
        text_part(_FAULTS_ASKED.format(faults=asked)),
    ]
    return chat_messages(_VERIFIER.format(quoting=paper_rule(boundary)), parts)


def read_paragraphs(figure: Figure) -> list[str]:
    """Return the paragraphs that mention a figure, as a reader sees them."""
    return [one_line(without_file_names(mention.text)) for mention in figure.mentions]


def read_caption(figure: Figure) -> str:
    """Return a figure's caption as a reader sees it, with those of its panels."""
    panels = (f"{panel.label} {panel.caption}" for panel in figure.panels if panel.caption)
    return one_line(" ".join((figure.caption or "", *panels)))
