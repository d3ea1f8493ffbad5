"""A text for which kramdown would take too long → HTML that it copies into the page unread.

kramdown reads ahead to the end of the line, back to the start of the paragraph, or both for nearly
every sign that means something, so its time grows with their number times the length. A whole
post is bounded, too: one sign costs it as much as hundreds of plain characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from migrator.converter.kramdown_writer.chunks import Chunk

# Where kramdown leaves plain text (`span_start`).
_SIGN = re.compile(r"""[*_`<\["'$&\\]|\{:|\.\.\.|--|>>|~~|  \n""")
_MARKUP = re.compile("[`<]")
_UNREAD = re.compile(r"\{::nomarkdown\}.*?\{:/nomarkdown\}", re.DOTALL)
_VERBATIM = frozenset({"fence", "indented", "math", "rule", "definition", "heading", "setext"})
_HTML = frozenset({"table", "html"})

_DEAREST_TEXT = 2_000_000
"""Signs times characters; more than twenty times what real paragraphs have."""
_DEAREST_BLOCK = 4_000_000
"""The same for what marks up the cells of a table, or an element of HTML."""

MOST_INLINES = 3000
"""So many inlines of a paragraph are too dear in any case: half of them have signs of their own."""
DEAREST_POST = 20_000
"""Signs and blocks of a post; five times what the longest real posts have."""
MOST_NODES = 2 * DEAREST_POST
"""So many nodes of a list, a quote or a table are too dear in any case."""


def is_short(body: Sequence[str]) -> bool:
    """Tell whether a body cannot have too many nodes: of each character there are two at most."""
    return 0 < 2 * sum(len(line) + 1 for line in body) < MOST_NODES


def is_dear(text: str) -> bool:
    """Tell whether kramdown takes too long for the text of a paragraph, heading or cell."""
    return _is_over(_SIGN, text, _DEAREST_TEXT)


def is_dear_block(chunk: Chunk) -> bool:
    """Tell whether kramdown takes too long for a table or an element."""
    return chunk.kind in _HTML and _is_over(_MARKUP, "\n".join(chunk.lines), _DEAREST_BLOCK)


def _is_over(sign: re.Pattern[str], text: str, most: int) -> bool:
    return len(text) ** 2 > most and len(text) * len(sign.findall(text)) > most


def weight(chunk: Chunk) -> int:
    """Count what kramdown has to do for a block: its signs, its cells, twice its blocks."""
    if chunk.kind in _VERBATIM:
        return 2
    text = "\n".join(chunk.lines)
    if "{::" in text:
        text = _UNREAD.sub("", text)
    blocks = 1 if chunk.kind == "text" else text.count("\n") + 1
    cells = text.count("|") if chunk.kind == "table" else 0
    return len(_SIGN.findall(text)) + 2 * blocks + cells


def in_line(html: str) -> str:
    """Write HTML within a line, where kramdown does not look for bars, braces or breaks."""
    line = " ".join(html.split("\n"))
    return f"{{::nomarkdown}}{_without_signs(line)}{{:/nomarkdown}}"


def on_lines(html: str) -> Sequence[str]:
    """Write HTML as a block."""
    return ["{::nomarkdown}", *_without_signs(html).strip("\n").split("\n"), "{:/nomarkdown}"]


def _without_signs(html: str) -> str:
    return html.replace("{", "&#123;").replace("|", "&#124;")
