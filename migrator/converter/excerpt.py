"""The text of a post → the same, with a place at which its excerpt may end.

Jekyll cuts an excerpt at the first blank line (`excerpt.rb`, `excerpt_separator`) and makes a page
of it. Code, a formula or an element that is cut in two there would show its tags, alive. 3.10 and
4.x both take a separator of a post's own from its front matter.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from migrator.jekyll.kramdown import read_tree

SEPARATOR = "\n\n"
"""What ends an excerpt where the site says nothing (`configuration.rb`)."""

KEY = "excerpt_separator"

Span = tuple[int, int]

_ITEM = re.compile(r"[ ]{0,3}(?:[+*-]|\d+\.)[ \t]")
_FENCE = re.compile(r"[ \t]*(?:(?:[+*-]|\d+\.)[ \t]+)*(`{3,}|~{3,})[^`]*\Z")
_CODE = re.compile(r"(`+)(?!`).*?[^`]\1(?!`)")
_TAG = re.compile(
    r"<(?:(?P<start>!--)|(?P<end>/)?(?P<name>[a-z][a-z0-9]*)(?=[\s/>])[^<>]*>)|(?P<stop>-->)"
)
_EMPTY = frozenset("area base br col embed hr img input link meta source track wbr".split())
# A block that begins where it can begin nothing but a block of its own.
_NEXT = re.compile(r"\n\n(?=[^\s{])(?![+*-][ \t]|\d+\.[ \t])")
# Jekyll adds the definitions of links in the rest to the excerpt (3.10 all of them), and takes
# lines of code for some. Longer labels are not looked for: time must not grow with the square.
_DEFINITION = re.compile(r"^ {0,3}(\[[^\]]{1,999}\]):(.+)$", re.MULTILINE)
_LABEL = re.compile(r"(?=(\[[^\]]{1,999}\]))")
_MORE = re.compile("<!--more(?:-[0-9]+)?-->")
_NO_DEFINITION = re.compile(r"<|[ \t][\"']")


def with_safe_excerpt(text: str, separator: str) -> tuple[str, dict[str, str]]:
    """Give the text and the key of the front matter that it needs, if the site's cut is not safe.

    `separator` is the site's. Where no place is safe the excerpt is the whole post.
    """
    if not separator or separator not in text:
        return text, {}
    head = text.index(separator)
    if not _within(head, [*_open_spans(text, head)]) and not _borrows(text, head):
        return text, {}
    opened = [*_open_spans(text)]
    mark = _mark(text)
    cuts = (cut.start() for cut in _NEXT.finditer(text, head))
    free = [at for at in cuts if not _within(at, opened)]
    # Where the outmost blocks start; to know this costs more than to look for what is open.
    starts = {node.place for node in read_tree(text)} if free else set()
    end = next((at for at in free if at + len(SEPARATOR) in starts), None)
    if end is None or _borrows(text, end):
        return text, {KEY: mark}
    return f"{text[:end]}\n\n{mark}{text[end:]}", {KEY: mark}


def span_that_is_cut(text: str, separator: str) -> Span | None:
    """Give where the code, formula or element stands in which the excerpt of a text ends, if any.

    `separator` ends the excerpt.
    """
    head = text.find(separator)
    return next((span for span in _open_spans(text, head) if span[0] < head < span[1]), None)


def _within(place: int, spans: Sequence[Span]) -> bool:
    """Tell whether a place is inside one of the spans, which ascend."""
    index = bisect_left(spans, (place, 0)) - 1
    return index >= 0 and place < spans[index][1]


def _borrows(text: str, head: int) -> bool:
    """Tell whether an excerpt gets lines of code that mean something there."""
    found = [*_DEFINITION.finditer(text, head)]
    # Most texts have none, and need not be read for code down to their end.
    opened = [*_open_spans(text)] if found else []
    in_code = [each for each in found if "\n" in each[1] or _within(each.start(1), opened)]
    labels = {*_LABEL.findall(text[:head])} if in_code else set()
    return any(each[1] in labels or _NO_DEFINITION.search(each[0]) for each in in_code)


def _mark(text: str) -> str:
    """Give the comment that many sites use, if no post says it."""
    mark, number = "<!--more-->", 1
    used = set(_MORE.findall(text))
    while mark in used:
        number += 1
        mark = f"<!--more-{number}-->"
    return mark


def _open_spans(text: str, until: int | None = None) -> Iterator[Span]:
    """Give where code, formulas and elements of more than one line stand, of the outmost only.

    No line after the place `until` is read, unless something is open there.
    """
    closing, depth, start, in_list, place = "", 0, 0, False, 0
    for line in text.split("\n"):
        was_open = closing or depth
        if until is not None and place > until and not was_open:
            return
        closing, depth = _after(line, closing, depth, in_list)
        if not was_open:
            start = place
        elif not (closing or depth):
            yield start, place + len(line)
        if line[:1] not in ("", " ", "\t"):
            in_list = _ITEM.match(line) is not None
        place += len(line) + 1
    if closing or depth:
        yield start, place


def _after(line: str, closing: str, depth: int, in_list: bool) -> tuple[str, int]:
    """Give the marks that will end the code or formula after a line, or how many elements will."""
    bare = line.strip()
    if closing:
        return ("" if _closes(line, closing) else closing), 0
    if depth or bare.startswith("<"):
        return "", _depth(line, depth)
    # Four blanks or a tab make code of a line, but not in a list.
    if not in_list and not line[:4].expandtabs(4)[:4].strip():
        return "", 0
    if bare == "$$":
        return "$$", 0
    fence = _FENCE.match(line)
    return (" " * fence.start(1) + fence[1] if fence else ""), 0


def _closes(line: str, opening: str) -> bool:
    """Tell whether a line ends the code or formula that `opening` began, blanks before it too."""
    bare, marks = line.strip(), opening.strip()
    if not bare.startswith(marks) or bare.strip(marks[0]):
        return False
    # A fence that is set in by four more is a line of the code.
    return marks == "$$" or len(line) - len(line.lstrip()) < len(opening) - len(marks) + 4


def _depth(line: str, depth: int) -> int:
    """Count the elements and comments that are open after a line."""
    for tag in _TAG.finditer(_CODE.sub("", line)):
        if tag["start"]:
            depth += 1
        elif tag["stop"] or tag["end"]:
            depth = max(0, depth - 1)
        elif tag["name"] not in _EMPTY:
            depth += 1
    return depth
