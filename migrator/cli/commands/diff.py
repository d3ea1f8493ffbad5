"""`diff`, and `--dry-run`: what migrate or sync would do, and nothing written."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.result import CommandResult, ahead
from migrator.jekyll.names import same_file
from migrator.model import MigratorError
from migrator.pipeline import prepared_for
from migrator.report.report import Report, only

if TYPE_CHECKING:
    import httpx


def run(args: Namespace, transport: httpx.BaseTransport | None) -> CommandResult:
    """Show what migrate or sync would do."""
    if args.file:
        output.check_file(args.file)
    with prepared_for(args, transport) as prepared:
        report = prepared.report_ahead()
    if args.posts:
        report = only(report, [_named(name, args.site, report) for name in args.posts])
    return ahead(report, args)


def _named(name: Path, root: Path, report: Report) -> str:
    """Find the post that the user means: by its path, from here or in the site, or its name."""
    for change in report.changes:
        candidates = (Path(change.path), root / change.path, Path(Path(change.path).name))
        if same_file(str(name)) in (same_file(str(each)) for each in candidates):
            return change.path
    raise MigratorError(
        f"{name} is none of the posts that are not the same. `velog-to-jekyll diff` lists them."
    )
