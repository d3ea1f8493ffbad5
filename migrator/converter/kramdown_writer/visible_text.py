"""Characters that a reader sees, and how the author typed them → text that kramdown shows so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import unescape
from html.entities import name2codepoint

from migrator.converter.kramdown_writer.buffer import Buffer
from migrator.converter.kramdown_writer.context import WriteContext
from migrator.jekyll.site_config import Dialect

ESCAPABLE = frozenset("\\.*_+`<>()[]{}#!:|\"'$=-~")
"""The characters that a backslash escapes in kramdown (`ESCAPED_CHARS_GFM`)."""

_SPECIAL = (
    r"\\+|\*+|_+|`+|[\[\]|]|\$\$+|\$\Z|~~+|!\Z|\{:"
    # What kramdown's HTML_TAG_RE, HTML_COMMENT_RE and AUTOLINK match.
    r"|<(?=/?[^\W\d][\w.:-]*(?:[\s/>]|\Z)|!--|(?:mailto|https?|ftps?):|[\w.-]+@|\Z)"
    r"|&(?=(?:[\w:][\w.:-]*|\#\d+|\#x[\da-fA-F]+);)"
)
_ENTITY = re.compile(r"&(?:(?P<name>\w+)|#[0-9]+|#x[0-9a-fA-F]+);")
_TYPED = re.compile(r"\\.|&[#\w]+;?", re.DOTALL)


@lru_cache
def _special(dialect: Dialect) -> re.Pattern[str]:
    parts = [_SPECIAL]
    if dialect.typographic_symbols:
        parts.append("--+|<<+|>>+")
    if dialect.typographic_symbols and dialect.exact:
        parts.append(r"\.{3,}")
    if dialect.smart_quotes and dialect.exact:
        parts.append("[\"']")
    # "<<" before the pattern of a single "<".
    return re.compile("|".join(reversed(parts)))


_BESIDE = re.compile(r"[ \t\n]\S")
_ALT = re.compile(_SPECIAL)


def add_text(buffer: Buffer, value: str, source: str, context: WriteContext) -> None:
    """Write text; keep the author's escapes and entities if kramdown reads them in the same way."""
    if source == value or not ("\\" in source or "&" in source):
        add_plain(buffer, value, context)
        return
    typed = list(_aligned(value, source))
    if "".join(shown for shown, _ in typed) != value:
        add_plain(buffer, value, context)
        return
    for shown, written in typed:
        if written == "\\`" and not context.in_cell:
            buffer.mark("`", written)
        elif written and written != "\\`":
            buffer.add(written)
        else:
            add_plain(buffer, shown, context)


def _aligned(value: str, source: str) -> Iterator[tuple[str, str]]:
    """Give what is shown piece by piece, with the author's form where it can be kept."""
    plain = ""
    position = done = 0
    for match in _TYPED.finditer(source):
        before = source[position : match.start()]
        done += len(before)
        shown, written = _typed(match[0], value, done)
        plain += before
        if written:
            if plain:
                yield plain, ""
            plain = ""
            yield shown, written
        else:
            plain += shown
        done += len(shown)
        position = match.end()
    yield plain + source[position:], ""


def _typed(token: str, value: str, at: int) -> tuple[str, str]:
    """Give what an escape or entity shows, and its form if kramdown shows the same for it."""
    if token[0] == "\\":
        if token[1] != "\\" and value.startswith(token, at):
            return token, ""
        return token[1], token if token[1] in ESCAPABLE else ""
    shown = unescape(token)
    if value.startswith(shown, at):
        return shown, token if _known(token) else ""
    return token, ""


def _known(entity: str) -> bool:
    """Tell whether kramdown has a character for an entity (its table is HTML 4's)."""
    match = _ENTITY.fullmatch(entity)
    return match is not None and (match["name"] is None or match["name"] in name2codepoint)


def add_plain(buffer: Buffer, value: str, context: WriteContext) -> None:
    """Write text, given only what is shown."""
    _add(buffer, value, _special(context.dialect), context.in_cell)


def add_alt(buffer: Buffer, value: str, context: WriteContext) -> None:
    """Write an image's text; kramdown reads no typography there."""
    _add(buffer, value, _ALT, context.in_cell)


def _add(buffer: Buffer, value: str, special: re.Pattern[str], in_cell: bool) -> None:
    position = 0
    for match in special.finditer(value):
        start, end = match.span()
        if start > position:
            buffer.pieces.append(value[position:start])
        position = end
        token = match[0]
        if in_cell and token[0] in _IN_CELL:
            buffer.pieces.append(_IN_CELL[token[0]] * len(token))
        else:
            _RULES[token[0]](buffer, token, value, start)
    if position < len(value):
        buffer.pieces.append(value[position:])


# kramdown splits a row at its bars first. It heeds code there, but no escaped ticks.
_IN_CELL = {"|": "\\|", "`": "&#96;", "<": "&lt;"}


def _later(buffer: Buffer, token: str, value: str, at: int) -> None:
    buffer.mark(token[0], token)


def _star(buffer: Buffer, token: str, value: str, at: int) -> None:
    """Leave a star between blanks and words alone: it neither opens nor closes."""
    before, after = value[max(0, at - 2) : at], value[at + len(token) : at + len(token) + 2]
    if len(token) < 3 and _BESIDE.fullmatch(before[::-1]) and _BESIDE.fullmatch(after):
        buffer.add(token)
    else:
        buffer.mark("*", token)


def _backslash(buffer: Buffer, token: str, value: str, at: int) -> None:
    """Double backslashes that would escape what follows."""
    after = value[at + len(token) : at + len(token) + 1]
    buffer.add("\\\\" * (len(token) - 1))
    if after:
        buffer.add("\\\\" if after in ESCAPABLE else "\\")
    else:
        buffer.mark("\\", "\\")


def _less(buffer: Buffer, token: str, value: str, at: int) -> None:
    """Escape `<` before a tag, and each pair, which is a French quote."""
    if at + 1 == len(value):
        buffer.mark("<", "<")
    else:
        buffer.add(_every_second("<", len(token)) if len(token) > 1 else "\\<")


def _ampersand(buffer: Buffer, token: str, value: str, at: int) -> None:
    """Escape an entity that kramdown would decode; it does not decode unknown names."""
    match = _ENTITY.match(value, at)
    known = match is not None and _known(match[0])
    buffer.add("&amp;" if known else "&")


def _pairs(buffer: Buffer, token: str, value: str, at: int) -> None:
    buffer.add(_every_second(token[0], len(token)))


def _every_second(char: str, count: int) -> str:
    """Separate characters that would be read as one symbol, with as few escapes as possible."""
    first = count % 2
    return "".join(f"\\{char}" if at % 2 == first else char for at in range(count))


def _dots(buffer: Buffer, token: str, value: str, at: int) -> None:
    buffer.add("".join("\\." if at % 3 == 0 else "." for at in range(len(token))))


def _escape(buffer: Buffer, token: str, value: str, at: int) -> None:
    buffer.add(f"\\{token}")


_RULES: dict[str, Callable[[Buffer, str, str, int], None]] = {
    "*": _star,
    "\\": _backslash,
    "<": _less,
    "&": _ampersand,
    "-": _pairs,
    ">": _pairs,
    ".": _dots,
    "{": _escape,
    '"': _escape,
    "'": _escape,
    **dict.fromkeys("_`[]|$~!", _later),
}
