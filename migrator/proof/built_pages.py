"""The folder of a built site → what its pages point at, and the places in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup

from migrator.files.failures import cannot_read
from migrator.long_work.processes import begun, in_processes
from migrator.model import OnStep
from migrator.proof.page_tags import tags_of

_SOURCES: Mapping[str, tuple[str, ...]] = {
    "img": ("data-src", "src"),
    "source": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
}
_POINTS = re.compile(r"\b(?:id|name|href|src|poster)\s*=", re.IGNORECASE)
_NAMES: Mapping[str, tuple[str, ...]] = {"a": ("name",)}


@dataclass(frozen=True)
class BuiltPage:
    """A page: the addresses that it links to and shows, and the ids of the places in it."""

    links: tuple[str, ...]
    images: tuple[str, ...]
    ids: frozenset[str]


@dataclass(frozen=True)
class Reading:
    """The paths of the pages of a site, and the pages in the same order as they are read."""

    paths: Sequence[str]
    pages: Iterator[BuiltPage]


def begin_reading(built: Path) -> Reading:
    """Begin to read the pages in other processes, while this one does something else."""
    paths = sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))
    return Reading(paths, begun(in_processes(_read, paths, built)))


def read_pages(reading: Reading, on_step: OnStep) -> dict[str, BuiltPage]:
    """Give each page by its path. Raises MigratorError for one without access."""
    found: dict[str, BuiltPage] = {}
    for path, page in zip(reading.paths, reading.pages, strict=True):
        found[path] = page
        on_step(len(found), len(reading.paths))
    return found


def _read(path: str, built: Path) -> BuiltPage:
    try:
        source = (built / path).read_text("utf-8", "replace")
    except OSError as error:
        raise cannot_read(built / path, error) from error
    soup = BeautifulSoup(_pointing(source), "html.parser", multi_valued_attributes=None)
    links: list[str] = []
    images: list[str] = []
    ids: set[str] = set()
    for tag in soup.find_all(True):
        said = {name: str(value) for name, value in tag.attrs.items() if value}
        ids.update(said[name] for name in ("id", *_NAMES.get(tag.name, ())) if name in said)
        links += [said["href"]] if tag.name == "a" and "href" in said else []
        shown = [said[name] for name in _SOURCES.get(tag.name, ()) if name in said]
        # What is shown until the image is loaded is none of the post's.
        images += shown[:1] if tag.name == "img" else shown
    return BuiltPage(tuple(dict.fromkeys(links)), tuple(dict.fromkeys(images)), frozenset(ids))


def _pointing(source: str) -> str:
    """Give the tags that may have an address or a name: a whole page takes three times as long."""
    tags = (tag for tag in tags_of(source) if tag["name"] and _POINTS.search(tag["rest"]))
    return "".join(f"{tag[0]}</{tag['name']}>" for tag in tags)
