"""The text of a post → its front matter, key by key as it is written, and its body; and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import yaml

_HEAD = re.compile(r"\ufeff?---[ \t]*\n(?P<head>(?:.*\n)*?)---[ \t]*(?:\n|\Z)")
# As Jekyll finds it (4.3, `document.rb`), and Ruby's blanks are ASCII; a byte order mark may stand
# before it.
AS_JEKYLL = re.compile(
    r"\ufeff?(?P<head>---\s*\n.*?\n?)^(?:---|\.\.\.)\s*$\n?", re.DOTALL | re.MULTILINE | re.ASCII
)
_KEY = re.compile(r"(?P<quote>[\"']?)(?P<key>[^\s#\"'\[\]{}-][^:\"']*?)(?P=quote)[ \t]*:(?=\s)")


@dataclass(frozen=True)
class KeyLines:
    """Lines of front matter: a key with its value, or comments and blank lines (no key)."""

    key: str | None
    text: str


@dataclass(frozen=True)
class PostText:
    """The blocks of the front matter, in their order, and all that follows it."""

    head: tuple[KeyLines, ...]
    body: str


def read_halves(text: str) -> PostText | None:
    """Part front matter and body; None if there is none, or none that YAML can read."""
    found = _HEAD.match(text)
    if found is None:
        return None
    try:
        values = yaml.load(found["head"], yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    blocks = tuple(_blocks(found["head"]))
    keys = [block.key for block in blocks if block.key is not None]
    if not isinstance(values, Mapping) or len(keys) != len(values):
        return None
    return PostText(blocks, text[found.end() :])


def split_head(text: str) -> tuple[str, str]:
    """Cut a text behind its front matter, whatever is in there; without one, before everything."""
    found = _HEAD.match(text.replace("\r\n", "\n"))
    lines = found[0].count("\n") if found else 0
    parts = text.split("\n", lines) if lines else [text]
    cut = len(text) - len(parts[-1])
    return text[:cut], text[cut:]


def _blocks(head: str) -> Iterator[KeyLines]:
    """Part the lines by top-level keys; comments between them stand by themselves."""
    key: str | None = None
    lines: list[str] = []
    waiting: list[str] = []
    for line in head.splitlines(keepends=True):
        found = _KEY.match(line)
        if found:
            yield from _ended(key, lines, waiting)
            key, lines, waiting = found["key"], [line], []
        elif line.strip() and not line.startswith("#"):
            lines += [*waiting, line]
            waiting = []
        else:
            waiting.append(line)
    yield from _ended(key, lines, waiting)


def _ended(key: str | None, lines: Sequence[str], waiting: Sequence[str]) -> Iterator[KeyLines]:
    if lines:
        yield KeyLines(key, "".join(lines))
    if waiting:
        yield KeyLines(None, "".join(waiting))


def join_halves(head: Sequence[KeyLines], body: str) -> str:
    """Write the text of a post that has this front matter and this body."""
    return f"---\n{''.join(block.text for block in head)}---\n{body}"
