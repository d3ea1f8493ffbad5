"""Addresses that stay as they are, with reasons → sentences in English and in Korean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrator.localize.localized_plan import DOUBTFUL, LIQUID, NO_FORM, RAW, LocalizedPost
from migrator.model import Note
from migrator.report.words import counted
from migrator.site.post_files import ELSEWHERE, NOT_UTF_8, PostFile

_LEFT: Mapping[str, tuple[str, str]] = {
    RAW: ("they are inside {% raw %}", "{% raw %} 안에 있음"),
    LIQUID: ("they are inside a Liquid tag", "Liquid 태그 안에 있음"),
    NO_FORM: (
        "in these posts the theme puts something before each address without a host. Set `url` in "
        "_config.yml, then run again",
        "이 글들에서는 테마가 주소 앞에 다른 것을 붙임. _config.yml에 `url`을 쓰고 다시 실행하세요",
    ),
    DOUBTFUL: (
        "it is not certain which posts they lead to. Put `velog: {url: ...}`, with the address on "
        "Velog, into the front matter of these posts",
        "어느 글인지 확실하지 않음. 그 글의 머리말에 `velog: {url: ...}`로 Velog 주소를 쓰세요",
    ),
}
"""Why addresses stay as they are, in English and in Korean."""
_PROBLEMS = {
    NOT_UTF_8: ("is not in UTF-8", "UTF-8이 아니어서"),
    ELSEWHERE: ("is a link to another place", "다른 곳을 가리키는 링크여서"),
}
_MOST_NAMES = 5


def notes_on(files: Iterable[PostFile], posts: Iterable[LocalizedPost]) -> Iterator[Note]:
    """Name what stays as it is, and why."""
    for file in files:
        if file.problem is not None:
            why = _PROBLEMS[file.problem]
            yield Note(
                f"{file.path} {why[0]}: it stays as it is.", f"{file.path}: {why[1]} 그대로 둡니다."
            )
    reasons: dict[str, list[str]] = defaultdict(list)
    for each in posts:
        for reason in each.left:
            reasons[reason].append(each.file.path)
    for reason, paths in reasons.items():
        yield _left_note(paths, reason)


def _left_note(paths: Sequence[str], reason: str) -> Note:
    """Say how many addresses stay in which posts; `paths` has a path for each address."""
    posts = list(dict.fromkeys(paths))
    names = ", ".join(posts[:_MOST_NAMES])
    more = len(posts) - _MOST_NAMES
    if reason == DOUBTFUL:
        what = f"{counted(len(paths), 'link')} to your posts on Velog"
        what_in_korean = f"Velog의 내 글로 가는 링크 {len(paths):,}개"
    else:
        what = f"the addresses of {counted(len(paths), 'image')} on Velog"
        what_in_korean = f"Velog의 이미지 주소 {len(paths):,}개"
    why, why_in_korean = _LEFT[reason]
    return Note(
        f"Left as they are: {what}; {why}: {names}{f' and {more:,} more' if more > 0 else ''}.",
        f"그대로 둠: {what_in_korean}({why_in_korean}): "
        f"{names}{f' 외 {more:,}개' if more > 0 else ''}.",
    )
