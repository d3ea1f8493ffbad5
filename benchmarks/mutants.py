"""Modules of the package → small faults planted in them one at a time, and those no test notices.

`make mutants` plants 100 in all of `migrator/`; `python benchmarks/mutants.py --seed 7 --count 20
migrator/report` does it for some of it. Each fault stands in a copy of the tree. The tests that
import the spoilt module run first, then the other fast ones, up to the first that fails. Before
all, the tests run once without a fault: were one to fail by itself, every fault would count as
noticed. The same seed and code give the same faults.

No fault is planted in docstrings, in types, nor in the wording of sentences. A fault that lives is
shown with its line: a test is missing, or the code says something that does not matter.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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

    line: int
    end: int  # the line after the last that is spoilt

    @property
    def shown(self) -> str:
        """Show the place of the fault, and its lines before and after."""
        after = self.source.splitlines()[self.end - 1 :]
        old = self.source.splitlines()[self.line - 1 : self.end - 1]
        new = self.spoilt.splitlines()
        new = new[self.line - 1 : len(new) - len(after)]
        lines = [*(f"- {line}" for line in old), *(f"+ {line}" for line in new)]
        return "\n".join([f"{self.path}:{self.line}", *lines])

    @property
    def room(self) -> str:
        """Give the module or folder at the top of the package that has the fault."""
        return "/".join(self.path.parts[:2])


def mutants(path: Path) -> Iterator[Mutant]:
    """Give each fault that can be planted in a module."""
    source = (ROOT / path).read_text("utf-8")
    tree = ast.parse(source)
    silent = _annotations(tree)
    for node in ast.walk(tree):
        if node in silent:
            continue
        for new in _faults(node):
            assert isinstance(node, ast.expr | ast.stmt)
            end = (node.end_lineno or node.lineno) + 1
            yield Mutant(path, source, _put(source, node, new), node.lineno, end)


def _annotations(tree: ast.AST) -> set[ast.AST]:
    """Give what decides nothing at run time, with all that is in it.

    These are types, docstrings, `frozen`, and sentences; a string with words that is split is none.
    """
    silent: list[ast.AST | None] = []
    tables = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in tables and _is_sentence(node.value):
            silent.append(node)
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


def _is_sentence(value: object) -> bool:
    """Tell a sentence, or a part of one, from a key, a pattern or a piece of HTML."""
    is_text = isinstance(value, str) and not set(value) & set("\\<=$^")
    return is_text and re.search(r"[^\W\d_]{2,},? [^\W\d_]{2,}", str(value)) is not None


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
    chosen: dict[tuple[Path, int], Mutant] = {}
    for mutant in every:
        if len(chosen) < count and _can_be_read(mutant.spoilt):
            chosen.setdefault((mutant.path, mutant.line), mutant)
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
    try:
        return not passes(copy, marks, near_first(copy, mutant.path, farthest))
    finally:
        file.write_text(mutant.source, "utf-8")


def passes(copy: Path, marks: str, files: Sequence[str]) -> bool:
    """Tell whether tests pass in a copy of the tree."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", marks, "-p", "no:randomly"]
    command += ["-p", "no:cacheprovider", *files]
    # Two sources of one size and second would be one to Python's cache.
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode in (0, 5)  # 5: there is no test with these marks


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
        if "node_modules" not in modules.relative_to(ROOT).parent.parts:
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
    print(f"{len(chosen)} mutants of seed {options.seed}", flush=True)
    copies: Queue[Path] = Queue()
    lived: list[Mutant] = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(options.jobs) as pool:
        for number in range(options.jobs):
            copy = Path(folder, str(number))
            copy.mkdir()
            copies.put(copied(copy))
        if not passes(copy, options.marks, ["tests"]):
            print("The tests fail without any fault, so they can show none.")
            return 2

        def tried(mutant: Mutant) -> bool:
            copy = copies.get()
            try:
                return is_noticed(mutant, copy, options.marks, 1 if options.near else 2)
            finally:
                copies.put(copy)

        for mutant, noticed in zip(chosen, pool.map(tried, chosen), strict=True):
            print(f"{'killed' if noticed else 'SURVIVED'} {mutant.shown}\n", flush=True)
            lived += [] if noticed else [mutant]
    _sum_up(chosen, lived)
    return 1 if lived else 0


def _sum_up(chosen: Sequence[Mutant], lived: Sequence[Mutant]) -> None:
    """Show the survivors again, the sums for each room, and the sum of all."""
    print(*(f"SURVIVED {mutant.shown}\n" for mutant in lived), sep="\n")
    planted, left = (Counter(mutant.room for mutant in some) for some in (chosen, lived))
    for room in sorted(planted):
        print(f"{room:<24}{planted[room] - left[room]:>4} of {planted[room]} killed")
    print(f"{len(chosen)} mutants, {len(chosen) - len(lived)} killed, {len(lived)} survived")


if __name__ == "__main__":
    raise SystemExit(main())
