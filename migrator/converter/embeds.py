"""An embed of Velog, `!kind[code]` → the HTML that shows the same.

Kinds and addresses are those of velog-client's embed plugin (December 2025).
"""

from __future__ import annotations

from html import escape

IFRAME_PREFIXES = {
    "youtube": "https://www.youtube.com/embed/",
    "codesandbox": "https://codesandbox.io/embed/",
    "codepen": "https://codepen.io/",
}


def embed_html(kind: str, code: str) -> str | None:
    """Write the embed on one line; None for a kind that Velog does not know."""
    if kind == "twitter":
        return (
            f'<blockquote class="twitter-tweet"><a href="https://twitter.com/{escape(code)}">'
            f"https://twitter.com/{escape(code)}</a></blockquote>"
            '<script async src="https://platform.twitter.com/widgets.js"></script>'
        )
    prefix = IFRAME_PREFIXES.get(kind)
    if prefix is None:
        return None
    return (
        f'<iframe src="{prefix}{escape(code)}" width="100%" height="400" '
        'loading="lazy" allowfullscreen></iframe>'
    )
