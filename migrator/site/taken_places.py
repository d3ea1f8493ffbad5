"""The folder of a site → the places of the built site that pages and files take, posts aside."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from migrator.jekyll.published import read_rules
from migrator.jekyll.site_addresses import (
    NO_TEXTS,
    PLUGINS,
    AddressBook,
    TakenAddress,
    heads_in,
)
from migrator.jekyll.site_config import source_of
from migrator.settings.site_settings import Settings
from migrator.site.site_paths import site_paths

_OTHERS = tuple(sorted(NO_TEXTS))
_MANY_POSTS = 2000
"""No blog brings more at once: so many more pages of lists may come."""


def taken_places(
    root: Path, settings: Settings, posts: Mapping[str, str]
) -> dict[str, TakenAddress]:
    """Give what has an address: pages, documents, plain files, redirects, lists now and to come.

    The addresses of `posts`, given as texts by path, are known elsewhere; only those that redirect
    are read again. Whether the site has the plugins for redirects and lists does not matter: a new
    post keeps out of their way.
    """
    config = settings.config
    book = AddressBook(read_rules(config), config, settings.engine, PLUGINS)
    source = source_of(config)
    known = {path for path, text in posts.items() if "redirect_from" not in text}
    paths = (path for path in site_paths(root, config) if path not in known)
    names = sorted(path.removeprefix(f"{source}/") for path in paths if not path.endswith(_OTHERS))
    coming = _MANY_POSTS + len(known)
    found = book.addresses(names, heads_in(root / source), coming=coming)
    ours = {path.removeprefix(f"{source}/") for path in posts}
    return {each.place: each for each in found if each.what != "post" or each.path not in ours}
