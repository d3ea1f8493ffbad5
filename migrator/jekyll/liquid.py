"""A text → the tags and variables of Liquid in it.

Jekyll 3.10 and 4.x run Liquid 4 (`lib/liquid.rb`, `block_body.rb`, `tags/raw.rb` of 4.0.4), in code
as in prose. Liquid 5 splits a text the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BLOCK_TAGS = frozenset(
    "if unless case for tablerow capture comment raw ifchanged highlight".split()
)
"""Tags that go up to their `end…`; `highlight` is Jekyll's own."""
TAGS = BLOCK_TAGS | frozenset(
    "assign cycle decrement increment include include_relative link post_url break continue".split()
)
INNER_TAGS = {
    "else": frozenset(("if", "unless", "case", "for")),
    "elsif": frozenset(("if", "unless")),
    "when": frozenset(("case",)),
}
"""Tags that are allowed only in a block, and in which."""
SILENT_TAGS = frozenset(
    (
        *"assign capture if unless case for tablerow break continue cycle increment".split(),
        *"decrement comment".split(),
        *INNER_TAGS,
        *(f"end{name}" for name in BLOCK_TAGS),
    )
)
"""Tags that write nothing, or nothing of their own."""
VARIABLES = frozenset(
    "site page jekyll theme true false nil null empty blank forloop tablerowloop include".split()
)
"""Names that have a value without being assigned in a post."""
PLUGIN_TAGS = {
    "jekyll-avatar": "avatar",
    "jekyll-feed": "feed_meta",
    "jekyll-figure": "figure",
    "jekyll-gist": "gist",
    "jekyll-github-metadata": "github_edit_link",
    "jekyll-include-cache": "include_cached",
    "jekyll-last-modified-at": "last_modified_at",
    "jekyll-octicons": "octicon",
    "jekyll-seo-tag": "seo",
    "jekyll-toc": "toc",
}
"""Of plugins of Jekyll, the tag that each brings."""
PLUGINS_WITHOUT_TAGS = frozenset(
    "jekyll-admin jekyll-archives jekyll-coffeescript jekyll-commonmark jekyll-commonmark-ghpages "
    "jekyll-compose jekyll-default-layout jekyll-loading-lazy jekyll-mentions jekyll-minifier "
    "jekyll-optional-front-matter jekyll-paginate jekyll-paginate-v2 jekyll-postfiles "
    "jekyll-readme-index jekyll-redirect-from jekyll-relative-links jekyll-remote-theme "
    "jekyll-sass-converter jekyll-sitemap jekyll-spaceship jekyll-target-blank "
    "jekyll-titles-from-headings jekyll-watch jemoji".split()
)
ASSIGNING_TAGS = ("assign", "capture")
"""Tags that assign a value to a name, for all the text after them."""
NAMING_TAGS = (*ASSIGNING_TAGS, "for", "tablerow", "increment", "decrement")
"""Tags that give a name a value."""

_OPENING = re.compile(r"\{[%{]")
_TAG = re.compile(r"\{%-?\s*(\w+)\s*(.*?)-?%\}", re.DOTALL)
_VARIABLE = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
_END_RAW = re.compile(r"\{%\s*endraw\b.*?%\}|\{%-\s*endraw\b", re.DOTALL)
_CAPTURED = re.compile(r"\s*((?:https?:)?//[^\s{]+)\s*\{%-?\s*endcapture\b")
_QUOTED_ADDRESS = re.compile(r"([\"'])((?:https?:)?//.*?)\1")


@dataclass(frozen=True)
class LiquidToken:
    """A tag or a variable, from `start` to `end` in a text.

    `name` is that of a tag, empty for a variable; `inside` is what follows the name, or the whole
    inside of a variable. `is_whole` is false where Liquid finds no end and stops the build.
    """

    start: int
    end: int
    source: str
    name: str = ""
    inside: str = ""
    is_whole: bool = True

    @property
    def is_tag(self) -> bool:
        """Tell a tag from a variable."""
        return self.source.startswith("{%")


def liquid_tokens(text: str) -> Iterator[LiquidToken]:
    """Give tags and variables in their order; behind `raw`, its end is the next one."""
    place = 0
    # Behind the last end nothing is searched for one: each opening would read all that is left.
    last = {"{%": text.rfind("%}"), "{{": text.rfind("}")}
    while found := _OPENING.search(text, place):
        start, inside = found.span()
        end = _end_of(found[0], text, inside) if inside <= last[found[0]] else inside
        token = _token(text[start:end], start)
        yield token
        place = token.end
        if token.name == "raw":
            place = _end_of_raw(text, place)


def _end_of(opening: str, text: str, at: int) -> int:
    """Find the end of a tag, or of a variable, for which one brace is enough."""
    if opening == "{%":
        return text.index("%}", at) + 2
    end = text.index("}", at) + 1
    return end + text.startswith("}", end)


def _token(source: str, start: int) -> LiquidToken:
    end = start + len(source)
    if source.startswith("{{"):
        whole = _VARIABLE.fullmatch(source)
        inside = whole[1] if whole else ""
        return LiquidToken(start, end, source, "", inside, whole is not None)
    tag = _TAG.fullmatch(source)
    name, inside = (tag[1], tag[2].strip()) if tag else ("", "")
    return LiquidToken(start, end, source, name, inside, tag is not None)


def _end_of_raw(text: str, place: int) -> int:
    """Find the tag that ends `raw`; with a dash, `{%-`, Liquid 4 does not see it."""
    for found in _END_RAW.finditer(text, place, text.rfind("%}") + 2):
        if not found[0].startswith("{%-"):
            return found.start()
    return len(text)


def names_set_in(text: str, tags: tuple[str, ...]) -> list[str]:
    """Give the names that these tags set in a text."""
    pattern = rf"\{{%-?\s*(?:{'|'.join(tags)})\s+[\"']?([\w-]+)"
    return re.findall(pattern, text)


def running_tokens(text: str) -> Iterator[LiquidToken]:
    """Give the tags and variables that do something, so none in a comment or in code."""
    tokens = liquid_tokens(text)
    for token in tokens:
        if token.name in ("comment", "highlight"):
            pass_block(token.name, tokens)
        else:
            yield token


def addresses_in_liquid(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of addresses that tags get in quotes, as an include does, or capture."""
    for token in running_tokens(text):
        for found in _QUOTED_ADDRESS.finditer(token.source):
            yield token.start + found.start(2), token.start + found.end(2)
        captured = _CAPTURED.match(text, token.end) if token.name == "capture" else None
        if captured:
            yield captured.span(1)


def pass_block(name: str, tokens: Iterator[LiquidToken]) -> LiquidToken | None:
    """Skip a block up to the tag that ends it; None if it has no end."""
    return next((token for token in tokens if token.name == f"end{name}"), None)
