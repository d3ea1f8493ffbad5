"""HTML that no Markdown is read in → the addresses and elements in it, as a browser has them."""

from __future__ import annotations

import re

from migrator.jekyll.kramdown.html_tags import (
    COMMENT,
    HIDDEN_CONTENT,
    take_code,
    take_tag,
)
from migrator.jekyll.kramdown.mapped import Mapped
from migrator.jekyll.kramdown.reading import MentionKind
from migrator.jekyll.kramdown.scope import Document, Found, mentioned

_TAG = re.compile(
    r"""<(?P<name>[A-Za-z][^\s/>]*+)(?P<attributes>(?>(?:"[^"]*"|'[^']*'|[^"'>])*))>"""
)
_IMAGE = re.compile(r"<img(?=[\s/>])", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"""(?P<key>[^\s"'>/=]+)"""
    r"""(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+)))?"""
)


def take_html(document: Document, text: Mapped, found: Found) -> None:
    """Take in what the tags in a text say; kramdown's own rules for tags do not hold in it."""
    at = 0
    while (at := text.text.find("<", at)) >= 0:
        tag = _TAG.match(text.text, at) if text.text.find(">", at) >= 0 else None
        comment = None if tag else COMMENT.match(text.text, at)
        if tag:
            take_tag(document, text, tag, found, _ATTRIBUTE)
            at = tag.end()
            if tag["name"].lower() in HIDDEN_CONTENT:
                at = take_code(tag["name"].lower(), text, at, found)
        else:
            at = comment.end() if comment else at + 1


def take_lost_image(text: Mapped, at: int, found: Found) -> None:
    """Take in a tag that is an image for a browser, and for kramdown no tag but text.

    kramdown knows no bare address, nor a bare `50%`.
    """
    if not _IMAGE.match(text.text, at) or text.text.find(">", at) < 0:
        return
    tag = _TAG.match(text.text, at)
    if tag is None:
        return
    for each in _ATTRIBUTE.finditer(text.text, *tag.span("attributes")):
        group = next((name for name in ("double", "single", "bare") if each[name]), None)
        if each["key"].lower() == "src" and group:
            found.lost += mentioned(text, *each.span(group), MentionKind.IMAGE)
