"""`init --pages`: a page of all series and one of all tags, in a real Jekyll, too."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from string import Template
from urllib.parse import unquote

import frontmatter
import pytest
from bs4 import BeautifulSoup, Tag

from conftest import Program, tree
from migrator.converter.yaml_writer import Value, front_matter
from migrator.settings.habits import Habits
from test_new_site import FILTERS, TAGS
from velog import FakePost, FakeVelog

SERIES = '한글 "따옴표" & <b>꺾쇠</b>'
POSTS: list[tuple[str, str, int | None, list[str]]] = [
    ("열째 & <끝>", SERIES, 10, ["C#", "Spring Boot"]),
    ("첫째", SERIES, 1, ["C#"]),
    ("순서 없음", SERIES, None, []),
    ("남의 첫째", "다른 시리즈", 1, ['a"b&<c>']),
    ("홀로", "", None, []),
]


def a_site(folder: Path, config: str, others: Mapping[str, str] | None = None) -> Path:
    for path, text in {"_config.yml": config, **(others or {})}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def with_posts(site: Path) -> Path:
    (site / "_posts").mkdir(parents=True, exist_ok=True)
    for number, (title, series, order, tags) in enumerate(POSTS):
        values: dict[str, Value] = {"title": title, "series": series, "tags": tags}
        if order is not None:
            values["series_order"] = order
        shown = {key: value for key, value in values.items() if value not in ("", [])}
        text = "".join(map(str, front_matter(shown, Habits())))
        (site / f"_posts/2022-01-0{number + 1}-글{number}.md").write_text(text, "utf-8")
    return site


@pytest.mark.parametrize(
    ("config", "path", "layout"),
    [
        ("title: x", "{}.html", "page"),
        ("theme: minima", "{}.html", "page"),
        ("theme: minimal-mistakes-jekyll\ninclude: [_pages]", "_pages/{}.html", "single"),
        ("theme: minimal-mistakes-jekyll", "{}.html", "single"),
        ("theme: jekyll-text-theme", "{}.html", "article"),
        ("theme: minima\nsource: docs", "docs/{}.html", "page"),
    ],
)
def test_they_go_where_the_theme_has_pages(
    tmp_path: Path, run: Program, config: str, path: str, layout: str
) -> None:
    site = a_site(tmp_path / "site", config)
    done = run("init", "--site", site, "--pages")
    assert done.code == 0
    for kind, title in (("series", "시리즈"), ("tags", "태그")):
        file = path.format(kind)
        assert f"{file} was written: all {kind} at /{kind}/" in done.out
        page = frontmatter.loads((site / file).read_text("utf-8"))
        assert (page["layout"], page["title"]) == (layout, title)
        assert page["permalink"] == f"/{kind}/"
    before = tree(site)
    again = run("init", "--site", site, "--pages")
    assert again.out.count("exists already and was left as it is") == 3
    assert tree(site) == before


def test_a_theme_that_has_tags_gets_series_only(tmp_path: Path, run: Program) -> None:
    site = a_site(
        tmp_path / "site", "theme: jekyll-theme-chirpy\ncollections: {tabs: {output: true}}"
    )
    done = run("init", "--site", site, "--pages")
    assert "The theme has pages of tags already (/tags/{slug}/)" in done.out
    page = frontmatter.loads((site / "_tabs/series.html").read_text("utf-8"))
    assert page["icon"] == "fas fa-list"
    assert not list(site.rglob("tags.html"))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("series.md", "---\n---\n"),
        ("series/index.html", "---\n---\n"),
        ("_pages/series.md", "---\npermalink: /s/\n---\n"),
        ("mine.md", "---\npermalink: /series/\n---\n"),
        ("mine.md", "---\nredirect_from: /series/\n---\n"),
        ("_posts/2020-01-01-a.md", "---\npermalink: /series/\n---\n"),
        ("series.html", "mine"),
    ],
)
def test_what_the_site_has_stays(tmp_path: Path, run: Program, path: str, text: str) -> None:
    site = a_site(tmp_path / "site", "title: x\ninclude: [_pages]", {path: text})
    done = run("init", "--site", site, "--pages")
    assert (
        f"{path} exists already and was left as it is: no page of series was written." in done.out
    )
    assert "tags.html was written" in done.out
    assert (site / path).read_text("utf-8") == text
    assert [each for each in tree(site) if "series" in each] == ([path] if "series" in path else [])


def test_a_dry_run_writes_nothing(tmp_path: Path, run: Program) -> None:
    site = a_site(tmp_path / "site", "title: x")
    before = tree(site)
    done = run("init", "--site", site, "--pages", "--dry-run")
    assert "series.html would be written" in done.out
    assert tree(site) == before
    run("init", "--site", site)
    assert not (site / "series.html").exists()


@pytest.mark.parametrize(
    ("theme", "tag"),
    [("minima", "C%23"), ("minimal-mistakes-jekyll", "csharp"), ("jekyll-theme-hydejack", "C%23")],
)
def test_links_from_velog_lead_to_them(
    velog: FakeVelog, tmp_path: Path, run: Program, theme: str, tag: str
) -> None:
    velog.posts = [
        FakePost("하나", "글", series="내 시리즈", tags=("C#",)),
        FakePost(
            "둘",
            "[시리즈](https://velog.io/@labdev/series/내-시리즈) "
            "[태그](https://velog.io/@labdev?tag=C%23)",
        ),
    ]
    site = a_site(tmp_path / "site", f"theme: {theme}\nbaseurl: /blog")
    assert run("init", "--site", site, "--pages").code == 0
    assert run("migrate", "labdev", "--site", site).code == 0
    text = (site / "_posts/2023-05-01-둘.md").read_text("utf-8")
    assert "[시리즈]({{ site.baseurl }}/series/#내-시리즈)" in text
    assert f"[태그]({{{{ site.baseurl }}}}/tags/#{tag})" in text


@pytest.mark.parametrize("kind", ["series", "tags"])
def test_they_use_what_github_pages_knows(kind: str) -> None:
    text = files("migrator.site").joinpath("lists", f"{kind}.html").read_text("utf-8")
    text = Template(text).safe_substitute(as_id="slugify", as_link="slugify")
    code = re.sub(r"\{%-?\s*comment.*?endcomment\s*-?%\}", "", text, flags=re.DOTALL)
    assert set(re.findall(r"\{%-?\s*(\w+)", code)) <= TAGS
    liquid = " ".join(re.findall(r"\{[{%].*?[%}]\}", code))
    assert set(re.findall(r"\|\s*(\w+)", liquid)) <= {*FILTERS, "slugify"}


# --- built


def words(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


LAYOUTS = {
    f"_layouts/{name}.html": "<main>{{ content }}</main>" for name in ("page", "post", "single")
}


@pytest.fixture
def built(tmp_path: Path, run: Program, jekyll: Callable[[Path], Path]) -> Path:
    config = "baseurl: /blog\npermalink: /:title/\n"
    site = with_posts(a_site(tmp_path / "site", config, LAYOUTS))
    assert run("init", "--site", site, "--pages").code == 0
    return jekyll(site)


def lists(page: Path) -> dict[str, list[tuple[str, str]]]:
    """Give the titles and addresses of each list by its name; its id is the name."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    found = {}
    for section in soup.select("section"):
        links = [(words(a), unquote(str(a["href"]))) for a in section.select("li a")]
        assert section.h2
        found[words(section.h2)] = links
        name = words(section.h2)
        ids = {name, name.replace(" ", "-")}
        assert section["id"] in ids
        (to,) = (a for a in soup.select(".velog-names a") if words(a) == name)
        assert unquote(str(to["href"])) == f"#{section['id']}"
    return found


def test_each_series_has_its_posts_in_order(built: Path) -> None:
    assert lists(built / "series/index.html") == {
        SERIES: [
            ("첫째", "/blog/글1/"),
            ("열째 & <끝>", "/blog/글0/"),
            ("순서 없음", "/blog/글2/"),
        ],
        "다른 시리즈": [("남의 첫째", "/blog/글3/")],
    }


def test_each_tag_has_its_posts(built: Path) -> None:
    assert lists(built / "tags/index.html") == {
        "C#": [("첫째", "/blog/글1/"), ("열째 & <끝>", "/blog/글0/")],
        "Spring Boot": [("열째 & <끝>", "/blog/글0/")],
        'a"b&<c>': [("남의 첫째", "/blog/글3/")],
    }


def test_tags_of_a_theme_that_links_to_slugs_have_them(
    tmp_path: Path, run: Program, jekyll: Callable[[Path], Path]
) -> None:
    config = "permalink: /:title/\nminimal_mistakes_skin: default\n"
    site = with_posts(a_site(tmp_path / "site", config, LAYOUTS))
    assert run("init", "--site", site, "--pages").code == 0
    soup = BeautifulSoup((jekyll(site) / "tags/index.html").read_text("utf-8"), "html.parser")
    ids = [section["id"] for section in soup.select("section")]
    assert ids == ["c", "spring-boot", "a-b-c"]
    assert [a["href"] for a in soup.select(".velog-names a")] == [f"#{each}" for each in ids]


def test_a_site_without_posts_says_so(
    tmp_path: Path, run: Program, jekyll: Callable[[Path], Path]
) -> None:
    layouts = {"_layouts/page.html": "{{ content }}"}
    site = a_site(tmp_path / "site", "lang: en\n", layouts)
    assert run("init", "--site", site, "--pages").code == 0
    assert "No posts yet." in (jekyll(site) / "tags/index.html").read_text("utf-8")
