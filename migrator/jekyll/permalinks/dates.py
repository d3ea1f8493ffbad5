"""The date of a post as YAML reads it → the moment that Jekyll understands."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_DATE = re.compile(
    r"""(?P<year>\d{4}|'?\d{2,3})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})
    (?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d*)?)?)?
    (?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?
    (?:\s*(?P<zone>Z|z|(?:UTC|GMT)?[-+]\d{1,2}(?::?\d{2})?|UTC|GMT|KST|JST))?""",
    re.VERBOSE,
)
_NAMED = {"Z": 0, "UTC": 0, "GMT": 0, "KST": 9, "JST": 9}


def moment_of(value: object, zone: tzinfo) -> datetime | None:
    """Give the moment in the site's time zone; None for a value that Jekyll does not understand.

    YAML reads a bare `2022-06-22 15:07:00` as UTC. A text, such as one in quotes or without
    seconds, is read by Ruby as local time.
    """
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(zone)
    moment = _read(value.isoformat() if isinstance(value, date) else str(value), zone)
    return moment and moment.astimezone(zone)


def day_of(text: str) -> str:
    """Give a day in the name of a file as YYYY-MM-DD; '' for one that does not exist."""
    moment = _read(text, UTC)
    return f"{moment:%Y-%m-%d}" if moment else ""


def _read(text: str, zone: tzinfo) -> datetime | None:
    text = re.sub(r"^(\d{4})(\d{2})(\d{2})$", r"\1-\2-\3", text.strip())
    parts = _DATE.fullmatch(text)
    if parts is None:
        return None
    try:
        return datetime(
            _year(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            _hour(parts),
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
            tzinfo=_zone(parts["zone"]) if parts["zone"] else zone,
        )
    except ValueError:
        return None


def _year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    if len(digits) == 4 or year > 99:
        return year
    return year + (1900 if year >= 69 else 2000)


def _hour(parts: re.Match[str]) -> int:
    hour = int(parts["hour"] or 0)
    half = (parts["half"] or "").lower()
    return hour % 12 + 12 * (half == "p") if half else hour


def _zone(text: str) -> tzinfo:
    if text.upper() in _NAMED:
        return timezone(timedelta(hours=_NAMED[text.upper()]))
    sign, digits = re.sub("[A-Z:]", "", text)[0], re.sub(r"\D", "", text)
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if sign == "-" else offset)
