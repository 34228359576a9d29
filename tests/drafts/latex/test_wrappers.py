"""Figures of commands that the draft does not define, with and without a caption."""

from pathlib import Path

import pytest

from capassist.model import Draft, Figure
from capassist.rules import Selection, check
from tests.drafts.latex.conftest import Read

SAID = r"\panorama{The two lakes in May.}{a.png}"
Row = tuple[str | None, tuple[str, ...], str]


def rows(draft: Draft) -> list[Row]:
    return [(figure.number, figure.labels, figure.state) for figure in draft.figures]


def unread(draft: Draft) -> list[str]:
    return [problem.message.partition(" may set")[0] for problem in draft.problems if problem.code == "unread-figure"]


NO_FIGURE = {
    "a logo in the head": r"\unilogo{}{a.png} Text.",
    "an icon that has words elsewhere in a float": (
        r"\begin{figure}\stamp{Seen by us}{a.png}\caption{A real one.}\end{figure}" "\n\n" r"\stamp{}{b.pdf}"
    ),
    "a picture in a float": r"\begin{figure}\inset{}{a.png}\caption{A real one.}\end{figure}",
    "a command that chooses": r"\IfFileExists{a.png}{\includegraphics{a.png}}{}",
    "a known command": r"\adjustimage{}{a.png} \hypertarget{}{\includegraphics{a.png}}",
    "a length and a picture": r"\spread{\textwidth}{a.png}",
    "in a sentence": r"We use \tool{}{a} here.",
    "a name that another command labels": r"\section{S}\label{left}See \ref{left}. " "\n\n" r"\putlogo{}{left}{a.png}",
    "no picture of the draft": r"\panorama{}{z.png}",
}


@pytest.mark.parametrize("body", NO_FIGURE.values(), ids=NO_FIGURE)
def test_what_sets_no_float_is_no_figure(read: Read, body: str) -> None:
    draft = read(body)
    assert [figure.caption for figure in draft.figures] == ["A real one."] * body.count("A real one.")


@pytest.mark.parametrize("name", ["a logo in the head", "a command that chooses", "a known command"])
def test_what_is_plainly_no_figure_is_not_asked_about(read: Read, name: str) -> None:
    assert unread(read(NO_FIGURE[name])) == []


def test_a_picture_in_a_float_may_set_no_other(read: Read) -> None:
    assert unread(read(NO_FIGURE["a picture in a float"])) == []


MISSING: dict[str, tuple[str, list[Row]]] = {
    "empty": (rf"\panorama{{}}{{b.pdf}} {SAID}", [("1", (), "missing"), ("2", (), "written")]),
    "behind the others": (rf"{SAID} \panorama{{}}{{b.pdf}}", [("1", (), "written"), ("2", (), "missing")]),
    "blank": (f"{SAID}\n\n\\panorama{{ %\n }}{{b.pdf}}", [("1", (), "written"), ("2", (), "missing")]),
    "a placeholder": (f"{SAID}\n\n\\panorama{{caption}}{{b.pdf}}", [("1", (), "written"), ("2", (), "placeholder")]),
    "a mark": (f"{SAID}\n\n\\panorama{{\\todo{{say}}}}{{b.pdf}}", [("1", (), "written"), ("2", (), "missing")]),
    "one word": (f"{SAID}\n\n\\panorama{{Lakes}}{{b.pdf}}", [("1", (), "written"), ("2", (), "written")]),
    "a star and options": (
        f"{SAID}\n\n\\panorama*[ht]{{}}{{b.pdf}}",
        [("1", (), "written"), ("2", (), "missing")],
    ),
    "its label inside": (
        f"{SAID}\n\n\\panorama{{\\label{{lakes}}}}{{b.pdf}}",
        [("1", (), "written"), ("2", ("lakes",), "missing")],
    ),
    "nested commands and a key": (
        "\\gallery[t]{Rivers by year.}{rivers}{\n  \\piece{.4}{a.png}%\n  \\piece{.4}{b.pdf}%\n}\n\n"
        "\\gallery[t]{}{lakes}{\n  \\piece{.4}{c.jpg}%\n  \\piece{.4}{d.eps}%\n}",
        [("1", ("fig:rivers",), "written"), ("2", ("fig:lakes",), "missing")],
    ),
    "panels with words of their own": (
        "\\gallery{Rivers by year.}{rivers}{\\piece{.4}{a.png}}\n\n\\gallery{}{lakes}{\\piece{In the north}{c.jpg}}",
        [("1", ("fig:rivers",), "written"), ("2", ("fig:lakes",), "missing")],
    ),
    "all empty, with a label inside": (r"\panorama{\label{lakes}}{b.pdf}", [("1", ("lakes",), "missing")]),
    "all empty, with a key that is referred to": (
        "See \\ref{fig:lakes}.\n\n\\gallery{}{lakes}{\\piece{.4}{a.png}}\n\n\\gallery{}{rivers}{\\piece{.4}{b.pdf}}",
        [("1", ("fig:lakes",), "missing"), ("2", ("fig:rivers",), "missing")],
    ),
}


@pytest.mark.parametrize(("body", "figures"), MISSING.values(), ids=MISSING)
def test_a_figure_whose_caption_is_empty_is_there_and_counted(read: Read, body: str, figures: list[Row]) -> None:
    draft = read(body)
    assert rows(draft) == figures
    assert unread(draft) == []


def _written(figure: Figure, root: Path) -> str:
    slot = figure.slot
    assert slot is not None
    text = (root / slot.file).read_text()
    return text[: slot.start] + slot.before + "New words." + slot.after + text[slot.end :]


@pytest.mark.parametrize(
    ("call", "written"),
    [
        (r"\panorama{}{b.pdf}", r"\panorama{New words.}{b.pdf}"),
        (r"\panorama*[ht]{}{b.pdf}", r"\panorama*[ht]{New words.}{b.pdf}"),
        (r"\panorama{\label{lakes}}{b.pdf}", r"\panorama{\label{lakes}New words.}{b.pdf}"),
        ("\\panorama{%\n}{b.pdf}", "\\panorama{%\nNew words.}{b.pdf}"),
    ],
)
def test_an_empty_caption_is_written_into_its_argument(read: Read, call: str, written: str) -> None:
    draft = read(f"{SAID}\n\n{call}")
    assert written in _written(draft.figures[1], draft.root)


UNREAD = {
    "one picture": (r"\panorama{}{.99}{a.png}", [r"\panorama in main.tex, line 4,"]),
    "nested commands": ("\n\\gallery{}{lakes}{\n\\piece{.4}{a.png}}", [r"\gallery in main.tex, line 5,"]),
    "placeholder": (r"\panorama{TODO}{.99}{a.png}", []),
    "another shape than the others": (f"{SAID}\n\n\\panorama{{}}{{2}}{{a.png}}", [r"\panorama in main.tex, line 6,"]),
    "its picture is not there": (f"{SAID}\n\n\\panorama{{}}{{z.png}}", [r"\panorama in main.tex, line 6,"]),
}


@pytest.mark.parametrize(("body", "said"), UNREAD.values(), ids=UNREAD)
def test_what_may_be_a_figure_is_said(read: Read, body: str, said: list[str]) -> None:
    draft = read(body)
    assert unread(draft) == said
    assert draft.may_have_more_figures == bool(said)
    assert bool(draft.unread) == bool(said)


def test_a_number_behind_what_may_be_a_figure_names_none(read: Read) -> None:
    figure = r"\begin{figure}\includegraphics{%s}\caption{The %s.}\end{figure}"
    before, behind = figure % ("a", "sea"), figure % ("b", "sky")
    text = "As Figure 1 shows, it rises. As Figure 2 shows, it falls."
    sure = read(f"{before}\n\n{behind}\n\n{text}")
    assert [len(f.mentions) for f in sure.figures] == [1, 1]
    unsure = read(f"{before}\n\n\\panorama{{}}{{.9}}{{c.jpg}}\n\n{behind}\n\n{text}")
    assert [len(f.mentions) for f in unsure.figures] == [1, 0]


def test_check_says_which_caption_is_empty_and_what_may_be_a_figure(read: Read) -> None:
    empty = read(f"{SAID}\n\n\\panorama{{}}{{b.pdf}}")
    said = [violation.message for violation in check(empty, Selection(select=("C002",))).violations]
    assert said == ["The caption of Figure 2 is empty."]
    unsure = check(read(r"\panorama{}{.9}{a.png}"), Selection(select=("C002",)))
    assert unsure.unread[0].startswith(r"\panorama in main.tex, line 4, may set a figure: it was not read")
