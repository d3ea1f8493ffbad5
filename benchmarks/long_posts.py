"""One construct over and over → how long a post of nothing else takes, and whether that grows.

Run as `python benchmarks/long_posts.py [WORD]...`; of the shapes those whose name holds a WORD.
A post of twice the length should take about twice the time, whatever stands in it.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from migrator.converter.page import convert_post
from migrator.model import Post
from migrator.settings.site_settings import Settings

LENGTH = 300_000  # of the UTF-8
ALLOWED = 3.0  # seconds of the processor for a post
LIMIT = 12  # seconds of the processor for both posts of a shape; then its process ends
RELEASED = datetime(2024, 1, 1, tzinfo=UTC)

_ONE = "--one"

_ROW = "| a | b | c |\n"
_HEAD = "| a | b |\n|---|---|\n"
_DEEP = 40  # quotes or lists in one another, a little less than are read as such

# A piece that is repeated up to the length, or what stands before, the piece, what stands behind.
MARKDOWN: dict[str, str | tuple[str, str, str]] = {
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
}

HTML: dict[str, str | tuple[str, str, str]] = {
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
}


def main(words: list[str]) -> None:
    """Print for each shape the seconds of the processor and what twice the length makes of them.

    Ends the processes that take longer than `LIMIT`. Exits with 1 if one did, or took longer than
    `ALLOWED`.
    """
    print("  300 KB    ratio  (of the processor's time; 300 KB against 150 KB)")
    shapes = [
        (kind, name, shape)
        for kind, shapes in (("Markdown", MARKDOWN), ("HTML post", HTML))
        for name, shape in shapes.items()
        if not words or any(word in f"{kind}: {name}" for word in words)
    ]
    slow = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for (kind, name, _), found in zip(shapes, pool.map(_measured, shapes), strict=True):
            title = f"{kind}: {name}"
            half, whole = found or (0.0, LIMIT)
            ratio = f"{whole / half:5.1f}" if half else "     "
            print(f"{whole:7.2f} s{'+' if not found else ' '} {ratio}    {title}", flush=True)
            if whole > ALLOWED:
                slow.append(title)
    if slow:
        raise SystemExit(f"longer than {ALLOWED} s: {', '.join(slow)}")


def _measured(shape: tuple[str, str, str | tuple[str, str, str]]) -> tuple[float, float] | None:
    """Measure a shape in a process of its own; None if it takes longer than `LIMIT`."""
    done = subprocess.run(
        [sys.executable, __file__, _ONE],
        input=json.dumps(shape),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == -signal.SIGXCPU:
        return None
    if done.returncode:
        raise SystemExit(done.stderr)
    half, whole = json.loads(done.stdout)
    return half, whole


def _measure_one() -> None:
    """Measure the shape on stdin, within the limit."""
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
    kind, _, shape = json.load(sys.stdin)
    print(json.dumps([_seconds(shape, size, kind) for size in (LENGTH // 2, LENGTH)]))


def post_of(shape: str | tuple[str, str, str], size: int, kind: str) -> Post:
    """Make a post of a size that repeats a shape."""
    before, piece, after = ("", shape, "") if isinstance(shape, str) else shape
    times = size // len(piece.encode()) + 1
    body = (before + piece * times).encode()[: size - len(after)].decode(errors="ignore") + after
    return Post(
        id="00000000-0000-4000-8000-000000000000",
        slug="post",
        title="post",
        body=body,
        is_markdown=kind == "Markdown",
        released_at=RELEASED,
    )


def _seconds(shape: str | tuple[str, str, str], size: int, kind: str) -> float:
    post = post_of(shape, size, kind)
    gc.collect()
    start = time.process_time()
    convert_post(post, "user", "_posts/2024-01-01-post.md", Settings()).text(frozenset())
    return time.process_time() - start


if __name__ == "__main__":
    if sys.argv[1:] == [_ONE]:
        _measure_one()
    else:
        main(sys.argv[1:])
