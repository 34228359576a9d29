"""What the terminal and the report both say of a figure, a paragraph, a finding and the next command, in the same
words."""

import shlex
from collections.abc import Iterable, Mapping, Sequence

from capassist.model import Candidate, Draft, Figure, Finding, Mention, Purpose
from capassist.text.words import counted, one_line

TEXT_NAMES: Mapping[Purpose, str] = {
    "caption": "caption",
    "alt": "alternative text",
    "short": "short title",
    "slide": "sentence for a talk",
    "abstract": "sentence for a graphical abstract",
}
_NAMED_AT_MOST = 8


def label_of(figure: Figure) -> str:
    """Return its first label, or its id where it has none."""
    return figure.labels[0] if figure.labels else figure.id


def name_of_text(figure: Figure) -> str:
    """Return the name of a figure; of its view with which text it is for: "Figure 2 (alternative text)"."""
    return f"{figure.name} ({TEXT_NAMES[figure.purpose]})" if figure.place else figure.name


def named(figures: Sequence[Figure]) -> str:
    """Return the names of the first figures, and how many more there are: "Figure 2, Figure 3 and 5 more"."""
    names = [name_of_text(figure) for figure in figures[:_NAMED_AT_MOST]]
    rest = len(figures) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")


def name_to_type(draft: Draft, figure: Figure) -> str:
    """Return what `--figure` is given for it: its id where that is a label, else its number where no other has it."""
    numbers = [other.number for other in draft.figures if other.kind == figure.kind]
    if (
        figure.labels
        or figure.place
        or figure.kind != "figure"
        or not figure.number
        or numbers.count(figure.number) > 1
    ):
        return figure.id
    return figure.number


def options_to_name(draft: Draft, figure: Figure) -> tuple[str, ...]:
    """Return the options that name the text of a figure to the review."""
    purpose = ("--for", figure.purpose) if figure.place else ()
    return (*purpose, "--figure", name_to_type(draft, figure))


def command(name: str, draft: Draft, *arguments: str) -> str:
    """Return a command on the draft as it is typed into a shell: "capassist review 'my paper'"."""
    return shlex.join(["capassist", name, str(draft.path), *arguments])


def place_of(figure: Figure) -> str:
    """Return where it stands: "sections/method.tex:88", else "page 4", else nothing."""
    if figure.source:
        return f"{figure.source.file}:{figure.source.line}"
    return f"page {figure.page}" if figure.page else ""


def place_of_mention(mention: Mention) -> str:
    """Return where a paragraph stands: "2 Method, sections/method.tex:41" or "page 3"."""
    if mention.file:
        place = f"{mention.file}:{mention.line}" if mention.line else mention.file
    else:
        place = f"page {mention.page}" if mention.page else ""
    return ", ".join(filter(None, [mention.section, place]))


def grounds_in_words(candidate: Candidate) -> list[tuple[str, str]]:
    """Return the sentences of a draft, each with what the model says that it rests on: "picture, paragraph 2
    (main.tex:41)"."""
    places = [piece.where for piece in candidate.evidence if piece.kind == "mention"]
    named = {f"paragraph {number}": f"paragraph {number} ({where})" for number, where in enumerate(places, 1)}
    return [
        (sentence.text.strip(), ", ".join(named.get(ground, ground) for ground in sentence.grounds))
        for sentence in candidate.sentences
    ]


def ranking_in_words(candidate: Candidate) -> list[str]:
    """Return the drafts that were made at a time, the best first, each with its score and the parts of that."""
    return [
        f"{place}. {ranked.by}: quality {ranked.score.quality:.2f} ({counted(ranked.score.warnings, 'warning')}, "
        f"names {ranked.score.coverage:.0%} of what is drawn and told"
        f"{', cannot be written' if ranked.score.blocking else ''}), likeness {ranked.score.likeness:.2f} "
        f"({ranked.score.habits:.0%} of your habits, words {ranked.score.similarity:.2f}): {one_line(ranked.text)}"
        for place, ranked in enumerate(candidate.ranking, 1)
    ]


def by_weight(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with those first that keep the text from being written."""
    return sorted(findings, key=lambda finding: not finding.blocks)


def finding_text(text: str, finding: Finding) -> str:
    """Return a guard's message with the passage of the text that it is about, where the message does not quote it."""
    passage = one_line(text[slice(*finding.span)]) if finding.span else ""
    return f"{finding.message} ({passage})" if passage and passage not in finding.message else finding.message
