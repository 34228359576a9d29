"""What a draft of a model rests on, and what the author should know of what was sent for it."""

import hashlib
from collections.abc import Mapping, Sequence

from capassist.captioners.generative.prompts import caption_of, context_texts, imitated, paragraph_of, rule_texts
from capassist.captioners.odd_picture import why_odd
from capassist.llm.messages import Message, data_url
from capassist.model import CaptionRequest, Evidence, Figure, Mention, Picture
from capassist.text.injection import instruction_in

NO_PICTURE = "Drafted without the picture: the figure has none that can be shown."
BLIND_MODEL = "Drafted without the picture: the model takes no pictures. (`capassist doctor` looks again.)"
FEWER_PICTURES = "Not all pictures could be sent along: the model takes no more."

ODD_PICTURE = "Is it this figure's? The draft rests on it."


def provenance_notes(
    request: CaptionRequest, loaded: Mapping[str, Picture], sent: Mapping[str, Picture]
) -> tuple[str, ...]:
    """Return what the author should know of what was sent: pictures that are missing, instructions in what is quoted.

    `loaded` are the pictures by figure, `sent` those of them that the model took.
    """
    hidden = _instructions(request)
    if request.figure.purpose not in {"caption", "alt"}:
        return hidden
    if request.figure.id not in sent:
        return (BLIND_MODEL if request.figure.id in loaded else _no_picture(request.figure), *hidden)
    odd = why_odd(request.figure, sent[request.figure.id])
    told = (f"{odd} {ODD_PICTURE}",) if odd else ()
    fewer = (FEWER_PICTURES,) if len(sent) < len(loaded) else ()
    return (*told, *fewer, *hidden)


def _no_picture(figure: Figure) -> str:
    """Return the note that nothing of a figure can be shown, with what is wrong with its files."""
    return " ".join((NO_PICTURE, *dict.fromkeys(image.trouble for image in figure.images if image.trouble)))


def _instructions(request: CaptionRequest) -> tuple[str, ...]:
    """Return a note for each text of the request that reads like an instruction to a model, with its place."""
    figure = request.figure
    texts = {
        "the title": request.title or "",
        "the abstract": request.abstract or "",
        "the text inside the figure": figure.printed_text,
        "one of the draft's own rules": "\n".join(rule_texts(request.rules)),
        "what stands around the paragraphs": "\n".join(context_texts(request)),
        **{_place(mention): paragraph_of(mention, request) for mention in figure.mentions},
        **{other.name: caption_of(other, request) for other in imitated(request)},
    }
    found = {place: passage for place, text in texts.items() if (passage := instruction_in(text))}
    return tuple(
        f"{place} holds what reads like an instruction to a model, and was sent as a quotation: “{passage}”"
        for place, passage in found.items()
    )


def without_pixels(messages: Sequence[Message], pictures: Mapping[str, Picture]) -> list[Message]:
    """Return messages with each picture as its size and hash."""
    described = {data_url(picture): _described(picture) for picture in pictures.values()}
    return [
        message
        if isinstance(message["content"], str)
        else {**message, "content": [_with_descriptions(part, described) for part in message["content"]]}
        for message in messages
    ]


def _described(picture: Picture) -> str:
    digest = hashlib.sha256(picture.data).hexdigest()
    size = f"{picture.width} × {picture.height} pixels, {len(picture.data)} bytes"
    return f"{picture.media_type}, {size}, sha256 {digest}"


def _with_descriptions(part: Message, described: Mapping[str, str]) -> Message:
    if part["type"] != "image_url":
        return part
    return {"type": "image_url", "image_url": {**part["image_url"], "url": described[part["image_url"]["url"]]}}


def evidence_of(request: CaptionRequest, pictures: Mapping[str, Picture]) -> tuple[Evidence, ...]:
    """Return what a draft rests on: the pictures and texts that were sent, the paragraphs in the order of their
    numbers."""
    target = request.figure
    picture = pictures.get(target.id)
    seen = [Evidence("picture", f"{picture.width} × {picture.height} pixels", target.name)] if picture else []
    mentions = [Evidence("mention", mention.text, _place(mention)) for mention in target.mentions]
    drawn = [Evidence("drawn text", printed, target.name)] if (printed := target.printed_text) else []
    profile = [Evidence("profile", caption_of(figure, request), figure.name) for figure in imitated(request)]
    return (*seen, *mentions, *drawn, *profile)


def _place(mention: Mention) -> str:
    if mention.file:
        return f"{mention.file}:{mention.line}" if mention.line else mention.file
    return f"page {mention.page}" if mention.page else mention.section or "the paper"
