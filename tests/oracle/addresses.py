"""Posts as files of a site → the address that a real Jekyll gives each of them."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from oracle.jekyll import JekyllError

_DUMP = """\
---
permalink: /dump.txt
---
{% for post in site.posts %}{{ post.relative_path | jsonify }}
{{ post.url | jsonify }}
{% endfor %}"""


def addresses(files: Mapping[str, str], config: Mapping[str, Any]) -> dict[str, str]:
    """Build the files, each a path and its front matter, and ask Jekyll for `page.url` of each.

    Paths are given back without `collections_dir`. The machine's own time zone is UTC.
    """
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        settings = {"future": True, "unpublished": True, "strict_front_matter": True, **config}
        (site / "_config.yml").write_text(json.dumps(settings), "utf-8")  # all JSON is YAML
        (site / "dump.txt").write_text(_DUMP, "utf-8")
        for path, front in files.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(f"---\n{front}\n---\n글\n", "utf-8")
        command = ["jekyll", "build", "--quiet", "--disable-disk-cache", "--drafts"]
        done = subprocess.run(
            [*command, "--source", site, "--destination", site / "_site"],
            env={**os.environ, "TZ": "UTC"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise JekyllError(done.stderr)
        lines = (site / "_site" / "dump.txt").read_text("utf-8").split("\n")
        texts = [json.loads(line) for line in lines if line]
        return dict(zip(texts[::2], texts[1::2], strict=True))
