"""Works that a draft may cite: their keys, authors and years, from whatever file the document names."""

from pathlib import Path

import pytest

from capassist.drafts.latex.bibliography import Bibliography
from capassist.drafts.latex.project import Project
from tests.drafts.latex.conftest import write_project


def bibliography(
    tmp_path: Path, entries: str, structure: str = r"\bibliography{refs}", folder: str = ""
) -> Bibliography:
    write_project(tmp_path, {"refs.bib": entries, "sub/own.bib": "@book{own, year = 1999}"})
    return Bibliography(Project(tmp_path), structure, folder)


FAMILIES = {
    "no authors": ("title = {T}", ()),
    "empty": ("author = {}", ()),
    "first name first": ("author = {Ann Smith}", ("Smith",)),
    "two first names": ("author = {Ann Marie Smith}", ("Smith",)),
    "family first": ("author = {Smith, Ann}", ("Smith",)),
    "a particle": ("author = {Ann Marie van der Berg}", ("van der Berg",)),
    "a particle alone before": ("author = {van Berg}", ("Berg",)),
    "a particle at the end": ("author = {Ann van}", ("van",)),
    "one word": ("author = {Plato}", ("Plato",)),
    "an institute": ("author = {{The Lake Institute}}", ("The Lake Institute",)),
    "in quotes": ('author = "Ann Smith and Bo Lee"', ("Smith", "Lee")),
    "with a macro of BibTeX": ("author = smith", ()),
    "others": ("author = {Smith, A. and others}", ("Smith", "others")),
    "editors": ("editor = {Ann Smith}", ("Smith",)),
    "authors before editors": ("editor = {Ann Smith}, author = {Bo Lee}", ("Lee",)),
    "the first of two": ("author = {Ann Smith}, author = {Bo Lee}", ("Smith",)),
}


@pytest.mark.parametrize(("fields", "families"), FAMILIES.values(), ids=FAMILIES)
def test_last_names(tmp_path: Path, fields: str, families: tuple[str, ...]) -> None:
    assert bibliography(tmp_path, f"@article{{k, {fields}}}").families("k") == families


CITATIONS = {
    "with a year": ("@book{k, author={Ann Smith}, year=2010}", "Smith (2010)"),
    "with a date": ("@book{k, author={Ann Smith}, date={2010-05}}", "Smith (2010)"),
    "without a year": ("@book{k, author={Ann Smith}}", "Smith"),
    "a year alone": ("@book{k, year=2010}", None),
    "another key": ("@book{other, author={Ann Smith}, year=2010}", None),
    "behind another on its line": ("@book{other, year=1990} @book{k, author={Bo Lee}, year={2011}}", "Lee (2011)"),
}


@pytest.mark.parametrize(("entries", "citation"), CITATIONS.values(), ids=CITATIONS)
def test_a_citation_in_a_sentence(tmp_path: Path, entries: str, citation: str | None) -> None:
    known = bibliography(tmp_path, entries)
    assert [known.text_citation("k"), known.text_citation("k")] == [citation, citation]


KEYS = {
    "an entry": (r"\bibliography{refs}", {"k", "old"}, ()),
    "with its suffix": (r"\addbibresource{refs.bib}", {"k", "old"}, ()),
    "beside the main file": (r"\bibliography{own}", {"own"}, ()),
    "several": (r"\bibliography{refs, own}", {"k", "old", "own"}, ()),
    "not there": (r"\bibliography{refs,gone}", {"k", "old"}, ("gone.bib",)),
    "not there, with its suffix": (r"\addbibresource{gone.bib}", set(), ("gone.bib",)),
    "outside": (r"\bibliography{../../x}", set(), ("../../x.bib",)),
    "of TeX": (r"\bibliography{IEEEabrv,own}", {"own"}, ()),
    "a macro's argument": (r"\bibliography{#1}", set(), ()),
    "a style": (r"\bibliographystyle{refs}", set(), ()),
    "a list": (r"\bibitem[Smith(2010)]{a}\bibitem{b}", {"a", "b"}, ()),
    "biber's list": (r"\entry{c}{article}{}", {"c"}, ()),
}


@pytest.mark.parametrize(("structure", "keys", "unread"), KEYS.values(), ids=KEYS)
def test_keys(tmp_path: Path, structure: str, keys: set[str], unread: tuple[str, ...]) -> None:
    known = bibliography(tmp_path, "@book{k, ids = {old}, year = 2010}", structure, "sub")
    found = known.keys()
    assert (set(found.keys), found.unread) == (keys, unread)
    assert known.knows("k") == ("k" in keys)
    assert not known._project.problems


def test_works_in_a_list_that_was_compiled_are_known(tmp_path: Path) -> None:
    write_project(tmp_path, {"main.bbl": r"\bibitem{k} Smith."})
    assert Bibliography(Project(tmp_path), "", "").keys().keys == {"k"}


def test_entries_are_in_their_order(tmp_path: Path) -> None:
    known = bibliography(tmp_path, "@book{z, year=1}\n@book{a, ids={y}}", r"\bibliography{refs}\bibitem{b}")
    assert known.entry_keys == ("z", "a")
    assert (known.year("z"), known.year("a"), known.year("b")) == ("", "", "")
