"""One post that Velog answers oddly → it is named and left as it is, and all others come."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import Program, stamps, tree
from velog import RELEASED, FakePost, FakeVelog, empty, mutate

COLUMNS = ["body", "title", "url_slug", "released_at"]
ODD = "_posts/2023-04-30-둘.md"

Fault = Callable[[FakeVelog], object]


def null(column: str) -> Fault:
    """Make a column of the second post null in the table."""
    return lambda velog: velog.edit("둘", nulls=frozenset({column}))


def answered(key: str, value: object, api: str = "v3") -> Fault:
    """Let the API answer a value for the second post that is in no table."""

    def change(answer: Any) -> None:
        for post in answer["data"]["posts"]:
            if post["title"] == "둘":
                post[key] = value

    return lambda velog: velog.fault(f"{api}.posts", mutate(change))


def v2_only(fault: Fault) -> Fault:
    def put_in(velog: FakeVelog) -> None:
        fault(velog)
        velog.fault("v3", empty())

    return put_in


FAULTS: dict[str, Fault] = {
    **{column: null(column) for column in COLUMNS},
    **{f"{column}, v2": v2_only(null(column)) for column in COLUMNS},
    "tags": answered("tags", None),
    "tags, v2": v2_only(answered("tags", None, "v2")),
    "a number": answered("body", 7),
    "no truth value": answered("is_markdown", "yes"),
    "private, perhaps": answered("is_private", None),
}


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    """Give a blog whose other posts lead to the second one, and take its tag's spelling."""
    address = "https://velog.io/@labdev"
    links = f"[둘]({address}/둘#절) [연재]({address}/series/연재) [태그]({address}/tags/React)"
    posts = [
        FakePost("하나", links, tags=("react",), series="연재"),
        FakePost("둘", "# 절\n\n글", tags=("React",), series="연재"),
        FakePost("셋", "글", tags=("react",)),
    ]
    velog.posts = [
        FakePost(
            post.title,
            post.body,
            tags=post.tags,
            series=post.series,
            released_at=RELEASED - timedelta(days=day),
        )
        for post, day in zip(posts, (0, 1, 0), strict=True)
    ]
    return velog


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_first_migration_finishes(
    blog: FakeVelog, site: Path, run: Program, fault: Fault
) -> None:
    fault(blog)
    shown = run("diff", "labdev", "--site", site)
    done = run("migrate", "labdev", "--site", site)
    for said in (shown, done):
        assert said.code == 1
        assert said.err == ""
        assert "cannot be read, so it was left out" in " ".join(said.out.split())
    assert len(list((site / "_posts").glob("2023-05-01-*"))) == 2
    assert not (site / ODD).exists()
    before = stamps(site)
    assert run("sync", "--site", site).code == 1
    assert stamps(site) == before
    blog.heal()
    blog.edit("둘", nulls=frozenset())
    assert run("sync", "--site", site).code == 0
    assert (site / ODD).exists()


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_in_the_site_it_stays_as_it_is(
    blog: FakeVelog, site: Path, run: Program, fault: Fault
) -> None:
    assert run("migrate", "labdev", "--site", site).code == 0
    before = tree(site)
    fault(blog)
    for _ in range(2):
        for command in ("diff", "sync", "migrate"):
            done = run(command, *(["--prune"] if command == "sync" else []), "--site", site)
            assert done.code == 1, done
            assert "둘" in done.out
            assert "D  " not in done.out
            assert "gone from Velog" not in done.out
            assert tree(site) == before
    blog.heal()
    blog.edit("둘", nulls=frozenset())
    assert run("sync", "--site", site).code == 0
    assert tree(site) == before


def test_a_post_that_is_gone_is_gone_beside_one_that_is_odd(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", "--site", site)
    blog.remove("셋")
    null("body")(blog)
    done = run("sync", "--prune", "--site", site)
    assert done.code == 1
    assert "1 removed" in done.out
    assert (site / ODD).exists()
    assert not (site / "_posts/2023-05-01-셋.md").exists()


@pytest.mark.parametrize("row", [None, {}, {"title": "둘"}])
def test_a_row_without_an_id_may_be_any_post(
    blog: FakeVelog, site: Path, run: Program, row: object
) -> None:
    run("migrate", "labdev", "--site", site)
    before = (site / ODD).read_bytes()

    def change(answer: Any) -> None:
        posts = answer["data"]["posts"]
        posts[:] = [row if post["title"] == "둘" else post for post in posts]

    blog.fault("v3.posts", mutate(change))
    done = run("sync", "--prune", "--site", site)
    assert done.code == 1
    assert "none counts as gone from Velog" in " ".join(done.out.split())
    assert "D  " not in done.out
    assert (site / ODD).read_bytes() == before
    blog.heal()
    assert run("sync", "--site", site).code == 0


def test_a_backup_has_it_as_it_was_answered(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    null("body")(blog)
    saved = tmp_path / "backup"
    done = run("backup", "labdev", saved)
    assert done.code == 1
    assert "The post '둘'" in done.out
    assert '"body": null' in (saved / f"posts/{blog.find('둘').id}.json").read_text("utf-8")
    done = run("migrate", "--from", saved, "--site", site)
    assert done.code == 1
    assert "The post '둘'" in done.out
    assert len(list((site / "_posts").glob("2023-05-01-*"))) == 2


def test_private_posts_and_drafts(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "access")
    blog.log_in("access")
    blog.posts += [
        FakePost("비밀", "글", is_private=True, nulls=frozenset({"body"})),
        FakePost("초안", "글", is_temp=True, nulls=frozenset({"title"})),
        FakePost("다른 초안", "글", is_temp=True),
    ]
    done = run("migrate", "labdev", "--private", "--drafts", "--site", site)
    assert done.code == 1
    assert "The post '비밀'" in done.out
    assert "The draft '초안'" in done.out
    assert (site / "_drafts/다른-초안.md").exists()
    assert run("sync", "--site", site).code == 0


def test_a_null_is_html_where_velog_shows_html(blog: FakeVelog, site: Path, run: Program) -> None:
    blog.edit("둘", body="<h1>절</h1><p>1 * 2 * 3</p>", nulls=frozenset({"is_markdown"}))
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, done.err) == (0, "")
    assert "# 절" in (site / ODD).read_text("utf-8")


@pytest.mark.parametrize("key", ["body", "tags", "released_at", "id"])
def test_a_field_that_every_post_lacks_ends_the_run(
    blog: FakeVelog, site: Path, run: Program, key: str
) -> None:
    run("migrate", "labdev", "--site", site)
    before = stamps(site)
    drop = mutate(lambda answer: [post.pop(key) for post in answer["data"]["posts"]])
    blog.fault("posts", drop)
    done = run("sync", "--prune", "--site", site)
    assert done.code == 2
    assert f"posts[0].{key}" in done.err
    assert "v3 API" in done.err
    assert stamps(site) == before


# --- in a backup, it is the file that is odd


def test_an_odd_post_of_a_backup_is_named_with_its_file(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    velog.posts = [FakePost("하나"), FakePost("둘")]
    run("backup", "labdev", tmp_path / "backup")
    first, second = sorted((tmp_path / "backup/posts").iterdir())
    spoil(first)
    done = run("migrate", "--from", tmp_path / "backup", "--site", site)
    assert done.code == 1
    assert f"body is 3, not a text ({first})" in done.out
    assert "v3 API" not in done.out
    spoil(second)
    done = run("sync", "--from", tmp_path / "backup", "--site", site)
    assert done.code == 2
    assert re.search(rf"({first}|{second}): body \(of '.'?.*'\) is 3, not a text\.", done.err)
    assert "velog-to-jekyll backup" in done.err
    assert "v3 API" not in done.err


def spoil(file: Path) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), "body": 3}), "utf-8")
