"""Texts of posts → how many of their lines `hard_wrap: true` would leave as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from migrator.model import Note
from migrator.settings.site_settings import Settings

SETTING = "kramdown: {hard_wrap: true}"
"""What to write into `_config.yml`."""

_MARKED = re.compile(r"\S {2}\Z")
_FENCE = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d+\.[ \t])*(?P<marks>`{3,}|~{3,})")


@dataclass(frozen=True)
class LineEnds:
    """Lines that end with two blanks so that kramdown breaks them, and the posts that have some."""

    lines: int = 0
    posts: int = 0


NO_LINE_ENDS = LineEnds()


def line_ends_in(texts: Iterable[str]) -> LineEnds:
    """Count the marked lines of posts; code keeps its blanks whatever the setting."""
    counts = [sum(map(_is_marked, _without_code(text.split("\n")))) for text in texts]
    return LineEnds(sum(counts), sum(map(bool, counts)))


def line_end_words(settings: Settings, found: LineEnds) -> tuple[Note, Note]:
    """Say, for `init`, how lines end, and why."""
    if settings.dialect.hard_wrap:
        typed = Note("as you typed them", "입력한 그대로")
        return typed, Note("hard_wrap: true in _config.yml", "_config.yml의 hard_wrap: true")
    here = f" in {found.lines:,} lines of {found.posts:,} posts here" if found.lines else ""
    spared = f"(여기서는 글 {found.posts:,}개의 {found.lines:,}줄)" if found.lines else ""
    own = _english_caution(settings)
    return (
        Note("two blanks where a line breaks", "줄을 바꾸는 곳에 공백 두 개"),
        Note(
            f"`{SETTING}` in _config.yml would spare them{here}{own}",
            f"_config.yml에 `{SETTING}`를 넣으면 필요 없음{spared}{_korean_caution(settings)}",
        ),
    )


def line_end_notes(settings: Settings, found: LineEnds) -> tuple[Note, ...]:
    """Say once, before the posts are written, what the setting would spare."""
    if settings.dialect.hard_wrap or not found.lines:
        return ()
    korean = _korean_caution(settings)
    return (
        Note(
            f"Line ends: {found.lines:,} lines of {found.posts:,} posts end with two blanks, or "
            f"Jekyll would join them with the next line. With `{SETTING}` in _config.yml they are "
            f"written as you typed them{_english_caution(settings)}.",
            f"줄 끝: 글 {found.posts:,}개의 {found.lines:,}줄은 Jekyll이 다음 줄과 잇지 않도록 "
            f"공백 두 개로 끝납니다. _config.yml에 `{SETTING}`를 넣으면 입력한 그대로 씁니다"
            f"{korean}.",
        ),
    )


def _english_caution(settings: Settings) -> str:
    """Warn an author whose own posts may have line ends that break nothing now."""
    return ", but break the lines of your own posts, too" if settings.habits.count else ""


def _korean_caution(settings: Settings) -> str:
    return "(단, 직접 쓴 글의 줄 끝도 모두 줄바꿈이 됩니다)" if settings.habits.count else ""


def _is_marked(line: str) -> bool:
    return _MARKED.search(line) is not None


def _without_code(lines: Iterable[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if not fence and found:
            fence = found["marks"]
        elif not fence:
            yield line
        elif found and found["marks"].startswith(fence):
            fence = ""
