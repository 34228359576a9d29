"""Which of a folder's files is the paper."""

import re
from pathlib import Path

from capassist.drafts.latex.project import Project, tex_files
from capassist.errors import DraftError

_CLASS = re.compile(r"^[^%\n]*\\document(?:class|style)\s*(?:\[[^\]]*\])?\s*\{([^{}]*)\}", re.MULTILINE)
_INPUT = re.compile(
    r"^[^%\n]*\\(?:input|include|subfile|import\s*\{[^{}]*\}|subimport\s*\{[^{}]*\})\s*\{([^{}]*)\}", re.MULTILINE
)
_ROOT = re.compile(r"^%\s*!\s*TE?X\s+root\s*=\s*(.+?)\s*$", re.MULTILINE | re.IGNORECASE)
_FIGURE = re.compile(r"^[^%\n]*\\(?:begin\s*\{[a-zA-Z]*(?:figure|table)\*?\}|includegraphics|caption)", re.MULTILINE)
_LATEXMK = re.compile(r"@default_files\s*=\s*\(([^)]*)\)")
_USUAL = ("main", "paper", "ms", "manuscript", "article", "thesis", "dissertation", "root", "report", "draft", "book")
_NO_PAPER = re.compile(r"standalone|subfiles|letter|beamer|moderncv|poster|exam|tikzposter|beamerposter", re.IGNORECASE)
_NO_PAPER_NAME = re.compile(
    r"response|reply|rebuttal|cover|letter|referee|reviewer|diff|poster|slides|talk|presentation|supp(?:l|ort)?|^si$|^esi$|template|sample|example|highlights|checklist|abstract|cv",
    re.IGNORECASE,
)


def find_main(project: Project) -> str:
    """Return the main file, relative to the root. Others that look complete are named in a problem.

    Raises DraftError when the folder has no .tex file.
    """
    files = list(tex_files(project))
    if not files:
        raise DraftError(
            f"{project.root} holds no .tex file.",
            "Name the folder of the paper's source, its main .tex file, or a PDF.",
        )
    texts = {file: text for file in files if (text := _text(project, file)) is not None}
    named = _by_latexmk(project, texts)
    complete = {file: match.group(1) for file, text in texts.items() if (match := _CLASS.search(text))}
    if named is None and not complete:
        return _richest(texts)
    ranked = sorted(complete, key=lambda file: _rank(project, file, texts, complete), reverse=True)
    chosen = named or ranked[0]
    others = [
        file
        for file in ranked
        if file != chosen and not _NO_PAPER.search(complete[file]) and file not in _reached(chosen, texts)
    ]
    if others and named is None:
        project.problem(
            "several-main-files",
            f"{chosen} was read; {', '.join(others[:5])}{' and more' if len(others) > 5 else ''} could be papers of their own.",
            "Name the .tex file instead of the folder to read another one.",
        )
    return chosen


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
        head = file.read_bytes()[:4000].decode("latin-1")
    except OSError:
        head = ""
    match = _ROOT.search(head) or re.search(r"\\documentclass\s*\[([^\]]*)\]\s*\{subfiles\}", head)
    if match is not None:
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


def _rank(project: Project, file: str, texts: dict[str, str], complete: dict[str, str]) -> tuple[object, ...]:
    reached = _reached(file, texts)
    stem = Path(file).stem
    figures = sum(len(_FIGURE.findall(texts[part])) for part in {file, *reached})
    built = sum(
        f"{file.rpartition('.')[0]}{suffix}".lower() in project.files for suffix in (".aux", ".bbl", ".pdf", ".log")
    )
    usual = _USUAL.index(stem.lower()) if stem.lower() in _USUAL else len(_USUAL)
    return (
        not _NO_PAPER.search(complete[file]),
        "\\begin{document}" in texts[file],
        not any(file in _reached(other, texts) for other in complete if other != file),
        not _NO_PAPER_NAME.search(stem) or usual < len(_USUAL),
        # An order of magnitude of figures counts more than the name, one or two do not.
        figures.bit_length(),
        -usual,
        bool(built),
        figures,
        len(texts[file]),
        -file.count("/"),
        file,
    )


def _richest(texts: dict[str, str]) -> str:
    """Return the file with most figures of a folder without a complete document."""
    best = max(
        texts,
        key=lambda file: (
            len(_FIGURE.findall(texts[file]))
            + sum(len(_FIGURE.findall(texts[part])) for part in _reached(file, texts)),
            len(texts[file]),
        ),
        default=None,
    )
    if best is None:
        raise DraftError("None of the .tex files can be read.")
    return best
