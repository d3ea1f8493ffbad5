"""The first words of a post: as shown, whole, and the same whoever answers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Program, stamps, tree
from migrator.converter.html_posts import read_html
from migrator.converter.inline_html import resolve_html
from migrator.converter.summary import LENGTH, first_words
from migrator.converter.velogmark import parse
from velog import FakePost, FakeVelog, status

FAMILY = "👨‍👩‍👧"


def words_of(body: str) -> str:
    return first_words(resolve_html(parse(body)))


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("첫 줄\n> 인용", "첫 줄 인용"),
        ("a_b_c `d_e` **굵게**", "a_b_c d_e 굵게"),
        ("# 제목\n글", "제목 글"),
        ("- 하나\n- 둘\n  1. 셋", "하나 둘 셋"),
        ("| 가 | 나 |\n|---|---|\n| **다** | 라 |", "가 나 다 라"),
        ("글\n\n```js\nconst a = 1\n```\n\n뒤", "글 뒤"),
        ("    const a = 1\n\n뒤", "뒤"),
        ("값은 $x^2$ 이다\n\n$$\ny\n$$", "값은 이다"),
        ("![대체 글](https://velog.velcdn.com/a.png)\n[링크](https://x.example) 글", "링크 글"),
        ("a &lt; b<br>c", "a < b c"),
        ("[a]: https://x.example\n\n글[^1]\n\n<!-- 감춘 글 -->", "글[^1]"),
        ("굵**은** 글", "굵은 글"),
        ("", ""),
        ("```\na\n```", ""),
    ],
)
def test_words_are_those_that_a_reader_sees(body: str, shown: str) -> None:
    assert words_of(body) == shown


def test_words_of_a_post_stored_as_html() -> None:
    body = "<h2>제목</h2><p>안녕 <b>굵게</b> a &lt; b</p><pre>code</pre>"
    assert first_words(read_html(body).blocks) == "제목 안녕 굵게 a < b"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("가나 " * 50, " ".join(["가나"] * 50)),  # 149 characters
        ("가나 " * 51, " ".join(["가나"] * 50) + "…"),
        (f"글, {'가' * 300}", f"글, {'가' * 146}…"),
        (f"{'글 ' * 60}, {'가' * 300}", f"{'글 ' * 60}".strip() + "…"),
        ("가" * 300, "가" * 149 + "…"),
        (FAMILY * 50, FAMILY * 29 + "…"),
        ("e\u0301" * 100, "e\u0301" * 74 + "…"),
    ],
)
def test_what_is_cut_ends_with_a_whole_word(body: str, shown: str) -> None:
    assert words_of(body) == shown


@given(st.text("가a_ *`>#[](\n\u200d\u0301👍🏽🇰🇷", max_size=400))
def test_a_summary_is_short_and_on_one_line(body: str) -> None:
    words = words_of(body)
    assert len(words) <= LENGTH
    assert "\n" not in words
    assert words == " ".join(words.split())


def test_the_site_is_the_same_whoever_answered(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    bodies = (
        "첫 줄\n> 인용",
        "a_b_c 글",
        "가나다 " * 80,
        f"{'가' * 199}{FAMILY}",
        "<b>a &lt; b</b>",
    )
    velog.posts = [FakePost(f"글 {number}", body) for number, body in enumerate(bodies)]
    velog.posts.append(FakePost("옛 글", "<h2>제목</h2><p>안녕</p>", is_markdown=False))
    velog.posts.append(FakePost("내 설명", "글", short_description="내가 쓴 > 설명"))
    backups = [tmp_path / "v3", tmp_path / "v2"]
    run("migrate", "labdev", "--site", site)
    run("backup", "labdev", backups[0])
    before = tree(site), stamps(site)
    velog.fault("v3", status(503))
    assert run("sync", "--site", site).code == 0
    run("backup", "labdev", backups[1])
    for backup in backups:
        assert run("sync", "--from", backup, "--site", site).code == 0
    assert (tree(site), stamps(site)) == before


@pytest.mark.parametrize("flag", [(), ("--only-content",)])
def test_words_that_a_server_once_made_stay_as_long_as_the_text_is_the_same(
    velog: FakeVelog, site: Path, run: Program, flag: tuple[str, ...]
) -> None:
    velog.posts = [FakePost("하나", "글 `code` 뒤"), FakePost("둘", "글")]
    run("migrate", "labdev", "--site", site)
    for name in ("_posts/2023-05-01-하나.md", f".velog-to-jekyll/base/{velog.posts[0].id}.md"):
        text = (site / name).read_text("utf-8")
        assert 'description: "글 code 뒤"' in text
        (site / name).write_text(text.replace("글 code 뒤", "글 뒤..."), "utf-8")
    before = stamps(site)
    assert run("sync", *flag, "--site", site).code == 0
    assert stamps(site) == before
    velog.edit("하나", body="새 글 `code`")
    run("sync", *flag, "--site", site)
    assert 'description: "새 글 code"' in (site / "_posts/2023-05-01-하나.md").read_text("utf-8")
