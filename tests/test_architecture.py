"""The shape of the house: imports only go down, each library has one home, files and functions stay short."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from radon.visitors import ComplexityVisitor

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "capassist"

# The list of docs/architecture.md, from the top: imports only go down.
FLOORS = {
    9: "cli __main__",
    8: "terminal report",
    7: "evaluation dataset learning testing",
    6: "workflow",
    5: "captioners",
    4: "guards rules profile session metrics llm drafts",
    3: "text settings ports wording",
    2: "model",
    1: "errors files concurrency __init__",
}
STRANGERS = (8, 4)  # rooms on these floors do not import each other
FLOOR = {room: floor for floor, rooms in FLOORS.items() for room in rooms.split()}

# Swapping a library is a change in its home alone; a home is a module or a package.
HOMES = {
    "bert_score": "metrics.bertscore",
    "keyring": "settings.api_keys",
    "matplotlib": "evaluation.plot",
    "nltk": "metrics",
    "numpy": "metrics",
    "openai": "llm",
    "PIL": "drafts.images",
    "platformdirs": "files",
    "prompt_toolkit": "terminal",
    "pylatexenc": "text.latex_symbols",
    "pymupdf": "drafts.pdf.mupdf",
    "ray": "dataset.cluster",
    "rich": "terminal",
    "rouge_score": "metrics",
    "torch": "learning",
    "transformers": "learning.language_model",
    "typer": "cli",
}

# Who opens files without `files.open_file`, which refuses pipes and devices.
OPENERS = frozenset(
    "files report.html_template terminal.editor "  # itself; data of the package; a file of our own in a folder of our own
    "dataset.spanned dataset.streaming llm.batch_api llm.fine_tuning_api evaluation.lampcap_tables "  # that the author named
    "drafts.archives drafts.compiling drafts.writing.export drafts.writing.replacement drafts.writing.writeback".split()  # they look first
)

MOST_LINES_OF_A_FILE = 400
MOST_LINES_OF_A_FUNCTION = 60
WIDEST = 120  # columns, of prose and patterns too
MOST_COMPLEX = 10  # cyclomatic complexity of a function, comprehensions counted

MODULES = {
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}


@dataclass(frozen=True, slots=True)
class Source:
    """What the tests look at in a module, which is parsed once for all of them. Each is found in a line."""

    text: str
    imports: tuple[tuple[int, str], ...]  # full names
    openings: tuple[int, ...]  # of files, for reading
    lengths: tuple[tuple[int, str, int], ...]  # of functions, by their names
    complexities: tuple[tuple[int, str, int], ...]


@cache
def _source(module: str) -> Source:
    text = MODULES[module].read_text(encoding="utf-8")
    tree = ast.parse(text)
    nodes = list(ast.walk(tree))
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return Source(
        text,
        tuple(_imports(nodes, module)),
        tuple(node.lineno for node in nodes if isinstance(node, ast.Call) and _opens_to_read(node)),
        tuple((node.lineno, node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions),
        tuple(_complexities(tree)),
    )


def _imports(nodes: Iterable[ast.AST], module: str) -> Iterator[tuple[int, str]]:
    """Yield what a module imports at its top and inside functions."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module}:{node.lineno} imports relatively; name the whole path"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _opens_to_read(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute | ast.Name):
        return False
    name = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
    if name in {"read_bytes", "read_text"}:
        return isinstance(call.func, ast.Attribute)
    mode = call.args[0] if call.args and name == "open" else None
    return isinstance(mode, ast.Constant) and str(mode.value).startswith("r")


def _complexities(tree: ast.Module) -> Iterator[tuple[int, str, int]]:
    visitor = ComplexityVisitor.from_ast(tree)
    for function in (*visitor.functions, *(method for one in visitor.classes for method in one.methods)):
        yield function.lineno, function.name, function.complexity


def _room(name: str) -> str:
    """Return the part of the house that "capassist.drafts.pdf" or "drafts.pdf" belongs to."""
    first = name.removeprefix("capassist.").partition(".")[0]
    return first if first in FLOOR or first in MODULES else "__init__"


@pytest.mark.parametrize("module", MODULES)
def test_imports_only_go_down(module: str) -> None:
    room = _room(module)
    assert room in FLOOR, f"capassist.{room} has no floor: give it one in FLOORS"
    for line, name in _source(module).imports:
        target = _room(name)
        if name.partition(".")[0] != "capassist" or target == room:
            continue
        assert FLOOR[target] <= FLOOR[room], f"{module}:{line} imports {name}, which lies above it"
        stranger = FLOOR[target] == FLOOR[room] and FLOOR[room] in STRANGERS
        assert not stranger, (
            f"{module}:{line} imports {name}: {room} and {target} are neighbours and do not know each other"
        )


@pytest.mark.parametrize("module", MODULES)
def test_each_library_has_one_home(module: str) -> None:
    for line, name in _source(module).imports:
        library = name.partition(".")[0]
        if library == "capassist" or library in sys.stdlib_module_names:
            continue
        assert library in HOMES, f"{module}:{line} imports {library}, which has no home: give it one in HOMES"
        home = HOMES[library]
        assert f"{module}.".startswith(f"{home}."), f"{module}:{line} imports {library}, whose home is capassist.{home}"


@pytest.mark.parametrize("module", MODULES)
def test_files_of_others_are_opened_in_one_place(module: str) -> None:
    if module in OPENERS:
        return
    lines = _source(module).openings
    assert not lines, (
        f"{module}:{lines[0]} opens a file by itself: use open_file, read_file or read_text of capassist.files"
    )


@pytest.mark.parametrize("module", MODULES)
def test_files_and_functions_stay_short(module: str) -> None:
    lines = _source(module).text.count("\n")
    assert lines <= MOST_LINES_OF_A_FILE, f"{module} has {lines} lines, {MOST_LINES_OF_A_FILE} at most: make it two"
    for line, name, length in _source(module).lengths:
        assert length <= MOST_LINES_OF_A_FUNCTION, f"{module}:{line} {name} has {length} lines"


def _complex_functions(module: str) -> Iterator[str]:
    for line, name, complexity in _source(module).complexities:
        if complexity > MOST_COMPLEX:
            yield f"{module}:{line} {name} ({complexity})"


@pytest.mark.parametrize("module", MODULES)
def test_functions_stay_simple(module: str) -> None:
    assert [*_complex_functions(module)] == [], f"cut what is over a complexity of {MOST_COMPLEX} into named steps"


@pytest.mark.parametrize("module", MODULES)
def test_lines_fit_the_width(module: str) -> None:
    wide = [n for n, line in enumerate(_source(module).text.split("\n"), 1) if len(line) > WIDEST]
    assert not wide, f"{module} is wider than {WIDEST} columns in lines {wide}"


def test_the_top_level_keeps_what_is_basic() -> None:
    top = {name for name in MODULES if "." not in name and not MODULES[name].name.startswith("__")}
    assert len(top) <= 7, f"{sorted(top)}: give the newest a room"


def test_the_page_of_the_house_shows_the_floors_that_are_held() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    shown = {
        int(n): set(rooms.split(" · ")) for n, rooms in re.findall(r"^ ?(\d+)  (\S+(?: · \S+)*)", page, re.MULTILINE)
    }
    hidden = {"__main__", "__init__", "testing"}
    assert shown == {floor: set(rooms.split()) - hidden for floor, rooms in FLOORS.items()}


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_what_the_pages_for_developers_name_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    paths = re.findall(r"`((?:capassist|tests|docs|benchmarks)/[\w./-]*)`", text)
    assert len(paths) > 4
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("module", [module for module in MODULES if module.partition(".")[0] == "llm"])
def test_the_client_knows_nothing_of_captions(module: str) -> None:
    text = _source(module).text.lower()
    assert "caption" not in text, f"{module} speaks of captions: that is the business of those who ask"
