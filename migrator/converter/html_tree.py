"""HTML as an editor or an author left it → its elements, as browsers read it.

justhtml reads it by the rules of HTML5, wherever tags are wrong or missing; the elements are
Beautiful Soup's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from justhtml import JustHTML

from migrator.converter.inline_html.authors_html import AuthorsHtml
from migrator.converter.inline_html.filtered_elements import TEXT, children_of


def read_tree(html: str) -> BeautifulSoup:
    """Read HTML, without comments."""
    # Inside of too many elements a parser takes very long.
    read = AuthorsHtml(filtered=False).passed(html)
    root = JustHTML(read, sanitize=False, fragment=True, scripting_enabled=False).root
    soup = empty_tree()
    levels: list[tuple[Iterator[Any], Tag]] = [(children_of(root), soup)]
    while levels:
        children, parent = levels[-1]
        node = next(children, None)
        if node is None:
            levels.pop()
        elif node.name == TEXT:
            parent.append(NavigableString(node.data or ""))
        elif not node.name.startswith(("#", "!")):
            tag = soup.new_tag(node.name, attrs=_attributes(node))
            parent.append(tag)
            levels.append((children_of(node), tag))
    return soup


def empty_tree() -> BeautifulSoup:
    """Give a tree for elements to be put into; a class stays one text."""
    return BeautifulSoup("", "html.parser", multi_valued_attributes=None)


def _attributes(node: Any) -> dict[str, str]:
    return {name: value or "" for name, value in (node.attrs or {}).items()}
