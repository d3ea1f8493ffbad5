"""Imports point one way along the path of the data."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent / "migrator"
LAYERS = [
    "model",
    "jekyll_config",
    "published",
    "permalinks",
    "profiles",
    "detection",
    "halves",
    "habits",
    "own_settings",
    "config",
    "fetcher",
    "converter",
    "merge",
    "site",
    "planner",
    "writer",
    "report",
]
LAYERS += [
    "check",
    "output",
    "progress",
    "sources",
    "conversion",
    "introduction",
    "preparation",
    "localize",
    "arguments",
    "commands",
    "cli",
    "__main__",
]
# The parts know the values, never each other.
APART = {
    "fetcher": {"jekyll_config", "permalinks", "config", "converter", "site"},
    "converter": {"fetcher"},
    "site": {"fetcher"},
    "check": {"config", "fetcher", "site", "planner", "writer", "report"},
}


def test_no_module_imports_a_later_layer() -> None:
    for file in ROOT.rglob("*.py"):
        layer = file.relative_to(ROOT).parts[0].removesuffix(".py")
        if layer != "__init__":
            wrong = [used for used in _imports(file) if not _may_import(layer, used)]
            assert not wrong, f"{file.relative_to(ROOT)} imports {wrong}"


def _may_import(layer: str, used: str) -> bool:
    return LAYERS.index(used) <= LAYERS.index(layer) and used not in APART.get(layer, set())


def _imports(file: Path) -> list[str]:
    nodes = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return [module.split(".")[1] for module in modules if module.startswith("migrator.")]
