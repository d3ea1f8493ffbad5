"""A file of cases, each `title . input . expected .`, → the cases as values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Case:
    """One case; `source` and `expected` come without their last newline."""

    title: str
    source: str
    expected: str


def read_cases(folder: str) -> list[Case]:
    """Read the cases of all files in a folder of the fixtures."""
    files = sorted((FOLDER / folder).glob("*.md"))
    return [case for file in files for case in _cases(file)]


def _cases(file: Path) -> list[Case]:
    # Bytes as they are: some cases are about carriage returns.
    pieces = f"\n{file.read_bytes().decode()}".split("\n.\n")
    triples = zip(pieces[0::3], pieces[1::3], pieces[2::3], strict=False)
    return [Case(f"{file.stem}: {title.strip()}", *texts) for title, *texts in triples]
