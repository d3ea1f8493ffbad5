"""The search for addresses that lead nowhere: what it must find, and what it must let pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from themes.links import Built

FINE = [
    '<a href="/blog/posts/글/">',
    '<a href="/blog/posts/글">',
    '<a href="/blog">',
    '<a href="/blog/posts/%EA%B8%80/#제-목">',
    '<a href="/blog/posts/%EA%B8%80/#%EC%A0%9C-%EB%AA%A9">',
    '<a href="https://haru.example/blog/">',
    '<a href="https://haru.example/blog/feed.xml?v=1">',
    '<a href="#here" id="here">',
    '<a href="#">',
    '<a href="posts/글/">',
    '<a href="https://velog.io/@haru-dev">',
    '<a href="//cdn.example/x.js">',
    '<a href="mailto:haru@haru.example">',
    '<a href="javascript:void 0">',
    '<img src="/blog/assets/한%20칸.png">',
    '<img src="/blog/assets/한 칸.png">',
    '<img src="data:image/png;base64,AAAA" data-src="/blog/assets/한%20칸.png">',
    '<source srcset="/blog/assets/한%20칸.png 1x, /blog/assets/한%20칸.png 2x">',
    '<meta property="og:image" content="https://haru.example/blog/assets/한%20칸.png">',
    '<meta name="description" content="/no/address">',
    '<script type="application/ld+json">{"image":"https://haru.example/blog/feed.xml"}</script>',
]
BROKEN = [
    ('<a href="/posts/글/">', "outside baseurl"),
    ('<a href="/blogs/">', "outside baseurl"),
    ('<a href="/blog/blog/">', "does not exist"),
    ('<a href="/blog/posts/">', "does not exist"),
    ('<a href="/blog/feed.xml/">', "does not exist"),
    ('<a href="/blog/posts/글/#없는-곳">', "a place that the page does not have"),
    ('<a href="">', "is empty"),
    ('<a href="assets/없음.pdf">', "does not exist"),
    ('<link rel="stylesheet" href="/blog/main.css">', "does not exist"),
    ('<script src="/blog/main.js"></script>', "does not exist"),
    ('<img src="/assets/한%20칸.png">', "outside baseurl"),
    ('<img src="/blog/assets/%ED%95%9C%2520%EC%B9%B8.png">', "does not exist"),
    ("<img src=\"{{ '/assets/x.png' }}\">", "does not exist"),
    ('<img src="data:image/png;base64,AAAA" data-src="/assets/한%20칸.png">', "outside baseurl"),
    ('<source srcset="/blog/assets/한%20칸.png 1x, /blog/2x.png 2x">', "does not exist"),
    ('<meta property="og:image" content="/assets/x.png">', "outside baseurl"),
    ('<meta name="twitter:image" content="https://haru.example/blog/x.png">', "does not exist"),
    (
        '<script type="application/ld+json">{"image":{"url":"/blog/x.png"}}</script>',
        "does not exist",
    ),
    ('<svg><use xlink:href="/blog/icons.svg#x"></use></svg>', "does not exist"),
]


@pytest.fixture
def built(tmp_path: Path) -> Built:
    """Give a built site with a page, a post, an image and a feed."""
    for name in ("index.html", "posts/글/index.html", "assets/한 칸.png", "feed.xml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('<h2 id="제-목">제 목</h2>', "utf-8")
    return Built(tmp_path, "https://haru.example", "/blog")


@pytest.mark.parametrize("html", FINE)
def test_what_leads_somewhere_passes(built: Built, html: str) -> None:
    (built.folder / "index.html").write_text(html, "utf-8")
    assert built.broken() == []


@pytest.mark.parametrize(("html", "reason"), BROKEN)
def test_what_leads_nowhere_is_found(built: Built, html: str, reason: str) -> None:
    (built.folder / "index.html").write_text(html, "utf-8")
    (fault,) = built.broken()
    assert reason in fault


def test_the_map_of_the_site_is_read_too(built: Built) -> None:
    (built.folder / "sitemap.xml").write_text(
        "<loc>https://haru.example/blog/</loc><loc>https://haru.example/</loc>", "utf-8"
    )
    assert built.broken() == ["sitemap.xml: loc 'https://haru.example/' is outside baseurl"]
