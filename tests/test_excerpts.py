"""The excerpt that Jekyll cuts out of a post is a page of its own: nothing runs or lives in it."""

from __future__ import annotations

import re
from itertools import product

import pytest
from bs4 import BeautifulSoup

from conftest import JekyllPages, KramdownPages
from migrator.jekyll.liquid import BLOCK_TAGS
from migrator.settings.site_settings import Settings
from oracle.excerpt import SEPARATOR, cuts
from test_converter import NOTHING, a_post, body_of, convert

OPENINGS = (
    "{%",
    "{%-",
    "{{%",
    "{{{%",
    "{{{{%",
    "{%{{%",
    "{%{%",
    "{{ a }}{%",
    "{{ a }}{{%",
    "{{-{%",
)
WRAPS = ("{}", "`{}`", "    {}", "```\n{}\n```", "```\n{}\n\n둘째\n```", "- {}", "> {}")
ENDS = (" %}}", " %}}}}", " a in b -%}}", "", "\n%}}", "\n\n%}}")
TEXTS = [
    wrap.format(f"{opening} {name}{end.replace('}}', '}')}")
    for wrap, opening, name, end in product(WRAPS, OPENINGS, sorted(BLOCK_TAGS), ENDS)
][::17]


def shown(html: str) -> str:
    """Give what a reader sees, straight quotes for curly ones, blanks aside."""
    text = BeautifulSoup(html, "html.parser").get_text()
    return "".join(text.translate(str.maketrans("“”‘’", "\"\"''")).split())


def test_no_tag_of_liquid_is_found_in_an_excerpt(kramdown_pages: KramdownPages) -> None:
    """Every opening beside every block tag, wherever the excerpt ends."""
    bodies = [body_of(convert(a_post(f"{text}\n\n셋째"))) for text in TEXTS]
    heads = [(text, head) for text, body in zip(TEXTS, bodies, strict=True) for head in cuts(body)]
    rendered = kramdown_pages([*bodies, *(head for _, head in heads)])
    sources = [*TEXTS, *(text for text, _ in heads)]
    assert [text for text, html in zip(sources, rendered, strict=True) if html is None] == []
    assert [head for _, head in heads if "{% end" in head.replace("{% endraw %}", "")] == []


def test_jekyll_shows_each_opening_as_typed(jekyll_pages: JekyllPages) -> None:
    built = jekyll_pages({text: convert(a_post(f"{text}\n\n셋째")).text(NOTHING) for text in TEXTS})
    assert built.failed == {}
    for text, html in built.pages.items():
        typed = "".join(text.strip("`->\n ").split())
        assert typed in shown(html)
        assert typed.partition("%")[0] in shown(built.excerpts[text])


LIVE = "<script>alert(1)</script><form><style>p{}</style>"
CUT = {
    "a fence": f"```\n{LIVE}\n\n{LIVE}\n```\n\n둘째",
    "a fence with a language": f"```html\n{LIVE}\n\n{LIVE}\n```\n둘째\n\n셋째",
    "a fence of tildes": f"~~~\n{LIVE}\n\n```\n{LIVE}\n~~~\n\n둘째",
    "a fence after text": f"글\n```\n{LIVE}\n\n{LIVE}\n```\n\n둘째",
    "a fence that a quote has taken": "> a\n```py\nb\n``\n\n    c\n\n```\n\n\n### d",
    "a fence and nothing else": f"```\n{LIVE}\n\n{LIVE}\n```",
    "fences": f"```\n{LIVE}\n\n{LIVE}\n```\n```\n{LIVE}\n\n```\n\n둘째",
    "a fence before a list": f"```\n{LIVE}\n\n{LIVE}\n```\n\n- 둘째\n\n셋째",
    "a fence in an item": f"- 글\n  ```\n  {LIVE}\n\n  {LIVE}\n  ```\n- 둘째\n\n셋째",
    "a fence in an inner item": f"- a\n  1. b\n     ```\n     {LIVE}\n\n     a\n     ```\n\n글",
    "a fence in a quote": f"> ```\n> {LIVE}\n>\n> {LIVE}\n> ```\n\n둘째",
    "indented code": f"    {LIVE}\n\n    {LIVE}\n\n둘째",
    "code of HTML": f"<pre>{LIVE}\n\n{LIVE}</pre>\n\n둘째",
    "code in a cell": f"<table><tr><td><pre>a\n\n{LIVE}</pre></td></tr></table>\n\n둘째",
    "a comment": f"<!-- {LIVE}\n\n{LIVE} -->\n\n둘째",
    "a box": f"<div>\n\n```\n{LIVE}\n\n{LIVE}\n```\n\n</div>\n\n둘째",
    "a formula": f"$$\na {LIVE}\n\nb\n$$\n\n둘째",
    "the mark in code": f"```\n<!--more-->\n\n{LIVE}\n```\n\n둘째",
    "a definition in code": "글 [a] 글\n\n```\n[a]: javascript:alert(1)\n```\n\n둘째",
    "a footnote in code": f"글 [^1] 글\n\n```\n[^1]: {LIVE}\n```\n\n둘째",
    "no definition in code": f'글\n\n```\n[a]: {LIVE} "\n```\n\n둘째',
    "a label of lines in code": f"글\n\n```\n[a\n{LIVE}\n]: x\n```\n\n둘째",
}
PLAIN = {
    "text": "글\n\n```\na\n\nb\n```",
    "a fence without a blank line": "```\na\n```\n\n글",
    "a loose list": "- 가\n\n- 나\n\n글",
    "an address": "<https://e.com/>\n\n글",
    "a type": "```ts\ninterface A {\n  [key: string]: any;\n}\n```\n\n글",
    "indented code": "    a\n\n    b\n\n글",
    "fence in indented code": "    ```\n\n    b\n\n글",
}


def test_nothing_comes_alive_in_an_excerpt(
    jekyll_pages: JekyllPages, kramdown_pages: KramdownPages
) -> None:
    """As Jekyll builds it, and by the rules of older versions."""
    texts = {
        f"{name}, {is_markdown}": convert(a_post(body, is_markdown=is_markdown)).text(NOTHING)
        for name, body in CUT.items()
        for is_markdown in (True, False)
    }
    built = jekyll_pages(texts)
    assert built.failed == {}
    heads = [(name, head) for name, text in texts.items() for head in cuts(*separated(text))]
    older = zip(heads, kramdown_pages([head for _, head in heads]), strict=True)
    shown_pages = [*built.excerpts.items(), *((name, str(html)) for (name, _), html in older)]
    for name, html in shown_pages:
        soup = BeautifulSoup(html, "html.parser")
        assert not soup.find(["script", "form", "style"]), (name, html)
        assert "javascript:" not in "".join(str(tag.get("href")) for tag in soup.find_all("a"))
        # Marks of a fence or a formula that is cut stand in no page.
        assert shown(html) in shown(built.pages[name])


def separated(text: str) -> tuple[str, str]:
    """Give the body of a post, and what ends its excerpt."""
    front, _, body = text.partition("\n---\n\n")
    found = re.search(r'^excerpt_separator: "(.*)"$', front, re.MULTILINE)
    return body, found[1] if found else SEPARATOR


# The line behind each excerpt; the others are excerpts of themselves.
BEHIND = {
    "a fence": "둘째",
    "a fence with a language": "셋째",
    "a fence of tildes": "둘째",
    "a fence after text": "둘째",
    "fences": "둘째",
    "a fence before a list": "셋째",
    # A blank line in it makes the item loose, so that the excerpt ends before it.
    "a fence in an item": "```",
    "a fence in an inner item": "1. b",
    "a fence in a quote": "둘째",
    "code of HTML": "둘째",
    "code in a cell": "둘째",
    "a box": "둘째",
    "a formula": "둘째",
    "the mark in code": "둘째",
}


@pytest.mark.parametrize("name", CUT)
def test_an_excerpt_ends_where_nothing_is_open(name: str) -> None:
    body, separator = separated(convert(a_post(CUT[name])).text(NOTHING))
    assert body.partition(separator)[2].strip().partition("\n")[0] == BEHIND.get(name, "")


@pytest.mark.parametrize("name", PLAIN)
def test_a_post_whose_cut_is_safe_is_left_alone(name: str) -> None:
    assert "excerpt_separator" not in convert(a_post(PLAIN[name])).text(NOTHING)


@pytest.mark.parametrize("separator", ["<!--more-->", "", "---more---"])
def test_the_separator_of_the_site_is_heeded(separator: str) -> None:
    settings = Settings(config={"excerpt_separator": separator})
    assert "excerpt_separator" not in convert(a_post(CUT["a fence"]), settings).text(NOTHING)
