"""The table of old and new addresses."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import pytest

from conftest import Program, tree
from migrator.converter.velog_links import velog_url
from migrator.site.address_table import (
    MovedPost,
    address_table,
    new_address,
    notice_of,
    read_addresses,
)
from velog import FakePost, FakeVelog

SITE = {"url": "https://labdev.github.io", "baseurl": "/blog"}


def rows_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeffvelog_url,new_url,title,notice\n")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_every_post_has_a_row_and_one_for_each_earlier_slug() -> None:
    posts = [
        MovedPost("둘째", ("둘째",), "/a/"),
        MovedPost("첫째, 글", ("맨-처음", "처음", "첫째"), "/posts/%EC%B2%AB%EC%A7%B8/"),
    ]
    first, second, *earlier = rows_of(address_table("labdev", posts, SITE))
    new = "https://labdev.github.io/blog/posts/%EC%B2%AB%EC%A7%B8/"
    assert first["new_url"] == "https://labdev.github.io/blog/a/"
    assert second == {
        "velog_url": "https://velog.io/@labdev/%EC%B2%AB%EC%A7%B8",
        "new_url": new,
        "title": "첫째, 글",
        "notice": f"이 글의 새 주소: <{new}>",
    }
    assert [row["velog_url"].rpartition("/")[2] for row in earlier] == [
        "%EC%B2%98%EC%9D%8C",
        "%EB%A7%A8-%EC%B2%98%EC%9D%8C",
    ]
    assert {(row["new_url"], row["notice"]) for row in earlier} == {(new, "")}


def test_an_address_leads_to_one_post_only() -> None:
    posts = [
        MovedPost("새 글", ("회고",), "/a/"),
        MovedPost("옛 글", ("회고", "초안", "회고-2021"), "/b/"),
        MovedPost("더 옛 글", ("초안", "회고-2020"), "/c/"),
    ]
    rows = rows_of(address_table("labdev", posts, {}))
    assert [(row["title"], row["new_url"]) for row in rows] == [
        ("새 글", "/a/"),
        ("옛 글", "/b/"),
        ("옛 글", "/b/"),
        ("더 옛 글", "/c/"),
    ]
    assert len({row["velog_url"] for row in rows}) == len(rows)


def test_the_order_of_the_posts_does_not_matter() -> None:
    posts = [MovedPost(f"글 {n}", (f"s{n}",), f"/{n % 3}/") for n in range(9)]
    table = address_table("labdev", posts, SITE)
    random.Random(0).shuffle(posts)
    assert address_table("labdev", posts, SITE) == table


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('=HYPERLINK("https://evil","x")', '\'=HYPERLINK("https://evil","x")'),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\x00=1", "'=1"),
        ("＝1", "'＝1"),
        ("1 = 1", "1 = 1"),
        ("여러\n줄\r\n제목", "여러 줄 제목"),
        ('"따옴표", 쉼표; 끝', '"따옴표", 쉼표; 끝'),
    ],
)
def test_a_title_is_data_in_every_spreadsheet(title: str, shown: str) -> None:
    (row,) = rows_of(address_table("labdev", [MovedPost(title, ("a",), "/a/")], SITE))
    assert row["title"] == shown


@pytest.mark.parametrize(
    ("config", "address"),
    [
        ({}, "/a%20b/%ED%95%9C/c%23%3F/"),
        ({"baseurl": "blog/"}, "/blog/a%20b/%ED%95%9C/c%23%3F/"),
        ({"url": "https://e.com/", "baseurl": "/"}, "https://e.com/a%20b/%ED%95%9C/c%23%3F/"),
    ],
)
def test_an_address_is_whole_where_the_site_knows_its_own(
    config: dict[str, str], address: str
) -> None:
    assert new_address("/a b/%ED%95%9C/c%23?/", config) == address


def test_without_the_sites_address_there_is_no_notice() -> None:
    assert notice_of("/a/") == ""


@pytest.mark.parametrize(("config", "is_said"), [("url: https://a.b\n", 0), ("title: 나\n", 1)])
def test_a_site_without_address_is_named_once(
    site: Path, velog: FakeVelog, run: Program, config: str, is_said: int
) -> None:
    (site / "_config.yml").write_text(config, "utf-8")
    assert run("migrate", "labdev", "--site", site).out.count("has no `url`") == is_said
    assert "has no `url`" not in run("sync", "--site", site).out


def test_a_url_that_is_no_web_address_is_none_and_no_post_moves(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    (site / "_config.yml").write_text("url: a.github.io\n", "utf-8")
    velog.posts = [FakePost("글", "글")]
    done = run("migrate", "labdev", "--site", site)
    assert "does not begin with `https://`" in " ".join(done.out.split())
    table = (site / ".velog-to-jekyll/addresses.csv").read_text("utf-8-sig")
    assert ",/2" in table
    assert "a.github.io" not in table
    before = tree(site)
    assert run("sync", "--site", site).code == 0
    assert tree(site) == before


def test_a_table_is_read_as_it_was_written() -> None:
    posts = [MovedPost("글", ("처음", "글"), "/2024/글.html"), MovedPost("둘", ("둘",), "/둘/")]
    assert read_addresses(address_table("labdev", posts, SITE), SITE) == {
        velog_url("labdev", "글"): "/2024/글.html",
        velog_url("labdev", "처음"): "/2024/글.html",
        velog_url("labdev", "둘"): "/둘/",
    }


@pytest.mark.parametrize("text", ["", "a", "a,b\n\x00", 'a,b\n"x,y', f"a,b\nc,{'d' * 200_000}\n"])
def test_a_damaged_table_says_nothing_that_is_not_there(text: str) -> None:
    assert len(read_addresses(text, SITE)) <= 1
