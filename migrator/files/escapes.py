"""Names and texts of others → the same with what would steer a terminal shown as escapes."""

from __future__ import annotations

import re

# Control characters (C0, DEL, C1) and those that change the direction of what follows (Unicode
# TR9). The joiner in an emoji, U+200D, is none of them.
_STEERS = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{_STEERS}]")
_CONTROL_OR_BREAK = re.compile(f"[{_STEERS}\n\t]")


def escaped_lines(text: str) -> str:
    """Show control characters as escapes, such as `\\x1b` or `\\u202e`, but tabs and newlines."""
    return _CONTROL.sub(_escape, text)


def escaped(text: str) -> str:
    """Show control characters as escapes, tabs and newlines too: a name is in one line."""
    return _CONTROL_OR_BREAK.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return ascii(found[0])[1:-1]
