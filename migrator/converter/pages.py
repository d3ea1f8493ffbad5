"""A post and the path of its file → the page that stands for it in the site."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from urllib.parse import quote

from migrator.config import Settings
from migrator.converter.frontmatter import Value, front_matter
from migrator.converter.html import html_to_markdown
from migrator.converter.images import image_for, is_unfinished_upload, is_velog_image
from migrator.converter.markdown import convert_markdown
from migrator.model import Image, ImageLink, Page, Post

# YAML and HTML forbid them, and no reader of Velog has ever seen one.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\ud800-\udfff]")


def convert_post(post: Post, username: str, path: str, settings: Settings) -> Page:
    """Make the page of a post that is to stand at `path` in the site."""
    images = _Images(f"{settings.image_dir}/{PurePosixPath(path).stem}", settings)
    body = _clean(post.body if post.is_markdown else html_to_markdown(post.body)).strip("\n")
    head = front_matter(dict(_front_matter(post, username, settings, images)))
    parts = (*head, "\n", *convert_markdown(body, images.find_in_body), "\n")
    return Page(
        post_id=post.id,
        title=_line(post.title),
        path=path,
        parts=parts,
        images=tuple(images.found.values()),
    )


def velog_url(username: str, slug: str) -> str:
    """Give the address of a post on Velog, encoded as browsers show it in a link."""
    return f"https://velog.io/@{username}/{quote(slug, safe='!~*()-_.,;:@&=+$')}"


class _Images:
    """The images of one page, each once, in the order in which they were met."""

    def __init__(self, folder: str, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self.found: dict[str, Image] = {}

    def find(self, url: str, local: str, *, is_image: bool) -> ImageLink | None:
        """Take the address in if its picture comes along; `local` is a form with `{path}`."""
        if not self._comes_along(url, is_image):
            return None
        image = image_for(url, self.folder)
        self.found.setdefault(image.path, image)
        return ImageLink(path=image.path, local=local.format(path=image.path), remote=url)

    def find_in_body(self, url: str, is_image: bool) -> ImageLink | None:
        """Do the same for an address in the text."""
        return self.find(url, self.settings.image_url, is_image=is_image)

    def _comes_along(self, url: str, is_image: bool) -> bool:
        if is_velog_image(url):
            return True
        if not is_image:
            return False
        remote = url.startswith(("http://", "https://"))
        return is_unfinished_upload(url) or (remote and self.settings.all_images)


def _front_matter(
    post: Post, username: str, settings: Settings, images: _Images
) -> Iterator[tuple[str, Value]]:
    if settings.layout:
        yield "layout", settings.layout
    yield "title", _line(post.title) or post.slug
    yield "date", post.released_at.astimezone(settings.timezone)
    description = _line(post.description or "")
    if description:
        yield "description", description
    tags = _tags(post.tags)
    if tags:
        yield "tags", tags
    if post.thumbnail:
        # Themes put baseurl before it by themselves.
        cover = images.find(post.thumbnail, "/{path}", is_image=True)
        yield "image", cover or post.thumbnail
    if post.series:
        yield "series", _line(post.series.name)
        if post.series.order is not None:
            yield "series_order", post.series.order
    yield "velog", {"id": post.id, "url": velog_url(username, post.slug)}


def _tags(tags: Iterable[str]) -> list[str]:
    """Drop empty tags, which Jekyll would publish, and bring Hangul into the form of URLs."""
    clean = (unicodedata.normalize("NFC", _line(tag)) for tag in tags)
    return list(dict.fromkeys(tag for tag in clean if tag))


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
    return " ".join(_clean(text).split())
