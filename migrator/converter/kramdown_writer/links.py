"""Addresses, titles and labels → the ends of kramdown's links and images; definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote

from migrator.converter.blanks import is_blank, stripped
from migrator.converter.kramdown_writer import html_nodes
from migrator.converter.kramdown_writer.context import FindImage, WriteContext
from migrator.converter.kramdown_writer.html_nodes import plain_text
from migrator.converter.tree import Definition, ImageNode, Link
from migrator.jekyll.kramdown.labels import normal_label
from migrator.jekyll.kramdown.links import ESCAPE

_TYPED = re.compile(
    r"""\]\(\s*<?([^\s<>\\&"|]*)>?(?:\s+(?:"[^\n]*"|'[^\n]*'|\([^\n]*\)))?\s*\)\Z"""
)
_DEFINITION = re.compile(
    r"""[ ]{0,3}\[(?P<label>[^\n\]^|][^\n\]|]*)\]:[ \t]*(?:<(?P<angled>[^<>\n]*)>|(?P<url>[^\s<>]+))
    (?:[ \t]+(?P<quote>["'])(?P<title>[^\n]+?)(?P=quote))?[ \t]*""",
    re.VERBOSE,
)
_AUTOLINK = re.compile(r"(?:mailto|https?|ftps?):[^\s<>|]+|[\w.-]+@[\w.-]+")
_SAFE = "!#$%&'()*+,-./:;=?@_~[]"
_BLANK_RUN = re.compile(r"\s+")


def same_address(one: str, other: str) -> bool:
    """Tell whether a browser opens the same page for both."""
    return one == other or _decoded(one) == _decoded(other)


def _decoded(url: str) -> str:
    """Decode all but percent signs: a literal `%` differs from an encoded one."""
    return unquote(url.replace("%25", "%2525"))


def link_form(node: Link | ImageNode, context: WriteContext) -> str:
    """Choose among `inline`, `reference`, `angle` and `text`, which is no link at all."""
    if isinstance(node, Link) and not node.url:
        return "text"
    if node.form == "reference" and context.references.get(normal_label(node.label)) == node.url:
        return "reference"
    if isinstance(node, Link) and node.form in ("angle", "bare", "html", "inline"):
        return "angle" if _speaks_for_itself(node, context) else "inline"
    return "inline"


def _speaks_for_itself(node: Link, context: WriteContext) -> bool:
    """Tell whether the address is the link's text, and is not replaced."""
    text = plain_text(node.children)
    if node.form in ("html", "inline") or node.title or not _AUTOLINK.fullmatch(text):
        return False
    url = node.url if ":" in text else node.url.removeprefix("mailto:")
    written = context.find_image(node.url, False)
    # kramdown shows an autolink's text as it is, entities decoded.
    return written == node.url and same_address(url, text) and not re.search(r"&\w+;", text)


def link_end(
    node: Link | ImageNode, form: str, inner: str, context: WriteContext
) -> tuple[str, str]:
    """Write the part after the text, with the mark's wish; `inner` is the text as written."""
    if form == "reference":
        return _reference_end(node, inner)
    written = context.find_image(node.url, isinstance(node, ImageNode))
    return "", f"]({_destination(_as_typed(node, written))}{_title(node.title)})"


def _reference_end(node: Link | ImageNode, inner: str) -> tuple[str, str]:
    shown = ESCAPE.sub(r"\1", inner)
    if normal_label(shown) != normal_label(node.label):
        return "", f"][{node.label}]"
    if node.source.endswith("[]"):
        return "", "][]"
    if len(node.source) > len(node.label) + 3 and node.source.endswith(f"[{node.label}]"):
        return "", f"][{node.label}]"
    return "shortcut", "]"


def _as_typed(node: Link | ImageNode, written: str) -> str:
    """Prefer the author's form of an address that is kept: Hangul that Velog encodes, say."""
    typed = _TYPED.search(node.source) if written == node.url and node.form == "inline" else None
    if typed and typed[1] and quote(typed[1], safe=_SAFE) == quote(node.url, safe=_SAFE):
        return typed[1]
    return written


def _destination(written: str) -> str:
    """Write an address; one with blanks or single parentheses gets angle brackets.

    A bar, which cannot be escaped here, would make a table of the paragraph.
    """
    written = html_nodes.encoded(written).replace("|", "%7C")
    plain = not _BLANK_RUN.search(written)
    if plain and (written.count("(") == written.count(")") == 0 or _balanced(written)):
        return written
    return f"<{written}>"


def _balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return False
    return depth == 0


def _title(title: str | None) -> str:
    if not title or is_blank(title):
        return ""
    line = _BLANK_RUN.sub(" ", title).replace("|", "&#124;")
    if '"' in line and "'" not in line:
        return f" '{line}'"
    return ' "' + line.replace('"', "&quot;") + '"'


def definition(node: Definition, find_image: FindImage, is_image: bool) -> str:
    """Write a definition, as the author did if its address is kept."""
    written = find_image(node.url, is_image)
    typed = _DEFINITION.fullmatch(node.source)
    if typed and written == node.url and "|" not in node.source:
        url = typed["url"] or typed["angled"] or ""
        if same_address(url, node.url) and (typed["title"] or None) == (node.title or None):
            return stripped(node.source)
    written = html_nodes.encoded(written).replace("|", "%7C")
    if _BLANK_RUN.search(written):
        written = f"<{written}>"
    return f"[{node.label}]: {written}{_title(node.title)}"


def usable(definitions: Iterator[Definition]) -> Mapping[str, Definition]:
    """Give the definitions that kramdown can read; of one label the first, as on Velog."""
    found: dict[str, Definition] = {}
    for node in definitions:
        label = normal_label(node.label)
        if label not in found and _DEFINITION.fullmatch(f"[{node.label}]: x") and node.url:
            found[label] = node
    return found
