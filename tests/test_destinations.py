"""Addresses that kramdown might not take for one: the link stands, and nothing in it is alive."""

from __future__ import annotations

from html import escape
from random import Random
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from conftest import KramdownPages
from test_converter import a_post, body_of, convert

_PIECES = (
    *"()<>\"' \\[]{}|*_`&;%#$:!~=^-\t\n",
    *("<script>alert(1)</script>", "<b onload=a>", "](x)", "&lt;", "&quot;", "{{ a }}", "{% if %}"),
    *("{: .a}", "{::", "한", "a", "b", "c", "[^1]", "$$", "<!--", "-->", "\n\n", "%22", "\u2028"),
)
_FOUND = (
    'https://x.example/("<script>alert(1)</script>',
    "https://x.example/ '<script>alert(1)</script>",
    "https://x.example/?q=(a>b",
)


def addresses(count: int, seed: str) -> list[str]:
    """Give the addresses that once failed, and as many again that nobody wrote."""
    random = Random(seed)
    made = ("".join(random.choices(_PIECES, k=random.randint(1, 9))) for _ in range(count))
    return [*_FOUND, *(f"https://x.example/{each}" for each in made)]


def addresses_in(html: str) -> list[str]:
    """Give where the links and images of a page point."""
    soup = BeautifulSoup(html, "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {"p", "a", "img", "br", "div", "strong"}
    assert not any(name.startswith("on") for tag in soup.find_all(True) for name in tag.attrs)
    return [str(tag.get("href") or tag.get("src")) for tag in soup.find_all(["a", "img"])]


@pytest.mark.parametrize(
    "form", ["<a href='{}'>x</a>", "<iframe src='{}'></iframe>", "<img src='{}'>"]
)
def test_addresses_of_html_are_taken(kramdown_pages: KramdownPages, form: str) -> None:
    """In a post stored as HTML, and in Markdown where Velog's filter lets them through."""
    for is_markdown in (False, True):
        if is_markdown and "iframe" in form:
            continue
        # In Markdown, HTML ends at a blank line.
        urls = [url if not is_markdown else " ".join(url.split()) for url in addresses(90, form)]
        bodies = [
            body_of(convert(a_post(form.format(escape(url)), is_markdown=is_markdown)))
            for url in urls
        ]
        for url, body, html in zip(urls, bodies, kramdown_pages(bodies), strict=True):
            assert html is not None, body
            found = addresses_in(html)
            assert len(found) == 1, (url, body, html)
            assert plain(found[0]) == plain(url), (body, html)


@pytest.mark.parametrize(
    "form", ["[x](<{}>)", "![x](<{}>)", "[x]\n\n[x]: <{}>", "![x]\n\n[x]: <{}>"]
)
def test_addresses_of_markdown_are_taken(kramdown_pages: KramdownPages, form: str) -> None:
    urls = [quoted(url) for url in addresses(90, form)]
    bodies = [body_of(convert(a_post(form.format(url)))) for url in urls]
    for url, body, html in zip(urls, bodies, kramdown_pages(bodies), strict=True):
        assert html is not None, body
        found = addresses_in(html)
        assert len(found) == 1, (url, body, html)
        assert plain(found[0]) == plain(url), (body, html)


def quoted(url: str) -> str:
    """Write an address that Velog takes as it stands between angle brackets."""
    signs = {"<": "%3C", ">": "%3E", "&": "%26", "\\": "%5C"}
    return "%20".join("".join(signs.get(sign, sign) for sign in url).split())


def plain(url: str) -> str:
    """Decode an address; browsers take tabs and newlines out of it."""
    return unquote("".join(unquote(url).split()))


@pytest.mark.parametrize("around", ["[ {}", "[ {} ]", "[[ {} ]", "[ a [b] {}", "x {}"])
def test_no_bracket_around_makes_a_link_of_text(kramdown_pages: KramdownPages, around: str) -> None:
    """The end of an escaped bracket is not that of one before it."""
    text = around.format("[a]![x](javascript:alert(1))")
    body = body_of(convert(a_post(f"<p>{text}</p>", is_markdown=False)))
    (html,) = kramdown_pages([body])
    assert html == f"<p>{text}</p>\n"
