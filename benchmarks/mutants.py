"""Whether the tests notice when a module is wrong: single changes to its code, drawn by a seed, and the tests run on each.

    python benchmarks/mutants.py MODULE… --tests TEST… [--count 20] [--seed 1]

A change turns a comparison, a boolean operator, a condition, a number, an arithmetic sign, a string or a return value round, or
leaves a statement out. Each is written into a copy of the package, and pytest runs there until the first failure. Printed: those
that no test noticed, with their lines, and the share of those that were noticed.
"""

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 240  # for the tests of one mutant; an endless loop is noticed, too
_COMPARED = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Is: ast.IsNot,
    ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_COMPUTED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr}


def main() -> None:
    """Print what came of the mutants of each module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="+", type=Path, metavar="MODULE")
    parser.add_argument("--tests", nargs="+", required=True, metavar="TEST")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for module in arguments.modules:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        places = [(index, kind) for index, node in enumerate(ast.walk(tree)) for kind in kinds(node)]
        drawn = random.Random(arguments.seed).sample(places, min(arguments.count, len(places)))
        survivors = 0
        for index, kind in drawn:
            mutant, line, said = mutated(tree, index, kind)
            if survives(module, mutant, arguments.tests):
                survivors += 1
                print(f"  not noticed: {module}:{line}: {said}", flush=True)
        print(f"{module}: {len(drawn) - survivors} of {len(drawn)} noticed", flush=True)


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


def mutated(tree: ast.Module, index: int, kind: str) -> tuple[str, int, str]:
    """Return the source with one node changed, the line, and what was changed into what."""
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
    return text, getattr(node, "lineno", 0), f"{kind}: {first} -> {ast.unparse(node).splitlines()[0][:90]}"


def survives(module: Path, source: str, tests: list[str]) -> bool:
    """Return whether all tests pass in a copy of the package with this source for the module."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("capassist", "tests", "benchmarks", "examples"):
            shutil.copytree(ROOT / name, Path(folder) / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md"):
            shutil.copyfile(ROOT / name, Path(folder) / name)
        (Path(folder) / module.resolve().relative_to(ROOT)).write_text(source, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests]
        environment = {
            **os.environ,
            "PYTHONPATH": folder,
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_MAX_EXAMPLES": "20",
        }
        try:
            run = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return False
        return run.returncode == 0


if __name__ == "__main__":
    main()
