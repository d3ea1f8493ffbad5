"""A tree with the author's HTML in it → the tree that Velog shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from migrator.converter.inline_html import velog_filter
from migrator.converter.inline_html.block_order import in_order
from migrator.converter.inline_html.filtered_elements import (
    Rule,
    TouchedError,
    as_filtered,
    filter_elements,
)
from migrator.converter.inline_html.numbered_html import number_blocks
from migrator.converter.inline_html.rebuilt_tree import rebuild
from migrator.converter.inline_html.said import first_too_much, only_said
from migrator.converter.tree import (
    Block,
    Definition,
    ImageNode,
    Link,
    Node,
    RawBlock,
    RawInline,
)
from migrator.converter.tree_walk import walk


def resolve_html(blocks: tuple[Block, ...], rule: Rule = as_filtered) -> tuple[Block, ...]:
    """Resolve the HTML in a tree as Velog does; a tree without HTML is given back.

    `rule` makes the elements: those of a post stored as HTML go through no filter.
    """
    if not any(map(_is_touched, walk(blocks))):
        return blocks
    plain = [not any(map(_is_touched, walk([block]))) for block in blocks]
    end = first_too_much(blocks, plain)
    return (*_resolved(blocks[:end], plain[:end], rule), *only_said(blocks[end:]))


def _resolved(blocks: tuple[Block, ...], plain: list[bool], rule: Rule) -> tuple[Block, ...]:
    numbered = number_blocks(blocks, plain)
    try:
        root = filter_elements(numbered, rule)
    except TouchedError:
        numbered = number_blocks(blocks)
        root = filter_elements(numbered, rule)
    return in_order(rebuild(root, numbered), blocks)


def _is_touched(node: Node) -> bool:
    """Tell whether Velog changes a node: it parses HTML, and may remove an address."""
    asked = _ASKED.get(type(node))
    return asked is not None and asked(node)


def _loses_image(node: ImageNode | Definition) -> bool:
    return velog_filter.image_address(node.url) is None


_ASKED: dict[type, Callable[[Any], bool]] = {
    RawInline: lambda node: not node.whole,
    RawBlock: lambda node: True,
    Link: lambda node: velog_filter.address(node.url) is None,
    ImageNode: _loses_image,
    Definition: _loses_image,
}
