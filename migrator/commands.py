"""The arguments of a command → its result: the steps of each command, put together."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import dataclass
from pathlib import Path

import httpx

from migrator.config import Settings, read_settings
from migrator.fetcher import backup as backups
from migrator.fetcher.answers import read_blog
from migrator.merge import BODY, in_style_of, merge
from migrator.model import MigratorError
from migrator.preparation import Prepared, convert_blog, prepared_for
from migrator.progress import progress_bars
from migrator.report.json import outcome_json, plan_json
from migrator.report.text import done_text, failure_lines, outcome_text, plan_text, saved_text
from migrator.site.checkout import Site, read_ledger, read_site, same_file
from migrator.site.ledger import BASE_FOLDER, LEDGER_PATH, WAY_BACK
from migrator.site.lock import locked
from migrator.sources import open_velog
from migrator.writer import Journal, carry_out, fetch_into, keep_old_ledger, settle


@dataclass(frozen=True)
class Result:
    """What a command has to say: `text` is the result, `complaints` are lines for stderr."""

    text: str
    complaints: tuple[str, ...]
    is_done: bool


def migrate(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Bring a whole blog into a site. Refuses where that is done and Velog has changed since."""
    if args.dry_run:
        return diff(args, transport)
    with locked(args.site), prepared_for(args, transport) as prepared:
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
            f"first; sync keeps it up to date from then on.{_lost_ledger(args.site)}"
        )
    if args.dry_run:
        return diff(args, transport)
    with locked(args.site), prepared_for(args, transport) as prepared:
        if args.rebuild_ledger:
            keep_old_ledger(args.site)
        return _carry_out(prepared, args)


def _lost_ledger(root: Path) -> str:
    has_bases = (root / BASE_FOLDER).is_dir()
    return f" If {LEDGER_PATH} was there before: {WAY_BACK}" if has_bases else ""


def diff(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Show what migrate or sync would do."""
    with prepared_for(args, transport) as prepared:
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
        text, said = _choose(args.choice, site.bases.get(post_id, ""), here, incoming)
        settle(post_id, path, text, incoming, ledger, args.site)
        return Result(f"{path}: resolved, {said}.\n", (), is_done=True)


def _choose(choice: str, base: str, here: str, incoming: str) -> tuple[str, str]:
    """Give the text that a choice stands for, and what is to be said of it."""
    if choice == "ours":
        return here, "your text stays"
    if choice == "theirs":
        return in_style_of(incoming, here), "it has Velog's text now"
    merged = merge(base, here, incoming, union=True)
    if BODY in merged.conflicts:
        raise MigratorError(
            "Lines cannot be merged where there is more than text (UTF-8) in the file. Choose "
            "--ours or --theirs."
        )
    said = "it has both now: where you and Velog changed the same lines, look which should stay"
    if merged.conflicts:
        said += f"; in the front matter yours stays ({', '.join(merged.conflicts)})"
    return merged.text, said


def _in_conflict(file: Path, root: Path, site: Site) -> tuple[str, str]:
    """Find the post that a file named by the user is, from here or from the site's folder."""
    known = {post_id: path for post_id in site.incoming if (path := site.path_of(post_id))}
    paths = {post_id: path for post_id, path in known.items() if site.text_at(path) is not None}
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
        open_velog(args, args.username, transport, start_bar) as source,
    ):
        backups.write_answers(source.answers, args.folder)
        blog = read_blog(source.answers, private=args.private, drafts=args.drafts)
        pages = convert_blog(blog, settings, known={}, standing={})
        wanted = backups.missing_images(pages, args.folder)
        journal = Journal()
        fetch_into(args.folder, wanted, source.fetch_images, start_bar("Images"), journal)
        return Result(
            text=saved_text(source.answers, journal.results),
            complaints=failure_lines(journal.failed),
            is_done=not journal.failed,
        )


def _carry_out(prepared: Prepared, args: Namespace) -> Result:
    journal = Journal()
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
