"""The posts and pages of a first run → what their author could set before it."""

from __future__ import annotations

from collections.abc import Sequence

from migrator.converter.clean_text import clean
from migrator.converter.tabbed_lists import has_tabbed_items
from migrator.model import Note, Page, Post
from migrator.report.line_ends import line_end_notes, line_ends_in
from migrator.report.words import counted
from migrator.settings.own_names import OWN_CONFIG
from migrator.settings.site_settings import Settings


def advice(settings: Settings, posts: Sequence[Post], pages: Sequence[Page]) -> tuple[Note, ...]:
    """Name the settings that would make a difference to these posts."""
    ends = line_ends_in(page.text(frozenset()) for page in pages)
    return (*line_end_notes(settings, ends), *_tab_notes(settings, posts))


def _tab_notes(settings: Settings, posts: Sequence[Post]) -> tuple[Note, ...]:
    """Name the setting for items behind tabs, where posts have some and nobody chose it."""
    tabbed = sum(post.is_markdown and has_tabbed_items(clean(post.body)) for post in posts)
    if not tabbed or settings.tab_lists != "as-velog":
        return ()
    setting = f'`tab_lists = "nested"` in {OWN_CONFIG}'
    return (
        Note(
            f"Items behind tabs: in {counted(tabbed, 'post')} Velog shows them as text, and so "
            f"does your site. With {setting} they become lists in lists.",
            f"탭 뒤의 항목: 글 {tabbed:,}개에서 Velog가 글자로 보여 주므로 사이트에서도 그렇게 "
            f'보입니다. {OWN_CONFIG}에 `tab_lists = "nested"`를 넣으면 목록 안의 목록이 됩니다.',
        ),
    )
