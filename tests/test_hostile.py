"""Posts that try to get out of their page, their file or the site, in one build of a real Jekyll.

Their words are drawn anew in each run. HOSTILE_SEED draws those of an earlier run again, and
HOSTILE_POSTS says how many.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import SystemRandom

import pytest
from bs4 import BeautifulSoup, Tag

from conftest import Program, tree
from migrator.converter.clean_text import one_line
from oracle.hostile import hostile_posts
from velog import RELEASED, FakePost, FakeVelog

_LIST = """---
layout: null
permalink: /hostile.jsonl
---
{% for post in site.posts %}{{ post.velog.id | jsonify }}
{{ post.title | jsonify }}
{{ post.description | jsonify }}
{{ post.tags | jsonify }}
{{ post.content | jsonify }}
{{ post.excerpt | jsonify }}
{% endfor %}"""
_DEAD = ("script", "style", "form", "object", "embed", "base", "svg", "math", "meta", "link")
_OF_THE_REPORT = ("<meta ", "<style>", '<script>"use strict";')
_SEED = int(os.environ.get("HOSTILE_SEED") or SystemRandom().randrange(10**6))
_COUNT = int(os.environ.get("HOSTILE_POSTS") or 300)


def alive(html: str) -> list[str]:
    """Give what runs, or reaches outside, in a page."""
    return [
        str(tag)[:200]
        for tag in BeautifulSoup(html, "html.parser").find_all(True)
        if isinstance(tag, Tag) and (tag.name in _DEAD or any(map(_runs, tag.attrs.items())))
    ]


def _runs(attribute: tuple[str, object]) -> bool:
    name, value = attribute
    address = "".join(str(value).split()).lower()
    if name in ("href", "src", "action", "formaction", "xlink:href", "data"):
        return address.startswith("javascript:")
    return name.startswith("on") or name == "srcdoc"


def seen(title: str) -> str:
    """Give the signs of a title that leave a mark."""
    return "".join(sign for sign in title if sign.isprintable() and not sign.isspace())


@pytest.mark.parametrize("seed", [pytest.param(_SEED, id="drawn anew")])
def test_no_post_gets_out(
    velog: FakeVelog, site: Path, run: Program, jekyll: Callable[[Path], Path], seed: int
) -> None:
    posts = hostile_posts(_COUNT, seed)
    velog.posts = [
        FakePost(
            post.title,
            post.body,
            id=f"00000000-0000-4000-8000-{number:012}",
            url_slug=f"{post.slug}{number}",
            tags=post.tags,
            series=post.series or None,
            short_description=post.description,
            is_markdown=post.is_markdown,
            released_at=RELEASED + timedelta(minutes=number),
        )
        for number, post in enumerate(posts)
    ]
    before = tree(site.parent)
    print(f"HOSTILE_SEED={seed}")
    report = run("diff", "labdev", "--format", "html", "--site", site)
    assert report.code == 1, report.err
    assert [tag for tag in alive(report.out) if not tag.startswith(_OF_THE_REPORT)] == []
    done = run("migrate", "labdev", "--site", site)
    assert done.code in (0, 1), done.err
    assert "\x1b" not in done.out + done.err
    after = tree(site.parent)
    assert {path: after.get(path) for path in before} == before
    new = {path.split("/")[1] for path in set(after) - set(before)}
    assert new <= {"_posts", "_data", "assets", "_includes", ".velog-to-jekyll"}
    (site / "hostile.txt").write_text(_LIST, "utf-8")
    lines = (jekyll(site) / "hostile.jsonl").read_text("utf-8").split("\n")
    read = [json.loads(line) for line in lines if line.strip()]
    shown = {read[at]: read[at + 1 : at + 6] for at in range(0, len(read), 6)}
    for post, fake in zip(posts, velog.posts, strict=True):
        title, description, tags, content, excerpt = shown[fake.id]
        given = seen(one_line(post.description))
        assert seen(description or "") == given or not given, post
        wanted = {seen(one_line(tag)) for tag in post.tags}
        assert {*map(seen, tags)} - {""} == wanted - {""}
        assert seen(title) in (seen(one_line(post.title)), seen(fake.url_slug))
        assert alive(content) == [], post
        assert alive(excerpt or "") == [], post
        assert "leak" not in content, post
