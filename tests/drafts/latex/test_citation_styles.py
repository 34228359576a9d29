"""How a paper prints its citations, by its packages, classes and bibliography styles."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from capassist.drafts.latex.citation_styles import CitationStyle, citation_style
from capassist.drafts.latex.works import NameForm

AND, AMPERSAND = NameForm(), NameForm("&")


@dataclass
class Paper:
    text: str = ""
    classes: Sequence[str] = ("article",)
    packages: dict[str, str] = field(default_factory=dict)
    styles: str = ""

    @property
    def style(self) -> CitationStyle | None:
        return citation_style(self.text, self.classes, self.packages, self.styles)


def natbib(options: str = "", text: str = "", *, package: bool = True) -> Paper:
    return Paper(r"\usepackage{natbib}" + text if package else text, packages={"natbib": options})


def biblatex(options: str = "", **packages: str) -> Paper:
    return Paper(packages={"biblatex": options, **packages})


STYLE = r"\bibliographystyle{%s}"
# What is said of the style, where it differs from that of LaTeX's own \cite
PAPERS: dict[str, tuple[Paper, dict[str, Any] | None]] = {
    "nothing": (Paper(), {}),
    "cite": (Paper(packages={"cite": ""}), {"ordered": True, "compressed": True}),
    "cite, raised": (Paper(packages={"cite": "superscript"}), {"ordered": True, "compressed": True, "raised": True}),
    "cite, super": (Paper(packages={"cite": "super, noadjust"}), {"ordered": True, "compressed": True, "raised": True}),
    "a class that loads cite": (Paper(classes=["wlscirep"]), {"ordered": True, "compressed": True, "raised": True, "in_order": True}),
    "in the order of citation": (Paper(STYLE % "IEEEtran"), {"in_order": True}),
    "the last style": (Paper(STYLE % "plain" + STYLE % " unsrt "), {"in_order": True}),
    "by name": (Paper(STYLE % "plain"), {}),
    "apacite": (Paper(packages={"apacite": ""}), None),
    "harvard beside natbib": (Paper(packages={"harvard": "", "natbib": ""}), None),
    "natbib": (natbib(), {"package": "natbib", "by_year": True, "brackets": "()"}),
    "natbib, square": (natbib("square"), {"package": "natbib", "by_year": True, "brackets": "[]"}),
    "natbib, curly": (natbib("curly"), {"package": "natbib", "by_year": True, "brackets": "{}"}),
    "natbib, angle": (natbib("angle"), {"package": "natbib", "by_year": True, "brackets": "<>"}),
    "natbib, numbers": (natbib("numbers"), {"package": "natbib"}),
    "natbib, super": (natbib("super"), {"package": "natbib", "raised": True}),
    "natbib, sorted": (natbib("sort"), {"package": "natbib", "by_year": True, "brackets": "()", "ordered": True}),
    "natbib, compressed": (natbib("compress"), {"package": "natbib", "by_year": True, "brackets": "()", "compressed": True}),
    "natbib, sorted and compressed": (natbib("numbers,sort&compress"), {"package": "natbib", "ordered": True, "compressed": True}),
    "natbib, one after the other": (natbib("sort,compress"), {"package": "natbib", "by_year": True, "brackets": "()", "ordered": True, "compressed": True}),
    "natbib, no comma": (natbib("nocomma"), {"package": "natbib", "by_year": True, "brackets": "()", "comma": ""}),
    "natbib, by year after all": (natbib("numbers,authoryear"), {"package": "natbib", "by_year": True, "brackets": "()"}),
    "plainnat": (natbib("", STYLE % "plainnat"), {"package": "natbib", "by_year": True, "names": AND}),
    "plainnat, round": (natbib("round", STYLE % "plainnat"), {"package": "natbib", "by_year": True, "brackets": "()", "names": AND}),
    "plain": (natbib("", STYLE % "plain"), {"package": "natbib"}),
    "plain that is said to be square": (natbib("square", STYLE % "plain"), {"package": "natbib", "by_year": True}),
    "nature": (natbib("", STYLE % "nature"), {"package": "natbib", "raised": True, "in_order": True}),
    "agsm": (natbib("", STYLE % "agsm"), {"package": "natbib", "by_year": True, "brackets": "()", "comma": "", "names": AMPERSAND}),
    "mnras": (natbib("", STYLE % "mnras"), {"package": "natbib", "by_year": True, "brackets": "()", "names": NameForm("&", unsure=3)}),
    "set in the text": (natbib("", r"\setcitestyle{numbers, square}"), {"package": "natbib"}),
    "set in the text, against plain": (natbib("", STYLE % "plain" + r"\setcitestyle{round}"), {"package": "natbib", "by_year": True, "brackets": "()"}),
    "passed": (natbib("", r"\PassOptionsToPackage{super}{natbib}"), {"package": "natbib", "raised": True}),
    "acm's in the text": (natbib("", r"\citestyle{acmauthoryear}"), {"package": "natbib", "by_year": True}),
    "acm's numbers": (natbib("", r"\citestyle{acmnumeric}"), {"package": "natbib"}),
    "punctuation": (natbib("", r"\bibpunct{<}{>}{;}{a}{:}"), {"package": "natbib", "by_year": True, "brackets": "<>", "comma": ":"}),
    "punctuation of numbers": (natbib("", r"\bibpunct[, ]{(}{)}{,}{n}{,}"), {"package": "natbib", "brackets": "()"}),
    "punctuation of raised ones": (natbib("", r"\bibpunct{}{}{,}{s}{}"), {"package": "natbib", "brackets": "", "comma": "", "raised": True}),
    "punctuation of another kind": (natbib("numbers", r"\bibpunct{(}{)}{,}{x}{,}"), {"package": "natbib", "brackets": "()"}),
    "natbib that another file loads": (natbib(package=False), None),
    "that is set in the text all the same": (natbib("", r"\setcitestyle{numbers}", package=False), {"package": "natbib"}),
    "that is set in a style file": (Paper(r"\usepackage{natbib}", packages={"natbib": ""}, styles=r"\bibpunct{(}{)}{,}{n}{,}"), None),
    "a class that loads natbib": (Paper(classes=["own", "revtex4-2"]), {"package": "natbib", "ordered": True, "compressed": True}),
    "with the class's option": (Paper(classes=["revtex4-2"], packages={"class": "authoryear"}), {"package": "natbib", "by_year": True, "brackets": "()", "ordered": True, "compressed": True}),
    "without natbib": (Paper(classes=["elsarticle"], packages={"class": "nonatbib"}), {}),
    "a class in a folder": (Paper(classes=["styles/jss"]), {"package": "natbib", "by_year": True, "brackets": "()", "comma": "", "names": AND}),
    "mnras with natbib": (Paper(classes=["mnras"], packages={"class": "usenatbib"}), {"package": "natbib", "by_year": True, "brackets": "()", "comma": ""}),
    "mnras without": (Paper(classes=["mnras"]), {}),
    "biblatex": (biblatex(), {"package": "biblatex"}),
    "biblatex, numeric-comp": (biblatex("style=numeric-comp"), {"package": "biblatex", "ordered": True, "compressed": True}),
    "biblatex, in order": (biblatex("style=numeric, sorting=none"), {"package": "biblatex", "in_order": True}),
    "biblatex, ieee": (biblatex("style=ieee"), {"package": "biblatex", "in_order": True}),
    "biblatex, ieee by name": (biblatex("style=ieee,sorting=nty"), {"package": "biblatex"}),
    "biblatex, nature": (biblatex("style=nature"), {"package": "biblatex", "in_order": True, "raised": True}),
    "biblatex, alphabetic": (biblatex("style=alphabetic"), {"package": "biblatex"}),
    "biblatex, another": (biblatex("style=apa"), None),
    "biblatex, by year": (biblatex("style=authoryear"), {"package": "biblatex", "by_year": True, "brackets": "()", "comma": "", "names": NameForm("and", 3, comma=True)}),
    "biblatex, the citations by year": (biblatex("style=numeric,citestyle=authoryear-comp,maxnames=2"), {"package": "biblatex", "by_year": True, "brackets": "()", "comma": "", "names": NameForm("and", 2, comma=True)}),
    "biblatex, more at least": (biblatex("style=authoryear,minnames=2"), None),
    "biblatex, one cited at least": (biblatex("style=authoryear,minnames=2,mincitenames=1,maxcitenames=1,maxnames=9"), {"package": "biblatex", "by_year": True, "brackets": "()", "comma": "", "names": NameForm("and", 1, comma=True)}),
    "biblatex, no number": (biblatex("style=authoryear,maxnames=many"), None),
    "biblatex in British": (biblatex("style=authoryear", babel="british"), {"package": "biblatex", "by_year": True, "brackets": "()", "comma": "", "names": NameForm("and", 3, comma=True)}),
    "biblatex in German": (biblatex("style=authoryear", babel="english,ngerman"), None),
    "biblatex with polyglossia": (biblatex("style=authoryear", polyglossia=""), None),
}  # fmt: skip


@pytest.mark.parametrize(("paper", "said"), PAPERS.values(), ids=PAPERS)
def test_how_citations_are_printed(paper: Paper, said: dict[str, Any] | None) -> None:
    assert paper.style == (None if said is None else CitationStyle(**said))
