"""Lists whose items the editor only set in by a class → the same as lists in lists."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

_INDENT = re.compile(r"\bql-indent-([1-9])")
_LISTS = frozenset(("ol", "ul"))


def nest_lists(soup: BeautifulSoup) -> None:
    """Put items that are set in into lists of their own, in the item before them."""
    for tag in soup.find_all(_LISTS):
        if isinstance(tag, Tag) and any(map(_depth, tag.contents)):
            _nest(tag)


def _nest(holder: Tag) -> None:
    """Do that for one list."""
    contents = list(holder.contents)
    holder.clear()
    host = _last_item(holder.find_previous_sibling(True))
    for child in contents:
        depth = _depth(child)
        if depth and host:
            _list_for(host, depth, holder.name).append(child)
            continue
        holder.append(child)
        if isinstance(child, Tag) and child.name == "li":
            host = child


def _depth(child: PageElement) -> int:
    """Tell how far an item is set in."""
    match = _INDENT.search(str(child.get("class", ""))) if isinstance(child, Tag) else None
    return int(match[1]) if match else 0


def _list_for(item: Tag, depth: int, name: str) -> Tag:
    """Give the list of this kind that ends an item, or ends the last item of the one there."""
    while depth > 1 and (deeper := _last_item(_last(item))):
        item, depth = deeper, depth - 1
    last = _last(item)
    if isinstance(last, Tag) and last.name == name:
        return last
    made = Tag(name=name)
    item.append(made)
    return made


def _last_item(holder: PageElement | None) -> Tag | None:
    """Give the last item of a list, None if it is none."""
    if not isinstance(holder, Tag) or holder.name not in _LISTS:
        return None
    items = (child for child in reversed(holder.contents) if isinstance(child, Tag))
    return next((item for item in items if item.name == "li"), None)


def _last(tag: Tag) -> PageElement | None:
    return tag.contents[-1] if tag.contents else None
