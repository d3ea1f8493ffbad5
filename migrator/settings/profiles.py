"""`profiles.toml` → what each theme is detected from, and what it wants of a post."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

from migrator.settings.toml_lines import line_of

GENERIC = "generic"

Keys: TypeAlias = Mapping[str, Any]
"""Keys to set in the front matter, with their values."""
Names: TypeAlias = tuple[str, ...]
KeySets: TypeAlias = tuple[tuple[str, ...], ...]
Shown: TypeAlias = Literal["shown", "none", "unknown"]


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
    # What it wants of a post
    engine: Literal["", "3.10", "4"]
    layout: str
    summary: Names
    cover: Names
    math: Keys
    mermaid: Keys
    toc: Keys
    adds_baseurl: bool
    cdn: str
    subpaths: Names
    tags: Literal["", "lower"]
    tag_page: str
    image_dir: str
    shift_headings: bool
    summary_quotes: bool
    titles: Literal["text", "html", "markdown"]
    canonical: bool
    # What `check` asks
    formulas: Shown
    formulas_switch: str
    diagrams: Shown
    excerpts: Shown
    excerpts_switches: Names
    layouts: Names
    plugins: Names
    has_archives: bool
    gem_has_tags: bool

    @property
    def has_math(self) -> bool:
        """Tell whether formulas may be expected to show."""
        return self.formulas != "none"

    @property
    def family(self) -> str:
        """Give the name that the versions of a theme share; empty for a theme without profile."""
        return "" if self.name == GENERIC else self.like or self.name


@cache
def profiles() -> Mapping[str, Profile]:
    """Give all profiles by name, in the order in which their signs are tried."""
    text = files("migrator.settings").joinpath("profiles.toml").read_text("utf-8")
    return load_profiles(text)


def load_profiles(text: str) -> Mapping[str, Profile]:
    """Read profiles. Raises ValueError, with the line, for an unknown, missing or wrong key."""
    tables: Mapping[str, Keys] = tomllib.loads(text)
    for name, table in tables.items():
        for key, problem in _problems(name, table, tables):
            raise ValueError(
                f"profiles.toml, line {line_of(text, name, key)}: {key} of [{name}] {problem}"
            )
    return {name: _profile(name, tables) for name in tables}


def subpath_keys() -> frozenset[str]:
    """Give the keys of a post that a theme, whichever, puts before the addresses of its images."""
    return frozenset(key for profile in profiles().values() for key in profile.subpaths)


# A profile says these of itself alone, whatever it is `like`.
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


def _problems(name: str, table: Keys, tables: Mapping[str, Keys]) -> list[tuple[str, str]]:
    found = [(key, _wrong(key, value)) for key, value in table.items()]
    if name == GENERIC:
        found += [(key, "is missing") for key in _KEYS if key not in table]
    model = str(table.get("like", ""))
    if model and (model not in tables or tables[model].get("like")):
        found.append(("like", "must name a profile that is not like another"))
    return [(key, problem) for key, problem in found if problem]


def _wrong(key: str, value: object) -> str:
    if key not in _KEYS:
        return f"is not known; known are {', '.join(_KEYS)}"
    wanted = _TYPES[key]
    if get_origin(wanted) is Literal:
        choices = get_args(wanted)
        return "" if value in choices else f"must be one of {choices}"
    fits, what = _FITS[wanted]
    return "" if fits(value) else f"must be {what}"


def _is_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


_FITS: Mapping[object, tuple[Callable[[object], bool], str]] = {
    str: (lambda value: isinstance(value, str), "a text"),
    bool: (lambda value: isinstance(value, bool), "true or false"),
    int: (lambda value: type(value) is int, "a number"),
    Names: (_is_names, "a list of texts"),
    KeySets: (
        lambda value: isinstance(value, list) and all(map(_is_names, value)),
        "a list of lists of texts",
    ),
    Keys: (lambda value: isinstance(value, dict), "a table of keys and values"),
}
