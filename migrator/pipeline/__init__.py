"""The path of the data in one place: fetch → convert → plan → report, or write.

`prepare_run` goes as far as the plan. Then one of the last steps of `planned_run` gets it:
`report_run` shows what would be done, `carry_out_run` does it and shows what was done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import httpx

from migrator.fetcher.source import OnListed, open_source
from migrator.long_work.bars import progress_bars
from migrator.long_work.meanwhile import Meanwhile, import_all
from migrator.model import AskImages
from migrator.pipeline.request import RunRequest, known_username, ledger_and_settings
from migrator.settings.site_settings import Settings
from migrator.site.checkout import Site, read_site
from migrator.site.ledger import Ledger

if TYPE_CHECKING:
    from migrator.pipeline.planned_run import PreparedRun

__all__ = ["RunRequest", "known_username", "ledger_and_settings", "prepare_run"]

_NEEDED_LATER = ("migrator.pipeline.planned_run", "migrator.report.as_text")
_NEEDED_FOR_PAGES = (
    "migrator.pipeline.listed_images",
    "migrator.converter.blog_pages",
    "migrator.converter.html_posts",
    "concurrent.futures.process",
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
    ledger, settings = ledger_and_settings(request)
    comments = ledger.with_comments if request.comments is None else request.comments
    wanted = replace(
        request.blog,
        username=known_username(request.blog.username, ledger),
        comments=comments,
    )
    reading = Meanwhile(partial(_read_site, request, settings, ledger))
    with (
        progress_bars() as start_bar,
        _without_scratch(request),
        open_source(wanted, transport, start_bar, _on_listed(request, ledger, settings)) as source,
    ):
        site = reading.result()
        from migrator.pipeline.planned_run import plan_run

        yield plan_run(replace(request, blog=wanted), site, settings, source, start_bar)


def _read_site(request: RunRequest, settings: Settings, ledger: Ledger) -> Site:
    """Read the site, after all that is needed later has been imported."""
    if request.blog.backup is None:
        import_all(_NEEDED_FOR_PAGES if ledger.username is None else ())
        import_all(_NEEDED_LATER)
    return read_site(request.root, settings, ledger)


def _on_listed(request: RunRequest, ledger: Ledger, settings: Settings) -> OnListed | None:
    """Give what asks for images while posts are listed.

    None but for the first migration into a site without posts: elsewhere only the plan tells whose
    images are wanted, for a post may be there already, in doubt, or left out night after night.
    """
    root = request.root
    is_empty = ledger.username is None and not any((root / settings.posts_dir).rglob("*.*"))
    if not (request.early and is_empty):
        return None
    there = frozenset(path.name for path in (root / settings.image_root).rglob("*.*"))

    def ask(posts: Sequence[Mapping[str, object]], ask_images: AskImages) -> None:
        from migrator.pipeline.listed_images import ListedImages

        ListedImages(root, there).ask(posts, ask_images)

    return ask


@contextmanager
def _without_scratch(request: RunRequest) -> Iterator[None]:
    """Leave no image behind that was asked for early, however the run ends."""
    try:
        yield
    finally:
        if request.early:
            from migrator.writer import remove_scratch

            remove_scratch(request.root)
