"""`localize`: options → the images that the site's posts have on Velog, brought into the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.options import LocalizeOptions
from migrator.cli.result import CommandResult
from migrator.cli.shown_report import ahead, done, stop_names_progress
from migrator.fetcher.source import open_images
from migrator.files import each_read_once
from migrator.localize import Localizing, rules_of
from migrator.long_work.bars import IMAGES, progress_bars
from migrator.pipeline import known_username
from migrator.settings.site_settings import read_settings
from migrator.site.around import ending
from migrator.site.checkout import find_habits
from migrator.site.ledger import read_ledger
from migrator.site.lock import locked
from migrator.site.losses import today
from migrator.writer.journal import RunJournal

if TYPE_CHECKING:
    import httpx


def run(options: LocalizeOptions, transport: httpx.BaseTransport | None) -> CommandResult:
    """Download the images of the site's posts into the site, and point the posts at them."""
    output.check_file(options.report.file)
    if options.dry_run:
        with each_read_once(), _work_for(options, transport) as work:
            return ahead(work.report_ahead(), options.report, ending(options.site))
    journal = RunJournal()
    with (
        locked(options.site),
        _work_for(options, transport) as work,
        stop_names_progress(journal),
    ):
        report = work.carry_out(journal)
    return done(report, options.report, ending(options.site))


@contextmanager
def _work_for(
    options: LocalizeOptions, transport: httpx.BaseTransport | None
) -> Iterator[Localizing]:
    ledger = read_ledger(options.site)
    all_images = options.all_images or ledger.all_images
    settings = read_settings(options.site, find_habits(options.site), all_images=all_images)
    rules = rules_of(settings)
    with progress_bars() as start_bar, open_images(transport, options.jobs) as (fetch, probe):
        bar = partial(start_bar, IMAGES)
        yield Localizing(
            root=options.site,
            rules=rules,
            username=known_username(options.username, ledger),
            ledger=ledger,
            day=today(),
            strict=options.strict,
            fetch=fetch,
            probe=probe,
            on_image=bar,
        )
