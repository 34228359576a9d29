"""Which of a folder's files is the paper."""

import re
from contextlib import suppress
from pathlib import Path

from capassist.drafts.latex.project import Project, tex_files
from capassist.errors import DraftError
from capassist.files import read_file

_CLASS = re.compile(r"\\document(?:class|style)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}", re.MULTILINE)
_INPUT = re.compile(
    r"\\(?:input|include|subfile|import\s*\{[^{}]*\}|subimport\s*\{[^{}]*\})\s*\{([^{}]*)\}", re.MULTILINE
)
_ROOT = re.compile(r"^%\s*!\s*TE?X\s+root\s*=\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_FIGURE = re.compile(r"\\(?:begin\s*\{[a-zA-Z]*(?:figure|table)\*?\}|includegraphics|caption)", re.MULTILINE)
_COMMENT = re.compile(r"(?<!\\)%.*")
_LATEXMK = re.compile(r"@default_files\s*=\s*\(([^)]*)\)")
_USUAL = ("main", "paper", "ms", "manuscript", "article", "thesis", "dissertation", "root", "report", "draft", "book")
_NO_PAPER = re.compile(r"standalone|subfiles|letter|beamer|moderncv|poster|exam|tikzposter|beamerposter", re.IGNORECASE)
_NO_PAPER_NAME = re.compile(
    r"response|reply|rebuttal|cover|letter|referee|reviewer|diff|poster|slides|talk|presentation|supp(?:l|ort)?|^si$|^esi$|template|sample|example|highlights|checklist|abstract|cv",
    re.IGNORECASE,
)


def find_main(project: Project) -> str:
    """Return the main file, relative to the root. Others that look complete are named in a problem, and so is what was not read.

    Raises DraftError when the folder has no .tex file that can be read.
    """
    files = list(tex_files(project))
    if not files:
        raise DraftError(
            f"{project.root} holds no .tex file.",
            "Name the folder of the paper's source, its main .tex file, or a PDF.",
        )
    texts = _texts(project, files)
    complete = {file: match.group(1) for file, text in texts.items() if (match := _CLASS.search(text))}
    if (named := _by_latexmk(project, texts)) is not None:
        return named
    if not complete:
        return _richest(texts)
    reached = {file: _reached(file, texts) for file in complete}
    brought_in = set().union(*reached.values())
    ranked = sorted(complete, key=lambda file: _rank(project, file, texts, reached[file], complete[file]), reverse=True)
    whole = [file for file in ranked if file not in brought_in] or ranked
    _tell_of_others(project, whole[0], [file for file in whole[1:] if _is_paper(file, complete[file])])
    return whole[0]


def _texts(project: Project, files: list[str]) -> dict[str, str]:
    """Return the files' texts without comments. Raises DraftError when none of them can be read."""
    texts = {}
    for file in files:
        try:
            texts[file] = _COMMENT.sub("", project.source(file).text)
        except DraftError as error:
            if len(files) == 1:
                raise
            project.problem("missing-input", error.message, error.hint)
    if not texts:
        raise DraftError(f"None of the .tex files in {project.root} can be read.", "Name the paper's PDF instead.")
    return texts


def _tell_of_others(project: Project, chosen: str, others: list[str]) -> None:
    if not others:
        if "/" in chosen:
            project.problem(
                "main-file-below",
                f"{chosen} was read, as no .tex file in the folder itself is complete.",
                "Name a .tex file or another folder to read another paper.",
            )
        return
    names = ", ".join(others[:5]) + (" and more" if len(others) > 5 else "")
    project.problem(
        "several-main-files",
        f"{chosen} was read, but there are other complete documents: {names}.",
        "Name the .tex file instead of the folder to read another one.",
    )


def _is_paper(file: str, document_class: str) -> bool:
    return not _NO_PAPER.search(document_class) and not _NO_PAPER_NAME.search(Path(file).stem)


def main_of(project: Project, file: str) -> str:
    """Return the main file that a .tex file belongs to: what its "% !TEX root" or its subfiles class names, else itself."""
    text = _text(project, file) or ""
    folder = file.rpartition("/")[0]
    names = [match.group(1) for match in _ROOT.finditer(text[:4000])]
    if (match := re.search(r"\\documentclass\s*\[([^\]]*)\]\s*\{subfiles\}", text)) is not None:
        names.append(match.group(1))
    for name in names:
        found = project.find(name, [folder, ""], ("", ".tex")).file
        if found is not None and found != file:
            return found
    return file


def root_for(file: Path) -> Path:
    """Return the folder whose files belong to a .tex file: that of the main file it names, else its own."""
    try:
        head = read_file(file, 4000).decode("latin-1")
    except OSError:
        head = ""
    match = _ROOT.search(head) or re.search(r"\\documentclass\s*\[([^\]]*)\]\s*\{subfiles\}", head)
    if match is not None:
        with suppress(OSError, ValueError, RuntimeError):  # a name that no file can have
            target = (file.parent / match.group(1)).with_suffix(".tex")
            folder = target.parent.resolve()
            if target.is_file() and file.resolve().is_relative_to(folder):
                return folder
    return file.resolve().parent


def _text(project: Project, file: str) -> str | None:
    try:
        return project.source(file).text
    except DraftError:
        return None


def _by_latexmk(project: Project, texts: dict[str, str]) -> str | None:
    for name in ("latexmkrc", ".latexmkrc"):
        real = project.inside(name)
        if real is not None and real.is_file() and (match := _LATEXMK.search(project.source(name).text)):
            for file in re.findall(r"['\"]([^'\"]+)['\"]", match.group(1)):
                found = project.find(file, [""], ("", ".tex")).file
                if found in texts:
                    return found
    return None


def _reached(main: str, texts: dict[str, str]) -> set[str]:
    """Return the files that a main file brings in, directly or not."""
    folder = main.rpartition("/")[0]
    found: set[str] = set()
    waiting = [main]
    while waiting:
        for name in _INPUT.findall(texts.get(waiting.pop(), "")):
            stem = name.strip().removesuffix(".tex").removeprefix("./")
            for candidate in (f"{folder}/{stem}.tex" if folder else f"{stem}.tex", f"{stem}.tex"):
                if candidate in texts and candidate not in found:
                    found.add(candidate)
                    waiting.append(candidate)
    return found


def _rank(
    project: Project, file: str, texts: dict[str, str], reached: set[str], document_class: str
) -> tuple[object, ...]:
    """Return what makes a complete file likely to be the paper, the weightiest first."""
    stem = Path(file).stem
    figures = _figures_in({file, *reached}, texts)
    built = sum(
        f"{file.rpartition('.')[0]}{suffix}".lower() in project.files for suffix in (".aux", ".bbl", ".pdf", ".log")
    )
    usual = _USUAL.index(stem.lower()) if stem.lower() in _USUAL else len(_USUAL)
    return (
        not _NO_PAPER.search(document_class),
        "\\begin{document}" in texts[file],
        usual < len(_USUAL) or not _NO_PAPER_NAME.search(stem),
        figures.bit_length(),  # an order of magnitude of figures counts more than the name, one or two do not
        -usual,
        built,
        figures,
        len(texts[file]),
        -file.count("/"),
        file,
    )


def _figures_in(files: set[str], texts: dict[str, str]) -> int:
    return sum(len(_FIGURE.findall(texts[file])) for file in files)


def _richest(texts: dict[str, str]) -> str:
    """Return the file with most figures of a folder without a complete document."""
    return max(texts, key=lambda file: (_figures_in({file, *_reached(file, texts)}, texts), len(texts[file])))
