"""The text of a paragraph, heading or cell → the inlines that Velog shows for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from migrator.converter.tree import (
    Break,
    Code,
    Definition,
    Embed,
    ImageNode,
    Inline,
    Link,
    RawInline,
    Text,
)
from migrator.converter.velogmark import links, spans
from migrator.converter.velogmark.ahead import LookAhead
from migrator.converter.velogmark.characters import WHITE_CHARS
from migrator.converter.velogmark.entities import ENTITY, ESCAPABLE, decode, entity, unescape
from migrator.converter.velogmark.rawhtml import read_tag
from migrator.converter.velogmark.spans import Found

_SPECIAL = re.compile(r"[\\<!\[*_~`$&\n]")
_SPECIAL_OR_URL = re.compile(r"[\\<!\[*_~`$&\n]|https?://|mailto:")
_DEEP = re.compile(r"[\\<`$&\n]|https?://|mailto:")
DEEPEST = 32  # spans and links in one another; what is deeper is read as text
_EMBED = re.compile(r"!(youtube|twitter|codesandbox|codepen)\Z")
_LABEL_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class InlineState:
    """What the text of a post depends on: the definitions, and whether an `<a>` is open."""

    definitions: dict[str, Definition] = field(default_factory=dict)
    in_link: bool = False


def definition_key(label: str) -> str:
    """Normalise a label: labels are compared in this form."""
    return _LABEL_SPACE.sub(" ", label).lower().upper()


def read_inlines(text: str, state: InlineState, *, embeds: bool = False) -> tuple[Inline, ...]:
    """Read the inlines of a text; `embeds` is for paragraphs, where Velog looks for an embed."""
    if not _SPECIAL.search(text) and ":" not in text:
        shown = text.rstrip(" \t")
        return (Text(shown, shown),) if shown else ()
    return _Reader(text, state, embeds).read()


def _in_line(value: str, source: str) -> Text:
    """Make a Text of words that may be on two lines in the body; Velog shows no break there."""
    return Text(value.replace("\n", " "), source)


class _Pieces:
    """Collects inlines; joins neighbouring texts."""

    def __init__(self) -> None:
        self.nodes: list[Inline] = []
        self._values: list[str] = []
        self._sources: list[str] = []

    def text(self, value: str, source: str) -> None:
        self._values.append(value)
        self._sources.append(source)

    def add(self, nodes: Iterable[Inline]) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self.text(node.value, node.source)
                continue
            self.flush(at_break=isinstance(node, Break))
            after_break = self.nodes and isinstance(self.nodes[-1], Break)
            if isinstance(node, Code) and after_break:
                # mdast-util-to-hast 8.1.0 trims the start of every line, of code too.
                node = replace(node, value=node.value.lstrip(WHITE_CHARS))
            self.nodes.append(node)

    def flush(self, *, at_break: bool = False) -> None:
        if self._values:
            value, source = "".join(self._values), "".join(self._sources)
            if at_break:
                value, source = value.rstrip(" \t"), source.rstrip(" \t")
            if self.nodes and isinstance(self.nodes[-1], Break):
                value, source = _without_start(value, source)
            if value:
                self.nodes.append(Text(value, source))
            self._values, self._sources = [], []


def _without_start(value: str, source: str) -> tuple[str, str]:
    """Take the white space off the start of a line, as mdast-util-to-hast 8.1.0 does.

    That of an entity stays: there an author meant it to be seen.
    """
    bare = source.lstrip(WHITE_CHARS)
    return value[len(source) - len(bare) :], bare


class _Reader:
    """Reads one text; `start` is where the text begins that is not in a node yet."""

    def __init__(self, text: str, state: InlineState, embeds: bool = False, depth: int = 0) -> None:
        self.text = text
        self.ahead = LookAhead(text)
        self.start = 0
        self._state = state
        self._embeds = embeds
        self._depth = depth

    def read(self) -> tuple[Inline, ...]:
        """Read the whole text."""
        text, pieces, at = self.text, _Pieces(), 0
        url = "http" in text or "mailto:" in text or ":" in text
        special = _SPECIAL_OR_URL if url else _SPECIAL
        search = (special if self._depth < DEEPEST else _DEEP).search
        found = self._upper_case(0)
        while True:
            if found is None:
                next_one = search(text, at)
                if next_one is None:
                    break
                at = next_one.start()
                found = _HANDLERS[text[at]](self, at)
                if found is None:
                    at += 1
                    continue
            nodes, end = found
            if at > self.start:
                pieces.text(text[self.start : at], text[self.start : at])
            pieces.add(nodes)
            found = self._upper_case(end) if self._is_stop(at, end) else None
            self.start = at = end
        pieces.text(text[self.start :], text[self.start :])
        pieces.flush()
        return tuple(pieces.nodes)

    def _upper_case(self, at: int) -> Found | None:
        """Read an address whose scheme is not in lower case: Velog only sees it here."""
        return self.bare(at) if self.text[at : at + 1] in {"H", "h", "M", "m"} else None

    def _is_stop(self, at: int, end: int) -> bool:
        """Tell whether Velog looks for an address right after this node: not after characters."""
        return self.text[at] not in "&\n" or self.text[at - 2 : at] == "  "

    def inner(self, text: str) -> tuple[Inline, ...]:
        """Read the text inside a span."""
        return _Reader(text, self._state, depth=self._depth + 1).read()

    def escape(self, at: int) -> Found | None:
        character = self.text[at + 1 : at + 2]
        if character in ESCAPABLE or character == "$":
            return (Text(character, "\\" + character),), at + 2
        return None

    def entity(self, at: int) -> Found | None:
        found = ENTITY.match(self.text, at)
        if found is None:
            return None
        value, length = entity(found[0])
        if not length:
            return None
        source = found[0][:length]
        return ((Break(source) if value == "\n" else Text(value, source)),), at + length

    def newline(self, at: int) -> Found:
        text, end = self.text, at + 1
        while text[end : end + 1] in {" ", "\t"}:
            end += 1
        begin = at
        while begin > self.start and text[begin - 1] in " \t":
            begin -= 1
        shown = text[self.start : begin]
        self.start = at
        return (Text(shown, shown), Break(text[begin:end])), end

    def angle(self, at: int) -> Found | None:
        if not self._state.in_link:
            address = links.read_angled(self.ahead, at)
            if address is not None:
                return self._linked(address, at, "angle")
        end = read_tag(self.ahead, at)
        if end is None:
            return None
        source = self.text[at:end]
        if source[:3].lower() == "<a ":
            self._state.in_link = True
        elif source[:4].lower() == "</a>":
            self._state.in_link = False
        return (RawInline(source),), end

    def bare(self, at: int) -> Found | None:
        if self._state.in_link:
            return None
        address = links.read_bare(self.ahead, at)
        return None if address is None else self._linked(address, at, "bare")

    def _linked(self, address: links.BareAddress, at: int, form: str) -> Found:
        source = self.text[at : address.end]
        shown = _in_line(decode(address.shown), address.shown)
        return (Link(address.url, None, (shown,), form, "", source),), address.end

    def image(self, at: int) -> Found | None:
        if not self.text.startswith("[", at + 1):
            return None
        close = self._closing(at + 1)
        if close is None:
            return None
        target = links.read_target(self.ahead, close + 1)
        if target is None:
            return self._image_reference(at, close)
        alt = decode(unescape(self.text[at + 2 : close]))
        source = self.text[at : target.end]
        return (ImageNode(target.url, target.title, alt, "inline", "", source),), target.end

    def _image_reference(self, at: int, close: int) -> Found | None:
        found = links.read_reference(self.text, at + 1, close)
        if found is None:
            return None
        alt = decode(unescape(found.content))
        source = self.text[at : found.end]
        definition = self._state.definitions.get(definition_key(found.label))
        if definition is None:
            return (_in_line(f"![{alt}]{found.tail}", source),), found.end
        url, title = definition.url, definition.title
        return (ImageNode(url, title, alt, "reference", found.label, source),), found.end

    def bracket(self, at: int) -> Found | None:
        if self._state.in_link:
            return None
        close = self._closing(at)
        if close is None:
            return None
        target = links.read_target(self.ahead, close + 1)
        if target is None:
            return self._reference(at, close)
        children = self._link_text(self.text[at + 1 : close])
        source = self.text[at : target.end]
        return (Link(target.url, target.title, children, "inline", "", source),), target.end

    def _link_text(self, text: str) -> tuple[Inline, ...]:
        before, self._state.in_link = self._state.in_link, True
        children = self.inner(text)
        self._state.in_link = before
        return children

    def _reference(self, at: int, close: int) -> Found | None:
        found = links.read_reference(self.text, at, close)
        if found is None:
            return None
        embed = self._embed(found, at)
        if embed is not None:
            return embed
        children = self._link_text(found.content)
        source = self.text[at : found.end]
        definition = self._state.definitions.get(definition_key(found.label))
        if definition is not None:
            url, title = definition.url, definition.title
            return (Link(url, title, children, "reference", found.label, source),), found.end
        tail = _in_line("]" + found.tail, source[len(found.content) + 1 :])
        return (Text("[", "["), *children, tail), found.end

    def _embed(self, found: links.LinkReference, at: int) -> Found | None:
        if not self._embeds or self.text[at - 1 : at] not in {"e", "r", "x", "n"}:
            return None
        kind = _EMBED.fullmatch(self.text, self.start, at)
        if kind is None or (self.start and self.text[self.start - 1] in " \t"):
            return None
        source = self.text[self.start : found.end]
        self._embeds = False
        self.start = at
        return (Embed(kind[1], found.label, source),), found.end

    def _closing(self, at: int) -> int | None:
        return self.ahead.once(links.brackets).get(at)

    def stress(self, at: int) -> Found | None:
        return spans.read_stress(self, at)

    def strike(self, at: int) -> Found | None:
        return spans.read_strike(self, at)

    def code(self, at: int) -> Found | None:
        return spans.read_code(self, at)

    def math(self, at: int) -> Found | None:
        return spans.read_math(self, at)


_Handler: TypeAlias = Callable[[_Reader, int], Found | None]
_HANDLERS: dict[str, _Handler] = {
    "\\": _Reader.escape,
    "&": _Reader.entity,
    "\n": _Reader.newline,
    "<": _Reader.angle,
    "h": _Reader.bare,
    "m": _Reader.bare,
    "!": _Reader.image,
    "[": _Reader.bracket,
    "*": _Reader.stress,
    "_": _Reader.stress,
    "~": _Reader.strike,
    "`": _Reader.code,
    "$": _Reader.math,
}
