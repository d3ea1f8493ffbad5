"""Front matter as it is written → what Jekyll reads in it.

Jekyll parses YAML with libyaml and lets SafeYAML guess the type of each plain scalar; so `1,000`
is a number, `on` is true and `12:30` is 750.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

import yaml

from migrator.jekyll.front_matter import AS_JEKYLL

_DECIMAL = re.compile(r"[-+]?(?:0|[1-9][0-9_,]*)")
_OCTAL = re.compile(r"0[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-f]+", re.IGNORECASE)
_BINARY = re.compile(r"0b[01_]+")
_FLOAT = re.compile(r"[-+]?[0-9][0-9_]*\.[0-9]+(?:[eE][-+][0-9]+)?|[-+]?\.[0-9]+")
_SIXTIES = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.\d*)?"
    r"\s*(Z|[-+]\d{1,2}(?::?\d{2})?)?"
)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null"), None),
    **dict.fromkeys(("yes", "on", "true"), True),
    **dict.fromkeys(("no", "off", "false"), False),
}
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class YamlField:
    """A value in the front matter: the line it begins on, and what Jekyll reads.

    `text` is how a single value is written, `is_plain` says that it has no quotes, `after` is what
    follows it on its line. A list has `items`, a mapping `members`.
    """

    line: int
    value: object = None
    text: str = ""
    is_plain: bool = False
    after: str = ""
    items: tuple[YamlField, ...] = ()
    members: Mapping[str, YamlField] = field(default_factory=dict)


@dataclass(frozen=True)
class YamlHead:
    """The front matter of a file: its fields, or the line and the words of an error.

    `twice` are keys written again with another value, and the line of that.
    """

    fields: Mapping[str, YamlField] = field(default_factory=dict)
    error: tuple[int, str] | None = None
    twice: tuple[tuple[str, int], ...] = ()


def split_post(text: str) -> tuple[str | None, str, int]:
    """Cut a text as Jekyll does: front matter, or None, the rest, and the line of the rest."""
    found = AS_JEKYLL.match(text)
    if found is None:
        return None, text, 1
    return found["head"], text[found.end() :], 1 + text.count("\n", 0, found.end())


def read_head(source: str) -> YamlHead:
    """Read front matter that begins at the first line of its file, or a file of settings."""
    try:
        node = yaml.compose(source, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return YamlHead(error=(line, str(getattr(error, "problem", None) or error).splitlines()[0]))
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return YamlHead()
    if not isinstance(node, yaml.MappingNode):
        return YamlHead(error=(node.start_mark.line + 1, "it has no `key: value` lines"))
    lines = source.split("\n")
    return YamlHead(dict(_members(node, lines, ())), None, tuple(_twice(node)))


def _twice(node: yaml.MappingNode) -> Iterator[tuple[str, int]]:
    seen: dict[str, yaml.Node] = {}
    for key, value in node.value:
        first = seen.setdefault(str(key.value), value)
        if first is not value and yaml.serialize(first) != yaml.serialize(value):
            yield str(key.value), key.start_mark.line + 1


def _members(
    node: yaml.MappingNode, lines: list[str], above: tuple[yaml.Node, ...]
) -> Iterator[tuple[str, YamlField]]:
    for key, value in node.value:
        found = _field(value, lines, (*above, node), key.start_mark.line + 1)
        if key.value == "<<":
            yield from found.members.items()
        else:
            yield str(key.value), found


def _field(
    node: yaml.Node, lines: list[str], above: tuple[yaml.Node, ...], line: int | None = None
) -> YamlField:
    line = line or node.start_mark.line + 1
    if node in above:  # an alias to what it stands in
        return YamlField(line)
    if isinstance(node, yaml.ScalarNode):
        is_plain = not node.style  # libyaml says "", Python None
        end = node.end_mark
        after = lines[end.line][end.column :] if end.line < len(lines) else ""
        value = guess(node.value) if is_plain else node.value
        return YamlField(line, value, node.value, is_plain, after)
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_field(item, lines, (*above, node)) for item in node.value)
        return YamlField(line, [item.value for item in items], items=items)
    members = dict(_members(node, lines, above)) if isinstance(node, yaml.MappingNode) else {}
    return YamlField(line, {key: each.value for key, each in members.items()}, members=members)


def guess(text: str) -> object:
    """Read a plain scalar as SafeYAML does; a time without an offset is taken for UTC."""
    if text in {text.lower(), text.upper(), text.capitalize()} and text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if text[:1].isdigit() or text[:1] in "+-.":
        return _number(text)
    return text


def _number(text: str) -> object:
    for pattern, base in ((_OCTAL, 8), (_DECIMAL, 10), (_HEXADECIMAL, 16), (_BINARY, 2)):
        if pattern.fullmatch(text):
            return int(text.replace(",", "").replace("_", ""), base)
    if _FLOAT.fullmatch(text):
        return float(text.replace("_", ""))
    if _SIXTIES.fullmatch(text):
        total = 0.0
        for part in text.replace("_", "").lstrip("+-").split(":"):
            total = total * 60 + float(part)
        return -total if text.startswith("-") else total
    return _time(text)


def _time(text: str) -> object:
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
        found = _TIME.fullmatch(text)
        if found is None:
            return text
        numbers = [int(found[group]) for group in range(1, 7)]
        return datetime(*numbers, tzinfo=_zone(found[7]))  # type: ignore[arg-type,misc]
    except ValueError:
        return text


def _zone(text: str | None) -> timezone:
    if text is None or text == "Z":
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-size if text[0] == "-" else size)


def has_zone(text: str) -> bool:
    """Tell whether a time that `guess` reads says its offset."""
    found = _TIME.fullmatch(text)
    return found is not None and found[7] is not None


def shown(value: object) -> str:
    """Write a value as Jekyll shows it."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return str(value)


def is_changed(there: YamlField) -> bool:
    """Tell whether a plain value shows otherwise than it is written; times are apart."""
    if not there.is_plain or there.value is None or isinstance(there.value, str | datetime):
        return False
    return shown(there.value) != there.text
