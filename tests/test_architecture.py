"""The shape of the house: imports only go down, each library has one home, files and functions stay short."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "capassist"

FLOORS = {
    6: "cli __main__",
    5: "terminal workflow dataset evaluation checking choice reviewing report testing",
    4: "drafts captioners rules guards metrics profile session settings disclosure preferences library",
    3: "ports text files hosts jobs",
    2: "model",
    1: "errors __init__",
}
STRANGERS = 4  # rooms on this floor do not import each other
FLOOR = {room: floor for floor, rooms in FLOORS.items() for room in rooms.split()}

# Swapping a library is a change in its home alone; a home is a module or a package.
HOMES = {
    "bert_score": "metrics.bertscore",
    "keyring": "settings.keys",
    "matplotlib": "evaluation.picture",
    "nltk": "metrics",
    "numpy": "metrics",
    "openai": "captioners",
    "PIL": "drafts.images",
    "platformdirs": "files",
    "prompt_toolkit": "terminal",
    "pylatexenc": "text.latex_symbols",
    "pymupdf": "drafts.pdf.mupdf",
    "ray": "dataset.cluster",
    "rich": "terminal",
    "rouge_score": "metrics",
    "typer": "cli",
}

MOST_LINES_OF_A_FILE = 450
MOST_LINES_OF_A_FUNCTION = 60

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


def _imports(module: str) -> Iterator[tuple[int, str]]:
    """Yield the line and full name of everything a module imports, at its top and inside functions."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}:{node.lineno} imports relatively; name the whole path"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _room(name: str) -> str:
    """Return the part of the house that "capassist.drafts.pdf" or "drafts.pdf" belongs to."""
    first = name.removeprefix("capassist.").partition(".")[0]
    return first if first in FLOOR or first in MODULES else "__init__"


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_go_down(module: str) -> None:
    room = _room(module)
    assert room in FLOOR, f"capassist.{room} has no floor: give it one in FLOORS"
    for line, name in _imports(module):
        target = _room(name)
        if name.partition(".")[0] != "capassist" or target == room:
            continue
        assert FLOOR[target] <= FLOOR[room], f"{module}:{line} imports {name}, which lies above it"
        stranger = FLOOR[target] == FLOOR[room] == STRANGERS
        assert not stranger, (
            f"{module}:{line} imports {name}: {room} and {target} are neighbours and do not know each other"
        )


@pytest.mark.parametrize("module", MODULES)
def test_each_library_has_one_home(module: str) -> None:
    for line, name in _imports(module):
        library = name.partition(".")[0]
        if library == "capassist" or library in sys.stdlib_module_names:
            continue
        assert library in HOMES, f"{module}:{line} imports {library}, which has no home: give it one in HOMES"
        home = HOMES[library]
        assert f"{module}.".startswith(f"{home}."), f"{module}:{line} imports {library}, whose home is capassist.{home}"


@pytest.mark.parametrize("module", MODULES)
def test_files_and_functions_stay_short(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    lines = text.count("\n")
    assert lines <= MOST_LINES_OF_A_FILE, f"{module} has {lines} lines, {MOST_LINES_OF_A_FILE} at most: make it two"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= MOST_LINES_OF_A_FUNCTION, f"{module}:{node.lineno} {node.name} has {length} lines"
