"""The standard streams of the process → streams that words can be written to, whatever they are."""

from __future__ import annotations

import os
import sys

from migrator.long_work.screen import say

TYPE_CHECKING = False  # for the reason in `parser.py`
if TYPE_CHECKING:
    from typing import TextIO

_UTF8 = "PYTHONUTF8"


def start_in_utf8() -> str:
    """Start the process again where the locale would write the names of files in another encoding.

    Jekyll, git and the next run read them as UTF-8. What is shown stays in the terminal's encoding.
    Gives what the user has to do where that does not help, else an empty text.
    """
    if sys.getfilesystemencoding() == "utf-8":
        return ""
    if os.environ.get(_UTF8) != "1" and sys.executable:
        shown = getattr(sys.stdout or sys.stderr, "encoding", "utf-8")
        environ = {"PYTHONIOENCODING": shown, **os.environ, _UTF8: "1"}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environ)
    return say(
        "The locale is not UTF-8, and the names of files have to be. Set LC_ALL to a UTF-8 "
        "locale, such as C.UTF-8, and run again; nothing was written.",
        "로캘이 UTF-8이 아니어서 파일 이름을 제대로 쓸 수 없습니다. LC_ALL에 C.UTF-8 같은 UTF-8 "
        "로캘을 넣고 다시 실행하세요. 아무것도 쓰지 않았습니다.",
    )


def open_streams() -> None:
    """Put a stream to nowhere in the place of each that the process was started without.

    Else the next file that is opened would get its number, and what is written to it.
    """
    # In this order each gets the number that is free, its own.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # `pathlib` takes longer to import than help needs; the stream stays until the end.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115


def write(text: str, stream: TextIO) -> None:
    """Write a text at once. Who stops reading has seen enough, and that is no error.

    Raises OSError, once for each stream: what comes after goes nowhere, so that Python does not
    fail again when it ends.
    """
    try:
        stream.write(text)
        stream.flush()
    except OSError as error:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        if not isinstance(error, BrokenPipeError):
            raise


def complain(*lines: str) -> None:
    """Write lines to stderr or, where there is none, to stdout; no name in one begins another."""
    # Help has nothing to complain about, and does without what this imports.
    from migrator.files.escapes import escaped

    text = "".join(f"{escaped(line)}\n" for line in lines)
    for stream in (sys.stderr, sys.stdout):
        if getattr(stream, "name", None) == os.devnull:
            continue
        try:
            write(fitting(text, stream), stream)
        except OSError:
            continue
        return


def fitting(text: str, stream: TextIO) -> str:
    """Break the lines of a text that are too wide for the terminal, if it goes to one."""
    if not stream.isatty():
        return text
    # Help needs none of this.
    from shutil import get_terminal_size

    from migrator.long_work.wrapping import fitted

    return fitted(text, get_terminal_size().columns)
