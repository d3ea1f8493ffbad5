"""`diff`, and `--dry-run`: options → what migrate or sync would do; nothing is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.named_file import find_named
from migrator.cli.options import RunOptions
from migrator.cli.result import CommandResult
from migrator.cli.run_request import run_request
from migrator.cli.shown_report import ahead
from migrator.model import MigratorError
from migrator.pipeline import prepare_run, report_run
from migrator.report.report import Report, for_site, only
from migrator.site.around import site_words, typed

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
    return ahead(for_site(report, site_words(options.site)), options.report)


def _named(name: Path, root: Path, report: Report) -> str:
    """Find the post that the user named by its file, or by a file that may be it."""
    paths = {
        candidate.path: change.path for change in report.changes for candidate in change.candidates
    }
    paths |= {change.path: change.path for change in (*report.changes, *report.comments)}
    path = find_named(name, root, paths)
    if path is not None:
        return paths[path]
    raise MigratorError(
        f"{name} is not one of the posts that differ. `{typed('diff', root)}` lists them.",
        f"{name}은(는) 달라진 글이 아닙니다. 달라진 글은 `{typed('diff', root)}`로 볼 수 있습니다.",
    )
