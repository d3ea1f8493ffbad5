"""One construct over and over → how long a post of nothing else takes, and whether that grows.

Run as `PYTHONPATH=tests python benchmarks/long_posts.py [WORD]...`; of the constructs those whose
name has a WORD in it ('' is in all of them), without one those that once took too long. A post of
twice the length should take about twice the time, whatever it says: to convert, and for kramdown
to read what is written.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from migrator.converter.page import convert_post
from migrator.long_work.processes import collect_rarely
from migrator.model import Post
from migrator.settings.site_settings import Settings
from oracle import cost
from oracle.jekyll import missing
from oracle.shapes import KNOWN, ONCE_SLOW, Construct

LENGTH = 300_000  # of the UTF-8
ALLOWED = 3.0  # seconds of the processor for a post
LIMIT = 9  # seconds of the processor to convert both posts; then the process ends
PATIENCE = 270  # seconds of the clock; what is not measured by then is shown as such

_ONE = "--one"
_NO_TIME = (None, None)

Pair = tuple[float | None, float | None]
"""The seconds for half the length and for all of it; None if it was cut off."""


def main(words: list[str]) -> None:
    """Print for each construct the seconds of the processor and what twice the length makes of it.

    Exits with 1 if one was cut off, or took longer than `ALLOWED`.
    """
    print("      to convert           for kramdown      (the processor's seconds)")
    print("150 KB 300 KB ratio   150 KB 300 KB ratio")
    known = [each for each in KNOWN if any(word in each.name for word in words)] or ONCE_SLOW
    end = time.monotonic() + PATIENCE
    slow, left = [], []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda each: _measured(each, end), known)
        for construct, times in zip(known, found, strict=True):
            if times is None:
                left.append(construct.name)
                continue
            print(f"{_columns(times[0])}   {_columns(times[1])}   {construct.name}", flush=True)
            if any(whole is None or whole > ALLOWED for _, whole in times if times):
                slow.append(construct.name)
    if left:
        print(f"not measured within {PATIENCE} s: {', '.join(left)}")
    if slow:
        raise SystemExit(f"longer than {ALLOWED} s: {', '.join(slow)}")


def _columns(times: Pair) -> str:
    half, whole = times
    ratio = f"{whole / half:5.1f}" if half and whole is not None else "     "
    return f"{_seconds(half)} {_seconds(whole)} {ratio}"


def _seconds(seconds: float | None) -> str:
    return "cut off" if seconds is None else f"{seconds:6.2f}"


def _measured(construct: Construct, end: float) -> tuple[Pair, Pair] | None:
    """Measure a construct in a process of its own; None if there is no time left for it."""
    if time.monotonic() > end:
        return None
    done = subprocess.run(
        [sys.executable, __file__, _ONE, construct.name],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == -signal.SIGXCPU:
        return _NO_TIME, _NO_TIME
    if done.returncode:
        raise SystemExit(done.stderr)
    converting, reading = json.loads(done.stdout)
    return tuple(converting), tuple(reading)


def _measure_one(name: str) -> None:
    """Measure a construct, within the limit."""
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, 10 * LIMIT))
    collect_rarely()
    construct = next(each for each in KNOWN if each.name == name)
    times, texts = zip(
        *(_converted(construct, size) for size in (LENGTH // 2, LENGTH)), strict=True
    )
    reading: list[float | None] = [None, None]
    if not missing():
        # kramdown has limits of its own.
        resource.setrlimit(resource.RLIMIT_CPU, (10 * LIMIT, 10 * LIMIT))
        read = cost.seconds(texts, limit=LIMIT)
        reading = [seconds if seconds < sys.float_info.max else None for seconds in read]
    print(json.dumps([times, reading]))


def _converted(construct: Construct, size: int) -> tuple[float, str]:
    """Give the seconds for a conversion, and the body of the page."""
    post = Post(
        id="00000000-0000-4000-8000-000000000000",
        slug="post",
        title="post",
        body=construct.body(size),
        is_markdown=construct.is_markdown,
        released_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
    start = time.process_time()
    page = convert_post(post, "user", "_posts/2024-01-01-post.md", Settings())
    text = page.text(frozenset())
    return time.process_time() - start, text.partition("\n---\n")[2]


if __name__ == "__main__":
    if sys.argv[1:2] == [_ONE]:
        _measure_one(sys.argv[2])
    else:
        main(sys.argv[1:])
