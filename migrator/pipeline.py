"""The arguments of a command → the plan, and what carrying it out needs: fetch, convert, plan."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

import httpx

from migrator.fetcher.answers import read_blog
from migrator.fetcher.source import Source, open_source
from migrator.fetcher.velog import username_of
from migrator.model import Answers, MigratorError
from migrator.planner import Plan, SyncRules, make_plan
from migrator.progress import StartBar, progress_bars
from migrator.report.introduction import exists, finding_lines
from migrator.report.report import Report, report_ahead
from migrator.settings.site_settings import Settings, read_settings
from migrator.site.address_table import address_table
from migrator.site.adoption import adopt
from migrator.site.checkout import find_habits, read_ledger, read_site, rebuilt_ledger
from migrator.site.ledger import Ledger
from migrator.site.site_pages import convert_for_site
from migrator.writer import Replan


@dataclass(frozen=True)
class PreparedRun:
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
def prepared_for(args: Namespace, transport: httpx.BaseTransport | None) -> Iterator[PreparedRun]:
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
        made = convert_for_site(blog, site, adoption, settings)
        replan = partial(
            make_plan,
            blog.username,
            made.pages,
            site,
            adoption,
            _rules(args, source.answers),
            addresses=lambda removed: address_table(
                blog.username,
                [made.moved[post_id] for post_id in made.moved if post_id not in removed],
                settings.config,
            ),
        )
        is_first = ledger.username is None and not exists(args.site)
        first_words = finding_lines(args.site, settings) if is_first else ()
        yield PreparedRun(
            plan=replan(),
            replan=replan,
            ledger=replace(ledger, all_images=settings.all_images),
            source=source,
            notes=(*first_words, *source.answers.notes, *settings.notes, *made.notes),
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


def _rules(args: Namespace, answers: Answers) -> SyncRules:
    wanted = {"public": True, "private": args.private, "draft": args.drafts}
    audiences = frozenset(name for name, is_wanted in wanted.items() if is_wanted)
    if args.command != "sync":
        return SyncRules(audiences=audiences)
    return SyncRules(
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
