"""A folder of posts → how long converting them takes, against markdown-it-py on the same texts.

Run as `python benchmarks/convert.py FOLDER`; FOLDER holds `*.jsonl`, one post a line, its Markdown
in `body`. Each of the two works through all posts in turn, several times; the best time counts.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from markdown_it import MarkdownIt

from migrator.converter.page import convert_post
from migrator.long_work.processes import collect_rarely
from migrator.model import Post
from migrator.settings.site_settings import Settings

ROUNDS = 5
RELEASED = datetime(2024, 1, 1, tzinfo=UTC)


def main(folder: Path) -> None:
    """Print both times and their ratio, both in a process as the command's is."""
    collect_rarely()
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.open("rb")]
    bodies = [str(json.loads(line)["body"]) for line in lines]
    markdown_it = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    theirs, ours = _best_of(bodies, [markdown_it.render, _convert])
    size = sum(len(body.encode()) for body in bodies)
    print(f"{len(bodies)} posts, {size / 1e6:.1f} MB")
    print(f"markdown-it-py, parse and render  {theirs:6.2f} s")
    print(f"velog-to-jekyll, parse and write  {ours:6.2f} s")
    print(f"ratio                             {ours / theirs:6.2f}")


def _best_of(bodies: list[str], works: list[Callable[[str], object]]) -> list[float]:
    """Take turns, so that both meet the same machine."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            for body in bodies:
                work(body)
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in times]


def _convert(body: str) -> str:
    post = Post(
        id="00000000-0000-4000-8000-000000000000",
        slug="post",
        title="post",
        body=body,
        is_markdown=True,
        released_at=RELEASED,
    )
    page = convert_post(post, "user", "_posts/2024-01-01-post.md", Settings())
    return page.text(frozenset())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
