"""The site's dialect of kramdown and the definitions of a post → what all writers need to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from migrator.jekyll.site_config import Dialect

FindImage = Callable[[str, bool], str]
"""Takes an address and whether it is an image's; gives the text to write for it."""


@dataclass(frozen=True, slots=True)
class WriteContext:
    """What is the same for a whole post, and whether a cell of a table is being written."""

    dialect: Dialect
    find_image: FindImage
    references: Mapping[str, str]
    """The addresses of references, by label."""
    body: Sequence[str] = ()
    """The author's lines; the lines of blocks are indices into it."""
    in_cell: bool = False
