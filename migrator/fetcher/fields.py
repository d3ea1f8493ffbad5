"""One JSON object of an answer → its fields, typed, or an UnusableAnswer that names the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from pathlib import Path

from migrator.model import MigratorError

UNKNOWN_SHAPE = (
    "Velog answered in a shape that this version of velog-to-jekyll does not know. "
    "Run again later; if it stays like this, look for a newer version."
)

MAKE_ANEW = "Make the backup again with `velog-to-jekyll backup USERNAME DIR`."

_POST_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


class UnusableAnswer(MigratorError):
    """One of Velog's APIs failed, or answered what cannot be read; another may still help.

    A backup that cannot be read raises it, too: that ends the run.
    """


class TooLargeAnswer(UnusableAnswer):
    """An answer had more bytes than may be read; one with fewer posts may have less."""


class NoConnection(UnusableAnswer):
    """An API did not get the question, or its answer did not get here: it is not its fault."""


class OddField(UnusableAnswer):
    """A field is not what it should be: `path` is where it is, `is_not` what it is and is not."""

    def __init__(self, item: JsonObject, path: str, is_not: str) -> None:
        super().__init__(f"{item.source}: {path}{_of_which(item.fields)} {is_not}. {item.advice}")
        self.path = path
        self.is_not = is_not


@dataclass(frozen=True)
class JsonObject:
    """A JSON object and where in an answer it is.

    `source` is who answered ("Velog's v3 API"), `path` the place in the answer (`posts[3]`, or
    empty), and `advice` what to do when it is not as expected.
    """

    source: str
    advice: str
    path: str
    fields: Mapping[str, object]


def from_api(api: str, data: Mapping[str, object]) -> JsonObject:
    """Make a JsonObject of the `data` that Velog's API `"v2"` or `"v3"` answered."""
    return JsonObject(f"Velog's {api} API", UNKNOWN_SHAPE, "", data)


def from_backup(file: Path, value: Mapping[str, object]) -> JsonObject:
    """Make a JsonObject of what a file of a backup holds."""
    return JsonObject(str(file), MAKE_ANEW, "", value)


def text(item: JsonObject, key: str) -> str:
    """Read a text. Half of a surrogate pair, where Velog cut a text short, becomes U+FFFD."""
    value = item.fields.get(key)
    if not isinstance(value, str):
        raise refusal(item, key, "a text")
    return whole(value)


def optional_text(item: JsonObject, key: str) -> str | None:
    """Read a text that may be null; a blank one is None, too."""
    return None if _is_null(item, key) else text(item, key).strip() or None


def texts(item: JsonObject, key: str) -> tuple[str, ...]:
    """Read a list of texts."""
    value = item.fields.get(key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise refusal(item, key, "a list of texts")
    return tuple(whole(each) for each in value)


def flag(item: JsonObject, key: str) -> bool:
    """Read a boolean."""
    value = item.fields.get(key)
    if not isinstance(value, bool):
        raise refusal(item, key, "true or false")
    return value


def number(item: JsonObject, key: str) -> int:
    """Read an integer."""
    value = item.fields.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise refusal(item, key, "an integer")
    return value


def moment(item: JsonObject, key: str) -> datetime:
    """Read a time such as `2023-05-01T12:34:56.789Z`, in UTC."""
    wanted = "a time with its offset"
    try:
        value = datetime.fromisoformat(text(item, key))
        # At the ends of the calendar there is no other time zone.
        if value.tzinfo is None or not MINYEAR < value.year < MAXYEAR:
            raise refusal(item, key, wanted)
        return value.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise refusal(item, key, wanted) from error


def post_id(item: JsonObject, key: str = "id") -> str:
    """Read the id of a post: a UUID, and in any case fit to be a file name."""
    value = text(item, key)
    if not _POST_ID.fullmatch(value):
        raise refusal(item, key, "an id of letters, digits and hyphens")
    return value


def child(item: JsonObject, key: str) -> JsonObject:
    """Read an object."""
    return _item(item, key, item.fields.get(key))


def optional_child(item: JsonObject, key: str) -> JsonObject | None:
    """Read an object that may be null."""
    return None if _is_null(item, key) else child(item, key)


def children(item: JsonObject, key: str) -> list[JsonObject]:
    """Read a list of objects."""
    values = item.fields.get(key)
    if not isinstance(values, list):
        raise refusal(item, key, "a list")
    return [_item(item, f"{key}[{index}]", value) for index, value in enumerate(values)]


def rows(item: JsonObject, key: str) -> list[JsonObject]:
    """Read a list of objects of which one may be odd: what is none has no fields."""
    values = item.fields.get(key)
    if not isinstance(values, list):
        raise refusal(item, key, "a list")
    return [
        replace(item, path=_join(item.path, f"{key}[{index}]"), fields=fields_of(value))
        for index, value in enumerate(values)
    ]


def fields_of(value: object) -> Mapping[str, object]:
    """Give the fields of an object; none of anything else."""
    return value if isinstance(value, dict) else {}


def refusal(item: JsonObject, key: str, wanted: str) -> OddField:
    """Make the error for a field that is not what was `wanted`."""
    found = _in_words(item.fields[key]) if key in item.fields else "missing"
    return _refusal(item, key, found, wanted)


def _refusal(item: JsonObject, key: str, found: str, wanted: str) -> OddField:
    return OddField(item, _join(item.path, key), f"is {found}, not {wanted}")


def _item(parent: JsonObject, key: str, value: object) -> JsonObject:
    if not isinstance(value, dict):
        found = _in_words(value) if "[" in key or key in parent.fields else "missing"
        raise _refusal(parent, key, found, "an object")
    return replace(parent, path=_join(parent.path, key), fields=value)


def _is_null(item: JsonObject, key: str) -> bool:
    """Tell null from a value. Raises UnusableAnswer where the field is not there at all."""
    if key not in item.fields:
        raise refusal(item, key, "there (it may be null)")
    return item.fields[key] is None


def _in_words(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value)[:80] if isinstance(value, str | int | float) else "something else"


def _of_which(fields: Mapping[str, object]) -> str:
    """Name the post, or the series, that has the field."""
    name = fields.get("title") or fields.get("name") or fields.get("id")
    return f" (of {name!r})" if isinstance(name, str) else ""


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def whole(value: str) -> str:
    """Give a text that is UTF-8: half of a surrogate pair becomes U+FFFD."""
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
