"""Posts as files of a site → the HTML that a real Jekyll makes of them, all in one build."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

# Jekyll's own defaults, but that it must not pass over a post in silence.
_CONFIG: dict[str, Any] = {
    "future": True,
    "unpublished": True,
    "strict_front_matter": True,
    "permalink": "/:title.html",
}
_LAYOUT = "<!-- {{ page.path }} -->\n{{ content }}"
_OF = re.compile(r"<!-- _posts/2000-01-01-p(\d+)\.md -->\n")
# A page that shows the excerpts of all posts, as a list of posts does.
_LIST = """---
layout: null
---
{% for post in site.posts %}<!-- {{ post.path }} -->
{{ post.excerpt }}{% endfor %}"""
_CULPRIT = re.compile(r"_posts/2000-01-01-p(\d+)\.md")


class JekyllError(Exception):
    """Jekyll is not there, or no post is to blame for its failure."""


class Built(NamedTuple):
    """The HTML of each post and of its excerpt by its key, and why the others stop a build."""

    pages: dict[str, str]
    failed: dict[str, str]
    excerpts: dict[str, str]


def missing() -> str | None:
    """Say what is lacking to build; None if Jekyll can run."""
    if shutil.which("jekyll") is None:
        return "jekyll is missing: apt install jekyll ruby-kramdown-parser-gfm"
    return None


def as_file(body: str, front: str = "") -> str:
    """Put front matter, given as lines of YAML, before a body."""
    return f"---\n{front}---\n\n{body}\n"


def build(files: Mapping[str, str], config: Mapping[str, Any] | None = None) -> Built:
    """Build the files, each a post with its front matter, as one site."""
    if missing():
        raise JekyllError(missing())
    built = Built({}, {}, {})
    settings = {**_CONFIG, **(config or {})}
    keys = list(files)
    with tempfile.TemporaryDirectory() as folder:
        numbers = range(len(keys))
        _build_some(built, [files[key] for key in keys], numbers, settings, Path(folder))
    return Built(
        {keys[int(number)]: html for number, html in built.pages.items()},
        {keys[int(number)]: error for number, error in built.failed.items()},
        {keys[int(number)]: html for number, html in built.excerpts.items()},
    )


def _build_some(
    built: Built,
    texts: Sequence[str],
    numbers: Sequence[int],
    settings: Mapping[str, Any],
    folder: Path,
) -> None:
    """Build the posts of these numbers; where that fails, find the ones to blame."""
    if not numbers:
        return
    error = _jekyll(built, {number: texts[number] for number in numbers}, settings, folder)
    if not error:
        return
    blamed = {int(number) for number in _CULPRIT.findall(error)} & set(numbers)
    if len(numbers) == 1:
        blamed = set(numbers)
    built.failed.update({str(number): error for number in blamed})
    rest = [number for number in numbers if number not in blamed]
    # A build ends at its first bad post. Small ones make it cheap to look for the next.
    half = len(rest) // 2 if len(rest) > 40 or not blamed else 0
    _build_some(built, texts, rest[:half], settings, folder)
    _build_some(built, texts, rest[half:], settings, folder)


def _jekyll(
    built: Built, texts: Mapping[int, str], settings: Mapping[str, Any], folder: Path
) -> str:
    """Run one build into `built`; give what went wrong, empty if nothing did."""
    site = Path(tempfile.mkdtemp(dir=folder))
    _write_site(site, texts, settings)
    target = site / "_site"
    command = ["jekyll", "build", "--quiet", "--disable-disk-cache"]
    done = subprocess.run(
        [*command, "--source", site, "--destination", target],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        return _reason(done.stderr)
    for page in target.rglob("*.html"):
        html = page.read_text("utf-8")
        number = _OF.match(html)
        if number:
            built.pages[number[1]] = html[number.end() :]
    _, *of_posts = _OF.split((target / "excerpts.txt").read_text("utf-8"))
    built.excerpts.update(zip(of_posts[::2], of_posts[1::2], strict=True))
    lost = {str(number) for number in texts} - set(built.pages)
    built.failed.update(dict.fromkeys(lost, "Jekyll leaves it out without a word"))
    return ""


def _write_site(site: Path, texts: Mapping[int, str], settings: Mapping[str, Any]) -> None:
    for name in ("_posts", "_layouts"):
        (site / name).mkdir()
    for layout in ("default", "page", "post"):
        (site / "_layouts" / f"{layout}.html").write_text(_LAYOUT, "utf-8")
    (site / "excerpts.txt").write_text(_LIST, "utf-8")
    # A front matter without a layout gets one too.
    defaults = [{"scope": {"path": ""}, "values": {"layout": "post"}}]
    config = json.dumps({"defaults": defaults, **settings})  # all JSON is YAML
    (site / "_config.yml").write_text(config, "utf-8")
    for number, text in texts.items():
        (site / "_posts" / f"2000-01-01-p{number}.md").write_text(text, "utf-8", newline="\n")


def _reason(stderr: str) -> str:
    """Give the lines that tell of an error, without colours."""
    lines = re.sub(r"\x1b\[[0-9;]*m", "", stderr).splitlines()
    telling = [line.strip() for line in lines if re.search(r"Error|Exception|Fatal", line)]
    return " ".join(telling) or stderr.strip()[-500:] or "no reason given"
