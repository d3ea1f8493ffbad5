"""A published post keeps its address, whatever happens to its date on Velog."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import frontmatter
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


# --- an address that changes all the same


def table_of(site: Path) -> str:
    return (site / ".velog-to-jekyll/addresses.csv").read_text("utf-8")


def states(run: Program, site: Path, *more: str) -> dict[str, str]:
    told = json.loads(run("diff", "--site", site, "--format", "json", *more).out)
    return {change["title"]: change["state"] for change in told["changes"]}


def nothing_more(run: Program, site: Path, *more: str) -> None:
    """A second run has nothing to write and nothing to say."""
    before = stamps(site)
    again = run("sync", "--site", site, *more)
    assert (again.code, stamps(site)) == (0, before)
    assert "address changed" not in again.out


def test_another_permalink_is_a_change_of_address(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    settle(site, "/:year/:title/")
    run("migrate", "labdev", "--site", site)
    settle(site, "/posts/:title/")
    assert states(run, site) == {"하나": "address changed", "둘": "address changed"}
    done = run("sync", "--site", site)
    assert done.code == 0
    assert "/2023/하나/ → /posts/하나/" in done.out
    assert "/posts/" in (site / "_posts/2023-05-01-둘.md").read_text("utf-8")
    assert "/2023/" not in table_of(site)
    nothing_more(run, site)


def test_an_address_that_ended_is_redirected(blog: FakeVelog, site: Path, run: Program) -> None:
    (site / ".velog-to-jekyll.toml").write_text("redirects = true\n")
    settle(site, "/:year/:title/")
    run("migrate", "labdev", "--site", site)
    for permalink in ("/posts/:title/", "/:title/"):
        settle(site, permalink)
        run("sync", "--site", site)
        nothing_more(run, site)
    values = frontmatter.loads((site / POST).read_text("utf-8")).metadata
    assert values["redirect_from"] == ["/@labdev/하나/", "/2023/하나/", "/posts/하나/"]
    settle(site, "/posts/:title/")
    run("sync", "--site", site)
    values = frontmatter.loads((site / POST).read_text("utf-8")).metadata
    assert values["redirect_from"] == ["/@labdev/하나/", "/2023/하나/", "/하나/"]


def test_a_category_of_the_authors_moves_a_page(blog: FakeVelog, site: Path, run: Program) -> None:
    settle(site, "/:categories/:title/")
    run("migrate", "labdev", "--site", site)
    text = (site / POST).read_text("utf-8")
    (site / POST).write_text(text.replace("---\n", "---\ncategories: dev\n", 1), "utf-8")
    assert states(run, site)["하나"] == "address changed"
    run("sync", "--site", site)
    assert "/dev/" in (site / "_posts/2023-05-01-둘.md").read_text("utf-8")
    assert "/dev/" in table_of(site)
    nothing_more(run, site)


def test_a_link_leads_to_where_a_page_is_after_the_run(
    velog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "a-token")
    velog.accounts.access["a-token"] = "labdev"
    velog.posts = [
        FakePost("하나", "글", is_private=True),
        FakePost("둘", "[하나](https://velog.io/@labdev/하나)"),
    ]
    settle(site, "/:year/:title/")
    run("migrate", "labdev", "--private", "--site", site)
    velog.edit("하나", is_private=False, released_at=LATER)
    run("sync", "--private", "--site", site)
    assert "/2024/" in (site / "_posts/2023-05-01-둘.md").read_text("utf-8")
    nothing_more(run, site, "--private")


def test_a_place_in_a_series_is_named(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [FakePost(f"글 {n}", "본문", series="연재", series_index=n) for n in range(1, 5)]
    run("migrate", "labdev", "--site", site)
    velog.remove("글 1")
    for number in range(2, 5):
        velog.edit(f"글 {number}", series_index=number - 1)
    told = json.loads(run("diff", "--site", site, "--format", "json").out)
    details = [each["detail"] for each in told["changes"] if each["state"] == "changed on Velog"]
    assert details == ["changed: its place in the series"] * 3
