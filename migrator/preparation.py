"""The arguments of a command → the plan, and what carrying it out needs: fetch, convert, plan."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

import httpx

from migrator.config import Settings, read_settings
from migrator.converter.around import Around
from migrator.converter.names import name_posts
from migrator.converter.pages import convert_post
from migrator.converter.tags import tag_names, tag_notes
from migrator.fetcher.answers import read_blog
from migrator.fetcher.velog import username_of
from migrator.introduction import exists, finding_lines
from migrator.model import Answers, Blog, MigratorError, Note, Page
from migrator.planner import Plan, Rules, make_plan
from migrator.progress import StartBar, progress_bars
from migrator.report.report import Report, report_ahead
from migrator.report.words import counted
from migrator.site.adoption import adopt
from migrator.site.checkout import find_habits, read_ledger, read_site, rebuilt_ledger
from migrator.site.ledger import Ledger
from migrator.site.urls import urls_of
from migrator.sources import Source, open_source
from migrator.writer import Replan


@dataclass(frozen=True)
class Prepared:
    """A plan and what carrying it out, or reporting it, needs."""

    plan: Plan
    replan: Replan
    ledger: Ledger
    source: Source
    notes: tuple[str, ...]
    start_bar: StartBar

    def report_ahead(self) -> Report:
        """Report what would be done, as far as the hosts of the images tell what they have."""
        images = self.plan.images
        if not images:
            return report_ahead(self.plan, (), {}, self.notes)
        probes = self.source.probe_images(images)
        lost = frozenset(path for path, probe in probes.items() if probe.problem is not None)
        return report_ahead(self.replan(lost), images, probes, self.notes)


@contextmanager
def prepared_for(args: Namespace, transport: httpx.BaseTransport | None) -> Iterator[Prepared]:
    """Fetch, convert and plan; network and bars stay open for what follows."""
    ledger, settings = _known(args)
    username = known_username(args.username, ledger)
    with (
        progress_bars() as start_bar,
        open_source(args, username, transport, start_bar) as source,
    ):
        known_username(source.answers.username, ledger)
        blog = read_blog(source.answers, private=args.private, drafts=args.drafts)
        site = read_site(args.site, settings, ledger)
        known = site.paths()
        new = [post for post in blog.posts if post.id not in known]
        adoption = adopt(new, blog.username, site.unknown_texts(), settings)
        standing = {path: site.owners.get(path) for path in site.texts}
        slugs = {post_id: entry.slugs for post_id, entry in ledger.posts.items()}
        urls = urls_of(site, settings)
        at = {url: site.owners.get(path) for path, url in urls.items()}
        paths = name_posts(blog.posts, settings, {**known, **adoption.paths}, standing, at)
        pages = convert_blog(blog, settings, paths, slugs)
        rules = _rules(args, source.answers)
        replan = partial(make_plan, blog.username, pages, site, adoption, rules)
        is_first = ledger.username is None and not exists(args.site)
        first_words = finding_lines(args.site, settings) if is_first else ()
        yield Prepared(
            plan=replan(),
            replan=replan,
            ledger=replace(ledger, all_images=settings.all_images),
            source=source,
            notes=(
                *first_words,
                *source.answers.notes,
                *settings.notes,
                *page_notes(blog, pages, settings),
            ),
            start_bar=start_bar,
        )


def _known(args: Namespace) -> tuple[Ledger, Settings]:
    """Read what the site knows of earlier runs, and its settings."""
    is_rebuilt = getattr(args, "rebuild_ledger", False)
    ledger = Ledger() if is_rebuilt else read_ledger(args.site)
    all_images = args.all_images or ledger.all_images
    habits = ledger.habits or find_habits(args.site)
    settings = read_settings(args.site, habits, all_images=all_images)
    if is_rebuilt:
        ledger = rebuilt_ledger(args.site, settings, args.username)
    return replace(ledger, habits=habits), settings


def _rules(args: Namespace, answers: Answers) -> Rules:
    wanted = {"public": True, "private": args.private, "draft": args.drafts}
    audiences = frozenset(name for name, is_wanted in wanted.items() if is_wanted)
    if args.command != "sync":
        return Rules(audiences=audiences)
    return Rules(
        audiences=audiences,
        only_content=args.only_content,
        prune=args.prune,
        max_prune=args.max_prune,
        # The older API is asked only after the newer one has failed.
        is_trusted=answers.api == "v3",
    )


def known_username(given: str | None, ledger: Ledger) -> str | None:
    """Say whose posts the site holds. Raises MigratorError where somebody else's are asked for."""
    name = username_of(given) if given else None
    if name and ledger.username and name != ledger.username:
        raise MigratorError(
            f"This site holds the posts of {ledger.username}, not of {name}. Name another site "
            "with --site DIR."
        )
    return name or ledger.username


def convert_blog(
    blog: Blog,
    settings: Settings,
    paths: Mapping[str, str],
    slugs: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Page]:
    """Make the page of each post; `slugs` are the slugs that posts had so far."""
    around = Around(slugs=slugs or {}, tags=tag_names(blog.posts, settings))
    return [
        convert_post(post, blog.username, paths[post.id], settings, around) for post in blog.posts
    ]


def page_notes(blog: Blog, pages: Sequence[Page], settings: Settings) -> Iterator[str]:
    """Say what the site cannot show of the posts."""
    yield from tag_notes(tag_names(blog.posts, settings))
    count = sum("math" in page.needs for page in pages)
    if count and not settings.profile.has_math:
        theme = settings.profile.title
        yield Note(
            f"{counted(count, 'post')} with formulas: {theme} shows none by itself. Add MathJax to "
            "its pages, for instance in their head.",
            f"수식이 있는 글이 {count}개인데, {theme} 테마는 수식을 보여 주지 않습니다. 페이지의 head "
            "같은 곳에 MathJax를 넣으세요.",
        )
