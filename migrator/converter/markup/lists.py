"""A list's element → the list; whatever stands in it beside its items goes to the item before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from migrator.converter.markup.inlines import is_box
from migrator.converter.markup.sieve import TEXT, Tag
from migrator.converter.tree import Block, Item

Grow = Callable[[list[Tag]], list[Block]]
Make = Callable[[Tag, str], Item]
_NUMBER = re.compile(r"\s*(-?\d{1,9})")


def items(tag: Tag, start: int | None, make: Make, grow: Grow) -> tuple[list[Block], list[Item]]:
    """Give what stands before the first item, which has no bullet, and the items.

    `make` makes an item with its marker, `grow` anything else; that goes to the item before it.
    """
    before: list[Block] = []
    made: list[Item] = []
    for group in _groups(tag.children):
        if group[0].name == "li":
            made.append(make(group[0], marker(start, len(made))))
            continue
        strays = grow(group)
        if made and strays:
            made[-1] = replace(made[-1], children=(*made[-1].children, *strays))
        else:
            before += strays
    return before, made


def item(tag: Tag, before: Item | None, mark: str, grow: Grow) -> Item:
    """Make an item of its element; `before` is the item of Markdown that it was, if any."""
    box = None if before and before.checked is not None else _first_box(tag.children)
    blocks = tuple(grow([child for child in tag.children if child is not box]))
    checked = before.checked if before else None
    if before:
        return replace(before, children=blocks, checked=False if box else checked)
    loose = any(child.name == "p" for child in tag.children)
    return Item(blocks, False if box else checked, mark, loose, (tag.first, tag.end))


def start_of(tag: Tag) -> int | None:
    """Give the number of the first item."""
    if tag.name == "ul":
        return None
    number = _NUMBER.match(tag.attributes.get("start", ""))
    return int(number[1]) if number else 1


def marker(start: int | None, place: int) -> str:
    """Give what an author would write before an item."""
    return "-" if start is None else f"{start + place}."


def _groups(tags: list[Tag]) -> Iterator[list[Tag]]:
    """Give each item by itself, and what stands between two of them together."""
    between: list[Tag] = []
    for tag in tags:
        if tag.name != "li":
            between.append(tag)
            continue
        if between:
            yield between
        between = []
        yield [tag]
    if between:
        yield between


def _first_box(tags: list[Tag]) -> Tag | None:
    """Find the task box that an item begins with."""
    for tag in tags:
        if is_box(tag):
            return tag
        if tag.name == "p":
            return _first_box(tag.children[:1])
        if tag.name != TEXT or tag.text.strip():
            return None
    return None
