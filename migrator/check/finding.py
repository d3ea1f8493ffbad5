"""A fault in a site → where it is, how severe, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from migrator.model import Note


class Severity(StrEnum):
    """An `error` breaks the build or a page; a `warning` does what few would expect."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class FindingKind:
    """One thing that can be wrong; `title` names several of them."""

    name: str
    severity: Severity
    title: Note


def quoted(text: str) -> Note:
    """Advise to put quotes around a text that YAML reads as something else."""
    return Note(f'write "{text}", with quotes', f'따옴표를 붙여 "{text}"라고 쓰세요')


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: where, what happens, and what to do about it.

    `path` is relative to the site. `line` is None where the file as a whole is meant.
    """

    kind: FindingKind
    path: str
    line: int | None
    what: Note
    advice: Note
