"""Work → its result, done in a thread of its own while the run waits for something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from threading import RLock, Thread
from typing import Generic, TypeVar

IMPORTING = RLock()
"""Held by who imports while others may, too. Of two threads, one of which imports a package and the
other a part of it, Python may give one of them the other's half (`partially initialized module`):
it breaks the circle of their waiting for each other in that way."""

MEANWHILE = "meanwhile"
"""The name of the thread."""

T = TypeVar("T")


class Meanwhile(Generic[T]):
    """Work that has begun; nobody waits for it who does not ask for the result."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._results: list[T] = []
        self._errors: list[BaseException] = []
        self._thread = Thread(target=self._run, name=MEANWHILE, daemon=True)
        self._thread.start()

    def result(self) -> T:
        """Wait for the result; raises what the work has raised."""
        self._thread.join()
        for error in self._errors:
            raise error
        return self._results[0]

    def _run(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as error:  # of any kind: it is raised where the result is wanted
            self._errors.append(error)


def import_all(names: Sequence[str]) -> None:
    """Import modules; who needs one before that waits for it, as always."""
    for name in names:
        # What cannot be imported is told by who needs it.
        with suppress(ImportError), IMPORTING:
            import_module(name)
