"""The source of a built page → its tags as they are written, without those that nobody sees.

A page is not read as a browser does, for this costs ten times more than the post's own part alone:
here its tags are followed, and no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<unread>script|style|template|noscript|svg|head)\b.*?</(?P=unread)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>(?>(?:[^>\"']++|\"[^\"]*\"|'[^']*')*))>",
    re.DOTALL | re.IGNORECASE,
)


def tags_of(source: str) -> Iterator[re.Match[str]]:
    """Find the tags with their `name`, `rest` (the attributes) and `end` (`/` or nothing).

    Comments, and what is not shown with all that it holds, are one match each, without a name.
    """
    return _TAG.finditer(source)
