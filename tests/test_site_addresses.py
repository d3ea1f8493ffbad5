"""Every address of a site: those that are foretold, and those that Jekyll has built."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from conftest import Program, tree
from migrator.jekyll.published import read_rules
from migrator.jekyll.site_addresses import PLUGINS, AddressBook, heads_in, shared_places
from migrator.jekyll.site_config import read_config
from velog import FakePost, FakeVelog

H = "---\n---\n"
FILES = {
    **dict.fromkeys(("index.html", "about.md", "a/index.md", "a/b.md", "한글 이름.md"), H),
    "p.md": "---\npermalink: /about2/\n---\n",
    "q.md": "---\npermalink: /q\n---\n",
    "r.md": "---\npermalink: /r.txt\n---\n",
    "s.html": "---\npermalink: /:path/:basename/x:output_ext\n---\n",
    "t/u.html": "---\npermalink: /:path/:basename/x:output_ext\n---\n",
    "css/x.scss": f"{H}a{{b:c}}",
    "feed.xml": H,
    "plain.html": "x",
    "v.1.2..html": H,
    "v1...txt": "x",
    "no.md": "x",
    "pub.md": "---\npublished: false\n---\n",
    "bom.md": f"\ufeff{H}",
    "_posts/2022-01-01-x.md": H,
    "x/_posts/2022-01-02-y.md": "---\ncategories: [c d]\n---\n",
    "_posts/2022-01-02-z.html": H,
    "_posts/2022-01-02-w.txt": H,
    "_posts/2022-01-03-plain.md": "no head\n",
    "_posts/2022-01-03-perm.md": "---\npermalink: /perm\n---\n",
    "_docs/one.md": "---\ndate: 2022-05-05\n---\n",
    "_docs/sub/two.md": "---\nslug: zwei\ncategories: k\ndate: 2022-05-05\n---\n",
    "_docs/img.png": "x",
    "_docs/_hidden.md": H,
    "_docs/2020-01-05-dated.md": H,
    "_docs/index.md": "---\ndate: 2022-05-05\n---\n",
    "_docs/p.md": "---\npermalink: /docs-p/\n---\n",
    "_docs/plain.md": "x",
    "_tabs/About Me.md": H,
    "_tabs/f.txt": "x",
    "_hidden/x.md": H,
}
ONE: Mapping[str, Any] = {
    "docs": {"output": True},
    "tabs": {"output": True, "permalink": "/:title/"},
    "hidden": {},
}
TWO: Mapping[str, Any] = {
    "docs": {"output": True, "permalink": "/:collection/:year/:name:output_ext"},
    "tabs": {"output": True, "permalink": "/t/:path/"},
    "hidden": {"output": False},
}


def put(site: Path, files: Mapping[str, str]) -> Path:
    """Write files into a folder."""
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, "utf-8")
    return site


def foretold(site: Path, engine: str = "4") -> dict[str, list[str]]:
    """Give the files that have each place of the built site."""
    config = read_config(site)
    book = AddressBook(read_rules(config), config, engine, PLUGINS)
    places: dict[str, list[str]] = {}
    for each in book.addresses(tree(site), heads_in(site)):
        places.setdefault(each.place, []).append(each.path)
    return places


@pytest.mark.parametrize("collections", [ONE, TWO], ids=["one", "two"])
@pytest.mark.parametrize(
    "permalink",
    ["", "/:title/", "pretty", "/posts/:title", "none", "/x/:title:output_ext", "weekdate"],
)
def test_jekyll_builds_what_is_foretold(
    tmp_path: Path, jekyll: Callable[[Path], Path], permalink: str, collections: Mapping[str, Any]
) -> None:
    config: dict[str, Any] = {"timezone": "Asia/Seoul", "collections": collections}
    if permalink:
        config["permalink"] = permalink
    if permalink == "pretty":
        scope = {"path": "a", "type": "pages"}
        config["defaults"] = [{"scope": scope, "values": {"permalink": "/d/:basename/"}}]
    site = put(tmp_path / "site", {**FILES, "_config.yml": json.dumps(config)})
    expected = set(foretold(site))
    built = {name for name in tree(jekyll(site)) if not name.endswith(".map")}
    assert built == expected


CLASHES = {
    "a page and a post": {"about.md": H, "_posts/2022-01-01-about.md": H},
    "a page's permalink": {
        "me.md": "---\npermalink: /about/\n---\n",
        "_posts/2022-01-01-about.md": H,
    },
    "a plain file": {"about/index.html": "x", "_posts/2022-01-01-about.md": H},
    "a document": {"_tabs/about.md": H, "_posts/2022-01-01-about.md": H},
    "two pages": {"about.md": H, "about/index.md": H},
    "a page and a plain file": {"about/index.html": "x", "about.md": H},
}


@pytest.mark.parametrize("files", CLASHES.values(), ids=CLASHES.keys())
def test_two_files_with_one_place_are_one_page(
    tmp_path: Path, jekyll: Callable[[Path], Path], run: Program, files: Mapping[str, str]
) -> None:
    config = {"timezone": "UTC", "permalink": "/:title/", "collections": {"tabs": ONE["tabs"]}}
    site = put(tmp_path / "site", {**files, "_config.yml": json.dumps(config)})
    assert [sorted(paths) for paths in foretold(site).values()] == [sorted(files)]
    found = json.loads(run("check", "--site", site, "--format", "json").out)["findings"]
    (finding,) = [each for each in found if each["kind"] == "url-collision"]
    assert finding["path"] in files
    assert list(tree(jekyll(site))) == ["about/index.html"]


def test_github_pages_makes_pages_without_front_matter(tmp_path: Path) -> None:
    site = put(tmp_path, {"_config.yml": "title: x\n", "a.md": "x", "README.md": "x"})
    assert set(foretold(site, "3.10")) == {"a.html", "README.md"}
    assert set(foretold(site, "4")) == {"a.md", "README.md"}


def test_pages_in_two_languages_do_not_clash(tmp_path: Path) -> None:
    files = {f"{lang}.md": f"---\npermalink: /about/\nlang: {lang}\n---\n" for lang in ("ko", "en")}
    site = put(tmp_path, {**files, "_config.yml": "languages: [ko, en]\n"})
    config = read_config(site)
    book = AddressBook(read_rules(config), config, "4")
    found = book.addresses(tree(site), heads_in(site))
    assert shared_places(found, by_language=book.is_multilingual) == []
    assert len(shared_places(found, by_language=False)) == 1


# --- a new post goes out of the way


OWNERS = {
    "talks.md": H,
    "me.md": "---\npermalink: /talks/\n---\n",
    "talks/index.html": "<p>x</p>",
    "_tabs/talks.md": H,
    "old.md": "---\nredirect_from: /talks/\n---\n",
    "_posts/2001-01-01-talks.html": H,
    "_posts/2001-01-01-x.md": "---\nredirect_from: [/talks/]\n---\n",
}


@pytest.mark.parametrize("owner", OWNERS)
def test_a_new_post_takes_no_address_of_the_owners(
    velog: FakeVelog, tmp_path: Path, run: Program, owner: str
) -> None:
    config = {
        "timezone": "Asia/Seoul",
        "permalink": "/:title/",
        "collections": {"tabs": ONE["tabs"]},
        "plugins": ["jekyll-redirect-from"],
    }
    site = put(tmp_path / "site", {owner: OWNERS[owner], "_config.yml": json.dumps(config)})
    velog.posts = [
        FakePost("talks"),
        FakePost("other"),
        FakePost("링크", "[a](https://velog.io/@labdev/talks)"),
    ]
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 0
    names = sorted(name for name in tree(site / "_posts"))
    (moved,) = [name for name in names if "talks" in name and not name.startswith("2001")]
    (link,) = [name for name in names if "링크" in name]
    slug = moved[11:-3]
    assert slug.startswith("talks-")
    assert f"](/{slug}/)" in (site / "_posts" / link).read_text("utf-8")
    assert f"_posts/{moved}: the address /talks/ is that of {owner}" in done.out
    assert (site / owner).read_text("utf-8") == OWNERS[owner]
    again = run("sync", "--site", site)
    assert (again.code, "the address /talks/" in again.out) == (0, False)
    assert sorted(tree(site / "_posts")) == names


def test_a_new_post_is_no_page_of_the_list(velog: FakeVelog, tmp_path: Path, run: Program) -> None:
    config = {"permalink": "/:title/", "paginate": 2, "plugins": ["jekyll-paginate"]}
    site = put(tmp_path / "site", {"index.html": H, "_config.yml": json.dumps(config)})
    velog.posts = [FakePost(title) for title in ("page2", "page-2", "b")]
    assert run("migrate", "labdev", "--site", site).code == 0
    slugs = sorted(name[11:-3] for name in tree(site / "_posts"))
    assert slugs[0] == "b"
    assert slugs[1] == "page-2"
    assert slugs[2].startswith("page2-")


def test_an_address_with_a_day_takes_nobodys_place(
    velog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    site = put(tmp_path / "site", {"about.md": H, "_config.yml": "title: x\n"})
    velog.posts = [FakePost("about")]
    assert run("migrate", "labdev", "--site", site).code == 0
    assert [name[11:] for name in tree(site / "_posts")] == ["about.md"]
