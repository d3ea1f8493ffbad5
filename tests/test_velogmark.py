"""How Velog's dialect is read: golden trees, Velog's own rendering, and what holds for any text."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golden import Case, read_cases
from migrator.converter.tree import Block, Code, Item, List, RawInline, Text, walk
from migrator.converter.velogmark import parse
from migrator.converter.velogmark.characters import split_lines
from oracle import velog
from oracle.events import events
from trees import dump, html

CASES = read_cases("velogmark")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden(case: Case) -> None:
    assert dump(parse(case.source)) == case.expected


@pytest.fixture(scope="module")
def rendered() -> dict[str, str]:
    """Give what Velog makes of each case."""
    lack = velog.missing()
    if lack and os.environ.get("CI") != "true":
        pytest.skip(lack)
    return velog.render({case.title: velog.Body(case.source) for case in CASES})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_velog_shows_this_tree(case: Case, rendered: dict[str, str]) -> None:
    ours = events(html(parse(case.source)))
    # Velog's filter takes away tags that live elsewhere; their text stays.
    assert [seen for seen in ours if seen.kind != "html"] == events(rendered[case.title])


MARKS = '* ** _ __ ~~ ` [ ]( ] ][ ) ![ $ | " < </ > <a <div> <!-- --> https:// &lt; \\ !youtube['.split()
STARTS = "#,# ,- ,* ,1. ,10. ,> ,```,~~~,---,===,$$,-|-,[x]: u,[ ] ,  ,    ,\t".split(",")
PIECES = [*MARKS, *STARTS, "\n", "\n\n", "\r\n", "글", "a", "1", " ", "\u00a0", "😀"]
ANY_TEXT = st.text() | st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(ANY_TEXT)
def test_any_text_parses_and_the_same_way_each_time(body: str) -> None:
    assert parse(body) == parse(body)


@given(ANY_TEXT)
def test_blocks_go_forward_line_by_line(body: str) -> None:
    def check(blocks: Iterable[Block | Item], first: int, end: int) -> None:
        for block in blocks:
            assert first <= block.lines[0] < block.lines[1] <= end
            inner = block.items if isinstance(block, List) else getattr(block, "children", ())
            check((node for node in inner if hasattr(node, "lines")), *block.lines)
            first = block.lines[1]

    check(parse(body), 0, len(split_lines(body)))


@given(ANY_TEXT)
def test_text_and_code_say_how_they_were_written(body: str) -> None:
    written = "\n".join(split_lines(body))
    for node in walk(parse(body)):
        if isinstance(node, Text | Code | RawInline):
            # A line each: the marks of a quote around them are not theirs.
            assert all(line.strip() in written for line in node.source.split("\n"))
        if isinstance(node, Text):
            assert "\n" not in node.value


WORDS = st.text("가나다라abcXYZ0189", min_size=1, max_size=6)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", "\n\n", "  \n", "\n    "]))))
def test_no_word_of_a_plain_text_is_lost(pieces: list[tuple[str, str]]) -> None:
    body = "".join(word + space for word, space in pieces)
    shown = [getattr(node, "value", "") for node in walk(parse(body))]
    assert " ".join(shown).split() == body.split()


IN_LINE = """*·**·*a ·**a *·_·_a·a_ ·~~·~~a ·`·`a·`a ``·$·$a·$$a ·[·![·[a]·[a][·[a](·[a](b·![a](<·[a](b "
[[a]](·<·<a·<a b="·<!--·<?·<a@·<http://·&·&#1·http://(·mailto:·https://a.b ·\·\*·!youtube[a] ·**[a](
*_~~[·***a·[a]*·`*·*(·[^1]: ·| ·[a](b) """
AT_START = r"""> ·- ·1. ·- - - ·> - ·# ·[a]:·[a]: b (\n·[a\n·|a|b|\n|-|\n·```\n·``` `\n·$$\n·$$a\n·a\n·a\n\n· \n·x
    a\n·- a\n·- a\n  \n·-\n·- a\n  \n b\n·> a\n·> $$\n·a\n===\n·<div>\n·<!--\n·<a\n·a\n    b\n·1. a\n\n
- ```\n·\t·[a]: b\n'c\n·> a\n[b]: c\n·- a\n- b\n-"""
UNITS = [unit for line in IN_LINE.split("\n") for unit in line.split("·")]
UNITS += [
    unit.replace(r"\n", "\n").replace(r"\t", "\t")
    for line in AT_START.split("\n")
    for unit in line.split("·")
]


def _calls(work: Callable[[], object]) -> int:
    """Count the calls of functions that some work takes."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    few, many = (_calls(lambda text=unit * n: parse(text)) for n in (150, 300))  # type: ignore[misc]
    assert many < 2.3 * few


@pytest.mark.parametrize("unit", UNITS, ids=repr)
def test_nesting_of_any_depth_is_read(unit: str) -> None:
    nested = unit * 2000 + "글" + unit.translate(str.maketrans("[(<", "])>")) * 2000
    assert parse(nested) == parse(nested)
