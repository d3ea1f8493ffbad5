"""A post and the path of its file → the page that stands for it in the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from urllib.parse import quote

from migrator.config import Settings
from migrator.converter import kramdown
from migrator.converter.anchors import point_at_headings
from migrator.converter.frontmatter import Value, front_matter
from migrator.converter.html import read_html
from migrator.converter.images import file_stem, image_for, is_unfinished_upload, is_velog_image
from migrator.converter.liquid import guard
from migrator.converter.markup import settle
from migrator.converter.tree import Block, Heading, Math, MathBlock, Node, Text, walk
from migrator.converter.velogmark import parse
from migrator.jekyll_config import Dialect
from migrator.model import Image, ImageLink, Page, Post

# YAML and HTML forbid them, and no reader of Velog has ever seen one.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ud800-\udfff]")


def convert_post(post: Post, username: str, path: str, settings: Settings) -> Page:
    """Make the page of a post that is to stand at `path` in the site."""
    images = _Images(f"{settings.image_dir}/{file_stem(path)}", settings)
    body = _clean(post.body)
    blocks = _blocks(post, body, settings)
    head = front_matter(dict(_front_matter(post, blocks, username, settings, images)))
    lines = body.split("\n") if post.is_markdown else ()
    text = kramdown.write(blocks, _dialect(blocks, settings), images.mark, lines)
    return Page(
        post_id=post.id,
        title=_line(post.title),
        path=path,
        parts=(*head, "\n", *images.place(guard(text)), "\n"),
        images=tuple(images.found.values()),
        slug=post.slug,
        own=frozenset(_own(post)),
        audience=post.audience,
        source=sha256(repr(post).encode()).hexdigest()[:16],
    )


def velog_url(username: str, slug: str) -> str:
    """Give the address of a post on Velog, encoded as browsers show it in a link."""
    return f"https://velog.io/@{username}/{quote(slug, safe='!~*()-_.,;:@&=+$')}"


class _Images:
    """The images of one page, each once, and the places in its text that point at them."""

    def __init__(self, folder: str, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.found: dict[str, Image] = {}
        self.links: list[ImageLink] = []

    def find(self, url: str, local: str, *, is_image: bool) -> ImageLink | None:
        """Take the address in if its picture comes along; `local` is a form with `{path}`."""
        if not self._comes_along(url, is_image):
            return None
        image = image_for(url, self.folder)
        self.found.setdefault(image.path, image)
        return ImageLink(path=image.path, local=local.format(path=image.path), remote=url)

    def mark(self, url: str, is_image: bool) -> str:
        """Give what stands for an address in the text: for an image, a mark no post can hold."""
        link = self.find(url, self.settings.image_url, is_image=is_image)
        if link is None:
            return url
        self.links.append(link)
        return f"\0{len(self.links) - 1}\0"

    def place(self, text: str) -> Iterator[str | ImageLink]:
        """Put the links where their marks stand."""
        for index, piece in enumerate(text.split("\0")):
            if index % 2:
                yield self.links[int(piece)]
            elif piece:
                yield piece

    def _comes_along(self, url: str, is_image: bool) -> bool:
        if is_velog_image(url):
            return True
        if not is_image:
            return False
        remote = url.startswith(("http://", "https://"))
        return is_unfinished_upload(url) or (remote and self.settings.all_images)


def _blocks(post: Post, body: str, settings: Settings) -> tuple[Block, ...]:
    shown = settle(parse(body)) if post.is_markdown else read_html(body)
    blocks = point_at_headings(shown)
    if settings.drop_title_heading and blocks and _repeats_title(blocks[0], post):
        return blocks[1:]
    return blocks


def _repeats_title(block: Block, post: Post) -> bool:
    if not isinstance(block, Heading):
        return False
    words = "".join(node.value for node in walk([block]) if isinstance(node, Text))
    return _line(words) == _line(post.title)


def _dialect(blocks: tuple[Block, ...], settings: Settings) -> Dialect:
    """Shift the headings of a post that uses the level of the page's title."""
    shift = 1 if settings.shift_headings and any(map(_is_first, walk(blocks))) else 0
    return replace(settings.dialect, heading_shift=shift)


def _is_first(node: Node) -> bool:
    return isinstance(node, Heading) and node.level == 1


def _front_matter(
    post: Post, blocks: tuple[Block, ...], username: str, settings: Settings, images: _Images
) -> Iterator[tuple[str, Value]]:
    if settings.layout:
        yield "layout", settings.layout
    yield "title", _line(post.title) or post.slug
    if not post.is_draft:
        yield "date", post.released_at.astimezone(settings.timezone)
    description = _line(post.description or "")
    if description:
        yield "description", description
    if post.is_private:
        yield "published", False
    tags = _tags(post.tags)
    if tags:
        yield "tags", tags
    if post.thumbnail:
        # Themes put baseurl before it by themselves.
        cover = images.find(post.thumbnail, "/{path}", is_image=True)
        yield "image", cover or post.thumbnail
    if "$" in post.body and any(isinstance(node, Math | MathBlock) for node in walk(blocks)):
        yield settings.math_key, True
    yield from _series(post)
    yield "velog", {"id": post.id, "url": velog_url(username, post.slug)}


def _own(post: Post) -> Iterator[str]:
    if post.has_own_description:
        yield "description"
    if post.thumbnail:
        yield "image"


def _series(post: Post) -> Iterator[tuple[str, Value]]:
    if post.series:
        yield "series", _line(post.series.name)
        if post.series.order is not None:
            yield "series_order", post.series.order


def _tags(tags: Iterable[str]) -> list[str]:
    """Drop empty tags, which Jekyll would publish, and bring Hangul into the form of URLs."""
    clean = (unicodedata.normalize("NFC", _line(tag)) for tag in tags)
    return list(dict.fromkeys(tag for tag in clean if tag))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
    return " ".join(_clean(text).split())
