"""`migrate`: options → a whole blog in a site, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.commands import diff
from migrator.cli.options import RunOptions
from migrator.cli.result import CommandResult
from migrator.cli.run_request import run_request
from migrator.cli.shown_report import done, stop_names_progress
from migrator.model import MigratorError
from migrator.pipeline import carry_out_run, prepare_run
from migrator.site.lock import locked
from migrator.writer import RunJournal

if TYPE_CHECKING:
    import httpx


def run(options: RunOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Bring a whole blog into a site. Refuses a migrated site if Velog has changed since."""
    if options.dry_run:
        return diff.run(options, transport)
    output.check_file(options.report.file)
    journal = RunJournal()
    with locked(options.site), prepare_run(run_request(options), transport) as prepared:
        plan = prepared.plan
        if prepared.ledger.username is not None and (plan.changes_posts or plan.changes_comments):
            also = " --comments" if options.comments else ""
            raise MigratorError(
                f"{options.site} was migrated before, and Velog has changed since: nothing was "
                f"written. `velog-to-jekyll diff{also}` shows the changes, `velog-to-jekyll "
                f"sync{also}` brings them."
            )
        with stop_names_progress(journal):
            report = carry_out_run(prepared, journal)
    return done(report, options.report)
