"""A decision on the comments under a post → the sentences that say it, in English and in Korean."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from migrator.long_work.screen import EN, KO
from migrator.planner import Change, State
from migrator.report.choices import command
from migrator.site.around import IN_SITE, Ending

_REASONS: Mapping[str, Mapping[State, str]] = {
    EN: {
        State.NEW: "not in the site yet",
        State.CHANGED: "others on Velog now, or written differently by this version of the tool or "
        "for other settings",
        State.EDITED: "your file is kept as it is",
        State.DELETED: "your file stays deleted",
        State.REMOVED: "not on Velog any more, or not wanted here",
    },
    KO: {
        State.NEW: "아직 사이트에 없는 댓글",
        State.CHANGED: "Velog의 댓글이 달라졌거나, 도구의 버전이나 설정이 달라져 다르게 씀",
        State.EDITED: "여기서 고친 파일을 그대로 둠",
        State.DELETED: "삭제한 그대로 둠",
        State.REMOVED: "Velog에 더는 없거나 여기서 원하지 않음",
    },
}


def comments_title(change: Change, language: str = EN) -> str:
    """Name the comments by their post."""
    title = change.title or PurePosixPath(change.path).stem
    return f"comments: {title}" if language == EN else f"댓글: {title}"


def comments_reason(change: Change, language: str = EN) -> str:
    """Say why a file with comments is in its state."""
    return _REASONS[language][change.state]


def comments_advice(change: Change, language: str = EN, end: Ending = IN_SITE) -> str | None:
    """Say what the author can do; None if nothing."""
    if not change.facts.has_other_comments:
        return None
    take = command("resolve", change.path, "--theirs") + end.of("resolve")
    if language == EN:
        return f"Velog has others since; to take them: {take}"
    return f"Velog에는 그 뒤 다른 댓글이 있습니다. 가져오기: {take}"
