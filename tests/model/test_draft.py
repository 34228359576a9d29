"""The nouns of a draft."""

import importlib
import pkgutil
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import MappingProxyType

import pytest

import capassist
from capassist import model
from capassist.model import (
    Draft,
    Figure,
    Image,
    Manuscript,
    Problem,
    StandingRules,
    TextPlace,
    View,
    draft,
)


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        (Figure("fig:a", number="3"), "Figure 3"),
        (Figure("tab:a", kind="table", number="S2"), "Table S2"),
        (Figure("alg:a", kind="algorithm", number="1"), "Algorithm 1"),
        (Figure("fig:a"), "fig:a"),
        (Figure("icml24, Figure 3", state="written"), "icml24, Figure 3"),
        (Figure("map", kind="scheme", number="2", word="Map"), "Map 2"),
        (Figure("fig:a", number="3", place=TextPlace("alt", "fig:a", graphic=2)), "Figure 3, graphic 2"),
        (Figure("fig:a", number="3", place=TextPlace("alt", "fig:a")), "Figure 3"),
        (Figure("fig:a", place=TextPlace("alt", "fig:a", graphic=2)), "fig:a"),
    ],
)
def test_a_float_is_called_what_it_is(figure: Figure, name: str) -> None:
    assert figure.name == name


def test_no_other_place_makes_up_a_floats_name() -> None:
    package = Path(capassist.__file__).parent
    made = re.compile(r"""["' ]Figure \{|\.kind\.capitalize\(\)""")
    found = [path.name for path in package.rglob("*.py") if made.search(path.read_text(encoding="utf-8"))]
    assert sorted(found) == ["draft.py", "library.py", "prompts.py", "reader.py"]
    # the property; an id; LaMP-Cap's own numbering; a figure that the text names and that was not found


def test_what_is_not_said_does_not_hold() -> None:
    modules = [
        importlib.import_module(f"capassist.model.{found.name}") for found in pkgutil.iter_modules(model.__path__)
    ]
    kinds = {kind for module in modules for kind in vars(module).values() if is_dataclass(kind)}
    defaults = {f"{kind.__name__}.{field.name}": field.default for kind in kinds for field in fields(kind)}
    said = {name: default for name, default in defaults.items() if isinstance(default, int) and default}
    assert said == {"DataTable.complete": True, "Source.column": 1, "View.page": 1}
    assert {"Draft.packed", "Finding.blocks", "Reviewed.applied", "LegendEntry.marker"} <= defaults.keys()
    assert View() == View(page=1, steps=(), unclear="")


@pytest.mark.parametrize(
    ("figure", "is_picture"),
    [
        (Figure("a"), True),
        (Figure("a", kind="scheme", images=(Image("a.png"),)), True),
        (Figure("a", kind="scheme"), False),
        (Figure("a", kind="table", images=(Image("a.png"),)), False),
        (Figure("a", kind="listing"), False),
    ],
)
def test_captions_are_drafted_for_pictures(figure: Figure, is_picture: bool) -> None:
    assert figure.is_picture is is_picture


REMARKS = {
    "no caption": (None, (r"\ab{x}",), None),
    "no remarks": ("Run time.  ", (), "Run time.  "),
    "one": (r"Run \ab{why?}time.", (r"\ab{why?}",), "Run time."),
    "at the end": ("Run time. \\ab{why?}\n", (r"\ab{why?}",), "Run time."),
    "twice the same": (r"\ab{x}Run \ab{x}time.", (r"\ab{x}",), "Run time."),
    "two": (r"\ab{x}Run \ab{y}time.", (r"\ab{x}", r"\ab{y}"), "Run time."),
}


@pytest.mark.parametrize(("source", "remarks", "said"), REMARKS.values(), ids=REMARKS)
def test_what_authors_say_to_each_other_is_no_part_of_a_caption(
    source: str | None, remarks: tuple[str, ...], said: str | None
) -> None:
    assert Figure("a", caption_source=source, remarks=remarks).caption_latex == said


def test_the_text_in_the_caption_fields_is_the_caption_unless_a_place_says_otherwise() -> None:
    assert Figure("a").purpose == "caption"
    assert Figure("a", place=TextPlace("alt", "fig:a")).purpose == "alt"


WHOLE = Manuscript(document_class="article")
UNREAD = {
    "all was read": ("latex", (), WHOLE, []),
    "a problem that hides nothing": ("latex", ("missing-image", "no-figures"), WHOLE, []),
    "a file is missing": ("latex", ("missing-input",), WHOLE, ["missing-input!"]),
    "a page": ("pdf", ("unreadable-page", "scanned"), Manuscript(), ["unreadable-page!", "scanned!"]),
    "too deep, and outside": ("latex", ("too-deep", "outside"), WHOLE, ["too-deep!", "outside!"]),
    "a part": ("latex", (), Manuscript(), ["main.tex is only a part of a paper: it has no \\documentclass."]),
    "a PDF has no class": ("pdf", (), Manuscript(), []),
    "chapters": (
        "latex", (), Manuscript(document_class="book", partial=True), ["\\includeonly leaves out parts of the paper."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "codes", "manuscript", "reasons"), UNREAD.values(), ids=UNREAD)
def test_why_not_all_was_read(
    kind: draft.DraftKind, codes: tuple[str, ...], manuscript: Manuscript, reasons: list[str]
) -> None:
    problems = tuple(Problem(code, f"{code}!") for code in codes)
    paper = Draft(Path("p"), Path("p"), kind, "main.tex", problems=problems, manuscript=manuscript)
    assert list(paper.unread) == reasons


def test_an_archive_s_home_is_the_folder_it_lies_in_and_its_name_begins_with_its_own() -> None:
    packed = Draft(Path("in/paper.zip"), Path("tmp/x"), "latex", "src/main.tex", packed=True)
    assert (packed.home, packed.name) == (Path("in"), "paper.zip/src/main.tex")
    folder = Draft(Path("in/paper"), Path("in/paper"), "latex", "src/main.tex")
    assert (folder.home, folder.name) == (Path("in/paper"), "src/main.tex")


def test_only_a_source_is_written_into() -> None:
    assert Draft(Path("p"), Path("p"), "latex", "main.tex").editable
    assert not Draft(Path("p.pdf"), Path(), "pdf", "p.pdf").editable


def test_a_printed_caption_is_read_where_citations_print_more() -> None:
    figure = Figure("a", caption="Wells […].")
    printed = MappingProxyType({"a": "Wells [2]."})
    assert Draft(Path("p"), Path("p"), "latex", "m", printed_captions=printed).printed_caption(figure) == "Wells [2]."
    assert Draft(Path("p"), Path("p"), "latex", "m").printed_caption(figure) == "Wells […]."


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        (StandingRules(), False),
        (StandingRules(call=(("net", "Net"),)), True),
        (StandingRules(always=("n =",)), True),
        (StandingRules(never=("very",)), True),
    ],
)
def test_standing_rules_ask_for_something_or_nothing(rules: StandingRules, asked: bool) -> None:
    assert bool(rules) is asked
