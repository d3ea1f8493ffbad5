"""What `hard_wrap: true` would spare an author, in numbers that hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Program
from migrator.report.line_ends import LineEnds, line_ends_in
from migrator.settings.site_settings import Settings
from test_converter import NOTHING, a_post, body_of, convert
from velog import FakePost, FakeVelog

LINES = (
    "첫 줄\n둘째 줄\n셋째 줄\n\n- 하나\n  둘\n\n```\ncode  \ncode\n```\n\n> ~~~\n> code  \n> ~~~\n"
)


def test_marked_lines_are_counted_but_for_those_of_code() -> None:
    texts = [convert(a_post(body)).text(NOTHING) for body in (LINES, "한 줄\n\n두 줄", "가\n나")]
    assert line_ends_in(texts) == LineEnds(lines=4, posts=2)


def test_the_setting_spares_each_of_them() -> None:
    hard = replace(Settings(), dialect=replace(Settings().dialect, hard_wrap=True))
    soft, spared = (body_of(convert(a_post(LINES), each)) for each in (Settings(), hard))
    assert line_ends_in([spared]) == LineEnds()
    pairs = zip(soft.split("\n"), spared.split("\n"), strict=True)
    assert sum(one != other for one, other in pairs) == line_ends_in([soft]).lines


@pytest.mark.parametrize("command", ["diff", "migrate"])
def test_the_first_run_says_it_before_or_with_the_posts(
    site: Path, velog: FakeVelog, run: Program, command: str
) -> None:
    velog.posts = [FakePost("하나", LINES), FakePost("둘", "한 줄"), FakePost("셋", "가\n나")]
    said = run(command, "labdev", "--site", site).out
    assert "Line ends: 4 lines of 2 posts end with two blanks" in said
    assert "`kramdown: {hard_wrap: true}` in _config.yml" in said


def test_it_is_said_once(site: Path, velog: FakeVelog, run: Program) -> None:
    velog.posts = [FakePost("하나", LINES)]
    run("migrate", "labdev", "--site", site)
    assert "Line ends" not in run("sync", "--site", site).out


def test_init_counts_those_of_the_posts_that_came_from_velog(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    own = "---\ntitle: 내 글\ndate: 2020-01-01 00:00:00 +0900\n---\n\n한 줄  \n두 줄\n"
    (site / "_posts/2020-01-01-own.md").write_text(own, "utf-8")
    assert "two blanks where a line breaks  (`kramdown: {hard_wrap: true}`" in (
        run("init", "--site", site, "--dry-run").out
    )
    velog.posts = [FakePost("하나", LINES), FakePost("셋", "가\n나")]
    run("migrate", "labdev", "--site", site)
    said = run("init", "--site", site).out
    assert "in _config.yml would spare them in 4 lines of 2 posts here" in said


def test_a_site_that_breaks_every_line_has_nothing_to_spare(
    site: Path, velog: FakeVelog, run: Program
) -> None:
    config = (site / "_config.yml").read_text("utf-8")
    (site / "_config.yml").write_text(f"{config}\nkramdown:\n  hard_wrap: true\n", "utf-8")
    velog.posts = [FakePost("하나", LINES)]
    assert "Line ends" not in run("migrate", "labdev", "--site", site).out
    assert "as you typed them  (hard_wrap: true in _config.yml)" in (
        run("init", "--site", site).out
    )
    (post,) = (site / "_posts").glob("*하나.md")
    assert "첫 줄\n둘째 줄\n셋째 줄\n" in post.read_text("utf-8")
