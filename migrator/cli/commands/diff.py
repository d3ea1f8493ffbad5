"""`diff`, and `--dry-run`: options → what migrate or sync would do; nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.named_file import find_named
from migrator.cli.options import RunOptions
from migrator.cli.result import CommandResult
from migrator.cli.run_request import run_request
from migrator.model import MigratorError
from migrator.pipeline import prepare_run
from migrator.site.around import ending, typed

if TYPE_CHECKING:
    import httpx

    from migrator.planner import Plan


def run(options: RunOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Show what migrate or sync would do."""
    output.check_file(options.report.file)
    with prepare_run(run_request(options), transport) as prepared:
        # These were imported while Velog was asked.
        from migrator.cli.shown_report import ahead
        from migrator.pipeline.planned_run import report_files, report_run

        named = [_named(name, options, prepared.plan) for name in options.report.posts]
        report = report_files(prepared, named) if named else report_run(prepared)
    return ahead(report, options.report, ending(options.site, options.backup), named)


def _named(name: Path, options: RunOptions, plan: Plan) -> str:
    """Find the post that the user named by its file, or by a file that may be it."""
    files = (*plan.changes, *(each.change for each in plan.comments))
    paths = {candidate.path: change.path for change in files for candidate in change.candidates}
    paths |= {change.path: change.path for change in files}
    path = find_named(name, options.site, paths)
    if path is not None:
        return paths[path]
    command = typed("diff", options.site, options.backup)
    raise MigratorError(
        f"{name} is no post of this blog. `{command}` lists those that differ.",
        f"{name}은(는) 이 블로그의 글이 아닙니다. 달라진 글은 `{command}`로 볼 수 있습니다.",
    )
