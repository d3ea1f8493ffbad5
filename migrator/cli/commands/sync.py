"""`sync`: options → a migrated site, up to date with Velog."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.commands import diff
from migrator.cli.options import RunOptions
from migrator.cli.result import CommandResult
from migrator.cli.run_request import run_request
from migrator.cli.streams import complain
from migrator.long_work.screen import say
from migrator.model import MigratorError, Note
from migrator.pipeline import prepare_run
from migrator.site.around import ending, typed
from migrator.site.ledger import BASE_FOLDER, LEDGER_PATH, read_ledger, way_back
from migrator.site.lock import locked

if TYPE_CHECKING:
    import httpx


def run(options: RunOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Bring a migrated site up to date."""
    if not options.rebuild_ledger and read_ledger(options.site).username is None:
        words = "migrate" if options.backup else "migrate USERNAME"
        first, lost = typed(words, options.site, options.backup), _lost_ledger(options.site)
        raise MigratorError(
            f"{options.site} holds no finished migration. Run `{first}` first; sync keeps it up to "
            f"date from then on.{lost.english}",
            f"{options.site}에는 글을 옮긴 적이 없습니다. 먼저 `{first}` 명령을 실행하세요. 그 "
            f"뒤로는 sync로 Velog의 변경을 반영합니다.{lost.korean}",
        )
    if options.max_prune is not None and not options.prune:
        complain(
            say(
                "velog-to-jekyll: --max-prune does nothing without --prune.",
                "velog-to-jekyll: --max-prune은 --prune과 함께 주어야 효과가 있습니다.",
            )
        )
    if options.dry_run:
        return diff.run(options, transport)
    output.check_file(options.report.file)
    request = replace(run_request(options), early=True)
    with locked(options.site), prepare_run(request, transport) as prepared:
        # These were imported while Velog was asked.
        from migrator.cli.shown_report import done, stop_names_progress
        from migrator.pipeline.planned_run import carry_out_run
        from migrator.writer.journal import RunJournal
        from migrator.writer.ledger_file import keep_old_ledger

        journal = RunJournal()
        if options.rebuild_ledger:
            keep_old_ledger(options.site)
        with stop_names_progress(journal):
            report = carry_out_run(prepared, journal)
    return done(report, options.report, ending(options.site, options.backup))


def _lost_ledger(root: Path) -> Note:
    if not (root / BASE_FOLDER).is_dir():
        return Note("", "")
    way = way_back(root)
    return Note(
        f" If {LEDGER_PATH} was there before: {way.english}",
        f" 전에 {LEDGER_PATH}이 있었다면: {way.korean}",
    )
