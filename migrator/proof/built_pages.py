"""The folder of a built site → what its pages point at, and the places in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from migrator.files import cannot_read
from migrator.long_work.bars import OnStep
from migrator.long_work.processes import in_processes

_SOURCES: Mapping[str, tuple[str, ...]] = {
    "img": ("data-src", "src"),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
}


@dataclass(frozen=True)
class BuiltPage:
    """A page: the addresses that it links to and shows, and the ids of the places in it."""

    links: tuple[str, ...]
    images: tuple[str, ...]
    ids: frozenset[str]


def read_pages(built: Path, on_step: OnStep) -> dict[str, BuiltPage]:
    """Read each page by its path. Raises MigratorError for one without access."""
    paths = sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    found: dict[str, BuiltPage] = {}
    for path, page in zip(paths, in_processes(_read, paths, built), strict=True):
        found[path] = page
        on_step(len(found), len(paths))
    return found


def _read(path: str, built: Path) -> BuiltPage:
    try:
        source = (built / path).read_text("utf-8", "replace")
    except OSError as error:
        raise cannot_read(str(built / path), error, "Allow reading it, then run again.") from error
    reader = _Reader()
    # Python's parser raises AssertionError for `<![` that begins no known section.
    reader.feed(source.replace("<![", "&lt;!["))
    return BuiltPage(
        tuple(dict.fromkeys(reader.links)),
        tuple(dict.fromkeys(reader.images)),
        frozenset(reader.ids),
    )


class _Reader(HTMLParser):
    """Takes the tags as they come: a tree of each page would take five times as long."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.images: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a tag."""
        said = {name: value for name, value in attrs if value}
        if "id" in said:
            self.ids.append(said["id"])
        if tag == "a":
            self.links += [said["href"]] if "href" in said else []
            self.ids += [said["name"]] if "name" in said else []
        elif tag in _SOURCES:
            shown = [said[name] for name in _SOURCES[tag] if name in said]
            # What is shown until the image is loaded is none of the post's.
            self.images += shown[:1] if tag == "img" else shown
