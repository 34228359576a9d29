"""The graphics of a float: which commands bring them, and which files they are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from capassist.drafts.latex.arguments import group, option, read_arguments, skip_space
from capassist.drafts.latex.project import IMAGE_SUFFIXES, Found, Project
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
    "fig": ("gg", (0,)),
    "leftfig": ("gg", (0,)),
    "rightfig": ("gg", (0,)),
    "Overpic": ("og", (1,)),
    "includemedia": ("ogg", (2,)),
    "movie": ("ogg", (2,)),
}
_KEYED = ("epsfig", "psfig", "special")  # file=, figure= or psfile= among their options
_DRAWN = frozenset(
    "tikzpicture pspicture pspicture* picture asy circuitikz tikzcd forest pgfpicture psfrags xy dot2tex feynman quantikz "
    "prooftree@ neuralnetwork sequencediagram ganttchart venndiagram2sets venndiagram3sets dependency chronology ".split()
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
_PATHS = re.compile(
    r"\\(?:graphicspath|svgpath)\s*\{((?:\s*\{[^{}]*\}\s*)*)\}|\\(?:graphicspath|svgpath)\s*\{([^{}]*)\}"
)
_DRAWN_TEXT = re.compile(
    r"(?P<node>\bnode(?![a-zA-Z]))|\\(?:addlegendentry|legend|title)(?![a-zA-Z])|\\r?put\s*\([^)]*\)|\\uput\s*\{[^{}]*\}\[[^]]*\]\([^)]*\)"
    r"|(?:xlabel|ylabel|zlabel|title|legend entries)\s*=\s*(?=\{)"
)
_NODE_HEAD = re.compile(r"\s*(?:\([^()]*\)|at\s*\([^()]*\)|foreach[^{};]*\{[^{}]*\})?\s*")
_MAX_DRAWN_TEXT = 4000


@dataclass(frozen=True, slots=True)
class Graphic:
    """One graphic in the flat text: its range, the name in the source, None where TeX draws it."""

    start: int
    end: int
    name: str | None = None


def graphic_paths(structure: str) -> list[str]:
    """Return the folders of the last \\graphicspath, as they are written."""
    found: list[str] = []
    for match in _PATHS.finditer(structure):
        inner = match.group(1)
        found = re.findall(r"\{([^{}]*)\}", inner) if inner else [match.group(2) or ""]
    return [path.strip() for path in found]


def find_graphics(structure: str, readable: str, start: int, end: int) -> Iterator[Graphic]:
    """Yield the graphics of a range, in order."""
    position = start
    while (match := _COMMAND.search(structure, position, end)) is not None:
        position = match.end()
        environment, command = match["environment"], match["command"]
        if environment is not None:
            if environment in ("overpic", "Overpic"):
                yield from _named("overpic", structure, readable, match)
            elif environment in _DRAWN:
                closing = structure.find(f"\\end{{{environment}}}", match.end(), end)
                stop = end if closing < 0 else closing + len(environment) + 6
                yield Graphic(match.start(), stop)
                yield from find_graphics(structure, readable, match.end(), stop)
                position = stop
        elif command in _KEYED:
            yield from _keyed(structure, readable, match)
        elif command in ("input", "include", "import", "subimport"):
            yield from _drawn_input(command, structure, readable, match)
        elif command in _DRAWN_COMMANDS:
            body = skip_space(structure, match.end())
            inner = group(structure, body)
            yield Graphic(match.start(), inner[1] + 1 if inner else match.end())
        else:
            yield from _named(command, structure, readable, match)


def _named(command: str, structure: str, readable: str, match: re.Match[str]) -> Iterator[Graphic]:
    signature, shown = _FILES[command]
    found = read_arguments(structure, match.end(), signature)
    if found is None:
        return
    for index in shown:
        span = found.spans[index]
        if span is not None and (name := _name(readable[slice(*span)])):
            yield Graphic(match.start(), found.end, f"{name}.tex" if command == "includestandalone" else name)


def _keyed(structure: str, readable: str, match: re.Match[str]) -> Iterator[Graphic]:
    found = read_arguments(structure, match.end(), "g")
    if found is None or found.spans[0] is None:
        return
    options = readable[slice(*found.spans[0])]
    if (value := re.search(r"(?:^|,)\s*(?:file|figure|psfile)\s*=\s*\{?([^,{}]+)", options)) is not None:
        name = value.group(1).split()[0] if match["command"] == "special" else value.group(1)
        yield Graphic(match.start(), found.end, _name(name))


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
    name = text.replace("\x1f", "").strip().strip('"').strip()
    name = re.sub(r"\\(?:detokenize|string)\s*", "", name).replace("{", "").replace("}", "")
    return re.sub(r"\s+", " ", name.replace("\\_", "_").replace("\\space", " ").replace("\\%", "%").replace("\\#", "#"))


def locate(project: Project, name: str, folders: list[str]) -> Found:
    """Return the file of a graphic, with the extensions that LaTeX tries."""
    stem, dot, suffix = name.rpartition(".")
    if f"{dot}{suffix}".lower() in IMAGE_SUFFIXES:
        found = project.find(name, folders, ("",), "outside-image")
        # An .eps that was converted, or a .pdf that is made from an .svg: the same picture under another extension.
        found = found if found.file or found.outside else project.find(stem, folders, IMAGE_SUFFIXES, "outside-image")
    else:
        found = project.find(name, folders, (*IMAGE_SUFFIXES, ""), "outside-image")
    return found if found.file or found.outside else Found(_only_one(project, name))


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
