"""HTML in a post: what it becomes, that it looks the same, and that nothing of it comes to life."""

from __future__ import annotations

import os
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from golden import Case, read_cases
from migrator.converter.markup import settle
from migrator.converter.tree import RawBlock, RawInline, walk
from migrator.converter.velogmark import parse
from oracle import jekyll, velog
from oracle.compare import differences
from test_converter import a_post, body_of, convert

CASES = read_cases("html-islands")
# What is said otherwise on purpose: boxes without a list, frames that Velog leaves empty, code
# that is bold in part, items without a list, headings with lists in them.
SAME = [case for case in CASES if not case.title.startswith("otherwise")]


def converted(body: str) -> str:
    return body_of(convert(a_post(body)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden(case: Case) -> None:
    assert converted(case.source) == case.expected


@pytest.fixture(scope="module")
def looks() -> dict[str, tuple[str, str]]:
    """Give what Velog and what Jekyll shows for each case."""
    lack = velog.missing() or jekyll.missing()
    if lack and os.environ.get("CI") != "true":
        pytest.skip(lack)
    there = velog.render({case.title: velog.Body(case.source) for case in SAME})
    built = jekyll.build({case.title: jekyll.as_file(case.expected) for case in SAME})
    assert built.failed == {}
    return {case.title: (there[case.title], built.pages[case.title]) for case in SAME}


@pytest.mark.parametrize("case", SAME, ids=lambda case: case.title)
def test_looks_the_same(case: Case, looks: dict[str, tuple[str, str]]) -> None:
    assert differences(*looks[case.title], typography="site") == []


# --- any mixture

TAGS = ["b", "i", "del", "s", "u", "code", "a href='/x'", "span style='color:red'", "font", "T"]
TAGS += ["p", "div", "center", "details", "h2", "blockquote", "pre", "ul", "ol start=3", "li"]
TAGS += ["table", "tr", "td", "th", "thead", "caption", "br", "hr", "img src='/y.png'", "iframe"]
TAGS += ["script", "style", "textarea", "svg", "math", "select", "template", "noscript", "title"]
PIECES = [f"<{tag}>" for tag in TAGS] + [f"</{tag.split(' ')[0]}>" for tag in TAGS]
PIECES += [
    "<!--",
    "-->",
    "<!",
    "<",
    ">",
    "&lt;",
    '"',
    "'",
    "=",
    "<b",
    "</",
    "<?",
    "<![CDATA[",
    "]]>",
]
PIECES += [
    "\n",
    "\n\n",
    " ",
    "    ",
    "- ",
    "> ",
    "# ",
    "1. ",
    "|",
    "**",
    "`",
    "```\n",
    "~~",
    "![",
    "](/z)",
]
PIECES += ["가", "나 다", "<b>라</b>", "|a|b|\n|-|-|\n|c|d|\n"]
MIXTURE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
ATTACKS = [
    "<script>x()</script>",
    "<svg/onload=x()>",
    "<img src=y onerror=x()>",
    "<a href=javascript:x()>",
]
ATTACKS += [
    "[x](javascript:x())",
    "<javascript:x()>",
    '<iframe src="javascript:x()">',
    "<b onclick='x()'>",
]
ATTACKS += [
    '<a href="java\tscript:x()">',
    '<a href="&#x6a;avascript:x()">',
    "<object data=x>",
    "<base href=x>",
]
ATTACKS += [
    '<iframe srcdoc="<script>x()</script>">',
    "<form action=javascript:x()>",
    "<style>*{}</style>",
]
ATTACKS += [
    "![x](javascript:x())",
    '![" onerror="x()](/y)',
    '[a](<" onclick="x()>)',
    "<script",
    "onload=x()>",
]
ATTACKS += [
    "<math><a xlink:href='javascript:x()'>",
    '<noscript><p title="</noscript><img onerror=x()>">',
]
ATTACKS += [
    "&lt;script&gt;x()&lt;/script&gt;",
    "<!--><script>x()</script>-->",
    "<textarea></textarea><script>",
]
HOSTILE = st.lists(st.sampled_from([*PIECES, *ATTACKS]), max_size=20).map("".join)
DEAD = "script, style, object, embed, base, form, svg, math, noscript, link, meta, template"
ADDRESSES = {"href", "src", "action", "srcdoc", "data", "xlink:href", "formaction"}


@given(MIXTURE)
def test_settled_html_is_gone_but_for_comments(body: str) -> None:
    for node in walk(settle(parse(body))):
        if isinstance(node, RawBlock | RawInline):
            assert re.fullmatch(r"<!--(?s:.*)-->", node.source)


def live(html: str) -> list[str]:
    """Name what could run in a page."""
    soup = BeautifulSoup(html, "html.parser")
    found = [tag.name for tag in soup.select(DEAD)]
    for tag in soup.find_all(True):
        for name, value in tag.attrs.items():
            scheme = re.sub(r"[\x00-\x20]", "", str(value)).lower()
            if name.startswith("on") or name == "srcdoc":
                found.append(name)
            elif name in ADDRESSES and re.match("javascript:|data:|vbscript:", scheme):
                found.append(scheme)
    return found


@given(HOSTILE)
def test_nothing_comes_to_life(body: str) -> None:
    """Look at the tree, whatever a writer makes of it."""
    for node in walk(settle(parse(body))):
        addresses = [getattr(node, name, "") for name in ("url", "src")]
        addresses += [value for name, value in getattr(node, "attributes", ()) if name in ADDRESSES]
        assert not any(
            re.match(r"[\s\x00-\x20]*(?:java|vb)script:|\s*data:", url, re.I) for url in addresses
        )
        assert not any(name.startswith("on") for name, _ in getattr(node, "attributes", ()))
        assert not isinstance(node, RawBlock | RawInline) or node.source.startswith("<!--")
