"""Bodies of posts stored as HTML → how many look on Jekyll as a browser shows them on Velog.

`PYTHONPATH=tests python -m oracle.html_parity`
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from migrator.converter.page import convert_post
from migrator.model import Post
from migrator.proof.compare import Difference, differences
from migrator.settings.site_settings import Settings
from oracle import kramdown
from oracle.html_bodies import all_bodies
from oracle.known import KNOWN_OF_HTML

Differing = dict[str, list[Difference]]


def differing(
    bodies: Mapping[str, str], pages: Callable[[Sequence[str]], list[str | None]]
) -> Differing:
    """Give the bodies that look otherwise, each with its differences; `pages` is kramdown."""
    shown = pages([converted(html) for html in bodies.values()])
    found = {
        name: [each for each in differences(html, page or "") if not _is_known(each)]
        for (name, html), page in zip(bodies.items(), shown, strict=True)
    }
    return {name: all_ for name, all_ in found.items() if all_}


def converted(html: str) -> str:
    """Give the body of the file that a post becomes."""
    post = Post(
        id="00000000-0000-4000-8000-000000000000",
        slug="글",
        title="글",
        body=html,
        is_markdown=False,
        released_at=datetime(2018, 11, 1, tzinfo=UTC),
    )
    page = convert_post(post, "labdev", "_posts/2018-11-01-글.md", Settings())
    return page.text(frozenset(image.path for image in page.images)).split("---\n", 2)[2]


def _is_known(difference: Difference) -> bool:
    return difference.name in KNOWN_OF_HTML


def main() -> int:
    """Print the share of those that are equal, and name the others."""
    bodies = all_bodies()
    found = differing(bodies, kramdown.render)
    equal = len(bodies) - len(found)
    share = f"{100 * equal / len(bodies):.1f}%"
    print(f"bodies stored as HTML {len(bodies):6}")
    print(f"equal                 {equal:6} ({share})")
    for name, all_ in found.items():
        names = ", ".join(dict.fromkeys(each.name for each in all_))
        print(f"{name}: {names}: {all_[0].velog!r} → {all_[0].jekyll!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
