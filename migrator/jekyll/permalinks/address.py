"""The path and the front matter of a post → its address in the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import PurePosixPath

from migrator.jekyll.names import (
    DRAFTS,
    JEKYLL_3,
    JEKYLL_4,
    POSTS,
    PostName,
    dated_name,
    draft_name,
    is_markdown,
)
from migrator.jekyll.permalinks.dates import moment_of
from migrator.jekyll.permalinks.defaults import Values, defaults_for
from migrator.jekyll.permalinks.slugs import escape, jekyll_slug, lower
from migrator.jekyll.site_config import Config, collections_dir, zone_named

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
}
MONTHS = "January February March April May June July August September October November December"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"

# Placeholders that only Jekyll 4 knows.
_NEW_STYLE = "weekdate"
_NEW_KEYS = frozenset(
    "slugified_categories long_month w_year week w_day short_day long_day".split()
)

_KEY = re.compile(":([a-z_]+)")


@dataclass(frozen=True)
class NoAddress:
    """Why Jekyll would not build the page of a post, in a sentence."""

    reason: str


class _NotBuilt(Exception):
    """Carries that reason out of the function that replaces placeholders."""


def url_of(
    path: str, values: Values, config: Config, engine: str = JEKYLL_4, collection: str = "posts"
) -> str | NoAddress:
    """Give the address, without `baseurl`, that Jekyll gives a post: its `page.url`.

    `path` is that of the file in the site, in `_posts` or `_drafts`, or in the folder of another
    `collection`; `values` is its front matter as Jekyll reads it. Without a `timezone` Jekyll uses
    that of its machine; here it is UTC, as on GitHub.
    """
    inside = path.removeprefix(collections_dir(config))
    post = _Post(inside, values, config, engine, collection)
    try:
        return clean(_KEY.sub(post.fill, post.template))
    except _NotBuilt as why:
        return NoAddress(str(why))


def template_of(path: str, values: Values, config: Config, engine: str = JEKYLL_4) -> str:
    """Give the permalink of a post, its own or the site's, with its placeholders."""
    return _Post(path.removeprefix(collections_dir(config)), values, config, engine).template


@dataclass(frozen=True)
class _Post:
    """A post, or a document of another collection; `path` is without `collections_dir`."""

    path: str
    values: Values
    config: Config
    engine: str
    collection: str = "posts"

    @property
    def template(self) -> str:
        own = self.data.get("permalink")
        no_own = own is None or own is False
        return site_template(self.config, self.engine, self.collection) if no_own else str(own)

    @cached_property
    def layers(self) -> tuple[Values, Values]:
        """Give the sources of the post's values; a later one overrides an earlier one."""
        given = defaults_for(self.path, self.config, self.engine, self.collection)
        return given, self.values

    @cached_property
    def data(self) -> Values:
        return {
            key: value for layer in self.layers for key, value in layer.items() if value is not None
        }

    @cached_property
    def name(self) -> PostName:
        """Read the date, empty where a draft has none, and the slug from the file's name."""
        is_post = self.collection == "posts" and POSTS in self.path
        read = dated_name if is_post else draft_name
        named = read(self.path, self.engine)
        if named is None:
            raise _NotBuilt(
                f"{self.path}: Jekyll builds no post without a date in the name of its file. "
                "Name it YYYY-MM-DD-title.md."
            )
        return named

    @cached_property
    def moment(self) -> datetime:
        zone = zone_named(str(self.config.get("timezone") or "UTC"))
        if zone is None:
            raise _NotBuilt("_config.yml has a time zone that does not exist.")
        if "date" not in self.data and not self.name.day and "date" not in self.values:
            raise _NotBuilt(f"{self.path} has no date yet, so its address is not known.")
        # An empty `date:` does not fall back to the date in the name: Jekyll stops at it.
        from_name = "" if "date" in self.values else self.name.day
        date = self.data.get("date", from_name)
        moment = moment_of(date, zone)
        if moment is None:
            raise _NotBuilt(f"{self.path}: Jekyll does not understand the date '{date}'.")
        return moment

    @cached_property
    def slug(self) -> str:
        slug = self.data.get("slug")
        return self.name.slug if slug is None or slug is False else str(slug)

    @cached_property
    def categories(self) -> list[str]:
        """Join the categories of folder, defaults and front matter, each once."""
        named: list[object] = [*_folders(self.path, self.collection)]
        for layer in self.layers:
            named += self._listed(layer.get("categories"))
        single = self.data.get("category")
        if single is not None and single is not False:
            named += single if isinstance(single, list) else [single]
        return list(dict.fromkeys(map(_text, named)))

    def _listed(self, categories: object) -> list[object]:
        if isinstance(categories, str):
            # Ruby splits at ASCII white space only, so not at the full-width space (U+3000).
            return [word for word in re.split(r"[ \t\n\v\f\r\0]+", categories) if word]
        if isinstance(categories, list):
            return categories
        if categories is None:
            return []
        raise _NotBuilt(f"{self.path}: `categories` must be a list or a text for Jekyll.")

    def fill(self, key: re.Match[str]) -> str:
        """Give the value of a placeholder; an underscore at its end is not part of it."""
        name = key[1].rstrip("_") if key[1] not in _FILL else key[1]
        known = name in _FILL and not (self.engine == JEKYLL_3 and name in _NEW_KEYS)
        if not known or len(key[1]) > len(name) + 1:
            raise _NotBuilt(
                f"Jekyll knows no `:{key[1]}` in a permalink. Fix `permalink` in _config.yml, or "
                f"in {self.path} if it is there."
            )
        text = _FILL[name](self)
        filled = escape(text)
        if filled is None:
            raise _NotBuilt(
                f"Jekyll cannot make an address of the category {text!r}: remove the colon."
            )
        return filled + key[1][len(name) :]

    def slugified(self, text: str, mode: str = "default", *, cased: bool = False) -> str:
        return jekyll_slug(text, mode, cased=cased, engine=self.engine)

    def cleaned(self) -> str:
        """Give the path within `_posts`, without the extension."""
        path = self.path.removesuffix(PurePosixPath(self.path).suffix)
        path = path.replace(f"_{self.collection}", "", 1)
        return path if self.engine == JEKYLL_3 else path.rstrip(".")

    def output_ext(self) -> str:
        """Give the extension of the page; one in the post's own permalink comes first."""
        permalink = self.data.get("permalink")
        own = "" if permalink is None or permalink is False else str(permalink)
        if not own.endswith("/") and PurePosixPath(own).suffix:
            return PurePosixPath(own).suffix
        return ".html" if is_markdown(self.path, self.config) else PurePosixPath(self.path).suffix


def _moment(form: Callable[[datetime], str]) -> Callable[[_Post], str]:
    return lambda post: form(post.moment)


# Python's strftime depends on the machine's language, and does not pad years.
_FILL: Mapping[str, Callable[[_Post], str]] = {
    "title": lambda post: post.slugified(post.slug, "pretty", cased=True),
    "slug": lambda post: post.slugified(post.slug),
    "name": lambda post: post.slugified(PurePosixPath(post.path).stem),
    "path": lambda post: post.cleaned(),
    "collection": lambda post: post.collection,
    "output_ext": lambda post: post.output_ext(),
    "categories": lambda post: _joined(map(lower, post.categories)),
    "slugified_categories": lambda post: _joined(map(post.slugified, post.categories)),
    "year": _moment(lambda moment: f"{moment.year:04}"),
    "month": _moment(lambda moment: f"{moment.month:02}"),
    "day": _moment(lambda moment: f"{moment.day:02}"),
    "hour": _moment(lambda moment: f"{moment.hour:02}"),
    "minute": _moment(lambda moment: f"{moment.minute:02}"),
    "second": _moment(lambda moment: f"{moment.second:02}"),
    "i_day": _moment(lambda moment: str(moment.day)),
    "i_month": _moment(lambda moment: str(moment.month)),
    "short_month": _moment(lambda moment: MONTHS.split()[moment.month - 1][:3]),
    "long_month": _moment(lambda moment: MONTHS.split()[moment.month - 1]),
    "short_year": _moment(lambda moment: f"{moment.year % 100:02}"),
    "w_year": _moment(lambda moment: f"{moment.isocalendar().year:04}"),
    "week": _moment(lambda moment: f"{moment.isocalendar().week:02}"),
    "w_day": _moment(lambda moment: str(moment.isoweekday())),
    "short_day": _moment(lambda moment: DAYS.split()[moment.weekday()][:3]),
    "long_day": _moment(lambda moment: DAYS.split()[moment.weekday()]),
    "y_day": _moment(lambda moment: f"{moment.timetuple().tm_yday:03}"),
}


def site_template(config: Config, engine: str, collection: str = "posts") -> str:
    """Give the permalink that the site gives the documents of a collection."""
    collections = config.get("collections")
    given = collections.get(collection) if isinstance(collections, Mapping) else None
    own = given.get("permalink") if isinstance(given, Mapping) else None
    if own is not None:
        return str(own)
    if collection != "posts":
        return with_suffix("/:collection/:path", config)
    style = "date" if config.get("permalink") is None else str(config["permalink"])
    if engine == JEKYLL_3 and style == _NEW_STYLE:
        return style
    return STYLES.get(style, style)


def with_suffix(template: str, config: Config) -> str:
    """End the template of a page, or of a collection, as the permalink of posts ends."""
    style = str(config.get("permalink") or "date")
    if style in ("date", "ordinal", "none") or style.endswith(":output_ext"):
        return f"{template}:output_ext"
    return f"{template}/" if style == "pretty" or style.endswith("/") else template


def _folders(path: str, collection: str) -> list[str]:
    """Give the folders above `_posts`; those below it are not categories."""
    special = f"_{collection}" if f"_{collection}" in path else DRAFTS
    whole = path.split(special, 1)[0]
    name = path.rpartition("/")[2]
    return [part for part in whole.split("/") if part not in ("", special, name)]


def _text(value: object) -> str:
    """Write a value as Ruby does."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _joined(parts: Iterable[str]) -> str:
    return "/".join(dict.fromkeys(parts))


def clean(address: str) -> str:
    """Remove `..` and empty segments from an address, as Jekyll does."""
    return re.sub("/{2,}", "/", f"/{address}".replace("..", "/").replace("./", ""))
