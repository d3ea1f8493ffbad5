"""Links that lead out of a site or a backup → nothing is written, moved or removed there."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Program, tree
from migrator.files import own_file
from migrator.model import MigratorError
from migrator.site.ledger import free_name
from pixels import pixel
from velog import FakePost, FakeVelog


@pytest.fixture
def blog(velog: FakeVelog, site: Path, run: Program) -> FakeVelog:
    """Give a blog of two posts that was migrated."""
    velog.posts = [FakePost("하나", "글"), FakePost("둘", "글")]
    assert run("migrate", "labdev", "--site", site).code == 0
    return velog


def path_of(site: Path, name: str) -> Path:
    return site / f"_posts/2023-05-01-{name}.md"


@pytest.fixture
def outside(site: Path, tmp_path: Path) -> Path:
    """Give a folder outside the site, to which its `_posts` was moved; a link leads there."""
    outside = tmp_path / "outside"
    (site / "_posts").rename(outside)
    (site / "_posts").symlink_to(outside)
    return outside


@pytest.mark.parametrize("what", ["removed", "changed", "renamed"])
def test_nothing_outside_the_site_is_written_moved_or_removed(
    blog: FakeVelog, site: Path, run: Program, outside: Path, what: str
) -> None:
    if what == "removed":
        blog.remove("하나")
    else:
        blog.edit("하나", body="새 글") if what == "changed" else blog.edit("하나", title="새 제목")
    before = tree(outside)
    done = run("sync", "--prune", "--site", site)
    assert done.code == 2
    assert "_posts is a link to a place outside the site" in done.err
    assert tree(outside) == before
    assert not (site / ".velog-to-jekyll/removed").exists()


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
@pytest.mark.parametrize("what", ["removed", "changed"])
def test_a_post_that_is_a_link_stays_one(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path, what: str, dry: tuple[str, ...]
) -> None:
    mine = path_of(site, "하나")
    mine.rename(tmp_path / "elsewhere.md")
    mine.symlink_to(tmp_path / "elsewhere.md")
    assert run("sync", "--site", site).code == 0  # nothing to write
    blog.remove("하나") if what == "removed" else blog.edit("하나", body="새 글")
    blog.edit("둘", body="새 글")
    before = tree(site)
    done = run("sync", *dry, "--prune", "--site", site)
    assert done.code == 2
    assert f"{mine} is a link to {tmp_path / 'elsewhere.md'}" in done.err
    assert "put a file in its place" in done.err
    assert mine.is_symlink()
    assert tree(site) == before


def test_a_link_that_is_left_alone_ends_no_run(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    mine = path_of(site, "하나")
    mine.rename(tmp_path / "elsewhere.md")
    mine.symlink_to(tmp_path / "elsewhere.md")
    blog.edit("둘", body="새 글")
    assert run("sync", "--site", site).code == 0
    assert "새 글" in path_of(site, "둘").read_text("utf-8")


@pytest.mark.parametrize("folder", ["posts", "drafts", "images", "series.json", "backup.json"])
def test_a_backup_writes_nothing_through_a_link(
    velog: FakeVelog,
    run: Program,
    tmp_path: Path,
    folder: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = "/images/labdev/post/00000000-0000-4000-8000-000000000001/image.png"
    velog.images[path] = pixel(1)
    velog.posts = [FakePost("글", f"![](https://velog.velcdn.com{path})")]
    velog.posts.append(FakePost("초안", "글", is_temp=True))
    velog.log_in("access", "refresh")
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "access")
    monkeypatch.setenv("VELOG_REFRESH_TOKEN", "refresh")
    outside, backup = tmp_path / "outside", tmp_path / "backup"
    outside.mkdir()
    backup.mkdir()
    (backup / folder).symlink_to(outside / folder if folder.endswith("json") else outside)
    if not folder.endswith("json"):
        (backup / "backup.json").write_text("{}")
    done = run("backup", "labdev", backup, "--drafts")
    assert done.code == 2, done
    assert "is a link to" in done.err
    assert tree(outside) == {}


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "//etc/passwd", "", "../a", "a/../../b", "a/../b", "./../a", "/"]
)
def test_no_path_leads_out_of_a_folder(path: str, tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    try:
        file = own_file(path, root)
    except MigratorError:
        return
    assert file.resolve().is_relative_to(root.resolve())
    assert file.resolve() != root.resolve()


def test_a_root_that_is_a_link_is_the_folder_that_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "root").symlink_to(tmp_path / "folder")
    assert own_file("a/b.md", tmp_path / "root") == tmp_path / "root/a/b.md"


@pytest.mark.parametrize(
    ("name", "there"), [("하나.md", "\u1112\u1161\u1102\u1161.md"), ("API.md", "api.md")]
)
def test_a_name_that_some_disk_takes_for_another_is_not_free(name: str, there: str) -> None:
    assert free_name(f"_posts/{name}", {there}) == f"2-{name}"
