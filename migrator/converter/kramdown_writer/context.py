"""What the site's kramdown understands and what the post defines → what all parts must know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from migrator.jekyll.site_config import Dialect

FindImage = Callable[[str, bool], str]
"""Takes an address and whether an image stands there; gives the text to write for it."""


@dataclass(frozen=True, slots=True)
class WriteContext:
    """What stays the same within one post, and whether a table's cell is being written."""

    dialect: Dialect
    find_image: FindImage
    references: Mapping[str, str]
    """The addresses that references find, by label."""
    body: Sequence[str] = ()
    """The author's lines, to which the lines of blocks count."""
    in_cell: bool = False
