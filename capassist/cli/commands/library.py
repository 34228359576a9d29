"""library: the earlier papers that the style is learnt from."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from capassist.cli.options import AsJson, Password
from capassist.cli.output import Result, say
from capassist.cli.wiring import knowing_drafts, tell_which_was_read

Papers = Annotated[list[Path], typer.Argument(metavar="PAPER", help="LaTeX folders, .tex files or PDFs.")]


Names = Annotated[list[str], typer.Argument(metavar="NAME", help="As `capassist library list` names them.")]


Voice = Annotated[str, typer.Option("--voice", metavar="NAME", help="Whose captions they are.", show_default=False)]


def library_add(papers: Papers, voice: Voice = "", password: Password = None) -> Result:
    """Learn from earlier papers of yours.

    Their captions are kept on this machine, in a file of yours alone, and used where a draft has fewer than three
    captions of its own.

    \b
    Example:
      capassist library add thesis.pdf ~/papers/icml24/
    """
    from capassist.drafts import open_draft
    from capassist.files import library_file
    from capassist.profile.library import add_paper
    from capassist.text.words import counted

    for paper in papers:
        draft = knowing_drafts(open_draft(paper, password=password))
        tell_which_was_read(draft)
        kept = add_paper(library_file(), draft, voice)
        say(f"{kept.name}: {counted(len(kept.figures), 'caption')}.")  # at once: the next one may take a while
    return Result()


def library_list(json_: AsJson = False) -> Result:
    """List the earlier papers in the library.

    \b
    Example:
      capassist library list
    """
    from capassist.files import library_file
    from capassist.profile.library import load_library
    from capassist.text.words import counted

    papers = load_library(library_file())
    if json_:
        rows = [
            {"name": p.name, "title": p.title, "captions": len(p.figures), "added": p.added, "voice": p.voice}
            for p in papers
        ]
        return Result({"schema": "capassist.library/1", "file": str(library_file()), "papers": rows})
    empty = [] if papers else ["The library is empty. Next: capassist library add PAPER"]
    return Result(
        _lines(f"{p.name}  {counted(len(p.figures), 'caption')}  {_of(p.voice)}{p.title or ''}" for p in papers), empty
    )


def _of(voice: str) -> str:
    return f"by {voice}  " if voice else ""


def library_show(names: Names, json_: AsJson = False) -> Result:
    """Show the captions that the library has of a paper.

    They are all that is kept of it.

    \b
    Example:
      capassist library show icml24
    """
    from capassist.files import library_file
    from capassist.profile.library import find_paper, load_library

    papers = load_library(library_file())
    chosen = [find_paper(papers, name) for name in names]
    if json_:
        rows = [
            {"name": p.name, "captions": [{"type": f.type, "caption": f.caption} for f in p.figures]} for p in chosen
        ]
        return Result({"schema": "capassist.library/1", "papers": rows})
    return Result(_lines(f"{figure.id}: {figure.caption}" for paper in chosen for figure in paper.figures))


def _lines(texts: Iterable[str]) -> str:
    from capassist.text.safe import safe_text

    return "".join(safe_text(text).replace("\n", " ") + "\n" for text in texts)


def library_remove(names: Names) -> Result:
    """Forget earlier papers. With the last one goes the library's file.

    \b
    Example:
      capassist library remove icml24
    """
    from capassist.files import library_file
    from capassist.profile.library import remove_papers

    removed = remove_papers(library_file(), names)
    return Result(said=[f"Removed: {', '.join(removed)}."])
