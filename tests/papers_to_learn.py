"""Papers with captions, pictures and review logs to learn from."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from capassist.drafts import open_draft
from capassist.model import Candidate, Decision
from capassist.session.log import Session

WORDS = "amber basalt cobalt dolomite emerald feldspar garnet hematite indigo jasper kyanite lazurite".split()
Make = Callable[..., Path]


def caption_of(paper: str, n: int) -> str:
    """Return a caption that no other paper has, nor another figure of the same one."""
    return (
        f"Growth of {WORDS[n]} crystals from the {paper} mine against time, measured at {n + 3} places near the shaft."
    )


def make_paper(
    root: Path, name: str, figures: int = 3, *, like: str | None = None, extra: str = "", ending: str = "png"
) -> Path:
    """Write a paper with so many captioned figures; with another paper's figures where `like` names it."""
    folder = root / name
    folder.mkdir(parents=True)
    of = like or name
    floats = "".join(
        f"In Figure~\\ref{{f{n}}} the growth in {name} is shown. It is steady.\n\n\\begin{{figure}}"
        f"\\includegraphics{{p{n}}}\\caption{{{caption_of(of, n)}}}\\label{{f{n}}}\\end{{figure}}\n\n"
        for n in range(figures)
    )
    text = f"\\documentclass{{article}}\\usepackage{{graphicx}}\\begin{{document}}\n{floats}{extra}\\end{{document}}\n"
    (folder / "main.tex").write_text(text, encoding="utf-8")
    for n in range(figures):
        shade = sum(of.encode()) % 200 + n
        Image.new("RGB", (60 + n, 40), (shade, 90, len(of) * 9 % 250)).save(folder / f"p{n}.{ending}")
    return folder


def decide(folder: Path, *decided: tuple[str, str, Sequence[str], str]) -> None:
    """Keep decisions in the log of a paper: (figure, verdict, drafts, text)."""
    paper = open_draft(folder)
    with Session.open(paper.home, paper.name) as session:
        for figure, verdict, drafts, text in decided:
            shown = [Candidate(figure, draft, "long", "m at example.org") for draft in drafts]
            for candidate in shown:
                session.add(candidate, "basis")
            session.decide(Decision(figure, verdict, text), None, shown[-1] if shown else None)  # type: ignore[arg-type]
