"""The text of `.velog-to-jekyll.toml` → the settings that the author has chosen, checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from migrator.jekyll.names import is_hidden
from migrator.model import MigratorError
from migrator.settings.habits import BRACKETS, DASHES, WORDS
from migrator.settings.profiles import profiles

OWN_CONFIG = ".velog-to-jekyll.toml"
OWN_KEY = "velog"
"""The key of the front matter that says where a post came from."""

Own = Mapping[str, Any]
Check = Callable[[object], str | None]
"""Takes a value and says what it must be, if it is not."""


def read_own(root: Path) -> Own:
    """Read the author's settings in the site at `root`; none where there is no such file.

    Raises MigratorError for what cannot be read, is not known or has a wrong value, with its line.
    """
    path = root / OWN_CONFIG
    if not path.is_file():
        return {}
    try:
        text = path.read_bytes().decode("utf-8-sig")
        own = tomllib.loads(text.replace("\r\n", "\n"))
    except (OSError, ValueError) as error:
        raise MigratorError(f"{path} cannot be read: {error}. Mend it, then run again.") from error
    for table, key, problem in _problems(own):
        line = _line_of(table, key, text)
        raise MigratorError(f"{OWN_CONFIG}, line {line}: {problem} Mend it, then run again.")
    return own


def table_of(own: Own, name: str) -> Own:
    """Give a table of the settings, empty where it is not there."""
    table = own.get(name)
    return table if isinstance(table, Mapping) else {}


def _problems(own: Own) -> Iterator[tuple[str, str, str]]:
    """Give table, key and words of what is wrong; the table of what stands above all is ''."""
    yield from _wrong("", own, _TOP)
    yield from _wrong("front_matter", table_of(own, "front_matter"), _FRONT_MATTER)
    for tag, name in table_of(own, "tags").items():
        if not isinstance(name, str):
            yield "tags", tag, f"{tag} must be a text, the name of the tag in the site."


def _wrong(table: str, values: Own, checks: Mapping[str, Check]) -> Iterator[tuple[str, str, str]]:
    for key, value in values.items():
        if key not in checks:
            yield table, key, f"there is no setting {key!r}. Those here are: {', '.join(checks)}."
        elif problem := checks[key](value):
            yield table, key, f"{key} must be {problem}, not {value!r}."


def _line_of(table: str, key: str, text: str) -> int:
    """Find the line of a key, or of the table it names; TOML's own reader does not tell it."""
    inside = ""
    named = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[=.]""")
    for number, line in enumerate(text.split("\n"), 1):
        header = re.match(r"""\s*\[+\s*["']?([^\]"']+?)["']?\s*\]""", line)
        if header:
            inside = header[1]
        is_there = (inside == key) if header else (inside == table and named.match(line))
        if is_there:
            return number
    return 1


def _one_of(*choices: object) -> Check:
    words = " or ".join(str(choice).lower() for choice in choices)

    def check(value: object) -> str | None:
        is_known = any(value == each and type(value) is type(each) for each in choices)
        return None if is_known else words

    return check


def _text(value: object) -> str | None:
    return None if isinstance(value, str) else "a text"


def _texts(value: object) -> str | None:
    is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return None if is_list else "a list of texts"


def _names(value: object) -> str | None:
    is_list = isinstance(value, list) and all(_is_name(item) for item in value)
    return None if is_list else "a list of names of keys"


def _keys(value: object) -> str | None:
    """Take keys with their values, as they can stand in front matter."""
    is_good = isinstance(value, Mapping) and OWN_KEY not in value and _is_value(value)
    return None if is_good else "a table of keys with texts, numbers, switches or lists of texts"


def _is_name(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", value) is not None


def _is_value(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(_is_name(key) and _is_value(each) for key, each in value.items())
    return isinstance(value, str | bool | int | float) or _texts(value) is None


def _table(value: object) -> str | None:
    return None if isinstance(value, Mapping) else "a table"


def _profile(value: object) -> str | None:
    return (
        None
        if isinstance(value, str) and value in profiles()
        else f"one of {', '.join(profiles())}"
    )


def _zone(value: object) -> str | None:
    try:
        return None if isinstance(value, str) and ZoneInfo(value) else "a time zone"
    except (KeyError, ValueError, OSError):
        return "a time zone such as Asia/Seoul"


def _folder(value: object) -> str | None:
    """Refuse what leads out of the site, and what Jekyll does not publish."""
    parts = value.strip("/").split("/") if isinstance(value, str) else [""]
    if all(part and not is_hidden(part) for part in parts):
        return None
    return "a folder of the site that Jekyll publishes, such as assets/img/{stem}"


def _address(value: object) -> str | None:
    is_form = isinstance(value, str) and "{path}" in value
    return None if is_form else "a text with {path} in it, such as /{path}"


_SWITCH = _one_of(True, False)
_TOP: Mapping[str, Check] = {
    "profile": _profile,
    "engine": _one_of("3.10", "4"),
    "timezone": _zone,
    "image_dir": _folder,
    "image_url": _address,
    "typography": _one_of("site", "exact"),
    "shift_headings": _SWITCH,
    "drop_title_heading": _SWITCH,
    "series": _one_of("keys", "categories"),
    "redirects": _SWITCH,
    "canonical": _one_of("site", "velog"),
    "front_matter": _table,
    "tags": _table,
}
_FRONT_MATTER: Mapping[str, Check] = {
    "order": _texts,
    "always": _keys,
    "summary": _names,
    "derived_summary": _SWITCH,
    "cover": _names,
    "math": _keys,
    "mermaid": _keys,
    "toc": _keys,
    "plain": _texts,
    "single": _texts,
    "lists": _one_of(*BRACKETS, *DASHES, WORDS),
}
