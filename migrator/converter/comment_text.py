"""The text of a comment → kramdown's Markdown, in which nothing reaches out of its place.

Velog shows a comment with the renderer of posts, and so it is converted as a post is. But it is
somebody else's word in the author's page: what a post may do there is taken out. Names of places
would take links of the post to them, a style could lay a comment over the page, and an embed of
Twitter's brings a script.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from migrator.converter import kramdown_writer
from migrator.converter.clean_text import clean
from migrator.converter.formula_guard import guard_formulas, without_refused
from migrator.converter.harmless import style_of
from migrator.converter.inline_html import resolve_html
from migrator.converter.page import shifts_headings
from migrator.converter.page_images import PageImages
from migrator.converter.tabbed_lists import with_lists_in_lists
from migrator.converter.tree import (
    Block,
    Element,
    Embed,
    Heading,
    Link,
    Math,
    MathBlock,
    Span,
    Target,
    Text,
)
from migrator.converter.tree_walk import rebuilt, walk
from migrator.converter.velogmark import parse
from migrator.settings.site_settings import Settings

# Else kramdown would give a heading the id that one of the post has.
_NO_IDS = '{::options auto_ids="false" /}\n\n'


def comment_text(text: str, settings: Settings, images: PageImages) -> str:
    """Convert a comment; addresses that change are the marks of `images`.

    Jekyll runs no Liquid in data, so there is none to guard.
    """
    body = clean(text)
    if settings.tab_lists == "nested":
        body = with_lists_in_lists(body)
    blocks: tuple[Block, ...] = rebuilt(resolve_html(parse(body)), _in_its_place)
    blocks = without_refused(blocks) if "$" in body else blocks
    # Whether a script looks for formulas depends on the post above.
    blocks = guard_formulas(blocks, dollars=settings.profile.dollars)
    dialect = replace(settings.dialect, heading_shift=int(shifts_headings(blocks, settings)))
    written = kramdown_writer.write(blocks, dialect, images.mark, body.split("\n"))
    has_headings = any(isinstance(node, Heading) for node in walk(blocks))
    return (_NO_IDS if has_headings else "") + written.strip("\n")


def has_formula(text: str) -> bool:
    """Tell whether a comment has a formula that a script can set."""
    if "$" not in text:
        return False
    blocks = without_refused(resolve_html(parse(clean(text))))
    return any(isinstance(node, Math | MathBlock) for node in walk(blocks))


def _in_its_place(node: Any) -> Any:
    match node:
        case Target():
            return None
        case Embed("twitter", code, source):
            url = f"https://twitter.com/{code}"
            return Link(url, None, (Text(url, ""),), "inline", "", source)
        case Span(attributes) | Element(_, attributes):
            return replace(node, attributes=_without_place(attributes))
        case _:
            return node


def _without_place(attributes: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Leave of a style what only changes how a text looks."""
    kept = ((key, _style(value) if key == "style" else value) for key, value in attributes)
    return tuple((key, value) for key, value in kept if value or key != "style")


def _style(style: str) -> str:
    return style_of("span", {"style": style})
