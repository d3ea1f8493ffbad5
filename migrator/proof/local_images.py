"""Pictures of both sides → Jekyll's copies of Velog's pictures, called by Velog's addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from posixpath import basename

from migrator.model.velog_names import UPLOAD_ID
from migrator.proof.model import Event

_UPLOAD = re.compile(UPLOAD_ID, re.IGNORECASE)
_REMOTE = re.compile(r"https?:|//", re.IGNORECASE)
_ENOUGH = 20


def with_velogs_names(
    velog: Sequence[Event], jekyll: Sequence[Event]
) -> tuple[list[Event], list[Event]]:
    """Give the events of both, each picture that became a file of the site called as on Velog.

    The file's name tells which picture it is: it holds the id of the upload, or the name of the
    file on its host. One file stands for one picture, at whatever widths Velog's page asks for
    it, and no other file for the same.
    """
    remote = [address for address in _images(velog) if _REMOTE.match(address)]
    local = [address for address in _images(jekyll) if not _REMOTE.match(address)]
    names: dict[str, str] = {}
    for address in local:
        free = [each for each in remote if each not in names.values() and _is_of(address, each)]
        if free:
            names[address] = free[0]
    names |= {
        other: one
        for one in names.values()
        for other in remote
        if (upload := _UPLOAD.search(one)) and upload[0] in other
    }
    return _called(velog, names), _called(jekyll, names)


def _called(seen: Iterable[Event], names: Mapping[str, str]) -> list[Event]:
    return [
        event._replace(value=names.get(event.value, event.value))
        if event.kind == "image"
        else event
        for event in seen
    ]


def _images(seen: Iterable[Event]) -> list[str]:
    return list(dict.fromkeys(event.value for event in seen if event.kind == "image"))


def _is_of(local: str, remote: str) -> bool:
    """Tell if a file's name is the one that the picture at an address gets."""
    file, upload = basename(local), _UPLOAD.search(remote)
    if upload:
        return file.lower().startswith(upload[0].lower())
    stem = _letters(basename(remote).rpartition(".")[0] or basename(remote))[:_ENOUGH]
    return bool(file) and stem in _letters(file)


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()
