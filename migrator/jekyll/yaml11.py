"""The text of a YAML file → what Jekyll reads in it, value by value, and the place of each.

Jekyll parses YAML with libyaml and makes its values from the events of that parser; so does this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache

import yaml

from migrator.jekyll.yaml_types import guess, shown
from migrator.jekyll.yaml_words import said
from migrator.model import Note

# Jekyll has no such bounds. They keep the work on one file small.
_DEEPEST = 200
_MOST = 100_000
_TEXT = "tag:yaml.org,2002:str"


class _TabLoader(yaml.SafeLoader):
    """PyYAML's own scanner, for a Python without libyaml: it accepts tabs where libyaml does."""

    def scan_to_next_token(self) -> None:
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()


_Loader = getattr(yaml, "CSafeLoader", _TabLoader)


@dataclass(frozen=True, slots=True)
class YamlField:
    """A value: the line it begins on, counted from 1, and what Jekyll reads.

    `text` is how a single value is written, without its quotes; `is_plain` says that it has none.
    `after` is what follows it on its line. A list has `items`, a mapping `members`. `start` and
    `end` are its place, counted in characters.
    """

    line: int
    value: object = None
    text: str = ""
    is_plain: bool = False
    after: str = ""
    items: tuple[YamlField, ...] = ()
    members: Mapping[str, YamlField] = field(default_factory=dict)
    start: int = 0
    end: int = 0

    @property
    def written(self) -> object:
        """Give the value with each scalar as the text it is written as: `1,000`, not 1000."""
        if isinstance(self.value, dict):
            return {key: member.written for key, member in self.members.items()}
        return [each.written for each in self.items] if isinstance(self.value, list) else self.text


@dataclass(frozen=True, slots=True)
class YamlHead:
    """The fields of front matter or of a file of settings, or the line and the message of an error.

    `twice` are keys written again with another value, and the line of that. `entries` are keys with
    their values, written one below the other (none if they are in braces); `scalars` all
    values and keys that are neither list nor mapping.
    """

    fields: Mapping[str, YamlField] = field(default_factory=dict)
    error: tuple[int, Note] | None = None
    twice: tuple[tuple[str, int], ...] = ()
    entries: tuple[tuple[YamlField, YamlField], ...] = ()
    scalars: tuple[YamlField, ...] = ()

    @property
    def values(self) -> dict[str, object]:
        """Give the values by key; none after an error."""
        return {key: there.value for key, there in self.fields.items()}


# A post is read several times: for its name, its address, its id, its links.
@lru_cache(maxsize=1280)
def read_yaml(source: str) -> YamlHead:
    """Read the first document of a YAML text, whose top must be a mapping or empty.

    Keys are texts, as Ruby writes what it reads in them: `on: 1` has the key `true`.
    """
    reader = _Reader(source)
    try:
        for event in yaml.parse(source, Loader=_Loader):
            reader.take(event)
            if isinstance(event, yaml.DocumentEndEvent):
                break
    except _RefusedError as error:
        return YamlHead(error=error.args[0])
    except yaml.YAMLError as error:
        return YamlHead(error=_problem(error, source))
    except UnicodeEncodeError as error:  # bytes that are not UTF-8
        return YamlHead(error=(_line_at(source, error.start), _NOT_UTF8))
    return reader.head()


def read_value(source: str) -> object:
    """Read a value as written after a key, on its line or on those below; None if broken."""
    return read_yaml(f"value: {source}").values.get("value")


def is_changed(there: YamlField) -> bool:
    """Tell whether a plain value, times aside, shows differently from how it is written."""
    if not there.is_plain or there.value is None or isinstance(there.value, str | datetime):
        return False
    return shown(there.value) != there.text


_NOT_UTF8 = Note("it is not UTF-8 text", "UTF-8이 아닌 글자가 있음")
_NO_KEYS = Note("it has no `key: value` lines", "`키: 값`으로 된 줄이 없음")
_TOO_DEEP = Note("it is nested too deeply", "너무 깊이 들어 있음")
_TOO_MUCH = Note("its aliases stand for too much", "별칭이 가리키는 것이 너무 많음")


class _RefusedError(Exception):
    """What libyaml accepts and we do not: its line, and a message."""


def _line_at(source: str, place: int) -> int:
    return 1 + source.count("\n", 0, max(place, 0))


def _problem(error: yaml.YAMLError, source: str) -> tuple[int, Note]:
    """Give the line of an error and its message, in one line."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        mark = error.problem_mark
        if mark.index >= len(source.rstrip()):  # what began above never ends
            mark = error.context_mark or mark
        return mark.line + 1, said(str(error.problem))
    character = getattr(error, "character", None)
    if isinstance(character, int):
        place = source.find(chr(character))
        return _line_at(source, place), Note(
            f"the character U+{character:04X} is not allowed",
            f"쓸 수 없는 글자 U+{character:04X}이(가) 있음",
        )
    return 1, said(str(error).splitlines()[0])


@dataclass
class _Open:
    """A list or a mapping that is still open; a mapping has keys and values in turn."""

    event: yaml.CollectionStartEvent
    count: int
    children: list[YamlField] = field(default_factory=list)


class _Reader:
    """Takes the events of a document one by one, and makes fields of them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.count = 0
        self.open: list[_Open] = []
        self.scalars: list[YamlField] = []
        self.anchors: dict[str, tuple[YamlField, int]] = {}
        self.root: YamlField | None = None
        self.top: Sequence[YamlField] = ()
        self.is_flow = False

    def head(self) -> YamlHead:
        root = self.root
        if root is None or root.value is None or root.value is False:
            return YamlHead()
        if not isinstance(root.value, dict):
            return YamlHead(error=(root.line, _NO_KEYS))
        pairs = tuple(zip(self.top[::2], self.top[1::2], strict=True))
        entries = () if self.is_flow else pairs
        return YamlHead(root.members, None, tuple(_twice(pairs)), entries, tuple(self.scalars))

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                there = self._scalar(event)
                self.scalars.append(there)
                self._add(there, event.anchor, 1, event)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.CollectionStartEvent():
                if len(self.open) == _DEEPEST:
                    raise _RefusedError((_span(event)[0], _TOO_DEEP))
                self.open.append(_Open(event, self.count))
            case yaml.CollectionEndEvent():
                self._close(event)

    def _add(self, there: YamlField, anchor: str | None, count: int, event: yaml.Event) -> None:
        self.count += count
        if self.count > _MOST:
            raise _RefusedError((_span(event)[0], _TOO_MUCH))
        if anchor is not None:
            self.anchors[anchor] = there, count
        if self.open:
            self.open[-1].children.append(there)
        else:
            self.root = there

    def _scalar(self, event: yaml.ScalarEvent) -> YamlField:
        is_plain = not event.style  # libyaml says "", Python None
        line, start, end = _span(event)
        line_end = self.source.find("\n", end)
        after = self.source[end : line_end if line_end >= 0 else None]
        # With a tag, as `!!int "3"`, a value in quotes also gets a type.
        is_text = event.implicit[1] or event.tag == _TEXT
        value = event.value if is_text else guess(event.value)
        return YamlField(line, value, event.value, is_plain, after, start=start, end=end)

    def _alias(self, event: yaml.AliasEvent) -> None:
        line = _span(event)[0]
        if event.anchor in self.anchors:
            there, count = self.anchors[event.anchor]
            self._add(replace(there, line=line), None, count, event)
        elif any(outer.event.anchor == event.anchor for outer in self.open):
            self._add(YamlField(line), None, 1, event)  # what it stands in
        else:
            name = event.anchor
            english, korean = (
                f"there is no `&{name}` above `*{name}`",
                f"`*{name}` 위에 `&{name}`이 없음",
            )
            raise _RefusedError((line, Note(english, korean)))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self.open.pop()
        line, start, _ = _span(done.event)
        there = YamlField(line, start=start, end=_span(event)[2])
        if isinstance(done.event, yaml.SequenceStartEvent):
            values: object = [item.value for item in done.children]
            there = replace(there, value=values, items=tuple(done.children))
        else:
            members = dict(_members(done.children))
            values = {key: member.value for key, member in members.items()}
            there = replace(there, value=values, members=members)
            self.top, self.is_flow = done.children, bool(done.event.flow_style)
        count = 1 + self.count - done.count
        self.count = done.count
        self._add(there, done.event.anchor, count, event)


def _span(event: yaml.Event) -> tuple[int, int, int]:
    """Give the line of an event, and the places where it begins and ends."""
    assert event.start_mark is not None and event.end_mark is not None
    return event.start_mark.line + 1, event.start_mark.index, event.end_mark.index


def _members(children: Sequence[YamlField]) -> Iterator[tuple[str, YamlField]]:
    """Pair keys with values; a later key overrides an earlier one, also those that `<<` adds."""
    for key, value in zip(children[::2], children[1::2], strict=True):
        if key.text != "<<":
            yield shown(key.value), replace(value, line=key.line)
            continue
        for each in reversed(value.items) if value.items else (value,):
            yield from each.members.items()


def _twice(pairs: Iterable[tuple[YamlField, YamlField]]) -> Iterator[tuple[str, int]]:
    seen: dict[str, YamlField] = {}
    for key, value in pairs:
        first = seen.setdefault(shown(key.value), value)
        if first.written != value.written and key.text != "<<":
            yield shown(key.value), key.line
