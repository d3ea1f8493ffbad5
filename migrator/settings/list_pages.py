"""A site and its theme → the addresses of the pages that list the posts of a tag or a series."""

from __future__ import annotations

from pathlib import Path

from migrator.files import read_file
from migrator.jekyll.front_matter import read_values
from migrator.jekyll.site_config import Config, source_of
from migrator.settings.page_paths import page_path
from migrator.settings.profiles import Profile

SERIES, TAGS = "series", "tags"
MARK = "By velog-to-jekyll"
"""What a page of ours says of itself, as long as its owner leaves that in."""


def list_file(kind: str) -> str:
    """Give the name of the file of the page of all series, or of all tags."""
    return f"{kind}.html"


def tag_page(root: Path, config: Config, profile: Profile) -> str:
    """Give the address of a tag with {tag} or {slug} in it; empty where tags have no page.

    Tags have an archive for each, or one for all that the author made.
    """
    if not profile.tag_page:
        ours = _our_page(TAGS, root, config, profile)
        return f"{ours}#{{tag}}" if ours else ""
    if "#" not in profile.tag_page:
        return profile.tag_page
    patterns = ("tag*.*", "_pages/tag*.*")
    has_page = any(next(root.glob(pattern), None) for pattern in patterns)
    return profile.tag_page if has_page else ""


def series_page(root: Path, config: Config, profile: Profile) -> str:
    """Give the address of a series with {series} in it; empty where series have no page."""
    ours = _our_page(SERIES, root, config, profile)
    return f"{ours}#{{series}}" if ours else profile.series_page


def _our_page(kind: str, root: Path, config: Config, profile: Profile) -> str:
    """Give the address of the page that `init --pages` has written."""
    file = root / source_of(config) / page_path(list_file(kind), config, profile)
    try:
        text = read_file(file).decode("utf-8") if file.is_file() else ""
    except (OSError, ValueError):
        return ""
    return str(read_values(text).get("permalink") or "") if MARK in text else ""
