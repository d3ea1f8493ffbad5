"""Two stretches of posts that differ in their marks alone → the names of these differences."""

from __future__ import annotations

from collections.abc import Iterator

from migrator.proof.normal import address
from migrator.proof.spans import Difference, Stretch
from migrator.proof.tokens import Token

AS_WRITTEN = {"extra-tick", "extra-cell-align"}
"""What the author wrote and Velog drops. The converter keeps it, so Jekyll shows it."""

# Velog's filter drops their tags from Markdown posts.
_TAGS = {"underline", "sup", "sub", "mark", "small", "quoted", "html"}
_NAMES = {
    ("style", ""): "style",
    ("jump", ""): "jump",
    ("html", "lost"): "html-lost",
    ("ticked", "lost"): "lost-tick",
    ("ticked", "extra"): "extra-tick",
    ("tight", "lost"): "list-loosened",
    ("tight", "extra"): "list-tightened",
}


def of_marks(ours: Stretch, theirs: Stretch) -> Iterator[Difference]:
    """Name the formats in which words differ, each once for a run of words."""
    before: set[tuple[str, str]] = set()
    for number, (one, other) in enumerate(zip(ours.inside(), theirs.inside(), strict=True)):
        marks = dict(_of_word(one, other)) if one.marks != other.marks else {}
        for name, mark in sorted(marks.items()):
            if (name, mark) in before:
                continue
            texts = [
                f"{Stretch(span.tokens, span.start + number, span.start + number + 1).example()}"
                f"{_said(mark, word)}"
                for span, word in ((ours, one), (theirs, other))
            ]
            yield Difference(name, *texts)
        before = set(marks.items())


def _said(mark: str, word: Token) -> str:
    """Tell how much of a word has a mark."""
    count = sum(mark in marks for marks in word.marks)
    return f" ({mark}{'' if count == len(word.marks) else ' in part'})" if count else ""


def _of_word(one: Token, other: Token) -> Iterator[tuple[str, str]]:
    """Give the name of each difference between the marks of two equal words, and the mark."""
    if one.value == " ":  # whatever its marks, a space shows none
        return
    pairs = list(zip(one.marks, other.marks, strict=True))[one.value.startswith(" ") :]
    for ours, theirs in pairs:
        for mark in ours:
            if mark not in theirs:
                yield _name_of_mark(mark, "lost", one), mark
        for mark in theirs:
            if mark not in ours:
                yield _name_of_mark(mark, "extra", one), mark


def _name_of_mark(mark: str, fate: str, word: Token) -> str:
    kind, _, value = mark.partition(":")
    if kind == "link":
        text = address(word.value)
        bare = fate == "lost" and "://" in text and (text in value or value in text)
        return "autolink-lost" if bare else "link"
    if kind in _TAGS and fate == "extra":
        return "html-live"
    if kind == "align":
        return f"{fate}-cell-align" if word.kind == "cell" else f"{fate}-align"
    return _NAMES.get((kind, fate)) or _NAMES.get((kind, "")) or f"{fate}-{kind}"
