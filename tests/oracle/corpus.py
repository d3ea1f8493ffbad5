"""A folder of posts, one JSON object a line → posts for the converter, and Velog's HTML."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from migrator.model import Post
from oracle import velog

_LONG_AGO = datetime(2022, 8, 21, 5, 59, 12, tzinfo=UTC)


class Sample(NamedTuple):
    """One post; its key is `author:line`, with the line counted from 0."""

    key: str
    author: str
    post: Post


def samples(folder: Path) -> list[Sample]:
    """Read the posts of a corpus."""
    return [sample for file in sorted(folder.glob("*.jsonl")) for sample in _of_file(file)]


def _of_file(file: Path) -> Iterator[Sample]:
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            key = f"{file.stem}:{number}"
            yield Sample(key, file.stem, _post(key, json.loads(line)))


def _post(key: str, row: Mapping[str, Any]) -> Post:
    title = row.get("title") or key
    released = row.get("released_at")
    return Post(
        id=str(uuid5(NAMESPACE_URL, key)),
        slug=row.get("url_slug") or title,
        title=title,
        body=row["body"],
        is_markdown=row.get("is_markdown") is not False,
        released_at=datetime.fromisoformat(released) if released else _LONG_AGO,
        tags=tuple(row.get("tags") or ()),
    )


def on_velog(wanted: Sequence[Sample], folder: Path, *, render: bool) -> dict[str, str]:
    """Give Velog's HTML by key: what `../rendered` keeps of it, or what node makes now."""
    kept = {} if render else dict(_kept(folder.resolve().parent / "rendered"))
    pages = {sample.key: kept[sample.key] for sample in wanted if sample.key in kept}
    rest = [sample for sample in wanted if sample.key not in pages]
    if rest:
        velog.install()
        bodies = {
            sample.key: velog.Body(sample.post.body, sample.post.is_markdown) for sample in rest
        }
        pages |= velog.render(bodies)
    return pages


def _kept(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                yield f"{file.name.removesuffix('.jsonl.gz')}:{row['line']}", row["html"]
