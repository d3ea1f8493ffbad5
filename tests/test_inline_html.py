"""HTML in a post: what it becomes, that it looks the same, and that nothing of it comes to life."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from conftest import JekyllPages, VelogPages
from golden import Case, read_cases
from migrator.converter.inline_html import resolve_html, velog_filter
from migrator.converter.inline_html.block_order import in_order
from migrator.converter.inline_html.filtered_elements import filter_elements
from migrator.converter.inline_html.numbered_html import number_blocks
from migrator.converter.inline_html.rebuilt_tree import rebuild
from migrator.converter.tree import Paragraph, RawBlock, RawInline
from migrator.converter.tree_walk import walk
from migrator.converter.velogmark import parse
from migrator.proof.compare import differences
from oracle import jekyll, velog
from oracle.known import assert_as_known
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
def looks(velog_pages: VelogPages, jekyll_pages: JekyllPages) -> dict[str, tuple[str, str]]:
    """Give what Velog and what Jekyll shows for each case."""
    there = velog_pages({case.title: velog.Body(case.source) for case in SAME})
    built = jekyll_pages({case.title: jekyll.as_file(case.expected) for case in SAME})
    assert built.failed == {}
    return {case.title: (there[case.title], built.pages[case.title]) for case in SAME}


@pytest.mark.parametrize("case", SAME, ids=lambda case: case.title)
def test_looks_the_same(case: Case, looks: dict[str, tuple[str, str]]) -> None:
    found = differences(*looks[case.title], typography="site")
    assert_as_known(f"html-islands/{case.title}", found)


# --- any mixture

TAGS = """
b, i, del, s, u, code, a href='/x', span style='color:red', font, T, p, div, center, details, h2,
blockquote, pre, ul, ol start=3, li, table, tr, td, th, thead, caption, br, hr, img src='/y.png',
iframe, script, style, textarea, svg, math, select, template, noscript, title
"""
OPENING = [f"<{tag.strip()}>" for tag in TAGS.split(",")]
CLOSING = [re.sub(r"<(\w+).*", r"</\1>", tag) for tag in OPENING]
PIECES = [*OPENING, *CLOSING, "<!--", "-->", "--!>", "<!", "<", ">", "&lt;", '"', "'", "=", "<b"]
PIECES += ["</", "<?", "<![CDATA[", "]]>", "\n", "\n\n", " ", "    ", "- ", "> ", "# ", "1. ", "|"]
PIECES += [
    "**",
    "`",
    "```\n",
    "~~",
    "![",
    "](/z)",
    "가",
    "나 다",
    "<b>라</b>",
    "|a|b|\n|-|-|\n|c|d|\n",
]
MIXTURE = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
ATTACKS = [
    "<script>x()</script>",
    "<script",
    "<svg/onload=x()>",
    "<img src=y onerror=x()>",
    "<b onclick='x()'>가</b>",
    "<style>*{}</style>",
    "<object data=x></object>",
    "<base href=x>",
    "<form action=javascript:x()>가</form>",
    "<a href=javascript:x()>가</a>",
    '<a href="java\tscript:x()">가</a>',
    '<a href="&#x6a;avascript:x()">가</a>',
    "<javascript:x()>",
    "[가](javascript:x())",
    "[가][x]\n\n[x]: javascript:x()",
    "![가](javascript:x())",
    '![" onerror="x()](/y)',
    '[가](<" onclick="x()>)',
    '[가](/y ""onclick=x()")',
    '<iframe src="javascript:x()"></iframe>',
    '<iframe srcdoc="<script>x()</script>"></iframe>',
    '<iframe src="https://www.youtube.com@evil.example/"></iframe>',
    '<iframe src="//evil.example\\@www.youtube.com/"></iframe>',
    "<math><a xlink:href='javascript:x()'>가</a></math>",
    '<noscript><p title="</noscript><img onerror=x()>">',
    "&lt;script&gt;x()&lt;/script&gt;",
    "<!--><script>x()</script>-->",
    "<!-- --!><script>x()</script> -->",
    "<T --><script>x()</script>",
    "<textarea></textarea><script>x()</script>",
    '<span style="background:url(javascript:x())">가</span>',
    "`<script>`x()`</script>`",
    "<p id='x'>\\<script>x()</script></p>",
]
HOSTILE = st.lists(st.sampled_from([*PIECES, *ATTACKS]), max_size=20).map("".join)
CONTEXTS = [
    "{}",
    "- 가 {}",
    "> {}",
    "## {}",
    "<div>{}",
    "|{}|가|\n|-|-|\n|나|{}|",
    "**{}**",
    "[{}](/x)",
]


@given(MIXTURE)
def test_only_comments_are_left_of_html(body: str) -> None:
    for node in walk(resolve_html(parse(body))):
        if isinstance(node, RawBlock | RawInline):
            inside = re.fullmatch(r"<!--((?s:.*))-->", node.source)
            assert inside and not re.search("--!?>", inside[1])


@given(HOSTILE)
def test_no_node_can_run_anything(body: str) -> None:
    for node in walk(resolve_html(parse(body))):
        attributes = dict(getattr(node, "attributes", ()))
        addresses = [getattr(node, "url", ""), attributes.get("src", "")]
        assert not any(re.match(r"[\0- ]*((java|vb)script|data):", url, re.I) for url in addresses)
        assert set(attributes) <= {"allow", "allowfullscreen", "class", "scrolling", "src", "style"}


@given(MIXTURE)
def test_what_is_settled_needs_no_more_settling(body: str) -> None:
    blocks = resolve_html(parse(body))
    assert resolve_html(blocks) == blocks or any(
        isinstance(node, RawBlock | RawInline) for node in walk(blocks)
    )


@pytest.mark.slow  # 30 KB of each
@pytest.mark.parametrize(
    "piece",
    ["<b>가\n", "<div>\n\n", "<ul><b><li>", "<td>", "<!--", "<b x='", "<i>가<p>", "<T>", "</b>"],
)
def test_time_grows_with_length_and_no_more(piece: str) -> None:
    """Twice the text takes twice the time; what takes four times would take minutes here."""
    start = time.process_time()
    resolve_html(parse(piece * (30_000 // len(piece))))
    assert time.process_time() - start < 5


# --- any mixture, as Velog and as Jekyll shows it


@pytest.fixture(scope="module")
def shown(velog_pages: VelogPages, jekyll_pages: JekyllPages) -> dict[str, tuple[str, str]]:
    """Give what Velog and what Jekyll shows for each attack in each place, and for mixtures."""
    bodies = [context.replace("{}", attack) for context in CONTEXTS for attack in ATTACKS]
    dice = random.Random(0)
    bodies += ["".join(dice.choices([*PIECES, *ATTACKS], k=12)) for _ in range(200)]
    there = velog_pages({body: velog.Body(body) for body in bodies})
    built = jekyll_pages({body: jekyll.as_file(converted(body)) for body in bodies})
    assert built.failed == {}
    return {body: (there[body], built.pages[body]) for body in bodies}


def test_nothing_comes_to_life(shown: dict[str, tuple[str, str]]) -> None:
    alive = {body: found for body, (_, page) in shown.items() if (found := list(live(page)))}
    assert alive == {}


def live(page: str) -> Iterator[str]:
    """Name what could run in a page."""
    for tag in BeautifulSoup(page, "html.parser").find_all(True):
        if tag.name not in velog_filter.KEPT:
            yield tag.name
        for name, value in tag.attrs.items():
            if name.startswith("on") or name == "srcdoc" or "javascript:" in str(value):
                yield f"{name}={value}"


def test_no_word_is_lost(shown: dict[str, tuple[str, str]]) -> None:
    lost = {
        body: missing
        for body, (there, here) in shown.items()
        if (missing := words(there) - words(here))
    }
    assert lost == {}


def words(page: str) -> Counter[str]:
    """Count what can be read; what stands in a frame cannot."""
    shown = re.sub(r"<iframe.*?</iframe>", "", page, flags=re.DOTALL)
    return Counter(re.findall("[가-힣]", BeautifulSoup(shown, "html.parser").get_text()))


# --- blocks without HTML, of which little is sent to the parser

PLAIN = "## a\n\n- *b*\n- c\n\n| d | e |\n|---|---|\n| f | g |"


@pytest.mark.parametrize("tag", ["b", "div", "p", "table", "select", "title", "svg", "details"])
def test_blocks_without_html_beside_an_open_element_are_as_if_all_were_sent(tag: str) -> None:
    blocks = parse(f"{PLAIN}\n\n<{tag}>\n\n{PLAIN}\n\nx</{tag}>\n\n{PLAIN}")
    numbered = number_blocks(blocks)
    assert resolve_html(blocks) == in_order(rebuild(filter_elements(numbered), numbered), blocks)


def test_blocks_without_html_stay_the_same_nodes() -> None:
    before = parse(f"<b>x</b>\n\n{PLAIN}\n\n<div>y</div>\n\n{PLAIN}")
    kept = {id(block) for block in resolve_html(before)}
    assert all(id(block) in kept for block in before if not isinstance(block, Paragraph | RawBlock))


@pytest.mark.parametrize("cell", ["c--->d", "c--d", "--><b>x</b>", "--!>"])
def test_a_cell_that_velog_does_not_show_stays_in_its_comment(cell: str) -> None:
    last = converted(f"| a |\n|---|\n| b | {cell} |").splitlines()[-1]
    inside = last.partition("<!--")[2]
    assert "--" not in inside.removesuffix("--> |")
    assert inside.endswith("--> |")


def test_a_long_head_over_short_rows_is_no_table_of_all_their_cells() -> None:
    columns = rows = 1000
    head = f"{'a|' * columns}\n{'-|' * columns}\n"
    assert len(converted(head + "a|\n" * rows)) < 300 * rows
