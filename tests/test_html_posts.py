"""Posts stored as HTML: what they become, and that any text in them is shown as it is."""

from __future__ import annotations

import re
from html import escape
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import JekyllPages
from golden import Case, read_cases
from migrator.converter.hidden_html import without_hidden
from migrator.converter.html_posts import html_to_markdown, read_html
from migrator.converter.tree import (
    Block,
    Code,
    CodeBlock,
    Element,
    ImageNode,
    Link,
    List,
    Node,
    Paragraph,
    Text,
)
from migrator.converter.tree_walk import walk
from migrator.proof.compare import differences
from oracle import jekyll
from oracle.known import assert_as_known
from test_converter import a_post, body_of, convert

CASES = read_cases("html-posts")
# The rest is not to look the same: items that only Quill's own styles set in, frames that become
# links, tags without words in Markdown.
SAME = [case for case in CASES if not case.title.startswith("shown-otherwise")]


def converted(html: str) -> str:
    return body_of(convert(a_post(html, is_markdown=False)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_golden(case: Case) -> None:
    assert converted(case.source) == case.expected


@pytest.fixture(scope="module")
def pages(jekyll_pages: JekyllPages) -> dict[str, str]:
    """Give what Jekyll shows for each case."""
    built = jekyll_pages({case.title: jekyll.as_file(case.expected) for case in SAME})
    assert built.failed == {}
    return built.pages


@pytest.mark.parametrize("case", SAME, ids=lambda case: case.title)
def test_looks_the_same(case: Case, pages: dict[str, str]) -> None:
    found = differences(case.source, pages[case.title], typography="site")
    assert_as_known(f"html-posts/{case.title}", found)


# --- whatever the text

SIGNS = ["*", "_", "`", "```", "~~", "$", "$$", "#", "-", "---", "===", "1.", "+ ", "> ", "|"]
SIGNS += [
    "<b>",
    "</p>",
    "<!--",
    "&lt;",
    "&",
    "http://a.b/",
    "![",
    "[x]: y",
    "](",
    "\\",
    "!youtube[",
]
SIGNS += ["글", " ", "    ", "\n", "\n\n", "\t", "{{", "{:.x}", "\xa0", "\u3000", "[ ] "]
# Neither HTML nor YAML may hold control characters, so that no post does.
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
ANY_TEXT = WORDS | st.lists(st.sampled_from(SIGNS) | WORDS, max_size=20).map("".join)
LINES = ["<p>{}</p>", "<h2>{}</h2>", "<blockquote>{}</blockquote>", "<div>{}</div>", "{}"]
LINES += ["<ul><li>{}</li></ul>", "<ol><li>가<ul><li>{}</li></ul></li></ol>", "<u>{}</u>"]
LINES += ["<p><strong>{}</strong></p>", "<p><em><del>{}</del></em></p>", "<a href='/'>{}</a>"]
LINES += ["<table><tr><th>{}</th></tr><tr><td>나</td></tr></table>", "<foo-bar>{}</foo-bar>"]
LINES += ["<table><tr><td>{}</td></tr></table>", "<p><span style='color: red'>{}</span></p>"]


def words_of(blocks: tuple[Block, ...]) -> str:
    return "".join(node.value for node in walk(blocks) if isinstance(node, Text))


def shown(text: str) -> str:
    """Give a text as browsers show it, without the words that stand around it in some lines."""
    return re.sub("[ \t\n]+", " ", re.sub("[가나]", "", text)).strip(" ")


@given(st.sampled_from(LINES), ANY_TEXT)
@example("<p>{}</p>", "\xa0")
@example("<p>가</p>{}<p>나</p>", "\xa0")
@example("{}", "http:")
def test_any_text_stays_that_text(html: str, text: str) -> None:
    blocks = read_html(html.format(escape(text)))
    assert shown(words_of(blocks)) == shown(text)
    assert not any(isinstance(node, Code | CodeBlock | ImageNode) for node in walk(blocks))


@given(ANY_TEXT)
@example("```\n~~~\n\n\n    x\t")
def test_any_code_stays_that_code(text: str) -> None:
    for html in (
        "<pre>\n{}\n</pre>",
        "<ul><li><pre><code>{}\n</code></pre></li></ul>",
        "<b><pre>\n{}</pre></b>",
    ):
        code = [
            node for node in walk(read_html(html.format(escape(text)))) if type(node) is CodeBlock
        ]
        assert [node.value for node in code] == [text.rstrip("\n")]


@given(ANY_TEXT)
def test_any_address_stays_that_address(text: str) -> None:
    url = f"https://a.b/{''.join(text.split())}"
    blocks = read_html(f'<p><a href="{escape(url)}">가</a><img src="{escape(url)}"></p>')
    found = [node.url for node in walk(blocks) if isinstance(node, Link | ImageNode)]
    assert found == [url, url]


def test_nothing_tells_how_the_text_came_to_be_written() -> None:
    assert read_html("<p>*</p>") == (Paragraph((Text("*", ""),), (0, 1)),)


# --- whatever the HTML

TAGS = ["p", "div", "b", "em", "a href='x'", "li", "ul", "ol", "pre", "h1", "table", "tr", "td"]
TAGS += [
    "li class='ql-indent-2'",
    "blockquote",
    "iframe src='x'",
    "br",
    "script",
    "code",
    "x-y",
    "",
]
PIECES = [f"<{tag}>" for tag in TAGS] + [f"</{tag.split(' ')[0]}>" for tag in TAGS]
PIECES += [
    "<",
    "<!",
    "<![",
    "<?",
    "<!--",
    "-->",
    ">",
    "&#",
    "&amp",
    "<a b='",
    "</",
    "가",
    " ",
    "\n",
]
ANY_HTML = st.text() | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(ANY_HTML)
def test_any_html_converts(html: str) -> None:
    assert converted(html) == converted(html)


@pytest.mark.slow  # 5,000 levels of each
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "li", "ul", "pre", "p", "foo", "iframe"])
def test_no_depth_is_too_deep(tag: str) -> None:
    assert "가" in converted(f"{f'<{tag}>' * 5000}</iframe>가")


@pytest.mark.slow  # 3,000 items
def test_a_long_list_that_is_set_in_stays_whole() -> None:
    blocks = read_html("<ul><li>가</li>" + "\n<li class='ql-indent-1'>나</li>" * 3000 + "</ul>")
    assert [type(block) for block in blocks] == [List]
    assert words_of(blocks) == "가" + "나" * 3000


def test_items_keep_their_words_however_they_are_set_in() -> None:
    html = "".join(f"<li class='ql-indent-{depth}'>{depth}</li>" for depth in (3, 1, 8, 2, 9, 1))
    assert words_of(read_html(f"<ol>{html}</ol>")) == "318291"


def test_a_table_that_markdown_cannot_say_stays_html() -> None:
    nodes: list[Node] = list(walk(read_html("<table><tr><td>가</td></tr></table>")))
    assert isinstance(nodes[0], Element)


@pytest.mark.parametrize(
    "hidden",
    [
        '<p><img src="https://e.com/a.png" alt="a <!-- b"></p>',
        '<p><a href="https://e.com/<!--">가</a></p>',
        "<p title='<!--'>가</p>",
        '<p title="<style>">가</p>',
        '<p title = "<script> > ">가</p>',
        "<p class=a<!-- >가</p>",
        "<style>/* <!-- */</style>",
        "<STYLE>p > a { content: '<!--' }</STYLE>",
        '<script>a = "<!--" + "</p>"</script>',
        "<textarea><!-- </textarea>",
        "<title><!-- </title>",
        "<!-- a > b --!>",
        "<!-->",
        "<!doctype html>",
        "<?php a ?>",
    ],
)
def test_what_a_browser_passes_over_takes_nothing_along(hidden: str) -> None:
    shown = html_to_markdown(f"<p>앞</p>{hidden}<p>뒤</p>")
    assert shown.startswith("앞\n")
    assert shown.endswith("\n뒤")


@pytest.mark.parametrize(
    "piece", ["<a ", "<!-- ", "<a b='", '<a b="', "<style>", "<a =", "<title>"]
)
def test_html_that_never_ends_takes_no_longer_than_its_length(piece: str) -> None:
    began = process_time()
    without_hidden(piece * (300_000 // len(piece)))
    assert process_time() - began < 2


@pytest.mark.parametrize("number", ["&#", "&#;", "&#x", "&#x;", "&#38a", "&#a"])
def test_a_reference_without_a_number_or_an_end_takes_no_tag_along(number: str) -> None:
    html = f"<p>앞 {number} 가</p>" * 3 + "<p><b>뒤</b></p>"
    assert converted(html).endswith("\n\n**뒤**")


def test_a_section_that_is_none_ends_no_conversion() -> None:
    assert "뒤" in converted("<A ='><![0 <p>뒤</p>")
    image = '<p><img alt="<![" src="https://a.b/c.png">뒤</p>'
    assert converted(image) == "![<!\\[](https://a.b/c.png)뒤"
