"""The site that `new` makes, built by a real Jekyll, at its own address and below another one."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

import new_site_builds as builds
from conftest import need
from themes.links import Built

MATH = "posts/경사-하강법을-손으로-한-번만-계산해-보자/index.html"
WIDE = "posts/넓은-글/index.html"
SECOND = "posts/하루-만에-배우는-리눅스-2-파일과-권한/index.html"
ATOM = "{http://www.w3.org/2005/Atom}"

everywhere = pytest.mark.parametrize("baseurl", ["", "/blog"])


@pytest.fixture(scope="session")
def build_theme(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """Give a function that builds the site once for each address; `none` is one without a blog."""
    need(builds.missing())
    blog = builds.blog_with_more(tmp_path_factory.mktemp("new-blog"))

    @cache
    def build(baseurl: str) -> Built:
        folder = tmp_path_factory.mktemp("new-site")
        if baseurl == "none":
            return builds.build(builds.make(folder), url=builds.ORIGIN)
        site = builds.make(folder, "--from", blog, "--comments")
        built = builds.build(site, baseurl)
        if baseurl:
            command = [sys.executable, "-m", "migrator", "sync", "--site", site, "--from", blog]
            subprocess.run(list(map(str, command)), check=True, capture_output=True)
            built = builds.build(site, baseurl)
        return built

    return build


@pytest.fixture
def built(build_theme: Callable[[str], Built], baseurl: str) -> Built:
    return build_theme(baseurl)


@pytest.mark.parametrize("baseurl", ["", "/blog", "none"])
def test_every_address_leads_somewhere(built: Built) -> None:
    assert built.broken() == []
    assert len(built.links) > 80


@pytest.mark.parametrize("baseurl", ["", "/blog", "none"])
def test_no_page_asks_another_host_but_for_what_its_post_has(built: Built) -> None:
    asked = {
        (link.page.relative_to(built.folder).as_posix(), urlsplit(link.url).netloc)
        for link in built.links
        if link.place.startswith(("<img", "<script", "<link", "<source"))
    }
    home = urlsplit(builds.ORIGIN).netloc
    outside = {(page, host) for page, host in asked if host not in ("", home)}
    embeds = {(page, host) for page, host in outside if host == "platform.twitter.com"}
    wanted = {(page, "cdn.jsdelivr.net") for page in (MATH, WIDE)} if has_blog(built) else set()
    assert outside - embeds == wanted
    for file in built.folder.rglob("*.css"):
        assert "http" not in file.read_text("utf-8")


def has_blog(built: Built) -> bool:
    """Tell whether there is a blog in it."""
    return (built.folder / "posts").is_dir()


@everywhere
def test_scripts_of_others_are_only_those_we_know(built: Built) -> None:
    tags = [tag for page in built.pages.values() for tag in page.select("[src*=jsdelivr]")]
    assert tags
    for tag in tags:
        assert str(tag["integrity"]).startswith("sha384-")
        assert re.search(r"@\d+\.\d+\.\d+/", str(tag["src"]))


@everywhere
def test_a_cover_is_seen_once_in_a_post_and_once_in_its_card(built: Built) -> None:
    cards = [card for name in home_pages(built) for card in built.pages[name].select(".card")]
    assert len(cards) == 17
    for card in cards:
        link = card.select_one("h2 a")
        assert link
        page = built.pages[page_of(built, str(link["href"]))]
        covers = [urlsplit(str(image["src"])).path for image in card.select("img")]
        shown = [urlsplit(str(image["src"])).path for image in page.select("main img")]
        for cover in covers:
            assert [unquote(each) for each in shown].count(unquote(cover)) == 1


def home_pages(built: Built) -> list[str]:
    return ["index.html", *(name for name in built.pages if name.startswith("page/"))]


def page_of(built: Built, href: str) -> str:
    path = unquote(urlsplit(href).path).removeprefix(built.baseurl).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def texts(tags: list[Tag]) -> list[str]:
    return [" ".join(tag.get_text().split()) for tag in tags]


@everywhere
def test_a_series_is_a_box_with_its_place_and_its_neighbours(built: Built) -> None:
    (box,) = built.pages[SECOND].select("nav.series")
    assert texts(box.select("li")) == [
        "하루 만에 배우는 리눅스 1: 까만 화면과 인사하기",
        "하루 만에 배우는 리눅스 2: 파일과 권한",
        "하루 만에 배우는 리눅스 3: 파이프",
    ]
    assert texts(box.select("strong")) == ["하루 만에 배우는 리눅스 2: 파일과 권한"]
    assert texts(box.select(".place span")) == ["2/3"]
    before, after = (page_of(built, str(a["href"])) for a in box.select(".place a"))
    assert "리눅스-1" in before
    assert "리눅스-3" in after


@everywhere
def test_each_series_has_a_page_of_its_own(built: Built) -> None:
    homes = {name: page for name, page in built.pages.items() if re.match("series/.+/", name)}
    titles = {"하루 만에 배우는 리눅스": 3, '홀로 "선" & <글>': 1}
    for page in homes.values():
        (title,) = texts(page.select("h1"))
        posts = [page_of(built, str(a["href"])) for a in page.select("main ol a")]
        assert len(posts) == titles.pop(title)
        for post in posts:
            (box,) = built.pages[post].select("nav.series > p:first-child a")
            assert built.pages[page_of(built, str(box["href"]))] is page
    assert titles == {}
    links = built.pages["series/index.html"].select("h2 a")
    assert {page_of(built, str(a["href"])) for a in links} == set(homes)


@everywhere
def test_a_link_to_a_series_or_a_tag_leads_to_its_place(built: Built) -> None:
    hrefs = [unquote(str(a["href"])) for a in built.pages[WIDE].select(".text a")]
    assert f"{built.baseurl}/series/#하루-만에-배우는-리눅스" in hrefs
    assert f"{built.baseurl}/tags/#C#" in hrefs


@everywhere
def test_comments_are_under_their_post_alone(built: Built) -> None:
    (box,) = built.pages[WIDE].select("article.post > footer > section.velog-comments")
    assert texts(box.select("b")) == ["dubu", "알 수 없음", "haru-dev", "알 수 없음"]
    assert texts(box.select(".velog-comment-deleted")) == ["삭제된 댓글입니다."]
    assert "{{ x }}" in box.get_text()
    (image,) = box.select("img")
    assert str(image["src"]).startswith(f"{built.baseurl}/assets/img/posts/")
    assert box.select(f'a[href^="{built.baseurl}/series/#"]')
    assert [name for name, page in built.pages.items() if page.select(".velog-comments")] == [WIDE]


@everywhere
def test_contents_are_the_headings_of_the_text(built: Built) -> None:
    assert any(page.select(".post .toc li") for page in built.pages.values())
    for name, page in built.pages.items():
        headings = page.select(".post .text > :is(h1, h2, h3)")
        items = page.select(".post .toc li")
        if name.startswith("posts/"):
            assert texts(items) == (texts(headings) if len(headings) > 1 else [])


@everywhere
def test_formulas_and_diagrams_are_loaded_where_there_are_some(built: Built) -> None:
    with_math = [name for name, page in built.pages.items() if "katex" in str(page.head)]
    with_diagrams = [name for name, page in built.pages.items() if "mermaid" in str(page.head)]
    assert (with_math, with_diagrams) == ([MATH], [WIDE])
    assert built.pages[WIDE].select("code.language-mermaid")


@everywhere
def test_the_feed_has_whole_posts_with_whole_addresses(built: Built) -> None:
    feed = ElementTree.fromstring((built.folder / "feed.xml").read_bytes())
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 17
    for entry in entries:
        page = BeautifulSoup(entry.findtext(f"{ATOM}content") or "", "html.parser")
        for tag in page.select("[src]"):
            assert str(tag["src"]).startswith("https://")
        assert (entry.findtext(f"{ATOM}id") or "").startswith(f"{builds.ORIGIN}{built.baseurl}/")


@everywhere
def test_the_index_of_the_search_knows_every_post(built: Built) -> None:
    index = json.loads((built.folder / "search.json").read_text("utf-8"))
    assert len(index) == 17
    (wide,) = (post for post in index if post["title"] == builds.WIDE)
    assert "값29" in wide["text"]
    (fast,) = (post for post in index if post["title"].startswith('"빠르다"'))
    assert "<script>" in fast["text"]
    assert wide["tags"] == 'C# Spring Boot a"b&<c>'
    assert page_of(built, wide["url"]) == WIDE


@everywhere
def test_the_map_has_every_page_but_the_lost_one(built: Built) -> None:
    text = (built.folder / "sitemap.xml").read_text("utf-8")
    listed = {page_of(built, url) for url in re.findall("<loc>(.*?)</loc>", text)}
    assert listed == {name for name in built.pages if name != "404.html"}


@everywhere
def test_lists_have_every_post(built: Built) -> None:
    for name, count in (("archive/index.html", 17), ("series/index.html", 4)):
        links = built.pages[name].select("main section li a")
        assert len({page_of(built, str(link["href"])) for link in links}) == count
    tags = built.pages["tags/index.html"]
    assert {"C#", "Spring Boot", 'a"b&<c>'} <= set(texts(tags.select("section h2")))
    assert '홀로 "선" & <글>' in texts(built.pages["series/index.html"].select("h2"))


@everywhere
def test_a_series_shows_the_first_cover_of_its_posts(built: Built) -> None:
    covers = {
        " ".join(section.select("h2")[0].get_text().split()): [
            unquote(str(image["src"])) for image in section.select("img")
        ]
        for section in built.pages["series/index.html"].select("section")
    }
    assert covers.pop('홀로 "선" & <글>') == []
    ((cover,),) = covers.values()
    assert cover.startswith(f"{built.baseurl}/assets/img/posts/2023-06-10-")


@everywhere
def test_every_page_says_what_it_is(built: Built) -> None:
    for name, page in built.pages.items():
        (title,) = page.select("title")
        (canonical,) = page.select("link[rel=canonical]")
        assert title.get_text().endswith("하루의 개발 노트"), name
        assert len(page.select("h1")) >= 1, name
        assert str(canonical["href"]).startswith(f"{builds.ORIGIN}{built.baseurl}/"), name
        assert page.html
        assert page.html["lang"] == "ko"


@pytest.mark.parametrize("baseurl", ["none"])
def test_an_empty_blog_says_that_it_is(built: Built) -> None:
    assert "아직 글이 없습니다." in built.pages["index.html"].get_text()
    assert set(built.pages) == {
        "index.html",
        "404.html",
        *(f"{name}/index.html" for name in ("about", "archive", "search", "series", "tags")),
    }


def test_it_speaks_english_and_has_comments_if_told(
    build_theme: Callable[[str], Built], tmp_path: Path
) -> None:
    site = builds.make(tmp_path, "--lang", "en")
    config = site / "_config.yml"
    text = re.sub(r"^#(?=giscus| +(?:repo|cat))", "", config.read_text("utf-8"), flags=re.MULTILINE)
    config.write_text(re.sub(r"_id: *$", "_id: X1", text, flags=re.MULTILINE), "utf-8")
    (site / "_posts").mkdir()
    (site / "_posts/2024-01-02-a.md").write_text("---\ntitle: A\n---\n본문 **굵게**\n", "utf-8")
    built = builds.build(site, url=builds.ORIGIN)
    home, post = built.pages["index.html"], built.pages["posts/a/index.html"]
    assert "본문 굵게" in texts(home.select(".card p"))
    assert texts(post.select("time")) == ["January 2, 2024"]
    (script,) = post.select(".comments script")
    assert (script["data-repo-id"], script["data-category-id"]) == ("X1", "X1")
    assert not home.select("script[src*=giscus]")
