"""Imports point one way along the path of the data, whatever form they are written in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "migrator"

# From the ground up. A room imports from the floors below its own, and from no other room of its
# own floor. README and ARCHITECTURE.md name the same rooms.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("__init__",),
    ("model",),
    ("files",),
    ("long_work", "jekyll"),
    ("fetcher", "settings", "merge"),
    ("converter",),
    ("site",),
    ("planner",),
    ("writer",),
    ("report", "check"),
    ("localize", "pipeline", "new_site", "proof"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# Stairs that nobody takes: the parts know the values, never each other.
APART = {
    "converter": {"fetcher", "merge"},
    "site": {"fetcher", "merge.git_lines"},
    "planner": {"fetcher", "merge.git_lines"},
    "writer": {"fetcher", "converter", "merge.git_lines"},
    "report": {"fetcher", "merge.git_lines"},
    "check": {
        "fetcher",
        "settings.site_settings",
        "site.checkout",
        "site.ledger",
        "site.adoption",
        "planner",
        "writer",
    },
    "localize": {"fetcher", "merge"},
    "new_site": {"fetcher", "merge"},
    "proof": {"fetcher", "merge", "planner", "writer"},
}
MOST_NAMES = 18

# Same input, same output: these touch no file, no clock, no other program and no state of the
# process.
PURE = (
    "converter",
    "planner",
    "merge.three_texts",
    "site.adoption",
    "site.doubts",
    "site.likely_pairs",
    "site.post_signs",
    "site.shown_words",
)
IMPURE_MODULES = frozenset(
    "asyncio builtins concurrent ctypes gc glob httpx importlib locale logging multiprocessing "
    "os pathlib random secrets shutil signal socket subprocess sys tempfile threading time "
    "urllib.request uuid warnings".split()
)
IMPURE_CALLS = frozenset({"open", "input", "print", "exec", "eval"})
IMPURE_METHODS = frozenset({"now", "today", "utcnow"})

# MigratorError ends a run, and this is where it ends. Elsewhere it is no signal.
CATCHES_THE_END = {"cli.run_command"}
# Below these, a command line is a frozen value.
KNOWS_ARGPARSE = {"cli.shared_arguments", "cli.parser", "cli.options", "cli.run_command"}


def modules() -> dict[str, Path]:
    """Give every module of the package by its dotted name below `migrator`."""
    files = sorted(ROOT.rglob("*.py"))
    return {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files}


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


@cache
def nodes(tree: ast.AST) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree))


def imported(tree: ast.AST, module: str) -> Iterator[str]:
    """Give what a module imports of the package, dotted, below `migrator`; functions included."""
    package = ["migrator", *module.split(".")[:-1]]
    for node in nodes(tree):
        names: list[str] = []
        match node:
            case ast.Import():
                names = [each.name for each in node.names]
            case ast.ImportFrom():
                above = package[: len(package) + 1 - node.level] if node.level else []
                base = ".".join([*above, *filter(None, [node.module])])
                names = [f"{base}.{each.name}" for each in node.names]
            case ast.Call(args=[ast.Constant(value=str() as name), *_]):
                is_import = ast.unparse(node.func).endswith(("import_module", "__import__"))
                names = [name] if is_import else []
        for name in names:
            if name.split(".")[0] == "migrator":
                yield name.removeprefix("migrator").lstrip(".") or "__init__"


def room_of(name: str) -> str:
    """Give the room that a dotted name leads to; `__version__` and its like stand in `__init__`."""
    room = name.partition(".")[0]
    return room if room in FLOOR_OF else "__init__"


def wrong_imports(module: str, tree: ast.AST) -> list[str]:
    """Give the imports of a module that do not point down."""
    room = module.partition(".")[0]
    return [name for name in imported(tree, module) if not _may_import(room, name)]


def _may_import(room: str, name: str) -> bool:
    used = room_of(name)
    if used == room:
        return True
    is_apart = any(name == each or name.startswith(f"{each}.") for each in APART.get(room, ()))
    return FLOOR_OF[used] < FLOOR_OF[room] and not is_apart


@pytest.mark.slow  # all modules are read
def test_imports_point_down() -> None:
    wrong = {
        module: found
        for module, file in modules().items()
        if (found := wrong_imports(module, parsed(file)))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "source",
    [
        "from migrator.writer import carry_out",
        "from migrator import writer",
        "import migrator.writer",
        "import migrator.writer as w",
        "def f():\n    from migrator import writer\n",
        "if TYPE_CHECKING:\n    from migrator.cli.arguments import Options\n",
        "from . import writer",
        "from .writer import carry_out",
        "importlib.import_module('migrator.writer')",
    ],
)
def test_every_form_of_an_import_that_points_up_is_seen(source: str) -> None:
    assert wrong_imports("model", ast.parse(source)) != []


def test_every_room_stands_on_a_floor_and_there_are_few() -> None:
    names = {path.name for path in ROOT.iterdir() if path.is_dir() or path.suffix == ".py"}
    names.discard("__pycache__")
    assert {name.removesuffix(".py") for name in names} == FLOOR_OF.keys()
    assert len(names - {"__init__.py", "__main__.py"}) <= MOST_NAMES


def test_no_module_imports_itself_by_a_detour() -> None:
    known = modules()
    uses = {
        module: {
            name
            for full in imported(parsed(file), module)
            for name in (full, full.rpartition(".")[0])
            if name in known and name != module
        }
        for module, file in known.items()
    }
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' → '.join(error.args[1])}")


def impure_parts(tree: ast.AST) -> Iterator[str]:
    """Give what a module uses that is not the same on every run."""
    for node in nodes(tree):
        match node:
            case ast.Import():
                found = [each.name for each in node.names if _is_impure(each.name)]
            case ast.ImportFrom(module="pathlib"):
                # Names of files are no files.
                found = [each.name for each in node.names if not each.name.startswith("Pure")]
            case ast.ImportFrom(module=str() as name):
                names = [each.name for each in node.names]
                full = [name, *(f"{name}.{each}" for each in names)]
                found = [each for each in full if _is_impure(each)]
            case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
                found = [name]
            case ast.Attribute(attr=name) if name in IMPURE_METHODS:
                found = [name]
            case ast.Global():
                found = [f"global {name}" for name in node.names]
            case _:
                found = []
        yield from found


def _is_impure(module: str) -> bool:
    return any(module == each or module.startswith(f"{each}.") for each in IMPURE_MODULES)


@pytest.mark.slow  # all modules are read
def test_what_is_called_pure_is_pure() -> None:
    wrong = {
        module: found
        for module, file in modules().items()
        if any(f"{module}.".startswith(f"{each}.") for each in PURE)
        if (found := [*impure_parts(parsed(file))])
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "source",
    [
        "import subprocess",
        "import os.path",
        "from tempfile import TemporaryDirectory",
        "from pathlib import Path",
        "import pathlib\npathlib.Path('x').read_text()",
        "def f():\n    import gc\n    gc.disable()",
        "from urllib import request",
        "open('x')",
        "datetime.now(UTC)",
        "date.today()",
        "def f():\n    global known\n    known = 1",
    ],
)
def test_what_differs_from_run_to_run_is_seen(source: str) -> None:
    assert [*impure_parts(ast.parse(source))] != []


def caught(tree: ast.AST) -> Iterator[str]:
    """Give the last part of the name of each exception that a module catches."""
    for node in nodes(tree):
        kinds: list[ast.expr] = []
        match node:
            case ast.ExceptHandler(type=ast.Tuple(elts=several)):
                kinds = several
            case ast.ExceptHandler(type=ast.expr() as one):
                kinds = [one]
            case ast.Call(func=func, args=args) if ast.unparse(func).endswith("suppress"):
                kinds = args
        yield from (ast.unparse(kind).rpartition(".")[2] for kind in kinds)


@pytest.mark.slow  # all modules are read
def test_the_error_that_ends_a_run_is_caught_where_the_run_ends() -> None:
    ends = {
        module
        for module, file in modules().items()
        if not {"MigratorError", "Exception"}.isdisjoint(caught(parsed(file)))
    }
    assert ends == CATCHES_THE_END


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    f()\nexcept MigratorError:\n    pass",
        "try:\n    f()\nexcept (OSError, model.MigratorError) as error:\n    pass",
        "with suppress(MigratorError):\n    f()",
    ],
)
def test_every_way_to_catch_it_is_seen(source: str) -> None:
    assert "MigratorError" in caught(ast.parse(source))


@pytest.mark.slow  # all modules are read
def test_no_namespace_goes_below_the_command_line() -> None:
    users = {
        module
        for module, file in modules().items()
        for node in nodes(parsed(file))
        if (isinstance(node, ast.ImportFrom) and node.module == "argparse")
        or (isinstance(node, ast.Import) and "argparse" in (each.name for each in node.names))
    }
    assert users == KNOWS_ARGPARSE


def test_no_two_public_classes_share_a_name() -> None:
    places: dict[str, list[str]] = {}
    for module, file in modules().items():
        for node in parsed(file).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(module)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def late_imports(tree: ast.AST, *, is_held: bool = False) -> Iterator[ast.ImportFrom]:
    """Give the imports of the package in functions, but for those in `with IMPORTING`."""
    for node in ast.iter_child_nodes(tree):
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                continue
            case ast.With(items=[ast.withitem(context_expr=ast.Name(id="IMPORTING"))]):
                yield from late_imports(node, is_held=True)
            case ast.ImportFrom(module=str() as name) if name.startswith("migrator"):
                if not is_held and not isinstance(tree, ast.Module):
                    yield node
            case _:
                yield from late_imports(node, is_held=is_held)


def test_no_two_threads_import_at_the_same_time() -> None:
    """While these run, threads of `prepare_run` import."""
    meanwhile = {name: file for name, file in modules().items() if name.startswith("fetcher.")}
    meanwhile["pipeline.__init__"] = ROOT / "pipeline/__init__.py"
    late = {name: [*late_imports(parsed(file))] for name, file in meanwhile.items()}
    assert {
        name: [ast.unparse(each) for each in found] for name, found in late.items() if found
    } == {}
