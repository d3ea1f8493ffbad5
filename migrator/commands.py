"""The arguments of a command → its result: the steps of each command, put together."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from migrator.config import Settings, read_settings
from migrator.converter.names import name_posts
from migrator.converter.pages import convert_post
from migrator.fetcher import backup as backups
from migrator.fetcher.answers import read_blog
from migrator.fetcher.http import open_client, read_endpoints
from migrator.fetcher.images import open_fetch
from migrator.fetcher.velog import fetch_answers, username_of
from migrator.model import Answers, Blog, FetchImages, MigratorError, Page
from migrator.planner import Plan, make_plan
from migrator.progress import StartBar, progress_bars
from migrator.report.text import failure_lines, outcome_text, plan_text, saved_text
from migrator.site.checkout import read_ledger, read_site
from migrator.site.ledger import Ledger
from migrator.writer import carry_out, fetch_into


@dataclass(frozen=True)
class Result:
    """What a command has to say: `text` is the result, `complaints` are lines for stderr."""

    text: str
    complaints: tuple[str, ...]
    is_done: bool


@dataclass(frozen=True)
class Source:
    """Where posts and images come from: Velog, or a backup of it."""

    answers: Answers
    fetch_images: FetchImages


@dataclass(frozen=True)
class Prepared:
    """A plan and what carrying it out needs."""

    plan: Plan
    ledger: Ledger
    source: Source
    notes: tuple[str, ...]
    start_bar: StartBar


def migrate(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Bring a whole blog into a site. Refuses where that is done and Velog has changed since."""
    with _prepared(args, transport) as prepared:
        if args.dry_run:
            return _tell(prepared)
        if prepared.ledger.username is not None and prepared.plan.changes_posts:
            raise MigratorError(
                f"{args.site} was migrated before, and Velog has changed since: nothing was "
                "written. `velog-to-jekyll diff` shows the changes, `velog-to-jekyll sync` "
                "brings them."
            )
        return _carry_out(prepared, args.site)


def sync(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Bring a migrated site up to date."""
    if read_ledger(args.site).username is None:
        raise MigratorError(
            f"{args.site} holds no finished migration. Run `velog-to-jekyll migrate USERNAME` "
            "first; sync keeps it up to date from then on."
        )
    with _prepared(args, transport) as prepared:
        return _tell(prepared) if args.dry_run else _carry_out(prepared, args.site)


def diff(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Show what migrate or sync would do."""
    with _prepared(args, transport) as prepared:
        return _tell(prepared)


def backup(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Save posts as answered, and images, as plain files."""
    settings = Settings(all_images=args.all_images)
    with progress_bars() as start_bar, _velog(args.username, transport, start_bar) as source:
        backups.write_answers(source.answers, args.folder)
        pages = _convert(read_blog(source.answers), settings, {})
        wanted = backups.missing_images(pages, args.folder)
        results = fetch_into(args.folder, wanted, source.fetch_images, start_bar("Images"))
        failed = [result for result in results if result.problem]
        return Result(
            text=saved_text(source.answers, results),
            complaints=failure_lines(failed),
            is_done=not failed,
        )


@contextmanager
def _prepared(args: Namespace, transport: httpx.BaseTransport | None) -> Iterator[Prepared]:
    """Fetch, convert and plan; network and bars stay open for what follows."""
    ledger = read_ledger(args.site)
    settings = read_settings(args.site, all_images=args.all_images or ledger.all_images)
    username = _username(args.username, ledger)
    with (
        progress_bars() as start_bar,
        _source(args.backup, username, transport, start_bar) as source,
    ):
        _username(source.answers.username, ledger)
        blog = read_blog(source.answers)
        site = read_site(args.site, settings)
        pages = _convert(blog, settings, site.paths())
        yield Prepared(
            plan=make_plan(blog.username, pages, site),
            ledger=replace(ledger, all_images=settings.all_images),
            source=source,
            notes=(*source.answers.notes, *settings.notes),
            start_bar=start_bar,
        )


def _username(given: str | None, ledger: Ledger) -> str | None:
    name = username_of(given) if given else None
    if name and ledger.username and name != ledger.username:
        raise MigratorError(
            f"This site holds the posts of {ledger.username}, not of {name}. Name another site "
            "with --site DIR."
        )
    return name or ledger.username


@contextmanager
def _source(
    folder: Path | None,
    username: str | None,
    transport: httpx.BaseTransport | None,
    start_bar: StartBar,
) -> Iterator[Source]:
    if folder is not None:
        yield Source(backups.read_answers(folder), backups.open_fetch(folder))
        return
    if username is None:
        raise MigratorError(
            "Whose blog? Give the name after @ in velog.io/@name, or a backup with --from DIR."
        )
    with _velog(username, transport, start_bar) as source:
        yield source


@contextmanager
def _velog(
    username: str, transport: httpx.BaseTransport | None, start_bar: StartBar
) -> Iterator[Source]:
    endpoints = read_endpoints(os.environ)
    with open_client(transport) as client:
        answers = fetch_answers(client, endpoints, username_of(username), start_bar("Posts"))
        yield Source(answers, open_fetch(client, endpoints))


def _convert(blog: Blog, settings: Settings, known: dict[str, str]) -> list[Page]:
    paths = name_posts(blog.posts, settings, known)
    return [convert_post(post, blog.username, paths[post.id], settings) for post in blog.posts]


def _tell(prepared: Prepared) -> Result:
    plan = prepared.plan
    return Result(plan_text(plan, prepared.notes), (), plan.is_done)


def _carry_out(prepared: Prepared, root: Path) -> Result:
    plan, source = prepared.plan, prepared.source
    on_image = prepared.start_bar("Images")
    outcome = carry_out(plan, prepared.ledger, root, source.fetch_images, on_image)
    return Result(
        text=outcome_text(plan, outcome, prepared.notes),
        complaints=failure_lines(outcome.failed),
        is_done=not outcome.failed and not plan.has_unsolved,
    )
