"""A theme, `_config.yml`, a site's own files → whether formulas and diagrams show, and for whom.

`migrate`, `init` and `check` ask here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from migrator.jekyll.liquid import liquid_tokens
from migrator.jekyll.site_config import Config
from migrator.model import Note, as_is
from migrator.settings.conditions import INCLUDES, Needs, Place, included, places_of, value_at
from migrator.settings.profiles import Keys, Profile
from migrator.settings.theme_files import ThemeFiles, as_told
from migrator.settings.theme_readings import layout_chain


@dataclass(frozen=True)
class Drawing:
    """Whether formulas, say, are drawn; None where the site does not tell.

    `keys` are those by which a post asks for it, None as far as only the theme's profile tells;
    `is_asked` says that it is drawn for no other post. `sign` is what that was detected from.
    """

    shows: bool | None
    keys: Keys | None
    is_asked: bool
    sign: Note


_ENGINES = ("katex", "sskatex", "mathjaxnode", "itex2mml", "ritex")
_FORMULAS = r"mathjax|katex"
_FORMULA_KEY = re.compile(r"math|tex|formula|equation", re.IGNORECASE)
_DIAGRAMS = "mermaid"
_DIAGRAM_KEY = re.compile(r"mermaid|diagram|chart|graph", re.IGNORECASE)
_CONTENTS = r"\btoc\b|table-of-contents"
_CONTENTS_KEY = re.compile(r"toc|contents", re.IGNORECASE)
_PAGE = (".html", ".liquid")


def formulas(
    profile: Profile, config: Config, theme: ThemeFiles, layout: str, *, asks: bool
) -> Drawing:
    """Tell whether formulas show in posts of this layout.

    `asks` says that the author's own posts ask for them. That is no sign where all layouts are in
    the site and none loads a script; else the theme may be another than it seems.
    """
    engine = value_at(config, "kramdown.math_engine")
    if engine in _ENGINES:
        return Drawing(True, {}, False, _in_file("math_engine", "_config.yml"))
    found = _loaded(_FORMULAS, _FORMULA_KEY, config, theme, layout)
    if found:
        return found
    by_theme = _by_theme(profile, profile.formulas, profile.math, theme)
    switch = profile.formulas_switch
    if switch:
        is_on = bool(value_at(config, switch))
        there = _in_file(switch, "_config.yml")
        lacking = Note(f"no {switch} in _config.yml", f"_config.yml에 {switch} 없음")
        sign = there if is_on else lacking
        return Drawing(True if is_on else None, None, by_theme.is_asked and is_on, sign)
    if asks and not by_theme.shows and not theme.is_whole:
        asked = Note("your posts ask for them", "직접 쓴 글이 수식을 켬")
        return Drawing(None, None, False, asked)
    return by_theme


def diagrams(profile: Profile, config: Config, theme: ThemeFiles, layout: str) -> Drawing:
    """Tell whether mermaid's diagrams show in posts of this layout."""
    found = _loaded(_DIAGRAMS, _DIAGRAM_KEY, config, theme, layout)
    return found or _by_theme(profile, profile.diagrams, profile.mermaid, theme)


def contents_keys(config: Config, theme: ThemeFiles, layout: str) -> Keys:
    """Give the keys with which a post asks the site's own layout for a table of contents."""
    places = _in_chain(_CONTENTS, config, theme, layout)
    return _keys(places, _CONTENTS_KEY)


def _by_theme(profile: Profile, told: Any, keys: Keys, theme: ThemeFiles) -> Drawing:
    shows = as_told(told, theme)
    unloaded = Note(
        "no layout of the site loads a script for them",
        "사이트의 어느 레이아웃도 필요한 스크립트를 불러오지 않음",
    )
    no_sign = unloaded if theme.is_whole else Note("", "")
    sign = profile.as_source if told != "unknown" else no_sign
    return Drawing(shows, None, told == "shown" and bool(keys), sign)


def _loaded(
    pattern: str, key: re.Pattern[str], config: Config, theme: ThemeFiles, layout: str
) -> Drawing | None:
    """Find what the site's own files load, before all in the layouts of its posts."""
    places = _in_chain(pattern, config, theme, layout) or _elsewhere(pattern, config, theme)
    if not places:
        script = next(_scripts(pattern, theme), "")
        return Drawing(True, None, False, as_is(script)) if script else None
    keys = _keys(places, key)
    is_asked = all(_about(place.needs, key) for place in places)
    sign = as_is(places[0].path)
    if keys:
        name, path = next(
            (_about(p.needs, key)[0][0], p.path) for p in places if _about(p.needs, key)
        )
        sign = _in_file(f"page.{name}", path)
    return Drawing(True, keys, is_asked, sign)


def _in_file(what: str, path: str) -> Note:
    return Note(f"{what} in {path}", f"{path}의 {what}")


def _in_chain(pattern: str, config: Config, theme: ThemeFiles, layout: str) -> list[Place]:
    chain = layout_chain(theme.texts, layout)
    return list(places_of(pattern, theme.texts, chain, config))


def _elsewhere(pattern: str, config: Config, theme: ThemeFiles) -> list[Place]:
    """Look into the other layouts, and into the includes that those of the theme may take."""
    return list(places_of(pattern, theme.texts, tuple(_roots(theme.texts)), config))


def _scripts(pattern: str, theme: ThemeFiles) -> Iterator[str]:
    """Give the scripts, plugins and settings with an address that have a pattern."""
    for path, text in theme.texts.items():
        wanted = rf"//\S*(?:{pattern})" if path.startswith("_config.") else pattern
        if not path.endswith(_PAGE) and re.search(wanted, _spoken(path, text), re.IGNORECASE):
            yield path


def _roots(texts: Mapping[str, str]) -> Iterator[str]:
    """Give the layouts, and the includes that no file of the site takes."""
    tokens = (token for text in texts.values() for token in liquid_tokens(text))
    taken = {included(token.inside) for token in tokens if token.name in INCLUDES}
    for path in texts:
        if path.startswith(("_layouts/", "_includes/")) and path not in taken:
            yield path


def _spoken(path: str, text: str) -> str:
    """Remove comments from settings and plugins."""
    if path.endswith((".yml", ".yaml", ".rb")):
        return re.sub(r"(?m)(?:^|\s)#.*$", "", text)
    return text


def _about(needs: Needs, key: re.Pattern[str]) -> Needs:
    return tuple(need for need in needs if key.search(need[0]))


def _keys(places: list[Place], key: re.Pattern[str]) -> Keys:
    """Give what a post must say at the first place that asks something, as front matter has it."""
    needs = next(filter(None, (_about(place.needs, key) for place in places)), ())
    values: dict[str, Any] = {}
    for dotted, value in needs:
        *above, name = dotted.split(".")
        inner = values
        for each in above:
            inner = inner.setdefault(each, {})
        inner[name] = value
    return values
