"""Compiling before and after: what a paper's TeX must not do, and which captions are refused. With real TeX where it is installed."""

import json
import shutil
import stat
import sys
from pathlib import Path

import pytest
from PIL import Image as Pillow
from typer.testing import CliRunner

from capassist.cli import app
from capassist.drafts import compiling
from capassist.drafts.compiling import RUNS, Engine, compile_error, copied, require_tex, verify_compiles, working_engine
from capassist.drafts.latex import read_latex
from capassist.drafts.writing.writeback import changed_files, plan_edits
from capassist.errors import UsageError, WriteError
from capassist.model import Decision

pytestmark = pytest.mark.slow


needs_tex = pytest.mark.skipif(not shutil.which("pdflatex"), reason="TeX is not installed: there is no pdflatex")
needs_xetex = pytest.mark.skipif(
    not (shutil.which("xelatex") and shutil.which("kpsewhich")), reason="TeX is not installed: there is no xelatex"
)

FIGURE = "\\begin{figure}\n  A\n  \\caption{Old.}\\label{fig:a}\n\\end{figure}\n"
BODY = "See~\\ref{fig:a}.\n\n" + FIGURE


def paper(root: Path, body: str = BODY, preamble: str = "") -> Path:
    root.mkdir()
    source = f"\\documentclass{{article}}\n{preamble}\\begin{{document}}\n{body}\\end{{document}}\n"
    (root / "main.tex").write_text(source, encoding="utf-8")
    return root


def verify(root: Path, caption: str) -> tuple[str, ...]:
    draft = read_latex(root)
    edits = plan_edits(draft, [Decision("fig:a", "accept", caption)])
    return verify_compiles(draft, changed_files(draft, edits))


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


# What must not happen -----------------------------------------------------------------------------------------------------


@needs_tex
@pytest.mark.parametrize(
    ("caption", "error"),
    [
        (r"New \undefinedmacro.", "main.tex:7: Undefined control sequence."),
        ("Ends ∰ here.", "main.tex:7: LaTeX Error: Unicode character ∰ (U+2230)"),
    ],
    ids=["undefined macro", "character without a glyph"],
)
def test_a_caption_that_breaks_the_paper_is_refused_with_tex_s_first_error(
    tmp_path: Path, caption: str, error: str
) -> None:
    root = paper(tmp_path / "paper")
    before = contents(root)
    with pytest.raises(WriteError) as caught:
        verify(root, caption)
    assert error in caught.value.message
    assert contents(root) == before


@needs_tex
def test_a_caption_that_breaks_the_second_run_only_is_refused(tmp_path: Path) -> None:
    root = paper(tmp_path / "paper", "\\listoffigures\n" + BODY, "\\def\\once{x}\n")
    fragile = r"\protect\onlyhere"
    body = (root / "main.tex").read_text().replace("\\begin{figure}", "\\begin{figure}\\def\\onlyhere{y}")
    (root / "main.tex").write_text(body)
    with pytest.raises(WriteError, match="Undefined control sequence"):
        verify(root, f"New {fragile}.")


@needs_tex
def test_nothing_of_the_paper_is_run_and_nothing_is_written_outside_of_the_copy(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    attacks = (
        f"\\immediate\\write18{{touch {touched}-shell}}\n"
        "\\newwrite\\out\n"
        f"\\immediate\\openout\\out={touched}-absolute.tex \\immediate\\write\\out{{x}}\\immediate\\closeout\\out\n"
        "\\immediate\\openout\\out=../touched-above.tex \\immediate\\write\\out{x}\\immediate\\closeout\\out\n"
    )
    root = paper(tmp_path / "paper", attacks + BODY)
    (root / ".latexmkrc").write_text(f'system("touch {touched}-latexmk");\n')
    (root / "latexmkrc").write_text(f'system("touch {touched}-latexmk");\n')
    before = contents(root)
    verify(root, "New.")
    assert [path.name for path in tmp_path.iterdir()] == ["paper"]
    assert contents(root) == before


@needs_tex
@pytest.mark.parametrize("name", ["{secret}", "../secret.tex", ".hidden/secret.tex"])
def test_no_file_outside_of_the_copy_is_read(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.tex"
    secret.write_text("Read.")
    root = paper(tmp_path / "paper", f"\\input{{{name.format(secret=secret)}}}\n" + BODY)
    (root / ".hidden").mkdir()
    (root / ".hidden" / "secret.tex").write_text("Read.")
    (note,) = verify(root, "New.")
    assert note.startswith("Not verified: the paper does not compile here even as it is (main.tex:3: ")


def test_links_out_of_the_draft_and_hidden_files_are_not_copied(tmp_path: Path) -> None:
    root = paper(tmp_path / "paper")
    (tmp_path / "secret.tex").write_text("Read.")
    (root / "link.tex").symlink_to(tmp_path / "secret.tex")
    (root / "folder").symlink_to(tmp_path)
    (root / "inside.tex").symlink_to(root / "main.tex")
    (root / ".latexmkrc").write_text("x")
    (tmp_path / "copy").mkdir()
    copy = copied(root, tmp_path / "copy")
    assert sorted(contents(copy)) == ["inside.tex", "main.tex"]
    assert not (copy / "inside.tex").is_symlink()


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An engine of that name that does what its script says, alone on the path."""
    if sys.platform == "win32":
        pytest.skip("the engine that stands in is a shell script")
    engine = tmp_path / "bin" / "pdflatex"
    engine.parent.mkdir()
    engine.write_text("#!/bin/sh\nexit 0\n")
    engine.chmod(engine.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(engine.parent))
    return engine


def test_tex_gets_no_key_and_the_paranoid_settings(
    stand_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAPASSIST_API_KEY", "sk-canary")
    monkeypatch.setenv("openin_any", "a")
    stand_in.write_text(f'#!/bin/sh\nset > {tmp_path}/seen\necho "$@" >> {tmp_path}/seen\n')
    assert compile_error(paper(tmp_path / "paper") / "main.tex", Engine("pdflatex")) is None
    seen = (tmp_path / "seen").read_text()
    assert "canary" not in seen
    assert "openin_any='p'" in seen
    assert "openout_any='p'" in seen
    assert "-no-shell-escape" in seen


def test_an_engine_that_hangs_is_ended(stand_in: Path, tmp_path: Path) -> None:
    stand_in.write_text("#!/bin/sh\nwhile :; do :; done\n")
    error = compile_error(paper(tmp_path / "paper") / "main.tex", Engine("pdflatex"), seconds=0.2)
    assert error is not None
    assert "was not done" in error


def test_an_engine_that_fails_without_a_word(stand_in: Path, tmp_path: Path) -> None:
    stand_in.write_text("#!/bin/sh\nexit 3\n")
    assert compile_error(paper(tmp_path / "paper") / "main.tex", Engine("pdflatex")) == "pdflatex stopped with code 3"


LOGS = {
    "with its place": (
        "This is pdfTeX\n./main.tex:7: Undefined control sequence.\nl.7\n",
        "main.tex:7: Undefined control sequence.",
    ),
    "the first of two": ("./a.tex:1: One.\n./b.tex:2: Two.\n", "a.tex:1: One."),
    "a bare one, and where it is asked for": ("! Missing.\n./a.tex:3: Emergency stop.\n", "a.tex:3: Missing."),
    "a bare one behind another": ("./a.tex:3: Emergency stop.\n! Missing.\n", "a.tex:3: Emergency stop."),
    "a bare one by itself": ("! Missing. \n", "Missing."),
    "none": ("This is pdfTeX\n", "pdflatex stopped with code 1"),
}


@pytest.mark.parametrize(("log", "error"), LOGS.values(), ids=LOGS)
def test_the_first_error_in_a_log(log: str, error: str, stand_in: Path, tmp_path: Path) -> None:
    (tmp_path / "log").write_text(log)
    stand_in.write_text(f"#!/bin/sh\n/bin/cp {tmp_path}/log capassist-build/main.log\nexit 1\n")
    assert compile_error(paper(tmp_path / "paper") / "main.tex", Engine("pdflatex")) == error


def test_an_engine_runs_as_often_as_references_need(stand_in: Path, tmp_path: Path) -> None:
    stand_in.write_text(f"#!/bin/sh\necho run >> {tmp_path}/runs\n")
    assert compile_error(paper(tmp_path / "paper") / "main.tex", Engine("pdflatex")) is None
    assert (tmp_path / "runs").read_text().split() == ["run"] * RUNS


def test_a_draft_that_is_too_large_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = paper(tmp_path / "paper")
    size = (root / "main.tex").stat().st_size
    (tmp_path / "copy").mkdir()
    monkeypatch.setattr(compiling, "LARGEST_DRAFT", size)
    assert contents(copied(root, tmp_path / "copy")) == contents(root)
    monkeypatch.setattr(compiling, "LARGEST_DRAFT", size - 1)
    with pytest.raises(UsageError, match="too large"):
        copied(root, tmp_path / "copy")


def test_without_tex_the_command_stops_before_any_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = paper(tmp_path / "paper")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = CliRunner().invoke(app, ["apply", str(root), "--verify", "--yes"])
    assert result.exit_code == 2
    assert "without --verify" in result.stderr
    assert not (root / ".capassist").exists()


@needs_tex
def test_the_command_writes_nothing_that_breaks_the_paper(tmp_path: Path) -> None:
    root = paper(tmp_path / "paper")
    before = (root / "main.tex").read_bytes()
    decisions = tmp_path / "decisions.json"
    row = {"figure": "fig:a", "verdict": "accept", "text": r"New \undefinedmacro."}
    decisions.write_text(json.dumps({"schema": "capassist.decisions/1", "decisions": [row]}))
    result = CliRunner().invoke(app, ["apply", str(root), "--decisions", str(decisions), "--verify", "--yes"])
    assert result.exit_code == 6
    assert "main.tex:7: Undefined control sequence." in result.stderr
    assert (root / "main.tex").read_bytes() == before


def test_without_tex_the_way_on_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="--verify needs TeX") as caught:
        require_tex()
    assert caught.value.exit_code == 2
    assert "without --verify" in caught.value.hint


# What should --------------------------------------------------------------------------------------------------------------


@needs_tex
def test_a_caption_that_the_paper_compiles_with(tmp_path: Path) -> None:
    root = paper(tmp_path / "paper", preamble="\\usepackage{hyperref}\n")
    (root / "main.aux").write_text("\\broken")  # what the author's own last run left behind is not read
    before = contents(root)
    assert verify(root, r"Share $\le 5$\,\% of all, \textbf{bold}.") == (
        "Verified: the paper compiles with the new captions (pdflatex).",
    )
    assert contents(root) == before


@needs_tex
def test_a_paper_that_did_not_compile_before_blocks_nothing(tmp_path: Path) -> None:
    (note,) = verify(paper(tmp_path / "paper", "\\nowhere\n" + BODY), "New.")
    assert note == (
        "Not verified: the paper does not compile here even as it is (main.tex:3: Undefined control sequence.)."
    )


@needs_tex
def test_chapters_in_folders_and_a_main_file_below_the_root(tmp_path: Path) -> None:
    root = tmp_path / "paper"
    paper(root, "\\include{chapters/one}\n")
    (root / "chapters").mkdir()
    (root / "chapters" / "one.tex").write_text(BODY)
    assert verify(root, "New.")[0].startswith("Verified")
    with pytest.raises(WriteError, match=r"chapters/one\.tex:\d+: Undefined"):
        verify(root, r"New \undefinedmacro.")


@needs_tex
@needs_xetex
def test_a_paper_for_another_engine_is_compiled_with_that_one(tmp_path: Path) -> None:
    root = paper(tmp_path / "paper", preamble="\\ifx\\XeTeXversion\\undefined\\needsxetex\\fi\n")
    assert working_engine(root / "main.tex") == (Engine("xelatex"), "")


PICTURES = {
    "to be converted": r"\includegraphics[width=2cm]{plot}",
    "above the main file": r"\includegraphics{../plots/one}",
}


@needs_tex
@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_pictures_that_tex_cannot_load_there_have_boxes_in_their_place(tmp_path: Path, picture: str) -> None:
    body = BODY.replace("  A\n", f"  {picture}\n") + "\\includegraphics{photo.png}\n"
    root = paper(tmp_path / "paper", body, "\\usepackage[latin1]{inputenc}\\usepackage{graphicx}\n")
    (root / "plot.eps").write_text("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n")
    Pillow.new("RGB", (4, 4)).save(root / "photo.png")
    (note,) = verify(root, "New.")
    assert note == "Verified: the paper compiles with the new captions (pdflatex, with boxes for its pictures)."
    with pytest.raises(WriteError, match="Undefined control sequence"):
        verify(root, r"New \undefinedmacro.")
