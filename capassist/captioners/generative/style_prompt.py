"""How the author writes captions, in the words that a model is told it with. Change PROMPT_VERSION with any of it."""

from capassist.model import Style
from capassist.text.words import counted

_STYLE = "How the author writes captions, measured on {captions}:"
_WISHED_STYLE = "How the author wants captions:"
_WISHED_LENGTH = "- about {median} words"
_USUAL_LENGTH = "- usually {median} words, from {shortest} to {longest}"
_ONE_LENGTH = "- that one has {median} words"
_MOST_WORDS = "- never more than {most} words"
_FINAL_PERIOD = {True: "- a full stop at the end", False: "- no full stop at the end"}
_TITLE_SENTENCE = "- opens with a noun phrase as a title, then goes on"
_PANEL_FORM = "- panels are named like this: {form}{bold}"
_TENSE = "- in the {tense} tense"
_VOICE = {
    "passive": "- in the passive voice",
    "we": '- in the first person: "we show"',
    "active": "- in the active voice",
}
_OPENING = {
    "noun phrase": "- begins with a noun phrase",
    "statement": "- begins with a whole sentence",
    "panel label": "- begins with the first panel's label",
}
_FIGURE_WORD = '- calls other figures "{word}"'
_COLOURS = "- says what the colours stand for, where there are any"
_MESSAGE = {
    True: "- says what the reader should see in the figure",
    False: "- describes, and leaves conclusions to the text",
}


def style_lines(style: Style, *, length: bool, imitated: int) -> list[str]:
    """Return the traits of the author's captions, those that at least four of five have; `length` with how long they
    are. Where one caption is imitated, or there is one, nothing is called usual."""
    head, usual = _lengths(style, imitated)
    most = _MOST_WORDS.format(most=style.most_words) if style.most_words else ""
    return list(filter(None, (head, usual if length else "", most, *_habits(style))))


def _habits(style: Style) -> tuple[str, ...]:
    """Return a line for each habit, an empty one where there is none or the captions are divided over it."""
    return (
        _FINAL_PERIOD[style.final_period] if "final_period" not in style.unsure else "",
        _opening(style),
        _TENSE.format(tense=style.tense) if _is_usual("tense", style) else "",
        _VOICE[style.voice] if style.voice and _is_usual("voice", style) else "",
        _FIGURE_WORD.format(word=style.figure_word) if _is_usual("figure_word", style) else "",
        _COLOURS if _is_usual("colours", style) else "",
        _message(style),
        _panels(style),
    )


def _is_usual(trait: str, style: Style) -> bool:
    return bool(getattr(style, trait)) and trait not in style.unsure


def _lengths(style: Style, imitated: int) -> tuple[str, str]:
    if not style.captions:
        return _WISHED_STYLE, _WISHED_LENGTH.format(median=style.median_words)
    if style.captions == 1:  # of one caption nothing is usual
        return _STYLE.format(captions="one caption"), _ONE_LENGTH.format(median=style.median_words)
    if imitated == 1:
        return _STYLE.format(captions=counted(style.captions, "caption")), _WISHED_LENGTH.format(
            median=style.median_words
        )
    length = _USUAL_LENGTH.format(median=style.median_words, shortest=style.shortest, longest=style.longest)
    return _STYLE.format(captions=counted(style.captions, "caption")), length


def _opening(style: Style) -> str:
    if _is_usual("title_sentence", style):
        return _TITLE_SENTENCE
    return _OPENING[style.opening] if style.opening and _is_usual("opening", style) else ""


def _message(style: Style) -> str:
    known = (style.captions or style.takeaway) and "takeaway" not in style.unsure
    return _MESSAGE[style.takeaway] if known else ""


def _panels(style: Style) -> str:
    bold = ", in bold" if style.panel_bold else ""
    return _PANEL_FORM.format(form=style.panel_form, bold=bold) if _is_usual("panel_form", style) else ""
