"""Posts stored as HTML: what they become, and that any text in them is shown as it is."""

from __future__ import annotations

import re
from html import escape
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import JekyllPages, KramdownPages
from golden import Case, read_cases
from migrator.converter.hidden_html import without_hidden
from migrator.converter.html_posts import read_html
from migrator.converter.lost_html import lost_notes
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


def blocks_of(html: str) -> tuple[Block, ...]:
    return read_html(html).blocks


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
    """Give a text as browsers show it, without the words that stand around it in some lines.

    No-break spaces alone are an empty line, however it is written.
    """
    line = re.sub("[ \t\n]+", " ", re.sub("[가나]", "", text)).strip(" ")
    return line if line.strip() else ""


@given(st.sampled_from(LINES), ANY_TEXT)
@example("<p>{}</p>", "\xa0")
@example("<p>가</p>{}<p>나</p>", "\xa0")
@example("{}", "http:")
def test_any_text_stays_that_text(html: str, text: str) -> None:
    blocks = blocks_of(html.format(escape(text)))
    assert shown(words_of(blocks)) == shown(text)
    assert not any(isinstance(node, Code | CodeBlock | ImageNode) for node in walk(blocks))


@given(ANY_TEXT)
@example("```\n~~~\n\n\n    x\t")
def test_any_code_stays_that_code(text: str) -> None:
    for html, end in (
        ("<pre>\n{}\n</pre>", "\n"),
        ("<ul><li><pre><code>{}\n</code></pre></li></ul>", "\n"),
        ("<b><pre>\n{}</pre></b>", ""),
    ):
        code = [
            node for node in walk(blocks_of(html.format(escape(text)))) if type(node) is CodeBlock
        ]
        assert [node.value for node in code] == [text + end]


@given(ANY_TEXT)
def test_any_address_stays_that_address(text: str) -> None:
    url = f"https://a.b/{''.join(text.split())}"
    blocks = blocks_of(f'<p><a href="{escape(url)}">가</a><img src="{escape(url)}"></p>')
    found = [node.url for node in walk(blocks) if isinstance(node, Link | ImageNode)]
    assert found == [url, url]


def test_nothing_tells_how_the_text_came_to_be_written() -> None:
    assert blocks_of("<p>*</p>") == (Paragraph((Text("*", ""),), (0, 1)),)


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
    assert isinstance(converted(html), str)


@pytest.mark.slow  # 5,000 levels of each
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "li", "ul", "pre", "p", "foo", "iframe"])
def test_no_depth_is_too_deep(tag: str) -> None:
    assert "가" in converted(f"{f'<{tag}>' * 5000}</iframe>가")


@pytest.mark.slow  # 3,000 items
def test_a_long_list_that_is_set_in_stays_whole() -> None:
    blocks = blocks_of("<ul><li>가</li>" + "\n<li class='ql-indent-1'>나</li>" * 3000 + "</ul>")
    assert [type(block) for block in blocks] == [List]
    assert words_of(blocks) == "가" + "나" * 3000


def test_items_keep_their_words_however_they_are_set_in() -> None:
    html = "".join(f"<li class='ql-indent-{depth}'>{depth}</li>" for depth in (3, 1, 8, 2, 9, 1))
    assert words_of(blocks_of(f"<ol>{html}</ol>")) == "318291"


def test_a_table_that_markdown_cannot_say_stays_html() -> None:
    nodes: list[Node] = list(walk(blocks_of("<table><tr><td>가</td></tr></table>")))
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
    shown = converted(f"<p>앞</p>{hidden}<p>뒤</p>")
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
    assert "뒤" in converted("<A =><![0 <p>뒤</p>")
    image = '<p><img alt="<![" src="https://a.b/c.png">뒤</p>'
    assert converted(image) == "![<!\\[](https://a.b/c.png)뒤"


# --- as browsers show it

KEPT = [
    ("<p>2<sup>10</sup> H<sub>2</sub>O</p>", "2<sup>10</sup> H<sub>2</sub>O"),
    ("<p><u>가</u> <mark>나</mark></p>", "<u>가</u> <mark>나</mark>"),
    ("<p><u><b>가</b> *나*</u></p>", '<u markdown="span">**가** \\*나*</u>'),
    ("<p><u>“가” (나-다).</u></p>", "<u>“가” (나-다).</u>"),
    ("<p><ins>가</ins> <small>나</small></p>", "<ins>가</ins> <small>나</small>"),
    ("<p><q>가</q> <cite>나</cite></p>", "<q>가</q> *나*"),
    ('<p><abbr title="다">가</abbr></p>', '<abbr title="다">가</abbr>'),
    ('<p><font color="red">가</font></p>', '<span style="color: red">가</span>'),
    ('<p style="color:#f00">가</p>', '가\n{: style="color: #f00"}'),
    (
        '<p style="background-color: rgb(1, 2, 3)">가</p>',
        '가\n{: style="background-color: rgb(1, 2, 3)"}',
    ),
    (
        '<p style="text-align: right">가<br>나</p>',
        '가  \n나\n{: style="text-align: right"}',
    ),
    (
        '<p align="center"><b>가</b></p>',
        '**가**\n{: style="text-align: center"}',
    ),
    (
        '<center><img src="https://a.b/c.png"></center>',
        '![](https://a.b/c.png)\n{: style="text-align: center"}',
    ),
    (
        '<h2 style="text-align: center">가</h2>',
        '## 가\n{: style="text-align: center"}',
    ),
    (
        '<ul><li style="color: red">가</li><li>나</li></ul>',
        '- <span style="color: red">가</span>\n- 나',
    ),
    (
        "<details open><summary>가</summary><p>나</p></details>",
        '<details open=""><summary>가</summary><p>나</p></details>',
    ),
    (
        "<dl><dt>가</dt><dd>나 <b>다</b></dd></dl>",
        "<dl><dt>가</dt><dd>나 <strong>다</strong></dd></dl>",
    ),
    (
        '<ol><li value="5">가</li><li>나</li></ol>',
        '<ol><li value="5">가</li><li>나</li></ol>',
    ),
    (
        '<ol type="a" start="3" reversed><li>가</li></ol>',
        '<ol start="3" reversed="" type="a"><li>가</li></ol>',
    ),
    (
        "<table><tr><th>가</th><th>나</th></tr>"
        '<tr><td colspan="2" align="right">다</td></tr></table>',
        "<table><tbody><tr><th>가</th><th>나</th></tr><tr>"
        '<td colspan="2" style="text-align: right">다</td></tr></tbody></table>',
    ),
    (
        '<table><tr><th align=right>가</th></tr><tr><td style="text-align:right">나</table>',
        "| 가 |\n| ---: |\n| 나 |",
    ),
    (
        "<table><tr><th rowspan=2>가</th><td>나</td></tr><tr><td>다</td></tr></table>",
        '<table><tbody><tr><th rowspan="2">가</th><td>나</td></tr>'
        "<tr><td>다</td></tr></tbody></table>",
    ),
    (
        '<p><img src="https://a.b/c.png" style="width:50%"></p>',
        '<img src="https://a.b/c.png" alt="" width="50%">',
    ),
    ("<p>가</p><p>&nbsp;</p><p>나</p>", "가\n\n<br>\n\n나"),
    ("<pre><code>\n가</code></pre>", "```\n\n가\n```"),
    ("<pre>\n\n가</pre>", "```\n\n가\n```"),
    ("<p hidden>가</p><p style='display: none'>나</p><p>다</p>", "다"),
]
ALIKE = [
    ("<p><i>가</i><em>*나*</em></p>", "*가\\*나\\**"),
    ("<p><b>가</b><strong>나</strong>는</p>", "**가나**는"),
    ("<p><b>가</b> <b>나</b></p>", "**가** **나**"),
]
MISNESTED = [
    ("<p>a</br>b</p>", "a  \nb"),
    ("<b>aaa<p>bbb</b>ccc</p>ddd", "**aaa**\n\n**bbb**ccc\n\nddd"),
    ("<i>aaa<b>bbb</i>ccc</b>ddd", "*aaa**bbb*****ccc**ddd"),
    (
        "<p>설명<pre><code>for x in y:\n    print(x)\n</code></pre>",
        "설명\n\n```\nfor x in y:\n    print(x)\n```",
    ),
]


@pytest.mark.parametrize(("html", "markdown"), KEPT + ALIKE + MISNESTED)
def test_what_a_browser_shows_is_kept(html: str, markdown: str) -> None:
    assert converted(html) == markdown


# What stands in kept elements, as kramdown shows it.
IN_KEPT = [
    *(
        f"<{tag}>*가* a_b_c `나` <b>다</b> &lt;i&gt; | x</{tag}>"
        for tag in ("u", "mark", "sup", "q")
    ),
    "<u><u>*가*</u></u>",
    "<span style='color: red'>*가* <u>[나](다)</u></span>",
]


def test_what_stands_in_kept_elements_is_read(kramdown_pages: KramdownPages) -> None:
    pages = kramdown_pages([converted(f"<p>{html}</p>") for html in IN_KEPT])
    assert [differences(f"<p>{a}</p>", b or "") for a, b in zip(IN_KEPT, pages, strict=True)] == (
        [[]] * len(IN_KEPT)
    )


@pytest.mark.parametrize(
    "formula",
    [
        '<span class="ql-formula" data-value="x^2">\ufeff<math>x</math>x2\ufeff</span>',
        '<span class="katex"><math><annotation encoding="application/x-tex">x^2</annotation></math>'
        '<span aria-hidden="true">x2</span></span>',
    ],
)
def test_a_formula_of_the_editor_is_one_formula(formula: str) -> None:
    page = convert(a_post(f"<p>가 {formula} 나</p>", is_markdown=False))
    assert body_of(page) == "가 $$x^2$$ 나"
    assert page.needs == {"math"}


def test_a_formula_beside_a_blank_is_a_formula(kramdown_pages: KramdownPages) -> None:
    formula = '<span class="ql-formula" data-value="x^2">x2</span>'
    bodies = [converted(f"<p>{formula}{end}</p>") for end in ("", " ", "&nbsp;", "<br>")]
    pages = kramdown_pages(bodies)
    assert ["\\(x^2\\)" in (page or "") and "$" not in (page or "") for page in pages] == [True] * 4


@pytest.mark.parametrize(
    ("html", "markdown", "lost"),
    [
        ("<script>x()</script>가", "가", {"script"}),
        ('<p onclick="x()">가</p>', "가", {"script"}),
        ('<p><a href="JavaScript:x()">가</a></p>', "가", {"script"}),
        ('<p style="background: url(x); color: url(x)">가</p>', "가", {"style"}),
        ('<p style="width: expression(x)">가</p>', "가", {"style"}),
        ('<p style="position: fixed; color: var(--x)">가</p>', "가", {"style"}),
        ("<style>p { color: red }</style>가", "가", {"style"}),
        ('<div style="POSITION:absolute; top: 0">가</div>', "가", {"style"}),
        ('<p><img src="javascript:x()" onerror="x()">가</p>', "<img>가", {"script"}),
        ('<p><a href="data:text/html,x">가</a></p>', "가", {"script"}),
        (
            '<object data="https://a.b/">가</object><embed src="https://a.b/c">',
            "[https://a.b/](https://a.b/)\n\n[https://a.b/c](https://a.b/c)",
            {"frame"},
        ),
        ("<object><p>가</p></object>", "가", set()),
        ("<svg onload='x()'><a href='javascript:x()'>가</a></svg>", "가", {"script"}),
        ('<meta http-equiv="refresh" content="0;url=/"><base href="/x">가', "가", {"script"}),
        (
            '<blockquote class="twitter-tweet"><a href="javascript:x()">가</a></blockquote>',
            "> 가",
            {"script"},
        ),
        ("<p style='color: \"x'>가</p>", "가", set()),
        (
            '<iframe src="https://a.b/"></iframe>',
            "[https://a.b/](https://a.b/)",
            {"frame"},
        ),
        ('<form action="/x"><input name="a"><button>가</button></form>', "가", {"form"}),
        ('<u style="color: red" onclick="x()">가</u>', '<u style="color: red">가</u>', {"script"}),
        ('<details ontoggle="x()"><summary>가</summary></details>',) * 2 + ({"script"},),
    ],
)
def test_nothing_that_runs_comes_back(html: str, markdown: str, lost: set[str]) -> None:
    assert converted(html) == markdown.replace(' ontoggle="x()"', "")
    assert convert(a_post(html, is_markdown=False)).lost == lost


def test_the_run_says_which_posts_lost_what() -> None:
    frames = [a_post("<iframe src='/'>", is_markdown=False, title=f"글 {n}") for n in range(7)]
    pages = [convert(a_post("<script>x()</script>")), *map(convert, frames)]
    [note] = lost_notes(pages)
    assert "frames and films" in note.english
    assert "“글 4” and 2 more." in note.english
    assert "“글 4” 외 2개." in note.korean
