"""The environment → Velog's addresses and an HTTP client; a request → its answer, with retries.

One place for timeouts, connections and retries, for GraphQL and images alike.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from migrator import __version__
from migrator.model import MigratorError

USER_AGENT = f"velog-to-jekyll/{__version__} (an author moving their own blog to Jekyll)"
MAX_CONNECTIONS = 16
CONNECT_SECONDS = 10
READ_SECONDS = 30
ATTEMPTS = 5
MAX_WAIT_SECONDS = 120

Result = TypeVar("Result")

_retrying = stamina.RetryingCaller(
    attempts=ATTEMPTS, timeout=None, wait_initial=0.5, wait_max=20, wait_jitter=1
)


@dataclass(frozen=True)
class Endpoints:
    """Where Velog's APIs are. With `image_origin`, every image is requested from there instead."""

    v3: str = "https://v3.velog.io/graphql"
    v2: str = "https://v2.velog.io/graphql"
    image_origin: str | None = None


def read_endpoints(environ: Mapping[str, str]) -> Endpoints:
    """Read VELOG_V3_ENDPOINT, VELOG_V2_ENDPOINT and VELOG_IMAGE_ORIGIN; unset or empty: Velog."""
    return Endpoints(
        v3=_address(environ, "VELOG_V3_ENDPOINT") or Endpoints.v3,
        v2=_address(environ, "VELOG_V2_ENDPOINT") or Endpoints.v2,
        image_origin=_address(environ, "VELOG_IMAGE_ORIGIN"),
    )


def open_client(transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Open the client for all requests to Velog; the caller closes it.

    It never sends an `Origin`: v3 answers foreign ones with nothing (April 2025). It keeps no
    cookies: what the API sets for `.velog.io` would go to image hosts, too.
    """
    # stamina would log every retry as a warning, which Python prints where no handler is set.
    stamina.instrumentation.set_on_retry_hooks(())
    try:
        return httpx.Client(
            headers={"User-Agent": USER_AGENT},
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            limits=httpx.Limits(
                max_connections=MAX_CONNECTIONS, max_keepalive_connections=MAX_CONNECTIONS
            ),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            transport=transport,
        )
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        raise MigratorError(
            f"The network settings of your environment cannot be used: {error} "
            "Look at the variables HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE."
        ) from error


def with_retries(action: Callable[[], Result]) -> Result:
    """Run `action` until it succeeds, at most five times, and give its result.

    It is run again after a broken connection and after what `refuse_busy` raises, not before the
    time that the server names. Raises the last httpx.HTTPError; `describe` makes a clause of it.
    """
    return _retrying(_backoff, action)


def refuse_busy(response: httpx.Response) -> None:
    """Raise httpx.HTTPStatusError if the server says "not now": status 429 or 5xx."""
    if response.status_code == 429 or response.status_code >= 500:
        response.raise_for_status()


def asks_for_too_long(response: httpx.Response) -> bool:
    """Tell whether the server asks us to wait for longer than a run can."""
    return (retry_after(response) or 0) > MAX_WAIT_SECONDS


def retry_after(response: httpx.Response) -> float | None:
    """Read the seconds the server asks us to wait (`Retry-After`: a number or an HTTP date)."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])  # which is thirty years
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(
        0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    )


def web_address(text: str, base: str = "") -> httpx.URL | None:
    """Read a web address, relative to `base`; None if no request could be sent to it."""
    try:
        joined = urljoin(base, text)
        url = httpx.URL(joined)
        # What httpx takes and the socket would not: ports above 65535, labels above 63 letters.
        host, port = url.raw_host.decode("ascii").encode("idna"), urlsplit(joined).port
    except (httpx.InvalidURL, ValueError):
        return None
    return url if url.scheme in ("http", "https") and host and port != 0 else None


def describe(error: httpx.HTTPError) -> str:
    """Say in one clause what went wrong with a request that was sent."""
    host = asked_host(error)
    if isinstance(error, httpx.HTTPStatusError):
        return f"{error.response.status_code} from {host}{_wait_in_words(error.response)}"
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return f"{host} cannot be reached ({str(error) or 'no answer'})"
    if isinstance(error, httpx.TimeoutException):
        return f"no answer from {host} within {READ_SECONDS} seconds"
    return f"the connection to {host} broke ({str(error) or type(error).__name__})"


def asked_host(error: httpx.HTTPError) -> str:
    """Name the host of the request, also where `image_origin` answers in its place."""
    return error.request.headers["Host"]


def _address(environ: Mapping[str, str], name: str) -> str | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    if web_address(text) is None:
        raise MigratorError(
            f"The environment variable {name} is {text!r}, which is not a web address. "
            "Set it to one such as http://127.0.0.1:8000, or unset it to ask Velog itself."
        )
    return text


def _backoff(error: Exception) -> bool | float:
    """Decide whether to try again: no, yes after the usual pause, or in so many seconds."""
    if isinstance(error, httpx.HTTPStatusError):
        if asks_for_too_long(error.response):
            return False
        wait = retry_after(error.response)
        # Without the random part, all that were told to wait would come back together.
        return True if wait is None else wait + random.random()
    final = httpx.UnsupportedProtocol | httpx.LocalProtocolError
    return isinstance(error, httpx.TransportError) and not isinstance(error, final)


def _wait_in_words(response: httpx.Response) -> str:
    if not asks_for_too_long(response):
        return ""
    minutes = math.ceil((retry_after(response) or 0) / 60)
    return f", which asks to wait {minutes} minutes before the next try"
