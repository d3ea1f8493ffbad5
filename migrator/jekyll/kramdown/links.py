"""Brackets in a text → links and images, if an address follows or a label; addresses in `<>`."""

from __future__ import annotations

import re
from collections.abc import Callable

from migrator.jekyll.kramdown.html_tags import SPACE
from migrator.jekyll.kramdown.inline import Inline, Node
from migrator.jekyll.kramdown.labels import normal_label
from migrator.jekyll.kramdown.line_shapes import PLAIN_NAME
from migrator.jekyll.kramdown.mapped import BLANKS
from migrator.jekyll.kramdown.reading import MentionKind, PageElement
from migrator.jekyll.kramdown.scope import Found, mentioned

_STOP = r"\]|!?\["
_LINK_START = re.compile(r"!?\[(?=[^^])")
_FOOTNOTE = re.compile(rf"\[\^({PLAIN_NAME})\]")
_AUTOLINK = re.compile(r"<((mailto|https?|ftps?):.+?|[\w.-]+?@[\w.-]+?)>")
_REFERENCE = re.compile(rf"{SPACE}*?\[([^\]]+)?\]")
ESCAPE = re.compile(r"\\([\\.*_+`<>()\[\]{}#!:|\"'$=-])")
"""An escape, and the character that it stands for."""
_POINTED = re.compile(r"\(<(.*?)>")
_ADDRESS_STOP = re.compile(rf"(\()|(\))|{SPACE}(?=['\"])")
_TITLE = re.compile(rf"{SPACE}*?([\"'])(.+?)\1{SPACE}*?\)", re.DOTALL)

# No address has more characters, or more parentheses in one another: a text of them is soon read.
_LONGEST = 8000
_DEEPEST = 32


def autolink(inline: Inline, at: int, node: Node) -> int | None:
    """Read an address in angle brackets."""
    found = None if node.is_raw else _AUTOLINK.match(inline.text.text, at)
    if found is None:
        return None
    url = inline.document.written(inline.text, *found.span(1))
    url = url if found[2] else f"mailto:{url}"
    node.found.elements.append(PageElement("a", url, inline.text.place(at)))
    node.ends_in_text = False
    return found.end()


def footnote_mark(inline: Inline, at: int, node: Node) -> int | None:
    """Read what refers to a footnote."""
    found = _FOOTNOTE.match(inline.text.text, at)
    if found is None:
        return None
    is_there = found[1] in inline.document.footnotes
    node.found.footnotes += [found[1]] if is_there else []
    node.ends_in_text = not is_there
    return found.end()


def link(inline: Inline, at: int, node: Node) -> int | None:
    """Read a link or an image; in a link there is no other."""
    text = inline.text.text
    found = _LINK_START.match(text, at)
    if found is None:
        return None
    start = found.end()
    node.ends_in_text = True
    kind = MentionKind.IMAGE if found[0][0] == "!" else MentionKind.LINK
    is_nested = kind is MentionKind.LINK and node.is_within("a", "img")
    if is_nested or text.find("]", start) < 0:
        return start
    child = Node("img" if kind is MentionKind.IMAGE else "a", node)
    end, is_closed = inline.read(start, child, _STOP, _counted(text, child))
    after = _follow(inline, (start, end), kind, child) if is_closed else None
    if after is None:
        return start
    child.found.elements.sort(key=lambda element: element.place)
    node.take(child)
    return after


def _counted(text: str, child: Node) -> Callable[[int], bool]:
    """Count brackets up to the one that closes; those of images in it are closed by then."""
    count = 1

    def is_end(place: int) -> bool:
        nonlocal count
        count += -1 if text[place] == "]" else 1
        return count == child.images

    return is_end


def _follow(inline: Inline, words: tuple[int, int], kind: MentionKind, child: Node) -> int | None:
    """Read what follows the words in brackets; give the place after it, None if it is no link."""
    text = inline.text.text
    after = words[1] + 1
    found = Found() if kind is MentionKind.IMAGE else child.found
    place = inline.text.place(words[0] - 1)
    reference = _REFERENCE.match(text, after)
    if reference or not text.startswith("(", after):
        label = (reference and reference[1]) or ESCAPE.sub(r"\1", text[slice(*words)])
        definition = inline.document.definitions.get(normal_label(label))
        if definition is None:
            return None
        found.labels.append((normal_label(label), kind))
        url = definition.url
        after = reference.end() if reference else after
    else:
        address = _destination(text, after)
        if address is None:
            return None
        start, end, after = address
        found.mentions += mentioned(inline.text, start, end, kind)
        url = inline.document.written(inline.text, start, end)
    found.elements.append(PageElement(child.kind, url, place))
    # The text of an image is no more than its alt.
    child.found = found
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
        bare = text[start:end].strip(BLANKS)
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
    while found := _ADDRESS_STOP.search(text, stop, at + _LONGEST):
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
