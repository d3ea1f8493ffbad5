"""The arguments of a command → the command, carried out: its words and its exit code."""

from __future__ import annotations

import sys
from argparse import Namespace
from importlib import import_module
from typing import TYPE_CHECKING

from migrator.cli.exit_codes import DIFFERENT, DONE, FAILED, INTERRUPTED
from migrator.cli.options import read_options
from migrator.cli.streams import complain
from migrator.files import cannot_write
from migrator.long_work.processes import collect_rarely
from migrator.long_work.screen import say, shown
from migrator.model import MigratorError, Note
from migrator.site.around import HERE

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from migrator.cli.options import Options
    from migrator.cli.result import CommandResult


def run_command(args: Namespace, transport: httpx.BaseTransport | None) -> int:
    """Carry a command out, show what it says, and give its exit code."""
    collect_rarely()
    name, options = read_options(args)
    _name_site(args, options)
    try:
        # Each command imports what it needs: half a second for some, a tenth for others.
        command = import_module(f"migrator.cli.commands.{name}")
        result: CommandResult = command.run(options, transport)
        _show(result)
    except MigratorError as error:
        return failed(error)
    except KeyboardInterrupt as stop:
        written = str(stop) or say("Nothing was written.", "아무것도 쓰지 않았습니다.")
        complain(
            say(
                f"velog-to-jekyll: stopped. {written} What is written is whole; run the same "
                "command again to go on.",
                f"velog-to-jekyll: 중단했습니다. {written} 쓴 파일은 온전하니, 이어서 하려면 같은 "
                "명령을 다시 실행하세요.",
            )
        )
        return INTERRUPTED
    return DONE if result.is_done else DIFFERENT


def _name_site(args: Namespace, options: Options) -> None:
    """Say which site was taken where the user has named none and is not at the top of one."""
    site: Path = getattr(options, "site", HERE)
    if getattr(args, "site", None) is None and site != HERE:
        where = say(f"the site is {site}", f"사이트는 {site}")
        complain(f"velog-to-jekyll: {where}")


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

    try:
        show(result.text, sys.stdout, is_long=result.is_long, is_painted=result.is_painted)
    except OSError as error:
        done = Note("All else that the command does is done.", "그 밖의 일은 모두 마쳤습니다.")
        raise no_room(error, done) from error
    finally:
        if result.complaints:
            complain(*result.complaints)
