"""A run over posts that it has seen before converts what could have become other, and no more."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from conftest import Program, stamps, tree
from migrator.converter import blog_pages
from migrator.converter.page import convert_post
from migrator.converter.velog_links import VelogPage, address_of, own_page
from migrator.model import Page, Post
from migrator.site import known_pages
from pixels import pixel
from test_sync_at_random import DAY, NOW, Life, settle
from velog import RELEASED, FakePost, FakeVelog

HOST = "https://velog.velcdn.com"
IMAGE = "/images/labdev/post/00000000-0000-4000-8000-000000000001/a.png"
LEDGER = ".velog-to-jekyll/ledger.json"


@pytest.fixture
def converted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the titles of the posts that are converted from now on."""
    titles: list[str] = []
    real = convert_post

    def counted(post: Post, *more: object) -> Page:
        titles.append(post.title)
        return real(post, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(blog_pages, "convert_post", counted)
    return titles


@pytest.fixture
def blog(velog: FakeVelog, site: Path, run: Program, converted: list[str]) -> FakeVelog:
    """Give a migrated blog of posts that link to each other."""
    velog.images[IMAGE] = pixel(1)
    velog.posts = [
        FakePost("하나", "첫 줄\n\n## 제목\n\n## 둘째", tags=("가",), series="연재"),
        FakePost("둘", "[하나](https://velog.io/@labdev/하나)", released_at=RELEASED),
        FakePost("셋", "[제목](https://velog.io/@labdev/하나#제목)"),
        FakePost("넷", f"![]({HOST}{IMAGE})\n\n$x$"),
        FakePost("다섯", "[연재](https://velog.io/@labdev/series/연재)"),
        FakePost("옛글", "<p>글</p><script>1</script>", is_markdown=False),
    ]
    assert run("migrate", "labdev", "--site", site).code == 0
    converted.clear()
    return velog


def test_no_change_costs_nothing_more_than_the_list(
    velog: FakeVelog, site: Path, run: Program, converted: list[str]
) -> None:
    velog.images[IMAGE] = pixel(1)
    velog.posts = [
        FakePost(
            f"글 {number}",
            f"![]({HOST}{IMAGE})",
            released_at=RELEASED + timedelta(minutes=number),
            series="연재",
        )
        for number in range(300)
    ]
    assert run("migrate", "labdev", "--site", site).code == 0
    before = stamps(site)
    velog.requests.clear()
    converted.clear()
    assert "nothing was written" in run("sync", "--site", site).out
    assert (converted, stamps(site)) == ([], before)
    assert len(velog.requests) <= 6 + 4
    assert not any(call.path in velog.images for call in velog.requests)
    velog.edit("글 7", body="다른 글")
    assert run("sync", "--site", site).code == 0
    written = {path.name for path, stamp in stamps(site).items() if before.get(path) != stamp}
    assert converted == ["글 7"]
    assert [name for name in written if name.startswith("2")] == ["2023-05-01-글-7.md"]


def test_nothing_is_converted_again(
    blog: FakeVelog, site: Path, run: Program, converted: list[str]
) -> None:
    before = stamps(site)
    for command in (["sync"], ["diff"], ["migrate"], ["sync", "--only-content"]):
        assert run(*command, "--site", site).code == 0
    assert converted == []
    assert stamps(site) == before


def test_what_a_run_says_of_pages_stays(
    blog: FakeVelog, site: Path, run: Program, converted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    said = run("sync", "--site", site)
    assert converted == []
    assert "“옛글”" in said.out
    monkeypatch.setattr(known_pages.Pages, "known", nothing_known)
    assert run("sync", "--site", site) == said
    assert len(converted) == len(blog.posts)


def test_links_are_written_again_when_they_lead_elsewhere(
    blog: FakeVelog, site: Path, run: Program, converted: list[str]
) -> None:
    for change, more in (
        # Its address in the site stays, and so do the links there.
        ({"title": "하나요", "url_slug": "하나요"}, {"하나요", "셋"}),
        ({"body": "첫 줄\n\n## 다른 제목\n\n## 제목"}, {"하나요", "셋"}),
        ({"series": None}, {"하나요", "다섯"}),
    ):
        blog.edit(blog.posts[0].title, **change)
        converted.clear()
        assert run("sync", "--site", site).code == 0
        assert more - {"셋"} <= {*converted} <= more | {"셋"}
        converted.clear()
        run("sync", "--site", site)
        assert converted == []


def test_a_page_that_moves_here(
    blog: FakeVelog, site: Path, run: Program, converted: list[str]
) -> None:
    path = site / "_posts/2023-05-01-하나.md"
    path.write_text(
        path.read_text("utf-8").replace("---\n", "---\npermalink: /dort/\n", 1), "utf-8"
    )
    assert run("sync", "--site", site).code == 0
    assert {*converted} == {"하나", "둘", "셋", "다섯"}
    assert "](/dort/)" in (site / "_posts/2023-05-01-둘.md").read_text("utf-8")


@pytest.mark.parametrize(
    "setting",
    ["redirects = true", 'canonical = "velog"', 'typography = "exact"', '[tags]\n"가" = "ga"'],
)
def test_another_setting_converts_all(
    blog: FakeVelog, site: Path, run: Program, converted: list[str], setting: str
) -> None:
    (site / ".velog-to-jekyll.toml").write_text(setting, "utf-8")
    assert run("sync", "--site", site).code == 0
    assert {*converted} == {post.title for post in blog.posts}
    converted.clear()
    run("sync", "--site", site)
    changed = json.loads((site / LEDGER).read_text("utf-8"))["posts"]
    known = [post for post in changed.values() if "made" in post]
    assert len(known) == len(blog.posts)


def test_another_version_converts_all_and_writes_nothing_for_that(
    blog: FakeVelog,
    site: Path,
    run: Program,
    converted: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = stamps(site)
    monkeypatch.setattr(known_pages, "tool_digest", lambda: "another")
    run("sync", "--site", site)
    assert {*converted} == {post.title for post in blog.posts}
    assert stamps(site) == before
    # With the next change, it is known for all.
    blog.edit("하나", body="neu")
    run("sync", "--site", site)
    converted.clear()
    run("sync", "--site", site)
    assert converted == []


def test_a_ledger_of_an_earlier_version(
    blog: FakeVelog, site: Path, run: Program, converted: list[str]
) -> None:
    ledger = json.loads((site / LEDGER).read_text("utf-8"))
    for post in ledger["posts"].values():
        del post["made"]
    text = json.dumps(ledger, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (site / LEDGER).write_text(text, "utf-8")
    before = stamps(site)
    assert run("sync", "--site", site).code == 0
    assert len(converted) == len(blog.posts)
    assert stamps(site) == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda site: edit(site / LEDGER, '"needs": [', '"needs": [\n"toc",'),
        lambda site: edit(next(base_of(site, "넷")), "---\n", "---\nx: y\n"),
        lambda site: next(site.rglob("*a.png")).unlink(),
        lambda site: next(site.rglob("*a.png")).write_bytes(pixel(1)[:-9]),
        lambda site: edit(next(base_of(site, "넷")), "\n", "\r\n"),
    ],
)
def test_what_is_not_as_it_was_left_is_converted(
    blog: FakeVelog, site: Path, run: Program, converted: list[str], damage: object
) -> None:
    assert callable(damage)
    damage(site)
    run("sync", "--site", site)
    assert "넷" in converted
    assert "하나" not in converted
    assert next(site.rglob("*a.png")).read_bytes() == pixel(1)


def test_your_edits_need_no_conversion(
    blog: FakeVelog, site: Path, run: Program, converted: list[str]
) -> None:
    edit(site / "_posts/2023-05-01-하나.md", "첫 줄", "내 줄")
    done = json.loads(run("sync", "--site", site, "--format", "json").out)
    assert [change["state"] for change in done["changes"]] == ["changed here"]
    assert converted == []


def test_a_lost_image_is_asked_for_again(
    blog: FakeVelog,
    site: Path,
    run: Program,
    converted: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    lost = blog.images.pop(IMAGE)
    blog.edit("넷", body=f"![]({HOST}{IMAGE}) neu")
    next(site.rglob("*a.png")).unlink()
    assert run("sync", "--site", site).code == 1
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW + 2 * DAY))
    converted.clear()
    blog.images[IMAGE] = lost
    assert run("sync", "--site", site).code == 0
    assert converted == ["넷"]
    assert next(site.rglob("*a.png")).read_bytes() == lost
    converted.clear()
    run("sync", "--site", site)
    assert converted == []


def test_a_rebuilt_ledger_converts_all(
    blog: FakeVelog, site: Path, run: Program, converted: list[str]
) -> None:
    before = tree(site)
    assert run("sync", "--rebuild-ledger", "--site", site).code == 0
    assert len(converted) == len(blog.posts)
    assert tree(site) == before | {f"{LEDGER}.old": before[LEDGER]}


# --- whatever happens


def nothing_known(self: known_pages.Pages, site: object) -> Iterator[Page]:
    """Stand for what a ledger knows of pages: nothing."""
    return iter(())


@pytest.mark.parametrize("seed", [pytest.param(n, marks=pytest.mark.slow) for n in range(12)])
def test_it_makes_no_difference_to_what_is_written_and_said(
    velog: FakeVelog,
    site: Path,
    tmp_path: Path,
    run: Program,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    compare_lives(Life(velog, site, Random(seed)), tmp_path / "copy", run, monkeypatch, 5)


def test_it_makes_no_difference(
    velog: FakeVelog, site: Path, tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare_lives(Life(velog, site, Random(12)), tmp_path / "copy", run, monkeypatch, 2)


def compare_lives(
    life: Life, copy: Path, run: Program, monkeypatch: pytest.MonkeyPatch, nights: int
) -> None:
    """Sync the site, and a copy of it without what is known of pages: both are the same after."""
    random, site = life.random, life.site
    life.velog.log_in("access", "refresh")
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "access")
    monkeypatch.setenv("VELOG_REFRESH_TOKEN", "refresh")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    options = random.choice(([], ["--private"], ["--private", "--drafts"]))
    if random.random() < 0.5:
        (site / "_posts/2020-01-01-mine.md").write_text(
            "---\ntitle: 나\ndate: 2020-01-01\nlast_modified_at: 2020-01-02\n---\n글\n", "utf-8"
        )
    for _ in range(6):
        life.write()
    run("migrate", "labdev", *options, "--site", site)
    for night in range(nights):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW + night * DAY))
        if random.random() < 0.8:
            life.on_velog()
        if random.random() < 0.6:
            life.here()
        disturb(life)
        more = random.choice(([], [], [], ["--only-content"], ["--prune"], ["--rebuild-ledger"]))
        words = ("sync", *options, *more, "--format", "json", "--site")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(site, copy)
        for number in range(2):
            done = run(*words, site)
            with monkeypatch.context() as without:
                without.setattr(known_pages.Pages, "known", nothing_known)
                theirs = run(*words, copy)
            assert done.code == theirs.code
            assert done.out.replace(str(site), "") == theirs.out.replace(str(copy), "")
            assert tree(site) == tree(copy), f"night {night}, run {number}"


def disturb(life: Life) -> None:
    """Do to the site what its author, or the machine, may do."""
    random, site = life.random, life.site
    images = sorted(site.rglob("assets/**/*.png"))
    bases = sorted(site.glob(".velog-to-jekyll/base/*.md"))
    posts = sorted(site.glob("_posts/2023*.md"))
    match random.randrange(9):
        case 0:
            settle(site, random.choice(("date", "/:title/", "/:year/:title.html")))
        case 1:
            setting = random.choice(
                ("redirects = true", 'canonical = "velog"', '[tags]\n"가" = "ga"')
            )
            (site / ".velog-to-jekyll.toml").write_text(setting, "utf-8")
        case 2 if images:
            random.choice(images).unlink()
        case 3 if images:
            image = random.choice(images)
            image.write_bytes(image.read_bytes()[:-9])
        case 4 if bases:
            random.choice(bases).unlink()
        case 5 if bases:
            base = random.choice(bases)
            base.write_bytes(base.read_bytes().replace(b"\n", b"\r\n"))
        case 6 if posts:
            post = random.choice(posts)
            post.rename(post.with_name(post.name.replace(".md", "-x.md")))


# --- what the digests are made of


def test_settings_are_said_alike_in_each_process(site: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from migrator.settings.site_settings import read_settings\n"
        "from migrator.site.checkout import find_habits\n"
        "from migrator.site.known_pages import _said, tool_digest\n"
        "site = Path(sys.argv[1])\n"
        "print(ascii(_said(read_settings(site, find_habits(site), all_images=False))))\n"
        "print(tool_digest())"
    )
    (site / "_posts/2020-01-01-a.md").write_text(
        "---\nlayout: post\ntitle: a\ntags: [b, c]\nimage: 'x'\n---\n글\n", "utf-8"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", program, site],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
    assert " at 0x" not in said.pop()
    assert re.fullmatch("[0-9a-f]{16}", known_pages.tool_digest())


@pytest.mark.parametrize(
    ("page", "is_written"),
    [
        (VelogPage("u", "post", "글-1"), True),
        (VelogPage("u", "post", "글", "제목 둘"), True),
        (VelogPage("u", "series"), True),
        (VelogPage("u", "series", "연재 C#"), False),
        (VelogPage("u", "tag", "C++ & 가"), False),
        (VelogPage("u", "tag", "가"), True),
        (VelogPage("u", "home"), True),
        (VelogPage("u", "post", "about"), False),
        (VelogPage("u", "post", "a?b"), False),
    ],
)
def test_an_address_is_read_as_the_page_that_it_is_of(page: VelogPage, is_written: bool) -> None:
    address = address_of(page)
    assert (address is not None) == is_written
    assert address is None or own_page(address) == page


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def base_of(site: Path, title: str) -> Iterator[Path]:
    for path in site.glob(".velog-to-jekyll/base/*.md"):
        if f'title: "{title}"' in path.read_text("utf-8"):
            yield path
