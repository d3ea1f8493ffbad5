"""A plan of a thousand posts → an HTML report that is small, with every line that differs in it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

import pytest

from migrator.planner import Change, State
from migrator.report.as_html import report_html
from migrator.report.html_text import text_html
from migrator.report.page_texts import MOST_BYTES, texts_of
from migrator.report.report import Report

WORDS = "글 을 쓰는 사람 이 많은 낱말 로 여러 문단 을 만들 면 길이 가 5 KB 쯤 된다 await".split()
MOST = 3_000_000
_DIFFERS = ("<del ", "<ins ")


def text(seed: int, changed: str = "") -> str:
    """Make a post of some 5 KB, other ones for other seeds."""
    drawn = random.Random(seed)
    lines = [" ".join(drawn.choices(WORDS, k=14)) for _ in range(100)]
    lines[50] += changed
    head = f'---\ntitle: "{seed}번째 글"\ndate: 2023-05-01 09:00:00 +0900\ntags: ["가", "나"]\n'
    return "\n".join([f"{head}---", *lines, ""])


def change(number: int, before: str | None, state: State) -> Change:
    path = f"_posts/2023-05-01-{number}번째-글.md"
    after = text(number, " 고침" if before else "")
    return Change(state, str(number), f"{number}번째 글", path, None, before, after)


def new(count: int, first: int = 0) -> Iterator[Change]:
    return (change(number, None, State.NEW) for number in range(first, first + count))


def changed(count: int) -> Iterator[Change]:
    return (change(number, text(number), State.CHANGED) for number in range(count))


def page_of(changes: Sequence[Change]) -> str:
    counts = {state: sum(each.state is state for each in changes) for state in State}
    return report_html(Report("labdev", tuple(changes), counts, (), (), is_done=False))


@pytest.mark.slow  # the texts of a thousand posts are compared
@pytest.mark.parametrize("half", [False, True], ids=["all new", "half changed"])
def test_a_thousand_posts_are_less_than_3_MB(half: bool) -> None:
    page = page_of([*changed(500), *new(500, 500)] if half else [*new(1000)])
    assert len(page.encode()) < MOST
    bodies = re.findall(r'<pre class="body">\n(.*?)\n</pre>', page, re.DOTALL)
    assert len(bodies) == 1000
    differing = [row for body in bodies for row in body.split("\n") if row.startswith(_DIFFERS)]
    lines = [text(number).splitlines()[-50] for number in range(500 if half else 0)]
    rows = [
        (f'<del class="now">{x}</del>', f'<ins class="after">{x}<b> 고침</b></ins>') for x in lines
    ]
    assert differing == [row for pair in rows for row in pair]


def test_few_posts_are_there_as_a_whole() -> None:
    texts = texts_of([*changed(3), *new(3)])
    assert not any(each.is_cut for each in texts)
    assert all(len(each.body) == 100 for each in texts)


def test_what_is_left_out_is_counted() -> None:
    texts = texts_of([*changed(200), *new(200)])
    for each in texts:
        there = sum(not isinstance(row, int) for row in each.body)
        absent = sum(row for row in each.body if isinstance(row, int))
        assert there + absent == 100 + each.is_cut  # the line that is cut is there, and absent
    assert sum(each.is_cut for each in texts) == 200
    assert len("".join(map(text_html, texts)).encode()) < MOST_BYTES
