"""HTML → its elements and texts as a browser reads them, wherever the author's tags are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from justhtml import JustHTML

TEXT = "#text"

Attributes = dict[str, str]


class HtmlNode:
    """An element, or with the name `TEXT` a text, of a page that was never written as HTML.

    It can be read as what `read` gives.
    """

    __slots__ = ("attrs", "children", "data", "name")

    def __init__(
        self,
        name: str,
        attrs: Attributes | None = None,
        children: list[HtmlNode] | None = None,
        data: str = "",
    ) -> None:
        self.name = name
        self.attrs = attrs or {}
        self.children = children or []
        self.data = data


def read(html: str) -> Any:
    """Read the HTML of a post's body by the rules of HTML5; give a node with its `children`."""
    return JustHTML(html, sanitize=False, fragment=True).root


def attributes_of(element: Any) -> Attributes:
    """Give the attributes of an element, empty where they have no value."""
    said = element.attrs
    return {name: value or "" for name, value in said.items()} if said else {}


def elements_in(element: Any) -> Iterator[Any]:
    """Give all nodes in an element, texts and comments too, in their order."""
    waiting = list(reversed(element.children or []))
    while waiting:
        node = waiting.pop()
        yield node
        if node.children:
            waiting += reversed(node.children)


def text_of(element: Any) -> str:
    """Give all text in an element; a `<br>` is a newline."""
    pieces = (
        node.data if node.name == TEXT else "\n"
        for node in elements_in(element)
        if node.name in {TEXT, "br"}
    )
    return "".join(pieces)
