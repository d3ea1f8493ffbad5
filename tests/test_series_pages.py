"""The page of each series in a site of our own: written with its first post, and never again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import frontmatter
import pytest

from conftest import Program, tree
from velog import FakePost, FakeVelog


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    velog.posts = [FakePost("하나", "글", series="리눅스 기초"), FakePost("둘", "글")]
    return velog


@pytest.fixture
def own(blog: FakeVelog, tmp_path: Path, run: Program) -> Path:
    """Give a site as `new` makes it, with the blog in it."""
    done = run("new", tmp_path / "own", "labdev")
    assert done.code == 0, done.err
    assert "1 series page" in done.out
    return tmp_path / "own"


def pages(site: Path) -> dict[str, dict[str, object]]:
    found = sorted((site / "series").glob("*.md"))
    return {path.name: frontmatter.loads(path.read_text("utf-8")).metadata for path in found}


def test_a_series_gets_a_page(own: Path) -> None:
    assert pages(own) == {
        "리눅스-기초.md": {
            "layout": "series",
            "title": "리눅스 기초",
            "permalink": "/series/리눅스-기초/",
        }
    }


def test_from_then_on_it_is_its_owners(own: Path, blog: FakeVelog, run: Program) -> None:
    page = own / "series/리눅스-기초.md"
    page.write_text("나의 것", "utf-8")
    blog.posts[1] = replace(blog.posts[1], series="리눅스 기초")
    assert run("sync", "--site", own).code == 0
    assert page.read_text("utf-8") == "나의 것"
    page.unlink()
    blog.posts.append(FakePost("셋", "글", series="리눅스 기초"))
    assert run("sync", "--site", own).code == 0
    assert not page.exists()


def test_a_new_series_gets_one_with_its_first_post(
    own: Path, blog: FakeVelog, run: Program
) -> None:
    blog.posts[1] = replace(blog.posts[1], series="글")
    before = tree(own)
    shown = run("diff", "--site", own, "--format", "json")
    assert tree(own) == before
    (page,) = (each for each in json.loads(shown.out)["changes"] if each["state"] == "series page")
    assert (page["path"], page["action"], page["columns"]) == ("series/글.md", "create", "A ")
    done = run("sync", "--site", own)
    assert done.code == 0
    assert "A  series/글.md" in done.out
    assert [*pages(own)] == ["글.md", "리눅스-기초.md"]
    assert "series" not in json.loads((own / ".velog-to-jekyll/ledger.json").read_text("utf-8"))
    again = tree(own)
    assert run("sync", "--site", own).code == 0
    assert tree(own) == again


def test_names_that_are_one_file_name_get_two(own: Path, blog: FakeVelog, run: Program) -> None:
    names = ("리눅스 / 기초", "★", "../../밖")
    blog.posts += [FakePost(f"글 {name}", "글", series=name) for name in names]
    assert run("sync", "--site", own).code == 0
    titles = [str(page["title"]) for page in pages(own).values()]
    assert sorted(titles) == sorted(["리눅스 기초", *names])
    addresses = [page["permalink"] for page in pages(own).values()]
    assert len({*addresses}) == 4
    assert all(str(each).startswith("/series/") and ".." not in str(each) for each in addresses)


def test_a_page_of_the_site_at_its_address_stays(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    site = tmp_path / "own"
    assert run("new", site, "--no-input").code == 0
    own_page = "---\nlayout: page\npermalink: /series/리눅스-기초/\n---\n나의 것\n"
    (site / "mine.md").write_text(own_page, "utf-8")
    assert run("migrate", "labdev", "--site", site).code == 0
    assert (site / "mine.md").read_text("utf-8") == own_page
    assert [page["permalink"] for page in pages(site).values()] != ["/series/리눅스-기초/"]


def test_a_series_of_private_posts_is_not_told(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    site = tmp_path / "own"
    blog.posts[0] = replace(blog.posts[0], is_private=True)
    done = run("new", site, "labdev")
    assert done.code == 0
    assert not (site / "series").exists()


def test_only_our_own_site_gets_them(blog: FakeVelog, site: Path, run: Program) -> None:
    assert run("migrate", "labdev", "--site", site).code == 0
    assert not (site / "series").exists()


def test_a_site_without_the_layout_gets_none(blog: FakeVelog, tmp_path: Path, run: Program) -> None:
    site = tmp_path / "own"
    assert run("new", site, "--no-input").code == 0
    (site / "_layouts/series.html").unlink()
    assert run("migrate", "labdev", "--site", site).code == 0
    assert not (site / "series").exists()
