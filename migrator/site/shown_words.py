"""The body of a post, in whatever form → its words as a reader sees them, and its uploads."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

# What a reader does not see, or what each tool writes in its own way: alt texts, embeds, the lines
# around code, Liquid, lists of attributes, definitions of links.
_UNSEEN = re.compile(
    r"""!\[[^\[\]]*\](?:\([^()\n]*\)|\[[^\[\]]*\])?
    | !\w+\[[^\[\]]*\]
    | ^[ \t>]*(?:```|~~~).*
    | \{%[^{}]*%\} | \{:[^{}]*\}
    | ^[ ]{0,3}\[[^\[\]\n]*\]:.*
    """,
    re.MULTILINE | re.VERBOSE,
)
# Marks inside a word or at its end, where Korean goes on: they do not divide it.
_INLINE = re.compile(
    r"""\]\([^()\n]*\) | \]\[[^\[\]\n]*\] | [\[\]*_`\\~]
    | </?(?:a|b|code|del|em|font|i|mark|s|span|strong|sub|sup|u)\b[^<>]*>
    """,
    re.VERBOSE,
)
_DIVIDING = re.compile(r"<[^<>]*>|\b\w+://[!#-&(-;=?-\~]*")
_WORD = re.compile(r"[^\W_]+")
# All of a UUID but its first eight digits: a pattern that begins with a sign is found much faster.
_UUID_TAIL = re.compile(r"-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_UUID_HEAD = re.compile(r"[0-9a-fA-F]{8}")
# Marks of quotes, lists and headings, which each tool writes in its own way.
_MARKS = " \t>*+-#.0123456789"
_SHORTEST_LINE = 12

_PICTURE = re.compile(
    r"!\[[^\[\]]*\][(\[]|<img\b|\{%-?\s*include\s+\S*(?:figure|image|img|picture)", re.IGNORECASE
)

Pairs = frozenset[tuple[str, str]]
"""Words of a text that follow one another."""


def shown_words(body: str) -> tuple[str, ...]:
    """Give the words of a body in small letters; none of a text that is not all UTF-8."""
    if any("\ud800" <= char <= "\udfff" for char in set(body)):
        return ()
    inline = _INLINE.sub("", _UNSEEN.sub(" ", body))
    seen = html.unescape(_DIVIDING.sub(" ", inline))
    return tuple(_WORD.findall(unicodedata.normalize("NFKC", seen).casefold()))


def same_words_shown(one: str, other: str) -> bool:
    """Tell whether a reader sees the same words in two bodies, in the same order.

    Words are slow to find, so the lines that both bodies have in the same place are left out.
    """
    lines = [
        [line for each in body.splitlines() if (line := each.strip())] for body in (one, other)
    ]
    if len(lines[0]) == len(lines[1]):
        changed = [pair for pair in zip(*lines, strict=True) if pair[0] != pair[1]]
        lines = [[pair[0] for pair in changed], [pair[1] for pair in changed]]
    mine, theirs = ("\n".join(each) for each in lines)
    return mine == theirs or shown_words(mine) == shown_words(theirs)


def word_pairs(words: Sequence[str]) -> Pairs:
    """Give each two words that follow one another."""
    return frozenset(pairwise(words))


def folded(title: str) -> str:
    """Reduce a title to what a reader tells it by: no entities, one width, one case, one blank.

    Nor is there anything invisible in it, as a byte order mark at its end.
    """
    plain = unicodedata.normalize("NFKC", html.unescape(title)).casefold()
    shown = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    return " ".join(shown.split())


def long_lines(body: str) -> frozenset[str]:
    """Give the lines of a body, without those that are short and so may be in any text.

    Where two texts share most of their lines, their words need not be compared, which takes longer.
    """
    text = unicodedata.normalize("NFC", body)
    lines = {line.strip(_MARKS) for line in text.splitlines()}
    return frozenset(line for line in lines if len(line) >= _SHORTEST_LINE)


def long_sentences(body: str) -> frozenset[str]:
    """Give the same of the sentences, wherever their lines are broken."""
    text = " ".join(unicodedata.normalize("NFC", body).split())
    sentences = {sentence.strip(_MARKS) for sentence in text.split(". ")}
    return frozenset(each for each in sentences if len(each) >= _SHORTEST_LINE)


def picture_count(body: str) -> int:
    """Count the images that a body shows, in Markdown, in HTML or by an include of a theme."""
    return len(_PICTURE.findall(body))


def upload_ids(text: str) -> frozenset[str]:
    """Give the ids of uploads that stand anywhere in a text.

    They are in Velog's addresses, at the beginning of our file names, and somewhere in those of
    most other tools. Velog's ids are UUIDs.
    """
    tails = ((found.start(), found[0]) for found in _UUID_TAIL.finditer(text))
    heads = ((text[max(0, start - 8) : start], tail) for start, tail in tails)
    return frozenset((head + tail).lower() for head, tail in heads if _UUID_HEAD.fullmatch(head))
