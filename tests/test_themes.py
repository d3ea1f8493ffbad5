"""The sample blog in sites of real themes, on a domain of its own and below another: what shows."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import frontmatter
import pytest
from bs4 import BeautifulSoup, Tag

from conftest import SAMPLE_BLOG, Program, need
from migrator.settings.profiles import profiles
from migrator.settings.site_theme import site_theme
from migrator.settings.theme_files import ThemeFiles, read_theme_files
from theme_rules import violations
from themes import sites
from themes.links import Link
from themes.sites import Post, Site
from themes.spoilt_pages import planted_damage

THEMES = ("minima", "chirpy")

# What Jekyll, jekyll-seo-tag (in both themes) and this project itself read from a post.
_JEKYLL = "layout title date tags categories published permalink excerpt render_with_liquid".split()
_SEO = "description image last_modified_at canonical_url".split()
_OWN = "series series_order velog".split()

_DIAGRAM = "List<T> & *별표* 와 __init__, &nbsp; 그리기"
_FORMULAS = "경사 하강법을 손으로 한 번만 계산해 보자"
_OF_VELOG = "https://velog.velcdn.com/images/haru-dev/post"
_GRAPH = f"{_OF_VELOG}/121a98fb-e67b-451a-a354-2329fc783b0f/image.png"
_HOOKS = f"{_OF_VELOG}/9c2c9774-da49-4434-965d-94f12f4ffba0/hooks.svg"
# What the sample blog lacks: a diagram, headings of the first level, links to the blog's own posts.
_BODY = f"""# 순서도

![그림]({_GRAPH})
[![작은 그림]({_HOOKS})](https://velog.io/@haru-dev/React-정리)

```mermaid
graph LR
  글 --> 커밋 --> 배포
```

# 링크

| 글 | 그림 |
|---|---|
| [리액트](https://velog.io/@haru-dev/{quote("react-정리")}) | <img src="{_GRAPH}" width="30"> |
| [제목까지](https://velog.io/@haru-dev/중괄호-두-개의-저주#3-github-actions-달러까지-붙는다) | |

[위로](#순서도) 또는 [나란히](/@haru-dev/첫-서버를-띄웠다)
"""


def _with(*themes: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        ("theme", "baseurl"),
        [
            pytest.param(theme, baseurl, id=f"{theme}{baseurl}")
            for theme in themes
            for baseurl in ("", "/blog")
        ],
    )


everywhere = _with(*THEMES)
with_chirpy = _with("chirpy")


@pytest.fixture(scope="session")
def build_theme(blog: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Site]:
    """Give a function that builds a site once and shows it to every test."""
    need(sites.missing())

    @cache
    def build(theme: str, baseurl: str) -> Site:
        return sites.make(tmp_path_factory.mktemp(theme), theme, baseurl, blog)

    return build


@pytest.fixture
def site(build_theme: Callable[[str, str], Site], theme: str, baseurl: str) -> Site:
    """Give the built site of a theme at a baseurl."""
    return build_theme(theme, baseurl)


@pytest.fixture(scope="session")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the sample blog with one more post."""
    blog = Path(shutil.copytree(SAMPLE_BLOG, tmp_path_factory.mktemp("blog") / "blog"))
    index = json.loads((blog / "backup.json").read_text("utf-8"))
    like = json.loads((blog / "posts" / f"{index['posts'][0]}.json").read_text("utf-8"))
    post_id = "00000000-0000-4000-8000-000000000001"
    own = {"id": post_id, "title": _DIAGRAM, "body": _BODY, "url_slug": "그리기", "tags": ["C++"]}
    index["posts"].append(post_id)
    for path, value in (("backup.json", index), (f"posts/{post_id}.json", {**like, **own})):
        (blog / path).write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return blog


def _page(site: Site, post: Post) -> BeautifulSoup:
    return site.built.pages[post.page.relative_to(site.built.folder).as_posix()]


def _text(tag: Tag | None) -> str:
    assert tag is not None
    return " ".join(tag.get_text().split())


def _scripts(site: Site, post: Post) -> str:
    """Give the addresses of the scripts of a page."""
    return " ".join(str(tag["src"]) for tag in _page(site, post).find_all("script", src=True))


def _named(site: Site, title: str) -> Post:
    return next(post for post in site.posts if post.title == title)


@everywhere
def test_every_address_in_the_pages_leads_somewhere(site: Site) -> None:
    # Links that Velog takes for its own pages are looked at below.
    assert [fault for fault in site.built.broken() if "'/@" not in fault] == []
    assert len(site.built.links) > 300


@everywhere
def test_a_post_shows_each_image_that_came_along_with_it(site: Site) -> None:
    images = site.root / "assets" / "img" / "posts"
    shown: dict[Path, set[Path | None]] = {}
    for link in site.built.links:
        shown.setdefault(link.page, set()).add(site.built.target(link))
    count = 0
    for post in site.posts:
        for file in images.glob(f"{post.file.stem}/*"):
            assert site.built.folder / file.relative_to(site.root) in shown[post.page], file
            count += 1
    assert count >= 24
    late = [tag for post in site.posts for tag in _page(site, post)("img") if "velog" in str(tag)]
    assert late == []


@everywhere
def test_the_about_page_of_the_blog_is_a_page_of_the_theme(site: Site) -> None:
    page = site.built.pages["about/index.html"]
    name = "119ccfb0-55e6-416b-b6a0-466642c7f373-dubu.jpg"
    here = [link for link in site.built.links if link.page.parent.name == "about"]
    files = {site.built.target(link) for link in here}
    assert site.built.folder / "assets/img/pages/about" / name in files
    series = f"{site.built.baseurl}/series/#하루-만에-배우는-리눅스"
    assert series in {unquote(link.url) for link in here}
    assert "첫 서버를 띄웠다" in page.get_text()
    # A theme with a side bar of pages has it there, under its own name for it.
    title = "정보" if (site.root / "_tabs").is_dir() else "소개"
    assert title in _text(page.h1)


@everywhere
def test_the_page_of_series_is_a_page_of_the_theme(site: Site) -> None:
    page = site.built.pages["series/index.html"]
    (section,) = page.select(".velog-lists section")
    assert [_text(a) for a in section.select("a")] == [
        "하루 만에 배우는 리눅스 1: 까만 화면과 인사하기",
        "하루 만에 배우는 리눅스 2: 파일과 권한",
        "하루 만에 배우는 리눅스 3: 파이프",
    ]
    home = site.built.pages["index.html"]
    address = f"{site.built.baseurl}/series/"
    assert address in {str(a.get("href")) for a in home.select("a")}


@everywhere
def test_a_post_is_shared_with_its_cover(site: Site) -> None:
    # Chirpy has one key for this and for the picture above the text.
    posts = [post for post in site.posts if "image" in post.head]
    assert posts
    for post in posts:
        (tag,) = _page(site, post).find_all("meta", property="og:image")
        assert _shows_cover(site, post, str(tag["content"])), post.title


@everywhere
def test_a_cover_is_seen_once(site: Site) -> None:
    posts = [post for post in site.posts if post.cover is not None]
    assert posts
    for post in posts:
        tags = _page(site, post).find_all("img")
        shown = [str(tag.get("data-src") or tag["src"]) for tag in tags]
        assert [_shows_cover(site, post, url) for url in shown].count(True) == 1, post.title


def _shows_cover(site: Site, post: Post, url: str) -> bool:
    target = site.built.target(Link(post.page, "cover", url))
    uploads = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", str(post.cover))
    return target is not None and target.is_file() and uploads[-1] in target.name


@with_chirpy
def test_formulas_are_set_where_there_are_some_and_only_there(site: Site) -> None:
    with_engine = [post.title for post in site.posts if "mathjax" in _scripts(site, post).lower()]
    assert with_engine == [_FORMULAS]
    assert r"\(\hat{y} = wx + b\)" in _page(site, _named(site, _FORMULAS)).get_text()


@with_chirpy
def test_diagrams_are_drawn_where_there_are_some_and_only_there(site: Site) -> None:
    drawn = [post.title for post in site.posts if "mermaid" in _scripts(site, post)]
    assert drawn == [_DIAGRAM]


@with_chirpy
def test_a_diagram_stands_where_the_theme_looks_for_it(site: Site) -> None:
    (code,) = _page(site, _named(site, _DIAGRAM)).select("pre > code.language-mermaid")
    assert code.get_text().startswith("graph LR\n")


@with_chirpy
def test_a_post_with_headings_has_a_table_of_contents(site: Site) -> None:
    found = {post.title: _page(site, post).select("nav#toc") for post in site.posts}
    assert any(found.values())
    for post in site.posts:
        headings = _page(site, post).select(".post-content :is(h1, h2, h3)")
        assert bool(headings) == bool(_page(site, post).select("nav#toc")), post.title


@everywhere
def test_a_title_shows_as_on_velog(site: Site) -> None:
    lists = [page for name, page in site.built.pages.items() if re.match(r"(page2/)?index", name)]
    links = [
        (urlsplit(str(a["href"])).path, _text(a)) for page in lists for a in page("a", href=True)
    ]
    for post in site.posts:
        title = " ".join(post.title.split())
        assert _text(_page(site, post).find("h1")) == title
        assert (urlsplit(site.built.address(post.page)).path, title) in links


@with_chirpy
def test_no_page_is_written_over_another(site: Site) -> None:
    assert "Conflict" not in site.said


@everywhere
def test_jekyll_has_nothing_else_to_complain_about(site: Site) -> None:
    assert not re.search("warning|error", site.said, re.IGNORECASE), site.said


@everywhere
def test_links_to_own_posts_stay_in_the_site(site: Site) -> None:
    slugs = {urlsplit(str(post.head["velog"]["url"])).path for post in site.posts}
    away = [
        link.url
        for link in site.built.links
        if link.url.startswith(("/@", "https://velog.io/@"))
        and quote(urlsplit(link.url).path, safe="/@%") in slugs
    ]
    assert away == []


@with_chirpy
def test_the_search_knows_every_post(site: Site) -> None:
    file = site.built.folder / "assets" / "js" / "data" / "search.json"
    found = {entry["url"] for entry in json.loads(file.read_text("utf-8"))}
    assert found == {urlsplit(site.built.address(post.page)).path for post in site.posts}


@everywhere
def test_the_theme_reads_every_key(site: Site) -> None:
    files = [*site.theme.rglob("_layouts/*.html"), *site.theme.rglob("_includes/**/*.html")]
    source = "\n".join(path.read_text("utf-8") for path in files)
    keys = {key for post in site.posts for key in post.head} - {*_JEKYLL, *_SEO, *_OWN}
    assert [key for key in sorted(keys) if not re.search(rf"\bpage\.{key}\b", source)] == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("baseurl", [""])
def test_what_is_read_in_the_files_of_a_theme_is_what_its_profile_says(
    site: Site, theme: str
) -> None:
    profile = profiles()[{"chirpy": "chirpy6"}.get(theme, theme)]
    files = ThemeFiles(dict(read_theme_files(site.theme, {}).texts), is_whole=True)
    read = site_theme(profiles()["generic"], {}, files, "post", "assets/img", asks=False)
    top = read.covers_on_top(read.profile.cover, profile)
    assert (read.profile.summary, top) == (profile.summary, profile.cover_on_top)
    assert set(read.profile.cover) == set(profile.cover)
    if profile.formulas == "shown":
        assert (read.profile.math, read.profile.mermaid) == (profile.math, profile.mermaid)
    assert read.formulas.shows == (profile.formulas == "shown")
    assert read.diagrams.shows == (profile.diagrams == "shown")


SITES = {
    "chirpy": ("theme: jekyll-theme-chirpy", "jekyll-theme-chirpy (7.6.0)"),
    "chirpy6": ("theme: jekyll-theme-chirpy", "jekyll-theme-chirpy (6.5.5)"),
    "minimal-mistakes": ("theme: minimal-mistakes-jekyll", "minimal-mistakes-jekyll (4.27.3)"),
    "al-folio": ("theme: al_folio_core", "al_folio_core (1.0.15)"),
    "beautiful-jekyll": ("theme: beautiful-jekyll-theme", ""),
    "minima": ("theme: minima", "minima (2.5.1)"),
    "hydejack": ("theme: jekyll-theme-hydejack", "jekyll-theme-hydejack (9.1.6)"),
    "text": ("remote_theme: kitian616/jekyll-TeXt-theme@v2.2.6", ""),
    "clean-blog": ("theme: jekyll-theme-clean-blog", "jekyll-theme-clean-blog (4.0.10)"),
    "so-simple": ("theme: jekyll-theme-so-simple", "jekyll-theme-so-simple (3.2.0)"),
    "generic": ("title: 하루", ""),
}
"""What of `_config.yml` and Gemfile.lock tells a profile."""


@pytest.mark.slow  # the sample blog for each theme, twice
@pytest.mark.parametrize("baseurl", ["", "/blog"])
@pytest.mark.parametrize("profile", SITES)
def test_a_post_keeps_the_rules_of_its_theme(
    blog: Path, tmp_path: Path, run: Program, profile: str, baseurl: str
) -> None:
    theme, gem = SITES[profile]
    config = f"{theme}\nbaseurl: '{baseurl}'\nurl: {sites.ORIGIN}\ntimezone: Asia/Seoul\n"
    (tmp_path / "_config.yml").write_text(config, "utf-8")
    (tmp_path / "Gemfile.lock").write_text(f"GEM\n  specs:\n    jekyll (4.4.1)\n    {gem}\n")
    assert run("migrate", "--from", blog, "--site", tmp_path).code == 0
    faults = {}
    for file in (tmp_path / "_posts").iterdir():
        post = frontmatter.load(str(file))
        found = violations(profile, post.metadata, post.content, baseurl)
        # Links that Velog takes for its own pages are looked at above.
        if kept := [fault for fault in found if "/@haru-dev" not in fault]:
            faults[file.name] = kept
    assert faults == {}


@everywhere
def test_the_pages_are_proven(site: Site, blog: Path, run: Program) -> None:
    done = run("check", "--built", site.built.folder, "--site", site.root, "--from", blog)
    count = len(site.posts)
    assert (done.code, done.out) == (0, f"{count} of {count} posts show what Velog showed.\n")


@pytest.mark.parametrize("theme", THEMES)
def test_no_planted_damage_goes_unnoticed(
    theme: str, build_theme: Callable[[str, str], Site], blog: Path
) -> None:
    """Spoil each post in each way: at most one in 200 may pass."""
    site = build_theme(theme, "/blog")
    planted, unnoticed = planted_damage(site.root, site.built.folder, blog)
    assert planted > 400
    assert len(unnoticed) <= planted / 200, unnoticed
