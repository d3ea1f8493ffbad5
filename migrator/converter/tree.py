"""The tree of a post: what Velog shows, node by node, and how the author wrote it.

Blocks know their lines: `lines` is the first line and the one after the last, counted from 0 in
the post's body. Inlines know how they were written: `source` is their text in the body, without
the marks of the quotes and lists around it. It is empty where no text of the body is theirs alone
(the content of HTML).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Lines: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as a reader sees them, without a newline."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break: a newline in the body and the blanks beside it, or `<br>`, as written."""

    source: str

    @property
    def is_tag(self) -> bool:
        """Tell a `<br>` from a newline."""
        return self.source.startswith("<")


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
    """`!kind[code]` where Velog shows an embed: youtube, twitter, codesandbox or codepen."""

    kind: str
    code: str
    source: str


@dataclass(frozen=True, slots=True)
class Frame:
    """An `<iframe>` of a host that Velog allows; `attributes` are those that its filter keeps."""

    attributes: tuple[tuple[str, str], ...]


WHOLE_LINES = "; display: block"
"""The end of a span's style that acts on whole lines, as that of a paragraph does."""


@dataclass(frozen=True, slots=True)
class Span:
    """A `<span>`, or what else Markdown cannot say (`<sup>`), with attributes that do no harm."""

    attributes: tuple[tuple[str, str], ...]
    children: tuple[Inline, ...]
    tag: str = "span"


@dataclass(frozen=True, slots=True)
class Target:
    """A place with a name of the author's, to which links in the page lead; nothing is shown."""

    name: str


@dataclass(frozen=True, slots=True)
class RawInline:
    """HTML within a line, as written: one tag or comment. Once HTML is resolved, only comments.

    `whole` if it is a comment that no HTML of the author's can open or close.
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
    | Target
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
    """A code block; `info` is the text after the fence, `fence` its marks (empty: indented code).

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

    `marker` is as written, `-` or `3.`; `loose` if its text is in paragraphs of their own.
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

    `align` has `left`, `right`, `center` or None for each column. No row has more cells. A row of
    Markdown has no fewer either, up to the limit of `filled`.
    """

    align: tuple[str | None, ...]
    rows: tuple[Row, ...]
    lines: Lines


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
    """`[label]: url "title"`: shows nothing; references use it."""

    label: str
    url: str
    title: str | None
    source: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class RawBlock:
    """HTML on lines of its own, as written. Once HTML is resolved, only comments."""

    source: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Element:
    """An HTML element that Markdown cannot write (a table without a head, say), kept as HTML.

    Its attributes are those that Velog's filter keeps.
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


@dataclass(frozen=True, slots=True)
class ShownBlocks:
    """The blocks of a post, and what of it no site may show: `script`, `style`, `frame`, `form`."""

    blocks: tuple[Block, ...]
    lost: frozenset[str] = frozenset()


_FILLED = 40


def filled(row: Sequence[tuple[Inline, ...]], columns: int) -> Row:
    """Fill a row with empty cells, up to as many columns as real tables have.

    kramdown fills the others as Velog does: a very long head over many short rows would give more
    cells than a page can hold.
    """
    return (*row, *((),) * (min(columns, _FILLED) - len(row)))
