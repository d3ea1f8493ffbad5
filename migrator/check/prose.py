"""The body of a post → what in it is not code: its images, links and formulas.

What may be code is taken for code: a check that is silent once too often is better than one that
cries over an example.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from migrator.jekyll.kramdown.labels import normal_label

_FENCE = re.compile(r"(?P<before>[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,})(.*)")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+]|\d+[.)])(?P<space>[ \t]+)")
# Whichever begins first: code in backticks, or an element with all that stands in it.
_CODE = re.compile(
    r"(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--.*?(?:-->|\Z)|<(?P<tag>pre|code|script|style|textarea|kbd|samp)\b[^>]*>.*?"
    r"(?:</(?P=tag)\s*>|\Z)|\{%-?\s*(?P<block>highlight|comment)\b.*?(?:\{%-?\s*end(?P=block)|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_MATH = re.compile(r"(?<![\\$])\$\$(?!\$)(?=\s*[^\s$])(?:(?!\n[ \t]*\n).)+?\$\$(?!\$)", re.DOTALL)
_TEXT = r"\[(?P<text>(?:[^\[\]\\\n]|\\.|!?\[[^\[\]\n]*\](?:\([^()\n]*\))?|\n(?!\s*\n))*)\]"
_INSIDE = r"\((?P<inside>(?:[^()\n]|\((?:[^()\n]|\([^()\n]*\))*\))*)\)"
_IMAGE = re.compile(rf"(?<!\\)!{_TEXT}(?:{_INSIDE}|\[(?P<label>[^\[\]\n]*)\])")
_LINK = re.compile(rf"(?<![\\!]){_TEXT}(?:{_INSIDE}|\[(?P<label>[^\[\]\n]*)\])")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\]^\n][^\]\n]*)\]:[ \t]*(?P<url>\S+)", re.MULTILINE)
_ANGLE = re.compile(r"<(?P<url>https?://[^>\s]+)>")
_TITLE = re.compile(r"(?P<url>.*?)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*", re.DOTALL)
_TAG = re.compile(
    r"<(?P<tag>img|a|video|audio|source)\b(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)>", re.I
)
_ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_HEADING = re.compile(
    r"^ {0,3}(?:>[ \t]*)*#{1,6}[ \t]*(?P<text>.*?)[ \t]*#*[ \t]*$"
    r"|^(?P<under>[^\n]+)\n {0,3}(?:=+|-+)[ \t]*$",
    re.MULTILINE,
)
_ID = re.compile(r"(?:\b(?:id|name)\s*=\s*[\"']?|\{:?[^}\n]*#)([^\s\"'>}]+)")


@dataclass(frozen=True)
class Reference:
    """A place where a body names an address: the address, the line, and how it is written.

    `tag` is the HTML element that Markdown or the author makes; `attributes` are those of a tag
    that the author wrote, None in Markdown.
    """

    tag: str
    url: str
    line: int
    attributes: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Formula:
    """A formula and its line."""

    source: str
    line: int


@dataclass(frozen=True)
class Prose:
    """A body as written and, of the same length, with blanks for code; and where it begins.

    `text` has blanks for formulas, too.
    """

    source: str
    text: str
    code_free: str
    first_line: int
    diagrams: tuple[int, ...]

    def line_at(self, place: int) -> int:
        """Give the line of the file for a place in the text."""
        return self.first_line + bisect_right(self._ends, place - 1)

    @cached_property
    def _ends(self) -> list[int]:
        return [place for place, char in enumerate(self.text) if char == "\n"]

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """Give the formulas that kramdown sees."""
        return tuple(
            Formula(found[0], self.line_at(found.start()))
            for found in _MATH.finditer(self.code_free)
        )

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Give images and links, in their order."""
        each = [*self._markdown(), *self._definitions_used(), *self._tags()]
        return tuple(sorted(each, key=lambda reference: reference.line))

    @property
    def images(self) -> Iterator[Reference]:
        """Give pictures, films and sounds."""
        return (each for each in self.references if each.tag != "a" and each.url)

    @property
    def links(self) -> Iterator[Reference]:
        """Give what can be followed."""
        return (each for each in self.references if each.tag == "a")

    @cached_property
    def ids(self) -> frozenset[str]:
        """Give what a link to a place in this post can mean, the ids of headings left out."""
        return frozenset(_ID.findall(self.code_free))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Give the texts of the headings."""
        return tuple(
            found["text"] or found["under"] or "" for found in _HEADING.finditer(self.code_free)
        )

    @cached_property
    def _definitions(self) -> Mapping[str, str]:
        found = _DEFINITION.finditer(self.text)
        return {normal_label(each["label"]): each["url"].strip("<>") for each in found}

    def _markdown(self) -> Iterator[Reference]:
        if "](" in self.text:
            for pattern, tag in ((_IMAGE, "img"), (_LINK, "a")):
                for found in pattern.finditer(self.text):
                    if found["inside"] is not None:
                        # An address may have backticks.
                        url = _destination(self.source[slice(*found.span("inside"))])
                        yield Reference(tag, url, self.line_at(found.start()))
        for found in _ANGLE.finditer(self.text):
            yield Reference("a", found["url"], self.line_at(found.start()))

    def _definitions_used(self) -> Iterator[Reference]:
        if not self._definitions:
            return
        for pattern, tag in ((_IMAGE, "img"), (_LINK, "a")):
            for found in pattern.finditer(self.text):
                label = normal_label(found["label"] or found["text"])
                if found["inside"] is None and label in self._definitions:
                    url = self._definitions[label]
                    yield Reference(tag, url, self.line_at(found.start()))

    def _tags(self) -> Iterator[Reference]:
        for found in _TAG.finditer(self.text):
            attributes = _attributes(found["rest"])
            tag = found["tag"].lower()
            url = attributes.get("href" if tag == "a" else "src", "")
            yield Reference(tag, url.strip(), self.line_at(found.start()), attributes)


def read_prose(body: str, first_line: int) -> Prose:
    """Blank out code."""
    without_blocks, diagrams = _without_blocks(body)
    code_free = _CODE.sub(_blank, without_blocks)
    text = _MATH.sub(_blank, code_free) if "$$" in code_free else code_free
    lines = tuple(first_line + line for line in diagrams)
    return Prose(body, text, code_free, first_line, lines)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _without_blocks(body: str) -> tuple[str, list[int]]:
    """Blank out fenced and indented code; also give the lines of mermaid's diagrams."""
    lines = body.split("\n")
    kept: list[str] = []
    diagrams: list[int] = []
    depth = _Depth()
    number = 0
    while number < len(lines):
        fence = (
            _FENCE.match(lines[number])
            if "```" in lines[number] or "~~~" in lines[number]
            else None
        )
        if fence and "`" not in fence[3]:
            if fence[3].strip().strip("{:.} ").startswith("mermaid"):
                diagrams.append(number)
            end = _end_of(fence["fence"], lines, number + 1)
            kept += [" " * len(line) for line in lines[number:end]]
            number = end
            continue
        line = lines[number]
        kept.append(" " * len(line) if depth.is_code(line) else line)
        number += 1
    return "\n".join(kept), diagrams


def _end_of(fence: str, lines: list[str], start: int) -> int:
    """Give the line after a fenced block; one that is not closed goes on to the end."""
    for number in range(start, len(lines)):
        line = lines[number].strip(" \t>")
        if len(line) >= len(fence) and line == fence[0] * len(line):
            return number + 1
    return len(lines)


class _Depth:
    """Where, line by line, indented code begins: four blanks further in than the text around."""

    def __init__(self) -> None:
        self.content = 0
        self.is_after_blank = True
        self.in_code = False

    def is_code(self, line: str) -> bool:
        """Take the next line, and say whether it is indented code."""
        text = line.lstrip(" \t")
        if not text:
            self.is_after_blank = True
            return False
        indent = len(line.expandtabs(4)) - len(text.expandtabs(4))
        item = _ITEM.match(line)
        if indent >= self.content + 4 and (self.is_after_blank or self.in_code):
            self.in_code = not (item and self.content)
        else:
            self.in_code = False
            self._enter(indent, item)
        self.is_after_blank = False
        return self.in_code

    def _enter(self, indent: int, item: re.Match[str] | None) -> None:
        if item:
            self.content = len(item[0].expandtabs(4))
        elif self.is_after_blank and indent < self.content:
            self.content = indent


def _destination(inside: str) -> str:
    """Read the address out of what stands in the parentheses of a link."""
    inside = inside.strip()
    if inside.startswith("<") and ">" in inside:
        return inside[1 : inside.index(">")]
    found = _TITLE.fullmatch(inside)
    return unescape(found["url"] if found else inside).replace("\\_", "_")


def _attributes(text: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape((found[2] or "").strip("\"'"))
        for found in _ATTRIBUTE.finditer(text)
    }
