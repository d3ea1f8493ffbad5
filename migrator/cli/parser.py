"""The words of a command line → what argparse reads in them, as quickly as it can."""

from __future__ import annotations

import argparse
import os
import sys

from migrator.cli.streams import complain

TYPE_CHECKING = False  # as `typing` has it, which takes longer to import than the parser
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn


class Help(argparse.HelpFormatter):
    """Help as wide as argparse's own, which imports shutil and its unpackers to find that out."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


class HelpAsWritten(Help, argparse.RawDescriptionHelpFormatter):
    """The same, with the lines of the descriptions as they are here."""


def _columns() -> int:
    """Give the width of the terminal, as shutil does."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # no stdout, or no terminal
        return 80


class CommandParser(argparse.ArgumentParser):
    """A parser whose complaints reach the user also where stderr is closed.

    Those of the commands get their `arguments` when they have something to parse: the help of all
    of them and the version do without.
    """

    def __init__(
        self,
        *,
        arguments: Callable[[CommandParser], None] | None = None,
        formatter_class: type[Help] = Help,
        **words: Any,
    ) -> None:
        super().__init__(formatter_class=formatter_class, **words)
        self._arguments = arguments

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse as argparse does."""
        if self._arguments is not None:
            self._arguments(self)
            self._arguments = None
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and what is wrong with this one, and exit with 2."""
        complain(*self.format_usage().splitlines(), f"{self.prog}: error: {message}")
        self.exit(2)


if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[CommandParser]
