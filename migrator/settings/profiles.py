"""`profiles.toml` → the profile of each theme: its signs, its keys, and what `check` asks."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

from migrator.model import Note
from migrator.settings.toml_lines import line_of

GENERIC = "generic"

Keys: TypeAlias = Mapping[str, Any]
"""Keys to set in the front matter, with their values."""
Names: TypeAlias = tuple[str, ...]
KeySets: TypeAlias = tuple[tuple[str, ...], ...]
Shown: TypeAlias = Literal["shown", "none", "unknown"]
Markup: TypeAlias = Literal["text", "html", "markdown"]


_KOREAN_TITLES = {GENERIC: "프로파일이 없는 테마", "velog-to-jekyll": "이 도구가 만든 사이트"}


@dataclass(frozen=True)
class Profile:
    """A theme; `profiles.toml` says what each field means."""

    name: str
    title: str
    like: str
    # What it is detected from
    names: Names
    files: Names
    config: KeySets
    older_than: int
    # What a post needs
    engine: Literal["", "3.10", "4"]
    layout: str
    summary: Names
    summary_on_top: Names
    cover: Names
    cover_on_top: Names
    math: Keys
    mermaid: Keys
    toc: Keys
    adds_baseurl: bool
    cdn: str
    sample_cdn: str
    subpaths: Names
    tags: Literal["", "lower"]
    tag_page: str
    series_page: str
    series_dir: str
    page_dir: str
    page_keys: Keys
    about: str
    about_keys: Keys
    image_dir: str
    shift_headings: bool
    summary_quotes: bool
    titles: Markup
    summaries: Markup
    # What `check` asks
    formulas: Shown
    dollars: bool
    formulas_switch: str
    diagrams: Shown
    excerpts: Shown
    excerpts_switches: Names
    layouts: Names
    plugins: Names
    has_archives: bool
    gem_has_tags: bool

    @property
    def called(self) -> Note:
        """Give the title in both languages; the names of themes are the same in both."""
        return Note(self.title, _KOREAN_TITLES.get(self.name, self.title))

    @property
    def as_source(self) -> Note:
        """Say that something is from this theme."""
        korean = _KOREAN_TITLES.get(self.name, f"{self.title} 테마")
        return Note(f"the theme, {self.title}", korean)

    @property
    def family(self) -> str:
        """Give the name that the versions of a theme share; empty for a theme without profile."""
        return "" if self.name == GENERIC else self.like or self.name


@cache
def profiles() -> Mapping[str, Profile]:
    """Give all profiles by name, in the order in which detection tries them."""
    text = files("migrator.settings").joinpath("profiles.toml").read_text("utf-8")
    return load_profiles(text)


def load_profiles(text: str) -> Mapping[str, Profile]:
    """Read profiles. Raises ValueError, with the line, for an unknown, missing or wrong key."""
    tables: Mapping[str, Keys] = tomllib.loads(text)
    for table, key, problem in _problems(tables):
        raise ValueError(f"profiles.toml, line {_line(text, table, key)}: {problem}")
    return {name: _profile(name, tables) for name in tables}


def subpath_keys() -> frozenset[str]:
    """Give the keys of a post that a theme, whichever, puts before the addresses of its images."""
    return frozenset(key for profile in profiles().values() for key in profile.subpaths)


# These keys are never taken from the profile that `like` names.
_OF_ITS_OWN = ("like", "older_than", "files", "config")
_TYPES = get_type_hints(Profile)
_KEYS = tuple(field.name for field in fields(Profile) if field.name != "name")


def _profile(name: str, tables: Mapping[str, Keys]) -> Profile:
    """Make a profile of its own keys, those of the profile it is `like`, and those of `generic`."""
    own = tables[name]
    model = tables.get(str(own.get("like", "")), {})
    inherited = {key: value for key, value in model.items() if key not in _OF_ITS_OWN}
    values = {**tables[GENERIC], **inherited, **own}
    return Profile(name=name, **{key: _frozen(value) for key, value in values.items()})


def _frozen(value: object) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _line(text: str, table: str, key: str) -> int:
    return line_of(text, table, key) if key else line_of(text, "", table)


def _problems(tables: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Give the table, the key and a message for each fault; the key is '' for the table itself."""
    if GENERIC not in tables:
        yield "", "", f"there is no [{GENERIC}], which others start from"
    themes: dict[str, Keys] = {}
    for name, table in tables.items():
        if not isinstance(table, Mapping):
            yield name, "", f"{name} must be a table, the profile of a theme"
            continue
        themes[name] = table
        for key, value in table.items():
            if problem := _wrong(key, value):
                yield name, key, f"{key} of [{name}] {problem}"
    for name, table in themes.items():
        yield from ((name, *problem) for problem in _out_of_place(name, table, themes))


def _out_of_place(name: str, table: Keys, themes: Mapping[str, Keys]) -> Iterator[tuple[str, str]]:
    """Give the key and a message for what is missing, and for keys that contradict each other."""
    like = table.get("like", "")
    if like and (like not in themes or themes[like].get("like")):
        yield "like", f"like of [{name}] must name a profile that is not like another"
    if table.get("older_than") and not like:
        yield "older_than", f"older_than of [{name}] needs like, the newer version"
    for key in _KEYS if name == GENERIC else ("title",):
        if key not in table:
            yield "", f"{key} of [{name}] is missing"
    signs = ("older_than", "names", "files", "config")
    if name != GENERIC and not any(table.get(key) for key in signs):
        yield "", f"[{name}] has no sign: it needs names, files or config"


def _wrong(key: str, value: object) -> str:
    if key not in _KEYS:
        return f"is not known; known are {', '.join(_KEYS)}"
    wanted = _TYPES[key]
    if get_origin(wanted) is Literal:
        choices = get_args(wanted)
        return "" if value in choices else f"must be one of {choices}"
    fits, what = _FITS[wanted]
    if not fits(value):
        return f"must be {what}"
    return _wrong_form(str(value), _PLACES[key]) if key in _PLACES else ""


def _wrong_form(form: str, known: str) -> str:
    """Say what is wrong in a text with places to be filled in, such as `{stem}`."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(form) if name is not None}
    except ValueError:
        return "has a brace without another"
    unknown = sorted(names - set(re.findall(r"\w+", known)))
    return f"has {{{unknown[0]}}}; it may have {known}" if unknown else ""


_PLACES = {"tag_page": "{slug} and {tag}", "image_dir": "{stem}"}


def _is_names(value: object) -> bool:
    """Accept texts with something in them: a sign that is empty would fit every site."""
    return isinstance(value, list) and all(isinstance(each, str) and each for each in value)


def _is_key_sets(value: object) -> bool:
    return isinstance(value, list) and all(each and _is_names(each) for each in value)


def _are_keys(value: object) -> bool:
    """Accept keys with what front matter is written with here."""
    return isinstance(value, dict) and all(
        isinstance(each, str | bool | int | float) or _is_names(each) or _are_keys(each)
        for each in value.values()
    )


_FITS: Mapping[object, tuple[Callable[[object], bool], str]] = {
    str: (lambda value: isinstance(value, str), "a text"),
    bool: (lambda value: isinstance(value, bool), "true or false"),
    int: (lambda value: type(value) is int, "a number"),
    Names: (_is_names, "a list of texts"),
    KeySets: (
        _is_key_sets,
        "a list of lists of texts",
    ),
    Keys: (_are_keys, "a table of keys and values"),
}
