"""The arguments of a command → its result: the steps of each command, put together."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import httpx

from migrator import output
from migrator.check import read as site_files
from migrator.check.checks import findings_in
from migrator.check.json import check_json
from migrator.check.text import check_text
from migrator.config import OWN_CONFIG, Settings, read_settings
from migrator.conversion import convert_alone
from migrator.fetcher import backup as backups
from migrator.fetcher.answers import read_blog
from migrator.introduction import introduction, own_config
from migrator.localize import Work, rules_of
from migrator.merge import BODY, in_style_of, merge
from migrator.model import MigratorError
from migrator.preparation import Prepared, known_username, prepared_for
from migrator.progress import progress_bars
from migrator.report.forms import FORMS, form_of
from migrator.report.report import Report, only, report_outcome, shown_results
from migrator.report.text import failure_lines, report_text, saved_text, summary, written
from migrator.site.checkout import Site, find_habits, read_ledger, read_site, same_file
from migrator.site.ledger import BASE_FOLDER, LEDGER_PATH, WAY_BACK
from migrator.site.lock import locked
from migrator.site.series import SERIES_INCLUDE_PATH, series_include
from migrator.sources import open_images, open_velog
from migrator.writer import (
    Journal,
    carry_out,
    fetch_into,
    keep_old_ledger,
    remove_scratch,
    settle,
    write_file,
)


@dataclass(frozen=True)
class Result:
    """What a command has to say: `text` is the result, `complaints` are lines for stderr.

    `is_long` texts are for a pager.
    """

    text: str
    complaints: tuple[str, ...]
    is_done: bool
    is_long: bool = False


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
    """Show what migrate or sync would do: on the screen, in a file, in the browser."""
    if args.file:
        output.check_file(args.file)
    with prepared_for(args, transport) as prepared:
        report = prepared.report_ahead()
    if args.posts:
        report = only(report, [_named(name, args.site, report) for name in args.posts])
    if not args.file and not args.open:
        return Result(_text(report, args), (), report.is_done, is_long=True)
    file = args.file or output.temporary_file(".html")
    output.save(FORMS[args.format or form_of(file)](report), file)
    if args.open:
        output.open_in_browser(file)
    return Result(f"{summary(report)}\nThe report is in {file}.\n", (), report.is_done)


def _text(report: Report, args: Namespace) -> str:
    """Write a report for the screen, or for whatever stands in its place."""
    if args.format not in (None, "text"):
        return FORMS[args.format](report)
    shows_patches = args.patch or args.posts
    patched = {change.path for change in report.changes} if shows_patches else set()
    return report_text(report, output.look_of(sys.stdout, os.environ), patched)


def _named(name: Path, root: Path, report: Report) -> str:
    """Find the post that the user means: by its path, from here or in the site, or its name."""
    for change in report.changes:
        candidates = (Path(change.path), root / change.path, Path(Path(change.path).name))
        if same_file(str(name)) in (same_file(str(each)) for each in candidates):
            return change.path
    raise MigratorError(
        f"{name} is none of the posts that are not the same. `velog-to-jekyll diff` lists them."
    )


def localize(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Bring the images of posts that stand in the site into it, and point the posts at them."""
    if args.dry_run:
        with _localizing(args, transport) as work:
            report = work.report_ahead()
        _save(report, args)
        return Result(_text(report, args), (), report.is_done, is_long=True)
    if args.file:
        output.check_file(args.file)
    journal = Journal()
    with locked(args.site), _localizing(args, transport) as work:
        try:
            report = work.carry_out(journal)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(_so_far(journal)) from None
    _save(report, args)
    return Result(_text(report, args), failure_lines(report.failed), report.is_done)


@contextmanager
def _localizing(args: Namespace, transport: httpx.BaseTransport | None) -> Iterator[Work]:
    ledger = read_ledger(args.site)
    all_images = args.all_images or ledger.all_images
    settings = read_settings(args.site, find_habits(args.site), all_images=all_images)
    rules = rules_of(settings)
    with progress_bars() as start_bar, open_images(transport) as (fetch, probe):
        bar = partial(start_bar, "Images")
        yield Work(args.site, rules, known_username(args.username, ledger), fetch, probe, bar)


def init(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Show what was found out about a site, and put settings there to begin with."""
    settings = read_settings(args.site, find_habits(args.site), all_images=False)
    files = {OWN_CONFIG: (own_config(settings), "choose there what suits you")}
    if args.series_list:
        where = "write {% include velog-series.html %} where your layout of posts shall show it"
        files[SERIES_INCLUDE_PATH] = (series_include(), where)
    said = [introduction(args.site, settings)]
    with locked(args.site):
        for path, (text, what) in files.items():
            if (args.site / path).exists():
                said.append(f"{path} stands there already and stays as it is.")
                continue
            if not args.dry_run:
                write_file(path, text.encode(), args.site)
            said.append(f"{path} {'would be' if args.dry_run else 'was'} written: {what}.")
        remove_scratch(args.site)
    return Result("\n".join([*said, ""]), (), is_done=True)


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


def check(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Find what is wrong in a site, or will go wrong; asks nobody and writes nothing."""
    site = site_files.read_site(args.site, datetime.now(UTC))
    findings = findings_in(site)
    write = check_json if args.format == "json" else check_text
    return Result(write(findings, site), (), is_done=not findings, is_long=True)


def backup(args: Namespace, transport: httpx.BaseTransport | None) -> Result:
    """Save posts as answered, and images, as plain files."""
    settings = Settings(all_images=args.all_images)
    with (
        progress_bars() as start_bar,
        open_velog(args, args.username, transport, start_bar) as source,
    ):
        backups.write_answers(source.answers, args.folder)
        blog = read_blog(source.answers, private=args.private, drafts=args.drafts)
        pages = convert_alone(blog, settings)
        wanted = backups.missing_images(pages, args.folder)
        journal = Journal()
        fetch_into(args.folder, wanted, source.fetch_images, start_bar("Images"), journal)
        return Result(
            text=saved_text(source.answers, journal.results),
            complaints=failure_lines(shown_results(journal.failed, args.folder)),
            is_done=not journal.failed,
        )


def _carry_out(prepared: Prepared, args: Namespace) -> Result:
    if args.file:
        output.check_file(args.file)
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
        raise KeyboardInterrupt(_so_far(journal)) from None
    report = report_outcome(plan, journal, args.site, prepared.notes)
    _save(report, args)
    return Result(
        text=_text(report, args),
        complaints=failure_lines(report.failed),
        is_done=report.is_done,
    )


def _so_far(journal: Journal) -> str:
    """Say what a run that is being stopped has done."""
    sizes = [result.size for result in journal.fetched]
    return written(len(journal.written), journal.files, sizes)


def _save(report: Report, args: Namespace) -> None:
    if args.file:
        output.save(FORMS[form_of(args.file)](report), args.file)
