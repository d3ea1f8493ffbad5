r"""A body of Markdown → the same, in which a tab before an item makes it part of the item above.

An author who types `- a` and then a tab and `- b` means a list in a list. Velog shows the second
as text, since its parser (remark-parse 7.0.2) takes a tab for less than it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKER = r"(?:[-*+]|\d{1,9}\.)[ \t]+\S"
_ITEM = re.compile(rf" {{0,3}}{_MARKER}")
_TABBED = re.compile(rf"(\t+)(?={_MARKER})")
_FENCE = re.compile(r"[ \t>]*(?P<marks>`{3,}|~{3,})")


def with_lists_in_lists(body: str) -> str:
    """Write blanks for the tabs before items that stand below another item."""
    return "\n".join(_lines(body)) if "\t" in body else body


def has_tabbed_items(body: str) -> bool:
    """Tell whether that would change anything."""
    return with_lists_in_lists(body) != body


def _lines(body: str) -> Iterator[str]:
    fence, in_list = "", False
    for line in body.split("\n"):
        found = _FENCE.match(line)
        if fence:
            fence = "" if found and found["marks"].startswith(fence) else fence
        elif found:
            fence = found["marks"]
        elif in_list and (tabs := _TABBED.match(line)):
            line = "    " * len(tabs[1]) + line[tabs.end() :]
        elif line.strip():
            in_list = bool(_ITEM.match(line)) or (in_list and line[0] in " \t")
        yield line
