"""The honest response → what a failing, careless or hostile server sends on the line instead."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from functools import cache, partial
from itertools import cycle, islice
from typing import Any

import httpx

from velog.tls import Act, Greeting, Wire, head_of

KIB = 1024
MIB = 1024 * KIB
_PIECE = 64 * 1024


# --- before the first word


def reset_at_once(wire: Wire) -> None:
    wire.reset()


def close_at_once(wire: Wire) -> None:
    """Hang up as soon as the client has connected."""


def silence(wire: Wire) -> None:
    wire.stall()


def not_tls(wire: Wire) -> None:
    wire.send(b"HTTP/1.1 400 This is no TLS\r\n\r\n")


def drip_handshake(wire: Wire) -> None:
    """Begin a record of TLS that is 16 KB long, and send it a byte at a time."""
    wire.drip(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc" + bytes(16_000))


GREETINGS: dict[str, Greeting] = {
    "reset at once": reset_at_once,
    "closed at once": close_at_once,
    "silence in TLS": silence,
    "no TLS": not_tls,
    "drip in TLS": drip_handshake,
}


# --- the line


def reset(wire: Wire, honest: httpx.Response) -> None:
    wire.reset()


def hang_up(wire: Wire, honest: httpx.Response) -> None:
    """Close the connection without a word."""


def stall(wire: Wire, honest: httpx.Response) -> None:
    wire.stall()


def stall_in_headers(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest)[:-9])
    wire.stall()


def stall_in_body(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest), honest.content[:-9])
    wire.stall()


def drip_headers(wire: Wire, honest: httpx.Response) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    wire.drip(b"a" * 10_000)


def drip_body(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest, content_length="100000"), honest.content[:20])
    wire.drip(bytes(islice(cycle(honest.content[20:]), 10_000)))


def cut(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest), honest.content[: len(honest.content) // 2])


def cut_without_length(wire: Wire, honest: httpx.Response) -> None:
    wire.send(_unframed(honest), honest.content[: len(honest.content) // 2])


def cut_in_chunks(wire: Wire, honest: httpx.Response) -> None:
    half = honest.content[: len(honest.content) // 2]
    wire.send(head_of(honest, content_length=None, transfer_encoding="chunked"))
    wire.send(b"%x\r\n" % len(half), half, b"\r\n40\r\nab")


def broken_chunks(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest, content_length=None, transfer_encoding="chunked"))
    wire.send(b"zz\r\n", honest.content)


def too_long_a_length(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest, content_length=str(len(honest.content) + 9)), honest.content)


def too_short_a_length(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest, content_length=str(len(honest.content) - 9)), honest.content)


def no_number_as_length(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest, content_length="many"), honest.content)


def no_http(wire: Wire, honest: httpx.Response) -> None:
    wire.send(b"\0\xff\xfe hello\r\n\r\n")


def endless_continue(wire: Wire, honest: httpx.Response) -> None:
    _for_ever(wire, b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def header_flood(wire: Wire, honest: httpx.Response) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\n")
    _for_ever(wire, b"X-Flood: water\r\n" * 1000)


def one_long_header(wire: Wire, honest: httpx.Response) -> None:
    wire.send(b"HTTP/1.1 200 OK\r\nX-Flood: ")
    _for_ever(wire, b"a" * _PIECE)


# --- packed bytes


def _packed(content: bytes, encoding: str = "gzip") -> Act:
    def send(wire: Wire, honest: httpx.Response) -> None:
        length = str(len(content))
        wire.send(head_of(honest, content_length=length, content_encoding=encoding), content)

    return send


def gzip_garbage(wire: Wire, honest: httpx.Response) -> None:
    _packed(b"\x1f\x8b\x08\0" + bytes(range(256)))(wire, honest)


def half_gzip(wire: Wire, honest: httpx.Response) -> None:
    _packed(gzip.compress(honest.content)[:-12])(wire, honest)


def unknown_packing(wire: Wire, honest: httpx.Response) -> None:
    _packed(honest.content, "br")(wire, honest)


@cache
def packed_zeros(mebibytes: int, head: bytes = b"") -> bytes:
    """Pack so many mebibytes of zeros behind `head`: one is packed, and sent over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + (packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)) * mebibytes


def bomb(wire: Wire, honest: httpx.Response, mebibytes: int = 32) -> None:
    head = b'{"data": "' if _is_api(wire) else honest.content[:24]
    _packed(packed_zeros(mebibytes, head))(wire, honest)


# --- too much


def endless(wire: Wire, honest: httpx.Response) -> None:
    """Send a body that does not end, of the honest kind at its beginning."""
    wire.send(_unframed(honest), honest.content[:24])
    _for_ever(wire, b" " * _PIECE)


def endless_chunks(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest, content_length=None, transfer_encoding="chunked"))
    wire.send(b"18\r\n", honest.content[:24], b"\r\n")
    _for_ever(wire, b"10000\r\n" + b" " * _PIECE + b"\r\n")


def huge(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest, content_length=str(10**10)), honest.content[:24])
    _for_ever(wire, b" " * _PIECE)


def absurd_length(wire: Wire, honest: httpx.Response) -> None:
    wire.send(head_of(honest, content_length="9" * 30), honest.content)


LINE: dict[str, Act] = {
    "reset": reset,
    "hung up": hang_up,
    "stall": stall,
    "stall in headers": stall_in_headers,
    "stall in body": stall_in_body,
    "drip in headers": drip_headers,
    "drip in body": drip_body,
    "cut": cut,
    "cut without length": cut_without_length,
    "cut in chunks": cut_in_chunks,
    "broken chunks": broken_chunks,
    "length too long": too_long_a_length,
    "length too short": too_short_a_length,
    "length no number": no_number_as_length,
    "no HTTP": no_http,
    "endless 100": endless_continue,
    "header flood": header_flood,
    "one long header": one_long_header,
    "gzip garbage": gzip_garbage,
    "half gzip": half_gzip,
    "unknown packing": unknown_packing,
    "bomb": bomb,
    "endless": endless,
    "endless chunks": endless_chunks,
    "huge": huge,
    "absurd length": absurd_length,
}


# --- answers that are HTTP, and no help


def _status(code: int, body: bytes = b"<!doctype html><p>no", **headers: str) -> Act:
    def send(wire: Wire, honest: httpx.Response) -> None:
        answer = httpx.Response(code, content=body, headers={"content-type": "text/html"})
        wire.send(head_of(answer, **headers), body)

    return send


def _redirect(target: str) -> Act:
    return _status(302, b"", location=target)


def _to_itself(wire: Wire, honest: httpx.Response) -> None:
    assert wire.asked is not None
    _redirect(str(wire.asked.url))(wire, honest)


def _in_a_circle(wire: Wire, honest: httpx.Response) -> None:
    assert wire.asked is not None
    there, back = "https://images.velog.io/there", "https://velog.velcdn.com/back"
    _redirect(back if wire.asked.url.path == "/there" else there)(wire, honest)


STATUSES: dict[str, Act] = {
    "403": _status(403),
    "404": _status(404),
    "429": _status(429),
    "429 in seconds": _status(429, retry_after="120"),
    "429 at a date": _status(429, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"),
    "429 at a far date": _status(429, retry_after="Fri, 31 Dec 9999 23:59:59 GMT"),
    "429 for ages": _status(429, retry_after="9" * 300),
    "429 and no sense": _status(429, retry_after="-1e999 fortnights"),
    "500": _status(500),
    "502": _status(502),
    "503": _status(503, retry_after="1"),
    "504": _status(504),
    "599": _status(599),
    "204": _status(204, b""),
    "HTML": _status(200),
    "JSON of another": _status(200, b'{"message": "Please wait"}', content_type="application/json"),
    "nothing": _status(200, b""),
}
REDIRECTS: dict[str, Act] = {
    "to itself": _to_itself,
    "in a circle": _in_a_circle,
    "to another host": _redirect("https://elsewhere.example/a.png"),
    "to http": _redirect("http://velog.velcdn.com/a.png"),
    "to this machine": _redirect("https://127.0.0.1:1/a.png"),
    "to a machine near by": _redirect("https://169.254.169.254/latest/meta-data"),
    "to javascript": _redirect("javascript:1"),
    "to mail": _redirect("mailto:a@b.c"),
    "to data": _redirect("data:image/png;base64,AA"),
    "to about": _redirect("about:blank"),
    "to a file": _redirect("file:///etc/passwd"),
    "to half an address": _redirect("https://[x"),
    "to a port that is none": _redirect("https://velog.velcdn.com:99999/"),
    "to no address": _redirect(""),
    "to bytes": _redirect("\xff\xfe"),
}


# --- answers of an API whose JSON is none, or another one


def _content(change: Callable[[bytes], bytes]) -> Act:
    def send(wire: Wire, honest: httpx.Response) -> None:
        content = change(honest.content)
        wire.send(head_of(honest, content_length=str(len(content))), content)

    return send


def _json(change: Callable[[Any], Any]) -> Act:
    """Change the JSON in place, or by what `change` gives."""

    def changed(content: bytes) -> bytes:
        payload = json.loads(content)
        return json.dumps(change(payload) or payload).encode()

    return _content(changed)


def _first_post(payload: Any, change: Callable[[dict[str, Any]], object]) -> None:
    for post in (payload.get("data") or {}).get("posts", [])[:1]:
        change(post)


def in_first_post(key: str, value: object) -> Act:
    """Set a field of the first post of a list; other answers stay as they are."""
    return _json(partial(_first_post, change=lambda post: post.update({key: value})))


def without_in_first_post(key: str) -> Act:
    return _json(partial(_first_post, change=lambda post: post.pop(key, None)))


def _not_json(honest: bytes) -> bytes:
    return honest.replace(b'"data"', b"data", 1)


def json_of(content: bytes) -> Act:
    """Send this in place of the honest JSON."""
    return _content(lambda honest: content)


def packed_json(count: int) -> Act:
    """Send an object of `count` names, packed: each is another one."""
    return lambda wire, honest: _packed(_many_names(count))(wire, honest)


@cache
def _many_names(count: int) -> bytes:
    return gzip.compress(b"{%s}" % b",".join(b'"%x":1' % each for each in range(count)), 1)


JSON: dict[str, Act] = {
    "no JSON": _content(_not_json),
    "bad UTF-8": _content(lambda honest: honest.replace(b'"data"', b'"\xff\xfe\x80": 1, "data"')),
    "UTF-16": _content(lambda honest: honest.decode().encode("utf-16-le") + b"x"),
    "NUL": _content(lambda honest: b"\0" + honest),
    "deep": _content(lambda honest: b'{"data":' * 100_000),
    "deep lists": _content(lambda honest: b"[" * 500_000),
    "a number without end": _content(lambda honest: b'{"data": ' + b"9" * 500_000 + b"}"),
    "NaN": _content(lambda honest: b'{"data": NaN}'),
    "a list": _json(lambda payload: [payload]),
    "data null": _json(lambda payload: {"data": None}),
    "data a text": _json(lambda payload: {"data": "posts"}),
    "an error": _json(lambda payload: {"errors": [{"message": "\x1b[31mdatabase"}], "data": None}),
    "errors of no shape": _json(lambda payload: {"errors": {"x": []}}),
    "all null": _json(lambda payload: {"data": dict.fromkeys(payload["data"])}),
    "all numbers": _json(lambda payload: {"data": dict.fromkeys(payload["data"], 7)}),
    "all lists": _json(lambda payload: {"data": {name: [None] for name in payload["data"]}}),
    "nothing asked for": _json(lambda payload: {"data": {"x": 1}}),
}
"""On answers of an API, whatever was asked. Each makes the answer unusable."""

POST: dict[str, Act] = {
    "a title null": in_first_post("title", None),
    "a title of numbers": in_first_post("title", [1]),
    "no id": without_in_first_post("id"),
    "an id with slashes": in_first_post("id", "../../../etc/passwd"),
    "an id that is a number": in_first_post("id", 7),
    "no body": without_in_first_post("body"),
    "a body of another type": in_first_post("body", {"a": 1}),
    "no slug": in_first_post("url_slug", None),
    "a date that is none": in_first_post("released_at", "soon"),
    "a date at the end of time": in_first_post("released_at", "9999-12-31T23:59:59.999Z"),
    "a date that is NaN": in_first_post("released_at", float("nan")),
    "tags null": in_first_post("tags", None),
    "tags in tags": in_first_post("tags", [["a"]]),
    "private of another type": in_first_post("is_private", "no"),
    "private null": in_first_post("is_private", None),
    "no private": without_in_first_post("is_private"),
    "a series of another type": in_first_post("series", [1]),
    "a series without a name": in_first_post("series", {"id": "a", "name": None, "url_slug": "b"}),
    "a thumbnail of another type": in_first_post("thumbnail", 7),
}
"""On lists of posts. Each makes one post unreadable."""


def _twice(payload: Any) -> None:
    """List each post twice."""
    data = payload.get("data") or {}
    if "posts" in data:
        data["posts"] = [post for post in data["posts"] for _ in range(2)]


ODD: dict[str, Act] = {
    "a title of a million letters": in_first_post("title", "가" * 1_000_000),
    "a title of nothing": in_first_post("title", ""),
    "a title of signs that do not show": in_first_post("title", "\0\x1b[31m\u202e\u2028\x9b"),
    "a title of halves": in_first_post("title", "\ud800 \udc00\udfff"),
    "a title that ends the front matter": in_first_post("title", "---\n---\n{% raw %}"),
    "a slug of a million letters": in_first_post("url_slug", "b" * 1_000_000),
    "a slug that leads out": in_first_post("url_slug", "../../../etc/passwd"),
    "a slug of signs that do not show": in_first_post("url_slug", "\0\n\ud800"),
    "a slug of nothing": in_first_post("url_slug", ""),
    "a body of megabytes": in_first_post("body", "한 줄의 글이다.\n\n" * 15_000),
    "a body in one line": in_first_post("body", "a" * 5_000_000),
    "a body of zeros": in_first_post("body", "\0" * 10_000),
    "a body of halves": in_first_post("body", "\ud83d **\udc00** `\udfff`\ud800"),
    "a summary of a million letters": in_first_post("short_description", "다" * 1_000_000),
    "ten thousand tags": in_first_post("tags", [f"tag {number}" for number in range(10_000)]),
    "a tag of a million letters": in_first_post("tags", ["라" * 1_000_000]),
    "the first day of the calendar": in_first_post("released_at", "0002-01-01T00:00:00Z"),
    "fields that nobody asked for": in_first_post("__proto__", {"a": [float("inf")]}),
}
"""On lists of posts. Each makes one post odd, and still it can be read."""

TWICE = _json(_twice)


def _for_ever(wire: Wire, data: bytes) -> None:
    while not wire.closing.is_set():
        wire.send(data)


def _unframed(honest: httpx.Response) -> bytes:
    return head_of(honest, content_length=None, connection="close")


def _is_api(wire: Wire) -> bool:
    return wire.asked is not None and wire.asked.method == "POST"
