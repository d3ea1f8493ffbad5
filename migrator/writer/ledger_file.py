"""A plan that was carried out, or a ledger → the file of the ledger, written last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from migrator.files import wait_for_disk
from migrator.planner import Change, Plan, State
from migrator.site.ledger import (
    LEDGER_PATH,
    OLD_LEDGER_PATH,
    Doubt,
    Ledger,
    dump_ledger,
    says_the_same,
)
from migrator.writer.journal import RunJournal
from migrator.writer.site_files import remove_scratch, write_told


def keep_old_ledger(root: Path) -> None:
    """Keep a copy of the ledger that is about to be rebuilt."""
    old = root / LEDGER_PATH
    if old.is_file():
        write_told(OLD_LEDGER_PATH, old.read_bytes(), root)


def save_ledger(ledger: Ledger, root: Path) -> None:
    """Write a ledger alone, as where the author has said whose post a file is."""
    try:
        write_ledger(ledger, root)
    finally:
        remove_scratch(root)


def write_new_ledger(ledger: Ledger, root: Path, journal: RunJournal) -> bool:
    """Write the ledger after a run; not for what pages are made of alone.

    That is other after each update of this tool, and a run that changes nothing writes nothing.
    """
    path = root / LEDGER_PATH
    if not journal.files and path.is_file() and says_the_same(path.read_bytes(), ledger):
        return False
    return write_ledger(ledger, root)


def write_ledger(ledger: Ledger, root: Path) -> bool:
    """Write what is done when it is on the disk, and wait for that, too."""
    data = dump_ledger(ledger)
    path = root / LEDGER_PATH
    if path.is_file() and path.read_bytes() == data:
        return False
    wait_for_disk()
    is_new = write_told(LEDGER_PATH, data, root)
    wait_for_disk()
    return is_new


def ledger_after(plan: Plan, ledger: Ledger) -> Ledger:
    posts, others = dict(ledger.posts), dict(ledger.others)
    for change in plan.changes:
        if change.entry is not None:
            posts[change.post_id] = change.entry
    for post_id in plan.forgotten:
        posts.pop(post_id, None)
        others.pop(post_id, None)
    decided = {each.change.post_id: each.entry for each in plan.comments}
    comments = {**ledger.comments, **dict.fromkeys(plan.forgotten), **decided}
    doubts = {change.post_id: _doubt(change) for change in plan.of(State.DOUBTFUL)}
    return replace(
        ledger,
        username=plan.username,
        posts=posts,
        doubts=doubts,
        others=others,
        comments={key: entry for key, entry in comments.items() if entry is not None},
    )


def _doubt(change: Change) -> Doubt:
    files = tuple(candidate.path for candidate in change.candidates)
    slug, audience = (change.page.slug, change.page.audience) if change.page else ("", "public")
    return Doubt(files, change.title, slug, audience)
