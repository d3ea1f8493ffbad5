"""The body of a response → its bytes, unpacked as they come and never more than were allowed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

import httpx

from migrator.fetcher.budgets import MIB
from migrator.fetcher.meter import Abandoned
from migrator.fetcher.sniff import HEAD_BYTES

CHUNK = HEAD_BYTES
ENCODINGS = "gzip"
"""What may be asked for with `Accept-Encoding`; `deflate`, too, can be unpacked."""
# gzip and zlib alike, by their own first bytes.
_EITHER = 32 + zlib.MAX_WBITS


class TooLarge(Abandoned):
    """A body has more bytes than were allowed."""


def body_of(response: httpx.Response, limit: int) -> Iterator[bytes]:
    """Give the body in pieces of at most 64 KiB, `limit` bytes at the most.

    Raises TooLarge for more, httpx.DecodingError for bytes that were packed in an unknown way or
    cannot be unpacked, httpx.RemoteProtocolError where packed bytes end too early.
    """
    size = 0
    for piece in _unpacked(response):
        size += len(piece)
        if size > limit:
            raise TooLarge(_too_large(limit), request=response.request)
        yield piece


def read_within(response: httpx.Response, limit: int) -> bytes:
    """Read the whole body; raises as `body_of`."""
    stated = response.headers.get("Content-Length", "")
    if stated.isdecimal() and len(stated) < 20 and int(stated) > limit:
        raise TooLarge(_too_large(limit), request=response.request)
    return b"".join(body_of(response, limit))


def _too_large(limit: int) -> str:
    return f"more than {limit / MIB:g} MiB"


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        yield from response.iter_raw(CHUNK)
    elif encoding in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(response)
    else:
        message = f"packed as {encoding[:20]!r}, which was not asked for"
        raise httpx.DecodingError(message, request=response.request)


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
        message = f"bytes that cannot be unpacked ({error})"
        raise httpx.DecodingError(message, request=response.request) from error
    if not unpacker.eof:
        raise httpx.RemoteProtocolError("the packed bytes end early", request=response.request)
