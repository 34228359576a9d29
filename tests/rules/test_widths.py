"""How wide a picture is on the page: nothing where a package, a class or an option may change it."""

import pytest

from capassist.model import Manuscript
from capassist.rules.floats import inches_of


def paper(document_class: str = "article", **fields: object) -> Manuscript:
    return Manuscript(document_class=document_class, **fields)  # type: ignore[arg-type]


UNKNOWN = {
    "no width": ("", paper()),
    "a share of a share": (".5\\textwidth plus 1cm", paper()),
    "a unit of no page": ("8em", paper()),
    "a class that is not known": ("\\textwidth", paper("myjournal")),
    "a package that sets the page": ("\\textwidth", paper(packages=("geometry",))),
    "an option that sets the page": ("\\textwidth", paper(options="twocolumn")),
    "one that is not known": ("\\textwidth", paper(options="11pt, wide")),
    "a preamble that sets it": ("\\textwidth", paper(preamble="\\setlength{\\textwidth}{15cm}")),
    "a preamble that is not whole": ("\\textwidth", paper(preamble="\\input{layout}")),
    "another size of IEEEtran": ("\\columnwidth", paper("IEEEtran", options="11pt")),
}


@pytest.mark.parametrize(("width", "manuscript"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_width_that_is_not_certain_is_none(width: str, manuscript: Manuscript) -> None:
    assert inches_of(width, manuscript) is None


# Inches, from the units' definitions and the classes' own \textwidth in points of TeX.
KNOWN = {
    "inches": ("2in", paper("myjournal"), 2.0),
    "centimetres": ("2.54 cm", paper(), 1.0),
    "millimetres": ("25.4mm", paper(), 1.0),
    "points of TeX": ("72.27pt", paper(), 1.0),
    "points": ("36.bp", paper(), 0.5),
    "picas": ("6pc", paper(), 72 / 72.27),
    "ciceros": ("6 cc", paper(), 72 * 1238 / 1157 / 72.27),
    "scaled points": ("4736287sp", paper(), 1.0),
    "all of the text": ("\\textwidth", paper(), 345 / 72.27),
    "half of it": (".5\\linewidth", paper(packages=("graphicx", "amsmath")), 345 / 72.27 / 2),
    "in 11 points": ("\\textwidth", paper("report", options="a4paper,11pt"), 360 / 72.27),
    "in 12 points": ("\\textwidth", paper(options="12pt"), 390 / 72.27),
    "over both columns": ("\\textwidth", paper("IEEEtran", options="conference"), 516 / 72.27),
    "a column": ("0.5\\columnwidth", paper("IEEEtran"), 252 / 72.27 / 2),
}


@pytest.mark.parametrize(("width", "manuscript", "inches"), KNOWN.values(), ids=KNOWN)
def test_a_width_in_inches(width: str, manuscript: Manuscript, inches: float) -> None:
    assert inches_of(width, manuscript) == pytest.approx(inches, abs=1e-4)
