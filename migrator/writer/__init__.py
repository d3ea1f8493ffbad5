"""A plan → its files in the site, each whole or not at all, and the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from migrator.files import flush_meanwhile, own_file
from migrator.model import FetchImages, ImageResult, OnStep
from migrator.planner import PAGES, Change, Plan
from migrator.site.address_table import ADDRESSES_PATH
from migrator.site.checkout import bytes_of
from migrator.site.ledger import (
    INCOMING_FOLDER,
    NEXT_FOLDER,
    Ledger,
    base_path,
    incoming_path,
)
from migrator.writer.images import fetch_into
from migrator.writer.journal import RunJournal
from migrator.writer.ledger_file import ledger_after, write_new_ledger
from migrator.writer.posts import write_post
from migrator.writer.site_files import (
    move,
    remove,
    remove_folder,
    remove_if_empty,
    remove_scratch,
    write_told,
)

Replan = Callable[[Sequence[ImageResult]], Plan]
"""Makes the plan again, now that it is known which images could be downloaded."""


def carry_out(
    plan: Plan,
    ledger: Ledger,
    root: Path,
    fetch: FetchImages,
    replan: Replan,
    on_image: OnStep,
    journal: RunJournal,
) -> Plan:
    """Write what the plan says into the site at `root`: images, then posts, last the ledger.

    Gives the plan that was carried out, made again with the images that could not be downloaded.
    A run that ends early leaves only whole files, and the next one continues. Raises MigratorError
    if a file cannot be written.
    """
    try:
        if plan.images:
            fetch_into(root, plan.images, fetch, on_image, journal)
            flush_meanwhile()
            plan = replan(journal.results)
        for change in plan.changes:
            _carry_out_one(change, root, journal)
        _remove_incoming(plan, root)
        for image, to in plan.removed_images:
            move(image, to, root)
            remove_if_empty(image.rpartition("/")[0], root)
        # Behind the images: a file with comments that is moved says which of them go with it.
        for each in plan.comments:
            _carry_out_comments(each.change, root, journal)
        for post_id in plan.forgotten:
            remove(base_path(post_id), root)
        if plan.addresses:
            journal.files += write_told(ADDRESSES_PATH, plan.addresses.encode(), root)
        journal.files += write_new_ledger(ledger_after(plan, ledger), root, journal)
        remove_folder(NEXT_FOLDER, root)
        # Last: a file that the ledger names and that is not there was deleted by the author.
        _remove_comments(plan, root, journal)
    finally:
        remove_scratch(root)
    return plan


def rewrite(changes: Sequence[Change], root: Path, journal: RunJournal) -> None:
    """Write posts that are already in the site, without base texts or ledger."""
    try:
        for change in changes:
            if change.after is not None and change.changes_file:
                journal.files += write_told(change.path, change.after.encode(), root)
                journal.written.append(change.path)
    finally:
        remove_scratch(root)


def refuse_links(plan: Plan, root: Path) -> None:
    """Raise MigratorError, before anything is written, for a file of the plan that is a link."""
    for change in (*plan.changes, *(each.change for each in plan.comments)):
        for path in (change.path, change.old_path, change.removed_to):
            if path is not None and change.changes_file:
                own_file(path, root)


def _carry_out_one(change: Change, root: Path, journal: RunJournal) -> None:
    """Write the file and the texts beside the ledger."""
    if change.removed_to is not None:
        move(change.path, change.removed_to, root)
    elif change.after is not None and change.changes_file:
        what = (change.post_id, change.path, change.after, change.base)
        journal.files += write_post(*what, root, old_path=change.old_path)
    elif change.base is not None:
        journal.files += write_told(base_path(change.post_id), change.base.encode(), root)
    if change.removed_to is not None:
        journal.removed.append(change.path)
    elif change.changes_file:
        done = journal.pages if change.state in PAGES else journal.written
        done.append(change.path)
    if change.incoming is not None:
        path = incoming_path(change.post_id)
        journal.files += write_told(path, change.incoming.encode(), root)


def _remove_incoming(plan: Plan, root: Path) -> None:
    """Remove Velog's texts of posts that are not in conflict any more."""
    there = {file.name for file in (root / INCOMING_FOLDER).glob("*.md")}
    for change in plan.changes:
        path = incoming_path(change.post_id)
        if change.page is not None and not change.is_unsolved and Path(path).name in there:
            remove(path, root)


def _carry_out_comments(change: Change, root: Path, journal: RunJournal) -> None:
    """Write the file with the comments under a post, or move it with its post."""
    if change.removed_to is not None:
        move(change.path, change.removed_to, root)
    elif change.changes_file and change.after is not None:
        journal.files += write_told(change.path, bytes_of(change.after), root)
    if change.changes_file:
        done = journal.removed_comments if change.after is None else journal.comments
        done.append(change.path)


def _remove_comments(plan: Plan, root: Path, journal: RunJournal) -> None:
    """Remove the files of posts under which there are no comments any more."""
    for path in (each.change.path for each in plan.comments if each.change.is_emptied):
        remove(path, root)
        remove_if_empty(path.rpartition("/")[0], root)
        journal.files += 1
