"""A request handler → the same on 127.0.0.1 over HTTP/1.1, for programs that really connect."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx

Handler = Callable[[httpx.Request], httpx.Response]


@contextmanager
def on_loopback(handler: Handler) -> Iterator[str]:
    """Serve `handler` and give the address it is at; an exception in it is raised at the end."""
    server = _Server(handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.hang_up()
        server.server_close()
        thread.join()
        if server.failures:
            raise server.failures[0]


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for every thread

    def __init__(self, handler: Handler) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.handler = handler
        self.failures: list[Exception] = []
        self._open: set[socket.socket] = set()

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Give the handler's answer; where it fails, keep the reason and hang up."""
        try:
            return self.handler(request)
        except httpx.TransportError:
            raise
        except Exception as error:
            self.failures.append(error)
            raise httpx.RemoteProtocolError("the handler failed") from error

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """End the connections that clients keep alive: their threads wait for a next request."""
        for connection in self._open.copy():
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a client went away."""


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: _Server

    def do_GET(self) -> None:
        try:
            self._send(self.server.answer(self._request()))
        except httpx.TransportError:  # what was written so far still goes out
            self.close_connection = True

    do_HEAD = do_POST = do_GET

    def _request(self) -> httpx.Request:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        is_whole = self.path.startswith("http://")  # as clients write it to a proxy
        url = self.path if is_whole else f"http://{self.headers['host']}{self.path}"
        return httpx.Request(self.command, url, headers=self.headers.items(), content=body)

    def _send(self, response: httpx.Response) -> None:
        self.send_response_only(response.status_code, response.reason_phrase)
        for name, value in response.headers.multi_items():
            if name != "transfer-encoding":  # the body is sent as it is, never in chunks
                self.send_header(name, value)
        if "content-length" not in response.headers:
            self.send_header("connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            assert isinstance(response.stream, httpx.SyncByteStream)
            self.wfile.writelines(response.stream)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""
