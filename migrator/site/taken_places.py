"""The folder of a site → the places of the built site that pages and files take, posts aside."""

from __future__ import annotations

from pathlib import Path

from migrator.jekyll.published import read_rules
from migrator.jekyll.site_addresses import AddressBook, TakenAddress, heads_in, plugins_of
from migrator.jekyll.site_config import source_of
from migrator.settings.site_settings import Settings
from migrator.site.site_paths import site_paths

_MANY_POSTS = 2000
"""No blog brings more at once: so many more pages of lists may come."""


def taken_places(root: Path, settings: Settings) -> dict[str, TakenAddress]:
    """Give what has an address: pages, documents, plain files, redirects, lists now and to come."""
    config, engine = settings.config, settings.engine
    book = AddressBook(read_rules(config), config, engine, plugins_of(config, engine))
    source = source_of(config)
    paths = (path.removeprefix(f"{source}/") for path in site_paths(root, config))
    found = book.addresses(sorted(paths), heads_in(root / source), coming=_MANY_POSTS)
    return {each.place: each for each in found if each.what != "post"}
