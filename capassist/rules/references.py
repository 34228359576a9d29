"""Rules about the references between text and figures."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from capassist.model import Figure, Manuscript, Reference, Source
from capassist.rules.paper import Paper, majority, most_frequent
from capassist.rules.rule import Hit, paper_rule
from capassist.text.float_references import references
from capassist.text.keys import near_key, set_otherwise, takes_labels

_OF_PACKAGES = frozenset(("LastPage", "TotPages", "lastpage"))
_QUESTION_MARKS = re.compile(
    r"(?:[Ff]ig(?:ure|s)?s?|[Tt]ab(?:les?)?|[Ss]ec(?:tion)?s?|[Ee]q(?:uation|s)?|[Aa]ppendix|[Aa]lgorithm"
    r"|[Ll]isting)\.?\s*\(?\?\?"
)


def _can_be_referred_to(figure: Figure, paper: Paper) -> bool:
    """Whether the author could refer to it: it has a caption, and does not go on, nor come out of a foreign file."""
    if figure.state == "missing" or paper.goes_on(figure) or _named_somewhere(figure, paper):
        return False
    return bool(figure.labels) or not paper.is_foreign(figure)


@paper_rule("C005", "unreferenced-figure", "error")
def unreferenced_figure(paper: Paper) -> Iterator[Hit]:
    r"""No sentence of the text refers to the figure.

    Readers find a figure from the text, and typesetters place it by its first mention. References inside captions and
    comments do not count; those in headings and tables do, which `scan` does not count among the paragraphs that
    mention
    a figure. A figure whose number is not printed cannot be referred to, and is left out, as is one without a caption.

    Bad:
        The run time grows slowly.
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
          \label{fig:time}
        \end{figure}

    Good:
        Figure~\ref{fig:time} shows that the run time grows slowly.
        \begin{figure}
          \includegraphics{a}
          \caption{Run time of both parsers against the number of words.}
          \label{fig:time}
        \end{figure}

    Source: PLOS figure guidelines and the Science manuscript template, as copied on other pages, read 2026-11.
    """
    referred = {name for reference in paper.references for name in reference.figures}
    numbers = {
        number for found in references(paper.manuscript.body) for number in found.numbers if found.kind != "table"
    }
    for figure in paper.figures:
        if figure.id in referred or figure.number in (None, *numbers) or not _can_be_referred_to(figure, paper):
            continue
        paper.require_whole()
        yield Hit(f"{paper.name(figure)} is not referred to in the text.", paper.place_of(figure), figure.id)


def _named_somewhere(figure: Figure, paper: Paper) -> bool:
    """Tell whether one of a figure's labels stands in the text as some command's argument: the paper's own way to
    refer."""
    labels = [*figure.labels, *(label for panel in figure.panels for label in panel.labels)]
    return any(
        re.search(rf"(?<!\\label)[\[{{,]\s*{re.escape(name)}\s*[\]}},]", paper.manuscript.body)
        for label in labels
        for name in {label, label.partition(":")[2]}
        if name
    )


@paper_rule("C006", "citation-order", "warning")
def citation_order(paper: Paper) -> Iterator[Hit]:
    r"""The text first refers to figures in another order than they are numbered.

    Many venues want figures cited in ascending order, and readers expect it. The fewest figures that would have to move
    are named. Numbers of a series of their own, such as S1 or A.1, have an order of their own.

    Bad:
        Figure~\ref{fig:memory} shows the memory, Figure~\ref{fig:time} the run time.
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\label{fig:time}\end{figure}
        \begin{figure}\includegraphics{b}\caption{Memory of both parsers.}\label{fig:memory}\end{figure}

    Good:
        Figure~\ref{fig:time} shows the run time, Figure~\ref{fig:memory} the memory.
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\label{fig:time}\end{figure}
        \begin{figure}\includegraphics{b}\caption{Memory of both parsers.}\label{fig:memory}\end{figure}

    Source: PLOS figure guidelines and the Science manuscript template, as copied on other pages, read 2026-11.
    """
    first: dict[str, Reference] = {}
    for reference in paper.references:
        for name in sorted(reference.figures, key=lambda name: _order(paper.by_id[name].number)[1]):
            first.setdefault(name, reference)
    for figures in _by_series(paper.by_id[name] for name in first):
        numbers = [_order(figure.number)[1] for figure in figures]
        for index in sorted(set(range(len(figures))) - _longest_rise(numbers)):
            later = any(number > numbers[index] for number in numbers[:index])
            order = "after figures with higher numbers" if later else "before figures with lower numbers"
            message = f"{paper.name(figures[index])} is first referred to {order}."
            yield Hit(message, first[figures[index].id].source, figures[index].id)


def _by_series(figures: Iterable[Figure]) -> Iterable[list[Figure]]:
    """Return the numbered figures by the series of their numbers, each in the order given."""
    series: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.kind == "figure" and figure.number:
            series[_order(figure.number)[0]].append(figure)
    return series.values()


def _order(number: str | None) -> tuple[str, tuple[int, ...]]:
    """Return a number's series and place: "S2" is ("S", (2,)), "A.1" is ("A", (1,)), "2.4" is ("", (2, 4))."""
    found = re.match(r"([^\d]*)([\d.\-]*)", number or "")
    letters, digits = (found[1], found[2]) if found else ("", "")
    return letters.strip(".- "), tuple(int(part) for part in re.findall(r"\d+", digits))


def _longest_rise(numbers: Sequence[tuple[int, ...]]) -> set[int]:
    """Return the indices of a longest subsequence that never falls."""
    best: list[list[int]] = []
    for index, number in enumerate(numbers):
        before = (rise for rise in best if numbers[rise[-1]] <= number)
        best.append([*_longest(before), index])
    return set(_longest(best))


def _length(rise: list[int]) -> int:
    return len(rise)


def _longest(rises: Iterable[list[int]]) -> list[int]:
    return max(rises, key=_length, default=[])


@paper_rule("C007", "undefined-ref", "error")
def undefined_ref(paper: Paper) -> Iterator[Hit]:
    r"""A reference points at a label that the draft does not set.

    LaTeX prints "??" there. References are \ref and its kind, and the draft's own commands that come down to one. Left
    out are drafts that take labels from other documents, and keys that another command than a reference has, too, as
    those of algorithms and listings. Where a file that the draft reads is not there, the label may be in it: then only
    keys that are a label mistyped are found, as warnings, and that is said.

    Bad:
        Figure~\ref{fig:tmie} shows the run time.
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\label{fig:time}\end{figure}

    Good:
        Figure~\ref{fig:time} shows the run time.
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\label{fig:time}\end{figure}

    Source: LaTeX's own manual on \label and \ref.
    """
    if not paper.is_latex:
        yield from _printed_question_marks(paper)
        return
    if takes_labels(paper.manuscript):
        return
    unset = list(_unset(paper.manuscript))
    unless = ", unless it is in what was not read" if paper.unread else ""
    for reference, key, near in unset:
        if not paper.unread or _is_slip(key, near):
            message = f"No label {key} is set{near and f', but {near}'}{unless}."
            yield Hit(message, reference.source, reference.caption_of, subject=key, doubtful=bool(unless))
    if not all(_is_slip(key, near) for _, key, near in unset):
        paper.require_whole()


def _unset(manuscript: Manuscript) -> Iterator[tuple[Reference, str, str]]:
    """Yield the keys of references that nothing sets, each with the label that is nearest, if one is near."""
    for reference, key in _unknown_keys(manuscript):
        yield reference, key, near_key(key, manuscript.labels)


def _is_slip(key: str, label: str) -> bool:
    """Tell whether a key is a label with two neighbouring letters changed, or one inside a word left out or too many;
    keys of a series, such as fig:a and fig:b, are none."""
    longer, shorter = sorted((key, label), key=len, reverse=True)
    first = next((at for at in range(len(shorter)) if longer[at] != shorter[at]), 0)
    if not first or not longer[first - 1 : first + 2].isalpha():
        return False
    if len(longer) == len(shorter):
        return (
            longer[first : first + 2] == shorter[first : first + 2][::-1]
            and longer[first + 2 :] == shorter[first + 2 :]
        )
    return len(longer) == len(shorter) + 1 and longer[first + 1 :] == shorter[first:]


def _unknown_keys(manuscript: Manuscript) -> Iterator[tuple[Reference, str]]:
    """Yield the keys of references that nothing in the draft sets, nor may set."""
    known = {*manuscript.labels, *(label.partition(":")[2] for label in manuscript.labels), *_OF_PACKAGES}
    for reference in manuscript.references:
        for key in reference.labels:
            unknown = key not in known and re.fullmatch(r"[^\\#{}]+", key)
            if unknown and not set_otherwise(key, manuscript.body, manuscript.reference_commands):
                yield reference, key


def _printed_question_marks(paper: Paper) -> Iterator[Hit]:
    for figure in paper.figures:
        if match := _QUESTION_MARKS.search(figure.caption or ""):
            message = f'The caption of {paper.name(figure)} has a reference without a target: "{match.group()}".'
            yield Hit(message, paper.place_of(figure), figure.id, subject=match.group())
    for text, count in Counter(match.group() for match in _QUESTION_MARKS.finditer(paper.manuscript.body)).items():
        times = f" ({count} times)" if count > 1 else ""
        yield Hit(f'A reference has no target: "{text}"{times}.', Source(paper.draft.main, 1), subject=text)


@paper_rule("C008", "ref-style", "info")
def ref_style(paper: Paper) -> Iterator[Hit]:
    r"""A reference calls the figure by another word than the paper's other references do, or than the venue wants.

    "Figure 3", "Fig. 3" and "figure 3" in one paper look careless. The word at the beginning of a sentence is compared
    with other beginnings only, as many venues write it out there. A missing tie, which lets a line end before the
    number, is named where most references have one.

    Bad:
        As Fig.~\ref{fig:a} shows, it grows. See Fig.~\ref{fig:a}. In Fig.~\ref{fig:a} it falls. In figure~\ref{fig:a}
        it does not.
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\label{fig:a}\end{figure}

    Good:
        As Fig.~\ref{fig:a} shows, it grows. See Fig.~\ref{fig:a}. In Fig.~\ref{fig:a} it falls. In Fig.~\ref{fig:a} it
        does not.
        \begin{figure}\includegraphics{a}\caption{Run time of both parsers.}\label{fig:a}\end{figure}

    Source: IEEE editorial style manual as quoted by university guides, ACS and PLOS author pages, read 2026-11.
    """
    called = [(reference, word) for reference in paper.references if (word := _figure_word(reference))]
    within = [(reference, word) for reference, word in called if word in _WITHIN]
    yield from _misnamed(within, paper)
    if paper.is_latex:
        yield from _untied(called)


def _misnamed(called: Sequence[tuple[Reference, str]], paper: Paper) -> Iterator[Hit]:
    """Yield the references with another word than the venue wants, or else most have."""
    whose = "the venue" if paper.venue.reference_word else "the paper"
    wanted = paper.venue.reference_word or most_frequent(word for _, word in called)
    for reference, word in called if wanted else ():
        if word != wanted and not (word == "Figure" and _opens_sentence(reference, paper)):
            message = f'It says "{word}" where {whose} says "{wanted}".'
            yield Hit(message, reference.source, reference.figures[0], subject=word)


def _untied(called: Sequence[tuple[Reference, str]]) -> Iterator[Hit]:
    tied = majority("~" in reference.text for reference, _ in called)
    for reference, word in called if tied else ():
        if re.match(rf"{re.escape(word)}\s", reference.text):
            message = "No tie (~) holds the word and the number together."
            yield Hit(message, reference.source, reference.figures[0], subject=word)


def _figure_word(reference: Reference) -> str | None:
    """Return "Fig.", "Figure" … of a reference to one figure; None where it has another word or none."""
    match = re.match(r"[A-Za-z]+\.?", reference.text)
    return match.group() if match and len(reference.figures) == 1 else None


_WITHIN = frozenset(("Fig.", "Fig", "fig.", "fig", "Figure", "figure"))


def _opens_sentence(reference: Reference, paper: Paper) -> bool:
    """Tell whether the reference's sentence begins with it in one of the figure's mentions."""
    return any(
        reference.text[:6] == sentence.source[:6]
        for figure in reference.figures
        for mention in paper.by_id[figure].mentions
        for sentence in mention.sentences
    )
