"""The Pythons of this machine → the oldest and the newest that could run the tests, but this one.

Run as `python tests/pythons.py`. It looks for `python3.N` on PATH and asks pyenv, if there is one;
the version that runs it is left out, as are those that make no virtual environments.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator

from packaging.specifiers import SpecifierSet

from lowest import PYPROJECT

NEWEST = 40  # no Python 3 beyond it is looked for
ASK = "import ensurepip, sys, venv; print(*sys.version_info[:3], sys.executable)"


def other_pythons() -> list[str]:
    """Give the paths of the oldest and of the newest Python that `requires-python` allows.

    The one that runs this is left out; 3.11.2, which Debian 12 has, is another one than 3.11.7: it
    has faults of its own.
    """
    pythons: dict[tuple[int, int, int], str] = {}
    for command in _commands():
        answer = _output(command, "-c", ASK).split(maxsplit=3)
        if len(answer) == 4:
            version = int(answer[0]), int(answer[1]), int(answer[2])
            pythons.setdefault(version, answer[3].strip())
    pythons.pop(sys.version_info[:3], None)
    found = [pythons[version] for version in sorted(pythons)]
    return list(dict.fromkeys([*found[:1], *found[-1:]]))


def _commands() -> Iterator[str]:
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    allowed = SpecifierSet(project["requires-python"])
    versions = [version for minor in range(NEWEST) if (version := f"3.{minor}") in allowed]
    for folder in os.get_exec_path():
        files = (shutil.which(f"python{version}", path=folder) for version in versions)
        yield from filter(None, files)
    if shutil.which("pyenv"):
        known = _output("pyenv", "versions", "--bare").split()
        wanted = tuple(f"{version}." for version in versions)
        for name in known:
            if name.startswith(wanted):
                yield f"{_output('pyenv', 'prefix', name).strip()}/bin/python"


def _output(*command: str) -> str:
    """Give what a command prints, nothing if it fails: pyenv's shims are there for no Python."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""


if __name__ == "__main__":
    print(*other_pythons(), sep="\n")
