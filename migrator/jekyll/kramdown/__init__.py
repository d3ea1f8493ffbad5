"""A body of a post, read as Jekyll's Liquid and kramdown read it → the addresses it points at.

Code, comments and text that only looks like a link point at nothing. This follows kramdown 2.4
with its GFM parser, block by block, as far as it takes to know what is code and what is a link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from migrator.jekyll.kramdown.blocks import read_blocks
from migrator.jekyll.kramdown.html_tags import Mention, MentionKind
from migrator.jekyll.kramdown.mapped import read
from migrator.jekyll.kramdown.rendered import in_liquid_tags, render
from migrator.jekyll.kramdown.spans import FoundMentions

__all__ = ["Mention", "MentionKind", "in_liquid_tags", "targets"]


def targets(body: str, start: int, *, runs_liquid: bool, parses_html: bool) -> list[Mention]:
    """Give the addresses in a body that stands at `start` in its file, in their order.

    `runs_liquid` and `parses_html` say whether Liquid reads the body and whether kramdown reads
    what stands in HTML.
    """
    text = read(body, start)
    rendered = render(text) if runs_liquid else None
    found = FoundMentions()
    read_blocks(rendered.body if rendered else text, found, parses_html=parses_html)
    raw = rendered.raw if rendered else ()
    everything = {each.start: each for each in (*found.targets, *_defined(found))}
    return [
        replace(each, is_raw=any(first <= place < last for first, last in raw))
        for place, each in sorted(everything.items())
    ]


def _defined(found: FoundMentions) -> Iterator[Mention]:
    """Give the addresses of definitions, each for what refers to it."""
    for label, place in found.definitions:
        yield replace(place, kind=MentionKind.IMAGE) if label in found.image_labels else place
