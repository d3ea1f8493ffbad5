"""The Markdown of a Velog post → Markdown that kramdown shows with the same lines and images.

What comes out is text and places for images. Code stays byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from migrator.converter.embeds import embed_html
from migrator.converter.liquid import guard
from migrator.model import ImageLink

FindImage = Callable[[str, bool], ImageLink | None]
"""Takes an address and whether it stands where an image does (else in a link)."""

# Only the blocks and their lines are asked for; "inline" would double the time.
_PARSER = MarkdownIt("commonmark").enable("table")
_PARSER.core.ruler.enableOnly(["normalize", "block"])

_CODE_RUN = re.compile(r"(?<!\\)`+")
_DESTINATION = re.compile(
    r"""(?P<before>(?P<image>!\[(?:[^\[\]]|\[[^\[\]]*\])*)?\]\(\s*<?)
        (?P<url>[^\s<>()]+(?:\([^\s<>()]*\)[^\s<>()]*)*)
        (?=>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\))""",
    re.VERBOSE,
)
_DEFINITION = re.compile(
    r"(?P<before>^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?)(?P<url>[^\s<>]+)", re.MULTILINE
)
_HTML_IMAGE = re.compile(
    r"""(?P<before><(?P<tag>img|a)\b[^<>]*?\s(?:src|href)\s*=\s*)
        (?P<quote>["']?)(?P<url>[^\s"'<>]+)(?P=quote)""",
    re.VERBOSE | re.IGNORECASE,
)
_EMBED = re.compile(
    r"^(?P<before>[ ]*(?:(?:>|[-*+]|\d+\.)[ ]+)*)!(?P<kind>\w+)\[(?P<code>[^\]\n]+)\][ \t]*$",
    re.MULTILINE,
)
_FENCE = re.compile(r"(?P<before>[^`~]*)(?P<marks>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")


@dataclass
class _Places:
    """The images found so far, each standing in the text as a mark that no post can hold."""

    find: FindImage
    links: list[ImageLink]

    def mark(self, url: str, *, is_image: bool) -> str:
        link = self.find(url, is_image)
        if link is None:
            return url
        self.links.append(link)
        return f"\0{len(self.links) - 1}\0"


def convert_markdown(body: str, find_image: FindImage) -> tuple[str | ImageLink, ...]:
    """Rewrite a post's body; it must hold no NUL."""
    lines = body.split("\n")
    places = _Places(find_image, [])
    done = 0
    out: list[str] = []
    for first, end, rewrite in _regions(_PARSER.parse(body), len(lines)):
        out += _prose(lines[done:first], places)
        out += rewrite(lines[first:end], places)
        done = end
    out += _prose(lines[done:], places)
    return _split(guard("\n".join(out)), places.links)


Rewrite = Callable[[list[str], _Places], list[str]]


def _regions(tokens: list[Token], count: int) -> Iterator[tuple[int, int, Rewrite]]:
    """Give first line, end and treatment of each block whose lines are not plain prose."""
    for before, token in pairwise([Token("", "", 0), *tokens]):
        first, end = token.map or [0, 0]
        if token.type == "fence":
            yield first, min(end, count), _fence
        elif token.type == "code_block":
            yield first, min(end, count), _as_it_is
        elif token.type == "inline" and before.type == "paragraph_open":
            yield first, min(end, count), _paragraph


def _as_it_is(lines: list[str], places: _Places) -> list[str]:
    return lines


def _fence(lines: list[str], places: _Places) -> list[str]:
    """Keep one word after the opening marks, the most kramdown allows, and see that it closes."""
    opening = _FENCE.match(lines[0])
    if opening is None:
        return lines
    language = " ".join(opening["info"].split()[:1])
    first = f"{opening['before']}{opening['marks']}{language}"
    closing = re.compile(rf"[\s>]*{opening['marks'][0]}{{{len(opening['marks'])},}}\s*")
    if len(lines) > 1 and closing.fullmatch(lines[-1]):
        return [first, *lines[1:]]
    return [first, *lines[1:], re.sub(r"[^\s>]", " ", opening["before"]) + opening["marks"]]


def _paragraph(lines: list[str], places: _Places) -> list[str]:
    """Keep the line breaks, which Velog shows and kramdown joins: two blanks at a line's end."""
    text = "\n".join(lines)
    code = _code_spans(text)
    broken = re.sub(r"[ \t]*\n", lambda m: m[0] if _within(code, m.start()) else "  \n", text)
    return _prose(broken.split("\n"), places)


def _prose(lines: list[str], places: _Places) -> list[str]:
    """Point images at the local files and write embeds as HTML, outside code."""
    if not lines:
        return []
    text = "\n".join(lines)
    done = 0
    out = []
    for start, end in _code_spans(text):
        out += [_links(text[done:start], places), text[start:end]]
        done = end
    out.append(_links(text[done:], places))
    return "".join(out).split("\n")


def _links(text: str, places: _Places) -> str:
    text = _EMBED.sub(_embed, text)
    text = _DESTINATION.sub(
        lambda m: m["before"] + places.mark(m["url"], is_image=m["image"] is not None), text
    )
    text = _DEFINITION.sub(lambda m: m["before"] + places.mark(m["url"], is_image=False), text)
    return _HTML_IMAGE.sub(lambda m: _html_image(m, places), text)


def _html_image(match: re.Match[str], places: _Places) -> str:
    quote = match["quote"] or '"'
    url = places.mark(match["url"], is_image=match["tag"].lower() == "img")
    return f"{match['before']}{quote}{url}{quote}"


def _embed(match: re.Match[str]) -> str:
    html = embed_html(match["kind"], match["code"])
    return match[0] if html is None else match["before"] + html


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Find inline code: a run of backticks up to the next run of the same length."""
    spans: list[tuple[int, int]] = []
    runs = [match.span() for match in _CODE_RUN.finditer(text)]
    closers: dict[int, list[int]] = {}
    for index, (start, end) in enumerate(runs):
        closers.setdefault(end - start, []).append(index)
    position = 0
    for start, end in runs:
        same = closers[end - start]
        same.pop(0)
        if start >= position and same:
            position = runs[same[0]][1]
            spans.append((start, position))
    return spans


def _within(spans: list[tuple[int, int]], position: int) -> bool:
    return any(start <= position < end for start, end in spans)


def _split(text: str, links: list[ImageLink]) -> tuple[str | ImageLink, ...]:
    pieces = text.split("\0")
    return tuple(
        links[int(piece)] if index % 2 else piece
        for index, piece in enumerate(pieces)
        if index % 2 or piece
    )
