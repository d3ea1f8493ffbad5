"""The body of a post, read as Liquid and kramdown read it → its addresses and elements.

Code, comments and text that only looks like a link point at nothing. This follows kramdown 2.4
with its GFM parser, block by block and mark by mark, as far as it takes to know what is what.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from migrator.jekyll.kramdown import mapped
from migrator.jekyll.kramdown.block_nodes import BlockNode
from migrator.jekyll.kramdown.blocks import read_blocks
from migrator.jekyll.kramdown.browser_html import take_html
from migrator.jekyll.kramdown.reading import BodyReading, Mention, MentionKind, PageElement
from migrator.jekyll.kramdown.rendered import Rendered, render
from migrator.jekyll.kramdown.scope import Document, Found
from migrator.jekyll.kramdown.spans import read_leaf

__all__ = [
    "BlockNode",
    "BodyReading",
    "Mention",
    "MentionKind",
    "PageElement",
    "read_body",
    "read_html",
    "read_tree",
]


def read_body(body: str, start: int, *, runs_liquid: bool, parses_html: bool) -> BodyReading:
    """Read a body that begins at `start` in its file.

    `runs_liquid` and `parses_html` say whether Liquid reads the body and whether kramdown reads
    what stands in HTML.
    """
    document = Document(body, start, parses_html)
    rendered = _rendered(body, start, runs_liquid=runs_liquid)
    found, _ = read_blocks(rendered.body, document)
    _read_leaves(found, document)
    return _reading(found, document, rendered)


def read_html(body: str, start: int, *, runs_liquid: bool) -> BodyReading:
    """Read a body of HTML, which kramdown does not touch."""
    document = Document(body, start, parses_html=False)
    rendered = _rendered(body, start, runs_liquid=runs_liquid)
    found = Found()
    take_html(document, rendered.body, found)
    return _reading(found, document, rendered)


def read_tree(text: str) -> list[BlockNode]:
    """Read the blocks of a text that Liquid leaves alone; nothing in HTML is read as Markdown."""
    _, nodes = read_blocks(mapped.read(text, 0), Document(text, 0, parses_html=False))
    return nodes


def _rendered(body: str, start: int, *, runs_liquid: bool) -> Rendered:
    text = mapped.read(body, start)
    return render(text) if runs_liquid else Rendered(text)


def _read_leaves(found: Found, document: Document) -> None:
    """Read the texts of the body, then those of the footnotes that something refers to."""
    waiting, seen = [found], set[str]()
    while waiting:
        part = waiting.pop()
        leaves, part.leaves = part.leaves, []
        for leaf in leaves:
            if (read := read_leaf(leaf, document)) is not None:
                part.take(read)
        fresh = set(part.footnotes) - seen
        seen |= fresh
        waiting += (document.footnotes[name] for name in fresh)
        if part is not found:
            found.take(part)


def _reading(found: Found, document: Document, rendered: Rendered) -> BodyReading:
    mentions = {each.start: each for each in (*found.mentions, *_defined(found, document))}
    return BodyReading(
        mentions=tuple(
            replace(each, is_raw=any(first <= place < last for first, last in rendered.raw))
            for place, each in sorted(mentions.items())
        ),
        lost=_each_once(found.lost),
        scripted=_each_once(found.scripted),
        elements=tuple(sorted(found.elements, key=lambda element: element.place)),
        formulas=tuple(sorted(found.formulas)),
        diagrams=tuple(found.diagrams),
        headings=tuple(found.headings),
        ids=frozenset(found.ids),
    )


def _each_once(mentions: list[Mention]) -> tuple[Mention, ...]:
    """Give mentions by their places; a text that was read twice has them twice."""
    return tuple({each.start: each for each in mentions}.values())


def _defined(found: Found, document: Document) -> Iterator[Mention]:
    """Give the addresses of definitions, each for what refers to it; images come first."""
    for label, kind in sorted(found.labels, key=lambda each: each[1] is MentionKind.IMAGE):
        mention = document.definitions[label].mention
        if mention is not None:
            yield replace(mention, kind=kind)
