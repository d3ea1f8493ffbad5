"""The tree of a post: what Velog shows, node by node, and the author's own way of writing it.

Blocks know their lines: `lines` is the first line and the one after the last, counted from 0 in
the post's body. Inlines know how they were written: `source` is their text in the body, without
the marks of the quotes and lists around it; it is empty where no text of the body says them alone
(the content of HTML).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Lines: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as a reader sees them; no newline in them."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break: a newline in the body, or `<br>` (then `source` is that)."""

    source: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic; `mark` is `*`, `_` or empty."""

    children: tuple[Inline, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold; `mark` is `**`, `__` or empty."""

    children: tuple[Inline, ...]
    mark: str


@dataclass(frozen=True, slots=True)
class Strike:
    """Struck through."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Inline code; `value` is what is shown."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link. `form` tells how it was written.

    `inline` is `[a](url)`, `reference` is `[a][label]` or `[a]` (then `label` is set), `angle` is
    `<url>`, `bare` is an address in the text, `html` is `<a>`. `url` is as Velog puts it into the
    page, `source` the whole link.
    """

    url: str
    title: str | None
    children: tuple[Inline, ...]
    form: str
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class ImageNode:
    """An image; `form` is `inline`, `reference` or `html`. `width` and `height` are HTML's."""

    url: str
    title: str | None
    alt: str
    form: str
    label: str
    source: str
    width: str | None = None
    height: str | None = None


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in a line of text; `value` is the TeX. `display` if written with `$$`."""

    value: str
    display: bool
    source: str


@dataclass(frozen=True, slots=True)
class Embed:
    """`!kind[code]` where Velog embeds it: youtube, twitter, codesandbox or codepen."""

    kind: str
    code: str
    source: str


@dataclass(frozen=True, slots=True)
class Frame:
    """An `<iframe>` of a host that Velog lets in; `attributes` are those its filter leaves."""

    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A `<span>` with what Velog's filter leaves of its attributes (style, class)."""

    attributes: tuple[tuple[str, str], ...]
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class RawInline:
    """HTML within a line, as written: one tag or comment. Comments stay once HTML is settled.

    `whole` if it is a comment that no author's mark can open or close.
    """

    source: str
    whole: bool = False


Row: TypeAlias = tuple[tuple["Inline", ...], ...]

Inline: TypeAlias = (
    Text
    | Break
    | Emphasis
    | Strong
    | Strike
    | Code
    | Link
    | ImageNode
    | Math
    | Embed
    | Frame
    | Span
    | RawInline
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6; `form` is `atx`, `setext` or `html`."""

    level: int
    children: tuple[Inline, ...]
    form: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]
    lines: Lines


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A code block; `info` is all that stands after the fence, `fence` the marks (empty: indented).

    `value` has no newline at its end.
    """

    value: str
    info: str
    fence: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote."""

    children: tuple[Block, ...]
    lines: Lines


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list; `checked` is None without a task box.

    `marker` is as written, `-` or `3.`; `loose` if its text stands in paragraphs of their own.
    """

    children: tuple[Block, ...]
    checked: bool | None
    marker: str
    loose: bool
    lines: Lines


@dataclass(frozen=True, slots=True)
class List:
    """A list; `start` is the number of the first item, None for bullets."""

    start: int | None
    items: tuple[ListItem, ...]
    lines: Lines


@dataclass(frozen=True, slots=True)
class Table:
    """A table; each cell is a tuple of inlines, the first row is the head.

    `align` has `left`, `right`, `center` or None for each column; no row has more cells, and one of
    Markdown has no fewer, as far as rows are filled.
    `sources` are the lines as written, the one under the head among them; none of an HTML table.
    """

    align: tuple[str | None, ...]
    rows: tuple[Row, ...]
    lines: Lines
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule, as written."""

    source: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class MathBlock:
    """A formula on lines of its own; `value` is the TeX between the `$$`."""

    value: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Definition:
    """`[label]: url "title"`: shows nothing, serves the references."""

    label: str
    url: str
    title: str | None
    source: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class RawBlock:
    """HTML on lines of its own, as written. Comments stay once HTML is settled."""

    source: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Element:
    """An HTML element that Markdown has no words for (a table without a head, say), kept as HTML.

    Its attributes are those that Velog's filter leaves.
    """

    tag: str
    attributes: tuple[tuple[str, str], ...]
    children: tuple[Block | Inline, ...]
    lines: Lines


Block: TypeAlias = (
    Heading
    | Paragraph
    | CodeBlock
    | Quote
    | List
    | Table
    | Rule
    | MathBlock
    | Definition
    | RawBlock
    | Element
)

Node: TypeAlias = Block | Inline | ListItem


_FILLED = 40


def filled(row: Sequence[tuple[Inline, ...]], columns: int) -> Row:
    """Give a row with empty cells at its end, up to as many columns as real tables have.

    Those beyond kramdown fills up as Velog does: a very long head over many short rows would be
    more cells than any page can hold.
    """
    return (*row, *((),) * (min(columns, _FILLED) - len(row)))


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Give all nodes, each before what it holds, in the order of the page."""
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if type(node) not in _LEAVES:
            waiting += held_by(node)[::-1]


def walk_blocks(nodes: Iterable[Node]) -> Iterator[Node]:
    """Give all blocks, without what stands in lines of text."""
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        if type(node) not in _LINES:
            waiting += held_by(node)[::-1]


def held_by(node: Node) -> Sequence[Node]:
    """Give the nodes that stand right in a node."""
    if isinstance(node, List):
        return node.items
    if isinstance(node, Table):
        return [inline for row in node.rows for cell in row for inline in cell]
    children: Sequence[Node] = getattr(node, "children", ())
    return children


_LEAVES = frozenset({Text, Break, Code, ImageNode, Math, Rule, CodeBlock, RawInline, RawBlock})
_LINES = _LEAVES | {Heading, Paragraph, Table}
