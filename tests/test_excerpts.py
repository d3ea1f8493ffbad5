"""The excerpt that Jekyll cuts out of a post is a page of its own: nothing runs or lives in it."""

from __future__ import annotations

from itertools import product

from bs4 import BeautifulSoup

from conftest import JekyllPages, KramdownPages
from migrator.jekyll.liquid import BLOCK_TAGS
from oracle.excerpt import cuts
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
