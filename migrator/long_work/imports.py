"""The names of modules → the same, imported while the run waits for something else."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from threading import Thread

IMPORTS = "imports"
"""The name of the thread."""


def import_meanwhile(names: Sequence[str]) -> Thread:
    """Begin to import modules; who needs one waits for it, as always.

    The thread is to be joined before processes are started: they would wait for it for ever.
    """
    thread = Thread(target=_import, args=(names,), name=IMPORTS, daemon=True)
    thread.start()
    return thread


def _import(names: Sequence[str]) -> None:
    for name in names:
        # What cannot be imported is told by who needs it.
        with suppress(ImportError):
            import_module(name)
