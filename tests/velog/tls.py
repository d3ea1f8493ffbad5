"""A request handler → the same behind TLS on plain sockets, where each byte can go wrong."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

import httpx

from velog.certificate import Certificate
from velog.loopback import Handler

_PAUSE = 0.02  # seconds between two bytes that drip
_AT_ONCE = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends a reset


@dataclass(frozen=True)
class Wire:
    """A connection on which a request came; `asked` is it. What is sent here is sent as it is.

    `closing` is set when the server ends. Each method raises OSError where the client has hung up.
    """

    socket: socket.socket
    closing: Event
    asked: httpx.Request | None = None

    def send(self, *parts: bytes) -> None:
        for part in parts:
            self.socket.sendall(part)

    def drip(self, data: bytes) -> None:
        """Send a byte at a time."""
        for byte in data:
            if self.closing.wait(_PAUSE):
                return
            self.send(bytes([byte]))

    def stall(self) -> None:
        """Say nothing more until the client hangs up."""
        while self.socket.recv(4096):
            pass

    def reset(self) -> None:
        """End the connection so that the client sees it reset."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.socket.close()


Act = Callable[[Wire, httpx.Response], None]
"""Sends what it likes in place of the honest response; then the connection is closed."""

Greeting = Callable[[Wire], None]
"""Does to a connection what it likes, before anything was said on it."""


def on_line(act: Act) -> Callable[[httpx.Response], httpx.Response]:
    """Make the answer for `FakeVelog.fault` that has the server do `act` with the honest one."""

    def marked(honest: httpx.Response) -> httpx.Response:
        return httpx.Response(
            honest.status_code,
            headers=honest.headers,
            content=honest.content,
            extensions={"act": act},
        )

    return marked


@dataclass(eq=False)
class Door:
    """A port of the server. While `greeting` is set, connections get that and nothing else."""

    handler: Handler
    context: ssl.SSLContext
    closing: Event
    greeting: Greeting | None = None
    times: int | None = None
    connections: int = 0
    failures: list[Exception] = field(default_factory=list)
    _listener: socket.socket = field(init=False)
    _open: set[socket.socket] = field(default_factory=set)
    _threads: list[Thread] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._start(self._accept)

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    def greet(self, greeting: Greeting | None, times: int | None = None) -> None:
        """Do this to connections, `times` times or always."""
        self.greeting, self.times = greeting, times

    def close(self) -> None:
        """End every connection and wait for the threads."""
        self.closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            left = [*self._open]
        for connection in left:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _start(self, work: Callable[..., None], *args: object) -> None:
        thread = Thread(target=work, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while not self.closing.is_set():
                connection, _ = self._listener.accept()
                self.connections += 1
                self._start(self._serve, connection)

    def _greeting_now(self) -> Greeting | None:
        with self._lock:
            if self.greeting is None or self.times == 0:
                return None
            if self.times is not None:
                self.times -= 1
            return self.greeting

    def _serve(self, connection: socket.socket) -> None:
        with self._tracked(connection), suppress(OSError), self._noting_mistakes():
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            greeting = self._greeting_now()
            if greeting is not None:
                greeting(Wire(connection, self.closing))
                return
            secure = self.context.wrap_socket(connection, server_side=True)
            with self._tracked(secure):
                self._answer_all(secure)

    @contextmanager
    def _noting_mistakes(self) -> Iterator[None]:
        """Keep what fails here, but the line: a mistake in a test, raised at its end."""
        try:
            yield
        except OSError:
            raise
        except Exception as error:
            self.failures.append(error)

    @contextmanager
    def _tracked(self, connection: socket.socket) -> Iterator[None]:
        """Know a connection while it is open, so that it can be ended."""
        with self._lock:
            self._open.add(connection)
        try:
            yield
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _answer_all(self, connection: ssl.SSLSocket) -> None:
        """Answer one request after another, until the client or a fault ends it."""
        with connection.makefile("rb") as lines:
            while not self.closing.is_set():
                head = b"".join(iter(lines.readline, b"\r\n")) if lines.peek(1) else b""
                if not head:
                    return
                request = _request(head)
                body = lines.read(int(request.headers.get("content-length", 0)))
                asked = httpx.Request(
                    request.method, request.url, headers=request.headers, content=body
                )
                if not self._answer(Wire(connection, self.closing, asked), asked):
                    return

    def _answer(self, wire: Wire, asked: httpx.Request) -> bool:
        """Answer; tell whether the connection may be used again."""
        answer = self.handler(asked)
        act: Act | None = answer.extensions.get("act")
        answer.read()
        if act is not None:
            act(wire, answer)
            return False
        content = b"" if asked.method == "HEAD" else answer.content
        wire.send(head_of(answer), content)
        return True


def head_of(answer: httpx.Response, **changes: str | None) -> bytes:
    """Give status line and headers; `changes` sets some (`content_length="5"`) or drops them."""
    own = {name.lower(): value for name, value in answer.headers.raw}
    length = {b"content-length": str(len(answer.content)).encode()}
    changed = {
        name.replace("_", "-").encode(): value.encode("latin-1") if value is not None else None
        for name, value in changes.items()
    }
    lines = [f"HTTP/1.1 {answer.status_code} {answer.reason_phrase}".encode()]
    for name, value in (length | own | changed).items():
        lines += [name + b": " + value] if value is not None else []
    return b"\r\n".join([*lines, b"", b""])


def _request(head: bytes) -> httpx.Request:
    first, *rest = head.decode("latin-1").splitlines()
    method, path, _ = first.split(" ")
    pairs = [(name, value.strip()) for name, _, value in (line.partition(":") for line in rest)]
    host = next(value for name, value in pairs if name.lower() == "host")
    return httpx.Request(method, f"https://{host}{path}", headers=pairs)


@dataclass(frozen=True)
class Gate:
    """Where Velog's two APIs and the hosts of images are, each behind a door of its own."""

    v3: Door
    v2: Door
    images: Door
    certificate: Certificate

    @property
    def doors(self) -> dict[str, Door]:
        return {"v3": self.v3, "v2": self.v2, "images": self.images}

    def environment(
        self, *deserted: str, named: Sequence[str] = ("v3", "v2", "images")
    ) -> dict[str, str]:
        """Give the variables that lead a run to the `named` doors.

        Nobody listens where doors are `deserted`.
        """
        at = {
            name: _nobody_there() if name in deserted else door.address
            for name, door in self.doors.items()
        }
        addresses = {
            "v3": ("VELOG_V3_ENDPOINT", f"{at['v3']}/v3/graphql"),
            "v2": ("VELOG_V2_ENDPOINT", f"{at['v2']}/v2/graphql"),
            "images": ("VELOG_IMAGE_ORIGIN", at["images"]),
        }
        variables = {addresses[name][0]: addresses[name][1] for name in named}
        return {"SSL_CERT_FILE": str(self.certificate.file), **variables}

    def heal(self) -> None:
        """Let connections in at every door."""
        for door in self.doors.values():
            door.greet(None)


@contextmanager
def behind_tls(handler: Handler, certificate: Certificate) -> Iterator[Gate]:
    """Serve `handler` behind TLS; an exception in it is raised at the end."""
    context, ends = certificate.for_server(), Event()
    doors = [Door(handler, context, ends) for _ in range(3)]
    try:
        v3, v2, images = doors
        yield Gate(v3, v2, images, certificate)
    finally:
        for door in doors:
            door.close()
    for failure in [failure for door in doors for failure in door.failures]:
        raise failure


def _nobody_there() -> str:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"https://127.0.0.1:{unused.getsockname()[1]}"
