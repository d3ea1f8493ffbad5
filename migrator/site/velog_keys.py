"""The text of a post → what its front matter says about the post on Velog."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from migrator.jekyll.front_matter import read_values, split


def velog_values(text: str) -> Mapping[str, object]:
    """Read the values below the key `velog`."""
    velog = read_values(text).get("velog") if "velog" in split(text)[0] else None
    return velog if isinstance(velog, Mapping) else {}


def title_and_slug(text: str) -> tuple[str, str]:
    """Give the title of a post and its slug on Velog, as in the front matter."""
    url = str(velog_values(text).get("url") or "")
    return str(read_values(text).get("title") or ""), unquote(url.rpartition("/")[2])
