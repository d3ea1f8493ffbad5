"""A published post keeps its address, whatever happens to its date on Velog."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from conftest import Program, stamps
from velog import RELEASED, FakePost, FakeVelog

LATER = RELEASED + timedelta(days=400)
POST = "_posts/2023-05-01-하나.md"


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    velog.posts = [
        FakePost("하나", "글"),
        FakePost("둘", "[하나](https://velog.io/@labdev/하나)"),
    ]
    return velog


def settle(site: Path, permalink: str) -> None:
    """Give a site a permalink."""
    config = site / "_config.yml"
    lines = [line for line in config.read_text("utf-8").splitlines() if "permalink:" not in line]
    config.write_text("\n".join([*lines, f"permalink: {permalink}", ""]), "utf-8")


def lines_of(site: Path, start: str) -> list[str]:
    lines = (site / POST).read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith(start)]


@pytest.mark.parametrize("permalink", ["date", "pretty", "/:year/:title/", "/:i_day/:slug.html"])
def test_a_date_that_moves_on_velog_moves_no_address(
    blog: FakeVelog, site: Path, run: Program, permalink: str
) -> None:
    settle(site, permalink)
    run("migrate", "labdev", "--site", site)
    before, table = lines_of(site, "date:"), site / ".velog-to-jekyll/addresses.csv"
    addresses = table.read_text("utf-8")
    blog.edit("하나", released_at=LATER, body="새 글")
    done = run("sync", "--site", site)
    assert done.code == 0
    assert f"another date for {POST}" in done.out + done.err
    assert lines_of(site, "date:") == before
    assert "새 글" in (site / POST).read_text("utf-8")
    assert table.read_text("utf-8") == addresses
    state = stamps(site)
    again = run("sync", "--site", site)
    assert "another date" not in again.out + again.err
    blog.edit("하나", released_at=RELEASED)
    assert run("diff", "--site", site).code == 0
    assert stamps(site) == state


def test_a_date_that_is_in_no_address_follows(blog: FakeVelog, site: Path, run: Program) -> None:
    settle(site, "/posts/:title/")
    run("migrate", "labdev", "--site", site)
    blog.edit("하나", released_at=LATER)
    run("sync", "--site", site)
    assert lines_of(site, "date:") == [f"date: {LATER + timedelta(hours=9):%F %T} +0900"]


def test_a_draft_takes_the_date_of_its_publication(
    velog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "a-token")
    velog.posts = [FakePost("하나", "글", is_temp=True)]
    velog.accounts.access["a-token"] = "labdev"
    run("migrate", "labdev", "--drafts", "--site", site)
    velog.edit("하나", is_temp=False, released_at=LATER)
    run("sync", "--drafts", "--site", site)
    (post,) = (site / "_posts").glob("*-하나.md")
    assert post.name == f"{LATER:%F}-하나.md"
