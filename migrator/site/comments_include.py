"""The data file with the comments under a post → how the site shows them, as an include."""

from __future__ import annotations

from importlib.resources import files

COMMENTS_INCLUDE_PATH = "_includes/velog-comments.html"


def comments_include() -> str:
    """Give the text of the include; it works with the Liquid of Jekyll 3.10 and 4."""
    return files("migrator.site").joinpath("velog-comments.html").read_text("utf-8")
