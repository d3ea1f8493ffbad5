"""The tree of a post → the same tree, with links to headings by the ids that kramdown gives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from migrator.converter.tree import (
    Block,
    Code,
    Emphasis,
    Heading,
    ImageNode,
    Inline,
    Link,
    List,
    Math,
    Paragraph,
    Quote,
    Span,
    Strike,
    Strong,
    Table,
    Target,
    Text,
)
from migrator.converter.tree_walk import target_of, walk, walk_blocks

# What github-slugger 1.2.1 takes out of a heading, as observed: general and supplemental
# punctuation, ASCII's (without "-" and "_"), and emoji.
_NOT_IN_VELOG_ID = re.compile(
    "[\u2000-\u206f\u2e00-\u2e7f\\\\'!\"#$%&()*+,./:;<=>?@\\[\\]^`{|}~\u2019"
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf"
    "\u2934-\u2b55\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
# kramdown-parser-gfm 1.1.0 keeps word characters, hyphens and blanks.
_NOT_IN_KRAMDOWN_ID = re.compile(r"[^\w\- \t]")


def point_at_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Rewrite links such as `[a](#velog-id)`; those that lead to no heading stay as they are."""
    changed = {old: new for old, new in ids_of(blocks).items() if old != new}
    return tuple(_in_block(block, changed) for block in blocks) if changed else blocks


def ids_of(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Map the id that each heading has on Velog to the one that kramdown gives it."""
    return dict(_ids([node for node in walk_blocks(blocks) if isinstance(node, Heading)]))


def _ids(headings: list[Heading]) -> Iterator[tuple[str, str]]:
    """Give for each heading the id it has on Velog and the one that kramdown gives it."""
    velog: dict[str, int] = {}
    kramdown: dict[str, int] = {}
    for heading in headings:
        yield (
            _velog_id(_words(heading.children, alt=True), velog),
            target_of(heading) or _kramdown_id(_words(heading.children, alt=False), kramdown),
        )


def without_own_ids(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Take the ids from headings that kramdown gives the same ones by itself."""
    counted: dict[str, int] = {}
    freed: list[Block] = []
    for block in blocks:
        for heading in (node for node in walk_blocks([block]) if isinstance(node, Heading)):
            words = _words(heading.children, alt=False)
            name = target_of(heading)
            if name is None:
                _kramdown_id(words, counted)
            elif heading is block and _kramdown_id(words, dict(counted)) == name:
                _kramdown_id(words, counted)
                rest = tuple(child for child in heading.children if child != Target(name))
                block = replace(heading, children=rest)
        freed.append(block)
    return tuple(freed)


def _velog_id(text: str, seen: dict[str, int]) -> str:
    """Number a repeated id until it is free (remark-slug 5.1.2)."""
    plain = _NOT_IN_VELOG_ID.sub("", text.lower()).replace(" ", "-")
    name = plain
    while name in seen:
        seen[plain] += 1
        name = f"{plain}-{seen[plain]}"
    seen[name] = 0
    return name


def _kramdown_id(text: str, seen: dict[str, int]) -> str:
    """Number a repeated id, also where another heading has that id (kramdown-parser-gfm 1.1.0)."""
    plain = re.sub("[ \t]", "-", _NOT_IN_KRAMDOWN_ID.sub("", text.lower()))
    seen[plain] = seen.get(plain, -1) + 1
    return f"{plain}-{seen[plain]}" if seen[plain] else plain


def _words(inlines: tuple[Inline, ...], *, alt: bool) -> str:
    """Join the words of a heading; Velog counts the alt text of images, kramdown does not."""
    words = []
    for node in walk(inlines):
        match node:
            case Text(value=value) | Code(value=value) | Math(value=value):
                words.append(value)
            case ImageNode(alt=value) if alt:
                words.append(value)
            case _:
                pass
    return "".join(words)


def _in_block(block: Block, ids: dict[str, str]) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, children=_in_line(block.children, ids))
        case Quote():
            return replace(block, children=tuple(_in_block(each, ids) for each in block.children))
        case List():
            items = (
                replace(item, children=tuple(_in_block(each, ids) for each in item.children))
                for item in block.items
            )
            return replace(block, items=tuple(items))
        case Table():
            rows = (tuple(_in_line(cell, ids) for cell in row) for row in block.rows)
            return replace(block, rows=tuple(rows))
        case _:
            return block


def _in_line(inlines: tuple[Inline, ...], ids: dict[str, str]) -> tuple[Inline, ...]:
    return tuple(_in_node(node, ids) for node in inlines)


def _in_node(node: Inline, ids: dict[str, str]) -> Inline:
    match node:
        case Link(url=url) if url.startswith("#"):
            new = ids.get(unquote(url[1:]))
            return node if new is None else replace(node, url=f"#{new}", source="")
        case Emphasis() | Strong() | Strike() | Link() | Span():
            return replace(node, children=_in_line(node.children, ids))
        case _:
            return node
