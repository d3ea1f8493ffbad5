"""A fault in a site → where it is, how severe, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An `error` breaks the build or a page; a `warning` does what few would expect."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class FindingKind:
    """One thing that can be wrong; `title` names several of them."""

    name: str
    severity: Severity
    title: str


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: where, what happens, and what to do about it.

    `path` is relative to the site. `line` is None where the file as a whole is meant.
    """

    kind: FindingKind
    path: str
    line: int | None
    what: str
    advice: str
