"""What the paper says of a thing elsewhere, and the last that it says of a figure, against a caption."""

from dataclasses import replace
from itertools import permutations

import pytest

from capassist.guards import inspect
from capassist.guards.definitions import definitions
from capassist.model import Figure, Finding, Manuscript, Mention, Sentence, Source
from capassist.text.words import sentences

MEMORY = ("defined-otherwise", "last-claim")


def mention(text: str, line: int = 7, *, points: bool = True) -> Mention:
    found = [Sentence(part, part, ((0, 3),) if points and n == 0 else ()) for n, part in enumerate(sentences(text))]
    return Mention(text, tuple(found), file="main.tex", line=line)


def remembered(caption: str, *about: Mention, others: tuple[Figure, ...] = (), body: str = "") -> list[Finding]:
    figure = Figure(id="fig:a", number="1", mentions=about)
    found = inspect(caption, figure, markup="latex", old=None, others=others, manuscript=Manuscript(body=body))
    return [finding for finding in found if finding.code in MEMORY]


def other(caption: str) -> Figure:
    return Figure(id="fig:b", number="2", caption=caption, caption_source=caption, source=Source("main.tex", 40))


# What must not be marked ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caption", "text"),
    [
        pytest.param("$N$ is the number of runs.", "Here $N$ denotes the runs.", id="the same in other words"),
        pytest.param("$N$ is the number of runs.", "Here $N_0$ denotes the noise level.", id="another symbol"),
        pytest.param("$N$ is large.", "Here $N$ denotes the runs.", id="no definition"),
        pytest.param("For some values of $N$.", "Here $N$ denotes the runs.", id="a use"),
        pytest.param("The MSE (mean squared error).", "The mean squared errors (MSEs) fall.", id="a plural"),
        pytest.param("A Gaussian process (GP).", "An exact Gaussian process (GP) is used.", id="a longer form"),
        pytest.param("The model (red line).", "The model (red, dashed) is best.", id="the same colour"),
        pytest.param("The model (red line).", "The data (blue dots) are noisy.", id="another thing"),
        pytest.param("CIFAR-10 (60,000 images).", r"CIFAR-10 has 60\,000 images.", id="a number written otherwise"),
        pytest.param("CIFAR-10 (60,000 images).", "CIFAR-10 has 10 classes.", id="another count"),
        pytest.param("", "Here $N$ denotes the runs.", id="an empty caption"),
        pytest.param("It builds the $k$-d tree.", "Here $k$ denotes the rank.", id="a part of a compound"),
        pytest.param("The first read $v$.", r"A vertex $v$ is a \emph{tip} if it ends.", id="on a condition"),
        pytest.param("The first read $v$.", "Take a vertex $v$ of the graph.", id="any of a kind"),
        pytest.param("The mapped read $w$.", "We drop the last $w$ reads.", id="a number of things"),
        pytest.param("The folded state $S_1$.", "It is the rare state ($S_1$).", id="one of several"),
        pytest.param("The weight $p$.", "The distribution of $p$ is wide.", id="what goes on behind its words"),
        pytest.param(r"The mean DIN ($\bar{I}$).", r"Here $\bar{I}$ is the nitrogen content.", id="an abbreviation"),
        pytest.param("CTS: cost of two solvers in use.", "Cascaded tank systems (CTS).", id="a heading"),
        pytest.param("From the page, $T$ is read off.", "The period ($T$).", id="what leads into a sentence"),
        pytest.param(
            "Rain fell. In the last of the years, $T$, as said, fell.", "The period ($T$).", id="before an aside"
        ),
        pytest.param("It has the page, $T$ and $S$.", "The period ($T$).", id="one of a list"),
        pytest.param("It has the page, $T$, $S$ and so on.", "The period ($T$).", id="one of a longer list"),
        pytest.param("It has the page, $T$, and the mass.", "The period ($T$).", id="the second of three"),
        pytest.param("Even intervals of the size $T$.", r"At $T$:\begin{equation} x", id="an environment's name"),
        pytest.param(r"\caption{$}{", "$N$ is the $", id="broken LaTeX"),
    ],
)
def test_what_agrees_is_let_be(caption: str, text: str) -> None:
    assert remembered(caption, others=(other(text),), body=text) == []
    assert remembered(caption, others=(other(text),)) == []


def test_what_is_defined_both_ways_elsewhere_is_let_be() -> None:
    """Where the paper itself uses a symbol for two things, it cannot tell which one the caption means."""
    said = "Here $N$ denotes the runs. In the appendix, $N$ denotes the noise level."
    assert remembered("$N$ is the noise level.", others=(other(said),)) == []


def test_a_letter_that_the_paper_takes_for_many_things_is_let_be() -> None:
    texts = ("Here $N$ denotes the runs.", "In the appendix, $N$ denotes the noise level.")
    assert remembered("$N$ is the learning rate.", others=tuple(map(other, texts))) == []
    assert remembered("$N$ is the learning rate.", others=(other(texts[0]),)) != []
    assert remembered("$N$ is the learning rate.", others=tuple(map(other, (texts[0], *texts)))) == []


def test_a_paragraph_that_says_both_is_no_last_claim_against_one() -> None:
    earlier = mention("Figure 1 shows the spikes of the window.", 3)
    said = "There is a strong spike at a period of 1 day. Figure 1 shows a wide spike at a period of 1 year, too."
    spike = "There is a strong spike at a period of 1 day."
    figure = Figure(id="fig:a", number="1", mentions=(earlier, _pointing_last(said)))
    found = inspect(spike, figure, markup="latex", old=None)
    assert [finding.code for finding in found if finding.code in MEMORY] == []
    alone = replace(figure, mentions=(earlier, _pointing_last(said.partition(". ")[2])))
    assert [finding.code for finding in inspect(spike, alone, markup="latex", old=None)][:1] == ["unit"]


def _pointing_last(text: str) -> Mention:
    parts = sentences(text)
    found = [Sentence(part, part, ((0, 3),) if "Figure" in part else ()) for part in parts]
    return Mention(text, tuple(found), file="main.tex", line=9)


def test_an_earlier_claim_is_no_last_claim() -> None:
    first = mention("Fig. 1 shows that the error falls with the load.", 3)
    last = mention("Fig. 1 shows that the error rises with the load.", 9)
    assert remembered("The error rises with the load.", first, last) == []


def test_a_last_claim_of_another_panel_says_nothing_of_this_one() -> None:
    first = mention("The left panel of Fig. 1 shows the norm of the error for a range of sizes.", 3)
    last = mention("The right-hand panel of Fig. 1 shows a histogram of the error for each of the sizes.", 9)
    norm = "The left panel shows the norm of the error for a range of sizes."
    assert remembered(norm, first, last) == []
    other = inspect(
        norm.replace("left", "right"), Figure(id="fig:a", number="1", mentions=(first, last)), markup="latex", old=None
    )
    assert [finding.code for finding in other] == ["panel-other"]


def test_a_figure_that_is_mentioned_once_has_no_last_claim() -> None:
    """What the text about it says is compared anyway."""
    once = mention("Fig. 1 shows that the error rises with the load.")
    assert remembered("The error falls with the load.", once) == []


# What is found, with both places --------------------------------------------------------------------------------------

FORMS = {
    "symbol": (
        (
            "$N$ is the {}.",
            "It has the {}, $N$, of all.",
            "Of the {}, $N$.",
            "Let $N$ denote the {}.",
            "The {} $N$ is kept.",
            "The {} ($N$).",
            "We call the {} as $N$.",
        ),
        ("noise level", "learning rate"),
    ),
    "abbreviation": (
        ("The {} (TCM).", "TCM ({}).", "TCM stands for {}.", "TCM: {}."),
        ("tensor completion method", "total count measure"),
    ),
    "colour": (
        ("The old solver is drawn in {}.", "The {} curve is the old solver.", "The old solver ({} line)."),
        ("red", "blue"),
    ),
    "data set": (("FooNet-5 has {} cells.", "The {} cells of FooNet-5.", "FooNet-5 ({} cells)."), ("60,000", "1234")),
}


@pytest.mark.parametrize("kind", FORMS)
@pytest.mark.parametrize("place", ["caption", "own paragraph", "other paragraph", "body"])
def test_another_definition_is_found_with_its_place(kind: str, place: str) -> None:
    forms, (one, two) = FORMS[kind]
    for here, there in permutations(forms, 2):
        caption, said = here.format(one), f"We note this. {there.format(two)} It rains."
        about = (mention(said, 23),) if place == "own paragraph" else ()
        far = Figure(id="fig:c", number="3", mentions=(mention(said, 23),))
        others = (other(said),) if place == "caption" else (far,) if place == "other paragraph" else ()
        found = remembered(caption, *about, others=others, body=said if place == "body" else "")
        if not found and kind == "colour" and place == "own paragraph":
            continue  # found word by word already
        assert [finding.code for finding in found] == ["defined-otherwise"], (caption, said)
        shown = {"caption": "main.tex:40", "body": "It rains.”)"}.get(place, "main.tex:23")
        assert shown in found[0].message
        assert found[0].span is not None


def test_the_last_claim_is_found_with_its_place() -> None:
    first = mention("Fig. 1 shows that the error falls with the load.", 3)
    last = mention("Fig. 1 shows that the error rises with the load.", 9)
    found = remembered("The error falls with the load.", first, last)
    assert [finding.code for finding in found] == ["last-claim"]
    assert "main.tex:9" in found[0].message
    assert "rises" in found[0].message


def test_offsets_are_those_of_the_source() -> None:
    text = r"Of \textbf{all}~runs, $\sigma_{n}$ denotes the {noise} level."
    (found,) = definitions(text)
    assert text[slice(*found.span)] == r"\sigma_{n}"
    assert (found.key, sorted(found.meaning)) == (r"\sigma_n", ["level", "nois"])


@pytest.mark.parametrize(
    "part",
    ["a", "a-", "A", "AB(", "the a, ", "$", "$x$ ", "red ", "1,111 ", "X9 ", "word word (ABC ", "the x" + " " * 99],
)
def test_a_hostile_text_takes_no_time(part: str) -> None:
    """Each would take minutes where a pattern goes back over what it has read."""
    definitions(part * 5_000)


def test_an_attack_is_defined_nowhere() -> None:
    assert definitions("\\" * 99 + "{" * 99 + "$" * 7) == ()


@pytest.mark.parametrize(
    ("text", "name", "meaning"),
    [
        ("The mean squared errors (MSEs) fall.", "MSEs", {"mean", "squar", "error"}),
        ("A Gaussian process (GP) is used.", "GP", {"gaussian", "process"}),
    ],
)
def test_the_long_form_of_an_abbreviation_is_found_in_the_plural_too(text: str, name: str, meaning: set[str]) -> None:
    (found,) = definitions(text)
    assert (found.kind, found.name) == ("abbreviation", name)
    assert len(found.meaning) == len(meaning)


def test_what_is_said_otherwise_can_be_read_as_a_sentence() -> None:
    (found,) = remembered("The page $T$.", others=(other("The period, $T$, grows."),))
    assert found.message == "“T” is said to be “page”, but the caption of Figure 2 (main.tex:40) has “period” for it."
