"""The text of a paragraph, a heading or a cell → the addresses in it: links, images, tags."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from migrator.jekyll.kramdown.html_tags import (
    BLOCK_CONTENT,
    BLOCK_ELEMENTS,
    CLOSE,
    CODE_ELEMENTS,
    COMMENT,
    EMPTY_ELEMENTS,
    SPACE,
    SPAN_CONTENT,
    TAG,
    Mention,
    MentionKind,
    tag_targets,
    target,
)
from migrator.jekyll.kramdown.labels import normal_label
from migrator.jekyll.kramdown.mapped import Mapped


@dataclass
class FoundMentions:
    """What was found so far.

    `leaves` are the texts of paragraphs, headings and cells: what is a link in them is known when
    all `definitions` are, the targets by label. `image_labels` are the labels that images refer to.
    """

    leaves: list[Mapped] = field(default_factory=list)
    targets: list[Mention] = field(default_factory=list)
    definitions: list[tuple[str, Mention]] = field(default_factory=list)
    image_labels: set[str] = field(default_factory=set)


@dataclass
class _Bracket:
    """A bracket that is open: whether of an image, where its text starts, what was found before."""

    is_image: bool
    start: int
    found: int


@dataclass
class _Spans:
    """Where the reading of a text stands."""

    text: Mapped
    found: FoundMentions
    labels: frozenset[str]
    brackets: list[_Bracket] = field(default_factory=list)


_START = re.compile(r"\\|`|<|!?\[|\]|\$\$|\{::")
_ESCAPED = re.compile(r"\\[\\.*_+`<>()\[\]{}#!:|\"'$=~-]")
_TICKS = re.compile("`+")
_AUTOLINK = re.compile(r"<(?:(?:mailto|https?|ftps?):.+?|[\w.-]+?@[\w.-]+?)>")
_LINK_START = re.compile(r"!?\[(?=[^^])")
_REFERENCE = re.compile(rf"{SPACE}*?\[([^\]]+)?\]")
_POINTED = re.compile(r"\(<(.*?)>")
_STOP = re.compile(rf"(\()|(\))|{SPACE}(?=['\"])")
_TITLE = re.compile(rf"{SPACE}*?([\"'])(.+?)\1{SPACE}*?\)", re.DOTALL)
_MATH = re.compile(r"\$\$.*?\$\$", re.DOTALL)
_EXTENSION = re.compile(r"\{::(\w+)(?:\s(?:\\\}|[^\}])*?)?(/)?\}")

# No address has more characters, or more parentheses in one another: a text of them is soon read.
_LONGEST = 8000
_DEEPEST = 32


def read_leaves(found: FoundMentions) -> None:
    """Find the addresses in the texts that were found."""
    labels = frozenset(label for label, _ in found.definitions)
    for text in found.leaves:
        spans = _Spans(text, found, labels)
        at = 0
        while start := _START.search(text.text, at):
            at = _READERS[start[0]](spans, start.start())


def _escaped(spans: _Spans, at: int) -> int:
    found = _ESCAPED.match(spans.text.text, at)
    return found.end() if found else at + 1


def _code(spans: _Spans, at: int) -> int:
    """Pass over code in backticks; a single one between spaces is no more than a backtick."""
    text = spans.text.text
    ticks = _TICKS.match(text, at)
    assert ticks
    after = ticks.end()
    if len(ticks[0]) == 1 and text[:at][-1:].strip() == "" and text[after : after + 1].isspace():
        return after
    end = text.find(ticks[0], after)
    return after if end < 0 else end + len(ticks[0])


def _angle(spans: _Spans, at: int) -> int:
    """Pass over what starts with `<`; of a tag, the attributes count."""
    text = spans.text.text
    for pattern in (_AUTOLINK, COMMENT, CLOSE):
        found = pattern.match(text, at)
        if found:
            return found.end()
    tag = TAG.match(text, at)
    if tag is None:
        return at + 1
    name = tag["name"].lower()
    if name in BLOCK_ELEMENTS:
        return tag.end()
    spans.found.targets += tag_targets(spans.text, tag)
    if tag["closed"] or name in EMPTY_ELEMENTS or name in SPAN_CONTENT | BLOCK_CONTENT:
        return tag.end()
    return _raw_content(spans, name, tag.end())


def _raw_content(spans: _Spans, name: str, at: int) -> int:
    """Pass over an element in which kramdown reads tags only."""
    text = spans.text.text
    close = re.compile(rf"</{re.escape(name)}{SPACE}*>", re.IGNORECASE).search(text, at)
    end = close.start() if close else len(text)
    if name not in CODE_ELEMENTS:
        for tag in TAG.finditer(text, at, end):
            spans.found.targets += tag_targets(spans.text, tag)
    return close.end() if close else end


def _open(spans: _Spans, at: int) -> int:
    found = _LINK_START.match(spans.text.text, at)
    if found is None:
        return spans.text.text.index("[", at) + 1
    bracket = _Bracket(found[0][0] == "!", found.end(), len(spans.found.targets))
    spans.brackets.append(bracket)
    return found.end()


def _close(spans: _Spans, at: int) -> int:
    """End a bracket: a link or an image if an address follows, or a label."""
    if not spans.brackets:
        return at + 1
    bracket = spans.brackets.pop()
    text = spans.text.text
    after = at + 1
    reference = _REFERENCE.match(text, after)
    if reference or not text.startswith("(", after):
        label = normal_label((reference and reference[1]) or text[bracket.start : at])
        if label not in spans.labels:
            return after
        if bracket.is_image:
            spans.found.image_labels.add(label)
        return reference.end() if reference else after
    place = _destination(text, after)
    if place is None:
        return after
    start, end, after = place
    kept = spans.found.targets[bracket.found :]
    # The text of an image is no more than its alt; in the text of a link, no link counts.
    kept = [] if bracket.is_image else [each for each in kept if each.kind is not MentionKind.LINK]
    kind = MentionKind.IMAGE if bracket.is_image else MentionKind.LINK
    spans.found.targets[bracket.found :] = [*kept, *target(spans.text, start, end, kind)]
    return after


def _destination(text: str, at: int) -> tuple[int, int, int] | None:
    """Read an address in parentheses, with a title or not: its start and end, the link's end."""
    pointed = _POINTED.match(text, at)
    if pointed:
        start, end = pointed.span(1)
        stop, depth = pointed.end(), 1
        if text.startswith(")", stop):
            return start, end, stop + 1
    else:
        stop, depth = _balanced(text, at)
        if stop < 0:
            return None
        start, end = at + 1, stop - 1
        bare = text[start:end].strip()
        start = text.index(bare, start, end) if bare else start
        end = start + len(bare)
        if depth == 0:
            return start, end, stop
    title = _TITLE.match(text, stop)
    return (start, end, title.end()) if title else None


def _balanced(text: str, at: int) -> tuple[int, int]:
    """Find the end of what opens in parentheses, or the space before a title."""
    depth = 0
    stop = at
    while found := _STOP.search(text, stop, at + _LONGEST):
        stop = found.end()
        if found[1]:
            depth += 1
        elif found[2]:
            depth -= 1
        if depth == 0 or not (found[1] or found[2]):
            return stop, depth
        if depth > _DEEPEST:
            break
    # At the end of the text, and where no address is so long, what is open stays open.
    return -1, depth


def _math(spans: _Spans, at: int) -> int:
    found = _MATH.match(spans.text.text, at)
    return found.end() if found else at + 2


def _extension(spans: _Spans, at: int) -> int:
    """Pass over kramdown's own comments and the like."""
    text = spans.text.text
    start = _EXTENSION.match(text, at)
    if start is None or start[2]:
        return at + 3
    end = re.compile(rf"\{{:/({re.escape(start[1])})?\}}").search(text, start.end())
    return end.end() if end else at + 3


_READERS: dict[str, Callable[[_Spans, int], int]] = {
    "\\": _escaped,
    "`": _code,
    "<": _angle,
    "[": _open,
    "![": _open,
    "]": _close,
    "$$": _math,
    "{::": _extension,
}
