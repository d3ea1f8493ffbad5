"""HTML between blocks → the addresses in its tags, and the Markdown in it that kramdown reads."""

from __future__ import annotations

import re

from migrator.jekyll.kramdown.browser_html import take_lost_image
from migrator.jekyll.kramdown.html_tags import (
    CLOSE,
    COMMENT,
    EMPTY_ELEMENTS,
    HIDDEN_CONTENT,
    INSTRUCTION,
    NAME,
    SPAN_ELEMENTS,
    TAG,
    content_of,
    end_tag,
    take_code,
    take_tag,
)
from migrator.jekyll.kramdown.scope import DEEPEST, Found, ReadingScope

_MARK = re.compile(rf"(?=<(?:{NAME}|/|!--|\?))")
_CODE = frozenset(("code", "pre"))
_LINE_REST = re.compile(r"[ \t]*\n")
_UP_TO_THREE = re.compile(" {0,3}")


def html_block(scope: ReadingScope, at: int) -> int | None:
    """Read a comment or an element."""
    text = scope.text.text
    comment = COMMENT.match(text, at)
    if comment:
        # What goes before it waits for the next block.
        pending, scope.pending = scope.pending, ""
        scope.add("html", at, comment[0])
        scope.pending = pending
        return _line_rest(text, comment.end())
    tag = near(TAG, text, at)
    if tag is None or tag["name"].lower() in SPAN_ELEMENTS:
        return None
    node = scope.add("html", at)
    end = _element(scope, tag, parses_html=scope.document.parses_html)
    node.text = text[at:end]
    return _line_rest(text, end)


def near(pattern: re.Pattern[str], text: str, at: int) -> re.Match[str] | None:
    """Match behind up to three spaces."""
    spaces = _UP_TO_THREE.match(text, at)
    return pattern.match(text, spaces.end() if spaces else at)


def _line_rest(text: str, at: int) -> int:
    """Skip spaces up to the end of the line, if nothing else is there."""
    found = _LINE_REST.match(text, at)
    return found.end() if found else at


def _element(scope: ReadingScope, tag: re.Match[str], *, parses_html: bool) -> int:
    """Read an element whose start tag is `tag`, and say where it ends."""
    text = scope.text
    if scope.depth > DEEPEST:
        return len(text.text)
    take_tag(scope.document, text, tag, scope.found)
    name = tag["name"].lower()
    if tag["closed"] or name in EMPTY_ELEMENTS:
        return tag.end()
    content = content_of(tag, default=parses_html)
    if name in ("script", "style"):
        return take_code(name, text, tag.end(), scope.found)
    inner = scope.inside(text, Found() if name in HIDDEN_CONTENT else None)
    if content == "raw":
        return _raw(inner, name, tag.end())
    if content == "block":
        return scope.read(inner, _line_rest(text.text, tag.end()), name)
    close = end_tag(name).search(text.text, tag.end())
    end = close.start() if close else len(text.text)
    inner.found.leaves.append(text.cut(tag.end(), end))
    return close.end() if close else end


def _raw(scope: ReadingScope, name: str, at: int) -> int:
    """Read tags only, to the end of the element; a tag that closes another one means nothing."""
    text = scope.text.text
    names = [name]
    while names and (mark := _MARK.search(text, at)):
        at = mark.start()
        skipped = COMMENT.match(text, at) or INSTRUCTION.match(text, at)
        tag = None if skipped else TAG.match(text, at)
        close = None if tag or skipped else CLOSE.match(text, at)
        if close and close["name"].lower() == names[-1]:
            names.pop()
        if tag:
            at = _raw_tag(scope, tag, names)
        else:
            if not (skipped or close or _CODE.intersection(names)):
                take_lost_image(scope.text, at, scope.found)
            at = (skipped or close or mark).end() + (not (skipped or close))
    return len(text) if names else at


def _raw_tag(scope: ReadingScope, tag: re.Match[str], names: list[str]) -> int:
    """Take in a tag that stands in an element of `names`; give the place to go on from."""
    name = tag["name"].lower()
    is_open = not tag["closed"] and name not in EMPTY_ELEMENTS
    if is_open and (name in HIDDEN_CONTENT or content_of(tag, default=False) != "raw"):
        return _element(scope, tag, parses_html=False)
    take_tag(scope.document, scope.text, tag, scope.found)
    if is_open:
        names.append(name)
    return tag.end()
