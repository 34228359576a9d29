import pytest

from capassist.drafts.latex.revisions import remarks_in
from capassist.model import Figure

REMARKS = {"ab": "m", "note": "om", "todo": "som"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param("Run time.", [], id="none"),
        pytest.param(r"Run \abc{time}.", [], id="another command"),
        pytest.param(r"Run \ab{too {short}?} time.", [r"\ab{too {short}?}"], id="braces in it"),
        pytest.param(r"\note[me]{why?}Run\todo*[inline]{x}", [r"\note[me]{why?}", r"\todo*[inline]{x}"], id="options"),
        pytest.param(r"Run \ab{a \note{b} c} time.", [r"\ab{a \note{b} c}"], id="one in another"),
        pytest.param(r"Run \ab{time.", [], id="never closed"),
    ],
)
def test_calls_of_remarks_are_found_with_their_arguments(source: str, found: list[str]) -> None:
    assert list(remarks_in(source, REMARKS)) == found
    figure = Figure("a", caption_source=source, remarks=tuple(found))
    assert not any(remark in (figure.caption_latex or "") for remark in found)


def test_no_caption_has_no_remarks() -> None:
    assert Figure("a", remarks=(r"\ab{x}",)).caption_latex is None
