"""The body of a response → its bytes, unpacked as they come and never more than were allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx

from migrator.fetcher.budgets import MIB
from migrator.fetcher.meter import Abandoned, Torn
from migrator.fetcher.sniff import HEAD_BYTES

CHUNK = HEAD_BYTES
ENCODINGS = "gzip"
"""What may be asked for with `Accept-Encoding`; `deflate`, too, can be unpacked."""
# gzip and zlib alike, by their own first bytes.
_EITHER = 32 + zlib.MAX_WBITS


class TooLarge(Abandoned):
    """A body has more bytes than were allowed."""


class Undecodable(httpx.DecodingError):
    """A body was packed in a way that we do not know."""

    def __init__(self, english: str, korean: str, *, request: httpx.Request) -> None:
        super().__init__(english, request=request)
        self.korean = korean


def body_of(response: httpx.Response, limit: int) -> Iterator[bytes]:
    """Give the body in pieces of at most 64 KiB, `limit` bytes at the most.

    Raises TooLarge for more, httpx.DecodingError for bytes that were packed in an unknown way or
    cannot be unpacked, httpx.RemoteProtocolError where packed bytes end too early.
    """
    size = 0
    for piece in _unpacked(response):
        size += len(piece)
        if size > limit:
            raise _too_large(limit, response)
        yield piece


def stated_length(response: httpx.Response) -> int | None:
    """Give the length that an answer states, None where it states none; one too long is cut."""
    text = response.headers.get("Content-Length", "")
    return int(text[:18]) if text.isdecimal() else None


def read_within(response: httpx.Response, limit: int) -> bytes:
    """Read the whole body; raises as `body_of`."""
    stated = stated_length(response)
    if stated is not None and stated > limit:
        raise _too_large(limit, response)
    return b"".join(body_of(response, limit))


def _too_large(limit: int, response: httpx.Response) -> TooLarge:
    size = f"{limit / MIB:g} MiB"
    return TooLarge(f"more than {size}", f"{size}보다 큼", request=response.request)


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        yield from response.iter_raw(CHUNK)
    elif encoding in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(response)
    else:
        raise Undecodable(
            f"packed as {encoding[:20]!r}, which was not asked for",
            f"요청하지 않은 {encoding[:20]!r}로 압축됨",
            request=response.request,
        )


def _inflated(response: httpx.Response) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(_EITHER)
    try:
        for piece in response.iter_raw(CHUNK):
            rest = piece
            while not unpacker.eof:
                found = unpacker.decompress(rest, CHUNK)
                rest = unpacker.unconsumed_tail
                if found:
                    yield found
                if not rest and len(found) < CHUNK:
                    break
    except zlib.error as error:
        raise Undecodable(
            f"bytes that cannot be unpacked ({error})",
            "압축을 풀 수 없음",
            request=response.request,
        ) from error
    if not unpacker.eof:
        raise Torn("the packed bytes end early", "압축된 내용이 잘림", request=response.request)
