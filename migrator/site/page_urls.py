"""The posts of a site → their addresses."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import partial

from migrator.jekyll.front_matter import read_front_matter
from migrator.jekyll.names import POSTS, same_file
from migrator.jekyll.permalinks import url_of
from migrator.jekyll.published import PublishRules, read_rules
from migrator.settings.site_settings import Settings


def urls_of(texts: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """Give the address, without `baseurl`, of each post from which Jekyll makes a page.

    `texts` are the posts by their paths. The keys are `same_file` of these: the form of Hangul in a
    name depends on the machine.
    """
    url_in = page_urls(settings)
    urls = ((same_file(path), url_in(path, text)) for path, text in texts.items())
    return {path: url for path, url in urls if url}


def page_urls(settings: Settings) -> Callable[[str, str], str | None]:
    """Give the function that tells the address of a post by its path and text.

    Addresses are without `baseurl`; None where Jekyll makes no page of a post.
    """
    return partial(_page_url, settings, read_rules(settings.config))


def _page_url(settings: Settings, rules: PublishRules, path: str, text: str) -> str | None:
    found = read_front_matter(text)
    # Jekyll dates a post whose front matter it cannot read to the day of the build.
    if rules.post_folder_of(path) != POSTS or (found and found.fields.error):
        return None
    values = found.fields.values if found else {}
    url = url_of(unicodedata.normalize("NFC", path), values, settings.config, settings.engine)
    return url if isinstance(url, str) else None
