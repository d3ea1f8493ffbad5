"""One thing that a reader sees in a rendered post, as a value that can be compared."""

from __future__ import annotations

from typing import NamedTuple


class Event(NamedTuple):
    """What is seen, in the order of reading.

    Blocks: `heading` (value: level), `paragraph`, `list` (`ul`, `ol`), `item` (value: its
    sign: `3`, `3 a`, nothing for a common bullet),
    `code` (value: text, detail: language), `table`, `row`, `cell` (`head`, `data`;
    detail: `2x1`, the columns and rows of a merged one), `quote`, `rule`, `math` (value: TeX,
    detail: `display`), `html` (value: a tag that only stored HTML shows on Velog), `end` (value:
    what ends: `ul`, `ol`, `quote`, `table`).
    Within a line: `text`, `break`, `inline-code`, `image` (value: address, detail: size), `math`
    (detail: `inline`), `embed` (value: address), `box` (a task's; value: the type of another).
    An empty line is a `break` at the end of its paragraph.
    `marks`, sorted, of what stands in a line: `bold`, `italic`, `strike`, `underline`, `sup`,
    `sub`, `mark`, `small`, `quoted`, `link:address`, `jump:to text`, `style:name:value` and
    `html:tag`; of boxes `ticked`; of blocks `align:side`; of paragraphs `tight`, where they are
    in an item without room around them. `depth` counts the lists around a list or an item, its
    own included.
    """

    kind: str
    value: str = ""
    detail: str = ""
    marks: tuple[str, ...] = ()
    depth: int = 0
