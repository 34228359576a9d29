"""The graphics of a float: which commands bring them, and which files they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from capassist.drafts.latex.arguments import group, option, read_arguments, skip_space
from capassist.drafts.latex.picture_options import Effect, Scoped, effects_around, is_cut_by_drawing, scope_end
from capassist.drafts.latex.project import IMAGE_SUFFIXES, Found, Project
from capassist.files import read_file
from capassist.model import Problem
from capassist.text.latex import to_plain

# Commands that name files, by their arguments; the digits say which.
_FILES: dict[str, tuple[str, tuple[int, ...]]] = {
    "includegraphics": ("sdoog", (4,)),
    "adjincludegraphics": ("sog", (2,)),
    "adjustimage": ("gg", (1,)),
    "includesvg": ("sog", (2,)),
    "includestandalone": ("og", (1,)),
    "includepdf": ("og", (1,)),
    "includepdfmerge": ("og", (1,)),
    "includegraphicsmaybe": ("og", (1,)),
    "subfigimg": ("sog", (2,)),
    "epsfbox": ("og", (1,)),
    "epsffile": ("og", (1,)),
    "plotone": ("g", (0,)),
    "plottwo": ("gg", (0, 1)),
    "plotfiddle": ("g", (0,)),
    "pgfimage": ("og", (1,)),
    "animategraphics": ("ogg", (2,)),
    "asyinclude": ("og", (1,)),
    "overpic": ("og", (1,)),
    "fitfigure": ("og", (1,)),
    "fitbitmap": ("og", (1,)),
    "fig": ("gg", (0,)),
    "leftfig": ("gg", (0,)),
    "rightfig": ("gg", (0,)),
    "Overpic": ("og", (1,)),
    "includemedia": ("ogg", (2,)),
    "movie": ("ogg", (2,)),
}
_KEYED = ("epsfig", "psfig", "special")  # file=, figure= or psfile= among their options
GRAPHIC_COMMANDS = frozenset((*_FILES, *_KEYED))
_DRAWN = frozenset(
    "tikzpicture pspicture pspicture* picture asy circuitikz tikzcd forest pgfpicture psfrags xy dot2tex feynman "
    "quantikz "
    "prooftree@ neuralnetwork sequencediagram ganttchart venndiagram2sets venndiagram3sets dependency "
    "chronology ".split()
)
_DRAWN_COMMANDS = frozenset(
    "xymatrix chemfig schemestart qcircuit Qcircuit Tree tikz feynmandiagram smartdiagram".split()
)
_DRAWN_INPUTS = (".pgf", ".tikz", ".pdf_tex", ".eps_tex", ".ps_tex", ".svg_tex", ".pstex_t", ".pdf_t")
_COMMAND = re.compile(
    r"\\(?:begin\s*\{\s*(?P<environment>[a-zA-Z*0-9]+)\s*\}|(?P<command>"
    + "|".join(
        sorted({*_FILES, *_KEYED, *_DRAWN_COMMANDS, "input", "include", "import", "subimport"}, key=len, reverse=True)
    )
    + r")(?![a-zA-Z@]))"
)
_UNKNOWN = re.compile(
    r"\\(?P<command>[a-zA-Z@]+)\*?\s*(?:\[(?P<options>[^\[\]]*)\]\s*)?\{(?P<name>[^{}\\,]{1,150}(?:"
    + "|".join(map(re.escape, IMAGE_SUFFIXES))
    + r'))"?\s*\}',
    re.IGNORECASE,
)
_NO_PICTURES = frozenset(
    "href url nolinkurl path file code texttt textbf textit emph detokenize label ref input".split()
)
_PATHS = re.compile(
    r"\\(?:graphicspath|svgpath)\s*\{((?:\s*\{[^{}]*\}\s*)*)\}|\\(?:graphicspath|svgpath)\s*\{([^{}]*)\}"
)
_DRAWN_TEXT = re.compile(
    r"(?P<node>\bnode(?![a-zA-Z]))|\\(?:addlegendentry|legend|title)(?![a-zA-Z])|\\r?put\s*\([^)]*\)"
    r"|\\uput\s*\{[^{}]*\}\[[^]]*\]\([^)]*\)"
    r"|(?:xlabel|ylabel|zlabel|title|legend entries)\s*=\s*(?=\{)"
)
_NODE_HEAD = re.compile(r"\s*(?:\([^()]*\)|at\s*\([^()]*\)|foreach[^{};]*\{[^{}]*\})?\s*")
_MAX_DRAWN_TEXT = 4000
_OF_PACKAGES = ("example-image", "example-grid")  # that TeX brings with it
_LFS = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True, slots=True)
class Graphic:
    """One graphic in the flat text: its range, the name in the source, None where TeX draws it.

    `effects` are the options of its command, then those of the boxes around it, from the inside out.
    """

    start: int
    end: int
    name: str | None = None
    effects: tuple[Effect, ...] = ()


def graphic_paths(structure: str) -> list[Scoped]:
    """Return what each \\graphicspath says, in order; `folders_in` takes it apart."""
    return [
        Scoped(match.end(), scope_end(structure, match.end()), match.group(1) or match.group(2) or "")
        for match in _PATHS.finditer(structure)
    ]


def folders_in(paths: str) -> list[str]:
    """Return the folders of one \\graphicspath, as they are written."""
    return [path.strip() for path in re.findall(r"\{([^{}]*)\}", paths) or [paths]]


def find_graphics(structure: str, readable: str, start: int, end: int) -> Iterator[Graphic]:
    """Yield the graphics of a range, in order."""
    graphics = list(_graphics(structure, readable, start, end)) or _by_unknown_commands(structure, readable, start, end)
    for graphic in graphics:
        around = effects_around(structure, readable, (start, end), (graphic.start, graphic.end)) if graphic.name else ()
        yield replace(graphic, effects=(*graphic.effects, *around))


def _by_unknown_commands(structure: str, readable: str, start: int, end: int) -> Iterator[Graphic]:
    """Yield what commands of unknown packages show, where their argument is the name of a picture's file."""
    for match in _UNKNOWN.finditer(structure, start, end):
        if match["command"] not in _NO_PICTURES:
            effects = (Effect("options", (match["options"] or "",)),)
            yield Graphic(match.start(), match.end(), _name(readable[slice(*match.span("name"))]), effects)


def _graphics(structure: str, readable: str, start: int, end: int) -> Iterator[Graphic]:
    position = start
    while (match := _COMMAND.search(structure, position, end)) is not None:
        position = match.end()
        environment, command = match["environment"], match["command"]
        if environment in _DRAWN:
            position = _end_of_drawing(structure, match, end)
            yield from _drawing(structure, readable, match, position)
        elif environment in ("overpic", "Overpic"):
            yield from _named("overpic", structure, readable, match)
        elif command in _KEYED:
            yield from _keyed(structure, readable, match)
        elif command in ("input", "include", "import", "subimport"):
            yield from _drawn_input(command, structure, readable, match)
        elif command in _DRAWN_COMMANDS:
            braces = group(structure, skip_space(structure, match.end()))
            yield Graphic(match.start(), braces[1] + 1 if braces else match.end())
        elif command is not None:
            yield from _named(command, structure, readable, match)


def _end_of_drawing(structure: str, begin: re.Match[str], end: int) -> int:
    closing = f"\\end{{{begin['environment']}}}"
    found = structure.find(closing, begin.end(), end)
    return end if found < 0 else found + len(closing)


def _drawing(structure: str, readable: str, begin: re.Match[str], stop: int) -> Iterator[Graphic]:
    """Yield what TeX draws in an environment, and the files that stand in the drawing."""
    drawing = begin.start(), stop
    yield Graphic(*drawing)
    cut = (Effect("\\clip in a drawing", ()),) if is_cut_by_drawing(structure, drawing) else ()
    for inner in _graphics(structure, readable, begin.end(), stop):
        yield replace(inner, effects=(*inner.effects, *cut))


def _named(command: str, structure: str, readable: str, match: re.Match[str]) -> Iterator[Graphic]:
    signature, shown = _FILES[command]
    found = read_arguments(structure, match.end(), signature)
    if found is None:
        return
    effects = _options(command, signature, [span and readable[slice(*span)] for span in found.spans])
    for index in shown:
        span = found.spans[index]
        if span is not None and (name := _name(readable[slice(*span)])):
            yield Graphic(match.start(), found.end, f"{name}.tex" if command == "includestandalone" else name, effects)


def _options(command: str, signature: str, arguments: list[str | None]) -> tuple[Effect, ...]:
    """Return what a command's own options do to the picture."""
    given = [(kind, argument) for kind, argument in zip(signature, arguments, strict=True) if argument]
    options = [argument for kind, argument in given if kind == "o"]
    if command == "adjustimage":
        options = [arguments[0] or ""]
    if command == "includepdf":
        options = [re.sub(r"\bpages\s*=\s*\{?\s*(\d+).*", r"page=\1", option) for option in options]
    if command == "includegraphics":
        options = _with_corners(options)
    return (Effect("options", (",".join(options),), starred="s" in dict(given)),)


def _with_corners(options: list[str]) -> list[str]:
    """Return options of the old form [llx,lly][urx,ury] as today's."""
    corners = [option for option in options if re.fullmatch(r"[^=]*,[^=]*", option)]
    return [f"bb={corners[0]} {corners[1]}".replace(",", " ")] if len(corners) == 2 else options


def _keyed(structure: str, readable: str, match: re.Match[str]) -> Iterator[Graphic]:
    found = read_arguments(structure, match.end(), "g")
    if found is None or found.spans[0] is None:
        return
    options = readable[slice(*found.spans[0])]
    if (value := re.search(r"(?:^|,)\s*(?:file|figure|psfile)\s*=\s*\{?([^,{}]+)", options)) is not None:
        name = value.group(1).split()[0] if match["command"] == "special" else value.group(1)
        yield Graphic(match.start(), found.end, _name(name), (Effect("options", (options,)),))


def _drawn_input(command: str, structure: str, readable: str, match: re.Match[str]) -> Iterator[Graphic]:
    found = read_arguments(structure, match.end(), "g" if command in ("input", "include") else "gg")
    if found is None or None in found.spans:
        return
    name = "".join(_name(readable[slice(*span)]) for span in found.spans if span)
    if not name.lower().endswith((*_DRAWN_INPUTS, *IMAGE_SUFFIXES)):
        return
    stem = re.sub(r"[._](?:tex|t)$", "", name, flags=re.IGNORECASE).replace(".pdf_tex", ".pdf")
    yield Graphic(match.start(), found.end, stem if stem != name else None)


def _name(text: str) -> str:
    name = text.replace("\x1f", "").replace('"', "").strip()
    name = re.sub(r"\\(?:detokenize|string)\s*", "", name).replace("{", "").replace("}", "")
    return re.sub(r"\s+", " ", name.replace("\\_", "_").replace("\\space", " ").replace("\\%", "%").replace("\\#", "#"))


def locate(project: Project, name: str, folders: list[str]) -> Found:
    """Return the file of a graphic, with the extensions that LaTeX tries. It may lie beside the draft's folder in one
    project."""
    stem, dot, suffix = name.rpartition(".")
    if f"{dot}{suffix}".lower() in IMAGE_SUFFIXES:
        found = project.find_image(name, folders, ("",))
        # An .eps that was converted, or a .pdf that is made from an .svg: the same picture under another extension.
        found = found if found.file or found.outside else project.find_image(stem, folders, IMAGE_SUFFIXES)
    else:
        found = project.find_image(name, folders, (*IMAGE_SUFFIXES, ""))
    return found if found.file or found.outside else Found(_only_one(project, name))


def trouble_of(project: Project, name: str, found: Found) -> Problem | None:
    """Return what is wrong with the file that was found for a name; None where nothing is, or it is not for the draft
    to have it."""
    if name.startswith(_OF_PACKAGES) or found.outside:
        return None
    if found.file is None:
        return Problem("missing-image", f"{name} is not in the draft.", "Add the file, or check \\graphicspath.")
    path = project.inside(found.file)
    if path is not None and is_lfs_pointer(path):
        message = f"{name} is a git-lfs pointer, not the picture itself."
        return Problem("image-not-fetched", message, "Get the pictures with `git lfs pull`.")
    if found.spelled:
        message = f"{name} is called {found.spelled} on the disk: TeX finds it on some systems only."
        return Problem("image-spelled-otherwise", message, "Write the name as it is on the disk.")
    return None


def is_lfs_pointer(path: Path) -> bool:
    """Return whether a file is what git-lfs leaves in the place of one that was not fetched."""
    try:
        return read_file(path, len(_LFS)) == _LFS
    except OSError:
        return False


def _only_one(project: Project, name: str) -> str | None:
    """Return the draft's only image of that name, for a \\graphicspath that is set where it cannot be seen."""
    base = name.lower().rpartition("/")[2]
    named = [file for lower, file in project.files.items() if _is_image_of(lower.rpartition("/")[2], base)]
    return named[0] if len(named) == 1 else None


def _is_image_of(file: str, name: str) -> bool:
    return file.endswith(IMAGE_SUFFIXES) and (file == name or file.rpartition(".")[0] == name)


def _after_node_head(readable: str, position: int, end: int) -> int:
    """Return where a TikZ node's text begins: after its options, name and place, in any order."""
    while position < end:
        options = option(readable, skip_space(readable, position))
        head = _NODE_HEAD.match(readable, position if options is None else options[1] + 1)
        after = head.end() if head else position
        if after == position:
            break
        position = after
    return position


def drawn_text(readable: str, start: int, end: int) -> str:
    """Return the words that TeX draws into a graphic: nodes, axis labels, legends."""
    found: list[str] = []
    for match in _DRAWN_TEXT.finditer(readable, start, end):
        position = _after_node_head(readable, match.end(), end) if match["node"] else skip_space(readable, match.end())
        inner = group(readable, position)
        if inner is not None and inner[1] <= end and (plain := to_plain(readable[slice(*inner)])):
            found.append(plain)
    return "\n".join(found)[:_MAX_DRAWN_TEXT]
