"""All wording that is sent to a model for drafts and checks. Change PROMPT_VERSION with any of it.

Two prompts. "lamp-cap" is that of LaMP-Cap (Ng et al., EMNLP 2025 Findings, appendix A), word for word. "own" sends,
after what that paper's ablation found to matter (the profile's captions first, then its images; its paragraphs do not
help), what is known of the paper and of the author's style. What all figures of a paper share comes first, so that
providers' prompt caches hit. The target's own caption fields are never read.

Text of the paper stands between marks that are drawn at random for each run, so that no paper can contain them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from capassist.captioners.controls import length_of, lengths_in, order_in, shortens
from capassist.captioners.drawing.lines import described
from capassist.captioners.generative.context import LONGEST_MENTIONS, sentences_around, shortened_mentions
from capassist.captioners.generative.derived_prompts import derived_messages, paper_rule
from capassist.captioners.generative.style_prompt import style_lines
from capassist.captioners.odd_picture import why_odd
from capassist.llm.messages import Message, chat_messages, image_part, quoted, text_part
from capassist.model import CaptionRequest, Figure, Mention, Picture, ProfileFigure, StandingRules
from capassist.settings import Prompt
from capassist.text.file_names import without_file_names
from capassist.text.invisible import without_invisible
from capassist.text.markup import markup_of
from capassist.text.revision_markup import without_revision_markup
from capassist.text.words import one_line

PROMPT_VERSION = "8"
_MOST_POINTERS = 4
_LONGEST_BESIDE = 2_000  # characters
_LONGEST_DEFINED = 600
_MOST_KEYS = 12
LONGEST_DRAWN_TEXT = 1_500  # characters; the labels of a plot, not the data that some have beside every point


_SYSTEM = """\
You write captions of figures in scientific papers as their author would.
{quoting}
State only what the picture or the quoted text shows, and no number that is in neither; where you are not certain, \
say less.
{markup}
{answer}"""
_ALONE = """\
Answer with the caption alone: no figure number, no introduction, no quotation marks around it, no remarks."""
_BY_SENTENCE = """\
Answer with JSON alone: {"sentences": [{"text": "…", "rests_on": ["…"]}], "disagree": ""}. The texts put together are \
the caption, without figure number or remarks. "rests_on" names what shows a sentence to be true: "picture", \
"paragraph 1" …, "data", "context"; "inferred" where none does. "disagree" says briefly where picture and \
paragraphs cannot both be right, as with a logo in the figure's place; else "". Double each backslash."""
_LATEX = """\
Write LaTeX as inside \\caption{...}, without \\label, with no macros but those of the quoted text. Where the author \
would cite a source, cite it with a key of the quoted text; where none fits, write [what to cite]."""
_PLAIN = "Write plain text without any markup."

_RULES = "Rules of the author that every caption must keep:"
_CALL = "- write {right}, never {wrong}"
_ALWAYS = "- the caption must contain: {text}"
_NEVER = "- never use: {words}"
_IMITATE = """\
First come {count} figure(s) of the same paper with the author's captions. Write the caption of the Target Figure in \
their style: what they say, tone, structure, length and wording."""
_TASK = """\
Write the caption of the Target Figure. First look at its panels and their labels; axes, units, scales; every mark: \
lines, points, bars, areas, error bars, insets; legend and colours. Then read the paragraphs, for the data and \
settings behind it, too. Name panels as they do. Leave out what picture and paragraphs disagree on."""
_ABOUT = "What the paper says of the Target Figure, and data read from its graphics:\n{text}"
_ODD = "This may be a placeholder or a logo. If it is not what the paragraphs tell of, write from these alone."
_TITLE = "paper: {title}"
_PARAGRAPH = "paragraph {number}: {text}"
_CONTEXT = "context: {text}"
_DATA = "data: {text}"
_SECTION = "Section: {text}."
_DEFINED = "Referred to: {text}."
_CITED = "Cited near: {text}."
_BESIDE = "Beside them: {text}"
_PANELS = "The Target Figure has these panels: {panels}."
_NAMED = "the figure is there: {name}"
_KINDS = {"short": "Make it short for this author: {length}.", "long": "Make it long for this author: {length}."}
_ANOTHER = "The author has already seen {attempt} draft(s) and asks for another one: say it in clearly different words."

# The form of AnyCap's second pass (Ren et al., 2025): an existing caption, a requirement, and nothing else changed.
_CHANGE = """\
The author has a caption for the Target Figure already: {current}
The author asks for this change: {instruction}
{meanings}Change the caption so that it meets that, and change nothing else. {keeping} If it already \
meets what is asked, repeat it unchanged."""
_KEEP_ALL = "Keep its citations, references, maths and numbers unless the change asks otherwise."
_KEEP_WHAT_FITS = "What does not fit may go; what stays is not changed."
_MEANINGS = {  # what the words of AnyCap's controls mean for a figure
    r"\b(?:brief(?:er|ly)?|concise|short(?:er|en)?)\b": "Shorter means: what is shown, and the one thing to see in it.",
    r"\b(?:detail\w*|longer|elaborate)\b": (
        "More detail means: more of what the picture and the quoted text show, and nothing else."
    ),
    r"\b(?:positions?|layout|where|arrange\w*)\b": "Position means: which panel, row, column or side shows what.",
    r"\b(?:appearance|encod\w+|colou?rs?|markers?|symbols?|line ?styles?)\b": (
        "Appearance means: what colours, markers, line styles and axes stand for."
    ),
    r"\b(?:leave out|omit|without|do(?:n['’]t| not) mention)\b": (
        "What is to be left out is not mentioned in any words."
    ),
    r"\b(?:tone|register|formal\w*|informal\w*|plain|lay|general (?:reader|audience)s?|news\w*|neutral\w*)\b": (
        "A change of tone changes the words, not the facts and terms."
    ),
}
_LENGTH = "The length must be: {length}."
_FAULTS = """\
The caption does not keep to what was asked. {faults} Write it once more, correct in this, and answer {how}."""

_NO_IMAGE = "(not available)"
_NO_PARAGRAPH = "(no paragraph mentions it)"

# LaMP-Cap, appendix A, without the typographic spacing there.
_LAMP_CAP = """\
Your task is to generate a caption for the Target Figure. We will provide you with the image of the Target Figure, \
labeled as 'Target Figure Image', and the paragraphs that mention the Target Figure, labeled as 'Target Figure \
Paragraph(s)', from the same paper. The elements for the Target Figure will be labeled as follows:"""
_LAMP_CAP_PROFILE = """\
We will present you with the captions, images, and paragraphs referencing {count} scientific figures from the same \
paper. These elements will be labeled as follows:"""
_LAMP_CAP_IMITATE = """\
Your task is to carefully analyze the content, tone, structure, and stylistic elements of these captions and \
associated text. Based on this analysis, generate a caption for the Target Figure, maintaining the same writing \
style. We will provide you with the image of the Target Figure, labeled as 'Target Figure Image', and the paragraphs \
that mention the Target Figure, labeled as 'Target Figure Paragraph(s)', from the same paper. The elements for the \
Target Figure will be labeled as follows:"""


def caption_messages(
    request: CaptionRequest,
    pictures: Mapping[str, Picture],
    boundary: str,
    prompt: Prompt = "own",
    grounds: Sequence[str] = (),
) -> list[Message]:
    """Return the chat messages that ask for a caption, or for a change of one.

    `pictures` holds the figures' pictures by id, as far as there are any; `boundary` stands around all text of the
    paper. With `grounds`, the caption is asked for by sentence, each with what it rests on.
    """
    if request.figure.purpose != "caption":
        return derived_messages(request, pictures, boundary, _rules(request.rules))
    if prompt == "lamp-cap":
        markup = _LATEX if markup_of(request.markup).commands else _PLAIN
        system, parts = f"{paper_rule(boundary)}\n{markup}", _lamp_cap(request, pictures, boundary)
    else:
        system = caption_rules(request, boundary, grounds)
        parts = [
            *style_parts(request),
            *profile_parts(request, pictures, boundary),
            text_part(_TASK),
            *target_parts(request, pictures, boundary),
            *wish_parts(request),
        ]
    if request.instruction:
        parts.append(text_part(_change(request, boundary)))
    if request.rules:  # last, in every prompt and with every change: a model keeps best to what it read last
        parts.append(text_part("\n".join(_rules(request.rules))))
    return chat_messages(system, parts)


def caption_rules(request: CaptionRequest, boundary: str, grounds: Sequence[str] = ()) -> str:
    """Return what holds for every caption, and how to answer."""
    markup = _LATEX if markup_of(request.markup).commands else _PLAIN
    answer = _BY_SENTENCE if grounds else _ALONE
    return _SYSTEM.format(quoting=paper_rule(boundary), markup=markup, answer=answer)


def without_form(messages: Sequence[Message]) -> list[Message]:
    """Return messages that ask for a caption by sentence as those that ask for the caption alone."""
    system, *others = messages
    return [{**system, "content": system["content"].replace(_BY_SENTENCE, _ALONE)}, *others]


def again_messages(
    messages: Sequence[Message], answer: str, faults: Sequence[str], *, in_form: bool = False
) -> list[Message]:
    """Return the messages that ask once more, after an answer with faults."""
    said: Message = {"role": "assistant", "content": answer}
    how = "in the same form" if in_form else "with the caption alone"
    return [*messages, said, {"role": "user", "content": _FAULTS.format(faults=" ".join(faults), how=how)}]


def imitated(request: CaptionRequest) -> tuple[Figure, ...]:
    """Return the profile figures that are sent, in ranked order: those with a caption, and never the target."""

    def is_sent(chosen: ProfileFigure) -> bool:
        return chosen.figure.id != request.figure.id and bool(caption_of(chosen.figure, request))

    return tuple(chosen.figure for chosen in request.profile.figures if is_sent(chosen))


def caption_of(figure: Figure, request: CaptionRequest) -> str:
    """Return a profile figure's caption as it is sent: LaTeX on one line without comments and labels, or plain text."""
    if not (figure.caption_latex and markup_of(request.markup).commands):
        return one_line(figure.caption or "")
    return _sendable(figure.caption_latex)


def paragraph_of(mention: Mention, request: CaptionRequest) -> str:
    """Return a paragraph as it is sent where there is room: LaTeX where the caption will be LaTeX, so that the author's
    macros are seen."""
    if markup_of(request.markup).commands and mention.sentences:
        return _sent_source(" ".join(sentence.source for sentence in mention.sentences))
    return mention.text


def _told(request: CaptionRequest) -> list[str]:
    """Return the paragraphs that mention the target as they are sent: of long ones the sentences nearest to where they
    mention it."""
    mentions = request.figure.mentions
    if sum(len(mention.text) for mention in mentions) <= LONGEST_MENTIONS:
        return [paragraph_of(mention, request) for mention in mentions]
    if not markup_of(request.markup).commands:
        return shortened_mentions([[(s.text, bool(s.references)) for s in mention.sentences] for mention in mentions])
    sources = shortened_mentions([[(s.source, bool(s.references)) for s in mention.sentences] for mention in mentions])
    return [_sent_source(source) for source in sources]


def _sent_source(source: str) -> str:
    return without_file_names(without_revision_markup(source))


def _sendable(source: str) -> str:
    """Return LaTeX on one line, without its comments, its labels and what no reader sees."""
    source = re.sub(r"(?<!\\)((?:\\\\)*)%.*(?:\n[ \t]*|\Z)", r"\1", source)
    source = without_revision_markup(re.sub(r"\\[A-Za-z]*label[A-Za-z]*\s*\{[^{}]*\}", "", source))
    return one_line(without_file_names(without_invisible(source)))


# The own prompt -------------------------------------------------------------------------------------------------------


def style_parts(request: CaptionRequest) -> list[Message]:
    """Return how the author writes captions; nothing of other captions is told with --profile none."""
    style = request.profile.style
    if style is None or not (request.profile.figures or not style.captions):
        return []
    changed = bool(request.instruction) and shortens(request.instruction)
    return [text_part("\n".join(style_lines(style, length=not changed, imitated=len(imitated(request)))))]


def rule_texts(rules: StandingRules) -> tuple[str, ...]:
    """Return the texts of the author's rules. They come from a file of the draft, which others may have written."""
    return (*(text for pair in rules.call for text in pair), *rules.always, *rules.never)


def _rules(rules: StandingRules) -> list[str]:
    """Return the author's standing rules, one a line; nothing where there are none."""
    lines = [_CALL.format(right=f'"{right}"', wrong=f'"{wrong}"') for wrong, right in rules.call]
    lines += [_ALWAYS.format(text=f'"{text}"') for text in rules.always]
    if rules.never:
        lines.append(_NEVER.format(words=", ".join(f'"{word}"' for word in rules.never)))
    return [_RULES, *lines] if lines else []


def profile_parts(request: CaptionRequest, pictures: Mapping[str, Picture], boundary: str) -> list[Message]:
    """Return the figures that are imitated, with their captions, and their pictures as far as they are given."""
    profile = imitated(request)
    if not profile:
        return []
    parts = [text_part(_IMITATE.format(count=len(profile)))]
    for number, figure in enumerate(profile, 1):
        parts += image_parts(f"Image {number}:", pictures[figure.id]) if figure.id in pictures else []
    captions = (f"Caption {number}: {caption_of(figure, request)}" for number, figure in enumerate(profile, 1))
    return [*parts, text_part(quoted("\n".join(captions), boundary))]


def target_parts(request: CaptionRequest, pictures: Mapping[str, Picture], boundary: str) -> list[Message]:
    """Return the target's picture, and what the paper and its graphics say of it, a line each."""
    figure = request.figure
    parts = [*image_parts("Target Figure Image:", pictures.get(figure.id))]
    parts += [text_part(_ODD)] if why_odd(figure, pictures.get(figure.id)) else []
    parts.append(text_part(_ABOUT.format(text=quoted("\n".join(_target_lines(request)), boundary))))
    panels = [panel.label for panel in figure.panels if re.fullmatch(r"\(?\w{1,3}\)?", panel.label)]
    if panels:
        parts.append(text_part(_PANELS.format(panels=", ".join(panels))))
    return parts


def _target_lines(request: CaptionRequest) -> list[str]:
    lines = [_TITLE.format(title=one_line(request.title))] if request.title else []
    lines += [_PARAGRAPH.format(number=n, text=text) for n, text in enumerate(_told(request), 1)]
    lines += [] if request.figure.mentions else [_NO_PARAGRAPH]
    lines += [_NAMED.format(name=name)] if (name := _name(request)) else []
    lines += [_CONTEXT.format(text=text) for text in context_texts(request)]
    lines += [_DATA.format(text=text) for text in data_texts(request.figure)]
    return lines


def data_texts(figure: Figure) -> list[str]:
    """Return what was read from the figure's own graphics, a line each."""
    read = [*described(figure.drawing)] if figure.drawing else []
    drawn = one_line(figure.drawn_text)
    return "\n".join(read or [drawn])[:LONGEST_DRAWN_TEXT].splitlines()


def wish_parts(request: CaptionRequest) -> list[Message]:
    """Return what the author wants of this draft besides the usual."""
    parts = []
    if length := length_of(request.wanted, request.profile.style):
        parts.append(text_part(_KINDS[request.wanted].format(length=length)))
    if request.attempt:
        parts.append(text_part(_ANOTHER.format(attempt=request.attempt)))
    return parts


def context_texts(request: CaptionRequest) -> list[str]:
    """Return what stands around the paragraphs that mention the target, a line each: sections, sentences of the
    paragraphs around and of the abstract, equations and values, citation keys, listings."""
    mentions = request.figure.mentions
    is_latex = bool(markup_of(request.markup).commands)
    blocks = (
        (_SECTION, "; ".join(_distinct(text for m in mentions for text in (m.section, m.heading)))),
        ("{text}", without_file_names(" ".join(sentences_around(request)))),
        (_DEFINED, "; ".join(_distinct(chain.from_iterable(m.definitions for m in mentions)))[:_LONGEST_DEFINED]),
        (_CITED, ", ".join(_distinct(chain.from_iterable(m.cited_near for m in mentions))[: _MOST_KEYS * is_latex])),
        (_BESIDE, "\n".join(_distinct(mention.beside for mention in mentions))[:_LONGEST_BESIDE]),
    )
    return [form.format(text=text) for form, text in blocks if text]


def _distinct(texts: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(filter(None, texts)))


def _name(request: CaptionRequest) -> str:
    """How the paragraphs, as they are sent, point at the target."""
    spans = (
        (s.source, span) for mention in request.figure.mentions for s in mention.sentences for span in s.references
    )
    pointers = list(dict.fromkeys(source[start:end] for source, (start, end) in spans if start < end))
    if pointers and markup_of(request.markup).commands:
        return ", ".join(pointers[:_MOST_POINTERS])
    if markup_of(request.markup).commands:
        return ", ".join(map(markup_of(request.markup).reference, request.figure.labels))
    return request.figure.name if request.figure.number else ""


def _change(request: CaptionRequest, boundary: str) -> str:
    instruction = request.instruction
    order = order_in(instruction)
    meanings = [meaning for words, meaning in _MEANINGS.items() if re.search(words, order, re.IGNORECASE)]
    meanings += [_LENGTH.format(length=length) for length in lengths_in(instruction)]
    return _CHANGE.format(
        current=quoted(_sendable(request.current) if markup_of(request.markup).commands else request.current, boundary),
        instruction=instruction,
        keeping=_KEEP_WHAT_FITS if shortens(instruction) else _KEEP_ALL,
        meanings="".join(f"{meaning}\n" for meaning in meanings),
    )


# The prompt of LaMP-Cap -----------------------------------------------------------------------------------------------


def _lamp_cap(request: CaptionRequest, pictures: Mapping[str, Picture], boundary: str) -> list[Message]:
    profile = imitated(request)
    parts = [text_part(_LAMP_CAP_PROFILE.format(count=len(profile)))] if profile else []
    for number, figure in enumerate(profile, 1):
        parts += image_parts(f"- Profile Figure {number}:\n-- Image {number}:", pictures.get(figure.id))
        parts.append(text_part(f"-- Paragraph {number}: {_paragraphs(figure, request, boundary)}"))
        parts.append(text_part(f"-- Caption {number}: {quoted(caption_of(figure, request), boundary)}"))
    parts.append(text_part(_LAMP_CAP_IMITATE if profile else _LAMP_CAP))
    parts += image_parts("- Target Figure Image:", pictures.get(request.figure.id))
    parts.append(text_part(f"- Target Figure Paragraph(s): {_paragraphs(request.figure, request, boundary)}"))
    return parts


# The pieces of a message ----------------------------------------------------------------------------------------------


def _paragraphs(figure: Figure, request: CaptionRequest, boundary: str) -> str:
    paragraphs = (quoted(paragraph_of(mention, request), boundary) for mention in figure.mentions)
    return "\n".join(paragraphs) or _NO_PARAGRAPH


def image_parts(label: str, picture: Picture | None) -> list[Message]:
    """Return a labeled picture, or its label and that there is none."""
    if picture is None:
        return [text_part(f"{label} {_NO_IMAGE}")]
    return [text_part(label), image_part(picture)]
