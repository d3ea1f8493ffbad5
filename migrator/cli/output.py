"""Text → where it is to be seen: a terminal through the reader's pager, a file, the browser."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from migrator.cli.streams import fitting, write
from migrator.files import write_whole
from migrator.files.escapes import escaped_lines
from migrator.files.failures import cannot_write
from migrator.model import MigratorError, Note


def show(
    text: str, stream: TextIO, *, is_long: bool, is_painted: bool, is_prose: bool = False
) -> None:
    """Write a text, a long one through the pager. Raises OSError.

    At a terminal, nothing in it has an effect there but the colours of a painted one.
    """
    if stream.isatty() and not is_painted:
        text = escaped_lines(text)
    if is_prose:
        text = fitting(text, stream)
    if is_long:
        _page(text, stream, os.environ)
    else:
        write(text, stream)


def _page(text: str, stream: TextIO, environ: Mapping[str, str]) -> None:
    """Write a text, through the pager where it is longer than the terminal is high.

    `PAGER` names another pager than less, or none if it is empty, as for git.
    """
    command = environ.get("PAGER", "less") if environ.get("TERM") != "dumb" else ""
    lines = text.count("\n")
    if not stream.isatty() or not command.strip() or lines < shutil.get_terminal_size().lines:
        write(text, stream)
        return
    encoding = stream.encoding or "utf-8"
    # As git does: stay if it fits, let colours through, leave the text on the screen.
    settings = {"LESS": "FRX", "LV": "-c", **_charset(encoding), **environ}
    try:
        pager = subprocess.Popen(shlex.split(command), stdin=subprocess.PIPE, env=settings)
    except (OSError, ValueError):
        write(text, stream)
        return
    # Ctrl-C is for the pager, which stays: it ends a search there.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pager.communicate(text.encode(encoding, "backslashreplace"))
    except BrokenPipeError:  # somebody has seen enough
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def _charset(encoding: str) -> dict[str, str]:
    """Tell less what it gets: it asks the locale, which may be C where the terminal shows UTF-8."""
    return {"LESSCHARSET": "utf-8"} if encoding.lower() == "utf-8" else {}


def check_file(file: Path | None) -> None:
    """Raise MigratorError if a report cannot be written there; better before a run than after.

    A file that is no report stays: who wants to see a post may have named it here.
    """
    if file is None:
        return
    # Of what is in a folder that is closed to the user, nothing can be told.
    is_open = os.access(file.parent, os.X_OK)
    is_folder = is_open and file.is_dir()
    if is_folder or not (is_open and os.access(file if _is_pipe(file) else file.parent, os.W_OK)):
        why = (
            Note("it is a folder", "폴더입니다")
            if is_folder
            else Note(
                "its folder is not there or not writable", "폴더가 없거나 그 안에 쓸 수 없습니다"
            )
        )
        raise MigratorError(
            f"The report {file} cannot be written: {why.english}. Name another file; nothing was "
            "done.",
            f"보고서 {file}을(를) 쓸 수 없습니다: {why.korean}. 다른 파일을 지정하세요. 아무것도 "
            "하지 않았습니다.",
        )
    # What knows the forms is not needed by most runs.
    from migrator.report.forms import is_report

    if file.is_file() and not is_report(file):
        raise MigratorError(
            f"{file} is there already and is no report of this tool, so it was left as it is. Name "
            "another file with --report; nothing was done.",
            f"{file}은(는) 이미 있는 파일이고 이 도구의 보고서가 아니라서 그대로 두었습니다. "
            "--report에 다른 파일을 지정하세요. 아무것도 하지 않았습니다.",
        )


def save(text: str, file: Path) -> None:
    """Write a report, whole or not at all. Raises MigratorError where it cannot be written."""
    # Bytes of a post that are no UTF-8 come as what no encoding knows.
    data = text.encode("utf-8", "backslashreplace")
    try:
        if _is_pipe(file):
            file.write_bytes(data)
        else:
            write_whole(file, data, file.with_name(f".{file.name}.part"))
    except OSError as error:
        name = Note(f"The report {file}", f"보고서 {file}")
        advice = Note("Name another file.", "다른 파일을 지정하세요.")
        raise cannot_write(name, error, advice) from error


def _is_pipe(file: Path) -> bool:
    """Tell whether no other file can take its place, as with /dev/stdout."""
    return file.exists() and not file.is_file()


def temporary_file(suffix: str) -> Path:
    """Give a file of the system's own folder for such, for something to be looked at once."""
    handle, name = tempfile.mkstemp(suffix, "velog-to-jekyll-")
    os.close(handle)
    return Path(name)


def open_in_browser(file: Path) -> None:
    """Show a file in the browser. Raises MigratorError where there is none."""
    if not webbrowser.open(file.resolve().as_uri()):
        raise MigratorError(
            f"No browser could be opened. The report is in {file}.",
            f"브라우저를 열 수 없습니다. 보고서는 {file}에 있습니다.",
        )
