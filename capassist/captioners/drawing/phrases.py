"""What is drawn in a figure, said in the words that are printed in it: axes, series, panels, nodes.

Nothing is added to these but the little words between them, so what is said is as true as the reading of the drawing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from capassist.captioners.drawing.labels import UNREADABLE, is_readable, legend_texts, without_half_bracket
from capassist.model import Axis, CaptionRequest, PlotPanel
from capassist.text.blanks import blank
from capassist.text.language import LanguageCode, language_of
from capassist.text.markup import Markup
from capassist.text.words import capitalised, one_line

MOST_SERIES = 6  # named in a caption; more are for the legend
MOST_NODES = 6
MOST_PANELS = 8
_MOST_WORDS = 8  # of a label or of one series; longer texts are sentences that are set in the picture

_UNIT_BEHIND = r"\s*(?:\[{unit}\]|\({unit}\)|/\s+{unit}|,\s*{unit})\s*$"
# "v_C^sim", "R_⊕": what stands in maths in LaTeX.
_INDEXED = re.compile(r"(?<![\w\\])(?P<base>[^\W\d_]{1,3})(?P<scripts>(?:[_^](?:[^\W_]+|[⊕⊙⋆★*+−-]))+)")
_SCRIPT = re.compile(r"([_^])([^_^]+)")
_NUMBERS_ONLY = re.compile(r"[\W\d_]*")
# "Level", not "MH", "x" or "Γ"; the first word of a label inside a sentence
_CAPITALISED = re.compile(r"[A-ZÄÖÜ][a-zäöü]{2,}\b(?!-[A-Z])")
_PROPER = re.compile(
    r"(?:[A-Z][a-z]+(?:[-–−][A-Z][a-z]+)+|Bayes\w*|Fourier|Gauss\w*|Hubble|Kepler|Markov|Monte|Pearson|Python|Reynolds"
    r"|Young|Julia|Lorentz\w*|Poisson|Kelvin|Celsius|Euclid\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The little words of the paper's language."""

    against: str
    series: str
    conjunction: str


_ENGLISH = Words("against", "for", "and")
_LANGUAGES: dict[LanguageCode, Words] = {
    "de": Words("über", "für", "und"),
    "en": _ENGLISH,
    "es": Words("frente a", "para", "y"),
    "fr": Words("en fonction de", "pour", "et"),
    "it": Words("in funzione di", "per", "e"),
    "pt": Words("em função de", "para", "e"),
}
_AGAINST = re.compile(r"\b(as a function of|versus|vs\.|against|with respect to)", re.IGNORECASE)


def words_of(request: CaptionRequest) -> Words:
    """Return the little words in the language of the figure's paragraphs, in English in the author's own form: "as a
    function of"."""
    captions = [chosen.figure.caption or "" for chosen in request.profile.figures]
    said = " ".join((*captions, *(mention.text for mention in request.figure.mentions), request.title or ""))
    code = language_of(said)
    found = _LANGUAGES.get(code, _ENGLISH) if code else _ENGLISH
    own = [match[1].lower() for caption in captions for match in _AGAINST.finditer(caption)]
    if found is not _ENGLISH or not own:
        return found
    return Words(max(own, key=own.count), found.series, found.conjunction)


def axis_name(axis: Axis | None) -> str:
    """Return what an axis shows, without its unit; nothing where its label could not be read."""
    if axis is None or not axis.label:
        return ""
    label = UNREADABLE.sub(" ", one_line(axis.label)).strip()
    if axis.unit:
        label = re.sub(_UNIT_BEHIND.format(unit=re.escape(axis.unit)), "", label)
    label = without_half_bracket(label)
    is_name = re.search(r"[^\W\d_]", label) and len(label.split()) <= _MOST_WORDS
    return label if is_name and is_readable(label) else ""


def series_names(panel: PlotPanel) -> tuple[str, ...]:
    """Return the texts of a panel's legend, each once; nothing where they are more than a caption names."""
    names = tuple(name for name in legend_texts(panel) if re.search(r"\w", name))
    readable = all(len(name.split()) <= _MOST_WORDS and is_readable(name) for name in names)
    return names if 2 <= len(names) <= MOST_SERIES and readable else ()


def panel_phrases(panels: Sequence[PlotPanel], words: Words, markup: Markup) -> tuple[str, ...]:
    """Return what is drawn in each panel, as it stands within a sentence; titles alone where all have the same axes."""
    axes = {(axis_name(panel.x), axis_name(panel.y)) for panel in panels}
    if len(panels) > 1 and len(axes) == 1 and all(panel_title(panel) for panel in panels):
        panels = [replace(panel, x=None, y=None, colourbar=None) for panel in panels]
    return tuple(panel_phrase(panel, words, markup) for panel in panels)


def panel_phrase(panel: PlotPanel, words: Words, markup: Markup) -> str:
    """Return "level against time for A and B" in the paper's markup; nothing where no axis could be read.

    With its title, that is "Tank 1: level against time". An axis that could not be read is a blank beside one that
    could.
    """
    series = _series_beside_ticks(panel)
    x, y = axis_name(panel.x), axis_name(panel.y) or axis_name(Axis(panel.colourbar))
    if set(x.split()) & set(series):  # the names of bars, read as a label
        x = ""
    title = panel_title(panel)
    axes = "" if title and not (x and y) else _axes_phrase(x, y, words, markup)
    said = ": ".join(filter(None, (printed(title, markup), axes)))
    if series and said:
        said += f" {words.series} {listed([printed(name, markup) for name in series], words)}"
    return said


def _series_beside_ticks(panel: PlotPanel) -> tuple[str, ...]:
    """Return the names of the series, unless they are those at the ticks."""
    series = series_names(panel)
    ticks = panel.x.ticks if panel.x else ()
    return () if set(series) & set(ticks) else series


def _axes_phrase(x: str, y: str, words: Words, markup: Markup) -> str:
    """Return "level against time" for the names of axes, with a blank for a vertical one without a name."""
    if not x:
        return drawn(y, markup)
    upright = drawn(y, markup) if y else blank("is plotted")
    return f"{upright} {words.against} {drawn(x, markup)}"


def panel_title(panel: PlotPanel) -> str:
    """Return a panel's printed title as far as it is words: "log(Z) = -175.47" is a value."""
    title = UNREADABLE.sub(" ", one_line(panel.title or "")).strip(" :")
    title = title if title.endswith("al.") else title.removesuffix(".")
    told = not _NUMBERS_ONLY.fullmatch(title) and len(title.split()) <= _MOST_WORDS and "=" not in title
    return title if told and is_readable(title) else ""


def drawn(text: str, markup: Markup) -> str:
    """Return an axis' printed name as it stands within a sentence, in the paper's markup."""
    return printed(text if _PROPER.search(text) else _lowered(text), markup)


def printed(text: str, markup: Markup) -> str:
    """Return a printed text in the paper's markup."""
    text = re.sub(r"(?<=\w)−(?=[^\W\d])", "-", text)  # a minus sign between letters was a hyphen
    if not markup.commands:
        return text
    pieces, end = [], 0
    for match in _INDEXED.finditer(text):
        pieces += [markup.to_source(text[end : match.start()]), _indexed(match, markup)]
        end = match.end()
    return re.sub(r"(?<=[^\\])\$\$", "", "".join((*pieces, markup.to_source(text[end:]))))  # one formula, not two


def _lowered(text: str) -> str:
    """Return "normalized flux" for "Normalized Flux"; what is no plain word, as "MH" or "tSNE", keeps its capitals."""
    return re.sub(r"\S+", lambda match: _word_lowered(match.group()), text)


def _word_lowered(word: str) -> str:
    return word.lower() if _CAPITALISED.fullmatch(word.strip("(),")) else word


def begun(phrase: str) -> str:
    """Return a phrase as the beginning of a sentence; "log(L)" stays as it is."""
    return phrase if re.match(r"[a-z]+\(", phrase) else capitalised(phrase)


def listed(names: Sequence[str], words: Words) -> str:
    """Return "A, B and C"."""
    *first, last = names
    return f"{', '.join(first)} {words.conjunction} {last}" if first else last


def distinct(panels: Iterable[PlotPanel]) -> tuple[PlotPanel, ...]:
    """Return the panels that have anything to say, of those that say the same the first."""
    kept: dict[tuple[str, str, str, str | None], PlotPanel] = {}
    for panel in panels:
        key = (axis_name(panel.x), axis_name(panel.y), panel_title(panel), panel.label)
        if any(key):
            kept.setdefault(key, panel)
    return tuple(kept.values())


def _indexed(match: re.Match[str], markup: Markup) -> str:
    scripts = [(sign, markup.to_source(script).replace("$", "")) for sign, script in _SCRIPT.findall(match["scripts"])]
    base = markup.to_source(match["base"]).replace("$", "")
    return f"${base}{''.join(f'{sign}{{{script}}}' for sign, script in scripts)}$"
