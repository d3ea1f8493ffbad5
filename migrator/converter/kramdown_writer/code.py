"""Code in a line and in blocks → kramdown's Markdown for it, which keeps every character."""

from __future__ import annotations

import re
from html import escape

from migrator.converter.blanks import is_blank, stripped
from migrator.converter.kramdown_writer.context import WriteContext
from migrator.converter.kramdown_writer.languages import language
from migrator.converter.tree import Code, CodeBlock

_RUNS = re.compile("`+")
_SPAN = re.compile(r"(?P<marks>`+)(?P<inner>.*?[^`])(?P=marks)(?!`)", re.DOTALL)
_IN_ATTRIBUTE = re.compile('[}"]')
_FENCE_LINE = re.compile(r"^[ ]{0,3}(`{3,}|~{3,})", re.MULTILINE)


def code_span(node: Code, before: str, context: WriteContext) -> str:
    """Write inline code; `before` is the character before it."""
    value = node.value
    at_start = before in ("", "\n")
    typed = _SPAN.fullmatch(node.source)
    if typed and len(typed["marks"]) < 3 + 9 * (not at_start):
        marks, inner = typed["marks"], typed["inner"]
        if reads(marks, inner, before) == value and not (context.in_cell and "\n" in value):
            return node.source
    if is_blank(value) or (context.in_cell and value != stripped(value)):
        # kramdown strips a cell before it reads the code in it.
        return _as_html(value)
    marks = "`" * (1 + max((len(run) for run in _RUNS.findall(value)), default=0))
    if at_start and len(marks) > 2:
        # kramdown would read them as a fence.
        return _as_html(value)
    if len(marks) == 1 and reads(marks, value, before) is None:
        marks = "``"
    gap = " " if len(marks) > 1 else ""
    return f"{marks}{gap}{value}{gap}{marks}"


def _as_html(value: str) -> str:
    return f"<code>{escape(value, quote=False).replace('|', '&#124;')}</code>"


def reads(marks: str, inner: str, before: str) -> str | None:
    """Give what kramdown shows for marks around a text; None if it does not read code there.

    Code ends at the first run that is long enough. Longer marks lose one blank on each side. A
    single mark between blanks is no mark.
    """
    if marks in inner:
        return None
    if len(marks) == 1:
        return None if is_blank(inner[:1]) and is_blank(before) else inner
    inner = inner.removeprefix(" ")
    return inner.removesuffix(" ")


def fence(node: CodeBlock) -> list[str]:
    """Write a block in a fence that no line of it can end.

    The text after the language becomes an attribute: with it kramdown would read no fence.
    """
    lines = _lines(node) if node.value else []
    char = "~" if node.fence.startswith("~") else "`"
    own = (len(run) for run in _FENCE_LINE.findall(node.value) if run[0] == char)
    marks = char * max(3, len(node.fence), 1 + max(own, default=0))
    name, rest = language(node.info)
    attribute = _IN_ATTRIBUTE.sub(r"\\\g<0>", rest)
    return [marks + name, *lines, marks, *([f'{{: data-info="{attribute}"}}'] if rest else [])]


def indented(node: CodeBlock) -> list[str] | None:
    """Write a block as indented code, if kramdown shows every line of it; else None."""
    lines = _lines(node)
    if node.fence or is_blank(lines[0]) or is_blank(lines[-1]):
        return None
    return [f"    {line}" if line else "" for line in lines]


def _lines(node: CodeBlock) -> list[str]:
    """Give the lines; a no-break space, which no shell takes, is a space as on Velog's pages."""
    # Jekyll ends code with a newline of its own, where Velog's page ends with the author's: an
    # empty last line would be seen.
    return node.value.replace("\xa0", " ").removesuffix("\n").split("\n")
