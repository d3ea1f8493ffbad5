"""The settings of a site → which of its files Jekyll publishes, and where (`entry_filter.rb`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property
from pathlib import Path

from migrator.jekyll.names import (
    CONFIG_NAMES,
    DRAFTS,
    POSTS,
    dated_name,
    draft_name,
    has_dot_name,
    is_hidden,
    is_hidden_entry,
)
from migrator.jekyll.site_config import collections_dir, read_config, source_of

# Jekyll 4's own; a site's list is added to it.
_NEVER = (
    ".sass-cache .jekyll-cache gemfiles Gemfile Gemfile.lock node_modules vendor/bundle/ "
    "vendor/cache/ vendor/gems/ vendor/ruby/"
).split()


@dataclass(frozen=True)
class PublishRules:
    """What a site's settings say about its files.

    `collections` are those whose files become pages, `above` is the folder they are in.
    """

    include: tuple[str, ...] = (".htaccess",)
    exclude: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    above: str = ""

    def place_of(self, path: str) -> str | None:
        """Give the path of a published file under the site's address; None if not published."""
        for name in self.collections:
            folder = f"{self.above}_{name}/"
            if path.startswith(folder):
                rest = path.removeprefix(folder)
                return None if is_hidden_entry(rest) else f"{name}/{rest}"
        return None if self.hidden_by(path) else path

    def reads_post(self, path: str, engine: str) -> bool:
        """Tell whether Jekyll reads a file as a post or, with its option for those, as a draft."""
        folder, entry = self._post_entry(path) or ("", "")
        name = dated_name(entry, engine) if folder == POSTS else draft_name(entry, engine)
        return bool(folder) and name is not None

    def post_folder_of(self, path: str) -> str | None:
        """Give the folder of posts (`_posts`) or drafts in which Jekyll finds a file, if any."""
        folder, _ = self._post_entry(path) or (None, "")
        return folder

    def _post_entry(self, path: str) -> tuple[str, str] | None:
        """Split a path into the folder that Jekyll reads posts from, and the path in it."""
        if not path.startswith(self.above):
            return None
        parts = path.removeprefix(self.above).split("/")
        for number, name in enumerate(parts[:-1]):
            if name in (POSTS, DRAFTS):
                entry = "/".join(parts[number + 1 :])
                return (name, entry) if self._lists(entry, path) else None
            if self.hidden_by("/".join(parts[: number + 1]) + "/x") is not None:
                return None
        return None

    def hidden_by(self, path: str) -> str | None:
        """Give the folder or file name because of which Jekyll does not publish a path, if any."""
        parts = path.split("/")
        for number, name in enumerate(parts, 1):
            so_far = "/".join(parts[:number])
            is_folder = number < len(parts)
            if self._includes(so_far, name, is_folder):
                continue
            if is_hidden(name) or self.excludes(so_far, is_folder):
                return name
        return None

    def _lists(self, entry: str, path: str) -> bool:
        """Tell whether Jekyll sees an entry of a folder of posts, `path` being its whole path."""
        if has_dot_name(entry):
            return False
        is_left_out = is_hidden_entry(entry) or self.excludes(path, is_folder=False)
        return not is_left_out or self._includes(entry, entry.rpartition("/")[2], False)

    def excludes(self, path: str, is_folder: bool) -> bool:
        """Tell whether `exclude` names a path; a pattern also matches what begins with it."""
        pattern = self._excluded
        return pattern is not None and bool(pattern.match(f"{path}/" if is_folder else path))

    def _includes(self, path: str, name: str, is_folder: bool) -> bool:
        pattern = self._included
        end = "/" if is_folder else ""
        return pattern is not None and bool(pattern.match(path + end) or pattern.match(name + end))

    @cached_property
    def _excluded(self) -> re.Pattern[str] | None:
        return _any_of(pattern for pattern in self.exclude if pattern not in self.include)

    @cached_property
    def _included(self) -> re.Pattern[str] | None:
        return _any_of(self.include)


def read_rules(config: Mapping[str, object]) -> PublishRules:
    """Read what the settings say about files."""
    collections = config.get("collections")
    return PublishRules(
        include=_names(config.get("include")) or (".htaccess",),
        exclude=(*_NEVER, *_names(config.get("exclude"))),
        collections=tuple(
            str(name)
            for name, settings in (collections.items() if isinstance(collections, Mapping) else ())
            if isinstance(settings, Mapping) and settings.get("output") and name != "posts"
        ),
        above=collections_dir(config),
    )


def collection_names(config: Mapping[str, object]) -> tuple[str, ...]:
    """Give the collections of a site besides posts, with pages of their own or without."""
    named = config.get("collections")
    names = named if isinstance(named, Mapping | list) else ()
    return tuple(str(name) for name in names if name != "posts")


def site_that_publishes(file: Path) -> Path | None:
    """Give the Jekyll site above a file that would publish it, whether it is there yet or not.

    Raises MigratorError where the settings of a site above cannot be read.
    """
    whole = file.resolve()
    sites = (each for each in whole.parents if any((each / n).is_file() for n in CONFIG_NAMES))
    return next((site for site in sites if _publishes(site, whole)), None)


def _publishes(site: Path, file: Path) -> bool:
    config = read_config(site)
    source = site / source_of(config)
    if not file.is_relative_to(source):
        return False
    return read_rules(config).place_of(file.relative_to(source).as_posix()) is not None


def _names(value: object) -> tuple[str, ...]:
    parts = value if isinstance(value, list) else [value]
    return tuple(str(part).removeprefix("./").strip("/") for part in parts if part)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """Make one regular expression of glob patterns; each also matches what begins with it."""
    each = [f"{translate(p)}|{re.escape(p)}" for p in patterns if p]
    return re.compile("|".join(f"(?:{pattern})" for pattern in each)) if each else None
