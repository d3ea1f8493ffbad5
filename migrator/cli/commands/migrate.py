"""`migrate`: options → a whole blog in a site, once."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.commands import diff
from migrator.cli.options import RunOptions
from migrator.cli.result import CommandResult
from migrator.cli.run_request import run_request
from migrator.cli.streams import fitting
from migrator.long_work.screen import shown
from migrator.long_work.talk import notice
from migrator.model import MigratorError
from migrator.pipeline import prepare_run
from migrator.settings.git_state import uncommitted_note
from migrator.site.around import ending, typed
from migrator.site.ledger import read_ledger
from migrator.site.lock import locked

if TYPE_CHECKING:
    import httpx


def run(options: RunOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Bring a whole blog into a site. Refuses a migrated site if Velog has changed since."""
    if options.dry_run:
        return diff.run(options, transport)
    output.check_file(options.report.file)
    is_first = _is_first(options)
    for note in uncommitted_note(options.site) if is_first else ():
        notice(note)
    # Images are asked for early only where the run will not be refused for a migration before it.
    request = replace(run_request(options), early=is_first)
    with locked(options.site), prepare_run(request, transport) as prepared:
        # These were imported while Velog was asked.
        from migrator.cli.shown_report import done, stop_names_progress
        from migrator.pipeline.planned_run import carry_out_run
        from migrator.report.next_steps import next_steps
        from migrator.writer.journal import RunJournal

        plan, journal = prepared.plan, RunJournal()
        if prepared.ledger.username is not None and (plan.changes_posts or plan.changes_comments):
            also = " --comments" if options.comments else ""
            shows, brings = (
                typed(f"{each}{also}", options.site, options.backup) for each in ("diff", "sync")
            )
            raise MigratorError(
                f"{options.site} was migrated before, and Velog has changed since: nothing was "
                f"written. `{shows}` shows the changes, `{brings}` brings them.",
                f"{options.site}에는 이미 글을 옮겼고, 그 뒤 Velog가 바뀌었습니다. 아무것도 쓰지 "
                f"않았습니다. 바뀐 것은 `{shows}`로 보고, `{brings}`로 가져옵니다.",
            )
        with stop_names_progress(journal):
            report = carry_out_run(prepared, journal)
    result = done(report, options.report, ending(options.site, options.backup))
    if not is_first or options.report.format not in (None, "text"):
        return result
    steps = next_steps(options.site, prepared.plan, _asked_again(options))
    return replace(result, text=f"{result.text}\n{fitting(shown(steps), sys.stdout)}")


def _is_first(options: RunOptions) -> bool:
    return read_ledger(options.site).username is None


def _asked_again(options: RunOptions) -> list[str]:
    """Give the options that the next sync needs, too: the site remembers the others."""
    login = options.login
    places = (("--from", options.backup), ("--token-file", login.token_file))
    given = [word for name, path in places if path for word in (name, str(path))]
    wanted = (("--private", login.private), ("--drafts", login.drafts))
    return [*given, *(name for name, is_wanted in wanted if is_wanted)]
