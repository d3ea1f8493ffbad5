"""Addresses that stay as they are, with reasons → sentences in English and in Korean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrator.localize.localized_plan import LocalizedFile, Why
from migrator.model import Note
from migrator.report.words import counted
from migrator.site.shown_files import ELSEWHERE, NOT_UTF_8, ShownFile

_LEFT: Mapping[Why, tuple[str, str]] = {
    Why.NO_FORM: (
        "what reads them may put something before each address without a host. Set `url` in "
        "_config.yml, then run again",
        "읽는 쪽에서 주소 앞에 다른 것을 붙일 수 있음. _config.yml에 `url`을 쓰고 다시 실행하세요",
    ),
    Why.DOUBTFUL: (
        "it is not certain which posts they lead to. Put `velog: {url: ...}`, with the address on "
        "Velog, into the front matter of these posts",
        "어느 글인지 확실하지 않음. 그 글의 머리말에 `velog: {url: ...}`로 Velog 주소를 쓰세요",
    ),
    Why.TAG: (
        "kramdown shows these tags as text. Put quotes around the values in them, then run again",
        "kramdown은 이 태그를 글자로 보여 줌. 태그 안의 값을 따옴표로 감싸고 다시 실행하세요",
    ),
    Why.SCRIPT: (
        "what a script does with an address is not known. Put the images into the site and change "
        "the addresses by hand",
        "스크립트가 주소로 무엇을 하는지 알 수 없음. 이미지를 사이트에 넣고 주소를 직접 바꾸세요",
    ),
    Why.INSIDE: (
        "they stand in the middle of another text. Put the images into the site and change the "
        "addresses by hand",
        "다른 글 한가운데에 있음. 이미지를 사이트에 넣고 주소를 직접 바꾸세요",
    ),
}
"""Why addresses stay as they are, in English and in Korean."""
_PROBLEMS = {
    NOT_UTF_8: ("is not in UTF-8", "UTF-8이 아니어서"),
    ELSEWHERE: ("is a link to another place", "다른 곳을 가리키는 링크여서"),
}
_MOST_PLACES = 20


def notes_on(files: Iterable[ShownFile], done: Iterable[LocalizedFile]) -> Iterator[Note]:
    """Name what stays as it is, and why."""
    for file in files:
        if file.problem is not None:
            why = _PROBLEMS[file.problem]
            yield Note(
                f"{file.path} {why[0]}: it stays as it is.", f"{file.path}: {why[1]} 그대로 둡니다."
            )
    places: dict[Why, list[str]] = defaultdict(list)
    for each in done:
        for left in each.left:
            places[left.why].append(f"{each.file.path}:{left.line}")
    for reason, there in places.items():
        yield _left_note(there, reason)


def _left_note(places: Sequence[str], reason: Why) -> Note:
    """Say how many addresses stay, and where; `places` has one for each address."""
    named = list(dict.fromkeys(places))
    names = ", ".join(named[:_MOST_PLACES])
    more = len(named) - _MOST_PLACES
    if reason is Why.DOUBTFUL:
        what = f"{counted(len(places), 'link')} to your posts on Velog"
        what_in_korean = f"Velog의 내 글로 가는 링크 {len(places):,}개"
    else:
        what = f"the addresses of {counted(len(places), 'image')} on Velog"
        what_in_korean = f"Velog의 이미지 주소 {len(places):,}개"
    why, why_in_korean = _LEFT[reason]
    return Note(
        f"Left as they are: {what}; {why}: {names}{f' and {more:,} more' if more > 0 else ''}.",
        f"그대로 둠: {what_in_korean}({why_in_korean}): "
        f"{names}{f' 외 {more:,}개' if more > 0 else ''}.",
    )
