"""`backup`: a blog as plain files."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from migrator.cli.result import CommandResult
from migrator.fetcher import backup_folder as backups
from migrator.fetcher.answers import read_blog
from migrator.fetcher.source import open_velog
from migrator.progress import progress_bars
from migrator.report.as_text import failure_lines, saved_text
from migrator.report.report import shown_results
from migrator.settings.site_settings import Settings
from migrator.site.site_pages import convert_alone
from migrator.writer import RunJournal, fetch_into

if TYPE_CHECKING:
    import httpx


def run(args: Namespace, transport: httpx.BaseTransport | None) -> CommandResult:
    """Save posts as answered, and images, as plain files."""
    settings = Settings(all_images=args.all_images)
    with (
        progress_bars() as start_bar,
        open_velog(args, args.username, transport, start_bar) as source,
    ):
        backups.write_answers(source.answers, args.folder)
        blog = read_blog(source.answers, private=args.private, drafts=args.drafts)
        pages = convert_alone(blog, settings)
        wanted = backups.missing_images(pages, args.folder)
        journal = RunJournal()
        fetch_into(args.folder, wanted, source.fetch_images, start_bar("Images"), journal)
        return CommandResult(
            text=saved_text(source.answers, journal.results),
            complaints=failure_lines(shown_results(journal.failed, args.folder)),
            is_done=not journal.failed,
        )
