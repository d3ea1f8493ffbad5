"""Links to pages of Velog: what they mean, and where they lead once the pages moved."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from conftest import JekyllPages
from migrator.converter.blog_context import BlogContext
from migrator.converter.page import convert_post, heading_ids
from migrator.converter.velog_links import Resolve, VelogPage, own_page, site_link, stays
from migrator.jekyll.permalinks import url_of
from migrator.jekyll.site_config import baseurl, liquid_baseurl
from migrator.settings.site_settings import Settings
from test_converter import IMAGE, NOTHING, a_post
from test_permalinks import SLUGS as ALL_SLUGS

SLUG = "한글-슬러그"
ENCODED = quote(SLUG)
POST = VelogPage("labdev", "post", SLUG)
NFD = unicodedata.normalize("NFD", SLUG)


@pytest.mark.parametrize(
    "url",
    [
        f"https://velog.io/@labdev/{SLUG}",
        f"https://velog.io/@labdev/{ENCODED}",
        f"https://velog.io/@labdev/{ENCODED.lower()}",
        f"https://velog.io/@labdev/{quote(ENCODED)}",
        f"https://velog.io/@labdev/한글-{quote('슬러그')}",
        f"https://velog.io/@labdev/{NFD}",
        f"https://velog.io/@labdev/{quote(NFD)}",
        f"https://velog.io/%40labdev/{ENCODED}",
        f"https://velog.io/@labdev/{ENCODED}/",
        f"https://velog.io/@labdev/{ENCODED}?utm_source=x&tag=y",
        f"https://velog.io/@labdev/{ENCODED}#",
        f"http://velog.io/@labdev/{SLUG}",
        f"HTTPS://Velog.IO/@labdev/{SLUG}",
        f"https://www.velog.io/@labdev/{SLUG}",
        f"https://velog.io:443/@labdev/{SLUG}",
        f"//velog.io/@labdev/{SLUG}",
        f"velog.io/@labdev/{SLUG}",
        f"/@labdev/{SLUG}",
    ],
)
def test_a_post_is_known_in_every_form_of_its_address(url: str) -> None:
    assert own_page(url) == POST


@pytest.mark.parametrize(
    ("url", "page"),
    [
        (f"https://velog.io/@labdev/{SLUG}#첫-제목", ("post", SLUG, "첫-제목")),
        (f"https://velog.io/@labdev/{SLUG}?a=b#{quote('첫-제목')}", ("post", SLUG, "첫-제목")),
        ("https://velog.io/@labdev/.NET", ("post", ".NET", "")),
        ("https://velog.io/@labdev/c++-a;b", ("post", "c++-a;b", "")),
        ("https://velog.io/@labdev", ("home", "", "")),
        ("https://velog.io/@labdev/", ("home", "", "")),
        ("https://velog.io/@labdev/posts", ("home", "", "")),
        ("https://velog.io/@labdev?utm_medium=x", ("home", "", "")),
        ("https://velog.io/@labdev/series", ("series", "", "")),
        (f"https://velog.io/@labdev/series/{ENCODED}", ("series", SLUG, "")),
        ("https://velog.io/@labdev?tag=C%2B%2B", ("tag", "C++", "")),
        (f"https://velog.io/@labdev/posts?tag={quote('태그 하나')}", ("tag", "태그 하나", "")),
        ("https://velog.io/@labdev/posts?a&tag=태그", ("tag", "태그", "")),
    ],
)
def test_every_page_of_a_blog_is_told_apart(url: str, page: tuple[Any, str, str]) -> None:
    assert own_page(url) == VelogPage("labdev", *page)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#제목",
        "https://velog.io",
        "https://velog.io/",
        "https://velog.io/tags/react",
        "https://velog.io/@",
        "https://velog.io/labdev/글",
        "https://velog.io/@labdev/about",
        "https://velog.io/@labdev/글/더",
        "https://velog.io/@labdev/series/글/더",
        "https://velog.io.evil.com/@labdev/글",
        "https://notvelog.io/@labdev/글",
        "https://evil.com/https://velog.io/@labdev/글",
        "https://v2.velog.io/rss/@labdev",
        "https://medium.com/@labdev/글",
        "mailto:a@velog.io",
        "/about",
        "https://velog.io/@a@b/글",
        "https://velog.io/@labdev//evil",
        "https://[velog.io/@labdev/글",
        IMAGE,
    ],
)
def test_no_other_address_is_taken_for_one(url: str) -> None:
    assert own_page(url) is None


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("/posts/x/", "/posts/x/"),
        ("/posts/%ED%95%9C%EA%B8%80-v1.2/", "/posts/한글-v1.2/"),
        ("/c%23/it's-(a)/$1&2.html", "/c%23/it%27s-%28a%29/%241%262.html"),
        ("/왜?/그대로 두기/", "/왜%3F/그대로%20두기/"),
        ("/{{ x }}|<b>/", "/%7B%7B%20x%20%7D%7D%7C%3Cb%3E/"),
        (f"/{quote(NFD)}/", f"/{quote(NFD)}/"),
    ],
)
def test_a_link_can_be_read_and_needs_no_escape(url: str, plain: str) -> None:
    assert site_link(url) == plain
    assert site_link(url, "첫-제목") == f"{plain}#첫-제목"
    assert site_link(url, base="/blog") == f"/blog{plain}"


@pytest.mark.parametrize(
    ("written", "folder", "liquid"),
    [
        (None, "", ""),
        ("", "", ""),
        ("/", "", ""),
        ("/blog", "/blog", "{{ site.baseurl }}"),
        ("/a/b", "/a/b", "{{ site.baseurl }}"),
        ("blog/", "/blog", "/blog"),
        ("/blog/", "/blog", "/blog"),
        ("/a b", "/a b", "/a b"),
        ("/{x}", "/{x}", "/{x}"),
    ],
)
def test_baseurl_is_left_to_liquid_where_that_gives_an_address(
    written: str | None, folder: str, liquid: str
) -> None:
    config = {"baseurl": written}
    assert (baseurl(config), liquid_baseurl(config)) == (folder, liquid)


def test_headings_are_known_by_both_ids() -> None:
    body = "# C++ & C#\n## 하나, 둘: 셋\n## 하나, 둘: 셋\n<h3>없음</h3>\n"
    assert heading_ids(a_post(body)) == {
        "c--c": "c--c",
        "하나-둘-셋": "하나-둘-셋",
        "하나-둘-셋-1": "하나-둘-셋-1",
    }
    assert heading_ids(a_post("# 가 — 나…")) == {"가--나": "가--나"}
    assert heading_ids(a_post("<h2>글</h2>", is_markdown=False)) == {"글": "글"}


WRITTEN = """\
[하나](URL) 글 [둘](URL "제목") 그리고 [셋][r] 및 [r].

<URL> 와 URL 뒤

[![그림](https://e.com/a.png)](URL)

| 표 | [칸](URL) |
|---|---|
| URL | `URL` |

> - **[굵게](URL)** {{ [중괄호](URL) }}

## [제목](URL)

<a href="URL">글</a> <b><a href="URL">안</a></b>

<table><tr><td><a href="URL">HTML 표</a></td></tr></table>

[남](https://velog.io/@other/post) [태그](https://velog.io/tags/x) ![](URL)

```
[코드](URL)
```

[r]: URL
"""
PLACES = 15
SLUGS = [slug for slug in ALL_SLUGS if slug.strip("-")]
URL = f"https://velog.io/@labdev/{ENCODED}?utm=1#{quote('첫-제목')}"


def _resolve(form: str) -> Resolve:
    def resolve(page: VelogPage) -> str | None:
        assert page in (
            VelogPage("labdev", "post", SLUG, "첫-제목"),
            VelogPage("other", "post", "post"),
        )
        return form if page.user == "labdev" else None

    return resolve


def _convert(resolve: Resolve) -> str:
    post = a_post(WRITTEN.replace("URL", URL), description="설명")
    blog_context = BlogContext(resolve=resolve)
    page = convert_post(post, "labdev", "_posts/2022-08-21-글.md", Settings(), blog_context)
    return page.text(NOTHING)


class Links(HTMLParser):
    """Collects where links lead, and all that is shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.shown = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs)["href"] or "")

    def handle_data(self, data: str) -> None:
        self.shown += data


def test_links_stay_if_nothing_moved() -> None:
    text = _convert(stays)
    assert text.count(f"utm=1#{quote('첫-제목')}") == WRITTEN.count("URL")
    post = a_post(WRITTEN.replace("URL", URL), description="설명")
    page = convert_post(post, "labdev", "x.md", Settings())
    assert page.text(NOTHING) == text


def test_a_link_is_moved_wherever_it_stands() -> None:
    moved = _convert(_resolve("/posts/x/#y")).split("\n---\n\n")[1]
    kept = "/@other/post", "/tags/x", "@labdev/"
    lines = [line for line in moved.split("\n") if any(part in line for part in kept)]
    assert moved.count("/posts/x/#y") == PLACES - 1  # two links have one definition
    assert [line.replace(URL, "URL") for line in lines] == [
        "[URL](/posts/x/#y) 와 [URL](/posts/x/#y) 뒤",
        "| [URL](/posts/x/#y) | `URL` |",
        "[남](https://velog.io/@other/post) [태그](https://velog.io/tags/x) ![](URL)",
        "[코드](URL)",
    ]


@pytest.mark.parametrize("written", ["", "/blog", "blog/"])
def test_links_lead_home_on_jekyll_and_show_what_they_showed(
    jekyll_pages: JekyllPages, written: str
) -> None:
    link = site_link(f"/posts/{ENCODED}/", "첫-제목", liquid_baseurl({"baseurl": written}))
    texts = {"before": _convert(stays), "after": _convert(_resolve(link))}
    built = jekyll_pages(texts, {"baseurl": written})
    assert built.failed == {}
    before, after = Links(built.pages["before"]), Links(built.pages["after"])
    assert after.shown == before.shown
    home = f"/{written.strip('/')}/posts/{SLUG}/#첫-제목".replace("//", "/")
    moved = [unquote(new) for old, new in zip(before.links, after.links, strict=True) if old != new]
    assert moved == [home] * PLACES
    assert len(after.links) == PLACES + 2


@pytest.mark.parametrize("written", ["", "/blog", "blog/"])
def test_a_link_finds_the_page_of_every_post(
    tmp_path: Path, jekyll: Callable[[Path], Path], written: str
) -> None:
    config = {"baseurl": written, "permalink": "/:categories/:title/", "timezone": "Asia/Seoul"}
    site = tmp_path / "site"
    (site / "_posts").mkdir(parents=True)
    (site / "_config.yml").write_text(json.dumps(config), "utf-8")
    links = []
    for number, slug in enumerate(SLUGS):
        front: dict[str, Any] = {"categories": ["왜?", "C#", "A & B's (가)"][: number % 4]}
        if number % 5 == 4:
            front["permalink"] = f"/{{x}} {slug} [{number}]/"
        path = f"_posts/2022-01-13-{slug}.md"
        (site / path).write_text(f"---\n{json.dumps(front)}\n---\n글\n", "utf-8")
        url = url_of(path, front, config)
        assert isinstance(url, str)
        link = site_link(url, base=liquid_baseurl(config))
        links.append(f"- [글]({link})\n")
    (site / "index.md").write_text(f"---\n---\n{''.join(links)}", "utf-8")
    built = jekyll(site)
    found = Links((built / "index.html").read_text("utf-8")).links
    assert len(found) == len(SLUGS)
    above = f"/{written.strip('/')}/" if written else "/"
    for link in found:
        assert link.startswith(above)
        assert "?" not in link and "#" not in link
        assert (built / unquote(link.removeprefix(above)) / "index.html").is_file(), link
