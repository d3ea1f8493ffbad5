"""The body of a post → the addresses in it, and the elements of its page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum


class MentionKind(Enum):
    """What an address is for: to show an image, to be followed, or something else."""

    IMAGE = "image"
    LINK = "link"
    OTHER = "other"


@dataclass(frozen=True)
class Mention:
    """An address that the page points at, and its place in the file.

    `is_raw` is one that Liquid hands on without reading it.
    """

    start: int
    end: int
    url: str
    kind: MentionKind
    is_raw: bool = False


@dataclass(frozen=True)
class PageElement:
    """An element of the page that shows something or leads somewhere: `img`, `a`, `video`, …

    `url` is its address as written, Liquid and all, empty if it has none. `place` is where it
    begins in the file. `attributes` are those of a tag that the author wrote, None in Markdown.
    """

    tag: str
    url: str
    place: int
    attributes: Mapping[str, str] | None = None


@dataclass(frozen=True)
class BodyReading:
    """The contents of a body, as its page has them.

    `formulas` and `diagrams` (of mermaid) are the places where they begin. `headings` are the
    texts of headings, `ids` what a link to a place in the post can mean besides them. `lost` are
    images whose tag the page shows as text, `scripted` are addresses that scripts hold.
    """

    mentions: tuple[Mention, ...] = ()
    lost: tuple[Mention, ...] = ()
    scripted: tuple[Mention, ...] = ()
    elements: tuple[PageElement, ...] = ()
    formulas: tuple[int, ...] = ()
    diagrams: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()

    @property
    def images(self) -> Iterator[PageElement]:
        """Give pictures, films and sounds."""
        return (each for each in self.elements if each.tag != "a" and each.url)

    @property
    def links(self) -> Iterator[PageElement]:
        """Give what can be followed."""
        return (each for each in self.elements if each.tag == "a")
