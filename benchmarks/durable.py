"""A number of posts and images → how much longer a migration takes since it waits for the disk.

Run as `python benchmarks/durable.py [POSTS IMAGES]`. A backup of that size is migrated in turn with
`os.sync` and without it, into a folder of the system for such;
the best time of each counts.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from uuid import UUID
from zlib import crc32

from migrator.cli.main import main as velog_to_jekyll

ROUNDS = 4
IMAGE_BYTES = 100_000
_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde"
_END = b"\0\0\0\0IEND\xaeB`\x82"
_AT = "2023-05-01T12:34:56.789Z"


def _data(content: bytes) -> bytes:
    """Write a piece of a PNG."""
    check = crc32(b"IDAT" + content)
    return len(content).to_bytes(4) + b"IDAT" + content + check.to_bytes(4)


def main(posts: int, images: int) -> None:
    """Print both times, the difference, and how often the disk is waited for."""
    with tempfile.TemporaryDirectory() as place:
        backup = Path(place, "backup")
        write_backup(backup, posts, images)
        real, calls = os.sync, 0

        def counted() -> None:
            nonlocal calls
            calls += 1
            real()

        ways: list[Callable[[], None]] = [lambda: None, counted]
        best = [float("inf"), float("inf")]
        for _ in range(ROUNDS):
            for way, sync in enumerate(ways):
                real()  # so that both begin with a disk that has nothing to do
                os.sync = sync
                best[way] = min(best[way], migrate(backup, Path(place, "site")))
        os.sync = real
    print(f"{posts} posts, {images} images of {IMAGE_BYTES / 1e3:.0f} kB")
    print(f"without waiting {best[0]:6.2f} s")
    print(f"with waiting   {best[1]:6.2f} s, {calls // ROUNDS} calls")
    print(f"slower by      {best[1] / best[0] - 1:6.1%}")


def migrate(backup: Path, site: Path) -> float:
    """Migrate into a new site; give the seconds that it takes."""
    shutil.rmtree(site, ignore_errors=True)
    site.mkdir()
    (site / "_config.yml").write_text("title: A\ntimezone: Asia/Seoul\n", "utf-8")
    said = StringIO()
    start = time.perf_counter()
    with redirect_stdout(said), redirect_stderr(said):
        code = velog_to_jekyll(["migrate", "--from", str(backup), "--site", str(site)])
    if code:
        raise SystemExit(said.getvalue())
    return time.perf_counter() - start


def write_backup(folder: Path, posts: int, images: int) -> None:
    """Make a backup in the form of docs/backup.md."""
    (folder / "posts").mkdir(parents=True)
    (folder / "images").mkdir()
    ids = [str(UUID(int=number)) for number in range(posts)]
    for number, post_id in enumerate(ids):
        links = []
        for image in range(number, images, posts):
            upload = UUID(int=image, version=4)
            (folder / f"images/{upload}-image.png").write_bytes(
                _PNG + _data(image.to_bytes(8) * (IMAGE_BYTES // 8)) + _END
            )
            links.append(f"![](https://velog.velcdn.com/images/a/post/{upload}/image.png)")
        body = "\n\n".join(["## 제목\n\n글 **굵게** `code`\n\n* 하나\n* 둘"] * 20 + links)
        post = post_fields(post_id, f"글 {number}", body)
        (folder / f"posts/{post_id}.json").write_text(json.dumps(post), "utf-8")
    index = {"format": 1, "username": "a", "api": "v3", "posts": ids, "notes": []}
    (folder / "backup.json").write_text(json.dumps(index), "utf-8")
    (folder / "series.json").write_text("[]", "utf-8")


def post_fields(post_id: str, title: str, body: str) -> dict[str, object]:
    """Give a post as v3 answers it."""
    return {
        "id": post_id,
        "title": title,
        "body": body,
        "url_slug": title.replace(" ", "-"),
        "thumbnail": None,
        "is_markdown": True,
        "is_private": False,
        "is_temp": False,
        "short_description": "글",
        "released_at": _AT,
        "created_at": _AT,
        "updated_at": _AT,
        "tags": [],
        "series": None,
        "user": {"username": "a"},
    }


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3] if len(sys.argv) > 2 else (200, 600)))
