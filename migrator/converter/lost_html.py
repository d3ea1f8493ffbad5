"""The pages of posts stored as HTML → a note for each kind of things that stayed out of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migrator.model import Note, Page

_MOST = 5
_KINDS = {
    "script": ("scripts", "스크립트"),
    "style": (
        "styles that load something or cover the page",
        "외부 파일을 불러오거나 화면을 덮는 스타일",
    ),
    "frame": (
        "frames and films (links stand in their place)",
        "프레임과 동영상(링크로 바꿈)",
    ),
    "form": ("forms", "입력 양식"),
}


def lost_notes(pages: Sequence[Page]) -> Iterator[Note]:
    """Name the posts whose HTML ran or loaded something on Velog, which it does not here."""
    for kind, (english, korean) in _KINDS.items():
        titles = [page.title for page in pages if kind in page.lost]
        if not titles:
            continue
        names = ", ".join(f"“{title}”" for title in titles[:_MOST])
        more = len(titles) - _MOST
        yield Note(
            f"Left out of posts that Velog has as HTML: {english}; in {names}"
            f"{f' and {more:,} more' if more > 0 else ''}. Compare them with Velog, and add "
            "what is missing by hand.",
            f"Velog에 HTML로 저장된 글에서 뺀 것: {korean}. 글: {names}"
            f"{f' 외 {more:,}개' if more > 0 else ''}. Velog의 글과 비교해, 빠진 것이 필요하면 "
            "직접 넣으세요.",
        )
