"""A list's element → the list; what is between its items goes to the item before."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby

from migrator.converter.inline_html.filtered_elements import TEXT, Tag
from migrator.converter.inline_html.inlines import is_box, is_ticked
from migrator.converter.inline_html.text_flow import Formats
from migrator.converter.tree import Block, ListItem

MakeBlocks = Callable[[list[Tag]], list[Block]]
MakeBlocksIn = Callable[[Formats, list[Tag]], list[Block]]
Make = Callable[[Tag, str, Formats], ListItem]
_OWNERS = frozenset(("blockquote", "li", "ol", "table", "ul"))
_NUMBER = re.compile(r"\s*(-?\d{1,9})")


def items(
    tags: Iterable[tuple[Tag, Formats]], start: int | None, make: Make, make_blocks: MakeBlocksIn
) -> tuple[list[Block], list[ListItem]]:
    """Give the blocks before the first item, which have no bullet, and the items.

    `make` makes an item with its marker, `make_blocks` all else, which goes to the item before it.
    """
    before: list[Block] = []
    made: list[ListItem] = []
    for (is_item, formats), group in groupby(tags, key=lambda each: (_is_item(each[0]), each[1])):
        between = [tag for tag, _ in group]
        if is_item:
            made += (make(tag, marker(start, len(made)), formats) for tag in between)
            continue
        strays = make_blocks(formats, between)
        if made and strays:
            made[-1] = replace(made[-1], children=(*made[-1].children, *strays))
        else:
            before += strays
    return before, made


def is_html(tag: Tag) -> bool:
    """Tell whether Markdown cannot say a list: its numbers, its marks, or what begins it."""
    items = [child for child in tag.children if child.name == "li"]
    if tag.kept or any(item.kept for item in items):
        return True
    seen = (child for child in tag.children if child.name != TEXT or child.text.strip())
    first = next(seen, None)
    return first is not None and first.name != "li" and not holds_items(first)


def holds_items(tag: Tag) -> bool:
    """Tell whether an element that is no list has items in it, which can be taken out."""
    return tag.name not in _OWNERS and any(
        _is_item(child) or holds_items(child) for child in tag.children
    )


def _is_item(tag: Tag) -> bool:
    return tag.name == "li"


def item(tag: Tag, before: ListItem | None, mark: str, make_blocks: MakeBlocks) -> ListItem:
    """Make an item of its element; `before` is the item of Markdown behind it, if any."""
    checked = before.checked if before else None
    box = None if checked is not None else _first_box(tag.children)
    shown = _without(box, tag.children) if box else tag.children
    blocks = tuple(make_blocks(shown))
    checked = is_ticked(box) if box else checked
    if before:
        return replace(before, children=blocks, checked=checked)
    loose = any(child.name == "p" for child in tag.children)
    return ListItem(blocks, checked, mark, loose, (tag.first, tag.end))


def start_of(tag: Tag) -> int | None:
    """Give the number of the first item."""
    if tag.name == "ul":
        return None
    number = _NUMBER.match(tag.attributes.get("start", ""))
    return int(number[1]) if number else 1


def marker(start: int | None, place: int) -> str:
    """Give what an author would write before an item."""
    return "-" if start is None else f"{start + place}."


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


def _without(box: Tag, tags: list[Tag]) -> list[Tag]:
    """Give an item's children without its box, which may be in the first paragraph."""
    kept = [tag for tag in tags if tag is not box]
    return [
        replace(tag, children=[child for child in tag.children if child is not box], whole=False)
        if tag.name == "p" and any(child is box for child in tag.children)
        else tag
        for tag in kept
    ]
