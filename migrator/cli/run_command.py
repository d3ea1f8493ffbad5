"""The arguments of a command → the command, carried out: its words and its exit code."""

from __future__ import annotations

import sys
from argparse import Namespace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli.exit_codes import DIFFERENT, DONE, FAILED, INTERRUPTED
from migrator.cli.options import loudness, read_options
from migrator.cli.streams import complain
from migrator.files.failures import cannot_write, unforeseen
from migrator.long_work.processes import collect_rarely
from migrator.long_work.screen import say, shown
from migrator.long_work.talk import is_quiet, talking
from migrator.model import MigratorError, Note
from migrator.model.shelf import open_shelf
from migrator.site.around import HERE

if TYPE_CHECKING:
    import httpx

    from migrator.cli.options import Options
    from migrator.cli.result import CommandResult


def run_command(args: Namespace, transport: httpx.BaseTransport | None) -> int:
    """Carry a command out, show what it says, and give its exit code."""
    collect_rarely()
    with open_shelf(), talking(loudness(args)):
        return _run(args, transport)


def _run(args: Namespace, transport: httpx.BaseTransport | None) -> int:
    try:
        _check_folder()
        name, options = read_options(args)
        _check_site(args, options)
        _name_site(args, options)
        # Each command imports what it needs: half a second for some, a tenth for others.
        command = import_module(f"migrator.cli.commands.{name}")
        result: CommandResult = command.run(options, transport)
        _show(result)
    except MigratorError as error:
        return failed(error)
    except OSError as error:  # what is expected has its own words; this names the path at least
        return failed(unforeseen(error))
    except KeyboardInterrupt as stop:
        stopped = say("stopped.", "중단했습니다.")
        complain(f"velog-to-jekyll: {stopped} {_left_by(str(stop))}")
        return INTERRUPTED
    return DONE if result.is_done else DIFFERENT


def _check_folder() -> None:
    """Raise MigratorError where no path leads from, for the current folder was removed."""
    try:
        Path.cwd()
    except FileNotFoundError as error:
        raise MigratorError(
            "The current folder is not there any more. Change into a folder that is there, then "
            "run again.",
            "현재 폴더가 없어졌습니다. 있는 폴더로 옮겨 다시 실행하세요.",
        ) from error


def _check_site(args: Namespace, options: Options) -> None:
    """Raise MigratorError where the user has named a folder that is not there, or no folder."""
    if getattr(args, "site", None) is None:
        return
    site: Path = getattr(options, "site", HERE)
    try:
        if site.is_dir():
            return
    except OSError:  # a folder above it is closed: who reads the site says so
        return
    english, korean = (
        (f"{site} is a file, and no folder", f"{site}은(는) 폴더가 아니라 파일입니다")
        if site.exists()
        else (f"There is no folder {site}", f"{site} 폴더가 없습니다")
    )
    raise MigratorError(
        f"{english}. Name your site's folder with --site DIR, or make a site with "
        "`velog-to-jekyll new DIR USERNAME`.",
        f"{korean}. 내 사이트의 폴더를 --site DIR로 지정하거나, `velog-to-jekyll new DIR "
        "USERNAME`으로 사이트를 만드세요.",
    )


def _name_site(args: Namespace, options: Options) -> None:
    """Say which site was taken where the user has named none and is not at the top of one."""
    site: Path = getattr(options, "site", HERE)
    if getattr(args, "site", None) is None and site != HERE:
        where = say(f"the site is {site}", f"사이트는 {site}")
        complain(f"velog-to-jekyll: {where}")


def _left_by(done: str) -> str:
    """Say what a run has left behind that the user has stopped, after what it has done so far."""
    if not done:
        return say(
            "Nothing was written. To try again, run the same command again.",
            "아무것도 쓰지 않았습니다. 다시 하려면 같은 명령을 실행하세요.",
        )
    return say(
        f"{done} These files are whole; to go on, run the same command again.",
        f"{done} 쓴 파일은 온전합니다. 이어서 하려면 같은 명령을 다시 실행하세요.",
    )


def failed(error: MigratorError) -> int:
    """Say why a run could not be made; give its exit code."""
    complain(f"velog-to-jekyll: {shown(error.note)}", *error.lines)
    return FAILED


def no_room(error: OSError, advice: Note) -> MigratorError:
    """Make the error for a result that cannot be shown."""
    return cannot_write(Note("The result", "결과"), error, advice)


def _show(result: CommandResult) -> None:
    # Its pager and its browser are nothing to a run that fails.
    from migrator.cli.output import show

    text = result.quiet if is_quiet() and result.quiet is not None else result.text
    try:
        show(
            text,
            sys.stdout,
            is_long=result.is_long,
            is_painted=result.is_painted,
            is_prose=result.is_prose,
        )
    except OSError as error:
        done = Note("All else that the command does is done.", "그 밖의 일은 모두 마쳤습니다.")
        raise no_room(error, done) from error
    finally:
        if result.complaints:
            complain(*result.complaints)
