"""Content first, style second: one request for what a caption of the figure has to say, and one for saying it as the
author would.

The two stages of a team at the 3rd SciCap Challenge (2025). Change PROMPT_VERSION with any of it.
"""

from collections.abc import Mapping

from capassist.captioners.generative.derived_prompts import paper_rule
from capassist.captioners.generative.prompts import caption_rules, profile_parts, style_parts, target_parts, wish_parts
from capassist.llm.messages import Message, chat_messages, quoted, text_part
from capassist.model import CaptionRequest, Picture

CONTENT_TO_COME = "(the answer to the request before this one)"
_FACTS = """\
You read figures of scientific papers.
{quoting}
Answer with what a caption of the Target Figure has to say, a fact a line, those first that matter most: what is \
shown; each panel by its label; the axes with their units; what lines, marks, colours and the legend stand for; \
conditions; the one thing to see. Only what the picture or the quoted text shows, numbers exactly as they are \
there, names and maths with the macros of the quoted text. Leave out where picture and paragraphs disagree. No \
introduction, no remarks."""
_STYLE = """\
These facts were read from the figure and its paragraphs:
{facts}
Write the caption of the Target Figure from them in the author's style. Say nothing that is not among them; what the \
author's captions would not say may go."""


def content_messages(request: CaptionRequest, pictures: Mapping[str, Picture], boundary: str) -> list[Message]:
    """Return the messages that ask for what a caption of the target has to say; of the imitated figures nothing goes
    along."""
    return chat_messages(_FACTS.format(quoting=paper_rule(boundary)), target_parts(request, pictures, boundary))


def style_messages(request: CaptionRequest, content: str, boundary: str) -> list[Message]:
    """Return the messages that ask for the caption in the author's style, from the `content` alone: no picture goes
    along."""
    parts = [
        *style_parts(request),
        *profile_parts(request, {}, boundary),
        text_part(_STYLE.format(facts=quoted(content, boundary))),
        *wish_parts(request),
    ]
    return chat_messages(caption_rules(request, boundary), parts)
