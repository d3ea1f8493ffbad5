"""The tree of a post → the elements of its page on Velog, as if they had been read from HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from migrator.converter.embeds import IFRAME_PREFIXES
from migrator.converter.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Element,
    Embed,
    Emphasis,
    Frame,
    Heading,
    ImageNode,
    Inline,
    Lines,
    Link,
    List,
    ListItem,
    Math,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    Strike,
    Strong,
    Table,
    Target,
    Text,
)
from migrator.proof.browser import TEXT, HtmlNode

_TWEETS = "https://twitter.com/"


Ids: TypeAlias = Mapping[Lines, str]
"""The ids of headings by their lines in the body."""


def velog_page(blocks: tuple[Block, ...], ids: Ids) -> HtmlNode:
    """Give the root of what Velog shows of a post whose HTML is resolved."""
    return HtmlNode("", children=_all(blocks, ids))


def _all(nodes: Iterable[Block | Inline], ids: Ids) -> list[HtmlNode]:
    """Give the elements of nodes; those that show nothing have none."""
    makers = ((_MAKERS.get(type(node)), node) for node in nodes)
    return [maker(node, ids) for maker, node in makers if maker]


def _text_node(text: str) -> HtmlNode:
    return HtmlNode(TEXT, data=text)


def _text(node: Text, _: Ids) -> HtmlNode:
    return _text_node(node.value)


def _empty(tag: str) -> Callable[[Any, Ids], HtmlNode]:
    return lambda node, ids: HtmlNode(tag)


def _wrap(tag: str) -> Callable[[Any, Ids], HtmlNode]:
    return lambda node, ids: HtmlNode(tag, children=_all(node.children, ids))


def _code(node: Code, _: Ids) -> HtmlNode:
    return HtmlNode("code", children=[_text_node(node.value)])


def _link(node: Link, ids: Ids) -> HtmlNode:
    return HtmlNode("a", {"href": node.url}, _all(node.children, ids))


def _image(node: ImageNode, _: Ids) -> HtmlNode:
    sizes = {"width": node.width, "height": node.height}
    said = {name: value for name, value in sizes.items() if value is not None}
    return HtmlNode("img", {"src": node.url, **said})


def _math(node: Math, _: Ids) -> HtmlNode:
    return HtmlNode("span", {"class": "math-inline"}, [_text_node(node.value)])


def _embed(node: Embed, _: Ids) -> HtmlNode:
    prefix = IFRAME_PREFIXES.get(node.kind)
    if prefix:
        return HtmlNode("iframe", {"src": f"{prefix}{node.code}"})
    link = HtmlNode("a", {"href": f"{_TWEETS}{node.code}"})
    return HtmlNode("blockquote", {"class": "twitter-tweet"}, [link])


def _frame(node: Frame, _: Ids) -> HtmlNode:
    return HtmlNode("iframe", dict(node.attributes))


def _span(node: Span, ids: Ids) -> HtmlNode:
    return HtmlNode(node.tag, dict(node.attributes), _all(node.children, ids))


def _target(node: Target, _: Ids) -> HtmlNode:
    return HtmlNode("a", {"id": node.name})


def _heading(node: Heading, ids: Ids) -> HtmlNode:
    return HtmlNode(f"h{node.level}", {"id": ids.get(node.lines, "")}, _all(node.children, ids))


def _code_block(node: CodeBlock, _: Ids) -> HtmlNode:
    names = node.info.split()
    attributes = {"class": f"language-{names[0]}"} if names else {}
    return HtmlNode("pre", None, [HtmlNode("code", attributes, [_text_node(node.value)])])


def _list(node: List, ids: Ids) -> HtmlNode:
    items = [_item(item, ids) for item in node.items]
    if node.start is None:
        return HtmlNode("ul", None, items)
    return HtmlNode("ol", {"start": str(node.start)}, items)


def _item(node: ListItem, ids: Ids) -> HtmlNode:
    inner: list[HtmlNode] = []
    for child in node.children:
        is_bare = isinstance(child, Paragraph) and not node.loose
        inner += _all(child.children if is_bare else [child], ids)  # type: ignore[union-attr]
        if is_bare:
            inner.append(HtmlNode("div"))  # ends the line
    if node.checked is not None:
        box = HtmlNode("input", {"type": "checkbox"})
        within = inner[0].children if node.loose and inner and inner[0].name == "p" else inner
        within[:0] = [box, _text_node(" ")]
    return HtmlNode("li", None, inner)


def _table(node: Table, ids: Ids) -> HtmlNode:
    rows = []
    for number, row in enumerate(node.rows):
        tag = "td" if number else "th"
        rows.append(HtmlNode("tr", None, [HtmlNode(tag, None, _all(cell, ids)) for cell in row]))
    return HtmlNode("table", None, rows)


def _math_block(node: MathBlock, _: Ids) -> HtmlNode:
    return HtmlNode("div", {"class": "math-display"}, [_text_node(node.value)])


def _element(node: Element, ids: Ids) -> HtmlNode:
    return HtmlNode(node.tag, dict(node.attributes), _all(node.children, ids))


_MAKERS: dict[type, Callable[[Any, Ids], HtmlNode]] = {
    Text: _text,
    Break: _empty("br"),
    Emphasis: _wrap("em"),
    Strong: _wrap("strong"),
    Strike: _wrap("del"),
    Code: _code,
    Link: _link,
    ImageNode: _image,
    Math: _math,
    Embed: _embed,
    Frame: _frame,
    Span: _span,
    Target: _target,
    Heading: _heading,
    Paragraph: _wrap("p"),
    CodeBlock: _code_block,
    Quote: _wrap("blockquote"),
    List: _list,
    Table: _table,
    Rule: _empty("hr"),
    MathBlock: _math_block,
    Element: _element,
}
