"""The long texts of a run → a temporary file, once they are too many to be kept in memory.

A blog of 10,000 posts has each of its texts several times: as Velog answered it, as a page, before
and after the run. What a class marks with `shelved` is read from the file whenever it is asked for,
and nobody else knows the difference. The first texts stay in memory: most blogs have no more.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import BufferedWriter, FileIO
from itertools import chain
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast
from weakref import finalize

IN_MEMORY = 2_500_000
"""So many letters stay in memory."""
_RECENT = 64
_SHORT = 200
"""Letters of what is not worth its place in the file."""

T = TypeVar("T")


class _Place:
    """Where in the file of a shelf a value is; another process finds it there, too."""

    __slots__ = ("_file", "_shelf", "_size", "_start")

    def __init__(self, file: str, start: int, size: int, shelf: Shelf | None = None) -> None:
        # The shelf is held so that its file is there for as long as somebody has a place in it.
        self._file, self._start, self._size, self._shelf = file, start, size, shelf

    def __reduce__(self) -> tuple[type[_Place], tuple[str, int, int]]:
        return _Place, (self._file, self._start, self._size)

    def value(self) -> Any:
        """Read the value."""
        with _reading:
            file = _reader(self._file)
            file.seek(self._start)
            data = file.read(self._size)
        value = pickle.loads(data)
        if self._shelf:
            self._shelf.remember(value, self)
        return value


_reading = Lock()
_readers: dict[tuple[str, int], FileIO] = {}


def _reader(path: str) -> FileIO:
    """Give the file as this process reads it: a copy of another process would move its place."""
    key = path, os.getpid()
    if key not in _readers:
        _readers[key] = FileIO(path)
    return _readers[key]


class Shelf:
    """A file for values, from the moment at which `IN_MEMORY` letters are there."""

    def __init__(self) -> None:
        self._left = IN_MEMORY
        self._is_full = False
        self._file: BufferedWriter | None = None
        self._lock = Lock()
        # Both by identity: one text is in several values, and what was read is often put again.
        self._in_memory: dict[int, str] = {}
        self._recent: dict[int, tuple[object, _Place]] = {}

    def put(self, value: object) -> object:
        """Give the place of a value, or where there is still room the value itself."""
        texts = [*_texts(value)]
        if sum(map(len, texts)) < _SHORT:
            return value
        with self._lock:
            if known := self._recent.get(id(value)):
                return known[1]
            new = {id(text): text for text in texts if id(text) not in self._in_memory}
            letters = sum(map(len, new.values()))
            if letters <= self._left:
                self._left -= letters
                self._in_memory.update(new)
                return value
            place = self._written(value)
            return self._noted(value, place) if place else value

    def remember(self, value: object, place: _Place) -> None:
        """Know a value that was read, should it be put again."""
        with self._lock:
            self._noted(value, place)

    def _noted(self, value: object, place: _Place) -> _Place:
        self._recent[id(value)] = (value, place)
        if len(self._recent) > _RECENT:
            del self._recent[next(iter(self._recent))]
        return place

    def _written(self, value: object) -> _Place | None:
        """Write a value; where there is no room for that, it stays in memory."""
        if self._is_full:
            return None
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        try:
            file = self._file or self._opened()
            start = file.tell()  # also where somebody has stopped the last one in the middle
            file.write(data)
            file.flush()
        except OSError:
            self._is_full = True
            return None
        return _Place(file.name, start, len(data), self)

    def _opened(self) -> BufferedWriter:
        import tempfile  # few runs need it

        descriptor, path = tempfile.mkstemp(prefix="velog-to-jekyll-")
        os.close(descriptor)
        self._file = Path(path).open("wb")  # noqa: SIM115 - `finalize` closes it
        finalize(self, _remove, self._file, os.getpid())
        return self._file


def _remove(file: BufferedWriter, process: int) -> None:
    """Remove the file of a shelf; a copy of the process that has made it does not."""
    if os.getpid() != process:
        return
    reader = _readers.pop((file.name, process), None)
    with suppress(OSError):
        file.close()
    if reader:
        reader.close()
    with suppress(OSError):
        Path(file.name).unlink()


def _texts(value: object) -> Iterator[str]:
    """Give a text, or all texts in a value."""
    match value:
        case str():
            yield value
        case tuple():
            yield from chain.from_iterable(map(_texts, value))
        case Mapping():
            yield from chain.from_iterable(map(_texts, value.values()))


_current: Shelf | None = None


@contextmanager
def open_shelf() -> Iterator[None]:
    """Keep long texts on a shelf until the end of the block.

    What is there then can be read for as long as somebody has it.
    """
    global _current
    before, _current = _current, Shelf()
    try:
        yield
    finally:
        _current = before


def close_shelf() -> None:
    """Keep all in memory, as a process does whose results go to another one."""
    global _current
    _current = None


def kept(value: object) -> object:
    """Put a value on the shelf, if one is open; `given` gives it back."""
    return _current.put(value) if _current else value


def given(value: object) -> Any:
    """Give a value that is on the shelf, or is the value itself."""
    return value.value() if isinstance(value, _Place) else value


class _Shelved:
    """A field that is on the shelf."""

    def __init__(self, name: str) -> None:
        self._kept = f"_kept_{name}"

    def __get__(self, holder: object, kind: type | None = None) -> Any:
        return self if holder is None else given(getattr(holder, self._kept))

    def __set__(self, holder: object, value: object) -> None:
        object.__setattr__(holder, self._kept, kept(value))


def shelved(*names: str) -> Callable[[type[T]], type[T]]:
    """Mark the fields of a dataclass whose values may be on the shelf."""

    def mark(kind: type[T]) -> type[T]:
        for name in names:
            setattr(kind, name, _Shelved(name))
        return kind

    return mark


def shelved_list(values: Iterable[T]) -> Sequence[T]:
    """Give values in their order, which may be on the shelf."""
    found = tuple(map(kept, values))
    is_shelved = any(isinstance(each, _Place) for each in found)
    return _ShelvedList(found) if is_shelved else cast(Sequence[T], found)


def shelved_texts(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Give texts by their keys, which may be on the shelf."""
    found = {key: kept(value) for key, value in pairs}
    is_shelved = any(isinstance(each, _Place) for each in found.values())
    return _ShelvedTexts(found) if is_shelved else cast(Mapping[str, str], found)


class _ShelvedList(Sequence[T]):
    def __init__(self, found: Sequence[object]) -> None:
        self._found = found

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return _ShelvedList(self._found[index])
        return given(self._found[index])

    def __len__(self) -> int:
        return len(self._found)


class _ShelvedTexts(Mapping[str, str]):
    def __init__(self, found: Mapping[str, object]) -> None:
        self._found = found

    def __getitem__(self, key: str) -> str:
        text: str = given(self._found[key])
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __contains__(self, key: object) -> bool:
        return key in self._found
