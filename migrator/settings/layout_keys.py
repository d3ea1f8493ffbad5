"""The texts of a site's own theme files → the keys of a post that they show, each with its file.

They are for a site whose theme has no profile, or that has replaced files of its theme.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from migrator.settings.conditions import without_comments
from migrator.settings.profiles import subpath_keys
from migrator.settings.theme_readings import ReadKey, layout_chain, readings_of


@dataclass(frozen=True)
class LayoutKeys:
    """What the site's own files read of a post.

    `covers` and `summaries` are the keys that they show as such, `lost` those of pictures in a
    folder where this tool puts none, `series` those with the name of its series. `languages` are
    what lists ask of `lang`: each key is a language, or `site.lang`. `read` has every key, `a.b`
    being b under a, and `top` those above the text of a post.
    """

    covers: tuple[ReadKey, ...] = ()
    summaries: tuple[ReadKey, ...] = ()
    lost: frozenset[str] = frozenset()
    series: tuple[ReadKey, ...] = ()
    languages: tuple[ReadKey, ...] = ()
    read: frozenset[str] = frozenset()
    top: frozenset[str] = frozenset()

    @property
    def cover_keys(self) -> tuple[ReadKey, ...]:
        """Give the keys for the thumbnail: those that do not show it above the text, if any."""
        quiet = [each for each in self.covers if each.shown != "top"]
        return tuple(_once(quiet or self.covers[:1]))

    @property
    def prefixes(self) -> Mapping[str, str]:
        """Give what the files put before the addresses of covers, by key; above all, on top."""
        first = sorted(self.covers, key=lambda each: each.shown != "top")
        return {each.key: each.prefix for each in reversed(first) if each.prefix}

    @property
    def covers_on_top(self) -> tuple[str, ...]:
        """Give the keys whose picture is shown above the text of a post.

        First those that nothing else shows: a post whose text has the picture can do without them.
        """
        elsewhere = {each.key for each in self.covers if each.shown != "top"}
        keys = [each.key for each in _once(each for each in self.covers if each.shown == "top")]
        return tuple(sorted(keys, key=lambda key: key in elsewhere))


_SUMMARIES = ("description", "summary", "subtitle", "subheading", "tagline", "lead", "intro")
_EXCERPT = "excerpt"
_PICTURES = frozenset(
    "image img cover thumbnail thumb teaser background hero banner photo picture poster".split()
)
# A key with such a word is about a picture, and is none.
_ABOUT = frozenset(
    "alt caption credit creditlink source title width height position color colour style class "
    "description text link count size type opacity filter attribution author gradient theme align "
    "lqip srcset actions hide show no has is with full icon id by attr ratio fit next previous "
    "prev w h".split()
)
# Under a key that is written as a whole, too, the address of the picture.
_ADDRESSES = ("path", "url", "src", "feature")
_SERIES = re.compile(r"series[-_]?(?:name|title)", re.IGNORECASE)
_BY_LANG = re.compile(
    r"\bwhere:\s*[\"']lang[\"']\s*,\s*(?:[\"'](?P<text>[\w-]+)[\"']|(?P<name>site\.lang)\b)"
)


def layout_keys(
    texts: Mapping[str, str], layout: str, image_dir: str, *, is_whole: bool
) -> LayoutKeys:
    """Find the keys that the site's own files show of a post with this layout."""
    readings = list(readings_of(texts, layout_chain(texts, layout), is_whole=is_whole))
    series = _once(each for each in readings if _SERIES.fullmatch(each.key))
    pictures = [each for each in readings if _is_picture(each.key)]
    covers = [each for each in pictures if _holds(each.prefix, image_dir)]
    lost = {each.key for each in pictures} - {each.key for each in covers}
    return LayoutKeys(
        covers=tuple(_innermost(covers)),
        lost=frozenset(lost),
        summaries=tuple(_summaries(readings)),
        series=tuple(series),
        languages=tuple(_once(_languages(texts))),
        read=frozenset(each.key for each in readings),
        top=frozenset(each.key for each in readings if each.shown == "top"),
    )


def _holds(folder: str, image_dir: str) -> bool:
    """Tell whether images are in the folder that a file puts before the address of a picture."""
    name = folder.strip("/")
    return not name or f"{image_dir.strip('/')}/".startswith(f"{name}/")


def _innermost(readings: list[ReadKey]) -> list[ReadKey]:
    """Leave out keys under one of which the files read the address."""
    keys = {each.key for each in readings}
    inner = {key for key in keys if key.rpartition(".")[2] in _ADDRESSES}
    above = {key.rpartition(".")[0] for key in inner}
    return [each for each in readings if each.key not in above]


def _is_picture(key: str) -> bool:
    if key in subpath_keys():
        return False
    words = re.split(r"[._-]", key.lower())
    return not _PICTURES.isdisjoint(words) and _ABOUT.isdisjoint(words)


def _summaries(readings: list[ReadKey]) -> list[ReadKey]:
    """Give the keys that lists and heads of pages show, else those that the page of a post does.

    Velog shows a description in lists, not above the text.
    """
    found = [each for each in readings if each.key in _SUMMARIES]
    quiet = [each for each in found if each.shown != "top"]
    excerpts = [each for each in readings if each.key == _EXCERPT]
    return list(_once(quiet or found or excerpts))


def _once(readings: Iterable[ReadKey]) -> Iterator[ReadKey]:
    seen: set[str] = set()
    for each in readings:
        if each.key not in seen:
            seen.add(each.key)
            yield each


def _languages(texts: Mapping[str, str]) -> Iterator[ReadKey]:
    for path, text in texts.items():
        for found in _BY_LANG.finditer(without_comments(text)):
            yield ReadKey(found["text"] or found["name"], path, "list")
