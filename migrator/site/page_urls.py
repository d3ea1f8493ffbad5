"""The posts that stand in a site → their addresses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from migrator.jekyll.head_values import head_values
from migrator.jekyll.names import POSTS, same_file
from migrator.jekyll.permalinks import url_of
from migrator.jekyll.published import read_rules
from migrator.settings.site_settings import Settings
from migrator.site.checkout import Site


def urls_of(site: Site, settings: Settings) -> dict[str, str]:
    """Give the address, without `baseurl`, of each post that Jekyll makes a page of.

    The posts go by `same_file` of their paths: the form of Hangul in a name is the machine's.
    """
    return dict(_urls(site, settings))


def _urls(site: Site, settings: Settings) -> Iterator[tuple[str, str]]:
    rules = read_rules(settings.config)
    for path, text in site.texts.items():
        is_post = rules.post_folder_of(path) == POSTS
        if not is_post or not text.startswith(("---", "\ufeff---")):
            continue
        values = head_values(text)
        name = unicodedata.normalize("NFC", path)
        url = url_of(name, values, settings.config, settings.engine)
        if isinstance(url, str):
            yield same_file(path), url
