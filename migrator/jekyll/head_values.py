"""The text of a post → what its front matter says; nothing where it cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

import frontmatter
import yaml


def head_values(text: str) -> Mapping[str, object]:
    """Read the front matter, whatever its author has done to it."""
    try:
        return frontmatter.loads(text).metadata
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}


def velog_values(text: str) -> Mapping[str, object]:
    """Read what the front matter says of the post on Velog."""
    velog = head_values(text).get("velog") if "velog" in text[:4000] else None
    return velog if isinstance(velog, Mapping) else {}


def title_and_slug(text: str) -> tuple[str, str]:
    """Give the title of a post and its slug on Velog, as they stand in the front matter."""
    url = str(velog_values(text).get("url") or "")
    return str(head_values(text).get("title") or ""), unquote(url.rpartition("/")[2])
