"""The words that are typed so far → those that can follow, as the shell asks for them."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from io import StringIO

from argcomplete import autocomplete

from migrator.cli.parser import CommandParser


def complete(parser: CommandParser) -> None:
    """Answer the shell that runs the command for what can follow, and exit."""
    parser.describe_commands()
    # What is typed so far is seldom a whole command, and nobody wants to read that now.
    sys.stderr = StringIO()
    with redirect_stdout(sys.stderr):
        autocomplete(parser, always_complete_options="long")
