"""The pages of a blog → notes on what the site cannot show of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migrator.converter.link_targets import LinkTargets
from migrator.converter.lost_html import lost_notes
from migrator.converter.tag_names import tag_notes
from migrator.model import Note, Page


def notes_on(pages: Sequence[Page], targets: LinkTargets) -> Iterator[Note]:
    """Name what the site cannot show in the posts."""
    yield from tag_notes(targets.tags)
    yield from lost_notes(pages)
    count = sum("math" in page.needs for page in pages)
    if count and targets.settings.shows_formulas is False:
        profile = targets.settings.profile
        theme, korean = profile.title, f"{profile.title} 테마"
        if not profile.family:
            theme, korean = "The theme of this site", "이 사이트의 테마"
        yield Note(
            f"Posts with formulas: {count}. {theme} shows none by itself: add MathJax to "
            "its pages, for instance in their head.",
            f"수식이 있는 글이 {count}개인데, {korean}는 수식을 보여 주지 않습니다. "
            "페이지의 head 같은 곳에 MathJax를 넣으세요.",
        )
