"""The text of a post, and Velog's text of it → its file in the site, and the base text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from migrator.merge import digest
from migrator.site.checkout import bytes_of
from migrator.site.ledger import (
    NEXT_FOLDER,
    Entry,
    Ledger,
    base_path,
    incoming_path,
    next_path,
)
from migrator.writer.ledger_file import write_ledger
from migrator.writer.site_files import (
    move,
    remove,
    remove_folder,
    remove_scratch,
    write_file,
    write_told,
)


def write_post(
    post_id: str, path: str, text: str, base: str | None, root: Path, old_path: str | None = None
) -> bool:
    """Write the file of a post and its base text; tell whether anything was written.

    A run may be killed between the two. So the base text is first written to `next/`, with the
    digest of the file's text in its name.
    """
    waiting = next_path(post_id, digest(text))
    if base is not None:
        write_file(waiting, base.encode(), root)
    is_new = write_told(path, bytes_of(text), root)
    if old_path is not None:
        remove(old_path, root)
    if base is not None:
        move(waiting, base_path(post_id), root)
    return is_new or base is not None


def end_conflict(
    post_id: str, path: str, text: str, incoming: str, ledger: Ledger, root: Path
) -> None:
    """End a conflict: the file gets `text`, and `incoming` becomes the base text."""
    entry = ledger.posts.get(post_id, Entry(path))
    # Empty where a run was killed before Velog's text was removed: that one has put it there.
    entry = replace(entry, source=entry.incoming or entry.source, incoming="", differs=False)
    try:
        write_post(post_id, path, text, incoming, root)
        posts = {**ledger.posts, post_id: entry}
        write_ledger(replace(ledger, posts=posts), root)
        remove(incoming_path(post_id), root)
        remove_folder(NEXT_FOLDER, root)
    finally:
        remove_scratch(root)
