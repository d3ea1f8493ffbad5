"""The path of the data in one file: fetch → convert → plan → report, or write.

`prepare_run` goes as far as the plan. Then one of two last steps gets it: `report_run` shows what
would be done, `carry_out_run` does it and shows what was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import httpx

from migrator.converter.blog_pages import Share, convert_blog, in_turn, notes_on
from migrator.converter.comment_files import convert_comments
from migrator.fetcher.answers import read_blog
from migrator.fetcher.author import read_author
from migrator.fetcher.endings import broken_images
from migrator.fetcher.source import BlogRequest, Source, open_source
from migrator.fetcher.velog import username_of
from migrator.long_work.bars import StartBar, progress_bars
from migrator.long_work.imports import import_meanwhile
from migrator.long_work.processes import in_processes
from migrator.merge.git_lines import merge_lines
from migrator.model import Answers, Blog, ImageResult, MigratorError, Note, Page
from migrator.planner import (
    AboutPage,
    Plan,
    PlanInputs,
    SyncRules,
    bodies_to_merge,
    images_ahead,
    make_plan,
    urls_after,
)
from migrator.report.report import Report, report_ahead, report_outcome
from migrator.report.run_notes import first_words, notes_on_plan
from migrator.settings.site_settings import Settings, read_settings
from migrator.site.about_wish import AboutWish, about_wish, without_profile
from migrator.site.address_table import address_table
from migrator.site.adoption import Adoption, adopt
from migrator.site.checkout import (
    Site,
    find_habits,
    images_in_pages,
    read_ledger,
    read_site,
    rebuilt_ledger,
)
from migrator.site.known_pages import Pages
from migrator.site.known_series import lacks_new_orders, with_known_orders
from migrator.site.ledger import Ledger
from migrator.site.losses import LossReview, after_probes, after_results, resting, today
from migrator.site.owner import owner_note
from migrator.site.page_urls import page_urls
from migrator.site.post_places import PostPlaces, places_in, with_urls, without_withdrawn
from migrator.writer import RunJournal, ask_ahead, carry_out, refuse_links, remove_scratch

_NEEDED_LATER = ("migrator.converter.html_posts", "justhtml", "concurrent.futures.process")


@dataclass(frozen=True)
class RunRequest:
    """Which blog goes into the site at `root`, and how.

    `rules` are the user's options for a sync; the username, and whether the list of posts can be
    trusted, are added on the way. With `comments` those under the posts come along, or where it is
    False go out of the site; where it is None it is as it was before. With `rebuild_ledger` the
    site's contents are read from the posts, not from the ledger. With `strict` each image that is
    lost is asked for, and an alarm. With `about` the About page comes along, where the site has
    none. With `early` the run is to be carried out for sure, and images are asked
    for while posts are converted.
    """

    root: Path
    blog: BlogRequest
    rules: SyncRules
    all_images: bool
    rebuild_ledger: bool
    strict: bool
    comments: bool | None = None
    about: bool = False
    early: bool = False


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
    blog = _blog(request.blog, source.answers, ledger)
    # The site as it is, and the file of each post in it.
    day = today()
    blog, site, adoption, places = _in_site(blog, root, settings, ledger, day)
    comments = convert_comments(blog, places.paths, places.targets)
    wish = _about_wish(request, source.answers, settings, site)
    bare = PlanInputs(
        username=blog.username,
        pages=(),
        site=site,
        adoption=adoption,
        rules=_rules(request, source.answers, blog),
        url_of=page_urls(settings),
        left_out=frozenset(post.id for post in blog.left_out),
        is_whole=wish.is_known
        and not (blog.left_out or lacks_new_orders(blog, site) or _lacks_comments(blog, site)),
        comments=comments,
        has_comments=any((blog.comments or {}).values()),
        drops_comments=request.comments is False,
    )
    # Convert. What is only half an image is fetched again.
    pages, broken = _pages(blog, places, site, root, _asking(bare, places, request, source, day))
    of_comments = _shown([*filter(None, (comments or {}).values())]) & site.images
    broken = sorted({*broken, *broken_images(root, of_comments)})
    site = replace(site, images=site.images - {*broken})
    # Plan.
    whole = _with_images(replace(bare, pages=pages, site=site), request, settings, day)
    inputs, plan = _planned(whole, blog, places, wish)
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


@dataclass(frozen=True)
class BlogInSite:
    """A blog as Velog or a backup has it, and where its posts are in the site."""

    blog: Blog
    site: Site
    places: PostPlaces


def read_blog_in_site(request: RunRequest, transport: httpx.BaseTransport | None) -> BlogInSite:
    """Fetch the posts and find them in the site. Writes nothing.

    Raises MigratorError if the posts or the site cannot be read.
    """
    ledger, settings = ledger_and_settings(request)
    wanted = replace(request.blog, username=known_username(request.blog.username, ledger))
    with progress_bars() as start_bar, open_source(wanted, transport, start_bar) as source:
        blog = _blog(wanted, source.answers, ledger)
    blog, site, _, places = _in_site(blog, request.root, settings, ledger, today())
    return BlogInSite(blog, site, places)


# --- the two last steps


def report_run(run: PreparedRun) -> Report:
    """Report what would be done; the hosts of the images are asked which of them exist."""
    images = run.plan.images
    probes = run.source.probe_images(images) if images else {}
    lost = after_probes(run.inputs.lost, probes, run.day)
    plan = _plan(replace(run.inputs, lost=lost)) if images else run.plan
    return report_ahead(plan, images, probes, run.losses(plan), run.notes)


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
        run.start_bar("Images"),
        journal,
    )
    notes = (*run.notes, *owner_note(run.root)) if journal.files else run.notes
    return report_outcome(plan, journal, run.root, run.losses(plan), notes)


# --- the steps on the way


def ledger_and_settings(request: RunRequest) -> tuple[Ledger, Settings]:
    """Read the ledger of earlier runs, and the settings."""
    root = request.root
    ledger = Ledger() if request.rebuild_ledger else read_ledger(root)
    habits = ledger.habits or find_habits(root)
    all_images = request.all_images or ledger.all_images
    settings = read_settings(root, habits, all_images=all_images)
    if request.rebuild_ledger:
        ledger = rebuilt_ledger(root, settings, request.blog.username)
    return replace(ledger, habits=habits), settings


def _in_site(
    blog: Blog, root: Path, settings: Settings, ledger: Ledger, day: date
) -> tuple[Blog, Site, Adoption, PostPlaces]:
    """Read the site, and find the file of each post in it."""
    site = read_site(root, settings, ledger)
    blog = with_known_orders(blog, site)
    adoption = _adoption(blog, site, settings)
    return blog, site, adoption, places_in(site, blog, adoption, settings, day)


def known_username(given: str | None, ledger: Ledger) -> str | None:
    """Give the username of the site's posts. Raises MigratorError for another user's name."""
    name = username_of(given) if given else None
    if name and ledger.username and name != ledger.username:
        raise MigratorError(
            f"This site holds the posts of {ledger.username}, not of {name}. Name another site "
            "with --site DIR."
        )
    return name or ledger.username


def _blog(wanted: BlogRequest, answers: Answers, ledger: Ledger) -> Blog:
    """Read the posts. Raises MigratorError for those of another user than was asked for."""
    known_username(answers.username, ledger)
    _refuse_other_backup(wanted, answers.username)
    blog = read_blog(
        answers, private=wanted.private, drafts=wanted.drafts, comments=wanted.comments
    )
    return without_withdrawn(blog, ledger)


def _lacks_comments(blog: Blog, site: Site) -> bool:
    """Tell whether comments are not known, and the author has not been told before."""
    known = blog.comments
    is_lacking = known is not None and any(post.id not in known for post in blog.posts)
    return is_lacking and not site.ledger.with_comments


def _refuse_other_backup(wanted: BlogRequest, username: str) -> None:
    """Raise MigratorError for a backup of another user than the one that is named."""
    if wanted.backup and wanted.username and username_of(wanted.username) != username:
        raise MigratorError(
            f"{wanted.backup} is a backup of {username}, not of {username_of(wanted.username)}. "
            "Leave the name out, or name another folder with --from DIR."
        )


def _about_wish(request: RunRequest, answers: Answers, settings: Settings, site: Site) -> AboutWish:
    author = read_author(answers)
    if not request.about:
        return AboutWish(author, request.root)
    if answers.profile is None:
        is_backup = request.blog.backup is not None
        return without_profile(author, request.root, is_backup=is_backup)
    return about_wish(author, request.root, settings, site.taken)


def _adoption(blog: Blog, site: Site, settings: Settings) -> Adoption:
    """Find the author's own files that are posts of the blog.

    A file that was adopted does not say so: in a rebuilt ledger, its post has no file. That post
    may as well have been deleted by the author, so it is never in doubt.
    """
    known, lost = site.paths(), site.without_file()
    new = [post for post in blog.posts if post.id not in known or post.id in lost]
    found = adopt(new, blog.username, site.unknown_texts(), settings, site.ledger.others)
    doubtful = {key: files for key, files in found.doubtful.items() if key not in lost}
    return replace(found, doubtful=doubtful)


def _with_images(
    inputs: PlanInputs, request: RunRequest, settings: Settings, day: date
) -> PlanInputs:
    """Add which images must stay for pages, and which are lost and asked for again or not."""
    # Only a run that may remove posts has to know: it reads all pages.
    prunes, images = request.rules.prune, inputs.site.images
    in_pages = images_in_pages(request.root, settings, images) if prunes else frozenset()
    return replace(_with_losses(inputs, request, day), in_pages=in_pages)


def _with_losses(inputs: PlanInputs, request: RunRequest, day: date) -> PlanInputs:
    site = inputs.site
    # It costs nobody anything to look into a backup.
    asks_for_all = request.strict or request.blog.backup is not None
    known = site.ledger.missing().items()
    lost = {path: loss for path, loss in known if path not in site.images}
    return replace(inputs, lost=lost, resting=frozenset() if asks_for_all else resting(lost, day))


def _rules(request: RunRequest, answers: Answers, blog: Blog) -> SyncRules:
    wanted = {"public": True, "private": request.blog.private, "draft": request.blog.drafts}
    return replace(
        request.rules,
        audiences=frozenset(name for name, is_wanted in wanted.items() if is_wanted),
        # The older API is used only after the newer one has failed; a post without id may be any.
        is_trusted=answers.api == "v3" and all(post.id for post in blog.left_out),
    )


OnPage = Callable[[Page], None]
"""Called with each page that is converted, as soon as it is."""


def _asking(
    bare: PlanInputs, places: PostPlaces, request: RunRequest, source: Source, day: date
) -> OnPage:
    """Give what asks for the images of pages ahead of the plan; a run that only shows asks none."""
    if not request.early:
        return lambda page: None
    inputs = replace(_with_losses(bare, request, day), moves=places.moves)
    return lambda page: ask_ahead(request.root, images_ahead(page, inputs), source.ask_images)


def _pages(
    blog: Blog, places: PostPlaces, site: Site, root: Path, on_page: OnPage
) -> tuple[tuple[Page, ...], list[str]]:
    """Convert the posts, but for those whose page would be the same as before.

    Gives also the images of the pages that the site has and that end early.
    """
    pages = Pages(blog, places)
    known = [*pages.known(site)]
    checked = _shown(known)
    broken = broken_images(root, checked & site.images)
    made = {page.post_id: page for page in known if not _shown([page]) & {*broken}}
    # No thread may download before the other processes have begun, which are copies of this one:
    # that is so with the first page.
    for page in _converted(blog, places, made, in_processes):
        made[page.post_id] = pages.with_digest(page)
        on_page(page)
    others = _shown([*made.values()]) - checked
    broken = sorted({*broken, *broken_images(root, others & site.images)})
    return tuple(made[post.id] for post in blog.posts), broken


def _converted(
    blog: Blog, places: PostPlaces, made: Mapping[str, Page], share: Share
) -> Iterable[Page]:
    rest = replace(blog, posts=tuple(post for post in blog.posts if post.id not in made))
    return convert_blog(rest, places.paths, places.targets, share)


def _addresses(blog: Blog, places: PostPlaces, settings: Settings, removed: Set[str]) -> str:
    """Write the table of old and new addresses, without the posts that are removed."""
    moved = [place for post_id, place in places.moved.items() if post_id not in removed]
    return address_table(blog.username, moved, settings.config)


def _planned(
    inputs: PlanInputs, blog: Blog, places: PostPlaces, wish: AboutWish
) -> tuple[PlanInputs, Plan]:
    """Plan, and again with other links where one would lead to where a page was before the run."""
    inputs = _placed(inputs, blog, places, wish)
    plan = _plan(inputs)
    urls = {**places.targets.urls, **urls_after(plan, places.targets.urls, inputs.url_of)}
    if urls == places.targets.urls:
        return inputs, plan
    places = with_urls(places, urls, inputs.site)
    pages = Pages(blog, places)
    made = {page.post_id: page for page in pages.known(inputs.site)}
    # In this process: threads may download by now.
    for page in _converted(blog, places, made, in_turn):
        made[page.post_id] = pages.with_digest(page)
    comments = convert_comments(blog, places.paths, places.targets)
    inputs = replace(inputs, pages=[made[post.id] for post in blog.posts], comments=comments)
    inputs = _placed(inputs, blog, places, wish)
    return inputs, _plan(inputs)


def _placed(inputs: PlanInputs, blog: Blog, places: PostPlaces, wish: AboutWish) -> PlanInputs:
    addresses = partial(_addresses, blog, places, places.targets.settings)
    inputs = replace(inputs, addresses=addresses, moves=places.moves)
    if wish.place is None:
        return inputs
    page = wish.page(wish.place, places.targets)
    return replace(inputs, about=AboutPage(page, wish.place, wish.images_there(page)))


def _plan(inputs: PlanInputs) -> Plan:
    """Merge, with git, what changed on Velog and in the site; then decide on every post."""
    return make_plan(inputs, merge_lines(bodies_to_merge(inputs)))


def _plan_after(run: PreparedRun, results: Sequence[ImageResult]) -> Plan:
    """Plan again, now that it is known which images could not be downloaded."""
    lost = after_results(run.inputs.lost, results, run.day)
    return _plan(replace(run.inputs, lost=lost))


def _shown(pages: Sequence[Page]) -> set[str]:
    """Give the paths of the images that the pages show."""
    return {image.path for page in pages for image in page.images}
