"""A sentence about a figure, cut down to what may stand in the figure's own caption.

"Figure 3 shows that X" becomes "X", "X is shown in Fig. 3" becomes "X", "X (see Fig. 3b) …" loses the parenthesis. The
rules only cut; no word is added, except that "compares X with Y" becomes "Comparison of X with Y", "of this lens"
becomes "of the lens", "in the top panel we show X" becomes "the top panel shows X", and "X, as shown in Fig. 3 for k"
becomes "X, here for k".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from capassist.captioners.extractive.completeness import is_pointer, kept_whole
from capassist.captioners.extractive.context_dependence import definite
from capassist.captioners.extractive.own_share import JOIN, POINTER, is_shared, own_share
from capassist.captioners.extractive.panel_clauses import by_panel
from capassist.captioners.extractive.pointer_phrases import (
    ADVERBS,
    ATTRIBUTIONS,
    AUXILIARY,
    BE,
    CLOSE,
    CONNECTIVE,
    INTERJECTION,
    LOOSE_END,
    OPEN,
    PLACE,
    SEE,
    SHOWS,
    TOKEN,
)
from capassist.captioners.extractive.pointer_rules import RULES, Role, apart, shown
from capassist.captioners.extractive.well_formed import Form, is_sentence, is_well_formed, whole_title, without_heading
from capassist.model import Sentence
from capassist.text.accents import with_accents
from capassist.text.latex_groups import group_end
from capassist.text.revision_markup import without_revision_markup
from capassist.text.words import capitalised, one_line

_PANELS = r"[A-Ha-h](?:\s?(?:,|–|-{1,2}|and|&)\s?[A-Ha-h])*"
_PANEL_IN_REFERENCE = re.compile(rf"[}}\d\s~]\(?(?P<letters>{_PANELS})\)?$")
_PANEL_BEHIND = re.compile(rf"{CLOSE}\s?\((?P<letters>{_PANELS})\)")
_MORE_PANELS = re.compile(rf"(?<=[A-Ha-h]){CLOSE}(?P<letters>(?:\s?(?:,|and|&)\s?[B-Hb-h]\b)+)")
_PANEL_BEFORE = re.compile(
    rf"\b[Pp]anels?(?:\s|~)+\(?(?P<letters>{_PANELS})\)?(?:\s|~)+(?:of|in)(?:\s|~)+{OPEN}{CLOSE}"
)
_LABELS = re.compile(r"\{([^{}]*)\}")
_MORE_BEHIND = re.compile(rf"{OPEN}[A-Za-z]*{CLOSE}(?:{JOIN}(?:{POINTER}|{OPEN}[A-Za-z]*{CLOSE}))+")
_MORE_BEFORE = re.compile(rf"(?:{POINTER}{JOIN})+({OPEN})")
_PARENTHESIS = re.compile(r"(?P<space>(?:\s|~)*)\((?P<inside>[^()]*)\)")
_POINTING = re.compile(
    rf"^(?:(?:{SEE}|e\.g\.|also|as|shown|and|or)\s*)+(?=$|{OPEN})|(?:\b(?:shown|illustrated|depicted|plotted"
    rf"|similar|compare|analogous|see|as|in|of|from|to)\s+)*(?:the\s+)?{TOKEN.pattern}$|^{TOKEN.pattern}\s",
    re.IGNORECASE,
)
_DISPLAY = re.compile(r"\\\[|\$\$|\\(?:begin|end)\s*\{")
# "From the scatter plot (Figure 3), we see X" is what the figure shows, no aside.
_PLOT_NAMED = re.compile(
    rf"^((?:from|in|on)\s+)the\s+(?:\w+[-\s]){{0,3}}(?:plot|figure|graph|diagram|histogram|map|chart|curve"
    rf"|panel)s?\s+\(({OPEN}[A-Za-z]*{CLOSE})\)(?=,)",
    re.IGNORECASE,
)
# "The yield of the field (Figure 3) was low": what the sentence speaks of is what the figure shows.
_NAMED_SUBJECT = re.compile(
    rf"^(?:(?!\b{AUXILIARY}\b)[^,;:()])+\({OPEN}[A-Za-z]*{CLOSE}\)(?=\s+(?:{AUXILIARY}|{SHOWS}|consists?"
    r"|corresponds?)\b)",
    re.IGNORECASE,
)
# "The yield was low (see Figure 3).": the figure is the evidence of the whole sentence.
_ONLY = re.compile(r"^(?:only|just|nur|seulement)\s+(?=[^\W\d_])", re.IGNORECASE)
_EVIDENCE = re.compile(
    rf"(?:\((?:{SEE}\s+)?{OPEN}[A-Za-z]*{CLOSE}(?:\s+for\s+(?:an?\s+)?(?:\w+\s+)?(?:representation|illustration"
    rf"|visuali[sz]ation))?\)|,\s+{SEE}\s+{OPEN}[A-Za-z]*{CLOSE})\s*[.!?]?\s*$",
    re.IGNORECASE,
)
# "The flow can be visualized by plotting its lines (Figure 3).": that is done there.
SAID_TO_BE_SHOWN = re.compile(
    rf"^[^,;:()]*?\b{BE}\s+{ADVERBS}(?:shown|plotted|illustrated|depicted|displayed|visuali[sz]ed|pictured)\b",
    re.IGNORECASE,
)
# "Figure 3, top left shows X" is of the top left panel.
_PLACE_BEHIND = re.compile(
    rf"^({OPEN}[A-Za-z]*{CLOSE}),?\s+(?P<place>{PLACE})(?:\s+panel)?,?\s+(?={SHOWS}\s)", re.IGNORECASE
)
_TO_READERS = re.compile(r"\s*\([^()]*\breaders?\b[^()]*\)")
_VERBATIM = re.compile(r"\\verb\*?([^\w\s*])([\w .:/()=,+*-]*?)\1")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # from fonts in a PDF that name no characters
# "This figure" in a sentence that names no other is a pointer, too.
_SPOKEN = re.compile(
    r"""
      (?<![\w\\])(?:th(?:is|e|ese)\s+(?:figures?|(?:figure|schematic|plot|graph|diagram|image|chart
        |illustration)s?\s+(?:above|below))|(?<=\bin\s)th(?:is|ese)\s+(?:plot|graph|diagram|chart
        |image|depiction|visuali[sz]ation)s?|(?<=\bfrom\s)th(?:is|ese)\s+(?:plot|graph|diagram|chart
        |image|depiction|visuali[sz]ation)s?)(?!\s+of\s+merit)(?![\s~]*(?:\\|\d))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "\\citep[see Sect. 3 of][and the references therein]{x}" cites x.
_LONG_NOTE = re.compile(r"(\\[A-Za-z]*cite[A-Za-z]*\*?)(?:\[[^\[\]]*\S\s+\S+\s+\S[^\[\]]*\])+(?:\[[^\[\]]*\])*(?=\{)")
_ELSEWHERE = re.compile(
    rf"\s*\((?![^()]*{OPEN})(?P<said>[^()]*?)\b(?:see|seen|cf|Tables?|Tab|Sections?|Sect?|Appendix|Appendices"
    r"|Algorithms?)\b[^()]*\\[A-Za-z]*ref\*?\{[^()]*\)"
)
_FOOTNOTE = re.compile(r"(?:\s|~)*\\(?:footnote|thanks|todo|marginpar)\s*\{")
# Of "we see that A and that B", once the first "that" is gone.
_SECOND_THAT = re.compile(r"^((?:(?!\bthat\b).)*\b(?:and|but))\s+that(\s+)(?!of\b|in\b|from\b|which\b|is\b|was\b)")
_PHRASE_FIRST = re.compile(
    r"""
      (?:for|in|with|at|on|to|as|from|by|when|if|while|because|since|after|before|although
        |unlike)\b[^,]*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PASSES = 3  # connectives and attributions stack: "However, note that …"


@dataclass(frozen=True, slots=True)
class Clause:
    """What a sentence says of a figure. `role` tells how it named the figure, None when it did not; `panels` are the
    letters."""

    text: str
    role: Role | None
    panels: tuple[str, ...] = ()
    form: Form = "sentence"
    back: tuple[str, ...] = ()  # "this structure", which the text names before and the clause has as "the structure"
    evidenced: bool = False  # the figure is pointed at behind it, as the evidence of all of it
    shared: bool = False  # it is said of several figures in one


def compress(sentence: Sentence, panel_labels: Mapping[str, str] | None = None) -> list[Clause]:
    """Return what is left of a sentence without its pointers to the figure: a clause, those of its panels where it
    tells
    of them one by one, nothing where no clause is whole.

    `panel_labels` maps a \\label to the letter of its panel. The clauses are balanced in braces, parentheses and dollar
    signs wherever the sentence was, and lack nothing of it but pointers.
    """
    whole = _prepared(sentence, panel_labels or {})
    clauses = [clause for part in by_panel(one_line(whole)) if (clause := _clause(part))] if whole else []
    if sentence.names_others and is_shared(_with_tokens(sentence, panel_labels or {})):
        return [replace(clause, shared=True) for clause in clauses]
    return clauses


def _clause(said: str) -> Clause | None:
    """Return what a sentence, or the part of one about a panel, says without its pointers; None where that is no whole
    clause, or lacks more than them."""
    panels = tuple(dict.fromkeys("".join(TOKEN.findall(said))))
    whole = INTERJECTION.sub(_comma, said)
    text, role, form = _cut(whole)
    text = _without_only(kept_whole(said, text, form) or "", role, form)
    evidenced = role == "aside" and bool(_EVIDENCE.search(whole))
    role = _closer_role(whole, evidenced=evidenced) or role
    evidenced = evidenced and role == "aside"
    text, back = definite(text, title=form == "title") if role in {"subject", "object"} else (text, ())
    cut = _last_words(text) != _last_words(whole)
    if OPEN in text or not balanced(text) or not is_well_formed(text, form, cut=cut):
        return None
    return Clause(text, role, panels, form, back, evidenced)


def _without_only(text: str, role: Role | None, form: Form) -> str:
    """Return "Runs of the pump" for "Only runs of the pump", of which the figure was said to show no others."""
    return capitalised(_ONLY.sub("", text)) if form == "title" and role == "object" else text


def _closer_role(whole: str, *, evidenced: bool) -> Role | None:
    """Return how a sentence that has its pointer in parentheses speaks of the figure; None where only in passing."""
    if _NAMED_SUBJECT.match(whole):
        return "subject"
    return "object" if evidenced and SAID_TO_BE_SHOWN.match(whole) else None


def _prepared(sentence: Sentence, panel_labels: Mapping[str, str]) -> str | None:
    """Return a sentence with tokens for its pointers to the figure, without notes, footnotes and what wraps it; None
    where it is no sentence, or displays a formula."""
    of_a_page = sentence.source == sentence.text
    if not is_sentence(without_heading(sentence.text) if of_a_page else sentence.text):
        return None
    text = _without_notes(without_revision_markup(_CONTROLS.sub("", marked(sentence, panel_labels))))
    if of_a_page:
        text = with_accents(without_heading(text))
    text = _VERBATIM.sub(_typewritten, text)
    text = _without_wrapper(_without_footnotes(text))
    text = _TO_READERS.sub("", _PLOT_NAMED.sub(r"\1\2", text))
    text = _PLACE_BEHIND.sub(r"The \g<place> panel of \1 ", text)
    return None if not text.strip() or _DISPLAY.search(text) else text


def _cut(text: str) -> tuple[str, Role | None, Form]:
    """Return a sentence without what leads to the figure, how it named the figure, and its form."""
    text, role, form = _without_pointers(_without_lead_ins(text))
    text = _without_lead_ins(text)
    if role == "object" and form == "sentence":
        text, title = shown(text)
        form = "title" if title else form
    return tidy(whole_title(text) if form == "title" else _SECOND_THAT.sub(r"\1\2", text)), role, form


def _last_words(text: str) -> list[str]:
    return text.split()[-2:]


def _comma(match: re.Match[str]) -> str:
    """Return what stays of an interjection: the comma behind it where a phrase stands before it ("For cars, for
    example, …")."""
    comma = "," if match.group().endswith(",") else ""
    return comma if match["after"] or _PHRASE_FIRST.match(match.string[: match.start()]) else ""


def balanced(text: str) -> bool:
    """Return whether braces, round parentheses and dollar signs are in pairs."""
    bare = re.sub(r"\\[\\${}]", "", text)
    depth = 0
    for character in bare:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    words_only = re.sub(r"\$[^$]*\$", "", bare)  # "$(0, 1]$" is whole
    return depth == 0 and bare.count("$") % 2 == 0 and words_only.count("(") == words_only.count(")")


def tidy(text: str) -> str:
    """Return the text on one line, without empty parentheses, loose punctuation or double spaces, starting with a
    capital."""
    text = one_line(text)
    text = re.sub(r"(?:\s|~)*(?:\(\s*\)|\[\s*\])", lambda match: apart(match, ""), text)
    text = re.sub(r"(?:\s|~)+([,;:.!?])(?=\s|$)", r"\1", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    text = re.sub(r"[,;:]+\s*([.!?])", r"\1", text)
    text = re.sub(r"^(?:\s|~|[,;:.!?])+", "", text)
    text = re.sub(r"(?<=\S)[\s~]+$", "", text)
    return capitalised(text)


def marked(sentence: Sentence, panel_labels: Mapping[str, str]) -> str:
    """Return what the source says of the figure, each reference to it as one token that carries the panels it names;
    nothing where it tells of several figures and which it says what of is not clear."""
    text = _with_tokens(sentence, panel_labels)
    for pattern in (_PANEL_BEHIND, _MORE_PANELS):
        text = pattern.sub(lambda match: _letters(match["letters"]) + CLOSE, text)
    text = _PANEL_BEFORE.sub(lambda match: OPEN + _letters(match["letters"]) + CLOSE, text)
    text = own_share(text) if sentence.names_others else text
    return _MORE_BEFORE.sub(r"\1", _MORE_BEHIND.sub(_one_pointer, text))


def _with_tokens(sentence: Sentence, panel_labels: Mapping[str, str]) -> str:
    text = sentence.source
    for start, end in sorted(sentence.references, reverse=True):
        reference = text[start:end]
        if reference.endswith(")") and reference.count("(") < reference.count(")"):  # it closes "(Fig. 3a)"
            reference = reference[:-1]
        text = text[:start] + OPEN + _panels(reference, panel_labels) + CLOSE + text[start + len(reference) :]
    return text if sentence.names_others else _SPOKEN.sub(OPEN + CLOSE, text)


def _one_pointer(run: re.Match[str]) -> str:
    """Return one token for a run of pointers, with the panels of all of them: "Figures 3a and 3b"."""
    letters = TOKEN.findall(run.group())
    is_range = len(letters) == 2 and re.search(r"\b(?:to|through|bis)\b|[–-]", TOKEN.sub("", run.group()))
    return OPEN + (_letters("-".join(letters)) if is_range else "".join(letters)) + CLOSE


def _typewritten(match: re.Match[str]) -> str:
    """Return \\verb|f_x| as \\texttt{f\\_x}: verbatim text may not stand in a caption."""
    return f"\\texttt{{{match[2]}}}".replace("_", "\\_")


def _panels(reference: str, panel_labels: Mapping[str, str]) -> str:
    named = [panel_labels.get(label.strip(), "") for group in _LABELS.findall(reference) for label in group.split(",")]
    if any(named):
        return "".join(named)
    trailing = _PANEL_IN_REFERENCE.search(reference)
    return _letters(trailing["letters"]) if trailing else ""


def _letters(text: str) -> str:
    """Return "abc" for "a-c" and "ac" for "a, c" or "a and c"."""
    letters = re.findall(r"\b[A-Ha-h]\b", text)
    if len(letters) == 2 and re.search(r"[–-]", text):
        return "".join(chr(code) for code in range(ord(letters[0]), ord(letters[1]) + 1))
    return "".join(letters)


def _without_notes(text: str) -> str:
    """Return the text with citations that have lost their long notes, and without parentheses that only point to
    tables, sections and equations."""
    return _LONG_NOTE.sub(r"\1", _ELSEWHERE.sub(_without_elsewhere, text))


def _without_elsewhere(match: re.Match[str]) -> str:
    """Return a parenthesis that says something before it points elsewhere: "(except for those in Table 2)"."""
    return "" if is_pointer(match["said"]) else match.group()


def _without_wrapper(text: str) -> str:
    """Return a sentence without braces around it, or half of a macro that wraps the whole paragraph: "\\new{First
    sentence."."""
    if re.match(r"\{(?!\s*\\)", text) and group_end(text, 0) == len(text.rstrip()) - 1:
        return text.strip()[1:-1].strip()
    excess = text.count("{") - text.count("}")
    if excess == 1:
        return re.sub(r"^(?:\\[A-Za-z]+\s*)?\{(?:\s|~)*", "", text)
    return re.sub(r"\}\s*$", "", text) if excess == -1 else text


def _without_footnotes(text: str) -> str:
    while match := _FOOTNOTE.search(text):
        depth, end = 1, match.end()
        while depth and end < len(text):
            depth += (text[end] == "{") - (text[end] == "}")
            end += 1
        text = text[: match.start()] + (" " if text[end : end + 1].isalnum() else "") + text[end:]
    return text


def _without_lead_ins(text: str) -> str:
    """Return the text without connectives and attributions in front."""
    for _ in range(_PASSES):
        before = text
        for pattern in (CONNECTIVE, *ATTRIBUTIONS):
            match = pattern.match(text)
            if match:
                text = text[match.end() :]
        if text == before:
            return text
    return text


def _without_pointers(text: str) -> tuple[str, Role | None, Form]:
    role: Role | None = None
    form: Form = "sentence"
    if OPEN in text:
        text, role = _PARENTHESIS.sub(_without_pointer_inside, text), "aside"
        text = _without_lead_ins(text)
    for rule in RULES:
        if OPEN not in text:
            break
        shorter = rule.apply(text).strip()
        if shorter != text and balanced(shorter):
            text = shorter
            role = rule.role if role == "aside" else role
            form = "title" if rule.title else form
    return text, role, form


def _without_pointer_inside(match: re.Match[str]) -> str:
    """Return a parenthesis without the parts that point at the figure; nothing when no other part is left."""
    if OPEN not in match["inside"]:
        return match.group()
    parts = (_without_pointing(part) for part in re.split(r"\s*[;,]\s*", match["inside"]))
    kept = [part for part in parts if part]
    if any(OPEN in part or LOOSE_END.search(part) for part in kept):
        return match.group()  # "(not the one in Fig. 3)" says something of it
    return apart(match, f"{match['space']}({', '.join(kept)})" if kept else "")


def _without_pointing(part: str) -> str:
    if OPEN in part and re.match(rf"{SEE}\s", part, re.IGNORECASE):
        return ""  # "see the curves in Fig. 3"
    return _POINTING.sub("", part).strip()
