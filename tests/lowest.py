"""pyproject.toml → the lowest version of each package that it allows, as constraints for pip."""

from __future__ import annotations

import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


def lowest_versions() -> dict[str, str]:
    """Give the lowest version of each package, those of the extras included.

    A package without exactly one lower bound, or with any other bound, is a ValueError.
    """
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    lowest: dict[str, str] = {}
    for requirement in (Requirement(line) for lines in lists for line in lines):
        bounds = [(bound.operator, bound.version) for bound in requirement.specifier]
        if [operator for operator, _ in bounds] != [">="]:
            raise ValueError(f"{requirement}: exactly one bound is wanted, such as >=1.2")
        lowest[canonicalize_name(requirement.name)] = bounds[0][1]
    return lowest


if __name__ == "__main__":
    for name, version in lowest_versions().items():
        print(f"{name}=={version}")
