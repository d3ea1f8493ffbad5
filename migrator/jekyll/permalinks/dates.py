"""The date of a post as YAML reads it → the moment that Jekyll understands."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

_DATE = re.compile(
    r"""(?P<year>\d{4}|'?\d{2,3})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})
    (?:(?:[Tt]|\s+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d*)?)?)?
    (?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?
    (?:\s*(?P<zone>[-+]\d[\d:]*|\(?[A-Za-z][\w/+:-]*\)?))?""",
    re.VERBOSE,
)
_OFFSET = re.compile(r"([-+])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?")
# The names that Ruby knows (`time.rb`, `ZoneOffset`), with hours: those of North America, and the
# letters of the armed forces, among which there is no J.
_NAMED = {
    "UTC": 0,
    "UT": 0,
    "GMT": 0,
    "Z": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    **{letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", 1)},
    **{letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)},
}


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
            tzinfo=_zone(parts["zone"] or "", zone),
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


def _zone(text: str, local: tzinfo) -> tzinfo:
    """Read an offset, or a name of one; whatever else stands there, Ruby takes the local time."""
    if text.upper() in _NAMED:
        return timezone(timedelta(hours=_NAMED[text.upper()]))
    parts = _OFFSET.fullmatch(text)
    if parts is None:
        return local
    hours, minutes, seconds = (int(digits or 0) for digits in parts.groups()[1:])
    offset = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return timezone(-offset if parts[1] == "-" else offset)
