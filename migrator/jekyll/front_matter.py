"""The text of a post → where its front matter is, what Jekyll reads in it, and how it is written.

Jekyll 3.10 and 4.x (`document.rb`) find it with the same regular expression, behind a byte order
mark if there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import frontmatter
from frontmatter.default_handlers import BaseHandler

from migrator.jekyll.yaml11 import YamlField, YamlHead, read_yaml

# Ruby's white space is ASCII's. Blank lines below the last line are not part of the body.
_FRONT_MATTER = re.compile(
    r"\ufeff?(?P<yaml>---[ \t\r\f\v]*\n.*?)^(?P<closing>---|\.\.\.)\s*$\n?",
    re.DOTALL | re.MULTILINE | re.ASCII,
)

_HEADER = re.compile(r"---[ \t\r\f\v\n]*\n")
_LINE = re.compile(r".*\n|.+")


class _JekyllHandler(BaseHandler):
    """Front matter as Jekyll finds and reads it, for python-frontmatter."""

    FM_BOUNDARY = _FRONT_MATTER

    def split(self, text: str) -> tuple[str, str]:
        found = _FRONT_MATTER.match(text)
        if found is None:
            raise ValueError("there is no front matter")
        return found["yaml"], text[found.end() :]

    def load(self, fm: str) -> dict[str, object]:
        return read_yaml(fm).values


_HANDLER = _JekyllHandler()


@dataclass(frozen=True)
class FrontMatter:
    """The front matter of a post: its fields, and the places in the text where its parts begin.

    `start` is where YAML begins, with the line `---`, `closing` the line that ends it, `cut` the
    line below. `body` is where Jekyll begins to read the text, at the line `body_line`; blank
    lines may be between.
    """

    fields: YamlHead
    start: int
    closing: int
    cut: int
    body: int
    body_line: int


@dataclass(frozen=True)
class KeyLines:
    """Lines of front matter: a key with its value, or comments and blank lines (no key).

    `value` has each scalar as the text it is written as, without its quotes.
    """

    key: str | None
    text: str
    value: object = None


@dataclass(frozen=True)
class PostText:
    """A post in pieces: the line that opens front matter, its parts, the line that ends it, body.

    As a `str` it is the text again, byte for byte.
    """

    opening: str
    head: tuple[KeyLines, ...]
    closing: str
    body: str

    def __str__(self) -> str:
        return f"{self.opening}{''.join(part.text for part in self.head)}{self.closing}{self.body}"


def read_values(text: str) -> dict[str, object]:
    """Read the values by key; none if front matter is missing or cannot be read."""
    values, _ = frontmatter.parse(split(text)[0], handler=_HANDLER)
    return values


def begins_with_head(text: str) -> bool:
    """Tell whether Jekyll makes a page of a file that is no post (`Utils.has_yaml_header?`).

    It does not look behind a byte order mark here.
    """
    return _HEADER.match(text) is not None


def read_front_matter(text: str) -> FrontMatter | None:
    """Find the front matter of a text and read its fields; None if there is none."""
    found = _FRONT_MATTER.match(text)
    if found is None:
        return None
    return FrontMatter(
        fields=read_yaml(found["yaml"]),
        start=found.start("yaml"),
        closing=found.start("closing"),
        cut=_next_line(text, found.start("closing")),
        body=found.end(),
        body_line=1 + text.count("\n", 0, found.end()),
    )


def split(text: str) -> tuple[str, str]:
    """Split a text below its front matter, valid or not; without one, at the start."""
    found = _FRONT_MATTER.match(text)
    cut = _next_line(text, found.start("closing")) if found else 0
    return text[:cut], text[cut:]


def read_parts(text: str) -> PostText | None:
    """Split a post key by key; None without front matter, or if its keys are in braces."""
    found = read_front_matter(text)
    if found is None or found.fields.error:
        return None
    entries = found.fields.entries
    keys = {key.text for key, _ in entries}
    starts = [found.start + key.start for key, _ in entries]
    has_lines = all(text[start - 1] == "\n" for start in starts)
    if not has_lines or len(keys) != len(entries) or (found.fields.fields and not entries):
        return None
    first = _next_line(text, found.start)
    bounds = [*starts, found.closing]
    parts = list(_comments(text[first : bounds[0]]))
    for (key, value), start, end in zip(entries, starts, bounds[1:], strict=True):
        parts += _parts(key, value, text[start:end])
    closing = text[found.closing : found.cut]
    return PostText(text[:first], tuple(parts), closing, text[found.cut :])


def _next_line(text: str, place: int) -> int:
    return text.find("\n", place) + 1 or len(text)


def _comments(text: str) -> Iterator[KeyLines]:
    if text:
        yield KeyLines(None, text)


def _parts(key: YamlField, value: YamlField, text: str) -> Iterator[KeyLines]:
    """Split the lines of a key from the comments and blank lines below them."""
    lines = _LINE.findall(text)
    last = max(at for at, line in enumerate(lines) if at == 0 or not _is_comment(line))
    yield KeyLines(key.text, "".join(lines[: last + 1]), value.written)
    yield from _comments("".join(lines[last + 1 :]))


def _is_comment(line: str) -> bool:
    return line.startswith("#") or not line.strip()
