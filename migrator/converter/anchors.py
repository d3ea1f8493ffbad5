"""The tree of a post → the same tree, with links to headings by the ids that kramdown gives."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypeAlias
from urllib.parse import unquote

from migrator.converter.tree import (
    Block,
    Code,
    Emphasis,
    Heading,
    ImageNode,
    Inline,
    Lines,
    Link,
    List,
    Math,
    Node,
    Paragraph,
    Quote,
    RawInline,
    Span,
    Strike,
    Strong,
    Table,
    Target,
    Text,
)
from migrator.converter.tree_walk import held_by, target_of, walk, walk_blocks

Blocks: TypeAlias = tuple[Block, ...]

# What github-slugger 1.2.1 takes out of a heading, as observed: general and supplemental
# punctuation, ASCII's (without "-" and "_"), and emoji.
_NOT_IN_VELOG_ID = re.compile(
    "[\u2000-\u206f\u2e00-\u2e7f\\\\'!\"#$%&()*+,./:;<=>?@\\[\\]^`{|}~\u2019"
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf"
    "\u2934-\u2b55\u3030\u303d\u3297\u3299\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
# kramdown-parser-gfm 1.1.0 keeps word characters, hyphens and blanks.
_NOT_IN_KRAMDOWN_ID = re.compile(r"[^\w\- \t]")


def point_at_headings(blocks: Blocks, typed: Blocks) -> Blocks:
    """Rewrite links such as `[a](#velog-id)`; those that lead to no heading stay as they are."""
    changed = {old: new for old, new in ids_of(blocks, typed).items() if old != new}
    return tuple(_in_block(block, changed) for block in blocks) if changed else blocks


def ids_of(blocks: Blocks, typed: Blocks) -> dict[str, str]:
    """Map the id that each heading has on Velog to the one that kramdown gives it.

    `typed` is the tree of the author's Markdown before its HTML is resolved: Velog makes ids of
    the tags in a heading, too. It is empty for a post that is stored as HTML.
    """
    headings, on_velog, here = _headings(blocks), velog_ids(typed or blocks), kramdown_ids(blocks)
    # The name of a place before its heading: links lead there.
    places = _places(blocks) if any(map(target_of, headings)) else set()
    return {
        on_velog[heading.lines]: here[id(heading)]
        for heading in headings
        if heading.lines in on_velog and on_velog[heading.lines] not in places
    }


def velog_ids(blocks: Blocks) -> dict[Lines, str]:
    """Give the ids that headings have on Velog, by their lines in the body."""
    seen: dict[str, int] = {}
    return {heading.lines: _velog_id(_slugged(heading), seen) for heading in _headings(blocks)}


def kramdown_ids(blocks: Blocks) -> dict[int, str]:
    """Give the ids that headings have on Jekyll, by the identity of their nodes."""
    ids: dict[int, str] = {}
    seen: dict[str, int] = {}
    for heading in _headings(blocks):
        name = target_of(heading)
        if name is None:
            name, plain = kramdown_id(heading, seen)
            seen[plain] = seen.get(plain, 0) + 1
        ids[id(heading)] = name
    return ids


def _headings(blocks: Blocks) -> list[Heading]:
    return [node for node in walk_blocks(blocks) if isinstance(node, Heading)]


def _places(blocks: Blocks) -> set[str]:
    """Give the names of places that are no headings."""
    names = {node.name for node in walk(blocks) if isinstance(node, Target)}
    return names - {target_of(heading) for heading in _headings(blocks)}


def without_own_ids(blocks: Blocks) -> Blocks:
    """Take the ids from headings that kramdown gives the same ones by itself."""
    seen: dict[str, int] = {}
    freed: list[Block] = []
    for block in blocks:
        for heading in _headings((block,)):
            name = target_of(heading)
            by_itself, plain = kramdown_id(heading, seen)
            if name is None:
                seen[plain] = seen.get(plain, 0) + 1
            elif heading is block and by_itself == name:
                seen[plain] = seen.get(plain, 0) + 1
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


def kramdown_id(heading: Heading, seen: dict[str, int]) -> tuple[str, str]:
    """Give the id of a heading that is the next after those in `seen`, and without its number.

    A repeated id is numbered, also where another heading has that id (kramdown-parser-gfm 1.1.0).
    """
    plain = re.sub("[ \t]", "-", _NOT_IN_KRAMDOWN_ID.sub("", _words(heading).lower()))
    number = seen.get(plain, 0)
    return (f"{plain}-{number}" if number else plain), plain


def _slugged(heading: Heading) -> str:
    """Join what remark-slug sees of a heading: HTML as typed, and titles before texts of links."""
    words: list[str] = []
    waiting: list[Node] = [heading]
    while waiting:
        node = waiting.pop()
        match node:
            case Text(value=word) | Code(value=word) | Math(value=word) | RawInline(source=word):
                words.append(word)
            case ImageNode(alt=alt, title=title):
                words.append(alt or title or "")
            case Link(title=str(title), form="inline") if title:
                words.append(title)
            case _:
                waiting += held_by(node)[::-1]
    return "".join(words)


def _words(heading: Heading) -> str:
    """Join what kramdown sees of a heading: no images."""
    seen = (node for node in walk(heading.children) if isinstance(node, Text | Code | Math))
    return "".join(node.value for node in seen)


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
