"""All wording that is sent to a model for drafts and checks. Change PROMPT_VERSION with any of it.

Two prompts. "lamp-cap" is that of LaMP-Cap (Ng et al., EMNLP 2025 Findings, appendix A), word for word. "own" sends,
after what that paper's ablation found to matter (the profile's captions first, then its images; its paragraphs do not
help), what is known of the paper and of the author's style. What all figures of a paper share comes first, so that
providers' prompt caches hit. The target's own caption fields are never read.

Text of the paper stands between marks that are drawn at random for each run, so that no paper can contain them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from capassist.captioners.controls import length_of, lengths_in, order_in, shortens
from capassist.captioners.drawn_phrases import described
from capassist.captioners.generative.derived_prompts import derived_messages, paper_rule
from capassist.captioners.generative.style_prompt import style_lines
from capassist.llm.messages import Message, chat_messages, image_part, quoted, text_part
from capassist.model import CaptionRequest, Figure, Mention, Picture, ProfileFigure, StandingRules
from capassist.settings import Prompt
from capassist.text.file_names import without_file_names
from capassist.text.invisible import without_invisible
from capassist.text.markup import markup_of
from capassist.text.revision_markup import without_revision_markup
from capassist.text.words import one_line

PROMPT_VERSION = "6"
_MOST_POINTERS = 4
_BRIEF = 15  # words
_LONGEST_AROUND = 4_000  # characters of what stands around the paragraphs
_LONGEST_BESIDE = 2_500
LONGEST_DRAWN_TEXT = 1_500  # characters; the labels of a plot, not the data that some have beside every point


_SYSTEM = """\
You write captions for figures of scientific papers, as the paper's own author would.
{quoting}
State only what the picture or the quoted text shows. Give no number that is in neither. Where you are not certain, \
say less: a short caption that is true is worth more than a full one that is not.
{markup}
Answer with the caption alone: no figure number, no introduction, no quotation marks around it, no remarks."""
_LATEX = """\
Write LaTeX as it would stand inside \\caption{...}, without the macro itself and without \\label. Write maths and \
names with the macros that the quoted text uses, and with no others. Where the author would cite a source, cite it \
with a key of the quoted text; where none fits, write [what to cite] in its place."""
_PLAIN = "Write plain text without any markup."

_PAPER_TITLE = "The paper's title: {title}"
_PAPER_ABSTRACT = "Its abstract: {abstract}"
_RULES = "Rules of the author that every caption must keep:"
_CALL = "- write {right}, never {wrong}"
_ALWAYS = "- the caption must contain: {text}"
_NEVER = "- never use: {words}"
_IMITATE = """\
First come {count} figure(s) of the same paper, each with its image and the caption that the author wrote. They are \
labeled Profile Figure, Image and Caption, with a number. Study what these captions say, their tone, their structure, \
their length and their wording. Then write the caption of the Target Figure in the same style."""
_TASK = """\
Write the caption of the Target Figure. Its image is labeled Target Figure Image, and the paragraphs of the paper \
that mention it are labeled Target Figure Paragraph(s).
Look before you write, in this order: which panels there are and how they are labeled; the axes of each, with their \
units; every mark in it: lines, points, bars, areas, error bars, insets; what the legend and the colours stand for. \
Then read what the paragraphs say of it. Name panels as the picture and the paragraphs do. Where picture and \
paragraphs disagree, leave out what they disagree on."""
_SECTION = "The section that it stands in is headed: {text}"
_AROUND = "What stands around these paragraphs, to understand them by:\n{text}"
_BESIDE = "A listing or algorithm beside them:\n{text}"
_READ = "What was read from the Target Figure's own graphics:\n{text}"
_DRAWN = "Text found inside the Target Figure: {text}"
_PANELS = "The Target Figure has these panels: {panels}."
_NAMED = "Other figures may be named in the paragraphs, too. The Target Figure is this one there: {name}"
_KINDS = {"short": "Make it short for this author: {length}.", "long": "Make it long for this author: {length}."}
_ANOTHER = "The author has already seen {attempt} draft(s) and asks for another one: say it in clearly different words."

# The form of AnyCap's second pass (Ren et al., 2025): an existing caption, a requirement, and nothing else changed.
_CHANGE = """\
The author has a caption for the Target Figure already: {current}
The author asks for this change: {instruction}
{meanings}Change the caption so that it meets that, and change nothing else. {keeping} If it already \
meets what is asked, repeat it unchanged. Answer with the caption alone."""
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
The caption does not keep to what was asked. {faults} Write it once more, correct in this, and answer with the \
caption alone."""

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
    request: CaptionRequest, pictures: Mapping[str, Picture], boundary: str, prompt: Prompt = "own"
) -> list[Message]:
    """Return the chat messages that ask for a caption, or for a change of one.

    `pictures` holds the figures' pictures by id, as far as there are any; `boundary` stands around all text of the
    paper.
    """
    if request.figure.purpose != "caption":
        return derived_messages(request, pictures, boundary, _rules(request.rules))
    markup = _LATEX if markup_of(request.markup).commands else _PLAIN
    quoting = paper_rule(boundary)
    if prompt == "lamp-cap":
        system, parts = f"{quoting}\n{markup}", _lamp_cap(request, pictures, boundary)
    else:
        system = _SYSTEM.format(quoting=quoting, markup=markup)
        parts = [
            *_paper(request, boundary),
            *_profile(request, pictures, boundary),
            *_target(request, pictures, boundary),
        ]
    if request.instruction:
        parts.append(text_part(_change(request, boundary)))
    if request.rules:  # last, in every prompt and with every change: a model keeps best to what it read last
        parts.append(text_part("\n".join(_rules(request.rules))))
    return chat_messages(system, parts)


def again_messages(messages: Sequence[Message], answer: str, faults: Sequence[str]) -> list[Message]:
    """Return the messages that ask once more, after an answer with faults."""
    said: Message = {"role": "assistant", "content": answer}
    return [*messages, said, {"role": "user", "content": _FAULTS.format(faults=" ".join(faults))}]


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
    """Return a paragraph as it is sent: LaTeX where the caption will be LaTeX, so that the author's macros are seen."""
    if markup_of(request.markup).commands and mention.sentences:
        source = " ".join(sentence.source for sentence in mention.sentences)
        return without_file_names(without_revision_markup(source))
    return mention.text


def _sendable(source: str) -> str:
    """Return LaTeX on one line, without its comments, its labels and what no reader sees."""
    source = re.sub(r"(?<!\\)((?:\\\\)*)%.*(?:\n[ \t]*|\Z)", r"\1", source)
    source = without_revision_markup(re.sub(r"\\[A-Za-z]*label[A-Za-z]*\s*\{[^{}]*\}", "", source))
    return one_line(without_file_names(without_invisible(source)))


# The own prompt -------------------------------------------------------------------------------------------------------


def _paper(request: CaptionRequest, boundary: str) -> list[Message]:
    """Return what is the same for every figure of the paper."""
    parts = []
    if request.title:
        parts.append(text_part(_PAPER_TITLE.format(title=quoted(request.title, boundary))))
    if request.abstract and not _brief(request):
        parts.append(text_part(_PAPER_ABSTRACT.format(abstract=quoted(request.abstract, boundary))))
    style = request.profile.style
    if style and (
        request.profile.figures or not style.captions
    ):  # with --profile none, nothing of other captions is told
        changed = bool(request.instruction) and shortens(request.instruction)
        parts.append(text_part("\n".join(style_lines(style, length=not changed))))
    return parts


def _brief(request: CaptionRequest) -> bool:
    """Tell whether the author's captions are short: no sentence of the abstract helps with them."""
    style = request.profile.style
    return style is not None and style.median_words < _BRIEF


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


def _profile(request: CaptionRequest, pictures: Mapping[str, Picture], boundary: str) -> list[Message]:
    profile = imitated(request)
    parts = [text_part(_IMITATE.format(count=len(profile)))] if profile else []
    for number, figure in enumerate(profile, 1):
        parts += image_parts(f"Profile Figure {number}:\nImage {number}:", pictures.get(figure.id))
        parts.append(text_part(f"Caption {number}: {quoted(caption_of(figure, request), boundary)}"))
    return parts


def _target(request: CaptionRequest, pictures: Mapping[str, Picture], boundary: str) -> list[Message]:
    figure = request.figure
    parts = [text_part(_TASK), *image_parts("Target Figure Image:", pictures.get(figure.id))]
    parts.append(text_part(f"Target Figure Paragraph(s):\n{_paragraphs(figure, request, boundary)}"))
    parts += _context(figure, boundary)
    if figure.drawing and (read := described(figure.drawing)):
        parts.append(text_part(_READ.format(text=quoted("\n".join(read)[:LONGEST_DRAWN_TEXT], boundary))))
    elif figure.drawn_text:
        parts.append(text_part(_DRAWN.format(text=quoted(one_line(figure.drawn_text)[:LONGEST_DRAWN_TEXT], boundary))))
    panels = [panel.label for panel in figure.panels if re.fullmatch(r"\(?\w{1,3}\)?", panel.label)]
    if panels:
        parts.append(text_part(_PANELS.format(panels=", ".join(panels))))
    if name := _name(request):
        parts.append(text_part(_NAMED.format(name=quoted(name, boundary))))
    if length := length_of(request.wanted, request.profile.style):
        parts.append(text_part(_KINDS[request.wanted].format(length=length)))
    if request.attempt:
        parts.append(text_part(_ANOTHER.format(attempt=request.attempt)))
    return parts


def _context(figure: Figure, boundary: str) -> list[Message]:
    """Return the headings of the sections that mention a figure, the paragraphs around those, and listings beside."""
    mentions = figure.mentions
    sent = {mention.text for mention in mentions}
    headings = _distinct(text for m in mentions for text in (m.section, m.heading))
    around = _distinct(text for m in mentions for text in (m.before, m.after) if text not in sent)
    beside = _distinct(mention.beside for mention in mentions)
    blocks = (
        (_SECTION, "; ".join(headings)),
        (_AROUND, without_file_names("\n".join(around))[:_LONGEST_AROUND]),
        (_BESIDE, "\n".join(beside)[:_LONGEST_BESIDE]),
    )
    return [text_part(form.format(text=quoted(text, boundary))) for form, text in blocks if text]


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
