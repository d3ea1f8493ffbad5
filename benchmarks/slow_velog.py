"""A number of posts and images → a Velog on loopback that answers as slowly as one far away.

A process of its own: `serve` starts it. Each answer takes 40 ms, an image 40 ms more, as 100 KB
take on a line of 2.5 MB a second. It counts what it is asked, and how much of it at once.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from multiprocessing.connection import Connection
from urllib.request import urlopen
from uuid import UUID
from zlib import crc32

import httpx

from velog import FakePost, FakeVelog
from velog.blog import RELEASED

LATENCY = 0.04  # seconds
PER_IMAGE = 0.04
IMAGE_BYTES = 100_000
USER = "labdev"

_PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde"
_END = b"\0\0\0\0IEND\xaeB`\x82"


def image(number: int) -> bytes:
    """Make a PNG of `IMAGE_BYTES`, another one for each number."""
    content = number.to_bytes(8) * (IMAGE_BYTES // 8)
    check = crc32(b"IDAT" + content)
    return _PNG + len(content).to_bytes(4) + b"IDAT" + content + check.to_bytes(4) + _END


def image_path(number: int) -> str:
    """Give the path of an image on its host."""
    return f"/images/{USER}/post/{UUID(int=number, version=4)}/image.png"


def make_posts(posts: int, images: int, size: int = 1_500) -> list[FakePost]:
    """Make posts of `size` bytes, one after the other in time, with so many images in all."""
    part = "## 제목\n\n글 **굵게** `code` [링크](https://example.com)\n\n* 하나\n* 둘\n\n"
    body = part * (size // len(part.encode()) + 1)
    return [
        FakePost(
            f"글 {number}",
            body
            + "".join(
                f"![](https://velog.velcdn.com{image_path(each)})\n\n"
                for each in range(number, images, posts)
            ),
            released_at=RELEASED + timedelta(minutes=number),
        )
        for number in range(posts)
    ]


@dataclass
class _Counts:
    """What was asked: requests by kind, connections, and how many at once at most."""

    asked: Counter[str] = field(default_factory=Counter)
    questions: list[tuple[str, str]] = field(default_factory=list)
    connections: int = 0
    at_once: int = 0
    most_at_once: int = 0


class _Server:
    def __init__(self, posts: int, images: int, size: int) -> None:
        self.velog = FakeVelog(make_posts(posts, images, size), username=USER)
        self.images = {image_path(number): number for number in range(images)}
        self.counts = _Counts()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of a connection, until its other end closes it."""
        self.counts.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                request = await _read(head, reader)
                writer.write(await self.answer(request))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def answer(self, request: httpx.Request) -> bytes:
        """Answer a request; questions of the benchmark itself are no requests."""
        if request.url.path.startswith("/bench/"):
            return _response(200, self.told(request.url.path.removeprefix("/bench/")).encode())
        counts = self.counts
        number = self.images.get(request.url.path)
        counts.asked["posts" if number is None else request.method] += 1
        counts.at_once += 1
        counts.most_at_once = max(counts.most_at_once, counts.at_once)
        try:
            await asyncio.sleep(LATENCY if number is None else LATENCY + PER_IMAGE)
            if number is not None:
                return _response(200, image(number), "image/png")
            counts.questions.append((request.url.path, request.content.decode()))
            answer = self.velog(request)
            return _response(answer.status_code, answer.read(), answer.headers.get("content-type"))
        finally:
            counts.at_once -= 1

    def told(self, question: str) -> str:
        """Give the counts since the last time, or edit a post."""
        if question == "edit":
            post = self.velog.posts[0]
            self.velog.posts[0] = replace(post, body=f"{post.body}\n\n한 줄 더\n")
            return ""
        if question == "questions":
            return json.dumps(self.counts.questions)
        counts, self.counts = self.counts, _Counts()
        return json.dumps(
            {**counts.asked, "connections": counts.connections, "at once": counts.most_at_once}
        )


async def _read(head: bytes, reader: asyncio.StreamReader) -> httpx.Request:
    line, *fields = head.decode().rstrip("\r\n").split("\r\n")
    method, path, _ = line.split(" ")
    headers = [(name, text.strip()) for name, _, text in (each.partition(":") for each in fields)]
    length = next((int(text) for name, text in headers if name.lower() == "content-length"), 0)
    body = await reader.readexactly(length)
    return httpx.Request(method, f"http://127.0.0.1{path}", headers=headers, content=body)


def _response(status: int, content: bytes, kind: str | None = "application/json") -> bytes:
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
    return head.encode() + content


async def _serve(server: _Server, said: Connection) -> None:
    listening = await asyncio.start_server(server.connection, "127.0.0.1", 0)
    said.send(listening.sockets[0].getsockname()[1])
    async with listening:
        await listening.serve_forever()


def _run(posts: int, images: int, size: int, said: Connection) -> None:
    asyncio.run(_serve(_Server(posts, images, size), said))


@dataclass(frozen=True)
class SlowVelog:
    """A running server at `origin`."""

    origin: str

    @property
    def environ(self) -> dict[str, str]:
        """Give the variables that lead the tool to it."""
        return {
            "VELOG_V3_ENDPOINT": f"{self.origin}/v3/graphql",
            "VELOG_V2_ENDPOINT": f"{self.origin}/v2/graphql",
            "VELOG_IMAGE_ORIGIN": self.origin,
        }

    def counts(self) -> dict[str, int]:
        """Give what was asked since the last time."""
        found: dict[str, int] = json.loads(self._ask("counts"))
        return found

    def questions(self) -> list[tuple[str, str]]:
        """Give path and body of each question to an API since `counts`."""
        found: list[tuple[str, str]] = json.loads(self._ask("questions"))
        return found

    def edit(self) -> None:
        """Change the text of one post."""
        self._ask("edit")

    def _ask(self, question: str) -> bytes:
        with urlopen(f"{self.origin}/bench/{question}") as answer:
            content: bytes = answer.read()
        return content


@contextmanager
def serve(posts: int, images: int, size: int = 1_500) -> Iterator[SlowVelog]:
    """Start the server of a blog; it ends with the block."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=_run, args=(posts, images, size, there), daemon=True)
    process.start()
    try:
        yield SlowVelog(f"http://127.0.0.1:{here.recv()}")
    finally:
        process.terminate()
        process.join()
