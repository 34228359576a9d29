"""Whether the tests notice when a module is wrong: single changes to its code, drawn by a seed, and the tests run on each.

    python benchmarks/mutants.py MODULE… [--tests TEST…] [--count 20] [--seed 1] [--lines LINE…]
    python benchmarks/mutants.py --sample MODULES [--count 4] [--seed 1] [--at-least .85]

A change turns a comparison, a boolean operator, a condition, a number, an arithmetic sign or a return value round, or leaves a
statement out. Each is written into a copy of the package, and pytest runs there until the first failure: only those tests that
come through the changed line, as a first run without any change tells, once for all modules that share their tests. Printed:
the changes that no test noticed, with their lines, and the share of those that were noticed. `--lines` runs only the drawn
changes on these lines again. Without `--tests` they are those of the folder that mirrors the module's, and of a command those
that call it. `--sample` draws the modules, too, by the lines they have.
"""

import argparse
import ast
import copy
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 120  # for the tests of one mutant
TRACED_SECONDS = 1200  # for all tests, traced line by line
_COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}


# A plugin of pytest that writes which tests come through each line of some modules.
TRACER = r"""
import json, os, sys, threading
import pytest

FOUND = {module: {} for module in os.environ["TRACED"].split(os.pathsep)}


def forget():
    for name, module in [*sys.modules.items()]:
        for value in vars(module).values() if name.startswith("capassist") else ():
            if callable(getattr(value, "cache_clear", None)):
                value.cache_clear()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item):
    def called(frame, event, arg):
        return stepped if frame.f_code.co_filename in FOUND else None

    def stepped(frame, event, arg):
        FOUND[frame.f_code.co_filename].setdefault(frame.f_lineno, {})[item.nodeid] = None
        return stepped

    forget()  # what is kept in memory would be traced in the first test alone that comes there
    threading.settrace(called)
    sys.settrace(called)
    yield
    sys.settrace(None)
    threading.settrace(None)


def pytest_sessionfinish():
    with open("traced.json", "w") as file:
        json.dump({module: {line: [*tests] for line, tests in lines.items()} for module, lines in FOUND.items()}, file)
"""


def main() -> None:
    """Print what came of the mutants of each module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", type=Path, metavar="MODULE")
    parser.add_argument("--tests", nargs="+", metavar="TEST")
    parser.add_argument("--sample", type=int, default=0, metavar="MODULES")
    parser.add_argument("--at-least", type=float, default=0.0, metavar="SHARE")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", nargs="*", type=int, default=[], metavar="LINE")
    arguments = parser.parse_args()
    groups: dict[tuple[str, ...], list[Path]] = {}
    for module in [*arguments.modules, *sampled(arguments.sample, arguments.seed)]:
        groups.setdefault(tuple(arguments.tests or map(str, mirror(module))), []).append(module)
    made = noticed = 0
    for tests, modules in groups.items():
        with tempfile.TemporaryDirectory() as folder:
            copied = Copy(Path(folder), modules, [*tests])
            for module in modules:
                mutants = drawn(module, arguments.count, arguments.seed)
                mutants = [mutant for mutant in mutants if not arguments.lines or mutant.line in arguments.lines]
                survivors = [mutant for mutant in mutants if copied.survives(mutant)]
                for mutant in survivors:
                    print(f"  not noticed: {module}:{mutant.line}: {mutant.change}")
                print(f"{module}: {len(mutants) - len(survivors)} of {len(mutants)} noticed", flush=True)
                made, noticed = made + len(mutants), noticed + len(mutants) - len(survivors)
    print(f"{noticed} of {made} noticed: {noticed / max(made, 1):.3f}")
    if noticed < arguments.at_least * made:
        raise SystemExit(f"Fewer than {arguments.at_least:.2f}.")


def sampled(count: int, seed: int) -> list[Path]:
    """Return modules of the package, drawn by the number of their lines, each once at most."""
    modules = sorted(
        path.relative_to(ROOT) for path in (ROOT / "capassist").rglob("*.py") if path.name != "__init__.py"
    )
    lengths = {module: len((ROOT / module).read_text(encoding="utf-8").splitlines()) for module in modules}
    draw = random.Random(seed)
    keys = {module: draw.random() ** (1 / lengths[module]) for module in modules}  # Efraimidis and Spirakis, 2006
    return sorted(modules, key=keys.__getitem__, reverse=True)[:count]


def mirror(module: Path) -> list[Path]:
    """Return the tests of a module: for a command those that call it, wherever they are, else those named for it, else
    the nearest folder of `tests` that mirrors its own."""
    folder = Path("tests", *module.resolve().relative_to(ROOT).parent.parts[1:])
    if folder.name == "commands":
        word = f'"{module.stem.rpartition("_")[2]}"'  # "bench_blind" is "bench" "blind"
        tests = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").glob("*/**/test_*.py"))}
        return [path.relative_to(ROOT) for path, text in tests.items() if "cli import app" in text and word in text]
    while not (ROOT / folder).is_dir():
        folder = folder.parent
    named = folder / f"test_{module.name}"
    return [named if folder == Path("tests") and (ROOT / named).is_file() else folder]


@dataclass(frozen=True)
class Mutant:
    """A module's source with one node changed: the first and the last line of the statement, and what became what."""

    module: Path
    source: str
    line: int
    last_line: int
    change: str


def drawn(module: Path, count: int, seed: int) -> list[Mutant]:
    """Return so many mutants of a module, or all it has."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    silent = {id(node) for root in no_behaviour(tree) for node in ast.walk(root)}
    places = [
        (index, kind) for index, node in enumerate(ast.walk(tree)) if id(node) not in silent for kind in kinds(node)
    ]
    chosen = random.Random(seed).sample(places, min(count, len(places)))
    return [mutated(module, tree, *place) for place in chosen]


def no_behaviour(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield what says how a thing is typed or made, not what it does: annotations, what is imported for them alone, and
    the flags of dataclasses."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            yield node
        if isinstance(node, ast.ClassDef):
            yield from node.decorator_list
        for annotation in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if annotation is not None:
                yield annotation


def kinds(node: ast.AST) -> Iterator[str]:
    """Yield the changes that a node can have."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARED:
        yield "compare"
    if isinstance(node, ast.BinOp) and type(node.op) in _COMPUTED and not isinstance(node.left, ast.Constant):
        yield "compute"
    if isinstance(node, ast.BoolOp):
        yield "boolean"
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        yield "condition"
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "number"
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield "return"
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "leave out"


def mutated(module: Path, tree: ast.Module, index: int, kind: str) -> Mutant:
    """Return a module with one node changed."""
    changed = copy.deepcopy(tree)
    node = list(ast.walk(changed))[index]
    before = ast.unparse(node)
    if isinstance(node, ast.Compare):
        node.ops[0] = _COMPARED[type(node.ops[0])]()
    elif isinstance(node, ast.BinOp):
        node.op = _COMPUTED[type(node.op)]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Constant):
        node.value = (not node.value) if isinstance(node.value, bool) else node.value + 1  # type: ignore[operator]
    elif isinstance(node, (ast.Return, ast.Expr)):
        node.value = ast.Constant(None)
    first = before.splitlines()[0][:90]
    text = ast.unparse(ast.fix_missing_locations(changed))
    line = getattr(node, "lineno", 0)
    last = node.test.lineno if isinstance(node, ast.If | ast.While) else getattr(node, "end_lineno", line)
    return Mutant(module, text, line, last, f"{kind}: {first} -> {ast.unparse(node).splitlines()[0][:90]}")


class Copy:
    """A copy of the package in which modules are changed, and the tests that come through each of their lines."""

    def __init__(self, folder: Path, modules: list[Path], tests: list[str]) -> None:
        for name in ("capassist", "tests", "benchmarks", "examples", "docs"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md"):
            shutil.copyfile(ROOT / name, folder / name)
        (folder / "tracer.py").write_text(TRACER)
        self.folder = folder
        self.tests = tests
        if self._run(
            "-p", "tracer", *tests, traced=[self._place(module) for module in modules], seconds=TRACED_SECONDS
        ):
            raise SystemExit("The tests fail, or take too long, without any change.")
        self.traced: dict[str, dict[str, list[str]]] = json.loads((folder / "traced.json").read_text())

    def survives(self, mutant: Mutant) -> bool:
        """Return whether all tests pass that come through the changed lines; all tests where it runs at import."""
        place = self._place(mutant.module)
        lines = self.traced[str(place)]
        through = {name for line in range(mutant.line, mutant.last_line + 1) for name in lines.get(str(line), ())}
        place.write_text(mutant.source, encoding="utf-8")
        try:
            return self._run(*(sorted(through) or self.tests)) == 0
        finally:
            shutil.copyfile(mutant.module, place)

    def _place(self, module: Path) -> Path:
        return self.folder / module.resolve().relative_to(ROOT)

    def _run(self, *tests: str, traced: Sequence[Path] = (), seconds: int = SECONDS) -> int:
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests]
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "TRACED": os.pathsep.join(map(str, traced)),
        }
        try:
            run = subprocess.run(
                command, cwd=self.folder, env=environment, capture_output=True, timeout=seconds, check=False
            )
        except subprocess.TimeoutExpired:  # an endless loop is noticed, too
            return 1
        return run.returncode


if __name__ == "__main__":
    main()
