"""The path of the data in one place: fetch → convert → plan → report, or write.

`prepare_run` goes as far as the plan. Then one of the last steps of `planned_run` gets it:
`report_run` shows what would be done, `carry_out_run` does it and shows what was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from migrator.fetcher.source import open_source
from migrator.long_work.bars import progress_bars
from migrator.long_work.meanwhile import IMPORTING, Meanwhile, import_all
from migrator.long_work.processes import prepare_processes
from migrator.model import AskImages
from migrator.pipeline.request import RunRequest, kept_ledger, known_username
from migrator.site.ledger import Ledger

if TYPE_CHECKING:
    from migrator.pipeline.listed_images import ListedImages
    from migrator.pipeline.planned_run import PreparedRun
    from migrator.settings.site_settings import Settings
    from migrator.site.checkout import Site

__all__ = ["RunRequest", "kept_ledger", "known_username", "prepare_run"]

_NEEDED_LATER = ("migrator.pipeline.planned_run", "migrator.report.as_text")
_MAKE_PAGES = ("migrator.converter.blog_pages", "migrator.converter.html_posts")
_NEEDED_FOR_PAGES = (
    "migrator.pipeline.listed_images",
    "migrator.converter.blog_pages",
    *_NEEDED_LATER,
    "concurrent.futures.process",
    # Last, for it takes the longest and no image waits for it.
    "migrator.converter.html_posts",
)
"""What a run imports that makes pages: most later ones make none."""


@contextmanager
def prepare_run(
    request: RunRequest, transport: httpx.BaseTransport | None
) -> Iterator[PreparedRun]:
    """Fetch, convert and plan; the network and the bars stay open for the last step.

    Writes nothing, but for images into the folder beside the site's that is gone at the end. Raises
    MigratorError if the run is not possible.
    """
    ledger = kept_ledger(request)
    reading_settings = Meanwhile(partial(_read_settings, request, ledger))
    reading = Meanwhile(partial(_read_site, request, reading_settings))
    if request.rebuild_ledger:
        ledger, _ = reading_settings.result()
    comments = ledger.with_comments if request.comments is None else request.comments
    wanted = replace(
        request.blog,
        username=known_username(request.blog.username, ledger),
        comments=comments,
    )
    on_listed = None
    if request.early and ledger.username is None:
        finding = Meanwhile(partial(_find_listed, request.root, reading_settings))
        on_listed = partial(_ask_for_images, finding)
    with (
        progress_bars() as start_bar,
        _without_scratch(request),
        open_source(wanted, transport, start_bar, on_listed) as source,
    ):
        site, settings = reading.result()
        with IMPORTING:
            from migrator.pipeline.planned_run import plan_run

        yield plan_run(replace(request, blog=wanted), site, settings, source, start_bar)


def _read_settings(request: RunRequest, ledger: Ledger) -> tuple[Ledger, Settings]:
    with IMPORTING:
        from migrator.pipeline.settings_of_run import ledger_and_settings

    return ledger_and_settings(request, ledger)


def _read_site(
    request: RunRequest, reading_settings: Meanwhile[tuple[Ledger, Settings]]
) -> tuple[Site, Settings]:
    """Read the site, after all that is needed later has been imported."""
    ledger, settings = reading_settings.result()
    if request.blog.backup is None:
        import_all(_NEEDED_FOR_PAGES if ledger.username is None else _NEEDED_LATER)
    with IMPORTING:
        from migrator.site.checkout import read_site
        from migrator.site.known_pages import tool_digest

    site = read_site(request.root, settings, ledger)
    tool_digest()  # it is known then, and reads some hundred files
    return site, settings


def _find_listed(
    root: Path, reading_settings: Meanwhile[tuple[Ledger, Settings]]
) -> ListedImages | None:
    with IMPORTING:
        from migrator.pipeline.listed_images import images_of_listed

    _, settings = reading_settings.result()
    return images_of_listed(root, settings)


def _ask_for_images(
    finding: Meanwhile[ListedImages | None],
    posts: Sequence[Mapping[str, object]],
    ask_images: AskImages,
) -> None:
    """Ask for the images of posts that a first migration has listed."""
    prepare_processes(len(posts), _MAKE_PAGES)
    if images := finding.result():
        images.ask(posts, ask_images)


@contextmanager
def _without_scratch(request: RunRequest) -> Iterator[None]:
    """Leave no image behind that was asked for early, however the run ends."""
    try:
        yield
    finally:
        if request.early:
            with IMPORTING:
                from migrator.writer.site_files import remove_scratch

            remove_scratch(request.root)
