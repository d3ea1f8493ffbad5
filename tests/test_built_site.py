"""What a real Jekyll makes of the migrated posts; run by the real command from a loopback Velog."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import frontmatter
import pytest
from bs4 import BeautifulSoup

from conftest import SAMPLE_BLOG, Program
from pixels import pixel
from velog import FakePost, FakeVelog, on_loopback

SEED = Path(__file__).parents[2] / "shared" / "seed"
Build = Callable[[Path], Path]


def velog_to_jekyll(*argv: object, origin: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does, with Velog at `origin`."""
    return subprocess.run(
        [sys.executable, "-m", "migrator", *map(str, argv)],
        env={
            **os.environ,
            "VELOG_V3_ENDPOINT": f"{origin}/v3/graphql",
            "VELOG_V2_ENDPOINT": f"{origin}/v2/graphql",
            "VELOG_IMAGE_ORIGIN": origin,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def pages_of(built: Path) -> dict[str, BeautifulSoup]:
    """Give every built page by its path."""
    return {
        path.relative_to(built).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in built.rglob("*.html")
    }


def broken_images(built: Path) -> list[str]:
    """List the images of the built pages that are not among the built files."""
    sources = [
        str(image["src"]) for page in pages_of(built).values() for image in page.find_all("img")
    ]
    return [src for src in sources if not (built / unquote(src).removeprefix("/")).is_file()]


def a_blog_of(velog: FakeVelog, count: int) -> None:
    """Fill a blog with posts that share words, series, images of old hosts and trouble."""
    hosts = ["velog.velcdn.com", "images.velog.io", "media.vlpt.us", "img.velog.io"]
    for number in range(count):
        name = f"images/labdev/post/00000000-0000-4000-8000-{number:012}/그림 {number % 3}.png"
        velog.images[f"velog.velcdn.com/{name}"] = pixel(number)
        url = f"https://{hosts[number % 4]}/{name.replace(' ', '%20')}"
        body = (
            f"글 {number}\n둘째 줄\n\n![그림]({url})\n\n"
            f"```jsx\n<a style={{{{n: {number}}}}} />\n```\n\n"
            f"{{% tag %}} 와 `{{{{ {number} }}}}`\n\n<img src='{url}?w=640' width=30>\n"
        )
        velog.posts.append(
            FakePost(
                f'글 {number}: "따옴표" \\ {{{{ x }}}}',
                body,
                thumbnail=url,
                tags=("2024", "C++"),
                series=f"시리즈 {number % 3}",
                # Five posts share each moment, also where a page of the list ends.
                released_at=datetime(2023, 5, 1, tzinfo=UTC) + timedelta(days=number // 5),
            )
        )


def test_a_blog_of_120_posts_from_loopback_to_built_pages(
    velog: FakeVelog, site: Path, jekyll: Build
) -> None:
    a_blog_of(velog, 120)
    with on_loopback(velog) as origin:
        done = velog_to_jekyll("migrate", "labdev", "--site", site, origin=origin)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Written: 120 posts. Fetched: 120 images" in done.stdout
    built = jekyll(site)
    pages = [page for name, page in pages_of(built).items() if name.startswith("posts/글")]
    assert len(pages) == 120
    for page in pages:
        number = re.findall(r"글 (\d+)", page.get_text())[0]
        assert f"<a style={{{{n: {number}}}}} />" in page.select("pre")[0].get_text()
        assert f"{{% tag %}} 와 {{{{ {number} }}}}" in page.get_text()
        assert len(page.find_all("br")) == 1
    for file in built.rglob("*.html"):
        assert not re.search(r"velcdn|velog\.io/images|vlpt\.us", file.read_text("utf-8")), file
    assert broken_images(built) == []


@pytest.mark.slow  # a process of its own
def test_the_command_says_plainly_that_a_user_does_not_exist(velog: FakeVelog, site: Path) -> None:
    with on_loopback(velog) as origin:
        done = velog_to_jekyll("migrate", "nobody", "--site", site, origin=origin)
    assert done.returncode == 2
    assert "nobody" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_sample_blog_builds_without_a_broken_image(
    site: Path, run: Program, jekyll: Build
) -> None:
    assert run("migrate", "--from", SAMPLE_BLOG, "--site", site).code == 0
    built = jekyll(site)
    assert broken_images(built) == []
    sources = [str(image["src"]) for page in pages_of(built).values() for image in page("img")]
    assert not [src for src in sources if "velog" in src or "vlpt" in src]


PLAIN_QUOTES = str.maketrans("“”‘’", "\"\"''")
LIQUID = [
    "{{ x }} 와 {% if %}",
    "{{ 열기만",
    "{% 열기만",
    "{{{ 셋 }}}",
    "{%- raw -%} {{ x }} {%- endraw -%}",
    "{% raw %}{{ x }}{% endraw %}",
    "{% comment %} a {% endcomment %} }} %}",
    "{{ a }} {% endraw",
    "a {{% b %}} {",
    "{% include x.html a='}}' %}",
]


@pytest.mark.parametrize("fence", ["```", "    ", "`", ""])
def test_no_liquid_runs_and_none_is_lost(
    velog: FakeVelog, site: Path, run: Program, jekyll: Build, fence: str
) -> None:
    wrap = {
        "```": lambda text: f"```\n{text}\n```",
        "    ": lambda text: f"    {text}",
        "`": lambda text: f"`{text}`",
        "": lambda text: text,
    }[fence]
    velog.posts = [FakePost("글", "\n\n".join(map(wrap, LIQUID)))]
    assert run("migrate", "labdev", "--site", site).code == 0
    (site / "excerpts.html").write_text(
        "---\n---\n{% for post in site.posts %}{{ post.excerpt }}{% endfor %}\n", "utf-8"
    )
    page = (jekyll(site) / "posts/글/index.html").read_text("utf-8")
    shown = BeautifulSoup(page, "html.parser").get_text().translate(PLAIN_QUOTES)
    for text in LIQUID:
        assert text in shown
        shown = shown.partition(text)[2]


def test_the_seed_comes_back_as_its_author_moved_it(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    """Rebuild the Velog post behind the seed and migrate it; a post of our own stands in for it."""
    moved = next(SEED.glob("*.md"), None) if SEED.is_dir() else None
    moved = moved or Path(__file__).parent / "fixtures" / "by-hand.md"
    original = frontmatter.loads(moved.read_text("utf-8"))
    tags: Any = original["tags"]
    urls = re.findall(r"\((https://velog\.velcdn\.com/([^)]+))\)", original.content)
    assert len(urls) == 2
    velog.images = {f"/{path}": pixel(number) for number, (_, path) in enumerate(urls)}
    velog.posts = [
        FakePost(
            str(original["title"]),
            original.content,
            released_at=datetime(2022, 8, 21, 5, 59, tzinfo=UTC),
            tags=tuple(tags),
        )
    ]
    assert run("migrate", "labdev", "--site", site).code == 0
    (file,) = (site / "_posts").glob("2022-08-21-*.md")
    text = file.read_text("utf-8")
    migrated = frontmatter.loads(text)
    assert "\ndate: 2022-08-21 14:59:00 +0900\n" in text
    assert (migrated["title"], migrated["tags"]) == (original["title"], original["tags"])
    body = migrated.content
    for number, (url, _) in enumerate(urls):
        local = re.findall(r"\((/assets/[^)]+)\)", body)[0]
        assert (site / local.removeprefix("/")).read_bytes() == pixel(number)
        body = body.replace(local, url, 1)
    assert _lines(body) == _lines(original.content)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n")]
