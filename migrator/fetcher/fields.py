"""One JSON object of an answer → its fields, typed, or an UnusableAnswer that names the field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from pathlib import Path

from migrator.model import MigratorError, Note, as_is
from migrator.model.shelf import shelved

UNKNOWN_SHAPE = Note(
    "Velog answered in a shape that this version of velog-to-jekyll does not know. "
    "Run again later; if it stays like this, look for a newer version.",
    "Velog의 응답이 이 버전의 velog-to-jekyll이 모르는 형식입니다. 나중에 다시 실행하고, 계속 "
    "그러면 새 버전을 찾아보세요.",
)

MAKE_ANEW = Note(
    "Make the backup again with `velog-to-jekyll backup USERNAME DIR`.",
    "`velog-to-jekyll backup USERNAME DIR`로 백업을 다시 만드세요.",
)

TRUE_OR_FALSE = Note("true or false", "true 또는 false")
_A_LIST = Note("a list", "목록")
_MISSING = Note("missing", "없음")
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

    def __init__(self, item: JsonObject, path: str, is_not: Note) -> None:
        what, source, advice = f"{path}{_of_which(item.fields)}", item.source, item.advice
        super().__init__(
            f"{source.english}: {what} {is_not.english}. {advice.english}",
            f"{source.korean}: {what} {is_not.korean}. {advice.korean}",
        )
        self.path = path
        self.is_not = is_not


@shelved("fields")
@dataclass(frozen=True)
class JsonObject:
    """A JSON object and where in an answer it is.

    `source` is who answered ("Velog's v3 API"), `path` the place in the answer (`posts[3]`, or
    empty), and `advice` what to do when it is not as expected.
    """

    source: Note
    advice: Note
    path: str
    fields: Mapping[str, object]


def from_api(api: str, data: Mapping[str, object]) -> JsonObject:
    """Make a JsonObject of the `data` that Velog's API `"v2"` or `"v3"` answered."""
    source = Note(f"Velog's {api} API", f"Velog의 {api} API")
    return JsonObject(source, UNKNOWN_SHAPE, "", data)


def from_backup(file: Path, value: Mapping[str, object]) -> JsonObject:
    """Make a JsonObject of what a file of a backup holds."""
    return JsonObject(as_is(str(file)), MAKE_ANEW, "", value)


def text(item: JsonObject, key: str) -> str:
    """Read a text. Half of a surrogate pair, where Velog cut a text short, becomes U+FFFD."""
    value = item.fields.get(key)
    if not isinstance(value, str):
        raise refusal(item, key, Note("a text", "텍스트"))
    return whole(value)


def optional_text(item: JsonObject, key: str) -> str | None:
    """Read a text that may be null; a blank one is None, too."""
    return None if _is_null(item, key) else text(item, key).strip() or None


def texts(item: JsonObject, key: str) -> tuple[str, ...]:
    """Read a list of texts."""
    value = item.fields.get(key)
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise refusal(item, key, Note("a list of texts", "텍스트 목록"))
    return tuple(whole(each) for each in value)


def flag(item: JsonObject, key: str) -> bool:
    """Read a boolean."""
    value = item.fields.get(key)
    if not isinstance(value, bool):
        raise refusal(item, key, TRUE_OR_FALSE)
    return value


def number(item: JsonObject, key: str) -> int:
    """Read an integer."""
    value = item.fields.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise refusal(item, key, Note("an integer", "정수"))
    return value


def moment(item: JsonObject, key: str) -> datetime:
    """Read a time such as `2023-05-01T12:34:56.789Z`, in UTC."""
    wanted = Note("a time with its offset", "시간대가 있는 시각")
    try:
        value = datetime.fromisoformat(text(item, key))
        # At the ends of the calendar there is no other time zone.
        if value.tzinfo is None or not MINYEAR < value.year < MAXYEAR:
            raise refusal(item, key, wanted)
        return value.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise refusal(item, key, wanted) from error


def post_id(item: JsonObject) -> str:
    """Read the id of a post: a UUID, and in any case fit to be a file name."""
    value = text(item, "id")
    if not _POST_ID.fullmatch(value):
        wanted = Note("an id of letters, digits and hyphens", "영문자, 숫자, 하이픈으로 된 id")
        raise refusal(item, "id", wanted)
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
        raise refusal(item, key, _A_LIST)
    return [_item(item, f"{key}[{index}]", value) for index, value in enumerate(values)]


def rows(item: JsonObject, key: str) -> list[JsonObject]:
    """Read a list of objects of which one may be odd: what is none has no fields."""
    values = item.fields.get(key)
    if isinstance(values, str) or not isinstance(values, Sequence):
        raise refusal(item, key, _A_LIST)
    return [
        replace(item, path=_join(item.path, f"{key}[{index}]"), fields=fields_of(value))
        for index, value in enumerate(values)
    ]


def fields_of(value: object) -> Mapping[str, object]:
    """Give the fields of an object; none of anything else."""
    return value if isinstance(value, dict) else {}


def refusal(item: JsonObject, key: str, wanted: Note) -> OddField:
    """Make the error for a field that is not what was `wanted`."""
    found = _in_words(item.fields[key]) if key in item.fields else _MISSING
    return _refusal(item, key, found, wanted)


def _refusal(item: JsonObject, key: str, found: Note, wanted: Note) -> OddField:
    is_not = Note(
        f"is {found.english}, not {wanted.english}", f"값이 {found.korean}({wanted.korean} 필요)"
    )
    return OddField(item, _join(item.path, key), is_not)


def _item(parent: JsonObject, key: str, value: object) -> JsonObject:
    if not isinstance(value, dict):
        found = _in_words(value) if "[" in key or key in parent.fields else _MISSING
        raise _refusal(parent, key, found, Note("an object", "객체"))
    return replace(parent, path=_join(parent.path, key), fields=value)


def _is_null(item: JsonObject, key: str) -> bool:
    """Tell null from a value. Raises UnusableAnswer where the field is not there at all."""
    if key not in item.fields:
        raise refusal(item, key, Note("there (it may be null)", "null이라도"))
    return item.fields[key] is None


def _in_words(value: object) -> Note:
    if isinstance(value, bool | None):
        written = "null" if value is None else str(value).lower()
        return as_is(written)
    if isinstance(value, str | int | float):
        return as_is(repr(value)[:80])
    return Note("something else", "다른 것")


def _of_which(fields: Mapping[str, object]) -> str:
    """Name the post, or the series, that has the field."""
    name = fields.get("title") or fields.get("name") or fields.get("id")
    return f" (of {name!r})" if isinstance(name, str) else ""


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def whole(value: str) -> str:
    """Give a text that is UTF-8: half of a surrogate pair becomes U+FFFD."""
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
