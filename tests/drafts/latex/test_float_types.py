"""Types of floats: which environments make one, and what a draft's declarations say of its own."""

import pytest

from capassist.drafts.latex.float_types import FloatType, FloatTypes


@pytest.mark.parametrize(
    "environment",
    [
        "subfigure",
        "subtable*",
        "subfloat",
        "threeparttable",
        "tablenotes",
        "measuredfigure",
        "equation",
        "figures",
        "tabular",
    ],
)
def test_an_environment_that_makes_no_float(environment: str) -> None:
    assert FloatTypes().of_environment(environment) is None


KNOWN = {
    "figure": FloatType("figure", "figure", "Figure"),
    "figure*": FloatType("figure", "figure", "Figure"),
    "sidewaysfigure": FloatType("figure", "figure", "Figure"),
    "SCfigure": FloatType("figure", "figure", "Figure"),
    "wraptable": FloatType("table", "table", "Table"),
    "longtable": FloatType("table", "table", "Table"),
    "algorithm2e": FloatType("algorithm", "algorithm", "Algorithm"),
    "listing": FloatType("listing", "listing", "Listing"),
    "scheme": FloatType("scheme", "scheme", "Scheme"),
    "chart*": FloatType("scheme", "chart", "Chart"),
}


@pytest.mark.parametrize(("environment", "type_"), KNOWN.items(), ids=KNOWN)
def test_an_environment_of_latex_and_its_packages(environment: str, type_: FloatType) -> None:
    assert FloatTypes().of_environment(environment) == type_


NO_DECLARATION = {
    "nothing given": r"\DeclareCaptionType",
    "in another paragraph": "\\DeclareCaptionType\n\n{photo}",
    "no name": r"\DeclareCaptionType{}",
    "a list without a type": r"\DeclareNewTOC[name=Photo]{lop}",
    "\\newfloat without all it needs": r"\newfloat{photo}{tbp}",
    "a type without its word": r"\floatname{photo}",
    "a box without its type": r"\newfloatcommand{photo}",
}


@pytest.mark.parametrize("text", NO_DECLARATION.values(), ids=NO_DECLARATION)
def test_a_declaration_that_is_not_whole_declares_nothing_of_its_own(text: str) -> None:
    types = FloatTypes()
    command = text[1:].partition("{")[0].partition("[")[0].strip()
    types.declare(text, command, 1 + len(command))
    assert types.of_environment("photo") is None
    assert "" not in types.own


DECLARED = {  # what is declared: the kind, the counter and the word of \begin{photo}, and the counter it is within
    r"\newfloat{photo}{tbp}{lop}": ("scheme", "photo", "Photo", ""),
    r"\newfloat{photo}{tbp}{lop}[chapter]": ("scheme", "photo", "Photo", "chapter"),
    r"\newfloat[section]{photo}{lop}{Picture}": ("scheme", "photo", "Picture", "section"),
    r"\newfloat{photo}{tbp}{lop}[within=none]": ("scheme", "photo", "Photo", ""),
    r"\DeclareCaptionType{photo}": ("scheme", "photo", "Photo", ""),
    r"\DeclareCaptionType*{photo}[Picture][Pictures]": ("scheme", "photo", "Picture", ""),
    r"\DeclareCaptionType[within=section]{photo}[Picture]": ("scheme", "photo", "Picture", "section"),
    r"\DeclareCaptionType[name=Picture, within={none}]{photo}": ("scheme", "photo", "Picture", ""),
    r"\DeclareFloatingEnvironment[name=Picture,within=chapter,listname={All, by page}]{photo}": (
        "scheme", "photo", "Picture", "chapter",
    ),
    r"\DeclareFloatingEnvironment[placement=ht]{photo}": ("scheme", "photo", "Photo", ""),
    r"\DeclareNewTOC[type=photo, name={A picture}, counterwithin=chapter]{lop}": ("scheme", "photo", "A picture", "chapter"),
    r"\DeclareNewFloatType{photo}{name=Picture, within=section}": ("scheme", "photo", "Picture", "section"),
    r"\trivfloat{photo}": ("scheme", "photo", "Photo", ""),
    r"\newfloat{photo}{tbp}{lop}\floatname{photo}{Picture}": ("scheme", "photo", "Picture", ""),
}  # fmt: skip


def declared(text: str, types: FloatTypes) -> tuple[str, int]:
    """Take in the declarations of a text in a row, and return what the first is within, and where the last ends."""
    within, end = "", 0
    while end < len(text) and text[end] == "\\":
        head = text[end + 1 :]
        command = head[: next(index for index, letter in enumerate(head) if not letter.isalpha())]
        found = types.declare(text, command, end + 1 + len(command))
        assert found is not None
        within, end = within or found.within, found.end
    return within, end


@pytest.mark.parametrize(("text", "said"), DECLARED.items(), ids=DECLARED)
def test_a_declared_type(text: str, said: tuple[str, str, str, str]) -> None:
    types = FloatTypes()
    within, end = declared(f"{text} More.", types)
    photo = types.of_environment("photo")
    assert photo is not None
    assert (photo.kind, photo.counter, photo.word, within) == said
    assert end == len(text)
    assert types.of_environment("photo*") == types.of_environment("sidewaysphoto") == photo
    assert types.of_environment("wrapphoto") == types.of_type(" photo*") == photo


def test_a_declared_type_of_a_known_name_stays_what_it_is() -> None:
    types = FloatTypes()
    declared(r"\newfloat{algorithm}{t}{loa}\floatname{algorithm}{Procedure}", types)
    assert types.of_environment("algorithm") == FloatType("algorithm", "algorithm", "Procedure")


def test_what_a_caption_alone_may_be_of() -> None:
    types = FloatTypes()
    assert types.of_type("figure") == FloatType("figure", "figure", "Figure")
    assert types.of_type("map") == FloatType("scheme", "map", "Map")
    assert types.of_type("photo") == FloatType("scheme", "photo", "Photo")


def test_a_box_of_floatrow_is_of_the_type_that_it_names() -> None:
    types = FloatTypes()
    text = r"\newfloatcommand{wellbox}{table}[\FBwidth]"
    found = types.declare(text, "newfloatcommand", len(r"\newfloatcommand"))
    assert found is not None
    assert (found.type.kind, found.within, found.end) == ("table", "", len(text))
    assert types.boxes == {"ffigbox": "figure", "ttabbox": "table", "wellbox": "table"}
    assert FloatTypes().boxes.keys() == {"ffigbox", "ttabbox"}
