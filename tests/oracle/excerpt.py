"""The body of a post → the text of its excerpt, as Jekyll 3.8, 3.10 and 4.x cut it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from migrator.jekyll.liquid import BLOCK_TAGS

SEPARATOR = "\n\n"
"""Where an excerpt ends if neither the post nor the site says otherwise."""

_EARLY_TAG = re.compile(r"\{%-?\s*(\w+).+\s*-?%\}", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(\w+)\s*.*?-?%\}", re.DOTALL)
_DEFINITION = re.compile(r"^ {0,3}(\[[^\]]+\]):.+$", re.MULTILINE)


def cuts(body: str, separator: str = SEPARATOR) -> tuple[str, ...]:
    """Give the excerpts of a body; 3.8 looks at the first tag alone.

    4.x adds the definitions of links whose labels it finds in the excerpt, older ones all.
    """
    head, _, tail = body.partition(separator)
    if not tail:
        return (head,)
    first = _EARLY_TAG.search(head)
    early = _closed(head, [first[1]] if first else [])
    late = _closed(head, reversed(_TAG.findall(head)))
    found = list(_DEFINITION.finditer(tail))
    every = [each[0] for each in found]
    named = [each[0] for each in found if each[1] in head]
    return (
        _with(early, every),
        _with(late, every),
        _with(late, named),
    )


def _closed(head: str, names: Iterable[str]) -> str:
    """Add the ends of the blocks that are open at the end of the excerpt."""
    for name in names:
        is_closed = re.search(rf"\{{%-?\s*end{name}.*?\s*-?%\}}", head, re.DOTALL)
        if name in BLOCK_TAGS and not is_closed:
            head += f"\n{{% end{name} %}}"
    return head


def _with(head: str, definitions: list[str]) -> str:
    return "\n\n".join([head, "\n".join(definitions)]) if definitions else head
