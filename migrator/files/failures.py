"""A failure of the disk, and what it is about → the error that the user reads."""

from __future__ import annotations

import errno
import re
from collections.abc import Mapping

from migrator.model import MigratorError, Note, as_is

_ALLOW_READING = Note(
    "Allow it to be read, then run again.", "읽을 수 있게 권한을 주고 다시 실행하세요."
)
_ALLOW_WRITING = Note(
    "Make room for it or allow it, then run again.",
    "디스크에 자리를 만들거나 권한을 주고 다시 실행하세요.",
)


_MEND = Note("Mend that, then run again.", "고친 다음 다시 실행하세요.")
_IN_THE_WAY = Note(
    "Something else is in its place: move it away, then run again.",
    "그 자리에 다른 것이 있습니다. 옮기고 다시 실행하세요.",
)
_SHORTEN = Note("Use a shorter name.", "더 짧은 이름을 쓰세요.")
_TAKEN = frozenset((errno.EISDIR, errno.EEXIST, errno.ENOTDIR))
_FORBIDDEN = frozenset((errno.EACCES, errno.EPERM))
_WAYS_OUT = {errno.ENAMETOOLONG: _SHORTEN, **dict.fromkeys(_TAKEN, _IN_THE_WAY)}


def is_in_the_way(error: Exception) -> bool:
    """Tell whether there is a folder where a file should be, or a file where a folder should be."""
    return isinstance(error, OSError) and error.errno in _TAKEN


def cannot_read(what: object, error: Exception, advice: Note | None = None) -> MigratorError:
    """Make the error for a file or folder, or for what a Note calls it.

    Without `advice` it says what helps against that failure, or to allow it.
    """
    name, why, advice = _name(what), reason_of(error), advice or _way_out(error, _ALLOW_READING)
    return MigratorError(
        f"{name.english} cannot be read: {why.english}. {advice.english}",
        f"{name.korean}을(를) 읽을 수 없습니다: {why.korean}. {advice.korean}",
    )


def cannot_write(what: object, error: Exception, advice: Note | None = None) -> MigratorError:
    """Make the error as `cannot_read` does."""
    name, why, advice = _name(what), reason_of(error), advice or _way_out(error, _ALLOW_WRITING)
    return MigratorError(
        f"{name.english} cannot be written: {why.english}. {advice.english}",
        f"{name.korean}을(를) 쓸 수 없습니다: {why.korean}. {advice.korean}",
    )


def unforeseen(error: OSError) -> MigratorError:
    """Make the error for what no part of the tool has words for: a file, and what the system says.

    Raises the error itself where it is about no file.
    """
    if not error.filename:
        raise error
    usual = _ALLOW_READING if error.errno in _FORBIDDEN else _MEND
    name, why, advice = error.filename, reason_of(error), _way_out(error, usual)
    return MigratorError(
        f"{name}: {why.english}. {advice.english}", f"{name}: {why.korean}. {advice.korean}"
    )


def _way_out(error: Exception, usual: Note) -> Note:
    """Give what helps against a failure; `usual` is for those that have no words of their own."""
    return _WAYS_OUT.get(error.errno or 0, usual) if isinstance(error, OSError) else usual


def _name(what: object) -> Note:
    return what if isinstance(what, Note) else as_is(str(what))


# The system says these in English, whatever its locale is: Python does not ask it to do otherwise.
_IN_KOREAN: Mapping[int, str] = {
    errno.EACCES: "권한 없음",
    errno.EPERM: "허용되지 않음",
    errno.ENOENT: "파일이나 폴더가 없음",
    errno.EEXIST: "이미 있음",
    errno.ENOTDIR: "폴더가 아님",
    errno.EISDIR: "폴더임",
    errno.ENOTEMPTY: "폴더가 비어 있지 않음",
    errno.ENOSPC: "디스크에 남은 공간이 없음",
    errno.EFBIG: "파일이 너무 큼",
    errno.EROFS: "읽기만 되는 디스크",
    errno.ENAMETOOLONG: "이름이 너무 긺",
    errno.ELOOP: "링크가 서로를 가리킴",
    errno.EIO: "디스크 오류",
    errno.EMFILE: "열린 파일이 너무 많음",
    errno.EBUSY: "다른 프로그램이 쓰는 중",
    errno.EPIPE: "받는 프로그램이 끝남",
    errno.EINVAL: "읽을 수 없는 종류의 파일",
}
_PLACE = re.compile(r"\bline (\d+),? column (\d+)")


def reason_of(error: Exception) -> Note:
    """Say what the system says, without the path that Python puts behind it; or where text ends."""
    english = str(getattr(error, "strerror", None) or error)
    if isinstance(error, OSError):
        number = error.errno or 0
        return Note(english, _IN_KOREAN.get(number, f"시스템 오류 {number}"))
    if isinstance(error, UnicodeDecodeError):
        return Note("it is not UTF-8 text", "UTF-8이 아닌 글자가 있음")
    if found := _PLACE.search(english):
        return Note(english, f"{found[1]}번째 줄 {found[2]}번째 글자가 잘못됨")
    return Note(english, "내용이 잘못됨")
