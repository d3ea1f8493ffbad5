"""A tree with the author's HTML in it → the tree that Velog shows."""

from __future__ import annotations

from migrator.converter.markup import policy
from migrator.converter.markup.grow import grow
from migrator.converter.markup.order import in_order
from migrator.converter.markup.sieve import TouchedError, sieve
from migrator.converter.markup.wire import send
from migrator.converter.tree import Block, Definition, Image, Link, Node, RawBlock, RawInline, walk


def settle(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Resolve the HTML in a tree as Velog does; a tree without any is given back."""
    plain = [not any(map(_is_touched, walk([block]))) for block in blocks]
    if all(plain):
        return blocks
    wire = send(blocks, plain)
    try:
        root = sieve(wire)
    except TouchedError:
        wire = send(blocks)
        root = sieve(wire)
    return in_order(grow(root, wire), blocks)


def _is_touched(node: Node) -> bool:
    """Tell whether Velog changes a node: HTML is read, an address may be taken away."""
    if isinstance(node, RawInline):
        return not node.whole
    if isinstance(node, Link):
        return policy.address(node.url) is None
    if isinstance(node, Image | Definition):
        return policy.image_address(node.url) is None
    return isinstance(node, RawBlock)
