"""A post → its page in the shape that a theme gives it, written by hand after its templates."""

from __future__ import annotations

import re


def _chirpy_7(post: str) -> str:
    """Add anchors and spans to headings, a box to tables, a header to code, late images."""
    post = re.sub(
        r'<(h[2-5]) id="([^"]+)">(.*?)</\1>',
        r'<\1 id="\2"><span class="me-2">\3</span><a href="#\2" class="anchor text-muted">'
        r'<i class="fas fa-hashtag"></i></a></\1>',
        post,
    )
    post = post.replace("<table>", '<div class="table-wrapper"><table>')
    post = post.replace("</table>", "</table></div>")
    post = post.replace(
        '<div class="highlight">',
        '<div class="code-header"><span data-label-text="JavaScript"><i class="fas fa-code"></i>'
        '</span><button aria-label="copy"><i class="far fa-clipboard"></i></button></div>'
        '<div class="highlight">',
    )
    post = re.sub(
        r'<img src="([^"]+)"([^>]*)>',
        r'<a href="\1" class="popup img-link shimmer"><img src="\1"\2 loading="lazy"></a>',
        post,
    )
    return (
        '<main><article class="px-1" data-toc="true"><header><h1 data-toc-skip>첫 글</h1><div>'
        'Posted <time>2023</time></div></header><div id="toc-bar"><span>첫 글</span></div>'
        f'<div class="content">{post}</div><div class="post-tail-wrapper text-muted">'
        '<div class="post-tags"><a href="/tags/a/">글</a></div></div></article></main>'
    )


def _minimal_mistakes(post: str) -> str:
    contents = (
        '<aside class="sidebar__right sticky"><nav class="toc"><header><h4 class="nav__title">'
        'On this page</h4></header><ul class="toc__menu"><li><a href="#머리">머리</a></li></ul>'
        "</nav></aside>"
    )
    return (
        '<div id="main"><article class="page h-entry"><div class="page__inner-wrap"><header>'
        '<h1 id="page-title" class="page__title">첫 글</h1></header><section class="page__content '
        f'e-content">{contents}{post}</section><footer class="page__meta"><p><strong>Updated:'
        "</strong> <time>2023</time></p></footer></div></article></div>"
    )


def _al_folio(post: str) -> str:
    post = post.replace(
        "<table>",
        '<table data-toggle="table" class="table table-bordered">',
    )
    return (
        '<div class="container mt-5"><div class="post"><header class="post-header"><h1>첫 글</h1>'
        '<p class="post-meta">2023</p></header><article class="post-content"><div '
        f'id="markdown-content">{post}</div></article></div></div>'
    )


def _beautiful_jekyll(post: str) -> str:
    return (
        '<main class="container-md"><div class="row"><div class="col-xl-8"><article '
        f'role="main" class="blog-post">{post}</article><div class="blog-tags"><span>Tags:</span>'
        '<a href="/tags#a">글</a></div><section id="social-share-section"></section></div></div>'
        "</main>"
    )


def _minified(post: str) -> str:
    """Leave out the ends that HTML can do without, and the space between tags."""
    pieces = re.split(r"(<pre.*?</pre>)", post, flags=re.DOTALL)
    pieces[::2] = [_short(piece) for piece in pieces[::2]]
    return f"<main><div class=c>{''.join(pieces)}</div></main>"


def _short(html: str) -> str:
    html = re.sub(r"</(?:td|th|tr|thead|tbody)>", "", html)
    # An end that a block follows, and the space before it.
    return re.sub(r"(?:</(?:p|li)>)?\s*(?=<(?:p|li|ul|ol|h[1-6]|table|div|hr)\b)", "", html)


SHAPES = {
    "Chirpy 7": _chirpy_7,
    "Minimal Mistakes": _minimal_mistakes,
    "al-folio": _al_folio,
    "Beautiful Jekyll": _beautiful_jekyll,
    "minified": _minified,
}
