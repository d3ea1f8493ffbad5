"""The elements of a post stored as HTML → elements that say the same and that the filter knows."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from migrator.converter.inline_html import velog_filter

_INDENT = re.compile(r"\bql-indent-([1-9])")
YOUTUBE = "https://www.youtube.com/embed/"
_VIDEO = re.compile(r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/embed/(.+)", re.DOTALL)
_FRAMES = frozenset(("iframe", "video", "audio", "embed"))
_LISTS = frozenset(("ol", "ul"))
ATTRIBUTES = ("alt", "class", "height", "href", "src", "start", "style", "type", "width")
_BOXES = """
address article aside center dd details dl dt fieldset figcaption figure footer form header main
nav section summary
"""
# Velog filters what Markdown becomes, but not these posts: what the filter takes away was shown.
_SHOWN_AS = {
    "s": "del",
    "strike": "del",
    "kbd": "code",
    "samp": "code",
    "tt": "code",
    "tfoot": "tbody",
    **dict.fromkeys(_BOXES.split(), "div"),
}
FORMATS = frozenset(("a", "b", "code", "del", "em", "i", "strong"))
IN_LINE = FORMATS | {"font", "s", "span", "strike", "sub", "sup", "u"}


def tidy(soup: BeautifulSoup) -> None:
    """Give all elements names and attributes of the filter's, and nest lists that are set in."""
    tags = [tag for tag in soup.find_all(True) if isinstance(tag, Tag)]
    # The inmost first: what is emptied then holds little.
    for tag in reversed(tags):
        _tidy(tag)
    for tag in tags:
        if tag.name in _LISTS and any(map(_depth, tag.contents)):
            _nest(tag)


def _tidy(tag: Tag) -> None:
    """Give an element a name and attributes that Velog's filter knows."""
    if tag.name in velog_filter.DROPPED:
        tag.clear()
    if tag.name in _FRAMES:
        _tidy_frame(tag)
    name = _SHOWN_AS.get(tag.name, tag.name)
    if name not in velog_filter.KEPT:
        name, tag.can_be_empty_element = "span", False
    tag.name = name
    if not tag.attrs:
        return
    tag.attrs = {name: tag.attrs[name] for name in ATTRIBUTES if name in tag.attrs}
    if name in FORMATS and velog_filter.style(str(tag.get("style", ""))):
        _wrap_content(tag, Tag(name="span", attrs={"style": tag["style"]}))


def _wrap_content(tag: Tag, span: Tag) -> None:
    """Put what stands in an element into a span, which alone may keep a style."""
    for child in list(tag.contents):
        span.append(child)
    tag.append(span)


def _tidy_frame(tag: Tag) -> None:
    """Turn what shows another page into a link, unless it is a frame that Velog lets in."""
    source = tag.find(src=True, recursive=False)
    url = str((source if isinstance(source, Tag) else tag).get("src") or "")
    video = _VIDEO.fullmatch(url)
    url = f"{YOUTUBE}{video[1]}" if video else url
    tag.clear()
    if tag.name == "iframe" and velog_filter.frame({"src": url}):
        tag.attrs = {"src": url}
        return
    tag.name, tag.attrs, tag.can_be_empty_element = "div", {}, False
    if url:
        link = Tag(name="a", attrs={"href": url})
        link.string = url
        tag.append(link)


def _nest(holder: Tag) -> None:
    """Put items that the editor only set in into lists of their own, in the item before them."""
    contents = list(holder.contents)
    holder.clear()
    host = _last_item(holder.find_previous_sibling(True))
    for child in contents:
        depth = _depth(child)
        if depth and host:
            _list_for(host, depth, holder.name).append(child)
            continue
        holder.append(child)
        if isinstance(child, Tag) and child.name == "li":
            host = child


def _depth(child: PageElement) -> int:
    """Tell how far an item is set in."""
    match = _INDENT.search(str(child.get("class", ""))) if isinstance(child, Tag) else None
    return int(match[1]) if match else 0


def _list_for(item: Tag, depth: int, name: str) -> Tag:
    """Give the list of this kind that ends an item, or ends the last item of the one there."""
    while depth > 1 and (deeper := _last_item(_last(item))):
        item, depth = deeper, depth - 1
    last = _last(item)
    if isinstance(last, Tag) and last.name == name:
        return last
    made = Tag(name=name)
    item.append(made)
    return made


def _last_item(holder: PageElement | None) -> Tag | None:
    """Give the last item of a list, None if it is none."""
    if not isinstance(holder, Tag) or holder.name not in _LISTS:
        return None
    items = (child for child in reversed(holder.contents) if isinstance(child, Tag))
    return next((item for item in items if item.name == "li"), None)


def _last(tag: Tag) -> PageElement | None:
    return tag.contents[-1] if tag.contents else None
