"""Front matter values → the YAML text that Jekyll reads back as exactly these values.

Jekyll 3.10 and 4.x read YAML 1.1 through SafeYAML, which reads `1,000` as a number and `on` as
true. So a string gets quotes unless every reader takes it as this string. YAML libraries for
Python do not write in this way.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from migrator.model import ImageLink
from migrator.settings.habits import BRACKETS, DASHES, FLOW, WORDS, Habits
from migrator.settings.table import OWN_KEY


@dataclass(frozen=True)
class AuthorText:
    """A value as the author writes it in every post."""

    text: str


Scalar = str | bool | int | float | datetime | ImageLink
Value = Scalar | AuthorText | Sequence[str] | Mapping[str, "Value"]
Part = str | ImageLink

# Legal in JSON, not legal in YAML 1.1 (its printable set), so escaped.
NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# A text that every YAML reader reads as a string: it begins with a letter, with a number before
# Hangul (`3월`), or is a path, and has no sign in it that ends a string.
_PLAIN = re.compile(
    r"(?:[^\W\d_]|/(?=\w)|\d+(?=[가-힣]))(?:[^\n:#]|:(?!\s|$)|(?<!\s)#)*", re.DOTALL
)
_ENDS_ITEM = re.compile(r"[\[\]{},?:\"\\]")
# The keys whose text Jekyll splits at blanks.
_SPLIT = ("tags", "categories")
_NO_TEXT = frozenset("y n yes no on off true false null nan inf".split())


def front_matter(values: Mapping[str, Value], habits: Habits) -> tuple[Part, ...]:
    """Write the values between `---` lines, as the author writes front matter.

    Keys are in the author's order. A key that the author does not use follows the key before it,
    and ours comes last.
    """
    parts: list[Part] = ["---\n"]
    for key in _ordered(list(values), (*habits.order, OWN_KEY)):
        parts += _lines(key, values[key], habits)
    return (*parts, "---\n")


def quoted(text: str) -> str:
    """Write one string as YAML: on one line, in double quotes."""
    text = re.sub(r"\s*\n\s*", " ", text).strip()
    return NOT_IN_YAML.sub(
        lambda char: f"\\u{ord(char[0]):04x}", json.dumps(text, ensure_ascii=False)
    )


def plain(text: str) -> str:
    """Write one string as YAML: without quotes, if every reader reads it as this string."""
    text = re.sub(r"\s*\n\s*", " ", text).strip()
    is_plain = _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT
    return text if is_plain and not NOT_IN_YAML.search(text) else quoted(text)


def plain_item(text: str) -> str:
    """Write one string of a list in brackets, without quotes if no sign of the list is in it."""
    return quoted(text) if _ENDS_ITEM.search(text) else plain(text)


def single(text: str) -> str:
    """Write one string as YAML: in single quotes, which know no escapes."""
    text = re.sub(r"\s*\n\s*", " ", text).strip()
    return quoted(text) if NOT_IN_YAML.search(text) else "'" + text.replace("'", "''") + "'"


def _ordered(keys: Sequence[str], order: Sequence[str]) -> list[str]:
    """Sort keys as the author does; a key new to the author follows the one before it."""
    ordered = [key for key in order if key in keys]
    before = ""
    for key in keys:
        if key not in ordered:
            ordered.insert(ordered.index(before) + 1 if before else 0, key)
        before = key
    return ordered


def _lines(key: str, value: Value, habits: Habits) -> Iterator[Part]:
    start = habits.starts.get(key, f"{key}:")
    start = start if start.endswith((" ", "\t")) else f"{start} "
    write = plain if key in habits.plain else single if key in habits.single else quoted
    match value:
        case Mapping():
            yield f"{start.rstrip()}\n"
            yield from _nested(value, "  ", write)
        case AuthorText(text) if text.startswith("\n"):
            yield f"{start.rstrip()}{text}\n"
        case AuthorText(text):
            yield f"{start}{text}\n"
        case list() | tuple() if habits.lists in DASHES:
            dash = DASHES[habits.lists]
            yield f"{start.rstrip()}\n{''.join(f'{dash}{write(item)}' + chr(10) for item in value)}"
        case list() | tuple() if habits.lists == WORDS and key in _SPLIT and _are_words(value):
            yield f"{start}{' '.join(value)}\n"
        case list() | tuple():
            write = plain_item if write is plain else write
            left, comma, right = BRACKETS.get(habits.lists, BRACKETS[FLOW])
            yield f"{start}{left}{comma.join(map(write, value))}{right}\n"
        case _:
            yield from (start, _scalar(value, write), "\n")


def _are_words(items: Sequence[str]) -> bool:
    """Tell whether Jekyll gets these items when it splits the text without quotes at blanks."""
    text = " ".join(items)
    return text.split() == list(items) and "," not in text and plain(text) == text


def _nested(
    values: Mapping[str, Value], indent: str, write: Callable[[str], str]
) -> Iterator[Part]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:\n"
            yield from _nested(value, f"{indent}  ", write)
        else:
            yield from (f"{indent}{key}: ", _scalar(value, write), "\n")


def _scalar(value: object, write: Callable[[str], str]) -> Part:
    if isinstance(value, ImageLink):
        return replace(value, local=write(value.local), remote=write(value.remote))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        # With its offset: Jekyll reads a time with seconds and without offset as UTC.
        return f"{value:%Y-%m-%d %H:%M:%S %z}"
    return str(value) if isinstance(value, int | float) else write(str(value))
