"""An element within a line → the node it makes, or the format it gives to what stands in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from migrator.converter.inline_html import velog_filter
from migrator.converter.inline_html.authors_html import comment
from migrator.converter.inline_html.filtered_elements import EMBED, FORMULA, HTML_INLINE, Tag
from migrator.converter.inline_html.numbered_html import NumberedNode
from migrator.converter.inline_html.text_flow import Format, coded
from migrator.converter.tree import (
    Break,
    Embed,
    Emphasis,
    Frame,
    ImageNode,
    Inline,
    Link,
    Math,
    RawInline,
    Span,
    Strike,
    Strong,
    Text,
)

_BOX = Text("\u2610", "")
_TICKED = Text("\u2611", "")


def format_of(tag: Tag, node: NumberedNode | None) -> Format:
    """Give what an element does to its content; `node` is its node of Markdown, if any."""
    match node:
        case Strong() | Emphasis() | Strike() | Span():
            return lambda inlines: (replace(node, children=inlines),)
        case Link():
            url = velog_filter.address(node.url)
            return (lambda inlines: (replace(node, children=inlines),)) if url else _same
        case _:
            return FORMATS[tag.name](tag)


def _strong(tag: Tag) -> Format:
    return lambda inlines: (Strong(inlines, ""),)


def _emphasis(tag: Tag) -> Format:
    return lambda inlines: (Emphasis(inlines, ""),)


def _strike(tag: Tag) -> Format:
    return lambda inlines: (Strike(inlines),)


def _code(tag: Tag) -> Format:
    return coded


def _link(tag: Tag) -> Format:
    url = velog_filter.address(tag.attributes.get("href", ""))
    if not url:
        return _same
    return lambda inlines: (Link(url, None, inlines, "html", "", ""),)


def _span(tag: Tag) -> Format:
    style = velog_filter.style(tag.attributes.get("style", ""))
    if not style:
        return _same
    return lambda inlines: (Span((("style", style),), inlines),)


def _html(tag: Tag) -> Format:
    if tag.html == "span" and not tag.kept:
        return _same
    return lambda inlines: (Span(tag.kept, inlines, tag.html),)


def _same(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return inlines


def _image(tag: Tag) -> tuple[Inline, ...]:
    url = velog_filter.image_address(tag.attributes.get("src", "")) or ""
    width, height = (velog_filter.size(tag.attributes.get(side)) for side in ("width", "height"))
    alt = " ".join(tag.attributes.get("alt", "").split())
    return (ImageNode(url, None, alt, "html", "", "", width, height),)


def _frame(tag: Tag) -> tuple[Inline, ...]:
    """Show a frame of another host empty, as Velog does, and keep its address in a comment."""
    attributes = velog_filter.frame(tag.attributes)
    url = tag.attributes.get("src", "")
    return (Frame(attributes),) if attributes or not url else (Frame(()), RawInline(comment(url)))


def _formula(tag: Tag) -> tuple[Inline, ...]:
    return (Math(tag.text, False, ""),)


def _embed(tag: Tag) -> tuple[Inline, ...]:
    kind, _, code = tag.text.partition(" ")
    return (Embed(kind, code, ""),)


def _break(tag: Tag) -> tuple[Inline, ...]:
    return (Break("<br>"),)


def _input(tag: Tag) -> tuple[Inline, ...]:
    if not is_box(tag):
        return ()
    return (_TICKED,) if is_ticked(tag) else (_BOX,)


def is_box(tag: Tag) -> bool:
    """Tell whether a tag is a task box."""
    return tag.name == "input" and tag.attributes.get("type", "").strip().lower() == "checkbox"


def is_ticked(box: Tag) -> bool:
    """Tell whether a task box has its tick, which Velog's filter takes away."""
    return "checked" in box.attributes


FORMATS: dict[str, Callable[[Tag], Format]] = {
    "b": _strong,
    "strong": _strong,
    "i": _emphasis,
    "em": _emphasis,
    "strike": _strike,
    "del": _strike,
    "code": _code,
    "a": _link,
    "span": _span,
    HTML_INLINE: _html,
}
LEAVES: dict[str, Callable[[Tag], tuple[Inline, ...]]] = {
    "img": _image,
    "iframe": _frame,
    "br": _break,
    "input": _input,
    FORMULA: _formula,
    EMBED: _embed,
}
