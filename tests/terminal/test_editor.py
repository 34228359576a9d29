import json
import re
import shutil
import signal
import stat
import sys
import tempfile
from pathlib import Path

import pytest

from capassist.errors import UsageError
from capassist.terminal.editor import edit_in_editor, fold

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="editors as shell-quoted commands")


@pytest.fixture
def editor(tmp_path: Path):
    """Return a function that makes an editor, a Python script with `path` and `seen` at hand, and returns its command."""

    def make(body: str) -> str:
        script = tmp_path / "an editor.py"
        script.write_text(
            f"import json, pathlib, sys\npath = pathlib.Path(sys.argv[-1])\nseen = {str(tmp_path / 'seen')!r}\n{body}\n"
        )
        return f'"{sys.executable}" "{script}"'

    return make


@pytest.mark.parametrize(
    "body",
    [
        "sys.exit(3)",
        "path.write_bytes(bytes([0xff, 0xfe, 0x00]))",
        "path.unlink()",
    ],
    ids=["fails", "leaves no text", "deletes the file"],
)
@needs_posix
def test_a_failing_editor_keeps_the_draft(body: str, editor) -> None:
    with pytest.raises(UsageError, match="The draft is kept"):
        edit_in_editor("text", {"EDITOR": editor(body)})


@pytest.mark.parametrize(
    "environ",
    [{}, {"EDITOR": ""}, {"EDITOR": "/no/such/editor"}, {"EDITOR": "an 'open quote"}],
    ids=["unset", "empty", "absent", "quote"],
)
def test_no_editor_keeps_the_draft(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="The draft is kept"):
        edit_in_editor("text", environ)


@needs_posix
def test_the_file_is_private_and_gone_afterwards(editor, tmp_path: Path) -> None:
    command = editor(
        "path.with_suffix('.swp').write_text('left behind')\n"
        "modes = [path.stat().st_mode, path.parent.stat().st_mode]\n"
        "pathlib.Path(seen).write_text(json.dumps([str(path), *modes]))"
    )
    edit_in_editor("text", {"EDITOR": command})
    path, mode, folder_mode = json.loads((tmp_path / "seen").read_text())
    assert path.endswith(".tex")
    assert stat.S_IMODE(mode) == 0o600
    assert stat.S_IMODE(folder_mode) == 0o700
    assert not Path(path).parent.exists()


@needs_posix
def test_what_the_editor_leaves_comes_back_as_one_paragraph(editor) -> None:
    command = editor("path.write_text(path.read_text('utf-8').replace('µ', 'nm\\n  \\u202f') + '\\nend.\\n', 'utf-8')")
    assert (
        edit_in_editor(r"Of \SI{3}{µ}", {"VISUAL": command, "EDITOR": "/no/such/editor"})
        == "Of \\SI{3}{nm \u202f} end."
    )


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("a\nb", "a b"),
        ("a  \r\n\r\n  b\n", "a b"),
        ("  a  b ", "a  b"),
        ("5\u00a0m\n6\u202fs", "5\u00a0m 6\u202fs"),
        ("\n", ""),
    ],
    ids=["line break", "paragraphs", "inner blanks", "no-break spaces", "empty"],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@needs_posix
@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("path.write_text('Mine.'); sys.exit(3)", b"Mine."),
        ("path.write_bytes('Müller'.encode('latin-1'))", "Müller".encode("latin-1")),
    ],
    ids=["fails after it saved", "saves in another encoding"],
)
def test_what_was_written_before_an_editor_failed_is_left_and_named(body: str, left: bytes, editor) -> None:
    with pytest.raises(UsageError) as caught:
        edit_in_editor("text", {"EDITOR": editor(body)})
    found = re.search(r"What you wrote is in (\S+)\. ", caught.value.hint)
    assert found
    assert Path(found[1]).read_bytes() == left
    assert stat.S_IMODE(Path(found[1]).parent.stat().st_mode) == 0o700
    shutil.rmtree(Path(found[1]).parent)


@needs_posix
@pytest.mark.parametrize("body", ["sys.exit(3)", "path.write_text(''); sys.exit(3)", "path.unlink(); sys.exit(3)"])
def test_nothing_is_left_where_nothing_was_written(body: str, editor, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(UsageError) as caught:
        edit_in_editor("text", {"EDITOR": editor(body)})
    assert caught.value.hint == "e edits here."
    assert not list(tmp_path.glob("capassist-*"))


@needs_posix
def test_ctrl_c_is_the_editor_s(editor) -> None:
    command = editor("import os, signal\nos.kill(os.getppid(), signal.SIGINT)\npath.write_text('Mine.')")
    assert edit_in_editor("text", {"EDITOR": command}) == "Mine."
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
