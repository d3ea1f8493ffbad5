"""Imports point one way along the path of the data, whatever form they are written in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
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
    ("progress", "jekyll"),
    ("fetcher", "settings", "merge"),
    ("converter",),
    ("site",),
    ("planner",),
    ("writer",),
    ("report", "check"),
    ("localize", "pipeline"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
# Stairs that nobody takes: the parts know the values, never each other.
APART = {
    "converter": {"fetcher", "merge"},
    "site": {"fetcher"},
    "planner": {"fetcher"},
    "writer": {"fetcher", "converter"},
    "report": {"fetcher"},
    "check": {"fetcher", "settings.site_settings", "site", "planner", "writer"},
    "localize": {"fetcher", "merge"},
}
MOST_NAMES = 16


def modules() -> dict[str, Path]:
    """Give every module of the package by its dotted name below `migrator`."""
    files = sorted(ROOT.rglob("*.py"))
    return {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files}


def imported(tree: ast.AST, module: str) -> Iterator[str]:
    """Give what a module imports of the package, dotted, below `migrator`; functions included."""
    package = ["migrator", *module.split(".")[:-1]]
    for node in ast.walk(tree):
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


def test_imports_point_down() -> None:
    wrong = {
        module: found
        for module, file in modules().items()
        if (found := wrong_imports(module, ast.parse(file.read_text("utf-8"))))
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
    names = {path.name for path in ROOT.iterdir() if path.name != "__pycache__"}
    assert {name.removesuffix(".py") for name in names} == FLOOR_OF.keys()
    assert len(names - {"__init__.py", "__main__.py"}) <= MOST_NAMES


def test_no_module_imports_itself_by_a_detour() -> None:
    known = modules()
    uses = {
        module: {
            name
            for full in imported(ast.parse(file.read_text("utf-8")), module)
            for name in (full, full.rpartition(".")[0])
            if name in known and name != module
        }
        for module, file in known.items()
    }
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        pytest.fail(f"a circle: {' → '.join(error.args[1])}")
