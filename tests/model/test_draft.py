"""The nouns of a draft."""

import re
from pathlib import Path

import pytest

import capassist
from capassist.model import Figure


@pytest.mark.parametrize(
    ("figure", "name"),
    [
        (Figure("fig:a", number="3"), "Figure 3"),
        (Figure("tab:a", kind="table", number="S2"), "Table S2"),
        (Figure("alg:a", kind="algorithm", number="1"), "Algorithm 1"),
        (Figure("fig:a"), "fig:a"),
        (Figure("icml24, Figure 3", state="written"), "icml24, Figure 3"),
    ],
)
def test_a_float_is_called_what_it_is(figure: Figure, name: str) -> None:
    assert figure.name == name


def test_no_other_place_makes_up_a_floats_name() -> None:
    package = Path(capassist.__file__).parent
    made = re.compile(r"""["' ]Figure \{|\.kind\.capitalize\(\)""")
    found = [path.name for path in package.rglob("*.py") if made.search(path.read_text(encoding="utf-8"))]
    assert sorted(found) == ["draft.py", "library.py", "prompts.py"]  # the property; an id; LaMP-Cap's own numbering
