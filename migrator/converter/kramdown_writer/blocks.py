"""Blocks of a tree → blocks of kramdown's Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from migrator.converter.blanks import BLANKS, is_blank, stripped
from migrator.converter.kramdown_writer import code, depth, html_nodes, links, unread
from migrator.converter.kramdown_writer.chunks import Chunk, put_together
from migrator.converter.kramdown_writer.inlines import inline
from migrator.converter.kramdown_writer.lines import guard_first, guard_paragraph
from migrator.converter.kramdown_writer.lists import NOTHING, write_list
from migrator.converter.kramdown_writer.loose_items import as_loose_as, in_element
from migrator.converter.kramdown_writer.place import BlockPlace
from migrator.converter.kramdown_writer.tables import write_table
from migrator.converter.kramdown_writer.whole_lines import is_formula, styled, with_style
from migrator.converter.tree import (
    Block,
    Break,
    CodeBlock,
    Definition,
    Element,
    Embed,
    Frame,
    Heading,
    Inline,
    List,
    ListItem,
    MathBlock,
    Paragraph,
    Quote,
    RawBlock,
    RawInline,
    Rule,
    Table,
    Target,
    Text,
)
from migrator.converter.tree_walk import target_of, walk

_MOST_LISTS = 300
"""After so many lists no other is read: for each, kramdown goes through all blocks before it."""


def write_post(blocks: Sequence[Block], place: BlockPlace) -> list[Chunk]:
    """Write the blocks of a post; kramdown does not read what is too much for it."""
    chunks: list[Chunk] = []
    load = lists = 0
    is_short = unread.is_short(place.context.body)
    for at, block in enumerate(blocks):
        if not is_short and _is_long(block):
            return [*chunks, *_rest(blocks[at:], place)]
        lists += isinstance(block, List)
        written = _written(block, place, chunks, lists)
        load += sum(map(unread.weight, written))
        if load > unread.DEAREST_POST:
            return [*chunks, *_rest(blocks[at:], place)]
        chunks += written
    return chunks


def _is_long(block: Block) -> bool:
    """Tell whether a block is too much for kramdown without writing it."""
    if not isinstance(block, List | Quote | Table):
        return False
    return sum(1 for _ in islice(walk([block]), unread.MOST_NODES)) == unread.MOST_NODES


def write_blocks(blocks: Iterable[Block], place: BlockPlace) -> list[Chunk]:
    """Write blocks that follow each other."""
    chunks: list[Chunk] = []
    lists = 0
    for block in blocks:
        lists += isinstance(block, List)
        chunks += _written(block, place, chunks, lists)
    return chunks


def _written(block: Block, place: BlockPlace, before: Sequence[Chunk], lists: int) -> list[Chunk]:
    """Write the block after others; `lists` are so far, with this one."""
    if isinstance(block, List) and lists > _MOST_LISTS:
        return [Chunk("html", unread.on_lines(_html(block, place)), block.lines)]
    last = before[-1].kind if before else ""
    return [chunk for chunk in _WRITERS[type(block)](block, place, last) if chunk.lines]


def _rest(blocks: Sequence[Block], place: BlockPlace) -> list[Chunk]:
    """Write the blocks that are too many; definitions must be read."""
    others = [block for block in blocks if not isinstance(block, Definition)]
    definitions = [block for block in blocks if isinstance(block, Definition)]
    named = write_blocks(definitions, place)
    if not others:
        return named
    lines = unread.on_lines("\n".join(_html(block, place) for block in others))
    return [Chunk("html", lines, (others[0].lines[0], others[-1].lines[1])), *named]


def _html(block: Block, place: BlockPlace) -> str:
    shown = depth.blocks_within([block]) if depth.is_deep(block) else (block,)
    return html_nodes.to_html(shown, place.context).strip("\n")


def _paragraph(node: Paragraph, place: BlockPlace, last: str) -> list[Chunk]:
    """Write a paragraph; frames in it, which kramdown reads as blocks, get lines of their own."""
    chunks = []
    run: list[Inline] = []
    # After its box an item is in the middle of a line.
    boxed = not last and place.item is not None and place.item.checked is not None
    children, style = (node.children, "") if place.in_item else styled(node.children)
    for child in children:
        if isinstance(child, Embed | Frame):
            chunks += _text(run, node, place)
            chunks.append(Chunk("html", [html_nodes.frame(child)], node.lines))
            run = []
        else:
            run.append(child)
    chunks += _text(run, node, place, split=bool(chunks), boxed=boxed and not chunks)
    if place.tight and last:
        # kramdown makes a paragraph of any text behind a block, with room around it.
        chunks = [in_element("div", chunk) for chunk in chunks]
    return [*chunks[:-1], *(with_style(chunk, style) for chunk in chunks[-1:])]


def _text(
    children: Sequence[Inline],
    node: Paragraph,
    place: BlockPlace,
    *,
    split: bool = False,
    boxed: bool = False,
) -> list[Chunk]:
    children = _without_last_break(children)
    comments, children = ([], children) if boxed else _after_comments(children)
    chunks = [Chunk("html", [comment.source], node.lines) for comment in comments]
    text = inline(children, place.context).strip(BLANKS)
    if split:
        text = text.removeprefix("<br>").lstrip(" \t")
    if not text:
        return chunks
    if place.in_item and (len(text) - len(text.rstrip("\\"))) % 2:
        # Before the line of a list it would break the line, doubled too.
        text = f"{text[:-1]}&#92;"
    kind = "formula" if is_formula(children) and text.startswith("$$") else "text"
    # Alone in its paragraph a formula would be a displayed one.
    lines = [f"\\{text}"] if kind == "formula" else guard_paragraph(text)
    return [*chunks, Chunk(kind, lines, node.lines)]


def _after_comments(children: Sequence[Inline]) -> tuple[list[RawInline], Sequence[Inline]]:
    """Separate the comments at the start of a paragraph, which kramdown reads as blocks."""
    comments = []
    for at, child in enumerate(children):
        if isinstance(child, RawInline):
            comments.append(child)
        elif not isinstance(child, Text) or not is_blank(child.value):
            return comments, children[at:] if comments else children
    return comments, ()


def _without_last_break(children: Sequence[Inline]) -> Sequence[Inline]:
    """Drop the newline before a last line of blanks: nothing is shown after it."""
    end = len(children)
    while end and isinstance(last := children[end - 1], Break) and not last.is_tag:
        end -= 1
    return children[:end]


def _named(name: str | None) -> str:
    """Write an id; kramdown reads no letters but ASCII's behind a number sign."""
    return "" if not name else f"#{name}" if name.isascii() else f'id="{name}"'


def _heading(node: Heading, place: BlockPlace, last: str) -> list[Chunk]:
    level = max(1, min(6, node.level + place.context.dialect.heading_shift))
    name = target_of(node)
    children, style = styled(node.children)
    seen = [child for child in children if child != Target(name or "")]
    said = " ".join(filter(None, [_named(name), style]))
    ending = [f"{{: {said}}}"] if said else []
    text = inline(seen, place.context, breaks=False).strip(BLANKS).replace("\n", " ")
    if text and node.form == "setext" and level < 3 and not text.startswith("<!--"):
        line = guard_first(_without_id(text))
        return [Chunk("setext", [line, "===" if level == 1 else "---", *ending], node.lines)]
    return [Chunk("heading", [f"{'#' * level} {_atx(text) or NOTHING}", *ending], node.lines)]


def _atx(text: str) -> str:
    """Escape number signs at the end, which close a heading."""
    bare = text.rstrip("#")
    if bare != text and (not bare or bare[-1] in " \t"):
        text = f"{bare}\\{text[len(bare) :]}"
    return _without_id(text)


def _without_id(text: str) -> str:
    """Escape `{#id}` at the end, which kramdown takes away."""
    start = text.rfind("{#")
    return f"{text[:start]}\\{text[start:]}" if start >= 0 and text.endswith("}") else text


def _code_block(node: CodeBlock, place: BlockPlace, last: str) -> list[Chunk]:
    """Leave indented code indented, unless a list or code before it would take it in."""
    lines = None if last in ("ul", "ol", "indented") else code.indented(node)
    if lines is None or (place.in_item and not last):
        return [Chunk("fence", code.fence(node), node.lines)]
    return [Chunk("indented", lines, node.lines)]


def _quote(node: Quote, place: BlockPlace, last: str) -> list[Chunk]:
    inner = put_together(write_blocks(place.shallow(node.children), place.inside()))
    lines = [f"> {line}" if line else ">" for line in inner] or [">"]
    return [Chunk("quote", lines, node.lines)]


def _list(node: List, place: BlockPlace, last: str) -> list[Chunk]:
    inside = place.inside(in_item=True)

    def write(item: ListItem) -> list[Chunk]:
        chunks = write_blocks(place.shallow(item.children), inside.in_the_item(item))
        return as_loose_as(item, chunks, node)

    lines = write_list(node, write)
    if node.start is None or not lines:
        return [Chunk("ul", lines, node.lines)]
    if node.start == 1:
        return [Chunk("ol", lines, node.lines)]
    start = f'{{:start="{node.start}"}}'
    if place.in_item and (place.tight or not last):
        # An attribute list may follow instead, where a blank line before would change the item.
        return [Chunk("ol", [*lines, start], node.lines)]
    return [Chunk("ol", [start, *lines], node.lines, apart=True)]


def _table(node: Table, place: BlockPlace, last: str) -> list[Chunk]:
    kind, lines = write_table(node, place.context)
    return [_unless_dear(Chunk(kind, lines, node.lines), node, place)]


def _rule(node: Rule, place: BlockPlace, last: str) -> list[Chunk]:
    """Write a rule; in an item it would end the list, or be the item's mark."""
    if place.in_item:
        return [Chunk("html", ["<hr>"], node.lines)]
    return [Chunk("rule", [stripped(node.source) or "---"], node.lines)]


def _math(node: MathBlock, place: BlockPlace, last: str) -> list[Chunk]:
    value = node.value.strip("\n").replace("$$", "$ $")
    if value[:1] in ("-", "="):
        # A line of these would make a heading of the marks above.
        value = f" {value}"
    return [Chunk("math", ["$$", *(value.split("\n") if value else []), "$$"], node.lines)]


def _definition(node: Definition, place: BlockPlace, last: str) -> list[Chunk]:
    is_image = place.definitions.get(id(node))
    if is_image is None:
        return []
    line = links.definition(node, place.context.find_image, is_image)
    return [Chunk("definition", [line], node.lines)]


def _raw(node: RawBlock, place: BlockPlace, last: str) -> list[Chunk]:
    lines = node.source.strip("\n").split("\n")
    return [_unless_dear(Chunk("html", lines, node.lines), node, place)]


def _element(node: Element, place: BlockPlace, last: str) -> list[Chunk]:
    lines = _html(node, place).split("\n")
    return [_unless_dear(Chunk("html", lines, node.lines), node, place)]


def _unless_dear(chunk: Chunk, node: Block, place: BlockPlace) -> Chunk:
    """Give the block as HTML that is not read, if kramdown would take too long for it."""
    if unread.is_dear_block(chunk):
        return Chunk("html", unread.on_lines(_html(node, place)), node.lines)
    return chunk


_WRITERS: dict[type, Callable[[Any, BlockPlace, str], list[Chunk]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    CodeBlock: _code_block,
    Quote: _quote,
    List: _list,
    Table: _table,
    Rule: _rule,
    MathBlock: _math,
    Definition: _definition,
    RawBlock: _raw,
    Element: _element,
}
