"""What a text costs: our conversion and kramdown take time in proportion to its length."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Mapping

import pytest

from migrator.converter import link_targets
from migrator.converter.link_targets import LinkTargets
from migrator.converter.page import convert_post, heading_ids
from migrator.converter.velog_links import VelogPage
from migrator.model import Post
from migrator.settings.site_settings import Settings
from test_converter import a_post

# What is said over and over, once in a line or paragraph without an end.
PIECES = {
    "variables without an end": "a {{ ",
}
FRAGMENTS = (
    *("가나 ", "word ", "\n", "\n\n", " ", "a", "*", "**", "_", "__", "~~", "`", "``", "$$", "$"),
    *("![", "[", "](", "](b)", "]", "[a]: b\n", "{{ ", "{% ", "}}", "<", ">", "&", "\\", '"', "'"),
    *("- ", "> ", "1. ", "# ", "| ", "|---|\n", "    ", "```\n", "https://a.b/", "d.1_7_C=", "|"),
    *("<td>", "<tr>", "<table>", "<ul>", "<li>", "<code>", "<pre>", "<details>", "<b>", "<p>"),
    *("<br>", "<div>", "</div>", "</b>", "<!--", "-->", "<a href='b'>", "</p>", "<img src='a'>"),
)
SEED = random.randrange(10**6)
ENOUGH = 0.2  # seconds of the processor that are well above noise
LONGEST = 160_000

slow = pytest.mark.slow  # each is measured for up to seconds


def seconds(body: str, *, is_markdown: bool = True) -> float:
    """Give the processor's time for one conversion."""
    gc.collect()
    start = time.process_time()
    post = a_post(body, is_markdown=is_markdown)
    convert_post(post, "u", "_posts/2022-08-21-글.md", Settings()).text(frozenset())
    return time.process_time() - start


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
