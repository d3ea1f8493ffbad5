"""The name of a theme's profile → what that theme wants of a post, from `profiles.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

GENERIC = "generic"

Keys = Mapping[str, Any]
"""Keys to set in the front matter, with their values."""


@dataclass(frozen=True)
class Profile:
    """What a theme wants; `profiles.toml` says what each field means."""

    name: str
    title: str
    engine: str
    layout: str
    summary: tuple[str, ...]
    cover: tuple[str, ...]
    math: Keys
    mermaid: Keys
    toc: Keys
    has_math: bool
    adds_baseurl: bool
    cdn: str
    tags: str
    tag_page: str
    image_dir: str
    shift_headings: bool
    summary_quotes: bool
    titles: str
    canonical: bool


@cache
def profiles() -> Mapping[str, Profile]:
    """Give all profiles by name."""
    text = files("migrator.settings").joinpath("profiles.toml").read_text("utf-8")
    tables = tomllib.loads(text)
    return {name: _profile(name, tables) for name in tables}


def _profile(name: str, tables: Mapping[str, Keys]) -> Profile:
    values = _values(name, tables)
    known = {field.name for field in fields(Profile)}
    chosen: dict[str, Any] = {key: value for key, value in values.items() if key in known}
    return Profile(
        **{**chosen, "summary": tuple(chosen["summary"]), "cover": tuple(chosen["cover"])}
    )


def _values(name: str, tables: Mapping[str, Keys]) -> dict[str, Any]:
    table = tables[name]
    above = str(table.get("like", GENERIC))
    inherited = {} if name == GENERIC else _values(above, tables)
    return {**inherited, **table, "name": name}
