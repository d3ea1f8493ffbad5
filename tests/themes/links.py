"""Built pages → the addresses in them that lead nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

# Where pages name files and other pages; `data-src` is for scripts that load images late.
_ATTRIBUTES = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "data-src", "srcset", "data-srcset"),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset", "data-srcset"),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
_METAS = re.compile(r"(og|twitter):(image|url)(:(src|url|secure_url))?")


@dataclass(frozen=True)
class Link:
    """An address, where it stands and what it is for there."""

    page: Path
    place: str
    url: str


@dataclass(frozen=True)
class Built:
    """A site that was built into `folder` to be seen at `origin` + `baseurl`."""

    folder: Path
    origin: str
    baseurl: str = ""

    @cached_property
    def pages(self) -> dict[str, BeautifulSoup]:
        """Give every page by its path."""
        return {
            path.relative_to(self.folder).as_posix(): _read(path)
            for path in sorted(self.folder.rglob("*.html"))
        }

    @cached_property
    def links(self) -> list[Link]:
        """Give every address in the pages and the site's map."""
        found = [
            Link(self.folder / name, place, url)
            for name, page in self.pages.items()
            for place, url in _named_in(page)
        ]
        for path in self.folder.glob("sitemap.xml"):
            urls = re.findall(r"<loc>([^<]*)</loc>", path.read_text("utf-8"))
            found += [Link(path, "loc", url) for url in urls]
        return found

    def target(self, link: Link) -> Path | None:
        """Give the file that an address stands for; None where it leads to another site."""
        url = self._absolute(link)
        if url is None:
            return None
        file = self.folder / unquote(url.path).removeprefix(self.baseurl).removeprefix("/")
        # Web servers send who asks for a folder without the / on to the one with it.
        return file / "index.html" if file.is_dir() else file

    def broken(self) -> list[str]:
        """Say which addresses lead nowhere, and why."""
        return [
            f"{link.page.relative_to(self.folder)}: {link.place} {link.url!r} {reason}"
            for link in self.links
            if (reason := self._fault(link))
        ]

    def address(self, path: Path) -> str:
        """Give the address of a page of the site."""
        name = path.relative_to(self.folder).as_posix().removesuffix("index.html")
        return f"{self.origin}{self.baseurl}/{quote(name)}"

    def _absolute(self, link: Link) -> SplitResult | None:
        # Browsers take white space off an address.
        url = urlsplit(urljoin(self.address(link.page), link.url.strip()))
        inside = f"{url.scheme}://{url.netloc}" == self.origin
        return url if inside else None

    def _fault(self, link: Link) -> str:
        if not link.url.strip():
            return "is empty"
        url = self._absolute(link)
        file = self.target(link)
        if url is None or file is None:
            return ""
        if not f"{url.path}/".startswith(f"{self.baseurl}/"):
            return "is outside baseurl"
        if not file.is_file() or (url.path.endswith("/") and file.name != "index.html"):
            return "does not exist"
        fragment = unquote(url.fragment)
        if fragment and file.suffix == ".html" and fragment not in _anchors(file):
            return "names a place that the page does not have"
        return ""


def _read(path: Path) -> BeautifulSoup:
    """Read a page."""
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


def _named_in(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for tag in page.find_all(list(_ATTRIBUTES)):
        for name in _ATTRIBUTES[tag.name]:
            if name in tag.attrs:
                place = f"<{tag.name} {name}>"
                yield from ((place, url) for url in _urls(name, str(tag[name])))
    for tag in page.find_all("meta"):
        name = str(tag.get("property") or tag.get("name") or "")
        if _METAS.fullmatch(name):
            yield f"<meta {name}>", str(tag.get("content") or "")
    for tag in page.find_all("script", type="application/ld+json"):
        yield from _linked_data(json.loads(tag.get_text()))


def _urls(name: str, value: str) -> list[str]:
    if name.endswith("srcset"):
        return [candidate.split()[0] for candidate in value.split(",") if candidate.strip()]
    return [value]


def _linked_data(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Find the addresses in what a page tells to search engines."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _linked_data(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _linked_data(inner, key)
    elif key in ("image", "url", "@id", "logo"):
        yield f"JSON-LD {key}", str(value)


@lru_cache(maxsize=256)
def _anchors(file: Path) -> frozenset[str]:
    page = _read(file)
    ids = {str(tag["id"]) for tag in page.find_all(id=True)}
    return frozenset(ids | {str(tag["name"]) for tag in page.find_all("a", attrs={"name": True})})
