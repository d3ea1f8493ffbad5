"""The elements that Velog shows → a tree; untouched Markdown keeps its nodes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from migrator.converter.inline_html import lists, tables, velog_filter
from migrator.converter.inline_html.filtered_elements import (
    FORMULA_BLOCK,
    HTML_BLOCK,
    LEAF,
    TEXT,
    Tag,
)
from migrator.converter.inline_html.inlines import FORMATS, LEAVES, format_of
from migrator.converter.inline_html.numbered_html import (
    NumberedHtml,
    NumberedNode,
    TextRun,
    TextWords,
)
from migrator.converter.inline_html.text_flow import Formats, TextFlow, joined, unwrapped
from migrator.converter.tree import (
    Block,
    Break,
    CodeBlock,
    Element,
    Heading,
    Inline,
    Lines,
    List,
    ListItem,
    MathBlock,
    Paragraph,
    Quote,
    RawInline,
    Rule,
    Table,
    Target,
)

_LANGUAGE = re.compile(r"(?:^|\s)lang(?:uage)?-([\w+#.-]+)")
TARGET = "#target"
# What stands before the first item or row of these would be a paragraph of its own.
_NO_TARGET = {"ul", "ol", "table", "thead", "tbody", "tr", "pre", "hr"}
_NO_CODE = {"img", "iframe", "table"}


def rebuild(root: Tag, numbered: NumberedHtml) -> list[Block]:
    """Make the tree of the elements that the filter kept."""
    return _TreeBuilder(numbered).blocks((), root.children)


class _TreeBuilder:
    """Makes nodes of elements; `numbered` has the nodes of Markdown."""

    def __init__(self, numbered: NumberedHtml) -> None:
        self.numbered = numbered
        # The lists made for items outside any list, one for each, by their identity.
        self.strays: dict[int, List] = {}
        self.targets: set[str] = set()

    def blocks(self, formats: Formats, tags: list[Tag]) -> list[Block]:
        """Make blocks of the children of one element."""
        flow = TextFlow(formats)
        for tag in tags:
            self.add(tag, flow)
        return self._with_strays_joined(flow.finish())

    def add(self, tag: Tag, flow: TextFlow) -> None:
        """Add what a tag shows to the flow."""
        tag = self._with_target(tag, flow)
        if tag.name == TEXT:
            flow.words(tag.text, _lines(tag))
        elif tag.name == TARGET:
            flow.aside(Target(tag.text), _lines(tag))
        elif tag.whole and self._add_whole(tag, flow):
            return
        elif tag.name in _BLOCKS:
            flow.end_line()
            _BLOCKS[tag.name](self, tag, flow)
            flow.end_line()
        elif tag.name in FORMATS:
            flow.open(format_of(tag, self._node(tag)))
            self._add_all(tag, flow)
            flow.close()
        elif tag.name in LEAVES:
            for leaf in LEAVES[tag.name](tag):
                flow.inline(leaf, _lines(tag))
        else:
            self._add_all(tag, flow)

    def _add_whole(self, tag: Tag, flow: TextFlow) -> bool:
        """Add a node that is unchanged, unless a format around it changes its look."""
        node = self._node(tag)
        if isinstance(node, TextRun):
            flow.block(*node.blocks)
            return True
        if isinstance(node, TextWords):
            for inline in node.inlines:
                flow.inline(inline, _lines(tag))
            return True
        if isinstance(node, RawInline):
            flow.aside(node, _lines(tag))
            return True
        if isinstance(node, Inline):
            flow.inline(node, _lines(tag))
            return True
        if isinstance(node, Block) and (tag.name == LEAF or not flow.formats):
            flow.block(node)
            return True
        return False

    def _with_target(self, tag: Tag, flow: TextFlow) -> Tag:
        """Put the name of an element before what stands in it, or before a format."""
        name = velog_filter.target(tag.name, tag.attributes)
        if name is None or name in self.targets or tag.name in _NO_TARGET:
            return tag
        self.targets.add(name)
        target = Tag(TARGET, tag.first, tag.first, text=name)
        if tag.name in _BLOCKS:
            return replace(tag, children=[target, *tag.children])
        self.add(target, flow)
        return tag

    def _add_all(self, tag: Tag, flow: TextFlow) -> None:
        for child in tag.children:
            self.add(child, flow)

    def _add_paragraph(self, tag: Tag, flow: TextFlow) -> None:
        place = len(flow.blocks)
        self._add_all(tag, flow)
        flow.end_line()
        made = flow.blocks[place:]
        if len(made) == 1 and isinstance(made[0], Paragraph):
            flow.blocks[place] = replace(made[0], lines=self._lines_of(tag))

    def _add_heading(self, tag: Tag, flow: TextFlow) -> None:
        node = self._node(tag)
        level, form = int(tag.name[1]), node.form if isinstance(node, Heading) else "html"
        blocks = self.blocks(flow.formats, tag.children)
        line = joined(blocks)
        if line is not None:
            flow.block(Heading(level, line, form, self._lines_of(tag)))
            return
        # It has blocks in it: its text looks like a heading, the rest as usual.
        for block in blocks:
            if isinstance(block, Paragraph):
                block = Heading(level, block.children, "html", block.lines)
            flow.block(block)

    def _add_quote(self, tag: Tag, flow: TextFlow) -> None:
        blocks = self.blocks(flow.formats, tag.children)
        flow.block(Quote(tuple(blocks), self._lines_of(tag)))

    def _add_rule(self, tag: Tag, flow: TextFlow) -> None:
        flow.block(Rule("<hr>", _lines(tag)))

    def _add_code(self, tag: Tag, flow: TextFlow) -> None:
        within = list(_within(tag))
        if any(child.name in _NO_CODE for child in within):
            self._add_all(tag, flow)
            return
        text = "".join(self._code_of(child) for child in within)
        classes = " ".join(child.attributes.get("class", "") for child in [tag, *within])
        language = _LANGUAGE.search(classes)
        flow.block(CodeBlock(text, language[1] if language else "", "```", _lines(tag)))

    def _code_of(self, tag: Tag) -> str:
        node = self._node(tag)
        if tag.name == "br":
            return "\n"
        nodes = node.inlines if isinstance(node, TextWords) else (node,)
        return tag.text or "".join(map(_code_in, nodes))

    def _add_list(self, tag: Tag, flow: TextFlow) -> None:
        node = self._node(tag)
        if tag.html and lists.is_html(tag):
            self._add_html_list(tag, flow)
            return
        start = node.start if isinstance(node, List) else lists.start_of(tag)
        within = self._in_list(tag, flow.formats)
        before, items = lists.items(within, start, self._item, self.blocks)
        flow.block(*before)
        if items:
            flow.block(List(start, tuple(items), self._lines_of(tag)))

    def _add_html_list(self, tag: Tag, flow: TextFlow) -> None:
        """Add a list whose numbers or marks Markdown cannot say."""
        first = lists.start_of(tag)
        start = () if first in (None, 1) else (("start", str(first)),)
        children: list[Block] = []
        within = self._in_list(tag, flow.formats)
        for is_item, group in groupby(within, lambda each: each[0].name == "li"):
            tags = list(group)
            if is_item:
                children += (self._html_item(item, formats) for item, formats in tags)
            else:
                children += self.blocks(tags[0][1], [child for child, _ in tags])
        attributes = (*start, *tag.kept)
        flow.block(Element(tag.name, attributes, tuple(children), _lines(tag)))

    def _html_item(self, tag: Tag, formats: Formats) -> Element:
        return Element("li", tag.kept, self._bare(tag, formats), _lines(tag))

    def _add_html(self, tag: Tag, flow: TextFlow) -> None:
        flow.block(Element(tag.html, tag.kept, self._bare(tag, flow.formats), _lines(tag)))

    def _bare(self, tag: Tag, formats: Formats) -> tuple[Block | Inline, ...]:
        """Give what stands in an element, its text without paragraphs unless there are any."""
        blocks = self.blocks(formats, tag.children)
        has_paragraphs = any(child.name == "p" for child in tag.children)
        return tuple(blocks) if has_paragraphs else unwrapped(blocks)

    def _add_formula(self, tag: Tag, flow: TextFlow) -> None:
        flow.block(MathBlock(tag.text, _lines(tag)))

    def _in_list(self, tag: Tag, formats: Formats) -> Iterator[tuple[Tag, Formats]]:
        """Give the children of a list; items inside a format come with that format."""
        for child in tag.children:
            if not lists.holds_items(child):
                yield child, formats
            elif child.name in FORMATS:
                yield from self._in_list(child, (*formats, format_of(child, self._node(child))))
            else:
                yield from self._in_list(child, formats)

    def _add_stray_item(self, tag: Tag, flow: TextFlow) -> None:
        item = self._item(tag, "-", flow.formats)
        alone = List(None, (item,), item.lines)
        self.strays[id(alone)] = alone
        flow.block(alone)

    def _with_strays_joined(self, blocks: list[Block]) -> list[Block]:
        """Make one list of neighbouring stray items."""
        joined: list[Block] = []
        for is_stray, group in groupby(blocks, key=lambda block: id(block) in self.strays):
            same = list(group)
            if is_stray and len(same) > 1:
                items = [item for block in same if isinstance(block, List) for item in block.items]
                lines = min(item.lines[0] for item in items), max(item.lines[1] for item in items)
                same = [List(None, tuple(items), lines)]
            joined += same
        return joined

    def _item(self, tag: Tag, marker: str, formats: Formats) -> ListItem:
        node = self._node(tag)
        before = node if isinstance(node, ListItem) else None
        if before and tag.whole and not formats:
            return before
        return lists.item(tag, before, marker, partial(self.blocks, formats))

    def _add_table(self, tag: Tag, flow: TextFlow) -> None:
        node = self._node(tag)
        written = node if isinstance(node, Table) else None
        make = partial(self.blocks, flow.formats)
        flow.block(*tables.table(tag, written, self._lines_of(tag), make))

    def _node(self, tag: Tag) -> NumberedNode | None:
        """Give the node of Markdown that a tag comes from, unchanged or not."""
        return None if tag.number is None else self.numbered.nodes[tag.number]

    def _lines_of(self, tag: Tag) -> Lines:
        node = self._node(tag)
        return node.lines if isinstance(node, Block) else _lines(tag)


def _lines(tag: Tag) -> Lines:
    return tag.first, tag.end


def _code_in(node: NumberedNode | None) -> str:
    return "\n" if isinstance(node, Break) else str(getattr(node, "value", ""))


def _within(tag: Tag) -> Iterator[Tag]:
    waiting = [iter(tag.children)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
        else:
            yield child
            waiting.append(iter(child.children))


_BLOCKS: dict[str, Callable[[_TreeBuilder, Tag, TextFlow], None]] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _TreeBuilder._add_heading),
    **dict.fromkeys(("ul", "ol"), _TreeBuilder._add_list),
    "p": _TreeBuilder._add_paragraph,
    "div": _TreeBuilder._add_all,
    "blockquote": _TreeBuilder._add_quote,
    "hr": _TreeBuilder._add_rule,
    "pre": _TreeBuilder._add_code,
    "li": _TreeBuilder._add_stray_item,
    "table": _TreeBuilder._add_table,
    HTML_BLOCK: _TreeBuilder._add_html,
    FORMULA_BLOCK: _TreeBuilder._add_formula,
}
