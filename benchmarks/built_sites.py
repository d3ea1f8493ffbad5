"""A folder of posts and some sites → whether `check --built` proves them, how fast, how sharply.

Run as `PYTHONPATH=tests python benchmarks/built_sites.py FOLDER [SITE]...`; FOLDER holds `*.jsonl`,
one post a line. Each SITE is `minima`, `chirpy`, `starter` (the site that `new` makes) or a folder
with a site that Debian's Jekyll can build; the first three without one. All posts are migrated
into it and built; a post that is not proven is a false alarm until somebody has looked at it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import new_site_builds
from migrator.cli.built_proof import read_built
from migrator.fetcher.endings import image_fault
from migrator.proof.expected import BuiltSite, expected
from migrator.proof.post_part import parts_of, words_of
from migrator.proof.prove_post import PostToProve, compared, page_file
from oracle.corpus import samples
from pixels import pixel
from themes import sites
from themes.shapes import SHAPES
from themes.spoilt_pages import planted_damage
from velog import FakePost, FakeVelog, on_loopback

MAYBE_LOST = (0, 1)
"""How a migration ends: some posts have images that were never uploaded."""
SPOILT = 40
"""So many posts are spoilt in every way."""


@dataclass(frozen=True)
class Built:
    """A site, the folder that Jekyll wrote, and what was migrated."""

    root: Path
    folder: Path
    blog: Path


def main(corpus: Path, names: list[str]) -> None:
    """Print a line for each site, then each post that is not proven."""
    print("site              posts  proven  seconds     MB  planted  noticed")
    with tempfile.TemporaryDirectory() as place:
        blog = _backup(corpus, Path(place))
        for name in names or ["minima", "chirpy", "starter"]:
            site = _built(name, Path(place), blog)
            _measure(name, site)
            if name == "minima":
                _measure_shapes(site)


def _measure(name: str, site: Built) -> None:
    start = time.perf_counter()
    said, _, most = _check(site).rpartition("\n")
    seconds = time.perf_counter() - start
    proof = json.loads(said)
    counts = proof["summary"]
    few = _some(site.blog)
    count, unnoticed = planted_damage(site.root, site.folder, few)
    share = 1 - len(unnoticed) / count
    sums = f"{sum(counts.values()):6}  {counts['same']:6}  {seconds:7.1f}  {int(most) / 1000:5.0f}"
    print(f"{Path(name).name[:16]:16}{sums}  {count:7}  {share:7.2%}", flush=True)
    for post in proof["posts"]:
        kinds = sorted({fault["kind"] for fault in post["differences"]})
        print(f"    not proven: {post['path']}: {post['verdict']}: {', '.join(kinds)}")
    for each in unnoticed:
        print(f"    not noticed: {each}")


def _measure_shapes(site: Built) -> None:
    """Put the posts of a site into the shapes of other themes, written by hand."""
    asked, known = read_built(site.root, site.folder, site.blog, None)
    for name, shape in SHAPES.items():
        wrong = [post.path for post in asked if not _is_proven(post, known, shape)]
        print(f"{name:16}{len(asked):6}  {len(asked) - len(wrong):6}", flush=True)
        for path in wrong:
            print(f"    not proven: {path}")


def _is_proven(post: PostToProve, site: BuiltSite, shape: Callable[[str], str]) -> bool:
    page = page_file(site.built, post.address or "")
    assert page is not None
    wanted = expected(post.post, post.path, site)
    parts = parts_of(page.read_text("utf-8"), words_of(wanted.seen))
    shown = f"<html><body>{shape(parts[0] if parts else '')}</body></html>"
    return not compared(wanted, shown, site, image_fault)


_WITH_MEMORY = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", "migrator", *sys.argv[1:]]).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, end="")
sys.exit(code)
"""


def _check(site: Built) -> str:
    """Run the command, which may find something; give what it says, and its most kilobytes."""
    words = ["check", "--built", site.folder, "--site", site.root, "--from", site.blog]
    return _said([sys.executable, "-c", _WITH_MEMORY, *words, "--format", "json"], MAYBE_LOST)


def _some(blog: Path) -> Path:
    """Copy a backup with every so manieth of its posts."""
    few = blog.parent / "few"
    shutil.rmtree(few, ignore_errors=True)
    shutil.copytree(blog, few)
    index = json.loads((few / "backup.json").read_text("utf-8"))
    index["posts"] = index["posts"][:: max(1, len(index["posts"]) // SPOILT)]
    (few / "backup.json").write_text(json.dumps(index), "utf-8")
    return few


# --- the blog and the sites


class _EveryImage(dict[str, bytes]):
    """Any address of an image has one."""

    def __contains__(self, path: object) -> bool:
        return "/images/" in str(path) or "image." in str(path)

    def __missing__(self, path: str) -> bytes:
        return pixel(0)


def _backup(corpus: Path, place: Path) -> Path:
    velog = FakeVelog(posts=list(_posts(corpus)), images=_EveryImage())
    with on_loopback(velog) as origin:
        environ = {
            "VELOG_V3_ENDPOINT": f"{origin}/v3/graphql",
            "VELOG_V2_ENDPOINT": f"{origin}/v2/graphql",
            "VELOG_IMAGE_ORIGIN": origin,
        }
        _run("backup", velog.username, place / "blog", environ=environ, codes=MAYBE_LOST)
    return place / "blog"


def _posts(corpus: Path) -> Iterator[FakePost]:
    slugs: set[str] = set()
    for sample in samples(corpus):
        post = sample.post
        slug = post.slug if post.slug not in slugs else f"{post.slug[:200]}-{len(slugs)}"
        slugs.add(slug)
        yield FakePost(
            post.title,
            post.body,
            id=post.id,
            is_markdown=post.is_markdown,
            url_slug=slug,
            released_at=post.released_at,
            tags=post.tags,
        )


def _built(name: str, place: Path, blog: Path) -> Built:
    folder = place / Path(name).name
    if name in ("minima", "chirpy"):
        made = sites.make(folder, name, "", blog, MAYBE_LOST)
        return Built(made.root, made.built.folder, blog)
    if name == "starter":
        folder.mkdir()
        root = new_site_builds.make(folder, "--from", blog, codes=MAYBE_LOST)
        return Built(root, new_site_builds.build(root).folder, blog)
    root = Path(shutil.copytree(name, folder / "site"))
    _run("migrate", "--from", blog, "--site", root, codes=MAYBE_LOST)
    command = ["jekyll", "build", "--source", root, "--destination", folder / "built"]
    subprocess.run(
        [str(word) for word in command],
        env={**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "true"},
        check=True,
        capture_output=True,
    )
    return Built(root, folder / "built", blog)


def _run(*words: object, environ: Mapping[str, Any] | None = None, codes: tuple[int, ...]) -> str:
    return _said([sys.executable, "-m", "migrator", *words], codes, environ)


def _said(
    command: Sequence[object], codes: Sequence[int], environ: Mapping[str, Any] | None = None
) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, **(environ or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in codes:
        raise SystemExit(f"{command} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
