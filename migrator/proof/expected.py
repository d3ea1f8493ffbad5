"""A post and the site that it went to → what its page there has to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from migrator.converter.image_paths import file_stem, image_for, is_velog_image
from migrator.converter.link_targets import LinkTargets
from migrator.converter.page import drops_title, shifts_headings, shown_on_velog
from migrator.converter.post_keys import stands_in_text
from migrator.converter.tree import List, ListItem, Node, Paragraph
from migrator.converter.tree_walk import walk_blocks
from migrator.converter.velog_links import own_page
from migrator.files import is_file
from migrator.jekyll.site_config import baseurl, liquid_baseurl, site_host
from migrator.model import Post
from migrator.proof.browser import TEXT, HtmlNode, elements_in, read
from migrator.proof.decoration import undecorated
from migrator.proof.events import events_in
from migrator.proof.model import Event
from migrator.proof.normal import address
from migrator.proof.velog_page import velog_page
from migrator.settings.site_settings import Settings

_REMOTE = ("http://", "https://", "//")
_ADDRESSES = {"a": "href", "img": "src"}


@dataclass(frozen=True)
class BuiltSite:
    """A site and what Jekyll made of it in the folder `built`."""

    built: Path
    targets: LinkTargets

    @property
    def settings(self) -> Settings:
        """Give the settings of the site."""
        return self.targets.settings

    def file_of(self, url: str) -> Path | None:
        """Give the file that an address within the site stands for, None if it leads elsewhere."""
        path = self.plain(url).partition("#")[0].partition("?")[0]
        base = baseurl(self.settings.config)
        if (
            not path.startswith("/")
            or path.startswith("//")
            or not f"{path}/".startswith(f"{base}/")
        ):
            return None
        return self.built / unquote(path.removeprefix(base)).lstrip("/")

    def plain(self, url: str) -> str:
        """Give an address without the site's own host, or that of its images."""
        config = self.settings.config
        cdn = self.settings.profile.cdn
        for host in (site_host(config), str(config.get(cdn) or "").rstrip("/") if cdn else ""):
            if host and url.startswith(f"{host}/"):
                return url.removeprefix(host)
        return url


@dataclass(frozen=True)
class Expected:
    """What a page has to show.

    `room` is False where kramdown decides how much room is between the items of a list: beside
    a block in an item it has no choice (tests/oracle/known.py). `own_images` and
    `own_links` are addresses as the author wrote them, which lead nowhere on Velog.
    """

    seen: list[Event]
    room: bool
    own_images: frozenset[str]
    own_links: frozenset[str]


def expected(post: Post, path: str, site: BuiltSite) -> Expected:
    """Give what the page of the post in the file at `path` has to show.

    Links to pages and images of Velog lead into the site where what they lead to is there.
    """
    blocks, ids = shown_on_velog(post)
    root = velog_page(blocks, ids)
    if drops_title(blocks, post, site.settings):
        del root.children[0]
    if stands_in_text(post, site.settings):
        root.children.insert(
            0, HtmlNode("p", None, [HtmlNode("img", {"src": post.thumbnail or ""})])
        )
    folder = site.settings.image_folder(file_stem(path))
    elements = [each for each in elements_in(root) if each.name != TEXT]
    linked = [each.attrs.get("href", "") for each in elements if each.name == "a"]
    written = [each.attrs.get("src", "") for each in elements if each.name == "img"]
    for element in elements:
        if element.name == "a" and element.attrs.get("href"):
            element.attrs["href"] = _target(element.attrs["href"], folder, site)
        elif element.name == "img" and element.attrs.get("src"):
            element.attrs["src"] = _image(element.attrs["src"], folder, site)
    live = frozenset(element.name for element in elements)
    seen = events_in(undecorated(root, live, lists_jumps=True))
    if shifts_headings(blocks, site.settings):
        seen = _lowered(seen)
    own = frozenset(address(url) for url in written if _is_unhosted(url))
    links = frozenset(address(url) for url in linked if _is_unhosted(url) and not own_page(url))
    return Expected(seen, not any(map(_is_uneven, walk_blocks(blocks))), own, links)


def _is_uneven(node: Node) -> bool:
    """Tell whether a list has items with blocks in them, or both close and wide ones."""
    if not isinstance(node, List):
        return False
    is_mixed = len({item.loose for item in node.items}) > 1
    return is_mixed or any(_holds_blocks(item) for item in node.items)


def _holds_blocks(item: ListItem) -> bool:
    return any(not isinstance(child, Paragraph) for child in item.children) or (
        len(item.children) > 1
    )


def shown(part: str, live: frozenset[str], lists_jumps: bool, site: BuiltSite) -> list[Event]:
    """Give what a part of a built page shows."""
    root = undecorated(read(part), live, lists_jumps=lists_jumps)
    for element in elements_in(root):
        name = _ADDRESSES.get(element.name)
        if name and element.attrs.get(name):
            element.attrs[name] = site.plain(element.attrs[name].strip())
    return events_in(root)


def _target(url: str, folder: str, site: BuiltSite) -> str:
    page = own_page(url)
    link = site.targets.resolve(page) if page else None
    if link is None:
        return _image(url, folder, site) if is_velog_image(url) else site.plain(url)
    config = site.settings.config
    return link.replace(liquid_baseurl(config) or "\0", baseurl(config), 1)


def _image(url: str, folder: str, site: BuiltSite) -> str:
    """Give the address of an image in the site, if it is there."""
    comes_along = site.settings.all_images and url.startswith(_REMOTE)
    if not comes_along and not is_velog_image(url):
        return site.plain(url)
    path = image_for(url, folder).path
    is_there = is_file(site.built / path)
    return f"{baseurl(site.settings.config)}/{path}" if is_there else url


def _lowered(seen: list[Event]) -> list[Event]:
    return [
        event._replace(value=str(min(6, int(event.value) + 1)))
        if event.kind == "heading"
        else event
        for event in seen
    ]


def as_velog_has_them(wanted: Expected, page: list[Event]) -> list[Event]:
    """Forget what a theme adds to images: a size where the post says none, the way to the site.

    An address without a host leads nowhere on Velog, and its image is not asked for here either:
    only that it stands in its place.
    """
    images = [event for event in wanted.seen if event.kind == "image"]
    known = {event.value for event in images}
    unsized = known - {event.value for event in images if event.detail}
    own = {_bare(each): each for each in wanted.own_images}
    found = []
    for event in page:
        if event.kind == "image":
            value = event.value if event.value in known else as_written(event.value, own)
            event = event._replace(value=value, detail="" if value in unsized else event.detail)
        found.append(event)
    return found


def _is_unhosted(url: str) -> bool:
    return bool(url) and not url.startswith((*_REMOTE, "data:", "blob:"))


def _bare(url: str) -> str:
    return url.lstrip("./")


def as_written(url: str, own: Mapping[str, str]) -> str:
    """Give the address as the post has it, where the theme has put something before it."""
    parts = url.split("/")
    ends = ("/".join(parts[number:]) for number in range(len(parts)))
    return next((own[_bare(end)] for end in ends if _bare(end) in own), url)
