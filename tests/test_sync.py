"""Night after night: what happens on Velog, what happens here, and what sync makes of it."""

from __future__ import annotations

import fcntl
import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from conftest import Program, stamps, tree
from migrator.model import MigratorError
from migrator.site.lock import locked_by_file
from pixels import pixel
from velog import FakePost, FakeVelog

BODY = "첫 줄\n\n둘째 줄\n\n셋째 줄"


@pytest.fixture
def blog(velog: FakeVelog, site: Path, run: Program) -> FakeVelog:
    """Give a blog of three posts that was migrated."""
    velog.posts = [FakePost(title, BODY) for title in ("하나", "둘", "셋")]
    assert run("migrate", "labdev", "--site", site).code == 0
    return velog


def path_of(site: Path, name: str) -> Path:
    return site / f"_posts/2023-05-01-{name}.md"


def edit(path: Path, old: str, new: str) -> str:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    return path.read_bytes().decode()


def test_edits_on_both_sides_are_merged(blog: FakeVelog, site: Path, run: Program) -> None:
    mine = path_of(site, "하나")
    edit(mine, "첫 줄", "내 줄")
    edit(mine, "title:", "# 메모\ncategories: [a]\ntitle:")
    blog.edit("하나", body=BODY.replace("셋째", "3째"), tags=("새 태그",))
    done = run("sync", "--site", site)
    assert done.code == 0
    assert "MM _posts/2023-05-01-하나.md" in done.out
    text = mine.read_text("utf-8")
    assert text.endswith("\n\n내 줄\n\n둘째 줄\n\n3째 줄\n")
    assert "# 메모\ncategories: [a]\n" in text
    assert 'tags: ["새 태그"]' in text
    before = stamps(site)
    after = run("sync", "--site", site)
    assert " M _posts/2023-05-01-하나.md" in after.out
    assert after.code == 0
    assert stamps(site) == before


@pytest.mark.parametrize("choice", ["ours", "theirs", "merged"])
def test_a_conflict_waits_until_it_is_resolved(
    blog: FakeVelog, site: Path, run: Program, choice: str
) -> None:
    mine = path_of(site, "하나")
    ours = edit(mine, "둘째", "내")
    blog.edit("하나", body=BODY.replace("둘째", "2째"))
    for _ in range(2):
        done = run("sync", "--site", site)
        assert done.code == 1
        assert "UU _posts/2023-05-01-하나.md" in done.out
        assert "resolve _posts/2023-05-01-하나.md --ours" in done.out
        assert mine.read_text("utf-8") == ours
    (incoming,) = (site / ".velog-to-jekyll/incoming").iterdir()
    assert "2째 줄" in incoming.read_text("utf-8")
    done = run("resolve", mine, f"--{choice}", "--site", site)
    assert (done.code, done.err) == (0, "")
    text = mine.read_text("utf-8")
    assert ("내 줄" in text, "2째 줄" in text) == {
        "ours": (True, False),
        "theirs": (False, True),
        "merged": (True, True),
    }[choice]
    before = stamps(site)
    assert run("sync", "--site", site).code == 0
    assert stamps(site) == before
    again = run("resolve", mine, "--ours", "--site", site)
    assert again.code == 2
    assert "not in conflict" in again.err


def test_a_conflict_ends_by_itself_when_both_sides_agree(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    mine = path_of(site, "하나")
    edit(mine, "둘째", "내")
    blog.edit("하나", body=BODY.replace("둘째", "2째"))
    run("sync", "--site", site)
    edit(mine, "내", "2째")
    assert run("sync", "--site", site).code == 0
    assert not list((site / ".velog-to-jekyll/incoming").iterdir())


@pytest.mark.parametrize("style", ["crlf", "no newline", "decomposed"])
def test_what_is_no_edit_is_not_rewritten(
    blog: FakeVelog, site: Path, run: Program, style: str
) -> None:
    kept = ".velog-to-jekyll/**/*" if style == "crlf" else ".velog-to-jekyll/base/*"
    for path in [*site.glob("_posts/2023*"), *filter(Path.is_file, site.glob(kept))]:
        text = path.read_bytes().decode()
        text = {
            "crlf": text.replace("\n", "\r\n"),
            "no newline": text.rstrip("\n"),
            "decomposed": unicodedata.normalize("NFD", text),
        }[style]
        path.write_bytes(text.encode())
    before = stamps(site)
    done = run("sync", "--site", site)
    assert done.code == 0
    assert "3 same" in done.out
    assert stamps(site) == before
    blog.edit("둘", body="새 글\n\n끝")
    assert run("sync", "--site", site).code == 0
    written = path_of(site, "둘").read_bytes().decode()
    assert ("\r\n" in written) == (style == "crlf")
    assert "새 글" in written


def test_a_file_whose_name_macos_has_decomposed_is_the_same_file(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    for name in ("하나", "둘"):
        path = path_of(site, name)
        if name == "둘":  # as an adopted post has it
            edit(path, "velog:", "other:")
        path.rename(path.with_name(unicodedata.normalize("NFD", path.name)))
    before = stamps(site)
    assert run("sync", "--site", site).code == 0
    assert stamps(site) == before
    blog.edit("하나", body="새 글")
    blog.edit("둘", body="새 글")
    assert run("sync", "--site", site).code == 0
    names = [path.name for path in site.glob("_posts/2023*")]
    assert len(names) == 3
    for name in ("하나", "둘"):
        decomposed = unicodedata.normalize("NFD", path_of(site, name).name)
        assert "새 글" in (site / "_posts" / decomposed).read_text("utf-8")


def test_a_page_view_changes_nothing(blog: FakeVelog, site: Path, run: Program) -> None:
    before = stamps(site)
    blog.edit("하나")
    assert run("sync", "--site", site).code == 0
    assert stamps(site) == before


def test_an_autosave_on_velog_does_not_blank_the_post(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [
        FakePost("하나", BODY, short_description="설명", thumbnail="https://e.com/a.png")
    ]
    run("migrate", "labdev", "--site", site)
    velog.edit("하나", short_description=None, thumbnail=None, body=BODY + "\n\n쓰는 중")
    assert run("sync", "--site", site).code == 0
    text = path_of(site, "하나").read_text("utf-8")
    assert 'description: "설명"' in text
    assert 'image: "https://e.com/a.png"' in text
    assert "쓰는 중" in text


def test_two_posts_that_swap_their_slugs_lose_nothing(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    edit(path_of(site, "하나"), "첫 줄", "내 하나")
    blog.edit("하나", url_slug="둘", title="이제 둘")
    blog.edit("둘", url_slug="하나", title="이제 하나")
    done = run("sync", "--site", site)
    assert done.code == 0
    one, two = (path_of(site, name).read_text("utf-8") for name in ("하나", "둘"))
    assert "내 하나" in one
    assert 'title: "이제 둘"' in one
    assert 'title: "이제 하나"' in two
    assert "R  _posts/2023-05-01-둘.md" in done.out
    ledger = json.loads((site / ".velog-to-jekyll/ledger.json").read_text("utf-8"))
    assert sorted(post["slugs"] for post in ledger["posts"].values()) == [
        ["둘", "하나"],
        ["셋"],
        ["하나", "둘"],
    ]


def test_a_file_deleted_here_is_named_once(blog: FakeVelog, site: Path, run: Program) -> None:
    path_of(site, "하나").unlink()
    assert " D _posts/2023-05-01-하나.md" in run("sync", "--site", site).out
    before = stamps(site)
    blog.edit("하나", body="바뀜")
    assert "하나" not in run("sync", "--site", site).out
    assert stamps(site) == before


def test_gone_posts_are_removed_only_when_told_so(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    edit(path_of(site, "둘"), "첫", "내")
    blog.remove("하나")
    blog.remove("둘")
    whole = tree(site)
    assert run("sync", "--site", site).code == 0
    assert tree(site) == whole
    refused = run("sync", "--prune", "--max-prune", "0", "--site", site)
    assert "--max-prune 1" in refused.out
    assert tree(site) == whole
    done = run("sync", "--prune", "--site", site)
    assert "DD _posts/2023-05-01-하나.md" in done.out
    assert "D  _posts/2023-05-01-둘.md" in done.out
    kept = site / ".velog-to-jekyll/removed/2023-05-01-하나.md"
    assert kept.read_bytes() == whole["_posts/2023-05-01-하나.md"]
    assert path_of(site, "둘").read_bytes() == whole["_posts/2023-05-01-둘.md"]


@pytest.mark.parametrize(("gone", "is_much"), [(5, False), (6, True)])
def test_more_than_five_posts_are_removed_only_when_told_so(
    velog: FakeVelog, site: Path, run: Program, gone: int, is_much: bool
) -> None:
    velog.posts = [FakePost(f"글 {number}", BODY) for number in range(8)]
    assert run("migrate", "labdev", "--site", site).code == 0
    for number in range(gone):
        velog.remove(f"글 {number}")
    done = run("sync", "--prune", "--site", site)
    assert ("--max-prune 6" in done.out) == is_much
    assert len(list(site.glob("_posts/*글*"))) == (8 if is_much else 3)


def test_a_post_that_went_is_not_counted_as_written(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    blog.remove("하나")
    said = run("sync", "--prune", "--site", site).out
    assert "Moved out of the site: 1 post." in said
    assert "Written: " not in said
    assert "nothing was written" not in said


def test_a_removed_file_gets_a_name_that_is_free(blog: FakeVelog, site: Path, run: Program) -> None:
    removed = site / ".velog-to-jekyll/removed"
    removed.mkdir()
    (removed / "2023-05-01-하나.md").write_text("earlier", "utf-8")
    blog.remove("하나")
    assert run("sync", "--prune", "--site", site).code == 0
    assert sorted(path.name for path in removed.iterdir()) == [
        "2-2023-05-01-하나.md",
        "2023-05-01-하나.md",
    ]
    assert (removed / "2023-05-01-하나.md").read_text("utf-8") == "earlier"


def test_removed_files_of_one_name_get_two(blog: FakeVelog, site: Path, run: Program) -> None:
    path_of(site, "하나").rename(site / "_posts/2023-05-01-x.md")
    (site / "_posts/y").mkdir()
    path_of(site, "둘").rename(site / "_posts/y/2023-05-01-x.md")
    assert run("sync", "--site", site).code == 0
    blog.remove("하나")
    blog.remove("둘")
    assert run("sync", "--prune", "--site", site).code == 0
    removed = site / ".velog-to-jekyll/removed"
    names = ["2-2023-05-01-x.md", "2023-05-01-x.md"]
    assert sorted(path.name for path in removed.iterdir()) == names


def test_what_jekyll_built_keeps_no_image(blog: FakeVelog, site: Path, run: Program) -> None:
    blog.images["/images/a.png"] = pixel(1)
    blog.edit("하나", body="![](https://velog.velcdn.com/images/a.png)")
    (site / "_config.yml").write_text("destination: public\n", "utf-8")
    assert run("sync", "--site", site).code == 0
    (image,) = (site / "assets").rglob("*a.png")
    built = site / "public/index.html"
    built.parent.mkdir()
    built.write_text(f"<img src=/{image.relative_to(site).as_posix()}>", "utf-8")
    blog.remove("하나")
    assert run("sync", "--prune", "--site", site).code == 0
    assert not image.exists()


def test_images_go_with_the_posts_that_alone_show_them(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    for number in range(4):
        velog.images[f"/images/{number}.png"] = pixel(number)
    alone, shared, paged, kept = (
        f"![](https://velog.velcdn.com/images/{number}.png)" for number in range(4)
    )
    velog.posts = [FakePost("하나", f"{alone}\n{shared}\n{paged}"), FakePost("둘", kept)]
    run("migrate", "labdev", "--site", site)
    names = sorted(path.name for path in (site / "assets/img/posts/2023-05-01-하나").iterdir())
    name_alone, name_shared, name_paged = (
        next(name for name in names if f"-{number}.png" in name) for number in range(3)
    )
    folder = "assets/img/posts/2023-05-01-하나"
    (site / "_posts/2020-01-01-내-글.md").write_text(f"![](/{folder}/{name_shared})", "utf-8")
    (site / "about.md").write_text(f"![](/{folder}/{name_paged})", "utf-8")
    velog.remove("하나")
    told = json.loads(run("diff", "--site", site, "--format", "json").out)
    assert [each for each in told["images"] if each["action"] == "remove"] == []
    dry = ("sync", "--prune", "--dry-run", "--site", site, "--format", "json")
    told = json.loads(run(*dry).out)
    to = f".velog-to-jekyll/removed/2023-05-01-하나/{name_alone}"
    assert [each["to"] for each in told["images"] if each["action"] == "remove"] == [to]
    done = run("sync", "--prune", "--site", site)
    assert f"DD {folder}/{name_alone}  (→ {to})" in done.out
    assert (site / to).read_bytes() == pixel(0)
    assert sorted(path.name for path in (site / folder).iterdir()) == [name_shared, name_paged]
    state = stamps(site)
    assert run("sync", "--prune", "--site", site).code == 0
    assert stamps(site) == state


def test_removed_posts_of_one_image_take_it_each(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.images["/images/0.png"] = pixel(0)
    body = "![](https://velog.velcdn.com/images/0.png)"
    velog.posts = [FakePost(title, body) for title in ("하나", "둘", "셋")]
    run("migrate", "labdev", "--site", site)
    velog.posts = [velog.find("셋")]
    assert run("sync", "--prune", "--site", site).code == 0
    folders = [path.name for path in (site / "assets/img/posts").iterdir()]
    assert folders == ["2023-05-01-셋"]
    assert len(list((site / ".velog-to-jekyll/removed").glob("*/*.png"))) == 2


def test_nothing_is_removed_after_an_error(blog: FakeVelog, site: Path, run: Program) -> None:
    blog.remove("하나")
    blog.fault("v3", httpx.Response(500))
    before = path_of(site, "하나").read_bytes()
    done = run("sync", "--prune", "--site", site)
    assert "may be incomplete" in done.out
    assert path_of(site, "하나").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("2020-01-01-x.md", "original: https://velog.io/@labdev/%ED%95%98%EB%82%98?a=b"),
        ("2020-01-01-x.md", "links:\n  - https://velog.io/@labdev/하나"),
        ("2023-05-01-하나.md", "title: 다른 제목"),
        ("2021-01-01-하나.markdown", "title: 하나"),
        ("2023-05-01-other-name.md", "title: 하나"),
    ],
)
def test_a_post_that_stands_here_already_is_adopted(
    velog: FakeVelog, site: Path, run: Program, name: str, head: str
) -> None:
    velog.posts = [FakePost("하나", BODY), FakePost("둘", BODY)]
    mine = site / "_posts" / name
    mine.write_text(f"---\n{head}\n---\n\n첫 줄\n\n내 줄\n\n셋째 줄\n", "utf-8")
    before = mine.read_bytes()
    done = run("migrate", "labdev", "--site", site)
    assert f" A _posts/{name}" in done.out
    assert "differs from Velog in: " in done.out
    assert done.code == 1
    assert mine.read_bytes() == before
    assert len(list(site.glob("_posts/*하나*"))) == ("하나" in name)
    velog.edit("하나", body=BODY.replace("셋째", "3째"))
    assert run("sync", "--site", site).code == 0
    assert mine.read_bytes() == before.replace("셋째".encode(), "3째".encode())


def test_what_may_be_the_same_post_is_named_and_left_alone(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("intro", BODY), FakePost("둘", BODY)]
    (site / "_posts/2019-01-01-intro.md").write_text("---\ntitle: 나는\n---\n", "utf-8")
    for name in ("a", "b"):
        (site / f"_posts/2023-05-01-{name}.md").write_text("---\ntitle: 둘\n---\n", "utf-8")
    before = tree(site / "_posts")
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 1
    assert done.out.count("?? ") == 2
    assert "_posts/2023-05-01-a.md, _posts/2023-05-01-b.md" in done.out
    assert tree(site / "_posts") == before


def test_a_file_that_may_be_two_posts_is_neither(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("하나", BODY), FakePost("둘", BODY)]
    links = "[https://velog.io/@labdev/하나, https://velog.io/@labdev/둘]"
    (site / "_posts/2020-01-01-x.md").write_text(f"---\nlinks: {links}\n---\n", "utf-8")
    before = tree(site / "_posts")
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, done.out.count("?? ")) == (1, 2)
    assert tree(site / "_posts") == before


def test_a_ledger_can_be_made_anew(blog: FakeVelog, site: Path, run: Program) -> None:
    whole = tree(site)
    edit(path_of(site, "하나"), "첫", "내")
    path_of(site, "셋").unlink()
    ledger = site / ".velog-to-jekyll/ledger.json"
    ledger.write_text("{ damaged", "utf-8")
    refused = run("sync", "--site", site)
    assert refused.code == 2
    assert "--rebuild-ledger" in refused.err
    blog.edit("둘", body=BODY.replace("첫", "1"))
    done = run("sync", "--rebuild-ledger", "--site", site)
    assert done.code == 0
    assert " M _posts/2023-05-01-하나.md" in done.out
    assert "1 줄" in path_of(site, "둘").read_text("utf-8")
    assert not path_of(site, "셋").exists()
    assert "내 줄" in path_of(site, "하나").read_text("utf-8")
    assert ledger.with_name("ledger.json.old").read_text("utf-8") == "{ damaged"
    path_of(site, "하나").write_bytes(whole["_posts/2023-05-01-하나.md"])
    blog.edit("둘", body=BODY)
    assert run("sync", "--site", site).code == 0


def test_a_change_of_the_converter_is_said_to_be_one(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    (site / ".velog-to-jekyll.toml").write_text('typography = "exact"\n', "utf-8")
    blog.edit("하나", body='"가"')
    blog.edit("둘", body='"나"')
    (site / ".velog-to-jekyll.toml").unlink()
    run("sync", "--site", site)
    (site / ".velog-to-jekyll.toml").write_text('typography = "exact"\n', "utf-8")
    blog.edit("둘", body='"다"')
    before = path_of(site, "하나").read_bytes()
    left = run("sync", "--only-content", "--site", site)
    assert "M  _posts/2023-05-01-둘.md" in left.out
    assert "하나" not in left.out
    assert path_of(site, "하나").read_bytes() == before
    done = run("sync", "--site", site)
    assert "W  _posts/2023-05-01-하나.md" in done.out
    assert '\\"가\\"' in path_of(site, "하나").read_text("utf-8")


def test_the_report_for_programs(blog: FakeVelog, site: Path, run: Program) -> None:
    blog.edit("하나", body="새 글")
    blog.remove("둘")
    ahead = json.loads(run("diff", "--site", site, "--format", "json").out)
    done = json.loads(run("sync", "--site", site, "--format", "json").out)
    assert ahead["changes"] == done["changes"]
    assert (done["schema"], done["summary"]) == (
        1,
        {"changed on Velog": 1, "gone from Velog": 1, "same": 1},
    )
    (change,) = [change for change in done["changes"] if change["action"] == "rewrite"]
    assert (change["path"], change["columns"]) == ("_posts/2023-05-01-하나.md", "M ")


@pytest.fixture
def busy(site: Path) -> Iterator[None]:
    """Hold the site as another run does."""
    folder = os.open(site, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    yield
    os.close(folder)


@pytest.mark.parametrize("command", [["sync"], ["migrate", "labdev"], ["resolve", "x", "--ours"]])
def test_a_second_run_says_who_is_at_work(
    blog: FakeVelog, site: Path, run: Program, busy: None, command: list[str]
) -> None:
    blog.edit("하나", body="새 글")
    before = tree(site)
    done = run(*command, "--site", site)
    assert done.code == 2
    assert f"process {os.getpid()}, since 20" in done.err
    assert tree(site) == before
    assert run("diff", "--site", site).code == 1


def test_where_folders_have_no_locks_a_file_is_locked(site: Path) -> None:
    before = tree(site)
    with locked_by_file(site):
        with pytest.raises(MigratorError, match="Another run is working on"), locked_by_file(site):
            pass
        with pytest.raises(MigratorError, match="--site DIR"), locked_by_file(site / "nowhere"):
            pass
    assert tree(site) == before
    with locked_by_file(site):
        pass


def test_root_says_whose_its_files_are(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() == 0:
        os.chown(site, 1000, 1000)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    blog.edit("하나", body="새 글")
    owner = site.stat()
    assert f"chown -R {owner.st_uid}:{owner.st_gid} {site}" in run("sync", "--site", site).out
    assert "chown" not in run("sync", "--site", site).out


@pytest.mark.parametrize("is_known", [True, False])
def test_a_file_in_another_encoding_stays_byte_for_byte(
    velog: FakeVelog, site: Path, run: Program, is_known: bool
) -> None:
    velog.posts = [FakePost("하나", BODY)]
    if is_known:
        run("migrate", "labdev", "--site", site)
    mine = path_of(site, "하나")
    mine.write_bytes("---\ntitle: 하나\n---\n\n내 글\n".encode("cp949"))
    before = mine.read_bytes()
    done = run("sync" if is_known else "migrate", *([] if is_known else ["labdev"]), "--site", site)
    assert (" M" if is_known else " A") + " _posts/2023-05-01-하나.md" in done.out
    velog.edit("하나", body="바뀜")
    done = run("sync", "--site", site)
    assert done.code == 1
    assert "UU _posts/2023-05-01-하나.md" in done.out
    refused = run("resolve", mine, "--merged", "--site", site)
    assert (refused.code, "UTF-8" in refused.err) == (2, True)
    assert mine.read_bytes() == before
    assert run("resolve", mine, "--ours", "--site", site).code == 0
    assert mine.read_bytes() == before
    assert run("sync", "--site", site).code == 0


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("title:", "last: 2023-13-45\ntitle:", 0),
        ("title:", f"deep: {'[' * 3000}\ntitle:", 0),
        ("첫", "\0첫", 1),
    ],
)
def test_whatever_stands_in_a_file_the_run_goes_on(
    blog: FakeVelog, site: Path, run: Program, old: str, new: str, code: int
) -> None:
    edit(path_of(site, "하나"), old, new)
    blog.edit("하나", body=BODY.replace("셋째", "3째"))
    blog.edit("둘", body="바뀜")
    assert run("sync", "--site", site).code == code
    assert "바뀜" in path_of(site, "둘").read_text("utf-8")
    assert new in path_of(site, "하나").read_text("utf-8")


@pytest.mark.parametrize("call", ["scandir", "stat"])
def test_what_cannot_be_read_is_not_taken_for_deleted(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    before = tree(site)
    honest = getattr(os, call)

    def refuse(path: str = ".", **options: bool) -> object:
        if str(path).endswith(("/_posts", "하나.md")):
            raise PermissionError(13, "Permission denied", str(path))
        return honest(path, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, call, refuse)
        done = run("sync", "--site", site)
    assert done.code == 2
    assert "cannot be read: Permission denied" in done.err
    assert tree(site) == before


def in_conflict(blog: FakeVelog, site: Path, run: Program) -> Path:
    """Bring a post into conflict."""
    mine = path_of(site, "하나")
    edit(mine, "둘째", "내")
    blog.edit("하나", body=BODY.replace("둘째", "2째"))
    assert run("sync", "--site", site).code == 1
    return mine


def test_a_conflict_ends_when_velog_takes_its_change_back(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    mine = in_conflict(blog, site, run)
    blog.edit("하나", body=BODY)
    assert run("sync", "--site", site).code == 0
    assert run("resolve", mine, "--theirs", "--site", site).code == 2
    assert "내 줄" in mine.read_text("utf-8")


def test_a_conflict_ends_when_the_file_is_deleted(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    mine = in_conflict(blog, site, run)
    mine.unlink()
    assert run("resolve", mine, "--ours", "--site", site).code == 2
    assert " D _posts/2023-05-01-하나.md" in run("sync", "--site", site).out
    assert not mine.exists()
    assert not list((site / ".velog-to-jekyll/incoming").iterdir())


def test_a_conflict_follows_velog_night_after_night(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    mine = in_conflict(blog, site, run)
    edit(mine, "\n", "\r\n")
    (incoming,) = (site / ".velog-to-jekyll/incoming").iterdir()
    for word in ("3째", "4째"):
        blog.edit("하나", body=BODY.replace("둘째", word), url_slug=word)
        done = run("sync", "--site", site)
        assert done.code == 1
        assert f"하나 → {word}" in done.out
        assert word in incoming.read_text("utf-8")
    assert run("resolve", mine, "--theirs", "--site", site).code == 0
    text = mine.read_bytes().decode()
    assert "4째" in text
    assert text.count("\r\n") == text.count("\n")
    assert run("sync", "--site", site).code == 0


def test_both_may_have_changed_a_key_when_lines_are_merged(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    mine = path_of(site, "하나")
    edit(mine, 'title: "하나"', 'title: "내 제목"')
    blog.edit("하나", title="새 제목")
    assert run("sync", "--site", site).code == 1
    done = run("resolve", mine, "--merged", "--site", site)
    assert "in the front matter yours is kept (title)" in done.out
    assert 'title: "내 제목"' in mine.read_text("utf-8")


def test_another_title_or_slug_is_a_rename_also_of_an_edited_post(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    blog.edit("하나", title="새 제목")
    edit(path_of(site, "둘"), "첫", "내")
    blog.edit("둘", url_slug="새-이름")
    done = run("sync", "--site", site)
    assert "R  _posts/2023-05-01-하나.md  (renamed on Velog: " in done.out
    assert "MM _posts/2023-05-01-둘.md" in done.out
    assert "둘 → 새-이름" in done.out
    blog.edit("새 제목", title="다른 제목", url_slug="다른-이름")
    assert "새 제목 → 다른 제목, 하나 → 다른-이름" in run("sync", "--site", site).out


def test_a_change_that_the_author_does_not_want_rewrites_nothing(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    mine = path_of(site, "하나")
    edit(mine, 'title: "하나"\n', "")
    mine.write_bytes(unicodedata.normalize("NFD", mine.read_text("utf-8")).rstrip().encode())
    before = mine.read_bytes()
    blog.edit("하나", title="새 제목")
    assert "MM _posts/2023-05-01-하나.md" in run("sync", "--site", site).out
    assert mine.read_bytes() == before


def test_a_copy_of_a_post_is_not_taken_for_it(blog: FakeVelog, site: Path, run: Program) -> None:
    copy = path_of(site, "사본")
    copy.write_bytes(path_of(site, "하나").read_bytes())
    (site / ".velog-to-jekyll/ledger.json").write_text("<<<<<<< HEAD\n", "utf-8")
    blog.edit("하나", body="바뀜")
    before = tree(site / "_posts")
    done = run("sync", "--rebuild-ledger", "--site", site)
    assert done.code == 1
    assert "?? " in done.out
    assert tree(site / "_posts") == before
    edit(copy, "velog:", "was:")
    assert run("sync", "--site", site).code == 0
    assert "바뀜" not in copy.read_text("utf-8")


def test_a_rebuilt_ledger_goes_on_through_a_conflict(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    (site / ".velog-to-jekyll/ledger.json").write_text("", "utf-8")
    mine = path_of(site, "하나")
    edit(mine, "둘째", "내")
    blog.edit("하나", body=BODY.replace("둘째", "2째"))
    assert run("sync", "--rebuild-ledger", "--site", site).code == 1
    run("resolve", mine, "--theirs", "--site", site)
    blog.edit("하나", body="새 글")
    assert "M  _posts/2023-05-01-하나.md" in run("sync", "--site", site).out


def test_without_the_ledger_what_was_deleted_here_stays_deleted(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    (site / ".velog-to-jekyll/ledger.json").unlink()
    path_of(site, "하나").unlink()
    refused = run("sync", "--site", site)
    assert refused.code == 2
    assert "--rebuild-ledger" in refused.err
    assert " D _posts/2023-05-01-하나.md" in run("migrate", "labdev", "--site", site).out
    assert not path_of(site, "하나").exists()


def test_a_post_that_only_mentions_another_is_not_taken_for_it(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("하나", BODY)]
    path_of(site, "하나").write_text("---\ntitle: 하나\n---\n\n첫 줄\n", "utf-8")
    other = site / "_posts/2024-01-01-모음.md"
    other.write_text("---\ntitle: 모음\nprevious: https://velog.io/@labdev/하나\n---\n", "utf-8")
    before = tree(site / "_posts")
    done = run("migrate", "labdev", "--site", site)
    assert "?? " in done.out
    assert tree(site / "_posts") == before


def test_posts_of_a_category_folder_are_found(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [FakePost("하나", BODY)]
    mine = site / "dev/_posts/2023-05-01-하나.md"
    mine.parent.mkdir(parents=True)
    mine.write_text("---\ntitle: 하나\n---\n\n첫 줄\n", "utf-8")
    elsewhere = site / "_site/_posts/2023-05-01-하나.md"
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_bytes(mine.read_bytes())
    assert " A dev/_posts/2023-05-01-하나.md" in run("migrate", "labdev", "--site", site).out


def test_what_velog_changes_after_a_run_was_killed_is_no_conflict(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(path_of(site, "둘"), "셋째 줄", "셋째 줄\n\n끼움")
    for title in ("하나", "둘"):
        blog.edit(title, body=BODY.replace("첫", "1"))

    def kill(path: str, *_: object) -> None:
        raise KeyboardInterrupt

    for _ in range(2):
        with monkeypatch.context() as patch:
            # The file is written, its base text still waits.
            patch.setattr("migrator.writer.posts.move", kill)
            assert run("sync", "--site", site).code == 130
        blog.edit("둘", body=BODY.replace("첫", "2"))
        blog.edit("하나", body=BODY.replace("첫", "2"))
    assert run("sync", "--site", site).code == 0
    assert "2 줄\n\n둘째 줄\n\n셋째 줄\n" in path_of(site, "하나").read_text("utf-8")
    assert path_of(site, "둘").read_text("utf-8").endswith("2 줄\n\n둘째 줄\n\n셋째 줄\n\n끼움\n")
    assert not (site / ".velog-to-jekyll/next").exists()


def test_a_removed_post_is_forgotten_also_after_a_kill_and_without_the_ledger(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    removed = site / ".velog-to-jekyll/removed"
    removed.mkdir()
    path_of(site, "하나").rename(removed / unicodedata.normalize("NFD", "2023-05-01-하나.md"))
    (site / ".velog-to-jekyll/ledger.json").unlink()
    post_id = blog.find("하나").id
    blog.remove("하나")
    assert run("sync", "--rebuild-ledger", "--site", site).code == 0
    assert post_id not in (site / ".velog-to-jekyll/ledger.json").read_text("utf-8")
    assert not (site / f".velog-to-jekyll/base/{post_id}.md").exists()


def test_a_posts_folder_may_be_a_link(blog: FakeVelog, site: Path, run: Program) -> None:
    (site / "_posts").rename(site / "content")
    (site / "_posts").symlink_to("content")
    (site / "content/loop").symlink_to(".")
    (site / "assets/root").symlink_to("..")
    before = stamps(site)
    done = run("sync", "--site", site)
    assert (done.code, "3 same" in done.out) == (0, True)
    assert stamps(site) == before


def test_a_text_that_gives_way_to_velogs_is_kept(blog: FakeVelog, site: Path, run: Program) -> None:
    mine = path_of(site, "하나")
    kept = site / ".velog-to-jekyll/replaced"
    for number in range(2):
        edit(mine, "title:", f"mykey: {number}\ntitle:")
        edit(mine, "둘째 줄", f"둘째 줄 {number}")
        edit(mine, "첫", f"나의 {number}\n\n첫")
        blog.edit("하나", body=BODY.replace("첫", f"너의 {number} 첫"))
        assert run("sync", "--site", site).code == 1
        before = mine.read_text("utf-8")
        done = run("resolve", mine.name, "--theirs", "--site", site)
        assert done.code == 0
        name = f"2-{mine.name}" if number else mine.name
        assert f"yours is kept in .velog-to-jekyll/replaced/{name}" in done.out
        assert (kept / name).read_text("utf-8") == before
        assert f"너의 {number} 첫" in mine.read_text("utf-8")
    assert len([*kept.iterdir()]) == 2
    assert run("sync", "--site", site).code == 0
    assert len([*kept.iterdir()]) == 2


def test_before_a_run_it_is_said_that_choosing_comes_after_it(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    mine = path_of(site, "하나")
    edit(mine, "첫", "나의")
    blog.edit("하나", body=BODY.replace("첫", "너의"))
    ahead = run("diff", "--site", site)
    assert "resolve" in ahead.out
    assert "Choose after the run" in " ".join(ahead.out.split())
    assert "Choose after the run" in run("diff", "--site", site, "--format", "html").out
    assert "Choose after the run" not in run("sync", "--site", site).out
    # From now on `resolve` knows of it.
    assert "Choose after the run" not in run("diff", "--site", site).out
    assert run("resolve", mine.name, "--ours", "--site", site).code == 0
    assert "Choose after the run" not in run("diff", "--site", site).out
