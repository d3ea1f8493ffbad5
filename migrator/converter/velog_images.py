"""An address as it stands in a file of a site → whether it is that of an image on Velog."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from migrator.converter.image_paths import EXTENSIONS, is_velog_image

_UPLOADER = re.compile(r"/(?:images|post-images)/([^/]+)/")


def whole_address(url: str) -> str:
    """Give an address without a scheme (`//host/…`) the one that a site on the web has."""
    return f"https:{url}" if url.startswith("//") else url


def names_image(url: str, *, needs_ending: bool = False) -> bool:
    """Tell whether the ending of an address may be that of an image; none may be, too."""
    try:
        extension = PurePosixPath(urlsplit(url).path).suffix[1:].lower()
    except ValueError:
        return False
    return extension in EXTENSIONS or not (extension or needs_ending)


def is_on_velog(url: str, *, is_image: bool) -> bool:
    """Tell whether an address is that of an image on Velog.

    Where it does not stand in `<img>` or the like, the ending tells images from other files.
    """
    whole = whole_address(url)
    return is_velog_image(whole) and (is_image or names_image(whole))


def uploaders(urls: Iterable[str]) -> set[str]:
    """Give the users whose uploads these are; their names are in the addresses."""
    images = (url for url in urls if is_velog_image(whole_address(url)))
    return {found[1] for url in images if (found := _UPLOADER.search(url))}
