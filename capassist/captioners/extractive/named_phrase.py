"""What a text calls a figure that it names in passing: of "the mean flow (see Fig. 3) is steady", "Mean flow"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from capassist.captioners.extractive.completeness import is_pointer, kept_whole, restriction
from capassist.captioners.extractive.compress import balanced, marked, tidy
from capassist.captioners.extractive.context_dependence import depends_on_context
from capassist.captioners.extractive.mention_filter import about_figure
from capassist.captioners.extractive.pointer_phrases import (
    ADVERB,
    ADVERBS,
    AT,
    BE,
    FINITE,
    MUESTRA,
    NO,
    OPEN,
    PLACE,
    SHOWN,
    SHOWS,
    TOKEN,
    ZEIGT,
)
from capassist.captioners.extractive.salience import content, names_around
from capassist.captioners.extractive.unwrap import unwrap
from capassist.captioners.extractive.well_formed import is_well_formed
from capassist.model import Figure, Mention, Sentence
from capassist.text.blanks import unconfirmed
from capassist.text.markup import Markup
from capassist.text.revision_markup import without_revision_markup
from capassist.text.words import one_line, words

_MOST_WORDS = 14
_SHORT = 2  # words of a name that the text may have at length elsewhere
_MOST_RESTRICTED = 35  # words of a name with the clause that restricts it
_MOST_BEHIND = 10  # words of "for a full analysis of the data"
_ARTICLE = re.compile(
    r"(?:\b(?:the|an?|der|die|das|den|dem|eine?[nmrs]?|les?|las?|los|el|une?|un[ao]?)|\bl['’])\s+", re.IGNORECASE
)
_OPENING_ARTICLE = re.compile(rf"^(?:{_ARTICLE.pattern}|os?\s+|th(?:is|ese)\s+|our\s+)", re.IGNORECASE)
# Where a name cannot go on to the left: a verb, a comma, a conjunction that begins a clause.
_BOUNDARY = re.compile(
    rf"[,;:!?–—]|\.(?=\s|$)|{FINITE.pattern}|\b(?:that|which|where|when|if|because|since|while|whether|how|as|than|so"
    r"|and\s+we|we|they|it|there|then|use[ds]?|using|be|been|being|ist|sind|wird|werden|dass|wenn|est|sont|que"
    r"|qui|es|son|se)\b"
    # "We take the mean and follow the level (Fig. 3)", "cut the level into four parts (Fig. 3)"
    r"|\band\s+(?!(?:of|in|on|for|by|with|from|to|at|between|over|under|both|all|its|their)\b)"
    r"[a-z]+\s+(?=(?:the|an?)\s)"
    r"|\bto\s+[a-z-]+\s[^,;:.]*?\sinto\b",
    re.IGNORECASE | re.VERBOSE,
)
# "They avoid the assumption of a steady flow (Fig. 3)": what is done without is not what the figure shows.
_DONE_WITHOUT = re.compile(
    r"\b(?:(?:avoid|side-?step|circumvent|bypass|evad|escap|eliminat|remov|neglect|ignor|omit|drop|discard|lack|exclud"
    r"|prevent|overcom|relax|violat|contradict|replac|abandon|refut|reject|disprov|suppress|requir|vermeid|umgeh"
    r"|vernachlässig|ersetz|evit|évit|néglig)\w*"
    rf"|without|instead\s+of|rather\s+than|unlike|{NO}|not|never|neither|nor|despite|ohne|statt|sin|sans)"
    r"\s+(?:(?:the|an?)\s+)?(?:\w+\s+(?:of\s+)?)?$",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|never|cannot|neither|nor|hardly|barely|scarcely|fail(?:s|ed)?|unable|nicht|kaum|nie)\b[^.;]*$",
    re.IGNORECASE,
)
_PLACE = re.compile(rf"\b{PLACE}\b", re.IGNORECASE)
_COPULA = re.compile(r"\b(?:is|are|was|were|be|been|being|ist|sind|war|waren|est|sont|es|son)\s+$", re.IGNORECASE)
_BEHIND = re.compile(r"^\s*(?P<said>(?:for|of|between|in|with|at|on|from|to|over|across|under)\s+[^,;:.()]+)")
_INSIDE_FOR = re.compile(rf"{TOKEN.pattern}\s+for\s+(?P<said>[^()]+)$", re.IGNORECASE)
_PARENTHESIS = re.compile(rf"\((?P<inside>[^()]*{OPEN}[^()]*)\)")
_PASSIVE = re.compile(
    rf"^(?:.*,\s+and\s+)?(?P<said>[^,;:{OPEN}]+?)\s+{BE}\s+{ADVERBS}{SHOWN}\s+{ADVERBS}{AT}(?P<rest>.*)",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"^(?:(?:the|die|l[ae]|el|a|il)\s+)?{TOKEN.pattern}\s+{ADVERBS}(?:{SHOWS}|{ZEIGT}|{MUESTRA})"
    rf"\s+(?P<said>[^,;:{OPEN}]+)",
    re.IGNORECASE,
)
# "We generate a circuit plot for the gates (Fig. 3)": what is made is what the figure shows.
_MADE = re.compile(
    r"\b(?:generat|plot|show|visuali[sz]|draw|depict|produc|display|illustrat|comput|calculat|obtain)"
    r"(?:t?e[sd]?|t?ing|n|s)?"
    r"\s+(?P<said>(?:the|an?|our)\s+[^,;:()]+)$",
    re.IGNORECASE,
)
_OF_IT = r"(?:between|of|for|from|over|across|de|d[aeo]s?|del|des|du|von|der|zwischen)"
_MODIFIERS = r"(?:(?<!\w)(?:the|an?|our)\s+(?:[\w-]+\s+){1,3}?|(?<!\w))"  # "a closed" pump of
_RESTRICTS = re.compile(r"\s*(?:that|which|who|whose|where)\b", re.IGNORECASE)  # with no comma before it
_LEADING = re.compile(
    rf"^(?:(?:in|on|from|for|at|with|by|of|to|see|using|consider|and|or|given|{ADVERB})\s+)+",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"(?:\s+(?:{ADVERB}|of|in|on|with|for|to|and|or|the|an?|is|are|well))+$")
# "indicating heterogeneity", "increase the noise": what is done, and no name; "si comparamos" is a clause, "the same
# for the other pump" the name of nothing, and "(wrongly) a peak" more than one.
_CLAUSE = re.compile(
    r"^(?:\(|(?:(?:the\s+)?same|indicating|suggesting|showing|increase|decrease|reduce|show|see|if|si|wenn|se"
    r"|and\s+then)\b)",
    re.IGNORECASE,
)
_EXPLANATION = re.compile(
    r"^\s*(?:(?:the|an?)\s+)?(?:explanations?|illustrations?|depictions?|descriptions?|visuali[sz]ations?|details|"
    r"representations?)\s+of\s+",
    re.IGNORECASE,
)
# "the level as it falls"
_AS_IT = re.compile(r"\s+(?:as|while|when)\s+(?:it|they)\s+[^,;:()]*$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:its|their)\b", re.IGNORECASE)
# These name the figure and not what it shows.
_OF_A_FIGURE = frozenset(
    "details detail illustration illustrations representation graphical example examples figure figures plot plots"
    " result results comparison information explanation overview same case cases this these case".split()
)
_CITATION = re.compile(r"\s*\\[A-Za-z]*cite[A-Za-z]*\*?(?:\[[^\]]*\])*\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class NamedPhrase:
    """What the figure is called, in the paper's markup, and the sentence and paragraph that call it so.

    Where it is not certain that this is the figure's name, `text` stands in brackets.
    """

    text: str
    sentence: str
    mention: Mention
    certain: bool = True
    shown: bool = False  # the text says that the figure shows it


def named_phrases(figure: Figure, markup: Markup) -> list[NamedPhrase]:
    """Return what the text calls the figure, those first that are certain and share words with its labels, files and
    drawn texts."""
    hints = names_around(figure)
    found = [
        NamedPhrase(text if sure else unconfirmed(text), sentence.text, mention, sure, shown)
        for mention in figure.mentions
        for sentence in about_figure(unwrap(mention))
        if sentence.references
        for text, certain, shown in _phrases(sentence)
        if not markup.faults(text)
        and ((sure := certain or bool(_hinted(markup.to_plain(text), hints))) or "[" not in text)
    ]
    return sorted(found, key=lambda phrase: (not phrase.certain, -min(2, _hinted(markup.to_plain(phrase.text), hints))))


def named_panels(figure: Figure, markup: Markup) -> dict[str, NamedPhrase]:
    """Return what the text calls each panel that it names alone in parentheses, "the mean level (Fig. 3b)", by the
    panel's letter; those with more than one word."""
    labels = {label: panel.label.strip("()") for panel in figure.panels for label in panel.labels}
    found: dict[str, NamedPhrase] = {}
    for mention in figure.mentions:
        for sentence in unwrap(mention):
            for letter, text in _phrases_of_panels(sentence, labels):
                if len(text.split()) > 1 and not markup.faults(text) and "[" not in text:
                    found.setdefault(letter, NamedPhrase(text, sentence.text, mention))
    return found


def _phrases_of_panels(sentence: Sentence, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    text = one_line(without_revision_markup(marked(sentence, labels)))
    for match in _PARENTHESIS.finditer(text):
        letters = "".join(TOKEN.findall(match["inside"])).lower()
        if (
            len(letters) == 1
            and _only_points(match)
            and (phrase := _name(_last_name(_AS_IT.sub("", text[: match.start()]))))
        ):
            yield letters, phrase


def _hinted(plain: str, hints: set[str]) -> int:
    """Return how many of the names around the figure a text has, in one number or the other."""
    known = {hint.removesuffix("s") for hint in hints}
    return len({word.removesuffix("s") for word in content(plain)} & known)


def _phrases(sentence: Sentence) -> Iterator[tuple[str, bool, bool]]:
    """Yield what the sentence calls the figure, whether it is certain that this is what the reference is to, and
    whether the figure is said to show it."""
    text = one_line(without_revision_markup(marked(sentence, {})))
    named = ((candidate, certain, False) for candidate, certain in _candidates(text))
    for candidate, certain, shown in (*named, *((candidate, True, True) for candidate in _shown(text))):
        if phrase := _name(candidate):
            yield phrase, certain, shown


def _candidates(text: str) -> Iterator[tuple[str, bool]]:
    for match in _PARENTHESIS.finditer(text):
        yield from _candidates_around(match)


def _shown(text: str) -> Iterator[str]:
    """Yield X of "Figure 3 shows X" and of "X is shown in Figure 3", where the sentence says nothing else of it."""
    passive, active = _PASSIVE.match(text), _ACTIVE.match(text)
    names = [*([_last_name(passive["said"])] if passive else []), *([_until_verb(active["said"])] if active else [])]
    yield from (name for name in names if kept_whole(text, name, "title") == name)


def _candidates_around(parenthesis: re.Match[str]) -> Iterator[tuple[str, bool]]:
    """Yield what stands in a parenthesis with a pointer, "(see Fig. 3 for the flow)", and the name before it."""
    if (asked := _INSIDE_FOR.search(parenthesis["inside"])) and is_pointer(asked.string[: asked.start()]):
        yield _EXPLANATION.sub("", asked["said"]), True
    elif not _only_points(parenthesis):
        return
    before, after = parenthesis.string[: parenthesis.start()], parenthesis.string[parenthesis.end() :]
    behind = _BEHIND.match(after)
    more = _until_verb(behind["said"]) if behind else ""
    if made := _MADE.search(before):
        yield f"{made['said'].strip()} {more}".strip(), True
    # Not of "The speed of cars grows (Fig. 3).", whose verb is one that is not known.
    elif (re.search(r"\w", after) or _BOUNDARY.search(before)) and (name := _last_name(before)):
        yield f"{name} {more}".strip(), _is_subject(before)


def _only_points(parenthesis: re.Match[str]) -> bool:
    """Tell whether a parenthesis points at the figure, or a place in it, and nothing else, behind what is not denied:
    "the flow (not the one in Fig. 3)"."""
    return is_pointer(_PLACE.sub("", parenthesis["inside"])) and not _DENIED.search(
        parenthesis.string[: parenthesis.start()]
    )


def _is_subject(before: str) -> bool:
    """Tell whether a text is the beginning of a sentence up to its verb, behind what ties it to the one before or
    nothing."""
    boundaries = list(_BOUNDARY.finditer(before))
    if len(boundaries) == 1 and boundaries[0].group() == ",":
        return restriction(before[: boundaries[0].end()] + " ") == ""
    return not boundaries


def _last_name(before: str) -> str:
    """Return the name at the end of a text: from the first article behind the last verb or comma; nothing where it is
    what is done without, or only what something is like: "the level is constant (Fig. 3)"."""
    bare = _CITATION.sub("", re.sub(r"\s\([^()]*\)", "", before)).strip()
    boundaries = [match.end() for match in _BOUNDARY.finditer(bare)]
    begin = boundaries[-1] if boundaries else 0
    piece = bare[begin:].strip()
    name = _from_article(piece, opens=not boundaries)
    led = bare[: -len(name)] if name else bare
    is_predicate = not _ARTICLE.match(name) and _COPULA.search(led)
    return "" if is_predicate or _DONE_WITHOUT.search(led) else name


def _from_article(piece: str, *, opens: bool) -> str:
    """Return the part of a clause from its first article on; where it has none, or `opens` the sentence with other
    words, all of it but what leads to it."""
    article = _ARTICLE.search(piece)
    if article and not (opens and _LEADING.sub("", piece)[:1] == piece[:1] and article.start() > 0):
        return piece[article.start() :]
    piece = _LEADING.sub("", piece)
    return piece if opens or len(piece.split()) <= 4 else ""


def _until_verb(text: str) -> str:
    match = _BOUNDARY.search(text)
    said = text[: match.start()] if match else text
    if match:  # "for a full analysis might consist of" ends before "might"
        said = said.rstrip()
    return said if len(said.split()) <= _MOST_BEHIND else ""


def _name(candidate: str) -> str:
    """Return a candidate as a title; nothing where it is none."""
    if _CLAUSE.match(candidate):
        return ""
    phrase = _TRAILING.sub("", _LEADING.sub("", _OPENING_ARTICLE.sub("", _LEADING.sub("", candidate.strip()))).strip())
    phrase = _POSSESSIVE.sub(lambda match: unconfirmed(match.group()), phrase)
    if OPEN in phrase or not balanced(phrase) or not is_well_formed(phrase, "title", cut=True):
        return ""
    if depends_on_context(phrase, title=True):
        return ""
    meaning = {word.lower() for word in words(phrase) if len(word) > 2} - _OF_A_FIGURE
    return tidy(phrase) if meaning and len(phrase.split()) <= _MOST_WORDS else ""


def best_phrase(found: Sequence[NamedPhrase], figure: Figure) -> NamedPhrase | None:
    """Return the first certain one that says more than one word, else the first; a short one as the text has it at
    length: "Plot of the levels" for "Plot"."""
    named = (phrase for phrase in found if phrase.certain and len(phrase.text.split()) > 1)
    best = next(named, found[0] if found else None)
    return _at_length(best, figure) if best and len(best.text.split()) <= _SHORT else best


def _at_length(phrase: NamedPhrase, figure: Figure) -> NamedPhrase:
    """Return a phrase with what another sentence about the figure has behind it: "the plot between A and B"."""
    longer = re.compile(rf"{_MODIFIERS}{re.escape(phrase.text)}\s+{_OF_IT}\s+[^,;:.()]+", re.IGNORECASE)
    for mention in figure.mentions:
        for sentence in _up_to_its_name(mention):
            match = longer.search(sentence.source)
            text = _whole_name(match.group()) if match else ""
            if len(text.split()) > len(phrase.text.split()):
                return NamedPhrase(text, sentence.text, mention, phrase.certain and "[" not in text, phrase.shown)
    return phrase


def _whole_name(text: str) -> str:
    """Return the name that a text begins with, with the clause behind it that restricts it; in brackets where that
    cannot stand in a caption."""
    name, behind = _name(_until_boundary(text)), text[len(_until_boundary(text)) :]
    if not name or not _RESTRICTS.match(behind):
        return name
    whole = tidy(f"{name} {behind.strip()}")
    fits = balanced(whole) and "\\" not in behind and OPEN not in whole and len(whole.split()) <= _MOST_RESTRICTED
    return whole if fits and not depends_on_context(behind.strip().partition(" ")[2]) else unconfirmed(name)


def _until_boundary(text: str) -> str:
    match = _BOUNDARY.search(text)
    return text[: match.start()] if match else text


def _up_to_its_name(mention: Mention) -> Iterator[Sentence]:
    """Yield a paragraph's sentences up to the last that names the figure, without those that only compare with it: what
    stands behind may be of another plot of that kind."""
    written = unwrap(mention)
    found = list(about_figure(written))
    last = max((place for place, sentence in enumerate(found) if sentence.references), default=-1)
    yield from (
        s for s, before in zip(found[: last + 1], written, strict=False) if s.references or not before.references
    )
