"""A text → the same without blanks at its ends: space, tab and newline, as Markdown means them.

Python's own `strip` takes off much more, such as the no-break space that an author has put there to
be seen.
"""

from __future__ import annotations

import re

BLANKS = " \t\n"

HTML_BLANKS = " \t\n\r\f"
"""White space as HTML means it; a run of it is shown as one space."""
HTML_SPACE = re.compile(rf"[{HTML_BLANKS}]+")


def stripped(text: str) -> str:
    """Take the blanks off both ends."""
    return text.strip(BLANKS)


def is_blank(text: str) -> bool:
    """Tell whether there is nothing but blanks."""
    return not text.strip(BLANKS)
