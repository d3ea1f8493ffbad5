"""A case's name → what is known to look otherwise on Jekyll, so that only what is new fails.

This is the one list of such cases. What is fixed must leave it: its test fails until it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from migrator.proof.spans import Difference


class Known(NamedTuple):
    """The names of all differences of a case, and why they are there."""

    names: frozenset[str]
    reason: str


def _known(reason: str, *names: str) -> Known:
    return Known(frozenset(names), reason)


_LOOSE_BEHIND = _known(
    "kramdown makes a paragraph of any text behind a block in an item", "list-loosened"
)
_LOOSE_BEFORE = _known(
    "a blank line before a block in an item, or before the next item, makes it loose",
    "list-loosened",
)

KNOWN = {
    "kramdown/lists: boxes before blocks": _LOOSE_BEFORE,
    "kramdown/lists: boxes before blocks of all kinds": _LOOSE_BEFORE,
    "html-islands/blocks: HTML in an item and in a quote": _LOOSE_BEHIND,
    "html-posts/lists: breaks and blocks in an item": _LOOSE_BEFORE,
    "html-islands/unseen: a form": _known(
        "a field to type in is dropped, which Velog shows", "task-box"
    ),
}
"""Golden cases, `folder/title`."""

KNOWN_OF_HTML = {
    "list-tightened": "what is nested wrongly in a list counts as one of its items' lines",
    "list-loosened": "what is in a list and in none of its items is a paragraph",
}
"""What mis-nested lists of posts stored as HTML show otherwise, whichever they are."""

_NO_LIST = "an item of no list is written in a list of its own"
_IN_CODE = "the comparison takes all in `<code>` for one piece"

KNOWN_HTML = {
    "in a line: 42": "a task box of no item is a sign in the text",
    "blocks: 32": "kramdown reads no frame in a line; Velog shows each on a line of its own",
    "mis-nested: 22": _NO_LIST,
    "mis-nested: 30": _IN_CODE,
    "mis-nested: 37": "of a drawing its words are kept",
    "mis-nested: 38": "a form stays out",
    "mis-nested: 42": "of a button its words are kept",
    "mis_nested 11": "what ends up in a heading is in one line with breaks",
    "mis_nested 33": "paragraphs in a heading look like headings",
    "mis_nested 39": "`<pre>` around pictures and lists is read as text",
    "mis_nested 42": _IN_CODE,
    "mis_nested 54": _NO_LIST,
    "sample b74f9c10-f19f-11e8-a827-b39d5e1916fa": "what Quill's own styles set in is a list",
}
"""Bodies of posts stored as HTML that look otherwise on purpose, or for which nothing is done."""

KNOWN_BODIES = {
    ' "글 <!-->-|->\n\na]**><!--': "`<!-->` is read as a comment; Velog shows it as text",
}
"""Bodies that are read otherwise than by Velog, each with the reason."""


def assert_as_known(case: str, found: Sequence[Difference]) -> None:
    """Fail if a case differs otherwise than the list says, or no longer differs."""
    if case not in KNOWN:
        assert found == []
        return
    names = {difference.name for difference in found}
    assert names == KNOWN[case].names, f"change {case!r} in oracle/known.py: {KNOWN[case].reason}"
