"""A command line and a number → the program, ended by SIGKILL at that step of its work on files."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from types import MappingProxyType

from migrator.cli.main import main

# What Python reports before it does it; each is a point at which a run can end.
_STEPS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir"}


def run(
    argv: Sequence[str],
    last_step: int,
    failure: int = 0,
    environ: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Run until that step in the site; with `failure`, an errno, each later step fails so."""
    os.environ.update(environ)
    root = argv[argv.index("--site") + 1]
    steps = 0

    def count(event: str, args: tuple[object, ...]) -> None:
        nonlocal steps
        if event not in _STEPS or not str(args[0]).startswith(root):
            return
        if event == "open" and not _writes(args):
            return
        steps += 1
        if steps >= last_step:
            if failure:
                raise OSError(failure, os.strerror(failure), str(args[0]))
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main(list(argv))
    if (
        failure
        and steps >= last_step
        and not (code == 2 and os.strerror(failure) in said.getvalue())
    ):
        raise SystemExit(f"{code}: {said.getvalue()}")


def _writes(args: tuple[object, ...]) -> bool:
    _, _, flags = args
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
