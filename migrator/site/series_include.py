"""The name of a series → the list of its posts, as an include for the site's layout of posts."""

from __future__ import annotations

from importlib.resources import files

SERIES_INCLUDE_PATH = "_includes/velog-series.html"


def series_include() -> str:
    """Give the text of the include; it works with the Liquid of Jekyll 3.10 and 4."""
    return files("migrator.site").joinpath("velog-series.html").read_text("utf-8")
