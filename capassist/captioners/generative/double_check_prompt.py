"""The wording with which a model that did not write a text is asked what in it is wrong and how it rates it, and the
form of its answer.

The rating is SciCapenter's (Hsu et al., 2024): 1 to 6 for how well readers are helped, with the reason.
"""

from collections.abc import Sequence
from typing import Any, get_args

from capassist.captioners.drawing.lines import described
from capassist.captioners.generative.derived_prompts import paper_rule
from capassist.captioners.generative.prompts import LONGEST_DRAWN_TEXT, image_parts
from capassist.captioners.generative.verifier_prompt import read_paragraphs
from capassist.llm.messages import Message, chat_messages, quoted, text_part
from capassist.model import Figure, Picture
from capassist.model.drafting import BEST_RATING, WORST_RATING, DoubtKind
from capassist.text.words import one_line

KINDS: tuple[DoubtKind, ...] = get_args(DoubtKind)
LONGEST_PARAGRAPHS = 3_600  # characters of all: with the picture, a second look stays below 2,500 tokens
_RULES = """\
You check the text that goes with a figure of a scientific paper before it is printed. Somebody else wrote it.
{quoting}
Compare the text with the picture and the quoted material, statement by statement: each series, panel, axis, colour \
and name, each number and unit, each direction (rises or falls, higher or lower, left or right, before or after), each \
"not", "all", "only".
Report a statement only where the picture or the material contradicts it beyond doubt, or where it claims a fact of \
which neither shows anything. Other words for the same, rounded numbers, what the author leaves out, and what readers \
of the field know are no faults. Most texts have none: an author who is told of a fault that is none stops listening.
For each statement give "words": the fewest words of the text that are wrong, copied exactly; "fault": one of swapped \
(series, panels or colours exchanged), axis, colour, trend, number, name, opposite (the material says the opposite), \
not-shown; "proof": the words of the quoted material that contradict it, copied exactly, or "" where the picture does; \
"why": one short sentence.
Then rate how well the text helps readers to understand the important information of the figure, from {worst} (not \
at all) to {best} (as well as a text can): "rating"; and say in one short sentence what would help them more, or why \
nothing would: "because".
Answer with JSON alone: {{"doubts": [{{"words": "…", "fault": "…", "proof": "…", "why": "…"}}], "rating": …, \
"because": "…"}}, with "doubts": [] where there is none."""
_TEXT = {"type": "string"}
FORM: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["doubts", "rating", "because"],
    "properties": {
        "doubts": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["words", "fault", "proof", "why"],
                "properties": {
                    "words": _TEXT,
                    "fault": {"type": "string", "enum": list(KINDS)},
                    "proof": _TEXT,
                    "why": _TEXT,
                },
            },
        },
        "rating": {"type": "integer", "enum": list(range(WORST_RATING, BEST_RATING + 1))},
        "because": _TEXT,
    },
}


def double_check_messages(figure: Figure, text: str, picture: Picture | None, boundary: str) -> list[Message]:
    """Return the messages that ask what is wrong in a text for a figure and how helpful it is; its own caption is not
    among them."""
    parts = [
        *image_parts("Image:", picture),
        *(text_part(f"{name}: {quoted(said, boundary)}") for name, said in material(figure)),
        text_part(f"The text to check: {quoted(one_line(text), boundary)}\nWhich of its statements are wrong?"),
    ]
    rules = _RULES.format(quoting=paper_rule(boundary), worst=WORST_RATING, best=BEST_RATING)
    return chat_messages(rules, parts)


def material(figure: Figure) -> Sequence[tuple[str, str]]:
    """Return what a text is compared with besides the picture, each with what it is called."""
    found = [("Paragraph", text) for text in _within(read_paragraphs(figure), LONGEST_PARAGRAPHS)]
    found += [("Caption of a panel", f"{panel.label} {panel.caption}") for panel in figure.panels if panel.caption]
    if figure.drawing and (read := "\n".join(described(figure.drawing))):
        found.append(("Read from its drawing", read[:LONGEST_DRAWN_TEXT]))
    elif figure.drawn_text:
        found.append(("Printed in it", one_line(figure.drawn_text)[:LONGEST_DRAWN_TEXT]))
    return found


def _within(texts: Sequence[str], most: int) -> list[str]:
    """Return the texts as far as so many characters reach, each with the same share where they are too many."""
    share = max(1, most // max(1, len(texts)))
    if sum(map(len, texts)) <= most:
        return list(texts)
    return [text if len(text) <= share else f"{text[:share]} …" for text in texts][: most // 200]
