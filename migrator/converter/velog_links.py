"""An address on Velog → which page of which blog it is; an address in the site → a link to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, quote, unquote, urlsplit

from migrator.model.velog_names import ADDRESS

Kind = Literal["post", "series", "tag", "home"]

# In a text, as far as no slug of Velog goes on.
_IN_TEXT = re.compile(rf"(?<![\w.-]){ADDRESS.pattern}[^\s\"'<>)]*", re.IGNORECASE)
_READABLE = re.compile(r"[\w/.~@+,=:-]")


@dataclass(frozen=True)
class VelogPage:
    """A page of a blog on Velog.

    `slug` is that of the post or of the series (empty: the list of all series), or the tag's name,
    decoded and in NFC. `fragment` is the heading's id on Velog, decoded.
    """

    user: str
    kind: Kind
    slug: str = ""
    fragment: str = ""


Resolve = Callable[[VelogPage], str | None]
"""Gives the text to write for a link to a page, for Markdown and for HTML; Liquid in it will run.
None: the link stays as it is."""


def stays(page: VelogPage) -> str | None:
    """Leave every link as it is."""
    return None


def velog_url(username: str, slug: str) -> str:
    """Give the address of a post on Velog, percent-encoded as in a link."""
    return f"https://velog.io/@{username}/{quote(slug, safe='!~*()-_.,;:@&=+$')}"


def own_page(url: str) -> VelogPage | None:
    """Read an address in a post on Velog, where one may begin with `/@name`.

    It may be encoded in any way. None if it is no page of a blog: `velog.io/tags/...` belongs to no
    blog, and `/@name/about` is no post.
    """
    return _page_at(url) if url.startswith(("/@", "/%40")) else page_on_velog(url)


def page_on_velog(url: str) -> VelogPage | None:
    """Read a full address, with Velog's host in it. None if it is no page of a blog."""
    host = ADDRESS.match(url)
    return _page_at(url[host.end() :]) if host else None


def post_pages(values: object) -> Iterator[VelogPage]:
    """Give each post of Velog whose address stands in the values of a front matter."""
    match values:
        case str():
            pages = (page_on_velog(found[0]) for found in _IN_TEXT.finditer(values))
            yield from (page for page in pages if page and page.kind == "post")
        case Mapping():
            for value in values.values():
                yield from post_pages(value)
        case list():
            for value in values:
                yield from post_pages(value)


def address_of(page: VelogPage) -> str | None:
    """Give an address on Velog that `own_page` reads as this page; None if there is none."""
    match page.kind:
        case "post":
            path = f"/{page.slug}#{page.fragment}" if page.fragment else f"/{page.slug}"
        case "series":
            path = f"/series/{page.slug}" if page.slug else "/series"
        case "tag":
            path = f"/posts?tag={page.slug}"
        case "home":
            path = ""
    address = f"/@{page.user}{path}"
    return address if own_page(address) == page else None


def _page_at(address: str) -> VelogPage | None:
    """Read what stands behind the host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    user, *steps = _decoded(parts.path).strip("/").split("/")
    if not re.fullmatch("@[^@]+", user):
        return None
    return _page(user[1:], steps, _tag(parts.query), _decoded(parts.fragment))


def _page(user: str, steps: list[str], tag: str, fragment: str) -> VelogPage | None:
    match steps:
        case [] | ["posts"]:
            return VelogPage(user, "tag", tag) if tag else VelogPage(user, "home")
        case ["series"]:
            return VelogPage(user, "series")
        case ["series", slug]:
            return VelogPage(user, "series", slug)
        case [slug] if slug != "about":
            return VelogPage(user, "post", slug, fragment)
        case _:
            return None


def _tag(query: str) -> str:
    return _decoded(parse_qs(query).get("tag", [""])[0])


def _decoded(text: str) -> str:
    """Decode as often as needed: no name on Velog has a percent sign in it."""
    while (plain := unquote(text)) != text:
        text = plain
    return unicodedata.normalize("NFC", text)


def site_link(url: str, fragment: str = "", base: str = "") -> str:
    """Write a link to a page of the site: what stands for `baseurl`, and its `page.url`.

    Hangul stays readable. The filter `relative_url` does not work here: it normalises letters
    (Hangul in NFD, letters of full width) to others, for which there is no file.
    """
    path = f"{base}{_readable(url)}"
    return f"{path}#{_readable(fragment)}" if fragment else path


def _readable(url: str) -> str:
    """Encode what has a meaning in Markdown, HTML or Liquid, and what is not in NFC."""
    plain = unquote(url)
    if unicodedata.normalize("NFC", plain) != plain:
        return quote(plain, safe="/.~@+,=:-_")
    return "".join(char if _READABLE.match(char) else quote(char) for char in plain)
