"""`diff`, and `--dry-run`: options → what migrate or sync would do; nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.options import RunOptions
from migrator.cli.result import CommandResult, ahead
from migrator.cli.run_request import run_request
from migrator.jekyll.names import same_file
from migrator.model import MigratorError
from migrator.pipeline import prepare_run, report_run
from migrator.report.report import Report, only

if TYPE_CHECKING:
    import httpx


def run(options: RunOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Show what migrate or sync would do."""
    output.check_file(options.report.file)
    with prepare_run(run_request(options), transport) as prepared:
        report = report_run(prepared)
    posts = options.report.posts
    if posts:
        report = only(report, [_named(name, options.site, report) for name in posts])
    return ahead(report, options.report)


def _named(name: Path, root: Path, report: Report) -> str:
    """Find the post that the user named: by its path, from here or in the site, or by file name."""
    for change in report.changes:
        candidates = (Path(change.path), root / change.path, Path(Path(change.path).name))
        if same_file(str(name)) in (same_file(str(each)) for each in candidates):
            return change.path
    raise MigratorError(
        f"{name} is not one of the posts that differ. `velog-to-jekyll diff` lists them."
    )
