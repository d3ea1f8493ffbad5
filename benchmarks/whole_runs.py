"""Nothing in → one table: how long whole runs take, each against a baseline of the same minute.

Run as `PYTHONPATH=tests python benchmarks/whole_runs.py [LINE]...` with the beginnings of the
lines that are wanted. The command and its baseline take turns, and the best of each counts. With
CORPUS, a folder of posts for benchmarks/convert.py, those are converted, else the sample blog's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

import convert
from slow_velog import USER, SlowVelog, image_path, serve

from conftest import SAMPLE_BLOG

ROUNDS = 2


@dataclass(frozen=True)
class Line:
    """A line of the table: seconds of the command and of its baseline, and what else was seen."""

    name: str
    baseline: str
    seconds: float
    floor: float
    seen: str


def main(words: list[str]) -> None:
    """Print the table as its lines are measured."""
    # As where the tool is installed: what was compiled is kept.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"{'run':34}{'seconds':>8}  {'baseline':28}{'seconds':>8}{'ratio':>7}  seen")
    for name, measure in LINES.items():
        if words and not any(name.startswith(word) for word in words):
            continue
        with tempfile.TemporaryDirectory() as place:
            for line in measure(Path(place)):
                ratio = line.seconds / line.floor
                times = f"{line.seconds:8.2f}  {line.baseline:28}{line.floor:8.2f}{ratio:7.2f}"
                print(f"{line.name:34}{times}  {line.seen}", flush=True)


# --- what is timed

Work = Callable[[], object]


def _timed(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _turns(ours: Work, theirs: Work, rounds: int = ROUNDS) -> tuple[float, float]:
    """Let both take turns, so that they meet the same machine; give the best of each."""
    taken = [(_timed(ours), _timed(theirs)) for _ in range(rounds)]
    return min(one for one, _ in taken), min(other for _, other in taken)


def _command(
    *words: str, environ: Mapping[str, str] | None = None, codes: Sequence[int] = (0,)
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "migrator", *words],
        env={**os.environ, **(environ or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in codes:
        said = f"{done.stdout}{done.stderr}"
        raise SystemExit(f"{' '.join(words)} ended with {done.returncode}\n{said}")


def _python(program: str, *words: str, text: str | None = None) -> str:
    """Run a program in a Python of its own; give what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


_MEMORY = """
import os, resource, subprocess, sys
environ = {**os.environ, **dict(word.split("=", 1) for word in sys.argv[1:4])}
subprocess.run(sys.argv[4:], env=environ, check=True, capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _most_memory(*words: str, environ: Mapping[str, str]) -> float:
    """Run a command; give the most memory that it had, in MB."""
    pairs = [f"{name}={value}" for name, value in environ.items()]
    return int(_python(_MEMORY, *pairs, sys.executable, "-m", "migrator", *words)) / 1000


def _migrate_into(site: Path, velog: SlowVelog) -> None:
    site.mkdir()
    (site / "_config.yml").write_text("title: A\ntimezone: Asia/Seoul\nurl: https://a.example\n")
    _command("migrate", USER, "--site", str(site), environ=velog.environ)


def _seen(velog: SlowVelog, rounds: int = 1) -> str:
    """Say what was asked since the last time, for one of so many rounds."""
    counts = velog.counts()
    kinds = [kind for kind in ("posts", "GET", "HEAD") if kind in counts]
    asked = ", ".join(f"{counts[kind] / rounds:g} {kind}" for kind in kinds)
    return f"{asked}; {counts['at once']} at once, {counts['connections'] / rounds:g} connections"


# --- the lines


def _migrate(place: Path) -> Iterator[Line]:
    posts, images = 200, 600
    with serve(posts, images) as velog:
        urls = place / "urls"
        wanted = [
            f'url = "{velog.origin}{image_path(number)}"\noutput = "{place}/{number}.png"\n'
            for number in range(images)
        ]
        urls.write_text("".join(wanted))
        options = "--no-progress-meter --fail --parallel --parallel-max 8 --config".split()
        curl = partial(subprocess.run, ["curl", *options, str(urls)], check=True)
        sites = map(place.joinpath, map(str, count()))
        _migrate_into(next(sites), velog)
        seen = _seen(velog)
        taken = _turns(lambda: _migrate_into(next(sites), velog), curl)
        yield Line(f"migrate, {posts} posts, {images} images", "curl --parallel", *taken, seen)


def _sync(place: Path) -> Iterator[Line]:
    posts, baseline = 300, "the requests alone, in turn"
    site = place / "site"
    with serve(posts, 0) as velog:
        _migrate_into(site, velog)
        velog.counts()
        before = _state(site)
        sync = partial(_command, "sync", "--site", str(site), environ=velog.environ)
        sync()
        requests = partial(_ask_alone, velog, velog.questions())
        seen = f"{_seen(velog)}; {len(_state(site) ^ before)} files written"
        yield Line(f"sync, {posts} posts, no change", baseline, *_turns(sync, requests), seen)
        velog.edit()
        sync()
        seen = f"{len(_state(site) - before)} files written"
        taken = _turns(partial(_edit_and, sync, velog), requests)
        yield Line(f"sync, {posts} posts, one edit", baseline, *taken, seen)


def _edit_and(sync: Work, velog: SlowVelog) -> None:
    velog.edit()
    sync()


_ASK_ALONE = """
import json, sys, httpx
with httpx.Client(headers={"content-type": "application/json"}) as client:
    for path, body in json.load(sys.stdin):
        client.post(sys.argv[1] + path, content=body).json()
"""


def _ask_alone(velog: SlowVelog, questions: list[tuple[str, str]]) -> None:
    """Ask what a sync asks, with one connection, and do nothing with it."""
    _python(_ASK_ALONE, velog.origin, text=json.dumps(questions))


def _state(site: Path) -> set[tuple[str, int, int]]:
    files = [file for file in site.rglob("*") if file.is_file()]
    return {(str(file), file.stat().st_mtime_ns, file.stat().st_ino) for file in files}


def _scale(place: Path) -> Iterator[Line]:
    first = 0.0
    for posts in (100, 1_000, 10_000):
        with serve(posts, 0, 5_000) as velog:
            site = place / str(posts)
            site.mkdir()
            (site / "_config.yml").write_text("title: A\ntimezone: Asia/Seoul\n")
            start = time.perf_counter()
            most = _most_memory("migrate", USER, "--site", str(site), environ=velog.environ)
            seconds = time.perf_counter() - start
            first = first or seconds / posts
            seen = f"{most:.0f} MB; {_seen(velog)}"
            yield Line(
                f"migrate, {posts:,} posts of 5 KB",
                "as for 100 posts",
                seconds,
                first * posts,
                seen,
            )


def _start(place: Path) -> Iterator[Line]:
    bare = partial(_python, "pass")
    for word in ("--help", "--version"):
        yield Line(word, "python -c pass", *_turns(partial(_command, word), bare, 12), "")


def _conversion(place: Path) -> Iterator[Line]:
    corpus = os.environ.get("CORPUS")
    bodies = convert.bodies_in(Path(corpus)) if corpus else [*_sample_bodies()] * 20
    taken = convert.times(bodies, ROUNDS)
    megabytes = sum(len(body.encode()) for body in bodies) / 1e6
    name = f"convert, {len(bodies)} posts, {megabytes:.1f} MB"
    one = taken["velog-to-jekyll, in one process"]
    yield Line(name, "markdown-it-py", taken[convert.AS_RUN], taken[convert.BASELINE], "as run")
    yield Line(name, "markdown-it-py", one, taken[convert.BASELINE], "in one process")


def _sample_bodies() -> Iterator[str]:
    for file in sorted((SAMPLE_BLOG / "posts").glob("*.json")):
        yield str(json.loads(file.read_text("utf-8"))["body"])


_READ = "import pathlib, sys; [p.read_bytes() for p in pathlib.Path(sys.argv[1]).rglob('*.md')]"


def _site(place: Path) -> Iterator[Line]:
    posts, site = 1_200, place / "site"
    with serve(posts, 0) as velog:
        _migrate_into(site, velog)
    for name, more in (("check", []), ("localize", ["--dry-run"])):
        ours = partial(_command, name, "--site", str(site), *more, codes=(0, 1))
        taken = _turns(ours, partial(_python, _READ, str(site)))
        yield Line(f"{name}, {posts:,} posts", "reading the files", *taken, "")


LINES: Mapping[str, Callable[[Path], Iterator[Line]]] = {
    "migrate": _migrate,
    "sync": _sync,
    "convert": _conversion,
    "start": _start,
    "site": _site,
    "scale": _scale,
}

if __name__ == "__main__":
    main(sys.argv[1:])
