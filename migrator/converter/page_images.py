"""The addresses in the text of a page → what stands there in the site, and the images to fetch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from migrator.converter.image_paths import image_for, is_unfinished_upload, is_velog_image
from migrator.converter.velog_links import Resolve, own_page
from migrator.model import Image, ImageLink
from migrator.settings.site_settings import Settings


def _behind(prefix: str, address: str) -> str:
    """Give what is left of an address behind what a layout puts before it: a slash, or a folder."""
    rest = address.removeprefix(f"/{prefix.strip('/')}")
    return rest.lstrip("/") if prefix.endswith("/") else rest


class PageImages:
    """The images of one page, each once, and the addresses in its text that change.

    These point at images, or at pages of Velog that are now in the site.
    """

    def __init__(self, folder: str, settings: Settings, resolve: Resolve) -> None:
        self.folder = folder
        self.settings = settings
        self.resolve = resolve
        self.found: dict[str, Image] = {}
        self.links: list[ImageLink | str] = []

    def find(self, url: str, local: str, *, is_image: bool) -> ImageLink | None:
        """Add the image of an address if it will be downloaded; `local` is a form with `{path}`."""
        if not self._comes_along(url, is_image):
            return None
        image = image_for(url, self.folder)
        self.found.setdefault(image.path, image)
        return ImageLink(path=image.path, local=local.format(path=image.path), remote=url)

    def cover(self, url: str, key: str) -> ImageLink | None:
        """Add the post's thumbnail; themes put baseurl before it by themselves."""
        link = self.find(url, self.settings.cover_url, is_image=True)
        prefix = self.settings.cover_prefixes.get(key)
        return replace(link, local=_behind(prefix, link.local)) if link and prefix else link

    def mark(self, url: str, is_image: bool) -> str:
        """Give what stands for an address in the text: if it changes, a mark no post can hold.

        Behind its mark the new address is safe from whatever guards the text, so that Liquid in
        it runs.
        """
        local = self.settings.image_url if is_image else self.settings.link_url
        link: ImageLink | str | None = self.find(url, local, is_image=is_image)
        if link is None and not is_image:
            link = self._home(url)
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

    def _home(self, url: str) -> str | None:
        page = own_page(url)
        return self.resolve(page) if page else None

    def _comes_along(self, url: str, is_image: bool) -> bool:
        if is_velog_image(url):
            return True
        if not is_image:
            return False
        remote = url.startswith(("http://", "https://"))
        return is_unfinished_upload(url) or (remote and self.settings.all_images)
