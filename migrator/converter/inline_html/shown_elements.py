"""An element of a post that no filter reads → the tag that a browser shows of it.

What runs or loads from elsewhere has been taken out before.
"""

from __future__ import annotations

from collections.abc import Mapping

from migrator.converter.inline_html import velog_filter
from migrator.converter.inline_html.filtered_elements import (
    EMBED,
    FORMULA,
    FORMULA_BLOCK,
    HTML_BLOCK,
    HTML_INLINE,
    Tag,
)

TEX = "data-value"
"""The attribute with the TeX of a formula of the editor's."""
PAGE = "data-embed"
"""The attribute with what `!youtube[…]` says in Markdown: `youtube …`."""

INLINE = frozenset("abbr big ins kbd mark q rp rt ruby samp small span sub sup tt u".split())
BLOCKS = frozenset("address dd details dl dt fieldset figcaption figure legend summary".split())
WITH_STYLE = frozenset("table td th tr".split())
"""Of what Markdown can say, these elements have a style of their own; others have it in them."""
_WITH_ATTRIBUTES = WITH_STYLE | {"li", "ol", "ul"}
_WRITTEN = frozenset("colspan open reversed rowspan style title type value".split())


def as_shown(name: str, attributes: Mapping[str, str]) -> Tag | None:
    """Keep what a browser shows, as HTML where Markdown cannot say it."""
    given = dict(attributes)
    if TEX in given:
        kind = FORMULA if name == "span" else FORMULA_BLOCK
        return Tag(kind, 0, 0, text=given[TEX])
    if PAGE in given:
        return Tag(EMBED, 0, 0, text=given[PAGE])
    kept = tuple((key, value) for key, value in given.items() if key in _WRITTEN)
    if name in INLINE or name in BLOCKS:
        kind = HTML_INLINE if name in INLINE else HTML_BLOCK
        return Tag(kind, 0, 0, attributes=given, html=name, kept=kept)
    if name not in velog_filter.KEPT:
        return None
    kept = kept if name in _WITH_ATTRIBUTES else ()
    return Tag(name, 0, 0, attributes=given, html=name, kept=kept)
