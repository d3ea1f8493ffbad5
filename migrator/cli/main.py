"""The command line → one of the commands, its words on stdout and stderr, its exit code.

What is imported here is all that `--help` and `--version` need: a third of their time is Python's
own, and `dataclasses` alone takes as long again. tests/test_start.py holds the list.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence

from migrator.cli.command_line import build_parser
from migrator.cli.exit_codes import DONE, FAILED
from migrator.cli.streams import complain, open_streams, start_in_utf8, write
from migrator.long_work.screen import language, language_of_user, speak

TYPE_CHECKING = False  # for the reason in `parser.py`
if TYPE_CHECKING:
    import httpx


def run() -> None:
    """Run the command line of this process and exit."""
    speak(language_of_user(sys.argv[1:], os.environ))
    if problem := start_in_utf8():
        complain(f"velog-to-jekyll: {problem}")
        sys.exit(FAILED)
    if "_ARGCOMPLETE" in os.environ:
        # A shell asks what can be typed; nothing else does.
        from migrator.cli.completion import complete

        complete(build_parser())
    open_streams()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a letter of a post must not end the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    code = _flushed(main(sys.argv[1:]))
    # Python would look for cycles in all that there is once more, and the process ends anyway.
    gc.freeze()
    sys.exit(code)


def _flushed(code: int) -> int:
    """Write what argparse and others have left, as long as a failure can still be told."""
    try:
        write("", sys.stdout)
    except OSError as error:
        # What tells a failure is not needed where there is none.
        from migrator.cli.run_command import failed, no_room
        from migrator.model import Note

        nothing = Note("Nothing else was to be done.", "더 할 일은 없었습니다.")
        return failed(no_room(error, nothing))
    try:
        write("", sys.stderr)
    except OSError:  # nobody can be told
        return code
    return code


def main(argv: Sequence[str], transport: httpx.BaseTransport | None = None) -> int:
    """Run a command and give its exit code; tests hand in a transport that answers as Velog."""
    speak(language_of_user(argv, os.environ))
    parser = build_parser()
    if not argv:
        parser.print_help(sys.stderr)
        return FAILED
    try:
        args = parser.parse_args(argv)
    except SystemExit as end:
        return int(end.code or DONE)
    # argparse takes the beginning of an option's name, too.
    speak(getattr(args, "lang", language()))
    # Not before it is known that there is a command: help and version do without all of this.
    from migrator.cli.run_command import run_command

    return run_command(args, transport)
