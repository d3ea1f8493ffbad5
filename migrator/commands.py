"""The arguments of a command → its result: the steps of each command, put together."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import httpx

from migrator.config import Settings, read_settings
from migrator.converter.names import name_posts
from migrator.converter.pages import convert_post
from migrator.fetcher import backup as backups
from migrator.fetcher.answers import read_blog
from migrator.fetcher.http import open_client, read_endpoints
from migrator.fetcher.images import open_fetch
from migrator.fetcher.tokens import read_tokens
from migrator.fetcher.velog import fetch_answers, username_of
from migrator.merge import merge
from migrator.model import Answers, Blog, FetchImages, MigratorError, Page
from migrator.planner import Plan, Rules, make_plan
from migrator.progress import StartBar, progress_bars
from migrator.report.json import outcome_json, plan_json
from migrator.report.text import done_text, failure_lines, outcome_text, plan_text, saved_text
from migrator.site.adoption import adopt
from migrator.site.checkout import Site, read_ledger, read_site, rebuilt_ledger, same_file
from migrator.site.ledger import Ledger
from migrator.site.lock import locked
from migrator.writer import Journal, Replan, carry_out, fetch_into, keep_old_ledger, settle


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
    replan: Replan
    ledger: Ledger
    source: Source
    notes: tuple[str, ...]
    start_bar: StartBar
    journal: Journal = field(default_factory=Journal)


def migrate(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Bring a whole blog into a site. Refuses where that is done and Velog has changed since."""
    if args.dry_run:
        return diff(args, transport)
    with locked(args.site), _prepared(args, transport) as prepared:
        if prepared.ledger.username is not None and prepared.plan.changes_posts:
            raise MigratorError(
                f"{args.site} was migrated before, and Velog has changed since: nothing was "
                "written. `velog-to-jekyll diff` shows the changes, `velog-to-jekyll sync` "
                "brings them."
            )
        return _carry_out(prepared, args)


def sync(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Bring a migrated site up to date."""
    if not args.rebuild_ledger and read_ledger(args.site).username is None:
        raise MigratorError(
            f"{args.site} holds no finished migration. Run `velog-to-jekyll migrate USERNAME` "
            "first; sync keeps it up to date from then on."
        )
    if args.dry_run:
        return diff(args, transport)
    with locked(args.site), _prepared(args, transport) as prepared:
        if args.rebuild_ledger:
            keep_old_ledger(args.site)
        return _carry_out(prepared, args)


def diff(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Show what migrate or sync would do."""
    with _prepared(args, transport) as prepared:
        plan = prepared.plan
        show = plan_json if args.format == "json" else plan_text
        return Result(show(plan, prepared.notes), (), plan.is_done)


def resolve(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """End the conflict of one post."""
    with locked(args.site):
        ledger = read_ledger(args.site)
        settings = read_settings(args.site, all_images=ledger.all_images)
        site = read_site(args.site, settings, ledger)
        post_id, path = _in_conflict(args.file, args.site, site)
        here, incoming = site.text_at(path) or "", site.incoming[post_id]
        if args.choice == "merged":
            text = merge(site.bases.get(post_id, ""), here, incoming, union=True).text
        else:
            text = incoming if args.choice == "theirs" else here
        settle(post_id, path, text, incoming, ledger, args.site)
        return Result(f"{path}: resolved, {CHOICES[args.choice]}.\n", (), is_done=True)


CHOICES = {
    "ours": "your text stays",
    "theirs": "it has Velog's text now",
    "merged": "it has both now: where you and Velog changed the same lines, look which should stay",
}
"""How a conflict can be resolved, and what then is to be said."""


def _in_conflict(file: Path, root: Path, site: Site) -> tuple[str, str]:
    """Find the post that a file named by the user is, from here or from the site's folder."""
    paths = {post_id: path for post_id in site.incoming if (path := site.path_of(post_id))}
    for name in (file, root / file):
        for post_id, path in paths.items():
            if same_file(str(name.resolve())) == same_file(str((root / path).resolve())):
                return post_id, path
    there = "".join(f"\n  {path}" for path in sorted(paths.values()))
    raise MigratorError(
        f"{file} is not in conflict. " + (f"These are:{there}" if there else "No post is.")
    )


def backup(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Save posts as answered, and images, as plain files."""
    settings = Settings(all_images=args.all_images)
    with (
        progress_bars() as start_bar,
        _velog(args, args.username, transport, start_bar) as source,
    ):
        backups.write_answers(source.answers, args.folder)
        blog = read_blog(source.answers, private=args.private, drafts=args.drafts)
        pages = _convert(blog, settings, {})
        wanted = backups.missing_images(pages, args.folder)
        journal = Journal()
        fetch_into(args.folder, wanted, source.fetch_images, start_bar("Images"), journal)
        return Result(
            text=saved_text(source.answers, journal.results),
            complaints=failure_lines(journal.failed),
            is_done=not journal.failed,
        )


@contextmanager
def _prepared(args: Namespace, transport: httpx.BaseTransport | None) -> Iterator[Prepared]:
    """Fetch, convert and plan; network and bars stay open for what follows."""
    ledger, settings = _known(args)
    username = _username(args.username, ledger)
    with (
        progress_bars() as start_bar,
        _source(args, username, transport, start_bar) as source,
    ):
        _username(source.answers.username, ledger)
        blog = read_blog(source.answers, private=args.private, drafts=args.drafts)
        site = read_site(args.site, settings, ledger)
        known = site.paths()
        new = [post for post in blog.posts if post.id not in known]
        adoption = adopt(new, blog.username, site.unknown_texts(), settings)
        pages = _convert(blog, settings, {**known, **adoption.paths})
        rules = _rules(args, source.answers)
        replan = partial(make_plan, blog.username, pages, site, adoption, rules)
        yield Prepared(
            plan=replan(),
            replan=replan,
            ledger=replace(ledger, all_images=settings.all_images),
            source=source,
            notes=(*source.answers.notes, *settings.notes),
            start_bar=start_bar,
        )


def _known(args: Namespace) -> tuple[Ledger, Settings]:
    """Read what the site knows of earlier runs, and its settings."""
    if getattr(args, "rebuild_ledger", False):
        settings = read_settings(args.site, all_images=args.all_images)
        return rebuilt_ledger(args.site, settings, args.username), settings
    ledger = read_ledger(args.site)
    return ledger, read_settings(args.site, all_images=args.all_images or ledger.all_images)


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
    args: Namespace,
    username: str | None,
    transport: httpx.BaseTransport | None,
    start_bar: StartBar,
) -> Iterator[Source]:
    if args.backup is not None:
        yield Source(backups.read_answers(args.backup), backups.open_fetch(args.backup))
        return
    if username is None:
        raise MigratorError(
            "Whose blog? Give the name after @ in velog.io/@name, or a backup with --from DIR."
        )
    with _velog(args, username, transport, start_bar) as source:
        yield source


@contextmanager
def _velog(
    args: Namespace, username: str, transport: httpx.BaseTransport | None, start_bar: StartBar
) -> Iterator[Source]:
    endpoints = read_endpoints(os.environ)
    tokens = None
    if args.private or args.drafts:
        may_ask = sys.stdin.isatty() and not args.no_input
        tokens = read_tokens(os.environ, args.token_file, may_ask)
    with open_client(transport) as client:
        answers = fetch_answers(
            client,
            endpoints,
            username_of(username),
            start_bar("Posts"),
            tokens=tokens,
            private=args.private,
            drafts=args.drafts,
        )
        yield Source(answers, open_fetch(client, endpoints))


def _convert(blog: Blog, settings: Settings, known: dict[str, str]) -> list[Page]:
    paths = name_posts(blog.posts, settings, known)
    return [convert_post(post, blog.username, paths[post.id], settings) for post in blog.posts]


def _carry_out(prepared: Prepared, args: Namespace) -> Result:
    journal = prepared.journal
    try:
        plan = carry_out(
            prepared.plan,
            prepared.ledger,
            args.site,
            prepared.source.fetch_images,
            prepared.replan,
            prepared.start_bar("Images"),
            journal,
        )
    except KeyboardInterrupt:
        raise KeyboardInterrupt(done_text(journal)) from None
    if args.format == "json":
        text = outcome_json(plan, journal.results, prepared.notes)
    else:
        text = outcome_text(plan, journal, prepared.notes)
    return Result(
        text=text,
        complaints=failure_lines(journal.failed),
        is_done=not journal.failed and not plan.has_unsolved,
    )
