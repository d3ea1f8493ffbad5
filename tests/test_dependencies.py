"""What is imported is declared, by public names only, and the bounds are lower bounds."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from lowest import PYPROJECT, lowest_versions

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
FOLDERS = ["migrator", "tests", "benchmarks"]
OURS = {
    "migrator",
    *(path.stem for folder in ("tests", "benchmarks") for path in (ROOT / folder).iterdir()),
}
# Data for `zoneinfo`, which is never imported.
DATA = {"tzdata"}


def names_of(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


@cache
def modules(folder: str) -> list[tuple[str, ast.Module]]:
    paths = [
        path for path in sorted((ROOT / folder).rglob("*.py")) if "node_modules" not in path.parts
    ]
    return [
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))) for path in paths
    ]


def is_foreign(module: str) -> bool:
    top = module.partition(".")[0]
    return top not in sys.stdlib_module_names and top not in OURS


def imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give each module of another package, and the name that is taken from it, if one is."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names if is_foreign(alias.name))
        elif isinstance(node, ast.ImportFrom) and not node.level and is_foreign(node.module or ""):
            yield from ((node.module or "", alias.name) for alias in node.names)


def packages(folder: str) -> set[str]:
    """Give the packages that a folder imports, as they are called where they come from."""
    known = packages_distributions()
    tops = {module.partition(".")[0] for _, tree in modules(folder) for module, _ in imports(tree)}
    return {canonicalize_name(name) for top in tops for name in known.get(top, [top])}


@pytest.mark.slow  # all files are read
def test_the_package_imports_what_it_declares_and_nothing_else() -> None:
    assert packages("migrator") | DATA == names_of(PROJECT["dependencies"])


@pytest.mark.slow  # all files are read
@pytest.mark.parametrize("folder", ["tests", "benchmarks"])
def test_the_tests_import_what_is_declared(folder: str) -> None:
    declared = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert packages(folder) - names_of(declared) == set()


def private_names(tree: ast.Module) -> Iterator[str]:
    """Give each name with a leading underscore that is taken from another package."""
    taken = list(imports(tree))
    for module, name in taken:
        path = f"{module}.{name}".rstrip(".")
        if any(part.startswith("_") for part in path.split(".")):
            yield path
    tops = {module.partition(".")[0] for module, name in taken if not name}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            first = ast.unparse(node).partition(".")[0]
            if first in tops and not node.attr.startswith("__"):
                yield ast.unparse(node)


@pytest.mark.slow  # all packages are imported
@pytest.mark.parametrize("folder", FOLDERS)
def test_names_of_other_packages_are_public(folder: str) -> None:
    found = {(path, name) for path, tree in modules(folder) for name in private_names(tree)}
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        "from bs4.builder._htmlparser import HTMLParserTreeBuilder",
        "from bs4 import _typing",
        "import bs4.builder._htmlparser",
        "import httpx\nhttpx._client",
        "def f():\n    import httpx\n    return httpx.Client._send",
    ],
)
def test_a_private_name_is_noticed(source: str) -> None:
    assert list(private_names(ast.parse(source))) != []


def test_each_package_has_a_lower_bound_and_no_other() -> None:
    assert set(lowest_versions()) > names_of(PROJECT["dependencies"])


# A group that is repeated and never given back, as in `(?:a|ab)*+`: Python matches such wrongly
# before 3.11.5 (issue 106052 of CPython), and Debian 12 has 3.11.2. An atomic
# group around it, `(?>(?:a|ab)*)`, says the same.
_POSSESSIVE_GROUP = re.compile(r"(?<![(\\])\)(?:[*+?]|\{\d*,?\d*\})\+")


def test_no_pattern_is_matched_otherwise_by_an_early_python() -> None:
    found = [
        (file.name, node.value)
        for file in (ROOT / "migrator").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
        if _POSSESSIVE_GROUP.search(
            node.value if isinstance(node.value, str) else node.value.decode("latin-1")
        )
    ]
    assert found == []
