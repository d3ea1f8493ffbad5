"""What a text costs: our conversion and kramdown take time in proportion to its length."""

from __future__ import annotations

import gc
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import median

import pytest

from conftest import KramdownSeconds
from migrator.converter import page as pages
from migrator.converter.link_targets import LinkTargets
from migrator.converter.page import convert_post, heading_ids
from migrator.converter.velog_links import VelogPage
from migrator.long_work.processes import collect_rarely
from migrator.model import Post
from migrator.settings.site_settings import Settings
from oracle.shapes import KNOWN, LATE, ONCE_SLOW, Construct, drawn
from test_converter import a_post, body_of, convert

RANDOM = int(os.environ.get("COST_SHAPES", "24"))
"""So many constructs are made at random; 700 take some minutes."""
ALL = len(KNOWN) < RANDOM
BATCHES = 8
SEED = random.randrange(10**6)
SHORT, LONG = 5_000, 20_000
MOST = 2.6**2
"""What four times the length may make of the time: 2.6 for each doubling."""
ENOUGH = 0.06
"""Seconds of the processor for the long text that can be told from noise."""
TRIES = 8
ENOUGH_PAIRS = 5
WHOLE, SECONDS = 300_000, 3.0

slow = pytest.mark.slow  # each measures for seconds


@pytest.fixture(autouse=True)
def _collect_rarely() -> Iterator[None]:
    """Look for cycles as rarely as the command does."""
    before = gc.get_threshold()
    collect_rarely()
    yield
    gc.set_threshold(*before)


Measure = Callable[[Sequence[str]], Sequence[float]]


def seconds(construct: Construct, size: int) -> float:
    """Give the processor's time for one conversion."""
    post = a_post(construct.body(size), is_markdown=construct.is_markdown)
    start = time.process_time()
    convert_post(post, "u", "_posts/2022-08-21-글.md", Settings()).text(frozenset())
    return time.process_time() - start


def written(construct: Construct, size: int) -> str:
    """Give the body of the page that is made of a body."""
    return body_of(convert(a_post(construct.body(size), is_markdown=construct.is_markdown)))


class Times:
    """The least times of a short and a long text, SHORT and LONG if nothing else is said.

    A busy machine makes single measurements longer, never shorter. So a construct is measured
    again, its lengths in turns, until its least times are in proportion, or most of the pairs that
    were measured one after the other: a processor may have its fast moment during a short one.
    Neither ever is, if it takes more time than its length allows.
    """

    def __init__(self, lengths: tuple[int, int] = (SHORT, LONG)) -> None:
        self.lengths = lengths
        self.short = self.long = float("inf")
        self._ratios: list[float] = []

    def add(self, short: float, long: float) -> None:
        self.short, self.long = min(self.short, short), min(self.long, long)
        self._ratios.append(long / short if short else float("inf"))

    @property
    def fit(self) -> bool:
        # Not `<=`: what was not measured yet is infinite, and does not fit.
        least_fit = self.long < max(ENOUGH, MOST * self.short)
        return least_fit or (len(self._ratios) >= ENOUGH_PAIRS and median(self._ratios) < MOST)

    def __repr__(self) -> str:
        short, long = (length // 1000 for length in self.lengths)
        return f"{short} KB: {self.short:.3f} s, {long} KB: {self.long:.3f} s"


def conversion_times(construct: Construct, lengths: tuple[int, int] = (SHORT, LONG)) -> Times:
    return times_of(lambda length: seconds(construct, length), lengths)


def times_of(seconds: Callable[[int], float], lengths: tuple[int, int]) -> Times:
    """Measure a text of each of these lengths, until it is clear."""
    times = Times(lengths)
    for _ in range(TRIES):
        times.add(*map(seconds, lengths))
        if times.fit:
            break
    return times


def reading_times(read: Callable[[str], object], pieces: str) -> Times:
    """Measure how a text is read that is short, and one that is four times as long."""

    def seconds(length: int) -> float:
        text = pieces * (length // len(pieces))
        start = time.process_time()
        read(text)
        return time.process_time() - start

    return times_of(seconds, (SHORT, LONG))


def kramdown_times(constructs: Sequence[Construct], measure: Measure) -> Mapping[str, Times]:
    """Measure all of them with one kramdown, and those that do not fit again."""
    texts = {
        construct.name: [written(construct, size) for size in (SHORT, LONG)]
        for construct in constructs
    }
    found = {name: Times() for name in texts}
    for _ in range(TRIES):
        unfit = [name for name, times in found.items() if not times.fit]
        if not unfit:
            break
        taken = measure([text for name in unfit for text in texts[name]])
        for name, short, long in zip(unfit, taken[::2], taken[1::2], strict=True):
            found[name].add(short, long)
    return found


def constructs_of(batch: int) -> list[Construct]:
    """Give those that once took long, some others that are known, and some that are made up.

    The others are drawn anew in each run; with many random ones all are measured.
    """
    dice = random.Random(SEED + batch)
    made = [drawn(dice) for _ in range(len(range(batch, RANDOM, BATCHES)))]
    known = [*ONCE_SLOW, *(KNOWN if ALL else random.Random(SEED).sample(KNOWN, k=40))]
    return [*known[batch::BATCHES], *made]


@slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_four_times_the_length_is_converted_in_four_times_the_time(batch: int) -> None:
    print(f"seed {SEED} + {batch}")
    times = {each.name: conversion_times(each) for each in constructs_of(batch)}
    assert {name: found for name, found in times.items() if not found.fit} == {}


@slow
@pytest.mark.parametrize("construct", LATE, ids=lambda construct: construct.name)
def test_four_times_a_long_text_is_converted_in_four_times_the_time(construct: Construct) -> None:
    times = conversion_times(construct, (WHOLE // 2, 2 * WHOLE))
    assert times.fit, times


@slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_kramdown_reads_four_times_the_length_in_four_times_the_time(
    batch: int, kramdown_seconds: KramdownSeconds
) -> None:
    print(f"seed {SEED} + {batch}")
    times = kramdown_times(constructs_of(batch), lambda texts: kramdown_seconds(texts, limit=60))
    assert {name: found for name, found in times.items() if not found.fit} == {}


QUICK = ("variables without an end", "code", "pairs of stars", "the signs of an address")
"""Of these, 300 KB take a third of the limit or less, so that a slow machine is none too slow."""


def whole_ones() -> list[Construct]:
    return [each for each in ONCE_SLOW if ALL or each.name.partition(": ")[2] in QUICK]


@slow
@pytest.mark.parametrize("construct", whole_ones(), ids=lambda construct: construct.name)
def test_300_kb_are_converted_and_read_within_seconds(
    construct: Construct, kramdown_seconds: KramdownSeconds
) -> None:
    assert any(seconds(construct, WHOLE) <= SECONDS for _ in range(3))
    text = written(construct, WHOLE)
    assert any(kramdown_seconds([text], limit=60)[0] <= SECONDS for _ in range(3))


def test_the_headings_of_a_post_are_read_once_for_all_links_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    post = a_post("# 가 나\n\n## 다\n")
    targets = LinkTargets("labdev", [post], Settings(), {post.id: "/a/"})
    read: list[Post] = []

    def counted(post: Post) -> Mapping[str, str]:
        read.append(post)
        return heading_ids(post)

    monkeypatch.setattr(pages, "heading_ids", counted)
    for fragment in ("가-나", "다", "없음"):
        page = VelogPage("labdev", "post", post.slug, fragment)
        assert targets.resolve(page) is not None
    assert read == [post]


@pytest.mark.parametrize("line", ["a *b c_d _e", "[a ![b", "f(*args, **kwargs) a_b_c [x] _y"])
def test_a_few_openings_stay_as_they_were_typed(line: str) -> None:
    assert body_of(convert(a_post(line))) == line


@slow
@pytest.mark.parametrize(
    ("piece", "count", "shown"),
    [
        ("**a** ", 3000, "<strong>a</strong>"),
        ("a|b {{c}} `d` ", 3000, "&#124;b &#123;&#123;c}} <code>d</code>"),
        ("- a\n", 30_000, "<li>a</li>"),
        ("- a\n\n1. b\n\n", 400, "<ol>\n<li>b</li>\n</ol>"),
        ("<b>a</b> ![b](c)\n\n", 9000, 'src="c" alt="b"'),
    ],
)
def test_nothing_is_lost_of_what_is_too_much_for_kramdown(
    piece: str, count: int, shown: str
) -> None:
    text = body_of(convert(a_post(piece * count)))
    last = text[text.rindex("{::nomarkdown}") :]
    assert shown in last
    assert text.count("a") >= count


@slow
def test_of_too_much_html_only_what_it_says_is_left() -> None:
    body = '<b>a</b> <img src="https://a.b/c.png"> <script>x</script>\n\n<div>d<br>e</div>\n\n'
    text = body_of(convert(a_post(body * 3000)))
    assert text.count("https://a.b/c.png") == 3000
    assert text.count("<script") == 0
    assert all(text.rstrip().rfind(word) > len(text) - 300 for word in ("a ", "d", "e"))
