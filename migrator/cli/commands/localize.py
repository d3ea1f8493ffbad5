"""`localize`: images that posts of the site have on Velog, into the site."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from migrator.cli import output
from migrator.cli.result import CommandResult, ahead, done, so_far
from migrator.fetcher.source import open_images
from migrator.localize import Localizing, rules_of
from migrator.pipeline import known_username
from migrator.progress import progress_bars
from migrator.settings.site_settings import read_settings
from migrator.site.checkout import find_habits, read_ledger
from migrator.site.lock import locked
from migrator.writer import RunJournal

if TYPE_CHECKING:
    import httpx


def run(args: Namespace, transport: httpx.BaseTransport | None) -> CommandResult:
    """Bring the images of posts that stand in the site into it, and point the posts at them."""
    if args.file:
        output.check_file(args.file)
    if args.dry_run:
        with _work_for(args, transport) as work:
            return ahead(work.report_ahead(), args)
    journal = RunJournal()
    with locked(args.site), _work_for(args, transport) as work:
        try:
            report = work.carry_out(journal)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(so_far(journal)) from None
    return done(report, args)


@contextmanager
def _work_for(args: Namespace, transport: httpx.BaseTransport | None) -> Iterator[Localizing]:
    ledger = read_ledger(args.site)
    all_images = args.all_images or ledger.all_images
    settings = read_settings(args.site, find_habits(args.site), all_images=all_images)
    rules = rules_of(settings)
    with progress_bars() as start_bar, open_images(transport) as (fetch, probe):
        bar = partial(start_bar, "Images")
        yield Localizing(args.site, rules, known_username(args.username, ledger), fetch, probe, bar)
