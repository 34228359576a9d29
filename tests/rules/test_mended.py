"""What the rules about floats, wording and leftovers say, where, and what they mend: the source before and after, whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from capassist.rules import Violation, rule_named

Found = Callable[..., tuple[Violation, ...]]
IMAGE = "\\includegraphics{a}"


def floats(*contents: str) -> str:
    return "".join(f"\\begin{{figure}}\n{content}\n\\end{{figure}}\n" for content in contents)


def captions(*texts: str) -> str:
    return floats(*(f"{IMAGE}\\caption{{{text}}}" for text in texts))


def mended(file: Path, violations: tuple[Violation, ...]) -> str:
    """Return the body of a file with what mends these, each of which must say truly what stands there."""
    text = file.read_text()
    wanted = sorted((one for violation in violations for one in violation.replacements), key=lambda one: -one.start)
    for one in wanted:
        assert text[one.start : one.end] == one.old
        text = text[: one.start] + one.new + text[one.end :]
    return text.partition("\\begin{document}\n")[2].partition("\n\\end{document}")[0]


# What is said and not mended, as it would not be safe.
ALONE = {
    "a label split by a comment": ("C003", floats(f"{IMAGE}\\label%\n{{fig:a}}\\caption{{Run time.}}")),
    "a number in a font that goes on": ("C009", captions("\\textbf{Figure 1. Run time.} Of both.")),
    "a full stop behind a comma": ("C012", captions("Run time.", "Memory.", "States.", "Errors,")),
    "code with signs of LaTeX": ("C071", captions("Time of `run_all` on both.")),
    "a remark": ("C076", captions("Run time. \\fixme{Why?}")),
    "an article": ("C011", captions("The run time of both.")),
}


@pytest.mark.parametrize(("code", "source"), ALONE.values(), ids=ALONE)
def test_it_is_left_to_the_author(code: str, source: str, found: Found) -> None:
    (violation,) = found(source, code)
    assert violation.replacements == ()


MENDED = {
    "a label on its line": (
        "C003",
        floats(f"{IMAGE}\n  \\label{{fig:a}}\n  \\caption{{Run time.}}\n  Text."),
        floats(f"{IMAGE}\n  \\caption{{Run time.}}\\label{{fig:a}}\n  Text."),
    ),
    "a label beside others": (
        "C003",
        floats(f"{IMAGE}\\label{{fig:a}} \\caption{{Run time.}}"),
        floats(f"{IMAGE} \\caption{{Run time.}}\\label{{fig:a}}"),
    ),
    "a label with a blank": (
        "C003",
        floats(f"{IMAGE}\\label {{fig:a}}\\caption{{Run time.}}"),
        floats(f"{IMAGE}\\caption{{Run time.}}\\label {{fig:a}}"),
    ),
    "a label over two lines": (
        "C003",
        floats(f"{IMAGE}\n\\label\n{{fig:a}} %\n\\caption{{Run time.}}"),
        floats(f"{IMAGE}\n %\n\\caption{{Run time.}}\\label\n{{fig:a}}"),
    ),
    "a printed number": ("C009", captions("Figure 3: Run time."), captions("Run time.")),
    "a bold number": ("C009", captions("\\textbf{Fig. 3:} Run time."), captions("Run time.")),
    "no full stop": ("C012", captions("A.", "B.", "C.", "Run time "), captions("A.", "B.", "C.", "Run time. ")),
    "no full stop behind a formula": (
        "C012", captions("A.", "B.", "C.", "Errors of $x$"), captions("A.", "B.", "C.", "Errors of $x$.")),
    "no full stop behind a bracket": (
        "C012", captions("A.", "B.", "C.", "Errors (of all)"), captions("A.", "B.", "C.", "Errors (of all).")),
    "no full stop behind a font": (
        "C012", captions("A.", "B.", "C.", "Errors of \\emph{all}"), captions("A.", "B.", "C.", "Errors of \\emph{all}.")),
    "a full stop too many": ("C012", captions("A", "B", "C", "Run time."), captions("A", "B", "C", "Run time")),
    "Markdown in bold": ("C071", captions("**Run time** of __both__."), captions("\\textbf{Run time} of \\textbf{both}.")),
    "Markdown of code": ("C071", captions("Time of `run` on both."), captions("Time of \\texttt{run} on both.")),
}  # fmt: skip


@pytest.mark.parametrize(("code", "source", "after"), MENDED.values(), ids=MENDED)
def test_it_is_mended_and_nothing_else_is_changed(
    code: str, source: str, after: str, found: Found, tmp_path: Path
) -> None:
    assert mended(tmp_path / "main.tex", found(source, code)) == after.rstrip("\n") + "\n"
    assert not found(after, code)


def test_of_each_rule_it_is_told_whether_it_mends() -> None:
    mending = {code for code, _, _ in MENDED.values()}
    assert {code for code in mending if not rule_named(code).fixable} == set()
    assert {code for code, _ in ALONE.values() if rule_named(code).fixable} == {"C003", "C009", "C012", "C071"}


@pytest.mark.parametrize(
    ("code", "text", "seen"),
    [("C071", "**Run**", 1), ("C070", "Certainly! Here is it.", 1), ("C009", "Figure 3: Run.", 0)],
)
def test_which_rules_read_the_captions_of_panels(code: str, text: str, seen: int, found: Found) -> None:
    panel = f"\\begin{{subfigure}}{{3cm}}{IMAGE}\\caption{{{text}}}\\end{{subfigure}}"
    assert len(found(floats(f"{panel}\\caption{{Run time.}}"), code)) == seen


SIDES = {
    "pictures without a caption": IMAGE * 2,
    "a caption between pictures": f"{IMAGE}\\caption{{D.}}{IMAGE}",
    "a caption without a picture": "\\caption{D.}",
    "a command of a package that is not here": "\\captionedimage{D.}{\\includegraphics{a}}",
}


@pytest.mark.parametrize("content", SIDES.values(), ids=SIDES)
def test_of_these_no_side_is_told(content: str, found: Found) -> None:
    assert not found(captions("A.", "B.", "C.") + floats(content), "C010")


# What a rule says, and how often.
SAID = {
    "a TODO": ("C002", captions("TODO"), ['The caption of Figure 1 only stands for one: "TODO".']),
    "an empty caption": ("C002", captions(""), ["The caption of Figure 1 is empty."]),
    "a blank": ("C002", captions("Level in [what?] of both."), ["[what?] in the caption of Figure 1 is still to be filled in."]),
    "a short title": (
        "C002",
        "\\listoffigures\n" + captions("Run time.").replace("\\caption", "\\caption[TODO]"),
        ['The short title of Figure 1 only stands for one: "TODO".'],
    ),
    "no label": (
        "C004", captions("On the run time of old parsers."), ["Figure 1 has no label, such as \\label{fig:the-run-time}."]),
    "no label, and no words for one": ("C004", captions("Ü."), ["Figure 1 has no label, such as \\label{fig:figure-1}."]),
    "a caption above": (
        "C010",
        captions("A.", "B.", "C.") + floats(f"\\caption{{D.}}{IMAGE}"),
        ["The caption of Figure 4 stands above the graphic, and the other captions stand below."],
    ),
    "a caption below": (
        "C010",
        floats(*(f"\\caption{{{text}.}}{IMAGE}" for text in "ABC")) + captions("D."),
        ["The caption of Figure 4 stands below the graphic, and the other captions stand above."],
    ),
    "words in a title": (
        "C014", captions("word " * 41), ["The first sentence has 41 words, of which a title has 40 at most."]),
    "one word": ("C016", captions("Results."), ['The caption has 1 word: "Results.".']),
    "two words": ("C016", captions("Run time."), ['The caption has 2 words: "Run time.".']),
    "what a model said": (
        "C070", captions("Certainly! Here is it."), ['"Certainly!" reads like what a model said to its user.']),
    "a remark, whole": (
        "C076", captions("Time. \\fixme{Why {so}?} Memory."),
        ["A remark of the authors stands in the caption: \\fixme{Why {so}?}"],
    ),
    "a remark that says to do": (
        "C076", captions("Time. \\todo{TODO: redo}"), ["A remark of the authors stands in the caption: \\todo{TODO: redo}"]),
    "two remarks in their order": (
        "C076", captions("TBD soon. \\fixme{Why?}"),
        ["A remark of the authors stands in the caption: TBD soon", "A remark of the authors stands in the caption: \\fixme{Why?}"],
    ),
    "the same caption": ("C078", captions("Run time of both.", "Run Time of both"), ["Figure 1 has the same caption."]),
    "one missing picture, twice": (
        "C092", floats("\\includegraphics{no}\\includegraphics{no}\\caption{Run time.}"), ["no is not in the draft."]),
    "two missing pictures": (
        "C092", floats("\\includegraphics{no}\\includegraphics{nor}\\caption{Run time.}"),
        ["no is not in the draft.", "nor is not in the draft."],
    ),
    "one missing picture of two figures": (
        "C092", floats(*["\\includegraphics{no}\\caption{Run time.}"] * 2), ["no is not in the draft."] * 2),
    "a coarse raster": (
        "C093", floats("\\includegraphics[width=8cm]{a}\\caption{Beads.}"), ["a has 95 dots an inch at 8cm, fewer than 300."]),
}  # fmt: skip


@pytest.mark.parametrize(("code", "source", "messages"), SAID.values(), ids=SAID)
def test_what_is_said(code: str, source: str, messages: list[str], found: Found) -> None:
    said = [violation.message for violation in found(source, code)]
    assert [message.rstrip() for message in said] == messages


# Just below and just above: (code, what is let be, what is named).
BOUNDS = {
    "words of a title": ("C014", "word " * 40, "word " * 41),
    "words of a caption": ("C015", "One of it. Two. " * 62 + "One of.", "One of it. Two. " * 62 + "One of it."),
    "words of the shortest": ("C016", "Run of both.", "Run of."),
    "capitals of a title": ("C013", "Run Time of both fast Parsers", "Run Time of both Fast Parsers"),
    "words of a title in capitals": ("C013", "The Time of Both Old Parsers", "The Time of Both Fast Parsers"),
    "capitals of short words": ("C013", "Run Time Of The Old Van And Fast Cars", "Run Time Done Then With Cars"),
    "a sentence behind the panels": ("C017", "(a) Run time. (b) Memory.", "(a) Run time. (b) Memory. Means of it."),
}


@pytest.mark.parametrize(("code", "below", "above"), BOUNDS.values(), ids=BOUNDS)
def test_where_a_bound_lies(code: str, below: str, above: str, found: Found) -> None:
    assert [violation.code for violation in found(captions(below), code)] == []
    assert [violation.code for violation in found(captions(above), code)] == [code]
