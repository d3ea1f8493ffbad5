"""The blocks that we read in a text are those that kramdown reads, with the same texts in them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import pytest

import oracle.jekyll
from conftest import need
from golden import read_cases
from migrator.jekyll.kramdown import BlockNode, read_tree
from oracle import kramdown
from test_kramdown_reading import combinations
from test_looks import Author

_BOX = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"{} />'
_BOXES = {" ": _BOX.format(""), "x": _BOX.format(' checked="checked"')}
_TASK = re.compile(r"\[([ xX])\]\s+", re.ASCII)
_SIDES = {"-": "default", ":-": "left", "-:": "right", ":-:": "center"}
_CONTAINERS = ("quote", "ul", "ol")
_NOTHING = ("attributes", "definition", "footnote", "abbreviation")
_NAMES = {"stray": "raw_text"}

Told = list[object]


def told(nodes: Iterable[BlockNode]) -> Told:
    """Tell of blocks what the oracle tells of them."""
    return [_told(node) for node in nodes if node.kind != "blank"]


def _told(node: BlockNode) -> Told:
    if node.kind in _CONTAINERS:
        return [node.kind, *told(node.children)]
    if node.kind in _NOTHING:
        return ["nothing"]
    if node.kind == "extension" and "{::options" in node.text:
        return ["nothing"]
    tell = _TELL.get(node.kind, _nothing)
    return [_NAMES.get(node.kind, node.kind), *tell(node)]


def _nothing(node: BlockNode) -> Told:
    return []


def _with_box(blocks: Told) -> Told:
    """Put the box of a task where kramdown has it by then."""
    first = blocks[0] if blocks else None
    if isinstance(first, list) and first[0] == "p":
        first[1] = (
            _TASK.sub(lambda box: _BOXES[box[1].lower()], str(first[1]), count=1)
            if (_TASK.match(str(first[1])))
            else first[1]
        )
    return blocks


def _table(node: BlockNode) -> Told:
    *rows, (_, *sides) = (row.detail for row in node.children)
    parts: Told = []
    waiting: Told = []
    has_foot = False
    for kind, *cells in rows:
        if kind == "row":
            waiting.append([*cells, *[""] * (len(sides) - len(cells))])
            continue
        if waiting:
            parts.append(["tbody" if kind == "foot" else f"t{kind}", *waiting])
        waiting, has_foot = [], has_foot or kind == "foot"
    if waiting:
        parts.append(["tfoot" if has_foot else "tbody", *waiting])
    return [[_SIDES[side] for side in sides], *parts]


_TELL: Mapping[str, Callable[[BlockNode], Told]] = {
    "p": lambda node: [node.text, node.detail == ("tight",)],
    "h": lambda node: [node.text, len(node.detail[0]), node.detail[1]],
    "code": lambda node: [node.text, node.detail[1] if node.detail else None],
    "li": lambda node: _with_box(told(node.children)),
    "table": _table,
    "math": lambda node: [node.text],
}


def _plain(told: object) -> object:
    """Leave out what is no difference: blanks at the end of a line, more than those of a break.

    Of code in a cell kramdown has chosen the ticks by then.
    """
    if isinstance(told, list):
        is_table = told[:1] == ["table"]
        return [_plain(_ticks(each) if is_table else each) for each in told]
    if not isinstance(told, str):
        return told
    return re.sub(r"[ \t]*\n", lambda end: "  \n" if end[0].endswith("  \n") else "\n", told)


def _ticks(told: object) -> object:
    if isinstance(told, list):
        return [_ticks(each) for each in told]
    return re.sub("[` ]", "", told) if isinstance(told, str) else told


def differing(bodies: Sequence[str]) -> list[tuple[str, object, object]]:
    """Give the bodies that we read in another way than kramdown, with both trees."""
    need(oracle.jekyll.missing())
    trees = kramdown.blocks(bodies)
    pairs = [
        (body, _plain(["root", *told(read_tree(body))]), _plain(tree))
        for body, tree in zip(bodies, trees, strict=True)
    ]
    return [pair for pair in pairs if pair[1] != pair[2]]


KNOWN = (
    "a\n\n: b\n\nc\n: d",
    "a\n: b\n\n\nc\n\n: d\n: e\n\n# f",
    "<span>a<span>b</span>| c\n",
    "<span>a<span>b</span></span>| c\n",
    "- a\n\nTitle\n---\n",
    "- - a\n\n| a | b |\n|---|---|\n| c | d |\n",
    "- [ ] # a\n- [x]  b\n",
    "- a\n^\nb\n---\n",
    "  \ta\n  \tb\n",
    "- ```\n  a\n \n  b\n  ```\n",
    "a\n \n: b\n\nc\n\n: d\n",
    "\\$$a$$\n\n\\$$a|b$$\n",
    "{: #a}\n{: .b}\n1. a\n\n2. b\n{: .c}\n{: .d}\n",
    "````\na\n```\n\n    b\n\n\n     c\nd\n",
    "|a|b|\n|-|:-:|\n|c|\\|d|\n|=\n|e|f|\n",
)


@pytest.mark.usefixtures("kramdown_pages")
def test_known_texts() -> None:
    assert differing(KNOWN) == []


@pytest.mark.usefixtures("kramdown_pages")
def test_texts_of_golden_cases() -> None:
    cases = read_cases("kramdown")
    texts = [text.replace("\r", "") for case in cases for text in (case.source, case.expected)]
    assert differing(texts) == []


@pytest.mark.usefixtures("kramdown_pages")
def test_combinations() -> None:
    seed = random.SystemRandom().randrange(2**32)
    bodies = [body for body in combinations(seed, 1000) if "{%" not in body and "{{" not in body]
    assert differing(bodies) == [], f"seed {seed}"


@pytest.mark.usefixtures("kramdown_pages")
def test_posts() -> None:
    seed = random.SystemRandom().randrange(2**32)
    assert differing([Author(seed + number).post() for number in range(100)]) == [], f"seed {seed}"
