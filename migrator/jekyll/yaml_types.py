"""A plain scalar of YAML → the value that Jekyll reads in it.

Jekyll uses SafeYAML (1.0.5, the same for Jekyll 3.10 and 4.x), so `1,000` is a number, `on` is true
and `12:30` is 750.0. Debian's Jekyll uses Psych instead, which differs for a few forms.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta, timezone

_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9_,]*)", re.ASCII)
_OCTAL = re.compile(r"0[0-7]+")
_HEXADECIMAL = re.compile(r"[-+]?0x[0-9a-f](?:_?[0-9a-f])*", re.IGNORECASE | re.ASCII)
_BINARY = re.compile(r"0b[01](?:_?[01])*")
_FLOAT = re.compile(r"[-+]?[0-9][0-9_]*\.[0-9]+(?:[eE][-+][0-9]+)?|[-+]?\.[0-9]+")
_SIXTIES = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9]*)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.(\d*))?"
    r"\s*(Z|[-+]\d{1,2}(?::?\d{2})?)?",
    re.ASCII,
)
_WORDS: dict[str, bool | float | None] = {
    **dict.fromkeys(("", "~", "null"), None),
    **dict.fromkeys(("yes", "on", "true"), True),
    **dict.fromkeys(("no", "off", "false"), False),
}
_ENDLESS = {
    **dict.fromkeys((".inf", ".Inf", ".INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}


def guess(text: str) -> object:
    """Read a plain scalar as SafeYAML does; a time without an offset is read as UTC."""
    if text in {text.lower(), text.upper(), text.capitalize()} and text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if text[:1].isdigit() or text[:1] in "+-.":
        return _number(text)
    return text


def _number(text: str) -> object:
    for pattern, base in ((_OCTAL, 8), (_DECIMAL, 10), (_HEXADECIMAL, 16), (_BINARY, 2)):
        if pattern.fullmatch(text):
            return _integer(text.replace(",", "").replace("_", ""), base)
    if text in _ENDLESS:
        return _ENDLESS[text]
    if _FLOAT.fullmatch(text):
        return float(text.replace("_", ""))
    if _SIXTIES.fullmatch(text):
        total = 0.0
        for part in text.replace("_", "").lstrip("+-").split(":"):
            total = total * 60 + float(part)
        return -total if text.startswith("-") else total
    return _time(text)


def _integer(digits: str, base: int) -> object:
    try:
        return int(digits, base)
    except ValueError:  # more digits than Python reads
        return float(digits)


def _time(text: str) -> object:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
        found = _TIME.fullmatch(text)
        if found is None:
            return text
        numbers = [int(found[group]) for group in range(1, 7)]
        numbers.append(int((found[7] or "")[:6].ljust(6, "0")))
        return datetime(*numbers, tzinfo=_zone(found[8]))  # type: ignore[arg-type,misc]
    except ValueError:  # a day that no calendar has
        return text


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-size if text[0] == "-" else size)


def has_zone(text: str) -> bool:
    """Tell whether a time that `guess` reads has an offset."""
    found = _TIME.fullmatch(text)
    return found is not None and found[8] is not None


def shown(value: object) -> str:
    """Write a value as Jekyll shows it."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return str(value)
