"""Marks that git leaves where two versions of the same lines meet."""

from typing import Any

import pytest

OURS = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("=======\n", None),
        ("<<<<<<< not git's\n\n", None),
        ("A heading\n=======\n>>>>>>> quoted\n", None),
        ("", 2),
        ("a\n\n", 4),
    ],
    ids=["a rule", "an opening alone", "no opening", "first", "after a paragraph"],
)
def test_a_conflict_is_told(read: Any, text: str, line: int | None) -> None:
    body = text + (OURS if line else "")
    draft = read({"main.tex": f"\\documentclass{{a}}\\begin{{document}}\n{body}\\end{{document}}"})
    said = [problem.message for problem in draft.problems if problem.code == "conflict"]
    assert said == ([f"main.tex, line {line}, has git's marks of a conflict: both versions were read."] if line else [])
