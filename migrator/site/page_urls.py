"""The posts of a site → their addresses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from migrator.jekyll.front_matter import read_front_matter
from migrator.jekyll.names import POSTS, same_file
from migrator.jekyll.permalinks import url_of
from migrator.jekyll.published import read_rules
from migrator.settings.site_settings import Settings
from migrator.site.checkout import Site


def urls_of(site: Site, settings: Settings) -> dict[str, str]:
    """Give the address, without `baseurl`, of each post from which Jekyll makes a page.

    The keys are `same_file` of the paths: the form of Hangul in a name depends on the machine.
    """
    return dict(_urls(site, settings))


def _urls(site: Site, settings: Settings) -> Iterator[tuple[str, str]]:
    rules = read_rules(settings.config)
    for path, text in site.texts.items():
        found = read_front_matter(text)
        # Jekyll dates a post whose front matter it cannot read to the day of the build.
        if rules.post_folder_of(path) != POSTS or (found and found.fields.error):
            continue
        values = found.fields.values if found else {}
        name = unicodedata.normalize("NFC", path)
        url = url_of(name, values, settings.config, settings.engine)
        if isinstance(url, str):
            yield same_file(path), url
