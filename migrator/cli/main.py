"""The command line → one of the commands, its words on stdout and stderr, its exit code."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from migrator.cli.arguments import build_parser
from migrator.cli.options import read_options
from migrator.model import MigratorError

if TYPE_CHECKING:
    import httpx

    from migrator.cli.result import CommandResult

DONE = 0
DIFFERENT = 1
FAILED = 2
INTERRUPTED = 130


def run() -> None:
    """Run the command line of this process and exit."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter of a post must not end the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))


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
    except MigratorError as error:
        print(f"velog-to-jekyll: {error}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt as stop:
        print(
            f"velog-to-jekyll: stopped. {str(stop) or 'Nothing was written.'} What is written "
            "is whole; run the same command again to go on.",
            file=sys.stderr,
        )
        return INTERRUPTED
    _show(result)
    for line in result.complaints:
        print(line, file=sys.stderr)
    return DONE if result.is_done else DIFFERENT


def _show(result: CommandResult) -> None:
    from migrator.cli.output import page

    if result.is_long:
        page(result.text, sys.stdout, os.environ)
    else:
        sys.stdout.write(result.text)
    sys.stdout.flush()
