"""A ledger and what the author says of a doubtful file → the ledger that knows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from migrator.jekyll.names import same_file
from migrator.site.ledger import Doubt, Entry, Ledger


def doubts_about(path: str, ledger: Ledger) -> dict[str, Doubt]:
    """Give the posts, by id, that a file may be."""
    return {
        post_id: doubt
        for post_id, doubt in ledger.doubts.items()
        if same_file(path) in map(same_file, doubt.files)
    }


def with_same(ledger: Ledger, post_id: str, path: str) -> Ledger:
    """Remember that a file is a post; the next run adopts it."""
    doubt = ledger.doubts[post_id]
    entry = Entry(path, slugs=(doubt.slug,), audience=doubt.audience)
    left = {key: each for key, each in ledger.doubts.items() if key != post_id}
    return replace(ledger, posts={**ledger.posts, post_id: entry}, doubts=left)


def with_other(ledger: Ledger, post_ids: Iterable[str], path: str) -> Ledger:
    """Remember that a file is none of these posts."""
    others, doubts = dict(ledger.others), dict(ledger.doubts)
    for post_id in post_ids:
        others[post_id] = others.get(post_id, frozenset()) | {path}
        doubts[post_id] = replace(doubts[post_id], files=_without(path, doubts[post_id].files))
    left = {post_id: doubt for post_id, doubt in doubts.items() if doubt.files}
    return replace(ledger, others=others, doubts=left)


def _without(path: str, files: Iterable[str]) -> tuple[str, ...]:
    return tuple(file for file in files if same_file(file) != same_file(path))


def named_by(what: str, doubts: Mapping[str, Doubt]) -> dict[str, Doubt]:
    """Give those of the posts that have this id or this slug."""
    return {
        post_id: doubt
        for post_id, doubt in doubts.items()
        if same_file(what) in (post_id, same_file(doubt.slug))
    }
