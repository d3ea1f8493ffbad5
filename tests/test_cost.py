"""What a text costs: our conversion and kramdown take time in proportion to its length."""

from __future__ import annotations

import gc
import time
from collections.abc import Mapping

import pytest

from conftest import KramdownSeconds
from migrator.converter import link_targets
from migrator.converter.link_targets import LinkTargets
from migrator.converter.page import convert_post, heading_ids
from migrator.converter.velog_links import VelogPage
from migrator.model import Post
from migrator.settings.site_settings import Settings
from test_converter import a_post, body_of, convert

# What is said over and over, once in a line or paragraph without an end.
PIECES = {
    "variables without an end": "a {{ ",
    "formats and cells without an end": "<code><td>",
    "code and lists without an end": "<pre>가나 <ul><li><td>",
    "details and rows without an end": "<details>__<tr><td>",
}
HTML_PIECES = {
    "items without an end": "<li><br>\n' ",
    "rows without an end": "'word \n<tr>",
    "formats without an end": "-->><b>|](b)|---|\n",
}
# What kramdown takes long for, if it is written as it was typed.
OPENINGS = {
    "the signs of an address": "handle=/B/d.1_7_C_2d3_7_1_1 R=2 ",
    "openings of images": "![a ",
    "openings of images and no words": "![",
    "openings of links": "[a ",
    "openings in openings": "![a [b ![c] ]",
    "images in images": f"{'![' * 6}a{']' * 6} ",
    "emphasis and links": "**a _b ![c [d ",
    "stars": "*a _b **c ",
    "underscores": "_a ",
    "closing underscores": "a_ ",
    "words with underscores": "snake_case_name ",
    "Hangul with underscores": "가_나 ",
    "pairs of underscores": "_a_ ",
    "formulas": "$$a ",
    "ticks": "`a ",
    "tags": "<a ",
}
ENOUGH = 0.2  # seconds of the processor that are well above noise
ENOUGH_OF_RUBY = 2.0
LONGEST = 160_000

slow = pytest.mark.slow  # each is measured for up to seconds


def seconds(body: str, *, is_markdown: bool = True) -> float:
    """Give the processor's time for one conversion."""
    gc.collect()
    start = time.process_time()
    post = a_post(body, is_markdown=is_markdown)
    convert_post(post, "u", "_posts/2022-08-21-글.md", Settings()).text(frozenset())
    return time.process_time() - start


def written(body: str) -> str:
    """Give the body of the page that is made of a body."""
    return body_of(convert(a_post(body)))


def growth(piece: str, *, is_markdown: bool = True) -> float:
    """Tell what twice the length makes of the time, where that can be measured."""
    size = 10_000
    while size < LONGEST and (
        seconds(piece * (size // len(piece)), is_markdown=is_markdown) < ENOUGH
    ):
        size *= 2
    short, long = piece * (size // len(piece)), piece * (2 * size // len(piece))
    once = max(seconds(short, is_markdown=is_markdown) for _ in range(2))
    twice = min(seconds(long, is_markdown=is_markdown) for _ in range(2))
    return twice / once if twice > 2 * ENOUGH else 1.0


@slow
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_twice_the_length_takes_twice_the_time(piece: str) -> None:
    assert growth(piece) <= 2.6


def test_the_headings_of_a_post_are_read_once_for_all_links_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = a_post("# 가 나\n\n## 다\n")
    targets = LinkTargets("labdev", [post], {post.id: "/a/"}, {}, {}, Settings())
    read: list[Post] = []

    def counted(post: Post) -> Mapping[str, str]:
        read.append(post)
        return heading_ids(post)

    monkeypatch.setattr(link_targets, "heading_ids", counted)
    for fragment in ("가-나", "다", "없음"):
        page = VelogPage("labdev", "post", post.slug, fragment)
        assert targets.resolve(page) is not None
    assert read == [post]


@slow
@pytest.mark.parametrize("piece", HTML_PIECES.values(), ids=HTML_PIECES)
def test_twice_the_length_of_html_takes_twice_the_time(piece: str) -> None:
    assert growth(piece, is_markdown=False) <= 2.6


def test_kramdown_takes_no_longer_than_a_text_is_long(kramdown_seconds: KramdownSeconds) -> None:
    cases = [(name, size) for name in OPENINGS for size in (8_000, 16_000)]
    texts = [written(OPENINGS[name] * (size // len(OPENINGS[name]))) for name, size in cases]
    times = kramdown_seconds(texts, limit=20)
    pairs = zip(OPENINGS, times[::2], times[1::2], strict=True)
    assert [each for each in pairs if each[2] > max(2.6 * each[1], ENOUGH_OF_RUBY)] == []


@pytest.mark.parametrize("line", ["a *b c_d _e", "[a ![b", "f(*args, **kwargs) a_b_c [x] _y"])
def test_a_few_openings_stay_as_they_were_typed(line: str) -> None:
    assert written(line) == line
