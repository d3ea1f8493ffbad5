"""One thing that a reader sees in a rendered post, as a value that can be compared."""

from __future__ import annotations

from typing import NamedTuple


class Event(NamedTuple):
    """What is seen, in the order of reading.

    Blocks: `heading` (value: level), `paragraph`, `list` (`ul`, `ol`), `item` (value: its number),
    `code` (value: text, detail: language), `table`, `row`, `cell` (`head`, `data`), `quote`,
    `rule`, `math` (value: TeX, detail: `display`), `html` (value: a tag that Velog never shows),
    `end` (value: what ends: `ul`, `ol`, `quote`, `table`).
    Within a line: `text`, `break`, `inline-code`, `image` (value: address, detail: size), `math`
    (detail: `inline`), `embed` (value: address), `box` (a task's).
    `marks` of what stands in a line: `bold`, `italic`, `strike`, `link:...`, `style:...` and
    `html:...`, sorted. `depth` counts the lists around a list or an item, its own included.
    """

    kind: str
    value: str = ""
    detail: str = ""
    marks: tuple[str, ...] = ()
    depth: int = 0
