"""Modules of the package → small faults planted in them one at a time, and those no test notices.

`make mutants` plants 100 in all of `migrator/`; `python benchmarks/mutants.py --seed 7 --count 20
migrator/report` does it for some of it. Each fault stands in a copy of the tree. The tests that
import the spoilt module run first, then the other fast ones, up to the first that fails. A fault
that lives is shown as a diff: a test is missing, or the code says something that does not matter.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from queue import Queue
from random import Random

ROOT = Path(__file__).parent.parent
# What the tests read; the packages of Node.js are not among it.
PARTS = ("migrator", "tests", "docs", "benchmarks", "pyproject.toml", "Makefile")
DOCUMENTS = ("README.md", "README.ko.md", "ARCHITECTURE.md", "CONTRIBUTING.md")
SECONDS = 900
OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


@dataclass(frozen=True)
class Mutant:
    """A module with one fault."""

    path: Path  # below the root
    source: str
    spoilt: str

    @property
    def diff(self) -> str:
        """Show the fault."""
        lines = (self.source.splitlines(True), self.spoilt.splitlines(True))
        return "".join(unified_diff(*lines, str(self.path), str(self.path), n=1))


def mutants(path: Path) -> Iterator[Mutant]:
    """Give each fault that can be planted in a module."""
    source = (ROOT / path).read_text("utf-8")
    tree = ast.parse(source)
    silent = _annotations(tree)
    for node in ast.walk(tree):
        if node in silent:
            continue
        for new in _faults(node):
            yield Mutant(path, source, _put(source, node, new))


def _annotations(tree: ast.AST) -> set[ast.AST]:
    """Give what says nothing at run time, with all that is in it: types, docstrings, `frozen`."""
    silent: list[ast.AST | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign):
            silent.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            silent.append(node.returns)
        elif isinstance(node, ast.ClassDef):  # the type checker sees what changes a frozen value
            silent.extend(node.decorator_list)
        elif isinstance(node, ast.JoinedStr) or (  # its parts have no places of their own
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            silent.append(node)
    return {inner for node in silent if node is not None for inner in ast.walk(node)}


def _faults(node: ast.AST) -> Iterator[str]:
    """Write a part of the code in each way that is wrong."""
    match node:
        case ast.Compare(left, [operator], [right]) if type(operator) in OPPOSITES:
            other = OPPOSITES[type(operator)]()
            yield ast.unparse(ast.Compare(left, [other], [right]))
        case ast.BoolOp(operator, values):
            other_one = ast.Or() if isinstance(operator, ast.And) else ast.And()
            yield ast.unparse(ast.BoolOp(other_one, values))
        case ast.UnaryOp(ast.Not(), operand):
            yield ast.unparse(operand)
        case ast.Constant(value):
            yield from _other_values(value)
        case ast.Call(ast.Name("min" | "max" as name), arguments, keywords):
            other_name = ast.Name("max" if name == "min" else "min")
            yield ast.unparse(ast.Call(other_name, arguments, keywords))
        case ast.IfExp(test, body, orelse):
            yield ast.unparse(ast.IfExp(test, orelse, body))
        case ast.Expr(ast.Call()) | ast.AugAssign() | ast.Continue() | ast.Break() | ast.Raise():
            yield "pass"


def _other_values(value: object) -> Iterator[str]:
    match value:
        case bool():
            yield str(not value)
        case int():
            yield str(value + 1)
            yield str(value - 1)
        case str() if value:
            yield '""'


def _put(source: str, node: ast.AST, new: str) -> str:
    """Write something in place of a node; columns count bytes."""
    assert isinstance(node, ast.expr | ast.stmt)
    lines = [line.encode() for line in source.splitlines(True)]
    first, last = node.lineno - 1, (node.end_lineno or 0) - 1
    before = b"".join(lines[:first]) + lines[first][: node.col_offset]
    behind = lines[last][node.end_col_offset :] + b"".join(lines[last + 1 :])
    text = f"({new})" if isinstance(node, ast.expr) else new
    return (before + text.encode() + behind).decode()


def choose(paths: Sequence[Path], count: int, random: Random) -> list[Mutant]:
    """Choose faults that Python can still read, none twice in one line."""
    every = [mutant for path in paths for mutant in mutants(path)]
    random.shuffle(every)
    chosen: dict[tuple[Path, str], Mutant] = {}
    for mutant in every:
        place = mutant.diff.split("@@")[1]
        if len(chosen) < count and _can_be_read(mutant.spoilt):
            chosen.setdefault((mutant.path, place), mutant)
    return list(chosen.values())


def _can_be_read(source: str) -> bool:
    try:
        compile(source, "", "exec")
    except SyntaxError:
        return False
    return True


def near_first(copy: Path, path: Path, farthest: int) -> list[str]:
    """Give the files of tests: those that import the module (0), its room (1), and the rest (2)."""
    module = path.with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    room = ".".join(module.split(".")[:2])
    files = sorted((copy / "tests").glob("test_*.py"))

    def far(file: Path) -> int:
        text = file.read_text("utf-8")
        if "from test_converter import" in text and ".converter." in module:
            return 1
        return 0 if module in text else 1 if room in text else 2

    near = [file for file in sorted(files, key=far) if far(file) <= farthest]
    return [str(file.relative_to(copy)) for file in near or files]


def is_noticed(mutant: Mutant, copy: Path, marks: str, farthest: int) -> bool:
    """Run the tests on a mutant in a copy of the tree, which is put right again."""
    file = copy / mutant.path
    file.write_text(mutant.spoilt, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", marks, "-p", "no:randomly"]
    command += ["-p", "no:cacheprovider", *near_first(copy, mutant.path, farthest)]
    # Two sources of one size and second would be one to Python's cache.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return True
    finally:
        file.write_text(mutant.source, "utf-8")
    return done.returncode != 0


def copied(folder: Path) -> Path:
    """Copy the tree, without what is installed in it."""
    for part in (*PARTS, *DOCUMENTS):
        if (ROOT / part).is_dir():
            skipped = shutil.ignore_patterns("node_modules", "__pycache__")
            shutil.copytree(ROOT / part, folder / part, ignore=skipped)
        else:
            shutil.copy(ROOT / part, folder / part)
    tests = ROOT / "tests"
    for modules in (*tests.glob("*/node_modules"), *tests.glob("*/*/node_modules")):
        (folder / modules.relative_to(ROOT)).symlink_to(modules)
    return folder


def main() -> int:
    """Plant faults, and say which of them no test notices."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("migrator")])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("-m", dest="marks", default="fast", help="the tests to run, as pytest's -m")
    parser.add_argument("--near", action="store_true", help="run only tests that import the room")
    options = parser.parse_args()
    files = [
        file.relative_to(ROOT)
        for path in options.paths
        for file in sorted([ROOT / path] if path.suffix else (ROOT / path).rglob("*.py"))
    ]
    chosen = choose(files, options.count, Random(options.seed))
    copies: Queue[Path] = Queue()
    lived = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        for number in range(options.jobs):
            copy = Path(folder, str(number))
            copy.mkdir()
            copies.put(copied(copy))

        def tried(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                return is_noticed(mutant, copy, options.marks, 1 if options.near else 2)
            finally:
                copies.put(copy)

        for mutant, noticed in zip(chosen, pool.map(tried, chosen), strict=True):
            lived += not noticed
            print(f"{'killed' if noticed else 'SURVIVED'}\n{mutant.diff}", flush=True)
    print(f"{len(chosen)} mutants, {len(chosen) - lived} killed, {lived} survived")
    return 1 if lived else 0


if __name__ == "__main__":
    raise SystemExit(main())
