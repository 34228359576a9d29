"""Make the pictures of README.md from the example paper.

    python tests/pictures.py

`review.svg` is the review's screen as the program draws it, `report.png` the top of the report in Chromium (only where there is
one). `tests/test_docs.py` holds that both show what the program shows now.
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from browser import Browser, find_browser
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from rich.console import Console
from rich.text import Text
from typer.testing import CliRunner

from capassist.cli import app
from capassist.cli.wiring import drafting_context, open_paper
from capassist.model import Action, ReviewItem
from capassist.settings import ModelOptions
from capassist.terminal.key_bindings import offered_keys
from capassist.terminal.review_page import review_lines
from capassist.terminal.screen import key_line
from capassist.workflow.review import review

ROOT = Path(__file__).resolve().parents[1]
REVIEW, REPORT = ROOT / "docs" / "review.svg", ROOT / "docs" / "report.png"
COLUMNS, ROWS = 80, 40
WIDTH, HEIGHT = 1000, 900  # pixels of the report that are shown
TEXT_HASH = "text-sha256"  # a comment of the PNG: what the page said when the picture was taken


class _FirstScreen:
    """A reviewer who looks at the first figure and quits."""

    item: ReviewItem | None = None

    def ask(self, item: ReviewItem) -> Action:
        self.item = self.item or item
        return Action("quit")


@contextmanager
def example() -> Iterator[Path]:
    """Yield the name of a copy of the example paper, in whose folder the program runs meanwhile."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples" / "paper", Path(folder, "paper"), ignore=shutil.ignore_patterns(".capassist"))
        os.chdir(folder)
        try:
            yield Path("paper")
        finally:
            os.chdir(before)


def review_picture() -> str:
    """Return the review of the example's first figure without a caption, as SVG."""
    reviewer = _FirstScreen()
    with example() as folder:
        paper = open_paper(folder, None)
        with drafting_context(paper, None, ModelOptions()) as context:
            review(context, [figure for figure in paper.figures if "fig:found" in figure.labels], reviewer)
    item = reviewer.item
    assert item is not None
    lines, _ = review_lines(item, COLUMNS, ROWS, color=True)
    shown = "\n".join([*lines, "─" * COLUMNS, key_line(offered_keys(item), COLUMNS, ROWS)])
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True)
    console.print(Text.from_ansi(shown))
    svg = console.export_svg(title="capassist review examples/paper", unique_id="review")
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # its fonts would be asked of the network


def report_page() -> str:
    """Return the report of the same figure, as HTML."""
    with example() as folder:
        result = CliRunner().invoke(app, ["report", str(folder), "--figure", "fig:found", "--html", "report.html"])
        assert result.exit_code == 0, result.output
        return Path("report.html").read_text(encoding="utf-8")


def text_hash(page: str) -> str:
    """Return a hash of what a page says: its pictures are drawn a little differently on every machine."""
    plain = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", page, flags=re.DOTALL)
    return hashlib.sha256(" ".join(plain.split()).encode()).hexdigest()


def hash_in(png: Path) -> str:
    """Return the hash of the page that a picture was taken of; an empty string where it holds none."""
    found = re.search(rb"tEXt" + TEXT_HASH.encode() + rb"\x00([0-9a-f]{64})", png.read_bytes())
    return found[1].decode() if found else ""


def _photograph(page: str, target: Path) -> None:
    program = find_browser()
    if program is None:
        raise SystemExit(f"{target} is as it was: there is no Chromium.")
    with tempfile.TemporaryDirectory() as folder:
        html, shot = Path(folder, "report.html"), Path(folder, "report.png")
        html.write_text(page, encoding="utf-8")
        with Browser(program, Path(folder, "profile")) as browser:
            browser.open(html, width=WIDTH)
            browser.screenshot(shot)
        picture = Image.open(shot).convert("RGB").crop((0, 0, WIDTH, HEIGHT))
    remark = PngInfo()
    remark.add_text(TEXT_HASH, text_hash(page))
    picture.quantize(128).save(target, pnginfo=remark, optimize=True)


if __name__ == "__main__":
    REVIEW.write_text(review_picture(), encoding="utf-8", newline="\n")
    _photograph(report_page(), REPORT)
