"""Constructs and dice → bodies of a length that say one construct over and over.

Twice the length should take twice the time, whatever is said. The constructs are those that once
took longer, and each kind of Markdown and HTML once; the dice make more.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TypeAlias

Shape: TypeAlias = str | tuple[str, str, str]
"""A piece that is repeated up to the length, or what is before, the piece, what is behind."""

_ROW = "| a | b | c |\n"
_HEAD = "| a | b |\n|---|---|\n"
_DEEP = 40  # quotes or lists in one another, a little less than are read as such

MARKDOWN: dict[str, Shape] = {
    "words": "word ",
    "long words of Hangul": f"{'한글' * 500} ",
    "one word of Hangul": "가",
    "lines": "a line of text\n",
    "paragraphs": "p\n\n",
    "blank lines": "\n",
    "lines of blanks": "  \n",
    "hard breaks": "a  \n",
    "broken by <br>": "a<br>",
    "opening brackets": "[",
    "closing brackets": "]",
    "brackets": "[a]",
    "empty brackets": "[]",
    "openings of images": "![",
    "exclamation marks": "!",
    "parentheses": "](",
    "stars": "*",
    "stars at words": "*a ",
    "pairs of stars": "**a** ",
    "italic": "*a* ",
    "bold and italic": "***a** b* ",
    "underscores": "_",
    "underscores at words": "_a ",
    "the signs of an address": "handle=/B/d.1_7_C_2d3_7_1_1 R=2 ",
    "tildes": "~",
    "struck": "~~a~~ ",
    "ticks": "`",
    "longer and longer ticks": "".join(f"{'`' * count} " for count in range(1, 774)),
    "code": "`a` ",
    "backslashes": "\\",
    "escapes": "\\*",
    "less than": "<",
    "less than, words": "<a ",
    "openings of comments": "<!--",
    "greater than": ">",
    "ampersands": "&",
    "entities": "&amp;",
    "colons": ":",
    "quotation marks": "\"a' ",
    "dots": "...",
    "dashes": "--",
    "braces": "{{ a }}",
    "openings of Liquid": "{% raw %}",
    "variables without an end": "a {{ ",
    "attribute lists": "{: .a}\n",
    "dollars": "$",
    "formulas": "$a$ ",
    "formulas in a line": "$$a$$ ",
    "formulas on lines": "$$\na\n$$\n",
    "openings of formulas": "$$a\n",
    "bars": "|",
    "lines of bars": "|\n",
    "rows": (_HEAD, "| a | b |\n", ""),
    "rows longer than the head": (_HEAD, _ROW, ""),
    "rows far longer than the head": (_HEAD, f"|{'a|' * 60}\n", ""),
    "rows shorter than the head": (f"|{'a|' * 60}\n|{'-|' * 60}\n", "a|b\n", ""),
    "rows of empty cells": (_HEAD, "||||||||\n", ""),
    "a head of many cells": "a|",
    "a head of many cells, rows of one": (f"{'a|' * 25_000}\n{'-|' * 25_000}\n", "a|\n", ""),
    "tables": f"{_HEAD}| a | b |\n\n",
    "tables without a body": f"{_HEAD}\n",
    "lines of quotes": "> a\n",
    "quotes": "> a\n\n",
    "nested quotes": f"{'> ' * _DEEP}a\n\n",
    "one nest of quotes": f"{'>' * _DEEP} a\n",
    "quotes without an end": ">" * 1000 + " a\n",
    "items": "- a\n",
    "items of nothing": "-\n",
    "loose items": "- a\n\n",
    "numbered items": "1. a\n",
    "task boxes": "- [ ] x\n",
    "two levels of items": "- a\n  - b\n",
    "nested items": "".join(f"{'  ' * depth}- a\n" for depth in range(_DEEP)),
    "items in one line": f"{'- ' * _DEEP}a\n",
    "items with more lines": "- a\nb\nc\n",
    "items with code": "- a\n\n      b\n\n",
    "stars as items": "* a\n+ b\n",
    "quotes in items": "- > a\n",
    "headings": "# a\n",
    "headings of many words": "## a b c d e f\n\ntext\n\n",
    "underlined headings": "a\n===\n",
    "number signs": "#",
    "rules": "---\n",
    "rules of stars": "* * *\n",
    "code blocks": "```js\na\n```\n",
    "fences": "```\n",
    "fences in paragraphs": "a\n~~~\n",
    "indented code": "    a\n",
    "indented code, apart": "    a\n\nb\n\n",
    "definitions": "[a]: b\n",
    "many definitions": "\n".join(f"[{count}]: /{count}" for count in range(22_000)),
    "many references": "[a]: b\n" + "\n".join(f"[{n}][]" for n in range(30_000)),
    "references": ("[a]: b\n\n", "[a] ", ""),
    "brackets beside a definition": ("[a]: b\n\n", "[[b] ", ""),
    "links": "[a](b) ",
    "links to headings": ("# a\n\n", "[a](#a) ", ""),
    "links without an end": "[a](b ",
    "links in links": "[a [b](c) ",
    "images": "![a](b) ",
    "images of Velog": "![](https://velog.velcdn.com/images/a/post/b/c.png) ",
    "addresses": "https://a.b/c ",
    "addresses in angles": "<https://a.b> ",
    "addresses without an end": "https://a.b/" + "(a" * 1000 + " ",
    "mail": "mailto:a@b.c ",
    "openings of addresses": "http",
    "embeds": "!youtube[a]\n\n",
    "openings of embeds": "!youtube[",
    "bold by HTML": "<b>a</b> ",
    "open bold": "<b>",
    "open bold with words": "<b>a ",
    "closed bold": "</b>",
    "fonts": "<font>",
    "fonts with words": "<font color='red'>a</font> ",
    "spans": '<span style="color:red">a</span> ',
    "nested spans": f"{'<span>' * _DEEP}a{'</span>' * _DEEP}\n",
    "unknown tags": "<a-b>",
    "generics": "List<String> ",
    "keyboard": "<kbd>a</kbd> ",
    "comments": "<!-- a -->",
    "comments on lines": "<!-- a -->\n\n",
    "open boxes": "<div>",
    "boxes": "<div>a</div>\n\n",
    "boxes in a line": "<div>a</div>",
    "nested boxes": f"{'<div>' * _DEEP}a{'</div>' * _DEEP}\n\n",
    "boxes around Markdown": "<div>\n\na\n\n</div>\n\n",
    "open items by HTML": "<li>",
    "items by HTML": "<li>a</li>\n",
    "lists by HTML": "<ul><li>a</li></ul>\n",
    "open lists by HTML": "<ul><li>",
    "rows by HTML": "<tr><td>a</td></tr>\n",
    "tables by HTML": "<table><tr><td>a</td></tr></table>\n\n",
    "one table by HTML": ("<table>", "<tr><td>a</td><td>b</td></tr>\n", "</table>"),
    "open cells by HTML": "<td>",
    "open formats and cells by HTML": "<code><td>",
    "open code and lists by HTML": "<pre>가나 <ul><li><td>",
    "open details and rows by HTML": "<details>__<tr><td>",
    "open tables by HTML": "<table>",
    "details by HTML": "<details><summary>a</summary>\n\nb\n\n</details>\n\n",
    "paragraphs by HTML": "<p>a</p>\n",
    "open paragraphs by HTML": "<p>",
    "links by HTML": '<a href="b">a</a> ',
    "open links by HTML": "<a>",
    "images by HTML": '<img src="a">',
    "images centred by HTML": '<center><img src="a" width="50%"></center>\n\n',
    "headings by HTML": "<h1>a</h1>\n",
    "code by HTML": "<pre>a</pre>\n\n",
    "open code by HTML": "<pre>",
    "scripts": "<script>",
    "titles": "<title>",
    "selects": "<select>",
    "drawings": "<svg>",
    "formulas by HTML": "<math>",
    "templates": "<template>",
    "frames": "<iframe src='https://www.youtube.com/embed/a'></iframe>\n\n",
    "endings of tags": "</p>",
    "attributes": ("<p ", "a=1 ", ">b</p>"),
    "a tag without an end": ("a <p ", "a='", ""),
    "openings of images and words": "![a ",
    "openings of links and words": "[a ",
    "openings in openings": "![a [b ![c] ]",
    "images in images": f"{'![' * 6}a{']' * 6} ",
    "emphasis and links": "**a _b ![c [d ",
    "stars of all kinds": "*a _b **c ",
    "closing underscores": "a_ ",
    "words with underscores": "snake_case_name ",
    "Hangul with underscores": "가_나 ",
    "pairs of underscores": "_a_ ",
    "openings of formulas in a line": "$$a ",
    "ticks at words": "`a ",
    "rows and comments without an end": "| <!--<tr>d.1_7_C=**",
    "lists apart": "- a\n\n1. b\n\n",
    "items of nothing, apart": " *\n\n\n  - ",
    "quotes of quotes in a line": ">> ",
    "code in cells": "`a` | b\n|--|\n",
    "boxes around images": "<div>![a](b)\n\n1</div><b>",
    "scripts in items": "~~<script>\n  \n1. <br/>``\n",
    "quotes that end formats": "f(x)\n  - \n>  </i>",
    "breaks by entities": ("a", "&#10;", ""),
    "code that defines after a long paragraph": (f"{'word ' * 20_000}\n\n```\n", "[a]: b\n", "```"),
}

HTML: dict[str, Shape] = {
    "words": "word ",
    "signs": "*a_ ",
    "paragraphs": "<p>x</p>",
    "paragraphs of signs": "<p>*x*</p>",
    "paragraphs with formats": "<p>a <strong>b</strong> <em>c</em></p>",
    "breaks": "<br>",
    "breaks in a paragraph": ("<p>", "a<br>", "</p>"),
    "paragraphs with a break": "<p>a<br></p>",
    "breaks that end": "<br></br>",
    "open items": "<li>",
    "open items and breaks": "<li><br>\n' ",
    "items": ("<ul>", "<li>a</li>", "</ul>"),
    "items set in": ("<ul>", '<li>a</li><li class="ql-indent-1">b</li>', "</ul>"),
    "lists": "<ul><li>a</li></ul>",
    "open lists": "<ul><li>",
    "open spans": "<span>",
    "nested spans": f"{'<span>' * _DEEP}a{'</span>' * _DEEP}",
    "coloured spans": '<p><span style="color:red">a</span></p>',
    "open boxes": "<div>",
    "boxes": "<div>a</div>",
    "quotes": "<blockquote>a</blockquote>",
    "open quotes": "<blockquote>",
    "nested quotes": f"{'<blockquote>' * _DEEP}a{'</blockquote>' * _DEEP}",
    "rows": ("<table>", "<tr><td>a</td><td>b</td></tr>", "</table>"),
    "tables": "<table><tr><td>a</td></tr></table>",
    "code blocks": "<pre>a</pre>",
    "open code blocks": "<pre>",
    "coloured code": ("<pre>", '<span class="hljs-keyword">a</span> b\n', "</pre>"),
    "code": "<code>a</code> ",
    "headings": "<h2>a</h2>",
    "rules": "<hr>",
    "links": '<a href="b">a</a> ',
    "images": '<p><img src="a"></p>',
    "images in a row": '<img src="a">',
    "open bold": "<b>",
    "bold": "<b>a</b>",
    "breaks in coloured bold": ('<b style="color:red">', "a<br>", "</b>"),
    "fonts": '<font color="red">a</font>',
    "frames": '<iframe src="https://www.youtube.com/embed/a"></iframe>',
    "unknown tags": "<x-y>a",
    "comments": "<!-- a -->",
    "less than": "<",
    "openings of comments": "<!--",
    "ampersands": "&",
    "entities": "&lt;",
    "endings of tags": "</p>",
    "attributes": ("<p ", "a=1 ", ">b</p>"),
    "long words of Hangul": f"<p>{'한글' * 500}</p>",
    "rows without an end": "'word \n<tr>",
    "formats without an end": "-->><b>|](b)|---|\n",
    "frames and cells": "</iframe>__<td>",
    "rules and variables": "<hr>{{ ",
    "brackets": "<p>[[10](6)]",
    "mis-nested bold": "<b><p>a</b></p>",
    "mis-nested formats": "<b><i><u>a</b>b</i>c</u>",
    "sides of paragraphs": "<p style='text-align:center'>a</p>",
    "a style of many": ("<p style='", "color:red;", "'>a</p>"),
    "a style of quotes": ("<p style='font-family:", 'a "', "'>a</p>"),
    "formulas": '<span class="ql-formula" data-value="x"><b>x</b></span>',
    "open formulas": '<span class="katex">',
    "tweets": '<blockquote class="twitter-tweet"><a href="https://x.com/a/status/1">',
    "items set in deeper": (
        "<ol>",
        "".join(f'<li class="ql-indent-{depth}">a</li>' for depth in range(1, 9)),
        "</ol>",
    ),
    "items with values": "<ol type=a><li value=3>a</li></ol>",
    "ticks": ("<ul>", "<li><p><input type=checkbox checked>a</p></li>", "</ul>"),
    "words in a list": ("<ul>", "a<li>b</li>", "</ul>"),
    "headings with ids": '<h2 id="a">a</h2>',
    "details": "<details><summary>a</summary>b</details>",
    "terms": "<dl><dt>a<dd>b",
    "figures": '<figure><img src="a"><figcaption>b</figcaption></figure>',
    "images centred": '<center><img src="a"></center>',
    "hidden boxes": ("<div hidden>", "<p>a</p>", "</div>"),
    "raised words": "2<sup>2</sup>",
    "code with an empty line": "<ul><li><pre>\n\na</pre></li></ul>",
}

_SIGNS = """
* ** *** _ __ ~~ ` `` ``` ~~~ [ ] ![ ](b) ( ) [a](b) ![a](b) < > >> # ## --- === | |---| || & &amp;
&lt; &#35; &nbsp; \\ \\* $ $$ {{ }} {% %} {: .a} {:: : [^1] [^1]: [a]: !youtube[ http://a.b https://
a@b.c " ' ... -- << <!-- --> <br> <br/> <hr>
""".split()
_STARTS = (
    "> ",
    ">> ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "- [ ] ",
    "# ",
    "| ",
    "|---|---|\n",
    "```\n",
)
_NAMES = """
a b i em strong code pre p div span ul ol li table tr td th thead tbody details summary blockquote
h1 h3 font del s u sup kbd center img iframe script style svg math template select option button
form input video textarea title x-y
""".split()
_TAGS = (
    *(f"<{slash}{name}>" for name in _NAMES for slash in ("", "/")),
    *('<a href="b">', '<span style="color:red">', '<img src="a">', "<td colspan=2>", "<a ", "a='"),
)
_WORDS = (
    "a",
    "b ",
    "word ",
    "가나",
    "한글 ",
    "snake_case",
    "d.1_7_C",
    "x=1 ",
    "가_나",
    "f(x)",
    "1",
)
_BLANKS = (
    " ",
    "  ",
    "\n",
    "\n\n",
    "  \n",
    "    ",
    "\t",
    "\n  ",
    "\n    ",
    "\n> ",
    "\n- ",
    "\n  - ",
)
_KINDS = ((*_SIGNS, *_STARTS), _TAGS, _WORDS, _BLANKS)
_OF_MARKDOWN = (4, 3, 2, 2)
_OF_HTML = (1, 4, 2, 1)


@dataclass(frozen=True, slots=True)
class Construct:
    """A shape that is said over and over, in Markdown or in a post stored as HTML."""

    name: str
    shape: Shape
    is_markdown: bool = True

    def body(self, size: int) -> str:
        """Repeat the shape up to a size in bytes."""
        shape = self.shape
        before, piece, after = ("", shape, "") if isinstance(shape, str) else shape
        text = (before + piece * (size // len(piece.encode()) + 1)).encode()
        return text[: size - len(after)].decode(errors="ignore") + after


KNOWN = (
    *(Construct(f"Markdown: {name}", shape) for name, shape in MARKDOWN.items()),
    *(Construct(f"HTML post: {name}", shape, False) for name, shape in HTML.items()),
)
_ONCE_SLOW = frozenset(
    """
code in cells
open code and lists by HTML
open details and rows by HTML
variables without an end
openings of images
openings of images and words
openings of links and words
ticks at words
openings in openings
images in images
emphasis and links
stars of all kinds
underscores at words
closing underscores
words with underscores
Hangul with underscores
pairs of underscores
less than
openings of formulas in a line
rows and comments without an end
lists apart
items of nothing, apart
lists by HTML
open formats and cells by HTML
open items and breaks
rows without an end
formats without an end
the signs of an address
quotes of quotes in a line
code
pairs of stars
frames and cells
boxes around images
""".splitlines()
)
ONCE_SLOW = tuple(each for each in KNOWN if each.name.partition(": ")[2] in _ONCE_SLOW)
"""They once took time that grew faster than their length."""

_LATE = frozenset(
    {
        "openings in openings",
        "breaks by entities",
        "code that defines after a long paragraph",
    }
)
LATE = tuple(each for each in KNOWN if each.name.partition(": ")[2] in _LATE)
"""Of these, only long texts took time that grew faster than their length."""


def drawn(dice: random.Random) -> Construct:
    """Make up a construct."""
    is_markdown = dice.random() < 0.7
    weights = _OF_MARKDOWN if is_markdown else _OF_HTML
    kinds = dice.choices(_KINDS, weights, k=dice.randint(1, 8))
    piece = "".join(map(dice.choice, kinds))
    return Construct(f"{'Markdown' if is_markdown else 'HTML post'}: {piece!r}", piece, is_markdown)
