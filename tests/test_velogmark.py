"""How Velog's dialect is read: golden trees, Velog's own rendering, and what holds for any text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import VelogPages
from golden import FOLDER, Case, read_cases
from migrator.converter.tree import (
    Block,
    Code,
    List,
    ListItem,
    RawInline,
    Text,
)
from migrator.converter.tree_walk import walk
from migrator.converter.velogmark import parse
from migrator.converter.velogmark.characters import split_lines
from migrator.proof.events import events
from oracle import velog
from oracle.known import KNOWN_BODIES
from trees import dump, html

CASES = read_cases("velogmark")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden(case: Case) -> None:
    assert dump(parse(case.source)) == case.expected


@pytest.fixture(scope="module")
def rendered(velog_pages: VelogPages) -> dict[str, str]:
    """Give what Velog makes of each case."""
    return velog_pages({case.title: velog.Body(case.source) for case in CASES})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_velog_shows_this_tree(case: Case, rendered: dict[str, str]) -> None:
    ours = events(html(parse(case.source)))
    # Velog's filter takes away tags that live elsewhere; their text stays.
    assert [seen for seen in ours if seen.kind != "html"] == events(rendered[case.title])


# Bodies of marks and lines that meet in no order, each with what Velog has made of it.
PAGES: Sequence[tuple[str, str]] = json.loads((FOLDER / "velog-pages.json").read_text("utf-8"))


def test_made_up_bodies_are_read_as_velog_reads_them() -> None:
    assert len(PAGES) > 600
    for body, page in PAGES:
        ours = events(html(parse(body)))
        is_like = [seen for seen in ours if seen.kind != "html"] == events(page)
        assert is_like is (body not in KNOWN_BODIES), body


def test_velog_shows_these_pages(velog_pages: VelogPages) -> None:
    shown = velog_pages({body: velog.Body(body) for body, _ in PAGES})
    assert [(body, shown[body]) for body, _ in PAGES] == [tuple(each) for each in PAGES]


MARKS = "* ** _ __ ~~ ` [ ]( ] ][ ) ![ $ | < </ > <a <div> <!-- --> https:// &lt; \\ !youtube["
STARTS = "#,# ,- ,* ,1. ,10. ,> ,```,~~~,---,===,$$,-|-,[x]: u,[ ] ,  ,    ,\t,\n,\n\n,\r\n"
PIECES = [*MARKS.split(), *STARTS.split(","), "글", "a", "1", " ", '"', "\u00a0", "😀"]
ANY_TEXT = st.text() | st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


@given(ANY_TEXT)
def test_any_text_parses(body: str) -> None:
    assert bool(parse(body)) <= bool(body)


@given(ANY_TEXT)
def test_blocks_go_forward_line_by_line(body: str) -> None:
    def check(blocks: Iterable[Block | ListItem], first: int, end: int) -> None:
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


# What could cost more and more time if it is repeated; spaces and line ends have signs.
SIGNS = str.maketrans({"␠": " ", "⇥": "\t", "⏎": "\n"})
UNITS = (FOLDER / "hostile.txt").read_text("utf-8").split()


def _calls_to_parse(body: str) -> int:
    """Count the calls of functions that parsing takes."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse(body)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("unit", UNITS)
def test_work_grows_with_the_text_and_no_faster(unit: str) -> None:
    few, many = (_calls_to_parse(unit.translate(SIGNS) * times) for times in (100, 200))
    assert many < 2.3 * few


@pytest.mark.parametrize("step", ["> ", "- ", "  ", "> - "])
def test_nesting_does_not_multiply_the_work(step: str) -> None:
    """Twice as many levels are four times the text."""
    few, many = (
        _calls_to_parse("\n".join(f"{step * depth}- > 글" for depth in range(levels)))
        for levels in (8, 16)
    )
    assert many < 5 * few


@pytest.mark.parametrize("unit", [unit for unit in UNITS if "⏎" not in unit])
def test_nesting_of_any_depth_is_read(unit: str) -> None:
    unit = unit.translate(SIGNS)
    closing = unit[::-1].translate(str.maketrans("[(<", "])>"))
    assert any(True for _ in walk(parse(f"{unit * 1000}글{closing * 1000}")))
