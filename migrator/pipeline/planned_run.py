"""What a source has fetched → the plan, and then its report, or the site as planned.

It takes longer to import than Velog takes to answer, and so it is imported meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from migrator.converter.blog_notes import notes_on
from migrator.converter.lost_html import lost_notes
from migrator.fetcher.endings import broken_images
from migrator.fetcher.source import Source
from migrator.long_work.bars import IMAGES, StartBar
from migrator.model import ImageResult, Note
from migrator.pipeline.pages import asking_ahead, comment_pages, images_shown, pages_of
from migrator.pipeline.planning import plan_of, planned, rules_of, with_images
from migrator.pipeline.request import RunRequest
from migrator.pipeline.site_of_run import in_site, lacks_comments, read_posts, wish_of_about
from migrator.planner import Plan, PlanInputs
from migrator.report.report import Report, report_ahead, report_outcome
from migrator.report.run_notes import first_run_notes, notes_on_plan
from migrator.settings.site_settings import Settings
from migrator.site.checkout import Site
from migrator.site.known_series import lacks_new_orders
from migrator.site.ledger import Ledger
from migrator.site.losses import LossReview, after_probes, after_results, today
from migrator.site.owner import owner_note
from migrator.site.page_urls import page_urls
from migrator.site.series_pages import series_pages
from migrator.writer import carry_out, refuse_links
from migrator.writer.journal import RunJournal


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


def plan_run(
    request: RunRequest, site: Site, settings: Settings, source: Source, start_bar: StartBar
) -> PreparedRun:
    """Convert and plan what a source has fetched. Raises MigratorError if it cannot be done."""
    root, ledger = request.root, site.ledger
    # Fetched: the posts from Velog, or from the backup.
    blog = read_posts(request.blog, source.answers, ledger)
    # The file of each post in the site.
    day = today()
    blog, adoption, places = in_site(blog, site, settings, day)
    comments = comment_pages(blog, places)
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
    first = first_run_notes(root, settings, ledger, blog.posts, pages)
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
    return report_ahead(plan, run.root, images, probes, run.losses(plan), notes)


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
    # With 1,000 posts it takes a second, and mostly all images came.
    return run.plan if lost == run.inputs.lost else plan_of(replace(run.inputs, lost=lost))
