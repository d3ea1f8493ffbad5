"""What libyaml says is wrong with a text, in English → the same in Korean."""

from __future__ import annotations

from migrator.model import Note

# A part of what it says, the clearest first.
_SIGNS = (
    ("mapping values", "여기에는 `키: 값`을 쓸 수 없음"),
    ("expected ':'", "`:`이 없음"),
    ("expected key", "키가 있을 자리가 아님(들여쓰기나 따옴표 확인)"),
    ("',' or ']'", "`[` 목록에 `,`나 `]`이 없음"),
    ("',' or '}'", "`{` 안에 `,`나 `}`가 없음"),
    ("'-' indicator", "목록의 `-`가 없음"),
    ("block sequence", "여기에는 `-`로 시작하는 목록을 쓸 수 없음"),
    ("tab character", "들여쓰기에 탭을 씀"),
    ("start any token", "따옴표 없이는 값의 처음에 쓸 수 없는 글자"),
    ("undefined alias", "`&`로 붙인 적 없는 `*` 이름"),
    ("end of stream", "따옴표나 괄호가 닫히지 않음"),
    ("escape", "큰따옴표 안의 역슬래시가 잘못됨"),
    ("document", "`---`의 자리가 맞지 않음"),
    ("node content", "값이 없음"),
    ("not allowed", "쓸 수 없는 글자가 있음"),
    ("UTF-8", "UTF-8이 아닌 글자가 있음"),
    ("nicode", "쓸 수 없는 글자가 있음"),
)


def said(problem: str) -> Note:
    """Give what libyaml says, with its Korean; what is not known here is a fault of syntax."""
    known = (korean for sign, korean in _SIGNS if sign in problem)
    return Note(problem, next(known, "YAML 문법에 맞지 않음"))
