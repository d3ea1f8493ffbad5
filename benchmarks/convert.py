"""A folder of posts → how long converting them takes, against markdown-it-py on the same texts.

Run as `python benchmarks/convert.py FOLDER`; FOLDER holds `*.jsonl`, one post a line, its Markdown
in `body`. All work through all posts in turn, several times; the best time counts. Then it says
which steps the time of one process goes to.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from markdown_it import MarkdownIt

from migrator.converter import kramdown_writer, page
from migrator.converter.blog_pages import Share, convert_blog, in_turn
from migrator.converter.link_targets import LinkTargets
from migrator.long_work.processes import collect_rarely, in_processes
from migrator.model import Blog, Post
from migrator.settings.site_settings import Settings

ROUNDS = 5
BASELINE = "markdown-it-py, parse and render"
AS_RUN = "velog-to-jekyll, as it is run"
RELEASED = datetime(2024, 1, 1, tzinfo=UTC)
STEPS: dict[str, tuple[ModuleType, str]] = {
    "reading as Velog reads": (page, "parse"),
    "HTML in posts": (page, "resolve_html"),
    "writing for kramdown": (kramdown_writer, "write_post"),
    "keeping the author's lines": (kramdown_writer, "keep_lines"),
}


def main(folder: Path) -> None:
    """Print the times and their ratios, all in a process like the command's."""
    bodies = bodies_in(folder)
    print(f"{len(bodies)} posts, {sum(len(body.encode()) for body in bodies) / 1e6:.1f} MB")
    taken = times(bodies, ROUNDS)
    for name, seconds in taken.items():
        print(f"{name:34}{seconds:6.2f} s{seconds / taken[BASELINE]:7.2f}")
    for name, share in shares(bodies).items():
        print(f"  {name:32}{share:6.0%}")


def bodies_in(folder: Path) -> list[str]:
    """Give the Markdown of the posts in a folder."""
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.open("rb")]
    return [str(json.loads(line)["body"]) for line in lines]


def times(bodies: Sequence[str], rounds: int) -> dict[str, float]:
    """Give the seconds of each way through all posts, the best of so many rounds."""
    collect_rarely()
    blog = _blog(bodies)
    works = {
        BASELINE: partial(_render, bodies),
        "velog-to-jekyll, in one process": partial(_convert, blog, in_turn),
        AS_RUN: partial(_convert, blog, in_processes),
    }
    return dict(zip(works, _best_of([*works.values()], rounds), strict=True))


def shares(bodies: Sequence[str]) -> dict[str, float]:
    """Give which part of the time of one process each step takes."""
    spent = dict.fromkeys(STEPS, 0.0)
    for name, (module, function) in STEPS.items():
        setattr(module, function, _clocked(getattr(module, function), name, spent))
    whole = _timed(partial(_convert, _blog(bodies), in_turn))
    return {
        **{name: seconds / whole for name, seconds in spent.items()},
        "all else": 1 - sum(spent.values()) / whole,
    }


def _clocked(work: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    def clocked(*args: Any) -> Any:
        start = time.perf_counter()
        result = work(*args)
        spent[name] += time.perf_counter() - start
        return result

    return clocked


def _best_of(works: Sequence[Callable[[], object]], count: int) -> list[float]:
    """Take turns, so that all meet the same machine."""
    rounds = [[_timed(work) for work in works] for _ in range(count)]
    return [min(taken) for taken in zip(*rounds, strict=True)]


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _render(bodies: Sequence[str]) -> None:
    markdown_it = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for body in bodies:
        markdown_it.render(body)


def _convert(blog: Blog, share: Share) -> None:
    paths = {post.id: f"_posts/2024-01-01-{post.slug}.md" for post in blog.posts}
    pages = tuple(convert_blog(blog, paths, LinkTargets("user", blog.posts, Settings()), share))
    for made in pages:
        made.text(frozenset())


def _blog(bodies: Sequence[str]) -> Blog:
    return Blog("user", tuple(_post(number, body) for number, body in enumerate(bodies)))


def _post(number: int, body: str) -> Post:
    return Post(
        id=f"00000000-0000-4000-8000-{number:012}",
        slug=f"post-{number}",
        title=f"post {number}",
        body=body,
        is_markdown=True,
        released_at=RELEASED,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
