"""What lines look like that begin or end the blocks of kramdown 2.4 and of its GFM parser."""

from __future__ import annotations

import re

from migrator.jekyll.kramdown.html_tags import NAME, SPACE, SPAN_ELEMENTS

INSET = r"(?:\t| {4})"
NEAR = " {0,3}"
_TAIL = r"[\t| ].*?\n"
_LAZY_ELEMENTS = "|".join(sorted((*SPAN_ELEMENTS, "script")))
LAZY_TAG = rf"<(?:/(?!(?:{_LAZY_ELEMENTS})\b){NAME}{SPACE}*>|(?!(?:{_LAZY_ELEMENTS})\b){NAME})"
_ANY = r"(?:\\\}|[^\}])"
# The same, once or more, read in whole pieces: where no brace ends it, each beginning reads all.
_MANY = r"(?:[^\\\}]++|\\\}|\\)+"
IAL = rf"\{{:(?!:|/){_MANY}\}}{SPACE}*?\n"
_END_MARK = rf"\^{SPACE}*?\n"
_BLANK_LINE = r"[ \t\r\f\v]*\n"
TEXT = r"[^ \t\r\f\v\n]"
# Ruby's `\w` is ASCII's.
PLAIN_NAME = r"[A-Za-z0-9_][A-Za-z0-9_-]*"

LINE = re.compile(r".*\n")
BLANK = re.compile(rf"(?:{_BLANK_LINE})+")
INSET_LINE = re.compile(rf"{INSET}[ \t]*{TEXT}.*\n")
CODE_FOLLOWS = re.compile(rf"(?!{NEAR}{IAL}|{_END_MARK}|{NEAR}{LAZY_TAG})[ \t]*{TEXT}.*\n")
FENCE = re.compile(
    rf"{NEAR}(?P<fence>(?P<sign>[~`])(?P=sign){{2,}}){SPACE}*?"
    rf"(?P<info>(?P<language>{TEXT}+?)(?:\?{TEXT}*)?)?{SPACE}*?\n"
    rf"(?P<code>(?:.*\n)*?){NEAR}(?P=fence)(?P=sign)*{SPACE}*?\n"
)
FENCE_BELOW = re.compile(rf"\n{NEAR}(?:~~~|```)")
_LAZY_END = rf"{_BLANK_LINE}|{NEAR}{IAL}|{_END_MARK}|{NEAR}{LAZY_TAG}|\Z"
QUOTE_END = re.compile(_LAZY_END)
QUOTE = re.compile(rf"{NEAR}> ?")
BULLET = re.compile(rf"(?P<mark>{NEAR}[+*-])(?P<tail>{_TAIL})")
NUMBER = re.compile(rf"(?P<mark>{NEAR}[0-9]+\.)(?P<tail>{_TAIL})")
TERM = re.compile(rf"(?P<mark>{NEAR}:)(?P<tail>{_TAIL})")
LIST_START = re.compile(rf"{NEAR}(?:[+*-]|[0-9]+\.){_TAIL}")
PARAGRAPH_START = re.compile(rf"{NEAR}[^ \t]")
PARAGRAPH_END = re.compile(
    rf"{_LAZY_END}|{NEAR}(?:[+*-]|[0-9]+\.|:){_TAIL}|\#{{1,6}}[\t ]+.*\n|{NEAR}>|{NEAR}[~`]{{3,}}"
)
HEADING = re.compile(r"(?P<level>#{1,6})[\t ]+(?P<contents>.*)\n")
UNDERLINED = re.compile(rf"{NEAR}(?P<contents>[^ \t\n].*)\n(?P<level>[-=])[-=]*[ \t\r\f\v]*\n")
HEADING_ID = re.compile(r"[\t ]\{#(?P<id>[^\W\d][\w.:-]*)\}[ \t]*\Z")
HEADING_MARKS = re.compile(r"[\t ]#+\Z")
RULE = re.compile(rf"{NEAR}(\*|-|_)[ \t]*\1[ \t]*\1(?:\1|[ \t])*\n")
BOUNDARY = re.compile(rf"{_BLANK_LINE}|{_END_MARK}|{NEAR}{IAL}|\Z")
MATH = re.compile(rf"{NEAR}(?P<escape>\\)?\$\$(?P<tex>.*?)\$\$(?P<tail>{SPACE}*?\n)?", re.DOTALL)
FOOTNOTE = re.compile(rf"{NEAR}\[\^(?P<name>{PLAIN_NAME})\]:{SPACE}*?(?P<contents>.*?\n)")
DEFINITION = re.compile(
    rf"{NEAR}\[(?P<label>[^\n\]]+)\]:[ \t]*"
    rf"(?:<(?P<pointed>.*?)>|(?P<bare>[^\n]*?{TEXT}[^\n]*?))"
    r"(?:(?:[ \t]*?\n|[ \t]+?)[ \t]*?([\"'])(?:.+?)\4)?[ \t]*?\n"
)
ABBREVIATION = re.compile(rf"{NEAR}\*\[.+?\]:.*?\n")
EXTENSION = (
    r"\{::(?P<name>[A-Za-z0-9_]+)(?:[ \t\r\f\v\n](?P<options>" + _ANY + r"*?))?(?P<closed>/)?\}"
)
EXTENSION_LINE = re.compile(rf"{NEAR}{EXTENSION}{SPACE}*?\n")
ATTRIBUTES = re.compile(rf"{NEAR}{IAL}")
NAMED_ATTRIBUTES = re.compile(rf"{NEAR}\{{:{PLAIN_NAME}:{_MANY}\}}{SPACE}*?\n")
END = re.compile(_END_MARK)
ITEM_ATTRIBUTES = re.compile(rf"{SPACE}*(?:\{{:(?!(?:{PLAIN_NAME})?:|/){_MANY}\}}){SPACE}*")
SPAN_ATTRIBUTES = re.compile(rf"\{{:{_MANY}\}}")
_ID_ATTRIBUTE = re.compile(r"#([A-Za-z][\w:-]*)|\bid=(?:\"([^\"]*)\"|'([^']*)')")


def ids_in(attributes: str) -> list[str]:
    """Give the ids in a list of attributes."""
    return [found[1] or found[2] or found[3] or "" for found in _ID_ATTRIBUTE.finditer(attributes)]
