"""A page that is no post, and the site → where it goes, with which keys, and what is there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from migrator.jekyll.liquid_switch import switched_on
from migrator.jekyll.permalinks import defaults_for
from migrator.jekyll.published import read_rules
from migrator.jekyll.site_addresses import TakenAddress
from migrator.jekyll.site_config import Config, has_foreign_theme, layouts_dir, source_of
from migrator.settings.list_pages import SERIES, TAGS, list_file
from migrator.settings.page_paths import page_path
from migrator.settings.profiles import Keys
from migrator.settings.site_settings import Settings

ABOUT = "about"
_NAMES: Mapping[str, str] = {
    ABOUT: r"about(?:[-_ ]?me)?",
    SERIES: r"series",
    TAGS: r"tags?(?:[-_]archives?)?",
}
"""What authors call the files of such pages."""
_FOLDERS = re.compile(r"\.|_\w+|pages?")


@dataclass(frozen=True)
class NewPage:
    """A page that the site may get: the path of its file in the site, its address, its keys.

    The address is without `baseurl`. `there` is the file of the site that is such a page already,
    or has its path or its address; empty if none is.
    """

    path: str
    url: str
    keys: Mapping[str, Any] = field(default_factory=dict)
    there: str = ""

    @property
    def places(self) -> tuple[str, str]:
        """Give the files of the built site that answer to its address."""
        name = self.url.strip("/").removesuffix(".html")
        return f"{name}/index.html", f"{name}.html"


def about_page_of(
    root: Path, settings: Settings, taken: Mapping[str, TakenAddress], title: str
) -> NewPage:
    """Say where the About page goes; `taken` has by places what has an address in the site."""
    profile = settings.profile
    file, keys = f"{profile.about}.md", profile.about_keys
    return _new_page(ABOUT, file, keys, root, settings, taken, title)


def list_page_of(
    kind: str, root: Path, settings: Settings, taken: Mapping[str, TakenAddress], title: str
) -> NewPage:
    """Say where the list page of all `series` or all `tags` goes."""
    return _new_page(kind, list_file(kind), {}, root, settings, taken, title)


def _new_page(
    kind: str,
    name: str,
    own: Keys,
    root: Path,
    settings: Settings,
    taken: Mapping[str, TakenAddress],
    title: str,
) -> NewPage:
    config, source = settings.config, source_of(settings.config)
    file = page_path(name, config, settings.profile)
    address = f"/{name.rpartition('.')[0]}/"
    given = {"layout": "", "title": title, "permalink": address}
    keys: dict[str, Any] = {**given, **settings.profile.page_keys, **own}
    keys["layout"] = _layout(root / source, config, keys["layout"])
    keys |= switched_on(defaults_for(file, config, settings.engine, _collection(file, config)))
    keys = {key: value for key, value in keys.items() if value != ""}
    page = NewPage(f"{source}/{file}".lstrip("/"), keys["permalink"], keys)
    is_there = os.path.lexists(root / page.path)
    there = file if is_there else next(_alike(kind, page, taken), "")
    return replace(page, there=there and f"{source}/{there}".lstrip("/"))


def _alike(kind: str, page: NewPage, taken: Mapping[str, TakenAddress]) -> Iterator[str]:
    """Give the files that have the address of a page, or are called as such pages are."""
    yield from (taken[place].path for place in page.places if place in taken)
    name = re.compile(_NAMES[kind])
    for each in taken.values():
        path = PurePosixPath(each.path.lower())
        if path.stem == "index":
            path = path.parent
        is_page = each.what in ("page", "document") and _FOLDERS.fullmatch(path.parent.as_posix())
        if is_page and name.fullmatch(path.stem):
            yield each.path


def _layout(base: Path, config: Config, wanted: str) -> str:
    """Choose a layout that the site has: one with all its layouts may lack the theme's."""
    names = {path.stem for path in (base / layouts_dir(config)).glob("*") if path.is_file()}
    if not names or wanted in names or has_foreign_theme(config):
        return wanted
    return "default" if "default" in names else ""


def _collection(file: str, config: Config) -> str:
    rules = read_rules(config)
    inside = file.removeprefix(rules.above)
    return next((name for name in rules.collections if inside.startswith(f"_{name}/")), "pages")
