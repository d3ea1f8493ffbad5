"""A seed → words of a post that try to get out: of their page, of their file, of the site."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from migrator.jekyll.liquid import BLOCK_TAGS

LEAK = '{{ "le" | append: "ak" }}'
"""Liquid that writes `leak` where it runs."""

_LIVE = (
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.example></sCrIpT>",
    "<style>*{display:none}</style>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='https://x.example/(\"<script>alert(1)</script>'>x</a>",
    "<p style='background:url(javascript:alert(1))'>x</p>",
    "<form action=x><input autofocus onfocus=alert(1)></form>",
    "<object data=x></object><embed src=x><base href=//x.example>",
    "<!-- --><script>alert(1)</script><!-- -->",
    "<details ontoggle=alert(1) open>x</details>",
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "[a]: javascript:alert(1)",
    "[^1]: <script>alert(1)</script>",
    "{: onclick='alert(1)'}",
    "{:onclick='alert(1)' .a #b}",
    "{::nomarkdown}<script>alert(1)</script>{:/}",
    "{::options parse_block_html='true' /}",
    "{::comment}",
    "*[a]: <script>",
    "$$<script>alert(1)</script>$$",
    "<a href='&#106;avascript&colon;alert(1)'>x</a>",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><maction actiontype='statusline#http://x' xlink:href='javascript:alert(1)'>x",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=//x.example>",
    "<iframe src='data:text/html,<script>alert(1)</script>'></iframe>",
    "<iframe src=https://www.youtube.com/embed/a onload=alert(1)></iframe>",
    "<noscript><p title='</noscript><script>alert(1)</script>'>",
    "<template><script>alert(1)</script></template>",
    "<xmp><script>alert(1)</script></xmp>",
    "<textarea><script>alert(1)</script>",
    "<title><style></title><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script> ?>",
    "<!doctype html><script>alert(1)</script>",
    "<img src='a\" onerror=\"alert(1)'>",
    "<img alt='\"><script>alert(1)</script>' src=x>",
    "<video><source onerror=alert(1)></video>",
    "<b/onclick=alert(1)>x</b>",
    "<b\nonclick\n=alert(1)>x</b>",
    '[x](a "b\\" onclick=\\"alert(1)")',
    "[x](<javascript:alert(1)>)",
    "[x](JaVaScRiPt&#58;alert(1))",
    "[x][a]",
    "<javascript:alert(1)>",
    "![x](x){: onerror='alert(1)'}",
    "**x**{: onclick='alert(1)'}",
    "- {: onclick='alert(1)'} x",
    "# x {: onclick='alert(1)'}",
    "# x {#a onclick=alert(1)}",
    "{:a: onclick='alert(1)'}",
    "{:toc onclick='alert(1)'}",
    "[^a]\n\n[^a]: x {: onclick='alert(1)'}",
    "!youtube[x' onload='alert(1)]",
    '!codepen["><script>alert(1)</script>]',
    "{% include_relative ../_config.yml %}",
    "{% include a.html %}",
    "{% assign a = 'le' | append: 'ak' %}{{ a }}",
    "{% capture a %}le{% endcapture %}{{ a }}ak",
    "{{ site | jsonify }}",
    "{%- raw -%}",
    "{% endraw %}",
    "{% comment %}",
)
_FRONT = (
    "---\npublished: false\n---",
    "...\n",
    "layout: x\n",
    '"\nlayout: x',
    "'\nlayout: x",
    "!ruby/object:Object {}",
    "&a *a",
    "| x",
    "> x",
    "# x",
    "1,000",
    "no",
    "12:30",
    "2024-01-01",
)
_PLACES = (
    "../../_config.yml",
    "..\\..\\a",
    "/etc/passwd",
    "_config.yml",
    "~/.a",
    "%2e%2e%2f",
    "C:\\a",
)
_TERMINAL = ("\x1b[2J", "\x1b]0;x\x07", "\u202e", "\x9b31m", "\r", "\x08", "\u2028")
_MARKS = (
    *(
        "```",
        "~~~",
        "`",
        "``",
        "    ",
        "> ",
        "- ",
        "1. ",
        "# ",
        "|",
        "$$",
        "**",
        "_",
        "~~",
        "]",
        "[",
    ),
    *("[a]", "[^1]", "\\", "&lt;", "<", ">", '"', "'", "(", ")", "<!--", "-->", "<div>", "</div>"),
    *(
        "<pre>",
        "</pre>",
        "<table><tr><td>",
        "<li>",
        "\n",
        "\n\n",
        "\n\n",
        " ",
        "글",
        "a",
        "%}",
        "}}",
    ),
)


class HostilePost(NamedTuple):
    """What Velog says of a post."""

    title: str
    slug: str
    body: str
    tags: tuple[str, ...]
    series: str
    description: str
    is_markdown: bool


def hostile_posts(count: int, seed: int) -> list[HostilePost]:
    """Give so many posts; the same for the same seed."""
    random = Random(seed)
    return [_post(random) for _ in range(count)]


def _post(random: Random) -> HostilePost:
    words = (*_LIVE, *_FRONT, *_PLACES, *_TERMINAL, LEAK, "글", "a b")
    return HostilePost(
        title=_some(random, words, 3),
        slug=_some(random, (*_PLACES, *_TERMINAL, "글", "a", ".", "/", "\\"), 3),
        body=_body(random),
        tags=tuple(_some(random, words, 2) for _ in range(random.randint(0, 3))),
        series=_some(random, words, 2) if random.random() < 0.3 else "",
        description=_some(random, words, 3),
        is_markdown=random.random() < 0.8,
    )


def _some(random: Random, words: Sequence[str], most: int) -> str:
    return "".join(random.choices(words, k=random.randint(1, most)))


def _body(random: Random) -> str:
    return "".join(_piece(random) for _ in range(random.randint(1, 14)))


def _piece(random: Random) -> str:
    kind = random.random()
    if kind < 0.35:
        return random.choice(_LIVE)
    if kind < 0.5:
        opening = random.choice(("{%", "{{%", "{{{%", "{%{{", "{%-"))
        end = random.choice(("", "end"))
        return (
            f"{opening} {end}{random.choice(sorted(BLOCK_TAGS))} {random.choice(('%}', '%}}', ''))}"
        )
    return LEAK if kind < 0.55 else random.choice(_MARKS)
