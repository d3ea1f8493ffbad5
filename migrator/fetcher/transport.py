"""A request → its response, within its budget and from where it may come.

This is the layer below `httpx.Client` (httpx 0.28, httpcore 1.0): connections are opened and bytes
are read here. So an address is checked where it is connected to, after its name was resolved, and
time and bytes are counted as they pass, whatever the server does between two of them.
"""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any
from urllib.request import getproxies, proxy_bypass
from weakref import WeakSet

import httpcore
import httpx

from migrator.fetcher import budgets
from migrator.fetcher.destinations import MayConnect, Place, anywhere
from migrator.fetcher.lookup import allowed_addresses
from migrator.fetcher.meter import Abandoned, Meter

LOOPBACK = ("localhost", "127.0.0.1", "::1")


# A thread works on one request at a time, from here to the end of its body.
_METER: ContextVar[Meter | None] = ContextVar("meter", default=None)


class _Connections:
    """The connections of a run, in whatever thread they were opened.

    httpcore closes those that stand. A thread that nobody waits for, after Ctrl-C or at the end of
    the time, may be about to open another.
    """

    def __init__(self) -> None:
        self._open: WeakSet[httpcore.NetworkStream] = WeakSet()
        self._is_over = False
        self._lock = Lock()

    def add(self, stream: httpcore.NetworkStream) -> None:
        """Know a connection; close it at once where the run is over."""
        with self._lock:
            self._open.add(stream)
            is_over = self._is_over
        if is_over:
            stream.close()

    def close(self) -> None:
        """Close all of them, and those to come."""
        with self._lock:
            self._is_over = True
            left = list(self._open)
        for stream in left:
            stream.close()


class _Stream(httpcore.NetworkStream):
    """A connection whose bytes and seconds count for the request at work."""

    def __init__(self, real: httpcore.NetworkStream, connections: _Connections) -> None:
        self._real = real
        self._connections = connections
        connections.add(self)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        meter = _METER.get()
        if meter is None:
            return self._real.read(max_bytes, timeout)
        try:
            data = self._real.read(max_bytes, meter.left(timeout))
        except httpcore.ReadTimeout:
            meter.left(timeout)  # tells a request that took too long from a silent server
            raise
        meter.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        meter = _METER.get()
        self._real.write(buffer, meter.left(timeout) if meter else timeout)

    def close(self) -> None:
        self._real.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        # The time is that of the whole handshake: Python counts it down over its steps.
        meter = _METER.get()
        try:
            left = meter.left(timeout) if meter else timeout
            secure = self._real.start_tls(ssl_context, server_hostname, left)
        except BaseException:
            self.close()
            raise
        return _Stream(secure, self._connections)

    def get_extra_info(self, info: str) -> Any:
        return self._real.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Opens connections to `named` places and to addresses that `may_connect` lets pass."""

    def __init__(
        self, connections: _Connections, may_connect: MayConnect, named: Set[Place] = frozenset()
    ) -> None:
        self._real = httpcore.SyncBackend()
        self._connections = connections
        self._may_connect = may_connect
        self._named = named

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        meter = _METER.get()
        may_connect = anywhere if (host, port) in self._named else self._may_connect
        left = meter.left(timeout) if meter else timeout
        for address in allowed_addresses(host, port, may_connect, left):
            try:
                left = meter.left(timeout) if meter else timeout
                real = self._real.connect_tcp(
                    address, port, left, local_address, socket_options or ()
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(real, self._connections)
        raise failure or httpcore.ConnectError(f"{host} has no address")


class GuardedTransport(httpx.BaseTransport):
    """Sends requests within `BUDGETS`, to where `may_connect` lets pass and to `named` places.

    `connections` is how many are open at most. The proxies of the environment are used; what lies
    behind one is its own to check, so only the name is looked at then. Loopback is never asked
    through a proxy: what goes there stays on this machine.
    """

    def __init__(
        self,
        may_connect: MayConnect,
        connections: int,
        named: Set[Place] = frozenset(),
        context: ssl.SSLContext | None = None,
    ) -> None:
        self._may_connect = may_connect
        self._named = named
        self._connections = _Connections()
        context = context or httpx.create_ssl_context()
        self._direct = httpcore.ConnectionPool(
            ssl_context=context,
            network_backend=_Backend(self._connections, may_connect, named),
            max_connections=connections,
            max_keepalive_connections=connections,
        )
        self._proxies = {
            scheme: _proxy_pool(url, context, connections, _Backend(self._connections, anywhere))
            for scheme, url in getproxies().items()
            if scheme in ("http", "https", "all")
        }

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the response is to be read and closed in the same thread."""
        meter = Meter(request.extensions.get("clock"))
        _METER.set(meter)
        with _errors_of_httpx(request):
            answer = self._pool_for(request.url).handle_request(_as_httpcore(request))
        meter.is_in_headers = False
        return httpx.Response(
            answer.status,
            headers=answer.headers,
            stream=_Body(answer, request),
            extensions=answer.extensions,
        )

    def _pool_for(self, url: httpx.URL) -> httpcore.ConnectionPool:
        proxy = self._proxies.get(url.scheme) or self._proxies.get("all")
        if proxy is None or url.host in LOOPBACK or proxy_bypass(url.host):
            return self._direct
        if place_of(url) not in self._named:
            _refuse_behind_proxy(url, self._may_connect)
        return proxy

    def close(self) -> None:
        """Close every connection."""
        for pool in (self._direct, *self._proxies.values()):
            pool.close()
        self._connections.close()


def place_of(url: httpx.URL) -> Place:
    """Give the host and the port that a request to a web address goes to."""
    return url.raw_host.decode("ascii"), url.port or (443 if url.scheme == "https" else 80)


def _proxy_pool(
    url: str, context: ssl.SSLContext, connections: int, backend: _Backend
) -> httpcore.ConnectionPool:
    """Open a way through a proxy. Raises ValueError where its address is none."""
    proxy = httpx.Proxy(url if "://" in url else f"http://{url}")
    kind = httpcore.SOCKSProxy if proxy.url.scheme.startswith("socks") else httpcore.HTTPProxy
    return kind(
        proxy_url=str(proxy.url),
        proxy_auth=proxy.raw_auth,
        ssl_context=context,
        network_backend=backend,
        max_connections=connections,
        max_keepalive_connections=connections,
    )


def _refuse_behind_proxy(url: httpx.URL, may_connect: MayConnect) -> None:
    """Refuse a name that is known here for an address that may not be asked."""
    try:
        ipaddress.ip_address(url.host)
    except ValueError:
        try:
            seconds = budgets.BUDGETS.connect_seconds
            allowed_addresses(url.host, url.port or 0, may_connect, seconds)
        except (httpcore.ConnectError, httpcore.ConnectTimeout):
            return  # only the proxy knows the name
    else:
        if not may_connect(url.host):
            raise Abandoned(
                f"{url.host} is not on the public internet",
                f"{url.host}은(는) 공개된 인터넷의 주소가 아님",
            )


class _Body(httpx.SyncByteStream):
    """The body of a response, as it comes off the line."""

    def __init__(self, answer: httpcore.Response, request: httpx.Request) -> None:
        self._answer = answer
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        with _errors_of_httpx(self._request):
            yield from self._answer.iter_stream()

    def close(self) -> None:
        _METER.set(None)
        self._answer.close()


def _as_httpcore(request: httpx.Request) -> httpcore.Request:
    url = request.url
    return httpcore.Request(
        request.method,
        httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
        headers=request.headers.raw,
        content=request.read(),
        extensions=request.extensions,
    )


@contextmanager
def _errors_of_httpx(request: httpx.Request) -> Iterator[None]:
    """Raise what httpcore raises as the error that has the same name in httpx."""
    try:
        yield
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        raise _of_httpx(error, request) from error
    except (httpcore.ProxyError, httpcore.UnsupportedProtocol) as error:
        raise _of_httpx(error, request) from error
    except Abandoned as error:
        error.request = request
        raise


def _of_httpx(error: Exception, request: httpx.Request) -> httpx.TransportError:
    names = [kind.__name__ for kind in type(error).__mro__]
    kind = next(getattr(httpx, name) for name in names if hasattr(httpx, name))
    made: httpx.TransportError = kind(str(error), request=request)
    return made
