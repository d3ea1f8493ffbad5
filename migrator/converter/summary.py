"""The tree of a post → its first words, for a post to which its author gave no description.

Velog's servers make such words, too, each with another version of its library (remove-markdown
0.3.0 and 0.5.2), and cut them at another letter: a post would change with the server that answers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from migrator.converter.tree import (
    Block,
    Break,
    Code,
    CodeBlock,
    Definition,
    MathBlock,
    Node,
    RawBlock,
    Table,
    Text,
)
from migrator.converter.tree_walk import held_by

LENGTH = 150
"""The most characters of a summary, its `…` included; search engines show about as many."""

_SAID = (Text, Code)
_SILENT = (CodeBlock, MathBlock, Definition, RawBlock)
_JOINERS = "\u200d\ufe0e\ufe0f"


def first_words(blocks: Iterable[Block]) -> str:
    """Give the first words as a reader sees them, on one line: no code blocks, no formulas.

    Where there are more, they end behind a whole word with `…`. A word that takes half of them is
    cut between two characters as a reader counts them.
    """
    words, length = [], 0
    for word in _words(blocks):
        words.append(word)
        length += len(word) + 1
        if length > LENGTH + 1:
            return _cut(" ".join(words))
    return " ".join(words)


def _words(blocks: Iterable[Block]) -> Iterator[str]:
    for line in _lines(blocks):
        yield from line.split()


def _lines(nodes: Iterable[Node]) -> Iterator[str]:
    """Give the text of each line of blocks: a word does not go on in the next one."""
    line: list[str] = []
    waiting: list[Node | None] = [*reversed([*nodes])]
    while waiting:
        node = waiting.pop()
        if node is None or isinstance(node, Break):
            if line:
                yield "".join(line)
                line = []
        elif isinstance(node, _SAID):
            line.append(node.value)
        elif isinstance(node, Table):
            for cell in [cell for row in node.rows for cell in row][::-1]:
                waiting += [None, *cell[::-1]]
        elif not isinstance(node, _SILENT):
            # A block begins and ends a line.
            ends: list[None] = [None] if hasattr(node, "lines") else []
            waiting += [*ends, *held_by(node)[::-1], *ends]
    yield "".join(line)


def _cut(text: str) -> str:
    """Cut a text that is too long."""
    end = text.rfind(" ", LENGTH // 2, LENGTH)
    if end < 0:
        end = LENGTH - 1
        while end > 1 and _belong_together(text[end - 1], text[end]):
            end -= 1
    return f"{text[:end].rstrip(' ,;:')}…"


def _belong_together(before: str, after: str) -> bool:
    """Tell whether a reader sees two code points as one character (UAX 29, roughly)."""
    return (
        unicodedata.category(after).startswith("M")
        or before == "\u200d"
        or after in _JOINERS
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # the colours of skin
        or all("\U0001f1e6" <= each <= "\U0001f1ff" for each in (before, after))  # flags
        or "\u1160" <= after <= "\u11ff"  # vowels and finals of Hangul that was decomposed
    )
