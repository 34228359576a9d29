"""What stands around a model's answer: its reasoning, and a fence."""

import re

from capassist.text.residue import REASONING


def unwrapped(response: str) -> str:
    """Return a response without its reasoning and without a fence around it."""
    return inside_fence(drop_reasoning(response)).strip()


def drop_reasoning(text: str) -> str:
    """Return a response without the reasoning at its start: the text that follows may speak of <think> tags."""
    text = text.strip()
    if re.match(rf"<{REASONING}>", text, re.IGNORECASE):
        closing = re.search(rf"</{REASONING}>", text, re.IGNORECASE)
        return text[closing.end() :] if closing else ""
    if not re.search(
        rf"<{REASONING}>", text, re.IGNORECASE
    ):  # servers drop the opening tag that their prompt template holds
        closings = list(re.finditer(rf"</{REASONING}>", text, re.IGNORECASE))
        return text[closings[-1].end() :] if closings else text
    return text


def inside_fence(text: str) -> str:
    """Return what stands inside the first fence; the whole text where there is none."""
    fenced = re.search(r"^[ \t]*```[\w-]*[ \t]*\n(.*?)(?:^[ \t]*```|\Z)", text, re.MULTILINE | re.DOTALL)
    return fenced.group(1) if fenced else text
