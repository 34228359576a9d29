"""One figure in the report: its picture, its captions old and new, what speaks for and against them, and the
controls."""

import base64
import re
from collections.abc import Iterable, Iterator, Sequence

from capassist.model import OFFLINE, Candidate, Decision, Figure, Finding, Mention, Picture, Profile
from capassist.report.elements import Content, Element, element
from capassist.report.entries import UNDECIDED, AuthorText, FigureEntry
from capassist.session.paper_mark import figure_mark
from capassist.text.commands import is_known
from capassist.text.latex import to_plain
from capassist.text.word_diff import word_changes
from capassist.text.words import one_line
from capassist.wording import (
    TEXT_NAMES,
    by_weight,
    finding_text,
    grounds_in_words,
    label_of,
    place_of,
    place_of_mention,
)
from capassist.workflow.drafting import Suggestion

_BASED_ON = {
    "mention": "text",
    "drawn text": "in the figure",
    "picture": "picture",
    "data": "borne out by the data",
    "caption": "text",
}
# A control word without an argument, else one that is passed over; one with an argument prints that.
_COMMAND = re.compile(r"\\(?:(?P<name>[A-Za-z]+)(?![A-Za-z])(?!\s*\{\s*[^\s}])\s*|.)", re.DOTALL)
_CHANGES = {"same": None, "old": ("del", "removed: "), "new": ("ins", "added: ")}


def article(entry: FigureEntry, number: int) -> Element:
    """Return a figure's part of the page. `number` counts from 0 and ties it to the page's data."""
    figure = entry.figure
    name = f"figure-{number}"
    return element(
        "article",
        element("h2", figure.name, id=f"{name}-name"),
        _place(figure),
        element(
            "div",
            element("div", picture_of(figure, entry.picture), class_="picture"),
            element("div", *_captions(entry, name), class_="captions"),
            class_="columns",
        ),
        id=name,
        aria_labelledby=f"{name}-name",
        data_entry=number if entry.decidable else None,
    )


def _place(figure: Figure) -> Element:
    label = label_of(figure) if figure.number else None
    facts = filter(None, [label, place_of(figure), figure.type, f"caption {figure.state}"])
    return element("p", " · ".join(facts), class_="place", dir="auto")


def picture_of(figure: Figure, picture: Picture | None) -> Element:
    """Return a figure's picture, or why there is none."""
    if picture is None:
        drawn = not any(image.path or image.page for image in figure.images)
        why = (
            "TeX draws it; --pdf with the compiled paper shows it"
            if drawn
            else "its file is missing or cannot be shown"
        )
        return element("p", f"No picture: {why}.", class_="none")
    name = f"Picture of {figure.name}"
    return element(
        "img",
        src=f"data:{picture.media_type};base64,{base64.b64encode(picture.data).decode()}",
        alt=f"{name}: {figure.caption}" if figure.state == "written" else name,
        width=picture.width,
        height=picture.height,
    )


def _captions(entry: FigureEntry, name: str) -> Iterator[Content]:
    """Yield the right column, from the caption as it is to the decision."""
    yield _current(entry.figure)
    for own in entry.texts:
        yield _author_text(entry, own)
    for number, suggestion in enumerate(entry.suggestions):
        yield _draft(entry, suggestion, number, name)
    if entry.error:
        yield element("p", f"No draft: {entry.error.message} {entry.error.hint}", class_="blocked")
    if entry.suggestions:
        yield _imitated(entry.suggestions[0].profile)
    yield mentions_of(entry.figure.mentions)
    if entry.figure.locked:
        yield element("p", f"This caption cannot be written back: {entry.figure.locked}", class_="blocked")
    yield from _decision(entry, name)


def _decision(entry: FigureEntry, name: str) -> Iterator[Content]:
    if entry.decidable or entry.standing != UNDECIDED:
        yield element("p", element("strong", "Decision: "), element("span", entry.standing, class_="standing"))
    if entry.decidable:
        yield _controls(entry, name)


def _current(figure: Figure) -> Element:
    source = figure.caption_source
    return element(
        "section",
        element("h3", f"Current {TEXT_NAMES[figure.purpose]}"),
        element("p", figure.caption, class_="caption", dir="auto")
        if figure.caption
        else element("p", "None", class_="none"),
        _folded("As it stands in the source", element("pre", source, dir="auto"))
        if source and one_line(source) != figure.caption
        else None,
    )  # fmt: skip


def _draft(entry: FigureEntry, suggestion: Suggestion, number: int, name: str) -> Element:
    candidate = suggestion.candidate
    origin = "drafted offline" if candidate.captioner == OFFLINE else "AI-generated"
    reviewed = "reviewed" if entry.decision else "not reviewed"
    which = f" {number + 1} of {len(entry.suggestions)}" if len(entry.suggestions) > 1 else ""
    return element(
        "section",
        element("h3", f"Draft{which} by {candidate.captioner}"),
        element("p", f"{origin}, ", element("span", reviewed, class_="reviewed"), class_="mark"),
        _text(candidate.text, suggestion.findings),
        _as_read(entry.figure, candidate.text),
        _findings(candidate.text, suggestion.findings, f"{name}-findings-{number}"),
        element("p", f"You asked for: {candidate.instruction}", class_="note") if candidate.instruction else None,
        *(element("p", f"Note: {note}", class_="note") for note in candidate.notes),
        _changes(_compared_with(entry.figure), candidate.text, f"current {TEXT_NAMES[entry.figure.purpose]}"),
        _grounds(candidate),
        _basis(candidate),
        class_="draft",
    )


def _author_text(entry: FigureEntry, own: AuthorText) -> Element:
    current = _compared_with(entry.figure)
    drafted = entry.suggestions[0].candidate.text if entry.suggestions else ""
    return element(
        "section",
        element("h3", own.title),
        element("p", own.state, class_="mark"),
        _text(own.text, own.findings),
        _as_read(entry.figure, own.text),
        _findings(own.text, own.findings, None),
        _changes(
            current or drafted, own.text, f"current {TEXT_NAMES[entry.figure.purpose]}" if current else "first draft"
        ),
        class_="draft",
    )


def _compared_with(figure: Figure) -> str:
    """Return the caption to compare with; a placeholder is none."""
    return (figure.caption_source or figure.caption or "") if figure.state == "written" else ""


def _text(text: str, findings: Iterable[Finding]) -> Element:
    """Return a drafted text with the passages marked that the guards point at."""
    if not text:
        return element("p", "None", class_="none")
    parts: list[Content] = []
    position = 0
    for start, end in sorted(finding.span for finding in findings if finding.span):
        if start >= position and end > start:
            parts += [text[position:start], element("mark", text[start:end])]
            position = end
    return element("p", *parts, text[position:], class_="caption", dir="auto")


def _as_read(figure: Figure, text: str) -> Element | None:
    """Return what a reader of the paper sees, where the LaTeX looks otherwise. What a command of the author's own
    prints is not known here: its name stands for it."""
    plain = to_plain(_COMMAND.sub(_named_if_own, text)) if figure.source else text
    if plain in {"", one_line(text)}:
        return None
    return element("p", "A reader sees: ", element("span", plain, dir="auto"), class_="note")


def _named_if_own(command: re.Match[str]) -> str:
    name = command["name"]
    return command[0] if name is None or is_known(name) else rf"\textbackslash{{}}{command[0][1:]}"


def _findings(text: str, findings: Sequence[Finding], name: str | None) -> Element | None:
    if not findings:
        return None
    items = [
        element(
            "li",
            element("strong", "Blocked: " if finding.blocks else "Warning: "),
            element("span", finding_text(text, finding), dir="auto"),
            class_="blocked" if finding.blocks else "warning",
        )
        for finding in by_weight(findings)
    ]
    return element("ul", *items, class_="findings", id=name)


def _changes(old: str, new: str, base: str) -> Element | None:
    """Return the differences word by word; nothing where all of the text is new."""
    if not old or not new:
        return None
    old, new = one_line(old), one_line(new)  # where the source breaks its lines is no change
    parts: list[Content] = []
    for kind, piece in word_changes(old, new):
        if change := _CHANGES[kind]:
            tag, said = change
            parts.append(element(tag, element("span", said, class_="said"), piece))
        else:
            parts.append(piece)
    shown = element("p", *parts, class_="changes", dir="auto") if old != new else element("p", "None", class_="none")
    return element("div", element("h4", f"Changes to the {base}"), shown)


def _basis(candidate: Candidate) -> Element | None:
    """Return what the draft rests on; the figures it imitates are said for the figure as a whole."""
    pieces = [piece for piece in candidate.evidence if piece.kind != "profile"]
    if not pieces:
        return None
    items = [
        element(
            "li",
            element("span", piece.text, dir="auto"),
            element("span", f" ({_BASED_ON[piece.kind]}, {piece.where})", class_="where"),
        )
        for piece in pieces
    ]
    return _folded(f"What it rests on ({len(pieces)})", element("ul", *items))


def _grounds(candidate: Candidate) -> Element | None:
    """Return the sentences of a draft with what the model says that each rests on."""
    said = grounds_in_words(candidate)
    if not said:
        return None
    items = [
        element("li", element("span", text, dir="auto"), element("span", f" ({grounds})", class_="where"))
        for text, grounds in said
    ]
    return _folded(f"What its sentences rest on, as the model says ({len(items)})", element("ul", *items))


def _imitated(profile: Profile) -> Element | None:
    if not profile.figures:
        return None
    items = [
        element(
            "li",
            element("strong", chosen.figure.name),
            f": {chosen.reason}",
            element("p", chosen.figure.caption, dir="auto") if chosen.figure.caption else None,
        )
        for chosen in profile.figures
    ]
    return _folded(f"Your captions that it imitates ({len(items)})", element("ul", *items))


def mentions_of(mentions: Sequence[Mention]) -> Element:
    """Return the paragraphs that mention a figure, folded."""
    if not mentions:
        return element("p", "No paragraph mentions this figure.", class_="none")
    items = [
        element(
            "li", element("span", place_of_mention(mention), class_="where"), element("p", mention.text, dir="auto")
        )
        for mention in mentions
    ]
    return _folded(f"Paragraphs that mention it ({len(items)})", element("ul", *items))


def _folded(title: str, content: Element) -> Element:
    return element("details", element("summary", title), content)


# Controls: hidden until the page's script runs ------------------------------------------------------------------------


def _controls(entry: FigureEntry, name: str) -> Element:
    chosen = _chosen(entry)
    return element(
        "fieldset",
        element("legend", "Your decision", element("span", f" on {entry.figure.name}", class_="said")),
        _choice(name, "open", UNDECIDED, checked=chosen == "open"),
        *_acceptances(entry, name, chosen),
        _choice(name, "edit", "Write it myself, or edit a draft", checked=chosen == "edit"),
        _choice(name, "skip", "Skip", checked=chosen == "skip"),
        _editor(entry, name),
        element(
            "div",
            element("label", "Reason, for your own record (optional)", for_=f"{name}-reason"),
            element("input", type="text", id=f"{name}-reason", class_="reason", autocomplete="off"),
            class_="why",
            hidden=True,
        ),
        class_="decide",
        hidden=True,
    )


def _chosen(entry: FigureEntry) -> str:
    """Return which control is on at first: that of the decision so far."""
    decision = entry.decision
    if decision is None or decision.verdict == "reject":
        return "open"
    if decision.verdict == "skip":
        return "skip"
    for number, suggestion in enumerate(entry.suggestions):
        if suggestion.candidate.text == decision.text:
            return f"accept-{number}"
    return "edit"


def _acceptances(entry: FigureEntry, name: str, chosen: str) -> Iterator[Element]:
    several = len(entry.suggestions) > 1
    for number, suggestion in enumerate(entry.suggestions):
        blocked = not suggestion.candidate.text or any(finding.blocks for finding in suggestion.findings)
        yield _choice(
            name,
            f"accept-{number}",
            (f"Accept draft {number + 1}" if several else "Accept the draft") + (" (blocked)" if blocked else ""),
            checked=chosen == f"accept-{number}" and not blocked,
            disabled=blocked,
            aria_describedby=f"{name}-findings-{number}" if suggestion.findings else None,
        )


def _choice(name: str, value: str, label: str, **attributes: object) -> Element:
    button = element("input", type="radio", name=name, value=value, autocomplete="off", **attributes)
    return element("label", button, element("span", label), class_="choice")


def _editor(entry: FigureEntry, name: str) -> Element:
    inserts = [
        element("button", f"Insert draft {number + 1}", type="button", class_="insert", data_draft=number)
        for number in range(len(entry.suggestions))
    ]
    return element(
        "div",
        element("label", "Your text, as it shall stand in the source", for_=f"{name}-text"),
        element(
            "textarea", id=f"{name}-text", rows=5, dir="auto", autocomplete="off", aria_describedby=f"{name}-checked"
        ),
        element("p", *inserts, class_="inserts") if len(inserts) > 1 else None,
        element(
            "p",
            "One paragraph. Its numbers, commands and braces are checked when you apply the decisions.",
            id=f"{name}-checked",
            class_="where",
        ),
        class_="editor",
        hidden=True,
    )


def decision_data(entry: FigureEntry) -> dict[str, object]:
    """Return what the page's script needs to know of a figure: the drafts to the character, and the decision so far."""
    decision: Decision | None = entry.decision
    return {
        "figure": entry.figure.id,
        "drafts": [suggestion.candidate.text for suggestion in entry.suggestions],
        "drafted": [_drafted(suggestion.candidate) for suggestion in entry.suggestions],
        "text": entry.goes_on_from,
        "reason": decision.reason if decision else None,
        "over": entry.figure.standing_caption,
        "of": figure_mark(entry.figure),
    }


def _drafted(candidate: Candidate) -> dict[str, object]:
    """Return who drafted a text, of what and as what change, for the decisions file."""
    return {
        "captioner": candidate.captioner,
        "model": candidate.model,
        "instruction": candidate.instruction,
        "current": candidate.current,
        "evidence": [{"kind": kind} for kind in dict.fromkeys(piece.kind for piece in candidate.evidence)],
    }
