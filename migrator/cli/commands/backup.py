"""`backup`: options → a blog saved as plain files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from migrator.cli.options import BackupOptions
from migrator.cli.result import CommandResult
from migrator.cli.run_request import blog_request
from migrator.converter.about_page import profile_images
from migrator.converter.blog_pages import convert_alone
from migrator.fetcher import backup_folder as backups
from migrator.fetcher.answers import read_blog
from migrator.fetcher.author import read_author
from migrator.fetcher.backup_place import check_place
from migrator.fetcher.source import open_source
from migrator.files.failures import cannot_read
from migrator.long_work.bars import IMAGES, progress_bars
from migrator.long_work.screen import language, shown
from migrator.model import Answers, Note
from migrator.report.as_text import failure_lines, saved_text
from migrator.report.report import shown_results
from migrator.settings.site_settings import Settings
from migrator.site.lock import locked
from migrator.site.losses import (
    Losses,
    LossReview,
    after_results,
    dump_losses,
    load_losses,
    resting,
    today,
)
from migrator.writer.images import fetch_into
from migrator.writer.journal import RunJournal

if TYPE_CHECKING:
    import httpx


def run(options: BackupOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Save posts as Velog sends them, and images, as plain files."""
    settings = Settings(all_images=options.all_images)
    request = blog_request(options.username, options.login)
    wanted = replace(request, profile=True, comments=options.comments, jobs=options.jobs)
    check_place(options.folder)
    with (
        progress_bars() as start_bar,
        open_source(wanted, transport, start_bar) as source,
        locked(backups.make_folder(options.folder)),
    ):
        is_lacking = backups.lacks_new_orders(source.answers, options.folder)
        is_lacking |= backups.lacks_comments(source.answers, options.folder)
        backups.write_answers(source.answers, options.folder)
        blog = read_blog(
            source.answers,
            private=wanted.private,
            drafts=wanted.drafts,
            comments=wanted.comments,
        )
        pages = convert_alone(blog, settings)
        author = profile_images(read_author(source.answers), settings)
        images = (*author, *(image for page in pages for image in page.images))
        missing = backups.missing_images(images, options.folder)
        known, day, journal = _known_losses(options.folder), today(), RunJournal()
        waiting = frozenset() if options.strict else resting(known, day)
        asked = [image for image in missing if image.path not in waiting]
        with _stop_names_saved(source.answers, journal):
            fetch_into(options.folder, asked, source.fetch_images, start_bar(IMAGES), journal)
        lost = after_results(known, journal.results, day)
        lost = {image.path: lost[image.path] for image in missing if image.path in lost}
        backups.write_lost(dump_losses(lost), options.folder)
        losses = LossReview(lost, known, day, options.strict)
        is_done = not (losses.alarms or blog.left_out or is_lacking)
        failed = [each for each in journal.failed if each.job.image.path in losses.alarms]
        notes = (*losses.note, *blog.notes)
        return CommandResult(
            text=saved_text(source.answers, notes, journal.results, language()),
            complaints=failure_lines(shown_results(failed, options.folder), language()),
            is_done=is_done,
            is_prose=True,
            quiet="" if is_done else "".join(f"{shown(note)}\n" for note in notes),
        )


@contextmanager
def _stop_names_saved(answers: Answers, journal: RunJournal) -> Iterator[None]:
    """Let a backup that the user stops report what it has saved so far."""
    try:
        yield
    except KeyboardInterrupt:
        said = saved_text(answers, (), journal.results, language())
        raise KeyboardInterrupt(said.strip()) from None


def _known_losses(folder: Path) -> Losses:
    """Read which images earlier backups could not download."""
    try:
        return load_losses(backups.read_lost(folder))
    except (ValueError, KeyError, TypeError) as error:
        path = folder / backups.LOST
        advice = Note(
            f"Remove {path}, and run the same command again.",
            f"{path}을(를) 지우고 같은 명령을 다시 실행하세요.",
        )
        raise cannot_read(path, error, advice) from error
