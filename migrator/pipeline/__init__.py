"""The path of the data in one place: fetch → convert → plan → report, or write.

`prepare_run` goes as far as the plan. Then one of two last steps gets it: `report_run` shows what
would be done, `carry_out_run` does it and shows what was done.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import httpx

from migrator.converter.blog_pages import notes_on
from migrator.converter.comment_files import convert_comments
from migrator.converter.lost_html import lost_notes
from migrator.fetcher.endings import broken_images
from migrator.fetcher.source import Source, open_source
from migrator.long_work.bars import IMAGES, StartBar, progress_bars
from migrator.long_work.imports import import_meanwhile
from migrator.model import ImageResult, Note
from migrator.pipeline.pages import asking_ahead, images_shown, pages_of
from migrator.pipeline.planning import plan_of, planned, with_images
from migrator.pipeline.request import (
    RunRequest,
    known_username,
    ledger_and_settings,
    read_posts,
    rules_of,
)
from migrator.pipeline.site_of_run import (
    BlogInSite,
    in_site,
    lacks_comments,
    read_blog_in_site,
    wish_of_about,
)
from migrator.planner import Plan, PlanInputs
from migrator.report.report import Report, report_ahead, report_outcome
from migrator.report.run_notes import first_words, notes_on_plan
from migrator.settings.site_settings import Settings
from migrator.site.known_series import lacks_new_orders
from migrator.site.ledger import Ledger
from migrator.site.losses import LossReview, after_probes, after_results, today
from migrator.site.owner import owner_note
from migrator.site.page_urls import page_urls
from migrator.site.series_pages import series_pages
from migrator.writer import RunJournal, carry_out, refuse_links, remove_scratch

__all__ = [
    "BlogInSite",
    "PreparedRun",
    "RunRequest",
    "carry_out_run",
    "known_username",
    "ledger_and_settings",
    "plan_run",
    "prepare_run",
    "read_blog_in_site",
    "report_files",
    "report_run",
]

_NEEDED_LATER = ("migrator.converter.html_posts", "justhtml", "concurrent.futures.process")


@dataclass(frozen=True)
class PreparedRun:
    """A plan, and what the last step needs to report it or to carry it out.

    `inputs` are what the plan was made from: it is made again once it is known which images are
    missing. `ledger` is the one that is in the site so far. `day` is that of the run, in which
    with `strict` each lost image is an alarm.
    """

    root: Path
    plan: Plan
    inputs: PlanInputs
    ledger: Ledger
    source: Source
    notes: tuple[Note, ...]
    start_bar: StartBar
    day: date
    strict: bool

    def losses(self, plan: Plan) -> LossReview:
        """Compare the images that a plan has to do without with those of earlier runs."""
        return LossReview(plan.lost, self.inputs.lost, self.day, self.strict)


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
    # What reads HTML takes long to import, and Velog as long to answer.
    importing = import_meanwhile([] if wanted.backup else _NEEDED_LATER)
    with (
        progress_bars() as start_bar,
        _without_scratch(request),
        open_source(wanted, transport, start_bar) as source,
    ):
        importing.join()
        yield plan_run(replace(request, blog=wanted), ledger, settings, source, start_bar)


@contextmanager
def _without_scratch(request: RunRequest) -> Iterator[None]:
    """Leave no image behind that was asked for early, however the run ends."""
    try:
        yield
    finally:
        if request.early:
            remove_scratch(request.root)


def plan_run(
    request: RunRequest, ledger: Ledger, settings: Settings, source: Source, start_bar: StartBar
) -> PreparedRun:
    """Convert and plan what a source has fetched. Raises MigratorError if it cannot be done."""
    root = request.root
    # Fetched: the posts from Velog, or from the backup.
    blog = read_posts(request.blog, source.answers, ledger)
    # The site as it is, and the file of each post in it.
    day = today()
    blog, site, adoption, places = in_site(blog, root, settings, ledger, day)
    comments = convert_comments(blog, places.paths, places.targets)
    wish = wish_of_about(request, source.answers, settings, site)
    bare = PlanInputs(
        username=blog.username,
        pages=(),
        site=site,
        adoption=adoption,
        rules=rules_of(request, source.answers, blog),
        url_of=page_urls(settings),
        left_out=frozenset(post.id for post in blog.left_out),
        is_whole=wish.is_known
        and not (blog.left_out or lacks_new_orders(blog, site) or lacks_comments(blog, site)),
        series=series_pages(root, blog, site, settings),
        comments=comments,
        has_comments=any((blog.comments or {}).values()),
        drops_comments=request.comments is False,
    )
    # Convert. What is only half an image is fetched again.
    asking = asking_ahead(bare, places, request, source, day)
    pages, broken = pages_of(blog, places, site, root, asking)
    of_comments = images_shown([*filter(None, (comments or {}).values())]) & site.images
    broken = sorted({*broken, *broken_images(root, of_comments)})
    site = replace(site, images=site.images - {*broken})
    # Plan.
    whole = with_images(replace(bare, pages=pages, site=site), request, settings, day)
    inputs, plan = planned(whole, blog, places, wish)
    refuse_links(plan, root)
    first = first_words(root, settings, ledger, blog.posts, pages)
    found = (*first, *blog.notes, *settings.notes, *wish.notes)
    on_plan = (*places.notes, *notes_on_plan(root, settings, plan, broken))
    return PreparedRun(
        root=root,
        plan=plan,
        inputs=inputs,
        ledger=replace(ledger, all_images=settings.all_images, with_comments=request.blog.comments),
        source=source,
        notes=(*found, *notes_on(inputs.pages, places.targets), *on_plan),
        start_bar=start_bar,
        day=day,
        strict=request.strict,
    )


def report_run(run: PreparedRun) -> Report:
    """Report what would be done; the hosts of the images are asked which of them exist."""
    return _report(run, lambda plan: plan, run.notes)


def report_files(run: PreparedRun, paths: Collection[str]) -> Report:
    """Report the same of these files alone, with what is to be said about them."""
    pages = [change.page for change in run.plan.at(paths).changes if change.page]
    return _report(run, lambda plan: plan.at(paths), [*lost_notes(pages)])


def _report(run: PreparedRun, part: Callable[[Plan], Plan], notes: Sequence[Note]) -> Report:
    images = part(run.plan).images
    probes = run.source.probe_images(images) if images else {}
    lost = after_probes(run.inputs.lost, probes, run.day)
    plan = part(plan_of(replace(run.inputs, lost=lost)) if images else run.plan)
    return report_ahead(plan, images, probes, run.losses(plan), notes)


def carry_out_run(run: PreparedRun, journal: RunJournal) -> Report:
    """Fetch the images, write the site, and report what was done.

    `journal` keeps the report up to date, also for a run that is stopped on the way.
    """
    plan = carry_out(
        run.plan,
        run.ledger,
        run.root,
        run.source.fetch_images,
        partial(_plan_after, run),
        run.start_bar(IMAGES),
        journal,
    )
    notes = (*run.notes, *owner_note(run.root)) if journal.files else run.notes
    return report_outcome(plan, journal, run.root, run.losses(plan), notes)


def _plan_after(run: PreparedRun, results: Sequence[ImageResult]) -> Plan:
    """Plan again, now that it is known which images could not be downloaded."""
    lost = after_results(run.inputs.lost, results, run.day)
    return plan_of(replace(run.inputs, lost=lost))
