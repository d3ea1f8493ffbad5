"""Blocks that were read → a tree of them, which shows whether two texts are read alike."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class BlockNode:
    """A block as kramdown has it in its tree; `place` is where it begins in the file.

    `kind` is `p`, `h`, `code`, `quote`, `ul`, `ol`, `li`, `table`, `row`, `rule`, `math`, `html`,
    `blank`, `end` (a `^`), or another one for what shows nothing. `text` is the text of a leaf as
    kramdown hands it on, or the source of what is compared by its source. `detail` is what else
    the page shows of it: a level, a language, sides, whether an item is tight.
    """

    kind: str
    place: int
    text: str = ""
    detail: tuple[str, ...] = ()
    attributes: str = ""
    children: list[BlockNode] = field(default_factory=list)
