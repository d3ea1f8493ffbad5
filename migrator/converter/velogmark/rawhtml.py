"""A position → the HTML that starts there: a tag or comment in a line, or whole lines."""

from __future__ import annotations

import re

from migrator.converter.velogmark.ahead import LookAhead

_ATTRIBUTE = (
    r"(?:\s++[A-Za-z_:][A-Za-z0-9:._-]*+"
    r"(?>(?:\s*+=\s*+(?:[^\"'=<>`\s]++|'[^']*+'|\"[^\"]*+\"))?))"
)
_TAG = rf"<[A-Za-z][A-Za-z0-9-]*+{_ATTRIBUTE}*+\s*+/?>|</[A-Za-z][A-Za-z0-9-]*+\s*+>"
_INLINE = re.compile(
    rf"{_TAG}|<!-->|<!---->|<!--(?:-?[^>-])(?>(?:-?[^-])*)-->|<![A-Za-z]+\s+[^>]*+>"
)
_INSTRUCTION_END = re.compile(r"\?>|\n")
_CDATA_END = re.compile(r"\]\]>")


def read_tag(ahead: LookAhead, at: int) -> int | None:
    """Find the end of the tag, comment or instruction that starts here."""
    found = _INLINE.match(ahead.text, at)
    if found is not None:
        return found.end()
    if ahead.text.startswith("<?", at):
        end = ahead.next(_INSTRUCTION_END, at + 2)
        return end.end() if end is not None and end[0] == "?>" else None
    if ahead.text.startswith("<![CDATA[", at):
        end = ahead.next(_CDATA_END, at + 9)
        return end.end() if end is not None else None
    return None


_BLOCK_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details"
    "|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h1|h2|h3|h4|h5"
    "|h6|head|header|hgroup|hr|html|iframe|legend|li|link|main|menu|menuitem|meta|nav|noframes|ol"
    "|optgroup|option|p|param|pre|section|source|title|summary|table|tbody|td|tfoot|th|thead|title"
    "|tr|track|ul"
)
# What starts lines of HTML, what ends the last of them, and whether it interrupts a paragraph.
_KINDS = (
    (
        re.compile(r"<(?:script|pre|style)(?=\s|>|\Z)", re.IGNORECASE),
        re.compile(r"</(?:script|pre|style)>", re.IGNORECASE),
        True,
    ),
    (re.compile(r"<!--"), re.compile(r"-->"), True),
    (re.compile(r"<\?"), re.compile(r"\?>"), True),
    (re.compile(r"<![A-Za-z]"), re.compile(r">"), True),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>"), True),
    (re.compile(rf"</?(?:{_BLOCK_NAMES})(?=\s|/?>|\Z)", re.IGNORECASE), None, True),
    (re.compile(rf"(?:{_TAG})\s*\Z"), None, False),
)


def find_end(lines: list[str], at: int, *, in_paragraph: bool = False) -> int | None:
    """Find the line after the lines of HTML that start here; None if there are none."""
    line = lines[at].lstrip(" \t")
    for start, last, interrupts in _KINDS:
        if start.match(line) and (interrupts or not in_paragraph):
            return _end(lines, at, last)
    return None


def _end(lines: list[str], at: int, last: re.Pattern[str] | None) -> int:
    for end in range(at, len(lines)):
        if last is None and not lines[end]:
            return end
        if last is not None and last.search(lines[end]):
            return end + 1
    return len(lines)
