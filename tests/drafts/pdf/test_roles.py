"""What the lines of a column are, by their type: in fonts that a PDF made at test time cannot have."""

import pytest

from capassist.drafts.pdf.layout import Body
from capassist.drafts.pdf.page import Line, Run
from capassist.drafts.pdf.roles import roles_of, run_in

BODY = Body("CMR10", 10.0, 12.0, 400.0)


def _line(text, base, font="CMR10", size=10.0, across=(72.0, 472.0)):
    return Line((Run(text, font, size),), (across[0], base - 8, across[1], base + 2), base)


def _roles(*lines):
    text = "The levels were read by two of the people who lived beside it."
    return roles_of([_line(text, 100), *lines, _line(text, 160), _line(text, 172)], BODY)[1:-2]


@pytest.mark.parametrize("font", ["CMCSC10", "TeXGyreTermes-SmallCaps"])
def test_a_short_line_in_small_capitals_is_a_heading(font):
    assert _roles(_line("Performance", 130, font, 12.0, (230, 310))) == ["heading"]


@pytest.mark.parametrize(
    "line",
    [
        _line("Performance is what counts here,", 130, "CMCSC10", across=(72, 300)),
        _line("Performance", 130, across=(230, 310)),
        _line("Performance", 130, "CMCSC10", 7.0, (230, 280)),
    ],
    ids=["a sentence", "the text's type", "smaller"],
)
def test_other_lines_are_none(line):
    assert "heading" not in _roles(line)


def _styled(*runs, base=130.0, across=(72.0, 300.0)):
    """Return a line of runs, each a text with "b" for bold, "i" for italic, "m" for typewriter type, or none."""
    made = tuple(Run(text, f"CMR10{style}", 10.0, style == "b", style == "i", style == "m") for text, style in runs)
    return Line(made, (across[0], base - 8, across[1], base + 2), base)


NUMBERED = "3.2. Model fit"
ONE_LINE = {
    "dots to a page": (_line("Levels of the tanks . . . . . . 7", 130), "entry"),
    "two dots": (_line("Levels of the tanks.. and of the river", 130), "text"),
    "a prompt": (_line(">>> levels = read()", 130), "code"),
    "another prompt": (_line("  In [3]: levels = read()", 130), "code"),
    "typewriter type": (_styled(("levels = read()", "m")), "code"),
    "most in typewriter type": (_styled(("levels =", "m"), (" x", "")), "code"),
    "less in typewriter type": (_styled(("levels ", "m"), (" in", "")), "text"),
    "the number of a formula": (_line("(3)", 130), "display"),
    "the number of a formula in an appendix": (_line(" ( A.2b )", 130), "display"),
    "a formula": (_line("levels = x + y + z +", 130, across=(84.1, 300)), "display"),
    "a formula at the margin": (_line("levels = x + y + z +", 130, across=(84, 300)), "text"),
    "words with symbols": (_line("alevels = x + y + z+", 130, across=(90, 300)), "text"),
    "small capitals as short as a title": (_line("a" * 59, 130, "CMCSC10"), "heading"),
    "small capitals, longer": (_line("a" * 60, 130, "CMCSC10"), "text"),
    "small capitals, hardly smaller": (_line("Performance", 130, "CMCSC10", 9.8), "heading"),
    "small capitals without a word": (_line("V A", 130, "CMCSC10"), "cell"),
    "numbered": (_line(NUMBERED, 130, across=(72, 200)), "heading"),
    "numbered as no other section": (_line("3. Model fit", 130, across=(72, 200)), "text"),
    "numbered, with room above": (_line(NUMBERED, 115.1, across=(72, 200)), "heading"),
    "numbered, without room above": (_line(NUMBERED, 115, across=(72, 200)), "text"),
    "numbered, to the column's edge": (_line(NUMBERED, 130, across=(72, 462)), "heading"),
    "numbered, over the column's edge": (_line(NUMBERED, 130, across=(72, 462.1)), "text"),
    "numbered in another type, over the edge": (_line(NUMBERED, 130, "CMSS10", across=(72, 472)), "heading"),
    "numbered, as long as a title": (_line("3.2. " + "a" * 95, 130, across=(72, 400)), "heading"),
    "numbered, longer": (_line("3.2. " + "a" * 96, 130, across=(72, 400)), "text"),
    "a numbered sentence": (_line("3.2. The model fits.", 130, across=(72, 200)), "text"),
    "numbered before a list": (_line("3.2. The model fits: ", 130, across=(72, 200)), "text"),
    "a bold sentence's beginning": (_styled(("3.2. Model fit. ", "b"), ("It fits", "")), "text"),
    "a short piece by itself": (_line("3.1", 130, across=(72, 87)), "cell"),
    "a longer piece by itself": (_line("3.1, 2.7", 130, across=(72, 115)), "text"),
    "a word by itself": (_line("tank", 130, across=(200, 225)), "text"),
}


@pytest.mark.parametrize(("line", "role"), ONE_LINE.values(), ids=ONE_LINE)
def test_the_role_of_a_line_between_others(line, role):
    assert _roles(line) == [role]


LONG = "The levels were read by two of the people who lived beside it."  # a line of text
SHOWN = _line("x = y + z + 12 + 34", 130, across=(100, 200))
FAR = _line("x = y + z + 12 + 34", 130, across=(124, 224))
LINES = {
    "a bold sentence that goes on below": ([_styled((LONG, ""), (" Do not", "b"), base=100), _styled(("Open it", "b"), base=113.9)], "text text"),
    "a title further below": ([_styled((LONG, ""), (" Do not", "b"), base=100), _styled(("Open it", "b"), base=114)], "text heading"),
    "a title below plain text": ([_styled((LONG, ""), base=100), _styled(("Open it", "b"), base=112)], "text heading"),
    "a title below a blank": ([_styled((LONG, "b"), (" ", ""), base=100), _styled(("Open it", "b"), base=112)], "text text"),
    "a title of two lines": ([_styled(("The levels of", "b")), _styled(("the tank.", "b"), base=144.9)], "heading heading"),
    "a bold sentence below a title": ([_styled(("The levels of", "b")), _styled(("the tank.", "b"), base=145)], "heading text"),
    "a smaller one below a title": ([_styled(("The levels of", "b")), _line("the tank was,", 142, "CMR10b", 9.6)], "heading text"),
    "text below a title": ([_styled(("The levels of", "b")), _styled(("the tank.", ""), base=142)], "heading text"),
    "text below a larger title in its font": ([_line("The levels", 130, size=12), _line("the tank.", 142)], "heading text"),
    "two titles on a level": ([_styled(("Levels", "b"), across=(72, 150)), _styled(("Flows", "b"), across=(272, 350))], "text text"),
    "a short line beside a formula's number": ([_line("of the tank in all of the days"[1:], 130), _line("(3)", 130, across=(440, 472))], "display display"),
    "a longer line beside a formula's number": ([_line("of the tank in all of the days", 130), _line("(3)", 130, across=(440, 472))], "text display"),
    "a line below a formula's number": ([_line("(3)", 130, across=(440, 472)), _line("of the tank", 135.1, across=(72, 130))], "display text"),
    "a line level with a formula's number": ([_line("(3)", 130, across=(440, 472)), _line("of the tank", 135, across=(72, 130))], "display display"),
    "a formula's piece in a line": ([_line(LONG, 130, across=(72, 400)), _line("(3)", 134.9, across=(410, 430))], "text text"),
    "a formula's piece below a line": ([_line(LONG, 130, across=(72, 400)), _line("(3)", 135, across=(410, 430))], "text display"),
    "a formula's longer piece": ([_line(LONG, 130, across=(72, 400)), _line("( A.3b )", 130, across=(410, 430))], "text display"),
    "three pieces in a row": ([_line(text, 130, across=(x, x + 30)) for text, x in (("tank", 72), ("3.1", 150), ("2.7", 250))], "cell cell cell"),
    "two pieces in a row": ([_line(text, 130, across=(x, x + 30)) for text, x in (("tank", 72), ("river", 250))], "text text"),
    "three pieces, one of them a sentence": (
        [_line("tank", 130, across=(72, 100)), _line("river", 130, across=(110, 140)), _line("a" * 30, 130, across=(150, 400))], "text text text",
    ),
    "three pieces, one of them lower and small": (
        [_line("tank", 130, across=(72, 100)), _line("river", 130, across=(110, 140)), _line("lake", 134.5, size=8, across=(150, 165))], "text text text",
    ),
    "three pieces, one of them lower and hardly smaller": (
        [_line("tank", 130, across=(72, 100)), _line("river", 130, across=(110, 140)), _line("lake", 134.5, size=8.1, across=(150, 165))], "cell cell cell",
    ),
    "a limit beside a formula": ([SHOWN, _line("n=1", 139, across=(72, 84))], "display display"),
    "a limit right below a formula": ([SHOWN, _line("n=1", 141.4, across=(72, 84))], "display display"),
    "a piece further below a formula": ([SHOWN, _line("n=1", 141.5, across=(72, 84))], "display cell"),
    "a piece near a formula": ([FAR, _line("n=1", 136, across=(72, 84.1))], "display display"),
    "a piece further beside a formula": ([FAR, _line("n=1", 136, across=(72, 84))], "display cell"),
    "a chain of pieces beside a formula": ([SHOWN, _line("n=1", 139, across=(72, 84)), _line("m=2", 149, across=(72, 84))], "display display display"),
    "words beside a formula": ([SHOWN, _line("where the level", 136, across=(72, 84))], "display text"),
    "names right above a formula": ([_line("level of tank", 120, across=(104.9, 205)), SHOWN], "text display"),
    "names above a formula's middle": ([_line("level of tank", 115.1, across=(104.9, 205)), SHOWN], "display display"),
    "names too far above it": ([_line("level of tank", 115, across=(104.9, 205)), SHOWN], "text display"),
    "names beside its middle": ([_line("level of tank", 116, across=(105, 205)), SHOWN], "text display"),
    "a sentence above it": ([_line("a" * 30, 116, across=(100, 200)), SHOWN], "text display"),
    "the end of a paragraph": ([_line(LONG, 130), _line("2010).", 145.9, across=(72, 100))], "text text"),
    "too far below for its end": ([_line(LONG, 130), _line("2010).", 146, across=(72, 100))], "text cell"),
    "its end, indented": ([_line(LONG, 130), _line("2010).", 142, across=(81.9, 110))], "text text"),
    "a piece further in": ([_line(LONG, 130), _line("2010).", 142, across=(82, 110))], "text cell"),
    "below a short line": ([_line(LONG, 130, across=(72, 452)), _line("2010).", 142, across=(72, 100))], "text cell"),
    "below a line that is long enough": ([_line(LONG, 130, across=(72, 452.1)), _line("2010).", 142, across=(72, 100))], "text text"),
    "in another font": ([_line(LONG, 130), _line("2010).", 142, "CMSS10", across=(72, 100))], "text cell"),
    "in another size": ([_line(LONG, 130), _line("2010).", 142, size=9.6, across=(72, 100))], "text cell"),
    "a piece level with a line": ([_line(LONG, 130, across=(100, 440)), _line("3.1", 139.9, across=(72, 84))], "text text"),
    "a piece below a line": ([_line(LONG, 130, across=(100, 440)), _line("3.1", 140, across=(72, 84))], "text cell"),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "roles"), LINES.values(), ids=LINES)
def test_the_roles_of_lines_between_others(lines, roles):
    assert " ".join(_roles(*lines)) == roles


NOTES = {
    "smaller below the text": ([_line(LONG, 100), _line(LONG, 130, size=8.5)], "text note"),
    "hardly smaller": ([_line(LONG, 100), _line(LONG, 130, size=8.6)], "text text"),
    "smaller above the text": ([_line(LONG, 100, size=8), _line(LONG, 130)], "text text"),
    "smaller below a title": ([_line("Methods used", 100, "CMBX", 12), _line(LONG, 130, size=8)], "heading note"),
    "a column of small type": ([_line(LONG, 100, size=8), _line(LONG, 110, size=8)], "text text"),
    "a title at the top": ([_line(NUMBERED, 100, across=(72, 200)), _line(LONG, 112)], "heading text"),
}


@pytest.mark.parametrize(("lines", "roles"), NOTES.values(), ids=NOTES)
def test_the_roles_of_a_whole_column(lines, roles):
    assert " ".join(roles_of(lines, BODY)) == roles


RUN_IN = {
    "plain": ([("Levels. We read", "")], ""),
    "bold": ([("Levels. ", "b"), ("We read", "")], "Levels. "),
    "bold before a colon": ([("Levels:", "b"), (" We read", "")], "Levels:"),
    "bold in two pieces": ([("Levels", "b"), (" ", ""), ("here.", "b"), (" We read", "")], "Levels here."),
    "a bold word": ([("Levels ", "b"), ("were read", "")], ""),
    "a bold index": ([("A1. ", "b"), ("were read", "")], ""),
    "a bold dash": ([("-- Levels. ", "b"), ("were read", "")], ""),
    "bold throughout": ([("Levels. We read. ", "b")], ""),
    "bold but for a blank": ([("Levels. ", "b"), ("  ", "")], ""),
    "numbered in italics": ([("3.5.1 Levels. ", "i"), ("We read", "")], "3.5.1 Levels. "),
    "numbered, all in italics": ([("3.5.1 Levels. ", "i"), ("We ", ""), ("read", "i")], ""),
    "italics": ([("Levels. ", "i"), ("We read", "")], ""),
    "of the first number": ([("3 Levels. ", "i"), ("We read", "")], ""),
}


@pytest.mark.parametrize(("runs", "heading"), RUN_IN.values(), ids=RUN_IN)
def test_a_heading_in_a_paragraph_s_first_line(runs, heading):
    line = _styled(*runs)
    assert line.text[: run_in(line)] == heading
