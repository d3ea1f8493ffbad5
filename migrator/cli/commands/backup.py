"""`backup`: options → a blog saved as plain files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from migrator.cli.options import BackupOptions
from migrator.cli.result import CommandResult
from migrator.cli.run_request import blog_request
from migrator.converter.blog_pages import convert_alone
from migrator.fetcher import backup_folder as backups
from migrator.fetcher.answers import read_blog
from migrator.fetcher.backup_place import check_place
from migrator.fetcher.source import open_source
from migrator.progress import progress_bars
from migrator.report.as_text import failure_lines, saved_text
from migrator.report.report import shown_results
from migrator.settings.site_settings import Settings
from migrator.site.lock import locked
from migrator.writer import RunJournal, fetch_into

if TYPE_CHECKING:
    import httpx


def run(options: BackupOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Save posts as Velog sends them, and images, as plain files."""
    settings = Settings(all_images=options.all_images)
    wanted = blog_request(options.username, options.login)
    check_place(options.folder)
    with (
        progress_bars() as start_bar,
        open_source(wanted, transport, start_bar) as source,
        locked(backups.make_folder(options.folder)),
    ):
        is_lacking = backups.lacks_new_orders(source.answers, options.folder)
        backups.write_answers(source.answers, options.folder)
        blog = read_blog(source.answers, private=wanted.private, drafts=wanted.drafts)
        pages = convert_alone(blog, settings)
        missing = backups.missing_images(pages, options.folder)
        journal = RunJournal()
        fetch_into(options.folder, missing, source.fetch_images, start_bar("Images"), journal)
        return CommandResult(
            text=saved_text(source.answers, blog.notes, journal.results),
            complaints=failure_lines(shown_results(journal.failed, options.folder)),
            is_done=not (journal.failed or blog.left_out or is_lacking),
        )
