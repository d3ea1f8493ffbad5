"""Lines of text → what their white space means: blank or not, how far indented, without it.

The rules are those of remark-parse 7.0.2, which Velog renders with.
"""

from __future__ import annotations

import re

# White space as in JavaScript, which includes no-break and ideographic spaces and the BOM.
WHITE = "\t\n\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
SPACE = f"[{WHITE}]"
NOT_SPACE = f"[^{WHITE}]"
TAB = 4

WHITE_CHARS = WHITE.replace("\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B))))
_NEWLINE = re.compile(r"\r\n?")


def split_lines(body: str) -> list[str]:
    """Split a body into lines, with any line ends; a BOM before it is dropped."""
    return _NEWLINE.sub("\n", body.removeprefix("\ufeff")).split("\n")


def is_blank(text: str) -> bool:
    """Tell whether there is nothing but white space."""
    return not text.strip(WHITE_CHARS)


def strip(text: str) -> str:
    """Take white space off both ends."""
    return text.strip(WHITE_CHARS)


def indent_of(line: str) -> int:
    """Count the columns of the white space a line starts with."""
    if line[:1] not in {" ", "\t"}:
        return 0
    return width(line[: len(line) - len(line.lstrip(" \t"))])


def width(spaces: str) -> int:
    """Count the columns of spaces and tabs."""
    if "\t" not in spaces:
        return len(spaces)
    columns = 0
    for character in spaces:
        columns += TAB - columns % TAB if character == "\t" else 1
    return columns


def dedent(lines: list[str], columns: int) -> list[str]:
    """Remove the common indent, at most `columns`, from all lines.

    One line without indent keeps all the others as they are. A tab that reaches over the cut
    stays, and remark-parse puts another one before it.
    """
    cut = columns
    for line in lines:
        if cut and not is_blank(line):
            cut = min(cut, indent_of(line))
    return [_cut(line, cut) for line in lines] if cut else lines


def _cut(line: str, columns: int) -> str:
    if line.startswith(" " * columns):
        return line[columns:]
    column = kept = 0
    for index, character in enumerate(line):
        if character not in {" ", "\t"}:
            break
        column += TAB - column % TAB if character == "\t" else 1
        if column > columns:
            break
        kept = index + 1
        if column == columns:
            return line[kept:]
    return line[kept:] if is_blank(line) else "\t" + line[kept:]
