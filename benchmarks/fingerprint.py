"""A folder of posts → one digest of all that `migrate` writes for them, to compare two versions by.

Run as `python benchmarks/fingerprint.py [FOLDER]` in the folder of a version; FOLDER holds
`*.jsonl`, one post a line, its Markdown in `body`. Without it the sample blog alone is migrated.
The command is run as a person would run it, so the digest does not depend on what modules there
are. Equal digests mean equal bytes in every file of the site, the ledger included, but for its
digests of what pages are made of: this tool's code is one of those.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).parent.parent
SAMPLE_BLOG = ROOT / "tests/fixtures/sample-blog"
DAY = "2022-08-21T05:59:12.000Z"
_MADE = re.compile(rb'"digest": "[0-9a-f]{16}"')
# Each changes what the converter does.
SETTINGS = {
    "as found": "",
    "typography exact": 'typography = "exact"\n',
    "headings shifted": 'shift_headings = true\nprofile = "chirpy"\n',
}


def main(folder: Path | None) -> None:
    """Print a digest for each blog and each settings."""
    with tempfile.TemporaryDirectory() as temporary:
        blogs = {"sample blog": SAMPLE_BLOG}
        if folder is not None:
            blogs["posts"] = _backup(folder, Path(temporary, "backup"))
        for name, blog in blogs.items():
            for number, (how, settings) in enumerate(SETTINGS.items()):
                site = Path(temporary, f"{name}-{number}")
                print(f"{_migrated(blog, site, settings)}  {name}, {how}")


def _migrated(blog: Path, site: Path, settings: str) -> str:
    site.mkdir()
    (site / "_config.yml").write_text("title: a blog\n")
    (site / ".velog-to-jekyll.toml").write_text(settings)
    where: list[str | Path] = ["--from", blog, "--site", site]
    command = [sys.executable, "-m", "migrator", "migrate", *where]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=False, capture_output=True, text=True
    )
    if done.returncode == 2:
        raise SystemExit(done.stderr)
    digest = sha256()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        content = _MADE.sub(b"", path.read_bytes())
        digest.update(f"{path.relative_to(site)}\0".encode() + content + b"\0")
    return digest.hexdigest()[:32]


def _backup(folder: Path, backup: Path) -> Path:
    """Write the posts as a backup of one blog."""
    (backup / "posts").mkdir(parents=True)
    ids = []
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.open(encoding="utf-8")):
            key = f"{file.stem}:{number}"
            post = _post(key, json.loads(line))
            ids.append(post["id"])
            (backup / f"posts/{post['id']}.json").write_text(json.dumps(post))
    index = {"format": 1, "username": "labdev", "api": "v3", "posts": ids, "notes": []}
    (backup / "backup.json").write_text(json.dumps(index))
    (backup / "series.json").write_text("[]")
    return backup


def _post(key: str, row: dict[str, Any]) -> dict[str, Any]:
    title = row.get("title") or key
    released = row.get("released_at") or DAY
    return {
        "id": str(uuid5(NAMESPACE_URL, key)),
        "title": title,
        "body": row["body"],
        "short_description": "",
        "thumbnail": None,
        "is_markdown": row.get("is_markdown") is not False,
        "is_temp": False,
        "is_private": False,
        "url_slug": row.get("url_slug") or title,
        "likes": 0,
        "views": 0,
        "meta": {},
        "released_at": released,
        "created_at": released,
        "updated_at": released,
        "tags": row.get("tags") or [],
        "series": None,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
