"""The source of a built page, and the words of a post → the parts of it that may be the post.

What is wrong with its tags shows when the part is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from posixpath import basename

from migrator.model.velog_names import UPLOAD_ID
from migrator.proof.model import Event
from migrator.proof.page_tags import tags_of

_MOST = 3
# Where no one leaves out the end, and what a theme can put a post into.
_HOLDERS = frozenset("article section main div body".split())
_SHOWN = frozenset("img iframe".split())
_SOURCE = re.compile(
    r"\b(?:data-)?src\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_UPLOAD = re.compile(UPLOAD_ID, re.IGNORECASE)
_SAID = frozenset("text code inline-code math".split())


def words_of(seen: Iterable[Event]) -> Counter[str]:
    """Count the words of a post, its images and embeds among them."""
    found: Counter[str] = Counter()
    for event in seen:
        if event.kind in _SAID:
            found.update(_WORD.findall(event.value))
        elif event.kind in {"image", "embed"}:
            found[_file(event.value)] += 1
    return found


def parts_of(source: str, wanted: Counter[str]) -> list[str]:
    """Give the elements' inner HTML that are closest to the words of a post, the closest first.

    None if no element of the page holds half of them.
    """
    words, holders = _scanned(source)
    total = wanted.total()
    if not total:
        return []
    ranked = []
    for number, holder in enumerate(holders):
        count = holder.last - holder.first
        if 2 * count < total:
            continue
        here = Counter(words[holder.first : holder.last])
        there = (here & wanted).total()
        if 2 * there >= total:
            # What is missing tells more than what a theme adds.
            ranked.append((3 * (total - there) + count - there, number, holder))
    ranked.sort(key=lambda each: each[:2])
    return [source[each.start : each.end] for _, _, each in ranked[:_MOST]]


@dataclass(slots=True)
class _Holder:
    """An element: where its inner HTML starts and ends, and its words in the list of all."""

    name: str
    start: int
    first: int
    end: int = 0
    last: int = 0


def _scanned(source: str) -> tuple[Sequence[str], Sequence[_Holder]]:
    """Give the words of a page, and its elements in the order of their beginning."""
    words: list[str] = []
    found: list[_Holder] = []
    open_: list[_Holder] = []
    position = 0
    for tag in tags_of(source):
        text = source[position : tag.start()]
        if text and not text.isspace():
            words += _WORD.findall(unescape(text) if "&" in text else text)
        position = tag.end()
        name = (tag["name"] or "").lower()
        if name in _SHOWN and not tag["end"]:
            words += _sources(tag["rest"])
        elif name in _HOLDERS:
            if tag["end"]:
                _close(open_, name, tag.start(), len(words))
            else:
                open_.append(_Holder(name, tag.end(), len(words)))
                found.append(open_[-1])
    for holder in open_:
        holder.end, holder.last = len(source), len(words)
    return words, found


def _close(open_: list[_Holder], name: str, end: int, last: int) -> None:
    """End the innermost element of a name, and what was left open in it."""
    if all(holder.name != name for holder in open_):
        return
    while open_:
        holder = open_.pop()
        holder.end, holder.last = end, last
        if holder.name == name:
            break


def _sources(attributes: str) -> Iterator[str]:
    """Give the file that a tag shows: where it is loaded late, that one alone."""
    found = ["".join(match.groups("")) for match in _SOURCE.finditer(attributes)]
    named = [url for url in found if not url.startswith("data:")]
    if named:
        yield _file(unescape(named[-1]))


def _file(url: str) -> str:
    upload = _UPLOAD.search(url)
    return upload[0].lower() if upload else basename(url.rstrip("/").partition("?")[0])
