"""Writing into drafts: what must not be written, that all or nothing is, and that every other byte stays."""

import codecs
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from capassist.drafts.latex import read_latex
from capassist.drafts.writing.caption_files import exported_texts
from capassist.drafts.writing.writeback import (
    Possible,
    accepted,
    diff,
    export_captions,
    notes_on,
    plan_edits,
    possible_edits,
    undo,
    write,
)
from capassist.errors import CapassistError, DraftError, WriteError
from capassist.model import Decision, Draft, Edit, Figure
from capassist.text.escape import syntax_errors, to_latex
from capassist.text.latex import to_plain
from capassist.text.words import one_line

HEAD = "\\documentclass{article}\n\\usepackage{graphicx}\n\\begin{document}\nText \\ref{fig:a}.  \n"
FIGURE = "\\begin{figure}\n  \\includegraphics{a}\n  \\caption{Old one.}\\label{fig:a}\t\n\\end{figure}\n"
SECOND = "\\begin{figure}\n  \\includegraphics{b}\n  \\caption{Old two.}\n  \\label{fig:b}\n\\end{figure}\n"
TAIL = "Trailing blanks   \n% a comment \\end{document}\n\\end{document}\nafter the end"
PAPER = HEAD + FIGURE + SECOND + TAIL


def paper(root: Path, source: str | bytes = PAPER, **others: str) -> Draft:
    """Write a draft and read it; each of `others` is an included file."""
    root.mkdir(exist_ok=True)
    (root / "main.tex").write_bytes(source.encode() if isinstance(source, str) else source)
    for name, text in others.items():
        (root / f"{name}.tex").write_bytes(text.encode())
    return read_latex(root)


def accept(draft: Draft, **texts: str) -> tuple[Edit, ...]:
    return plan_edits(draft, [Decision(f"fig:{figure}", "accept", text) for figure, text in texts.items()])


def contents(root: Path) -> dict[str, bytes]:
    """Return the bytes of all files but capassist's own folder."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".capassist" not in path.relative_to(root).parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


# What must not be written -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", ["accept", "skip", "reject"])
def test_a_decision_for_a_figure_that_is_not_there_stops_everything(tmp_path: Path, verdict: str) -> None:
    draft = paper(tmp_path)
    decisions = [Decision("fig:a", "accept", "New."), Decision("fig:gone", verdict, "New.")]  # type: ignore[arg-type]
    with pytest.raises(DraftError, match="fig:gone") as caught:
        plan_edits(draft, decisions)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("text", [None, "", " \n", r"\label{fig:a}"])
def test_an_empty_text_is_refused(tmp_path: Path, text: str | None) -> None:
    with pytest.raises(WriteError, match="fig:a"):
        plan_edits(paper(tmp_path), [Decision("fig:a", "accept", text)])


def test_two_decisions_for_one_figure_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="two decisions for fig:a"):
        accepted(paper(tmp_path), [Decision("fig:a", "accept", "One."), Decision("fig:a", "edit", "Two.")])


def test_a_locked_figure_is_refused_with_its_reason(tmp_path: Path) -> None:
    draft = paper(tmp_path)
    locked = replace(draft.figures[0], slot=None, locked="a macro writes it")
    with pytest.raises(WriteError, match="fig:a cannot be written: a macro writes it"):
        accept(replace(draft, figures=(locked,)), a="New.")


@pytest.mark.parametrize(
    "text",
    [
        r"\input{/etc/passwd}",
        "50% of",
        "a}b{",
        "one\n\ntwo",
        "a & b",
        "ends in \\",
        "\u202e",
        r"\end{document}",
        "^^5c",
    ],
)
def test_an_unsafe_text_is_refused_when_planned_and_when_written(tmp_path: Path, text: str) -> None:
    draft = paper(tmp_path)
    before = contents(tmp_path)
    with pytest.raises(WriteError, match="fig:a") as caught:
        accept(draft, a=text)
    assert caught.value.exit_code == 6
    slot = draft.figures[0].slot
    assert slot is not None
    with pytest.raises(WriteError, match="fig:a"):
        write(draft, [Edit("fig:a", slot, text)])
    assert contents(tmp_path) == before


def test_what_stands_there_already_is_not_written(tmp_path: Path) -> None:
    draft = paper(tmp_path)
    assert accept(draft, a="Old  one.") == ()
    assert plan_edits(draft, [Decision("fig:a", "skip"), Decision("fig:b", "reject", "Text.")]) == ()
    receipt = write(draft, ())
    assert (receipt.files, receipt.figures) == ((), ())
    assert not (tmp_path / ".capassist").exists()


def change(root: Path) -> None:
    path = root / "main.tex"
    path.write_text(path.read_text().replace("Text", "More text"))


def link_away(root: Path) -> None:
    away = root.parent / "away.tex"
    (root / "main.tex").replace(away)
    (root / "main.tex").symlink_to(away)


def conflict(root: Path) -> None:
    with (root / "main.tex").open("a") as file:
        file.write("\n<<<<<<< HEAD\nmine\n=======\ntheirs\n>>>>>>> branch\n")


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "changed": (change, "changed since it was read"),
    "caption changed": (
        lambda root: (root / "main.tex").write_text(PAPER.replace("Old", "New")),
        "changed since it was read",
    ),
    "shorter": (lambda root: (root / "main.tex").write_text(PAPER[:100]), "changed since it was read"),
    "gone": (lambda root: (root / "main.tex").unlink(), "no longer there"),
    "a folder": (lambda root: ((root / "main.tex").unlink(), (root / "main.tex").mkdir()), "no longer there"),
    "a link out of the draft": (link_away, "leads out of the draft"),
    "read-only": (lambda root: (root / "main.tex").chmod(0o444), "read-only"),
    "merging": (conflict, "merge conflict"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_must_not_be_written(tmp_path: Path, case: str) -> None:
    root = tmp_path / "paper"
    edits = accept(draft := paper(root), a="New.", b="Newer.")
    spoil, message = REFUSED[case]
    spoil(root)
    before = contents(tmp_path)
    for attempt in (lambda: diff(draft, edits), lambda: write(draft, edits)):
        with pytest.raises(WriteError, match=message) as caught:
            attempt()
        assert caught.value.hint
    assert contents(tmp_path) == before
    assert not (root / ".capassist").exists()


def test_one_bad_file_keeps_all_from_being_written(tmp_path: Path) -> None:
    draft = paper(tmp_path, HEAD + FIGURE + "\\input{part}\n" + TAIL, part=SECOND)
    edits = accept(draft, a="New.", b="New.")
    (tmp_path / "part.tex").chmod(0o444)
    before = contents(tmp_path)
    with pytest.raises(WriteError, match=r"part\.tex is read-only"):
        write(draft, edits)
    assert contents(tmp_path) == before


def test_slots_that_overlap_are_refused(tmp_path: Path) -> None:
    draft = paper(tmp_path)
    slot = draft.figures[0].slot
    assert slot is not None
    for other in (slot, replace(slot, start=slot.start + 2, text=slot.text[2:])):
        with pytest.raises(WriteError, match="overlap"):
            write(draft, [Edit("fig:a", slot, "A."), Edit("fig:b", other, "B.")])


def test_a_character_that_the_encoding_lacks_is_named(tmp_path: Path) -> None:
    draft = paper(tmp_path, PAPER.replace("Text", "Größe").encode("latin-1"))
    before = contents(tmp_path)
    with pytest.raises(WriteError, match="中"):
        write(draft, accept(draft, a="中."))
    assert contents(tmp_path) == before


# All or nothing -----------------------------------------------------------------------------------------------------------


def accept_each(draft: Draft, **texts: str) -> Possible:
    return possible_edits(draft, [Decision(f"fig:{figure}", "accept", text) for figure, text in texts.items()])


@pytest.mark.parametrize("alone", [True, False])
def test_what_would_not_come_out_as_meant_is_refused_before_anything_is_written(tmp_path: Path, alone: bool) -> None:
    """A text that takes the float's label away is found in memory; the other caption can be written without it."""
    draft = paper(tmp_path)
    figure = draft.figures[0]
    assert figure.slot is not None
    wider = replace(figure, slot=replace(figure.slot, end=figure.slot.end + 13, text="Old one.}\\label{fig:a"))
    spoiled = replace(draft, figures=(wider, draft.figures[1]))
    before = contents(tmp_path)
    texts = {"a": "New."} if alone else {"a": "New.", "b": "Newer."}
    possible = accept_each(spoiled, **texts)
    assert [refusal.figure for refusal in possible.refused] == ["fig:a"]
    assert [edit.figure for edit in possible.edits] == ([] if alone else ["fig:b"])
    with pytest.raises(WriteError, match="fig:a cannot be written"):
        write(spoiled, [Edit("fig:a", wider.slot, "New.")])  # type: ignore[arg-type]
    assert contents(tmp_path) == before
    assert not (tmp_path / ".capassist").exists()


def test_a_character_that_cannot_be_written_keeps_the_others_from_nothing(tmp_path: Path) -> None:
    draft = paper(tmp_path, PAPER.replace("Text", "Größe").encode("latin-1"))
    possible = accept_each(draft, a="中.", b="Newer.")
    assert [(refusal.figure, "中" in refusal.reason) for refusal in possible.refused] == [("fig:a", True)]
    write(draft, possible.edits)
    assert "Newer." in (tmp_path / "main.tex").read_text("latin-1")


@pytest.mark.parametrize(
    "text", ["[what is plotted].", "Run time [K?] of both.", "Time against [what the axis shows]."]
)
def test_a_blank_of_a_template_is_never_written(tmp_path: Path, text: str) -> None:
    possible = accept_each(paper(tmp_path), a=text, b="New.")
    assert [refusal.figure for refusal in possible.refused] == ["fig:a"]
    assert "still to be filled in" in possible.refused[0].reason


CRASHES = r"""
import itertools, json, os, shutil, signal, sys
from pathlib import Path
from capassist.drafts.latex import read_latex
from capassist.drafts.writing.writeback import plan_edits, undo, write
from capassist.errors import WriteError
from capassist.model import Decision

root, kind = Path(sys.argv[1]), sys.argv[2]
names = ("main.tex", "part.tex")
old = [(root / name).read_bytes() for name in names]
draft = read_latex(root)
edits = plan_edits(draft, [Decision("fig:a", "accept", "New one."), Decision("fig:b", "accept", "New two.")])
touching = {"open", "os.rename", "os.mkdir", "os.remove", "os.chmod", "os.chown", "shutil.rmtree"}


def child(moment):
    count = itertools.count(1)

    def hook(event, args):
        if event in touching and next(count) == moment:
            if kind == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise KeyboardInterrupt

    sys.addaudithook(hook)
    try:
        write(draft, edits)
    except KeyboardInterrupt:
        os._exit(1)
    except BaseException:
        os._exit(2)
    os._exit(0)


moments, states = 0, []
while True:
    moments += 1
    pid = os.fork() or child(moments)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    now = [(root / name).read_bytes() for name in names]
    states.append([status, "".join("o" if a == b else "n" if b"New" in a else "?" for a, b in zip(now, old))])
    try:
        undo(root)
    except WriteError as error:
        states[-1].append(error.message)
    assert [(root / name).read_bytes() for name in names] == old, states[-1]
    if status == 0:
        break
    shutil.rmtree(root / ".capassist", ignore_errors=True)
write(draft, edits)  # clears away what the killed ones left
undo(root)
leftovers = [path.name for path in root.iterdir() if path.name.endswith(".tmp")]
print(json.dumps({"moments": moments, "states": states, "leftovers": leftovers}))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="fork and kill -9")
@pytest.mark.parametrize(("kind", "possible"), [("kill", {"oo", "no", "nn"}), ("interrupt", {"oo", "nn"})])
def test_at_whatever_moment_it_ends_each_file_is_old_or_new(tmp_path: Path, kind: str, possible: set[str]) -> None:
    """The process is killed, or interrupted, at its first touch of the file system, at its second, and so on to the last."""
    paper(tmp_path, HEAD + FIGURE + "\\input{part}\n" + TAIL, part=SECOND)
    run = subprocess.run(
        [sys.executable, "-c", CRASHES, str(tmp_path), kind], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    result = json.loads(run.stdout)
    assert result["moments"] > 20
    assert {files for _, files, *_ in result["states"]} <= possible
    assert {files for _, files, *_ in result["states"]} >= {"oo", "nn"}
    assert result["states"][-1] == [0, "nn"]
    assert result["leftovers"] == []


def test_undo_gives_every_byte_back(tmp_path: Path) -> None:
    draft = paper(tmp_path, (HEAD + FIGURE + "\\input{part}\n" + TAIL).replace("\n", "\r\n"), part=SECOND)
    (tmp_path / "main.tex").chmod(0o640)
    before = contents(tmp_path)
    receipt = write(draft, accept(draft, a="New.", b="Newer."))
    assert receipt.files == (tmp_path / "main.tex", tmp_path / "part.tex")
    assert receipt.figures == ("fig:a", "fig:b")
    assert contents(tmp_path) != before
    taken_back = undo(tmp_path)
    assert contents(tmp_path) == before
    assert (tmp_path / "main.tex").stat().st_mode & 0o777 == 0o640
    assert taken_back.figures == ("fig:a", "fig:b")
    with pytest.raises(WriteError, match="already taken back"):
        undo(tmp_path)


def test_undo_goes_back_one_apply_at_a_time(tmp_path: Path) -> None:
    states = [contents(tmp_path)]
    for text in ("First.", "Second."):
        draft = paper(tmp_path) if text == "First." else read_latex(tmp_path)
        states.append(contents(tmp_path))
        write(draft, accept(draft, a=text))
    undo(tmp_path)
    assert contents(tmp_path) == states[2]
    undo(tmp_path)
    assert contents(tmp_path) == states[1]


def test_undo_does_not_touch_what_was_changed_since(tmp_path: Path) -> None:
    draft = paper(tmp_path, HEAD + FIGURE + "\\input{part}\n" + TAIL, part=SECOND)
    write(draft, accept(draft, a="New.", b="New."))
    part = tmp_path / "part.tex"
    part.write_text(part.read_text().replace("New.", "Newer."))
    before = contents(tmp_path)
    with pytest.raises(WriteError, match=r"part\.tex was changed after .* in the lines that it wrote") as refused:
        undo(tmp_path)
    assert contents(tmp_path) == before
    (backup,) = (tmp_path / ".capassist" / "backups").glob("*Z")
    assert str(backup / "1-part.tex") in refused.value.hint


def test_undo_leaves_what_was_changed_elsewhere_in_a_file(tmp_path: Path) -> None:
    draft = paper(tmp_path, HEAD + FIGURE + "\\input{part}\n" + TAIL, part=SECOND)
    before = contents(tmp_path)
    write(draft, accept(draft, a="New.", b="New."))
    with (tmp_path / "part.tex").open("a") as file:
        file.write("more")
    receipt = undo(tmp_path)
    assert contents(tmp_path) == before | {"part.tex": before["part.tex"] + b"more"}
    assert receipt.notes == ("What was changed elsewhere in part.tex since stays.",)
    with pytest.raises(WriteError, match="already taken back"):
        undo(tmp_path)


def test_undo_of_an_apply_by_an_older_version_takes_nothing_out_of_a_changed_file(tmp_path: Path) -> None:
    draft = paper(tmp_path, HEAD + FIGURE + TAIL)
    write(draft, accept(draft, a="New."))
    for copy in (tmp_path / ".capassist" / "backups").rglob("*.written"):
        copy.unlink()
    with (tmp_path / "main.tex").open("a") as file:
        file.write("more")
    with pytest.raises(WriteError, match="was changed after"):
        undo(tmp_path)


@pytest.mark.parametrize("file", ["../outside.tex", "link.tex"])
def test_a_backup_that_names_another_file_is_not_believed(tmp_path: Path, file: str) -> None:
    root = tmp_path / "paper"
    draft = paper(root)
    write(draft, accept(draft, a="New."))
    outside = tmp_path / "outside.tex"
    outside.write_bytes((root / "main.tex").read_bytes())
    (root / "link.tex").symlink_to(outside)
    (manifest,) = root.glob(".capassist/backups/*/manifest.json")
    manifest.write_text(manifest.read_text().replace('"main.tex"', json.dumps(file), 1))
    before = contents(tmp_path)
    with pytest.raises(WriteError, match="leads out of the draft"):
        undo(root)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"figures": 1, "files": [1]}', '{"figures": [], "files": [{"x": 1}]}']
)
def test_a_damaged_backup_is_named(tmp_path: Path, content: str) -> None:
    draft = paper(tmp_path)
    write(draft, accept(draft, a="New."))
    (manifest,) = tmp_path.glob(".capassist/backups/*/manifest.json")
    manifest.write_text(content)
    with pytest.raises(WriteError, match="cannot be read"):
        undo(tmp_path)


# Every other byte stays ---------------------------------------------------------------------------------------------------

GOLDEN = {
    "plain": (r"\caption{Old.}\label{fig:a}", r"\caption{NEW}\label{fig:a}"),
    "optional argument": (r"\caption[Short]{Old.}\label{fig:a}", r"\caption[Short]{NEW}\label{fig:a}"),
    "starred": (r"\caption*{Old.}\label{fig:a}", r"\caption*{NEW}\label{fig:a}"),
    "label at the end": ("\\caption{Old. \\label{fig:a}}", "\\caption{NEW \\label{fig:a}}"),
    "label at the start": (r"\caption{\label{fig:a}Old.}", r"\caption{\label{fig:a}NEW}"),
    "label in the middle": (r"\caption{Old \label{fig:a}one.}", r"\caption{NEW\label{fig:a}}"),
    "over several lines": (
        "\\caption{%\n  Old\n  one.  \n  }\\label{fig:a}",
        "\\caption{%\n  NEW  \n  }\\label{fig:a}",
    ),
    "nested braces": (r"\caption{Old \textbf{b\}} $x_{1}$.}\label{fig:a}", r"\caption{NEW}\label{fig:a}"),
    "blanks around": ("\\caption {Old.}  \n  \\label{fig:a}  ", "\\caption {NEW}  \n  \\label{fig:a}  "),
    "above": (
        "\\caption{Old.}\n\\label{fig:a}\\includegraphics{a}",
        "\\caption{NEW}\n\\label{fig:a}\\includegraphics{a}",
    ),
    "placeholder": (r"\caption{TODO}\label{fig:a}", r"\caption{NEW}\label{fig:a}"),
    "empty": (r"\caption{}\label{fig:a}", r"\caption{NEW}\label{fig:a}"),
}
ENCODINGS = {
    "utf-8": (b"", "utf-8", "\n", "Größe 中"),
    "crlf": (b"", "utf-8", "\r\n", "Größe"),
    "cr": (b"", "utf-8", "\r", "Größe"),
    "bom": (codecs.BOM_UTF8, "utf-8", "\n", "Größe"),
    "latin-1": (b"", "latin-1", "\n", "Größe"),
    "latin-1 with crlf": (b"", "latin-1", "\r\n", "Größe"),
    "utf-16": (codecs.BOM_UTF16_LE, "utf-16-le", "\r\n", "Größe 中"),
    "utf-16 big": (codecs.BOM_UTF16_BE, "utf-16-be", "\n", "Größe"),
}
NEW = "New: 5\\,\\% of $x_1$ ö,\nover lines"


def golden(caption: str, word: str) -> str:
    return f"\\documentclass{{article}}  \n\\begin{{document}}\n{word}\t\n\\begin{{figure}}\n\\includegraphics{{a}}\n{caption}\n\\end{{figure}}\n{TAIL}"


JOINED = {
    "no percent sign goes": ("It rose by 5%\n  \\label{fig:a}", None),
    "nor one behind a space": ("It rose in %\n  \\label{fig:a}", None),
    "before all": ("%\n  New.", "New."),
    "behind the label": ("\\label{fig:a}%\n  New.", "New."),
    "before the label": ("New.%\n  \\label{fig:a}", "New."),
    "between words": ("New%\n  ton.", "New%\n  ton."),
}


@pytest.mark.parametrize(("text", "written"), JOINED.values(), ids=JOINED)
def test_a_join_of_lines_goes_with_what_it_joins(tmp_path: Path, text: str, written: str | None) -> None:
    draft = paper(tmp_path)
    if written is None:
        with pytest.raises(WriteError, match="percent sign"):
            accept(draft, a=text)
        return
    write(draft, accept(draft, a=text))
    assert contents(tmp_path) == {"main.tex": PAPER.replace("Old one.", written).encode()}


@pytest.mark.parametrize(
    ("case", "encoding"),
    [(case, encoding) for case in GOLDEN for encoding in ("utf-8", "crlf")]
    + [(case, encoding) for case in ("plain", "label in the middle") for encoding in ENCODINGS],
)
def test_only_the_caption_changes(tmp_path: Path, case: str, encoding: str) -> None:
    bom, codec, newline, word = ENCODINGS[encoding]
    old, expected = (golden(caption, word).replace("NEW", NEW).replace("\n", newline) for caption in GOLDEN[case])
    draft = paper(tmp_path, bom + old.encode(codec))
    write(draft, accept(draft, a=NEW))
    assert (tmp_path / "main.tex").read_bytes() == bom + expected.encode(codec)
    undo(tmp_path)
    assert (tmp_path / "main.tex").read_bytes() == bom + old.encode(codec)


# The caption NEW stands for is the one that is written: preamble, body.
PLACES = {
    "captionof": ("", r"\begin{center}\includegraphics{a}\captionof{figure}{NEW}\label{fig:a}\end{center}"),
    "captionof, short": ("", r"\begin{minipage}{3cm}x\captionof{figure}[Short]{NEW}\label{fig:a}\end{minipage}"),
    "captionof, starred": ("", r"\begin{center}\includegraphics{a}\captionof*{figure}{NEW}\label{fig:a}\end{center}"),
    "subfigure": ("", r"\begin{figure}\begin{subfigure}{3cm}x\caption{A.}\end{subfigure}\caption{NEW}\label{fig:a}\end{figure}"),
    "subcaption": ("", r"\begin{figure}\begin{minipage}{3cm}x\subcaption{A.}\end{minipage}\caption{NEW}\label{fig:a}\end{figure}"),
    "subcaptionbox": ("", r"\begin{figure}\subcaptionbox{A.}{x}\caption{NEW}\label{fig:a}\end{figure}"),
    "of the draft's own": (r"\newcommand{\cap}[1]{\caption{#1}}", r"\begin{figure}x\cap{NEW}\label{fig:a}\end{figure}"),
    "of the draft's own, def": (r"\def\cap#1{\caption{#1}}", r"\begin{figure}x\cap{NEW}\label{fig:a}\end{figure}"),
    "environment of the draft's own": (r"\newenvironment{fig}[1]{\begin{figure}\caption{#1}}{\end{figure}}", r"\begin{fig}{NEW}x\label{fig:a}\end{fig}"),
    "wrapper": (r"\NewDocumentCommand{\pic}{m O{} m}{\begin{figure}\includegraphics{#1}\caption[#2]{#3}\label{fig:#1}\end{figure}}", r"\pic{a}[Short]{NEW}"),
    "in two languages": ("", r"\begin{figure}x\bicaption{NEW}{Alt.}\label{fig:a}\end{figure}"),
    "below, KOMA": ("", r"\begin{figure}x\captionbelow{NEW}\label{fig:a}\end{figure}"),
    "in a box": ("", r"\begin{figure}\ffigbox{x}{\caption{NEW}\label{fig:a}}\end{figure}"),
    "beside the text": ("", r"\begin{wrapfigure}{r}{3cm}x\caption{NEW}\label{fig:a}\end{wrapfigure}"),
    "comment before the brace": ("", "\\begin{figure}x\\caption% why\n  {NEW}\\label{fig:a}\\end{figure}"),
    "after one in verbatim": ("", r"\verb|\caption{|\begin{figure}x\caption{NEW}\label{fig:a}\end{figure}"),
    "after one that is switched off": ("", r"\iffalse\caption{Old.\fi\begin{figure}x\caption{NEW}\label{fig:a}\end{figure}"),
    "second of a float": ("", r"\begin{figure}x\caption{One.}\label{fig:x}y\caption{NEW}\label{fig:a}\end{figure}"),
}  # fmt: skip


@pytest.mark.parametrize(("preamble", "body"), PLACES.values(), ids=PLACES)
def test_whatever_command_writes_the_caption_its_argument_is_replaced(tmp_path: Path, preamble: str, body: str) -> None:
    source = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    draft = paper(tmp_path, source.replace("NEW", "Old % with a } comment\n one."))
    note, *_ = write(draft, accept(draft, a="New 5\\,\\%.")).notes
    assert note == "A comment in the old caption of fig:a is gone: % with a } comment"
    assert (tmp_path / "main.tex").read_text() == source.replace("NEW", "New 5\\,\\%.")


NO_PLACE = {
    "from two arguments": (r"\newcommand{\cap}[2]{\caption{\textbf{#1} #2}}", r"\begin{figure}x\cap{A.}{B.}\label{fig:a}\end{figure}"),
    "without braces": ("", r"\begin{figure}\includegraphics{a}\caption X\label{fig:a}\end{figure}"),
    "not closed": ("", r"\begin{figure}x\caption{Old.\label{fig:a}\end{figure}"),
}  # fmt: skip


@pytest.mark.parametrize(("preamble", "body"), NO_PLACE.values(), ids=NO_PLACE)
def test_a_caption_without_one_place_is_refused_with_the_reason(tmp_path: Path, preamble: str, body: str) -> None:
    draft = paper(tmp_path, f"\\documentclass{{article}}{preamble}\\begin{{document}}{body}\\end{{document}}")
    with pytest.raises(WriteError, match=r"fig:a cannot be written: .*(own|braces)"):
        accept(draft, a="New.")


def test_a_missing_caption_is_inserted(tmp_path: Path) -> None:
    draft = paper(tmp_path, HEAD + FIGURE + SECOND.replace("  \\caption{Old two.}\n", "") + TAIL)
    edits = accept(draft, b="New.")
    write(draft, edits)
    assert (tmp_path / "main.tex").read_bytes() == (HEAD + FIGURE + SECOND.replace("Old two.", "New.") + TAIL).encode()


def test_captions_in_one_file_are_written_together(tmp_path: Path) -> None:
    draft = paper(tmp_path)
    write(draft, accept(draft, b="B, which is longer.", a="A."))
    expected = PAPER.replace("Old one.", "A.").replace("Old two.", "B, which is longer.")
    assert (tmp_path / "main.tex").read_bytes() == expected.encode()


def test_a_link_inside_the_draft_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text(SECOND)
    (tmp_path / "part.tex").symlink_to("real.txt")
    draft = paper(tmp_path, HEAD + FIGURE + "\\input{part}\n" + TAIL)
    write(draft, accept(draft, b="New."))
    assert (tmp_path / "part.tex").is_symlink()
    assert (tmp_path / "real.txt").read_text() == SECOND.replace("Old two.", "New.")


def test_letters_that_the_encoding_lacks_become_latex(tmp_path: Path) -> None:
    draft = paper(tmp_path, PAPER.replace("Text", "Größe").encode("latin-1"))
    write(draft, accept(draft, a="Erdős and Łódź – ö."))
    assert (
        rb"\caption{Erd\H{o}s and \L{}" + "ód".encode("latin-1") + rb"\'{z} -- " in (tmp_path / "main.tex").read_bytes()
    )


def test_the_figures_own_label_is_not_written_twice(tmp_path: Path) -> None:
    draft = paper(tmp_path)
    write(draft, accept(draft, a="New. \\label{fig:a}"))
    assert (tmp_path / "main.tex").read_bytes() == PAPER.replace("Old one.", "New.").encode()


def test_a_comment_that_goes_is_named(tmp_path: Path) -> None:
    draft = paper(tmp_path, PAPER.replace("Old one.", "Old % shorten this!\n one, 5\\%."))
    (note,) = write(draft, accept(draft, a="New.")).notes
    assert "fig:a" in note
    assert "% shorten this!" in note


def test_the_diff_shows_the_files_as_they_would_become(tmp_path: Path) -> None:
    draft = paper(tmp_path, PAPER.replace("\n", "\r\n"))
    before = contents(tmp_path)
    lines = diff(draft, accept(draft, a="New.")).splitlines()
    assert lines[:2] == ["--- a/main.tex", "+++ b/main.tex"]
    assert [line for line in lines[2:] if line[0] in "+-"] == [
        "-  \\caption{Old one.}\\label{fig:a}\t",
        "+  \\caption{New.}\\label{fig:a}\t",
    ]
    assert contents(tmp_path) == before


MARKUP = st.lists(st.sampled_from([*"$%&#_^~\\{}<>\"'`-/ \n5abéß≤µ中ő", "\\ref{x}", "$x_1$", "\\textbf{", "\\%"])).map(
    "".join
)


@pytest.mark.slow
@settings(max_examples=settings().max_examples // 2)
@example("%\n0", "\n", "utf-8")
@given(st.text(max_size=60) | MARKUP, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "latin-1"]))
def test_what_is_written_is_read_again_and_nothing_else_changes(text: str, newline: str, codec: str) -> None:
    latex = re.sub(r"^(%\n\s*)+", "", to_latex(text).strip())  # it would join the first line to nothing
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        source = (HEAD.replace("Text", "Größe") + FIGURE + SECOND + TAIL).replace("\n", newline)
        draft = paper(root, source.encode(codec))
        try:
            write(draft, accept(draft, a=to_latex(text)))
        except CapassistError:
            assert (root / "main.tex").read_bytes() == source.encode(codec)
            assert not latex or syntax_errors(latex) or codec == "latin-1" or one_line(latex) == "Old one."
            return
        now = (root / "main.tex").read_bytes()
        before, after = (part.encode(codec) for part in source.split("Old one."))
        assert now.startswith(before)
        assert now.endswith(after)
        if codec == "utf-8":
            assert one_line(now[len(before) : len(now) - len(after)].decode()) == one_line(latex)
            assert (read_latex(root).figures[0].caption or "") == to_plain(latex)
        undo(root)
        assert (root / "main.tex").read_bytes() == source.encode(codec)


# A PDF --------------------------------------------------------------------------------------------------------------------


def pdf(root: Path, name: str = "paper.pdf") -> Draft:
    figures = (Figure("p1#1", number="1", page=1), Figure("p2#1", number="2", page=2))
    return Draft(root / name, root, "pdf", name, figures=figures)


@pytest.mark.parametrize("name", ["captions.md", "captions.json"])
@pytest.mark.parametrize("content", ["", "mine", "{}", "[]", '{"schema": "mine"}'])
def test_a_file_of_the_authors_is_never_overwritten(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(WriteError, match="not written by capassist"):
        export_captions(pdf(tmp_path), [Decision("p1#1", "accept", "One.")])
    assert contents(tmp_path) == {name: content.encode()}


def test_captions_of_another_pdf_are_not_overwritten_and_go_into_files_of_their_own(tmp_path: Path) -> None:
    export_captions(pdf(tmp_path), [Decision("p1#1", "accept", "One.")])
    before = contents(tmp_path)
    files = [export_captions(pdf(tmp_path, "other.pdf"), [Decision("p1#1", "accept", text)]) for text in "AB"]
    assert {path.name for pair in files for path in pair} == {"other-captions.md", "other-captions.json"}
    assert contents(tmp_path).items() >= before.items()
    assert exported_texts(pdf(tmp_path, "other.pdf")) == {"p1#1": "B"}
    assert exported_texts(pdf(tmp_path)) == {"p1#1": "One."}
    (tmp_path / "captions.json").unlink()  # its own stay where they are
    assert export_captions(pdf(tmp_path, "other.pdf"), [])[0].name == "other-captions.md"


def test_captions_of_a_third_draft_of_the_same_name_are_not_overwritten(tmp_path: Path) -> None:
    for name in ("paper.pdf", "a/other.pdf"):
        export_captions(pdf(tmp_path, name), [Decision("p1#1", "accept", "One.")])
    before = contents(tmp_path)
    with pytest.raises(WriteError, match=r"captions of a/other\.pdf"):
        export_captions(pdf(tmp_path, "b/other.pdf"), [Decision("p1#1", "accept", "One.")])
    assert contents(tmp_path) == before


def test_captions_for_a_pdf_are_kept_from_one_export_to_the_next(tmp_path: Path) -> None:
    draft = pdf(tmp_path)
    export_captions(draft, [Decision("p1#1", "accept", "One ≤ 2.")])
    markdown, record = export_captions(draft, [Decision("p2#1", "edit", "Two.\x1b[2J"), Decision("p1#1", "skip")])
    assert json.loads(record.read_text(encoding="utf-8"))["captions"] == [
        {"figure": "p1#1", "number": "1", "page": 1, "caption": "One ≤ 2."},
        {"figure": "p2#1", "number": "2", "page": 2, "caption": "Two."},
    ]
    text = markdown.read_text(encoding="utf-8")
    assert text.index("## Figure 1 (page 1)\n\nOne ≤ 2.") < text.index("## Figure 2 (page 2)\n\nTwo.")
    assert {path.name for path in tmp_path.iterdir()} == {"captions.md", "captions.json"}


def test_utf_8_with_a_stray_byte_takes_every_letter_as_it_is(tmp_path: Path) -> None:
    """A file that is UTF-8 but for a byte has a codec of capassist's own, which holds any character."""
    source = "\\documentclass{article}\\begin{document}\n% Größe für Ähnliches %s\n\\begin{figure}\\includegraphics{a}\\caption{Old.}\\label{fig:a}\\end{figure}\n\\end{document}\n"
    before = source.encode().replace(b"%s", b"\xff")
    (tmp_path / "main.tex").write_bytes(before)
    draft = read_latex(tmp_path)
    write(draft, plan_edits(draft, [Decision("fig:a", "accept", "Łódź → Ω.")]))
    assert (tmp_path / "main.tex").read_bytes() == before.replace(b"Old.", "Łódź → Ω.".encode())


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"], ids=["CRLF", "LF", "CR"])
@pytest.mark.parametrize("caption", [r"\caption{Old.}", ""], ids=["there", "missing"])
def test_line_ends_of_a_new_caption_are_those_of_the_file(tmp_path: Path, newline: str, caption: str) -> None:
    """Neither a caption nor one that is put in makes an empty line, which would end a paragraph."""
    lines = ["\\documentclass{article}", "\\begin{document}", "\\begin{figure}", "  \\includegraphics{a}"]
    lines += [f"  {caption}"] * bool(caption) + ["  \\label{fig:a}", "\\end{figure}", "\\end{document}", ""]
    (tmp_path / "main.tex").write_bytes(newline.join(lines).encode())
    draft = read_latex(tmp_path)
    write(draft, plan_edits(draft, [Decision("fig:a", "accept", "One\r\ntwo\nthree.")]))
    text = (tmp_path / "main.tex").read_bytes().decode()
    assert text.count(newline) == len(lines) - 1 + 2 + (not caption)
    assert not set(text.replace(newline, "")) & set("\r\n")
    assert newline * 2 not in text
    assert newline.join(["\\caption{One", "two", "three.}"]) in text


def test_cp1252_keeps_its_bytes_and_gets_latex_for_what_latin_1_lacks(tmp_path: Path) -> None:
    """latin1 is read as cp1252, whose dashes and quotes a paper that declares latin1 could not typeset."""
    before = "\\documentclass{article}\\usepackage[latin1]{inputenc}\\begin{document}\n% Größe – “x”\n\\begin{figure}\\includegraphics{a}\\caption{Old.}\\label{fig:a}\\end{figure}\n\\end{document}\n".encode(
        "cp1252"
    )
    (tmp_path / "main.tex").write_bytes(before)
    draft = read_latex(tmp_path)
    write(draft, plan_edits(draft, [Decision("fig:a", "accept", "Größe – Łódź.")]))
    after = (tmp_path / "main.tex").read_bytes()
    head, tail = before.split(b"Old.")
    assert after.startswith(head)
    assert after.endswith(tail)
    new = after[len(head) : -len(tail)]
    assert new.startswith("Größe".encode("cp1252"))
    assert b"\\L" in new


def test_a_caption_that_would_give_the_figure_another_label_is_refused(tmp_path: Path) -> None:
    draft = paper(tmp_path)
    before = contents(tmp_path)
    (refused,) = accept_each(draft, a="New.\\label{fig:other}").refused
    assert refused.figure == "fig:a"
    assert contents(tmp_path) == before


def test_a_paper_that_was_named_is_the_one_that_is_read_again(tmp_path: Path) -> None:
    paper(tmp_path)
    (tmp_path / "talk.tex").write_text(HEAD + SECOND + TAIL)
    draft = read_latex(tmp_path / "talk.tex")
    possible = possible_edits(draft, [Decision("fig:b", "accept", "New.")])
    assert [edit.new for edit in possible.edits] == ["New."]
    assert [change.file for change in possible.changes] == ["talk.tex"]


SHORT = FIGURE.replace("\\caption{Old one.}", "\\caption[%s]{Old %% why\n  one.}")
NOTES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a short title that stays": (
        SHORT % "Old",
        (
            "A comment in the old caption of fig:a is gone: % why",
            "The short title of fig:a, which lists show, stays: [Old]",
        ),
    ),
    "one that goes": (
        SHORT % "TODO",
        (
            "A comment in the old caption of fig:a is gone: % why",
            "The short title [TODO] of fig:a only stood for one, so it goes: lists show the caption.",
        ),
    ),
    "none": (FIGURE, ()),
}


@pytest.mark.parametrize(("figure", "notes"), NOTES.values(), ids=NOTES)
def test_notes_on_edits(tmp_path: Path, figure: str, notes: tuple[str, ...]) -> None:
    draft = paper(tmp_path, HEAD + figure + TAIL)
    assert notes_on(draft, accept(draft, a="New.")) == notes
