"""The command line → one of the commands, its words on stdout and stderr, its exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from migrator.cli.arguments import build_parser
from migrator.cli.options import read_options
from migrator.cli.streams import complain, open_streams, start_in_utf8, write
from migrator.files import cannot_write
from migrator.long_work.processes import collect_rarely
from migrator.model import MigratorError

if TYPE_CHECKING:
    import httpx

    from migrator.cli.result import CommandResult

DONE = 0
DIFFERENT = 1
FAILED = 2
INTERRUPTED = 130
OUTPUT = "The result"


def run() -> None:
    """Run the command line of this process and exit."""
    try:
        start_in_utf8()
    except MigratorError as error:
        sys.exit(_failed(error))
    open_streams()
    collect_rarely()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter of a post must not end the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_flushed(main(sys.argv[1:])))


def _flushed(code: int) -> int:
    """Write what argparse and others have left, as long as a failure can still be told."""
    try:
        write("", sys.stdout)
    except OSError as error:
        return _failed(cannot_write(OUTPUT, error, "Nothing else was to be done."))
    with suppress(OSError):
        write("", sys.stderr)
    return code


def main(argv: Sequence[str], transport: httpx.BaseTransport | None = None) -> int:
    """Run a command and give its exit code; tests hand in a transport that answers as Velog."""
    if not argv:
        build_parser().print_help(sys.stderr)
        return FAILED
    try:
        name, options = read_options(argv)
    except SystemExit as end:
        return int(end.code or DONE)
    try:
        # httpx and the parsers take most of a second to import; `--help` does without.
        command = import_module(f"migrator.cli.commands.{name}")
        result: CommandResult = command.run(options, transport)
        _show(result)
    except MigratorError as error:
        return _failed(error)
    except KeyboardInterrupt as stop:
        complain(
            f"velog-to-jekyll: stopped. {str(stop) or 'Nothing was written.'} What is written "
            "is whole; run the same command again to go on."
        )
        return INTERRUPTED
    return DONE if result.is_done else DIFFERENT


def _failed(error: MigratorError) -> int:
    first, *more = error.args
    complain(f"velog-to-jekyll: {first}", *more)
    return FAILED


def _show(result: CommandResult) -> None:
    from migrator.cli.output import show

    try:
        show(result.text, sys.stdout, is_long=result.is_long, is_painted=result.is_painted)
    except OSError as error:
        raise cannot_write(OUTPUT, error, "All else that the command does is done.") from error
    finally:
        if result.complaints:
            complain(*result.complaints)
