"""The words of a command line → what argparse reads in them, as quickly as it can."""

from __future__ import annotations

import argparse
import os
import re
import sys

from migrator.cli import argparse_words
from migrator.cli.near_misses import did_you_mean
from migrator.cli.streams import complain
from migrator.cli.word_order import is_option, names_first, unknown_option
from migrator.long_work.screen import EN, KO, columns_of, say

TYPE_CHECKING = False  # as `typing` has it, which takes longer to import than the parser
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn


class Help(argparse.HelpFormatter):
    """Help as wide as argparse's own, which imports shutil and its unpackers to find that out.

    Each line of a description is wrapped by itself, a row of a table below its second column, and
    no word is broken.
    """

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)

    def start_section(self, heading: str | None) -> None:
        """Begin a group of arguments, under a heading in the language of the screen."""
        super().start_section(heading and argparse_words.heading(heading))

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        """Add how the command is used, behind a word that takes as many columns as letters."""
        super().add_usage(usage, actions, groups, say(_USAGE, _WIDE) if prefix is None else prefix)

    def format_help(self) -> str:
        """Give the help, or the usage alone."""
        return super().format_help().replace(_WIDE, "사용법: ", 1)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(_wrapped(indent + line, width) for line in text.splitlines())

    def _split_lines(self, text: str, width: int) -> list[str]:
        return _wrapped(" ".join(text.split()), width).splitlines()


_USAGE, _WIDE = "usage: ", "USAGE..:"


def _wrapped(line: str, width: int) -> str:
    """Break a line at single blanks; a letter of Hangul takes two columns."""
    row = re.match(r" +\S+ {2,}", line)
    below = " " * (row.end() if row else 0)
    lines = [""]
    for word in re.split(r"(?<=\S) (?=\S)", line):
        longer = f"{lines[-1]} {word}" if lines[-1].strip() else f"{lines[-1]}{word}"
        if lines[-1].strip() and columns_of(longer) > width:
            lines.append(below + word)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _columns() -> int:
    """Give the width of the terminal, as shutil does."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or 80  # type: ignore[union-attr]
    except (AttributeError, ValueError, OSError):  # no stdout, or no terminal
        return 80


class ShowShellCode(argparse.Action):
    """An option that prints what makes a shell complete the words of the command, and exits."""

    def __call__(self, parser: argparse.ArgumentParser, *read: Any) -> None:
        """Print it for the shell that was named, as argparse prints the version."""
        # Whoever asks for it pays for it: it takes longer to import than help needs.
        from argcomplete.shell_integration import shellcode

        _, shell, _ = read
        parser._print_message(shellcode([parser.prog], shell=shell), sys.stdout)
        parser.exit()


class CommandParser(argparse.ArgumentParser):
    """A parser that takes names and options in any order, and says what a wrong word may mean.

    Those of the commands get their `arguments` when they have something to parse: the help of all
    of them and the version do without. The `end` of a help is made when it is shown. Complaints
    reach the user also where stderr is closed.
    """

    def __init__(
        self,
        *,
        arguments: Callable[[CommandParser], None] | None = None,
        end: Callable[[], str] | None = None,
        formatter_class: type[Help] = Help,
        **words: Any,
    ) -> None:
        super().__init__(formatter_class=formatter_class, add_help=False, **words)
        self.add_argument(
            "-h",
            "--help",
            action="help",
            help=say("show this help message and exit", "이 도움말을 보여 주고 끝냄"),
        )
        self._is_command = arguments is not None
        self._arguments = arguments
        self._end = end

    def format_help(self) -> str:
        """Give the help, with its end."""
        self.epilog = self._end() if self._end else None
        return super().format_help()

    def describe(self) -> None:
        """Add the arguments, once."""
        if self._arguments is not None:
            self._arguments(self)
            self._arguments = None

    def describe_commands(self) -> None:
        """Add the arguments of all commands, for those who look at them without parsing."""
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for command in action.choices.values():
                    command.describe()

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Parse as argparse does; exits with 2 also for words that it would hand back."""
        words = list(sys.argv[1:] if args is None else args)
        if self._is_command:
            self.describe()
            words = self._in_order(words)
        found, left = super().parse_known_args(words, namespace)
        if left:
            self._refuse(left[0])
        if not self._is_command and found.command is None:
            self.error(say("name a command, such as sync", "sync 같은 명령을 적으세요"))
        return found, left

    def _in_order(self, words: Sequence[str]) -> list[str]:
        options = {name: act.nargs != 0 for name, act in self._option_string_actions.items()}
        # argparse would complain first about a word that is missing.
        unknown = unknown_option(words, options)
        if unknown is not None and not {"-h", "--help"} & {*words}:
            self._refuse(unknown)
        return names_first(words, options)

    def _refuse(self, word: str) -> NoReturn:
        """Say that a word is none of this command's, and exit with 2."""
        name = word.partition("=")[0]
        if is_option(word):
            what = say(f"there is no option {name}", f"{name} 옵션은 없습니다")
        else:
            what = say(f"{word!r} is one word too many", f"{word!r}은(는) 필요 없는 인자입니다")
        self.error(f"{what}.{did_you_mean(name, self._option_string_actions)}")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is not among those to choose from."""
        if action.choices is None or value in action.choices:
            return
        known = list(map(str, action.choices))
        if action.dest == "command":
            what = say(f"there is no command {value!r}", f"{value!r} 명령은 없습니다")
            self.error(f"{what}.{did_you_mean(value, known)}")
        names = ", ".join(known)
        what = say(
            f"{value!r} is none of {names}", f"{value!r}은(는) {names} 가운데 하나가 아닙니다"
        )
        raise argparse.ArgumentError(action, f"{what}.{did_you_mean(value, known)}")

    def error(self, message: str) -> NoReturn:
        """Say how the command is used and what is wrong with this one, and exit with 2."""
        usage = self.format_usage().splitlines()
        said = argparse_words.message(message)
        complain(
            *usage,
            say(f"{self.prog}: error: {said}", f"{self.prog}: 오류: {said}"),
            say(
                f"`{self.prog} --help` shows how it is used.",
                f"쓰는 방법은 `{self.prog} --help`로 볼 수 있습니다.",
            ),
        )
        self.exit(2)


if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[CommandParser]


def add_language(parser: argparse.ArgumentParser, what: str = "") -> None:
    """Add the language of the screen, which may be chosen before and after the command.

    `what` says of what else it is the language.
    """
    parser.add_argument(
        "--lang",
        choices=(KO, EN),
        default=argparse.SUPPRESS,
        help=what
        or say(
            "the language of the screen (default: that of the locale)",
            "화면의 언어(기본값: 로캘의 언어)",
        ),
    )
