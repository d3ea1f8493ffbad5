"""The environment → Velog's addresses and an HTTP client; a request → its answer, with retries.

One place for timeouts, connections and retries, for GraphQL and images alike.
"""

from __future__ import annotations

import math
import random
import ssl
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from itertools import count
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
import stamina
from stamina.instrumentation import RetryDetails

from migrator import __version__
from migrator.fetcher import budgets
from migrator.fetcher.clock import Clock
from migrator.fetcher.destinations import MayConnect, Place, is_public
from migrator.fetcher.meter import Abandoned, Torn
from migrator.fetcher.system_words import in_korean
from migrator.fetcher.transport import GuardedTransport, place_of
from migrator.fetcher.unpacking import Undecodable
from migrator.files.failures import reason_of
from migrator.long_work.talk import trouble
from migrator.model import MigratorError, Note

USER_AGENT = f"velog-to-jekyll/{__version__} (an author moving their own blog to Jekyll)"
# Between two tries of a request, in seconds.
_LONGEST_PAUSE, _JITTER = 20, 1

Result = TypeVar("Result")


class NotYet(Exception):
    """What was asked for is not there, and may be in a while."""


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


def open_client(
    transport: httpx.BaseTransport | None = None,
    may_connect: MayConnect = is_public,
    named: Set[Place] = frozenset(),
    context: ssl.SSLContext | None = None,
) -> httpx.Client:
    """Open a client for requests to addresses that `may_connect` lets pass; the caller closes it.

    The places that the user has `named` may be at any address. Clients may share a `context`.

    It never sends an `Origin`: v3 answers foreign ones with nothing (April 2025). It keeps no
    cookies: what the API sets for `.velog.io` would go to image hosts, too.
    """
    # Else stamina would log every retry as a warning, which Python prints where no handler is set.
    stamina.instrumentation.set_on_retry_hooks([_say_retry])
    limits = budgets.BUDGETS
    with _naming_settings():
        return httpx.Client(
            headers={"User-Agent": USER_AGENT},
            timeout=httpx.Timeout(limits.silence_seconds, connect=limits.connect_seconds),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            transport=transport
            or GuardedTransport(may_connect, limits.most_at_once, named, context),
            trust_env=False,
        )


def read_certificates() -> ssl.SSLContext:
    """Read once for several clients whom this computer trusts; it takes as long as a request."""
    with _naming_settings():
        return httpx.create_ssl_context()


@contextmanager
def _naming_settings() -> Iterator[None]:
    try:
        yield
    except (ImportError, ValueError, OSError, httpx.InvalidURL) as error:
        raise MigratorError(
            f"The network settings of your environment cannot be used: {error} "
            "Look at the variables HTTPS_PROXY, ALL_PROXY and SSL_CERT_FILE.",
            f"네트워크 환경 설정을 쓸 수 없습니다({_setting_problem(error)}). 환경 변수 "
            "HTTPS_PROXY, ALL_PROXY, SSL_CERT_FILE을 확인하세요.",
        ) from error


def named_apis(endpoints: Endpoints) -> frozenset[Place]:
    """Give the places of the APIs that the user has named: these may be anywhere."""
    named = {endpoints.v3, endpoints.v2} - {Endpoints.v3, Endpoints.v2}
    return frozenset(place_of(httpx.URL(address)) for address in named)


def named_images(endpoints: Endpoints) -> frozenset[Place]:
    """Give the place that the user has named for all images, if one is."""
    origin = endpoints.image_origin
    return frozenset([place_of(httpx.URL(origin))] if origin else [])


def send(
    client: httpx.Client, request: httpx.Request, auth: httpx.Auth | None = None
) -> httpx.Response:
    """Send a request and give the response, unread; no redirect is followed.

    Raises httpx.HTTPError and nothing else, whatever the server answers.
    """
    try:
        return client.send(
            request,
            stream=True,
            auth=auth or httpx.USE_CLIENT_DEFAULT,
            follow_redirects=False,
        )
    except (httpx.InvalidURL, ValueError) as error:
        # httpx reads the address of a redirect also where nobody follows it.
        raise Abandoned(
            f"a redirect to an address that cannot be read ({error})",
            "읽을 수 없는 주소로 넘어감",
            request=request,
        ) from error


def with_retries(action: Callable[[], Result], clock: Clock) -> Result:
    """Run `action` until it succeeds, at most five times, and return what it returns.

    It is run again after NotYet, a broken connection and what `refuse_busy` raises, with the wait
    that the server asks for; once only after a server that did not answer in time, and not where
    the clock has no time left for the wait. Raises the last
    httpx.HTTPError, which `describe` puts in words.
    """
    stalled, limits = count(1), budgets.BUDGETS

    def decide(error: Exception) -> bool | float:
        if isinstance(error, httpx.TimeoutException) and next(stalled) >= limits.stalled_attempts:
            return False
        again = _backoff(error)
        wait = _LONGEST_PAUSE + _JITTER if again is True else again
        return again if clock.left() > wait else False

    retrying = stamina.RetryingCaller(
        attempts=limits.attempts,
        timeout=None,
        wait_initial=0.5,
        wait_max=_LONGEST_PAUSE,
        wait_jitter=_JITTER,
    )
    try:
        return retrying(decide, action)
    except httpx.HTTPError as error:
        why = describe(error)
        given_up = Note(f"{why.english}; given up", f"{why.korean}. 포기합니다")
        trouble(asked_host(error), _cause(error), given_up)
        raise


def refuse_busy(response: httpx.Response) -> None:
    """Raise httpx.HTTPStatusError if the server says "not now": status 429 or 5xx."""
    if response.status_code == 429 or response.status_code >= 500:
        response.raise_for_status()


def asks_for_too_long(response: httpx.Response) -> bool:
    """Tell whether the server asks us to wait for longer than a run can."""
    return (retry_after(response) or 0) > budgets.BUDGETS.patience_seconds


def retry_after(response: httpx.Response) -> float | None:
    """Read the seconds the server asks us to wait (`Retry-After`: a number or an HTTP date)."""
    text = response.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])  # which is thirty years
    try:
        moment = parsedate_to_datetime(text)
        left = moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)
    except (ValueError, OverflowError):
        return None
    return max(0.0, left.total_seconds())


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


def describe(error: httpx.HTTPError) -> Note:
    """Say in one clause what went wrong with a request that was sent."""
    host = asked_host(error)
    if isinstance(error, httpx.HTTPStatusError):
        status, wait = error.response.status_code, _wait_in_words(error.response)
        said = status_from(status, host)
        return Note(f"{said.english}{wait.english}", f"{said.korean}{wait.korean}")
    if isinstance(error, Abandoned):
        return Note(f"{error} ({host})", f"{error.korean} ({host})")
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.ProxyError):
        return Note(
            f"{host} cannot be reached ({str(error) or 'no answer'})",
            f"{host}에 연결할 수 없음({in_korean(error) if str(error) else '답이 없음'})",
        )
    if isinstance(error, httpx.TimeoutException):
        seconds = f"{budgets.BUDGETS.silence_seconds:g}"
        return Note(
            f"no answer from {host} within {seconds} seconds",
            f"{host}이(가) {seconds}초 동안 답하지 않음",
        )
    korean = error.korean if isinstance(error, Torn | Undecodable) else in_korean(error)
    return Note(
        f"the connection to {host} broke ({str(error) or type(error).__name__})",
        f"{host}와(과)의 연결이 끊김({korean})",
    )


def status_from(status: int, host: str) -> Note:
    """Say with which number of HTTP a host answered."""
    return Note(f"{status} from {host}", f"{host}의 응답 {status}")


def is_certificate_error(error: BaseException) -> bool:
    """Tell whether a host could not prove who it is: it will not be able to a second later."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


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
            "Set it to one such as http://127.0.0.1:8000, or unset it to ask Velog itself.",
            f"환경 변수 {name}의 값 {text!r}은(는) 웹 주소가 아닙니다. http://127.0.0.1:8000 같은 "
            "주소를 넣거나, 변수를 지워 Velog에 바로 요청하세요.",
        )
    return text


def _say_retry(details: RetryDetails) -> None:
    """Say for what it is waited, and for how long."""
    error, seconds = details.caused_by, max(1, math.ceil(details.wait_for))
    why = Note("Velog has not found all that it lists", "Velog가 목록에 있는 것을 다 찾지 못함")
    host, cause = "", "not yet"
    if isinstance(error, httpx.HTTPError):
        why, host, cause = describe(error), asked_host(error), _cause(error)
    later = Note(
        f"{why.english}; trying again in {seconds} second{'' if seconds == 1 else 's'}",
        f"{why.korean}. {seconds}초 뒤에 다시 시도합니다",
    )
    trouble(host, cause, later)


def _cause(error: httpx.HTTPError) -> str:
    """Name what went wrong, the same for each request of which the same is to be said."""
    if isinstance(error, httpx.HTTPStatusError):
        return str(error.response.status_code)
    return type(error).__name__


def _backoff(error: Exception) -> bool | float:
    """Decide whether to try again: no, yes after the usual pause, or in so many seconds."""
    if isinstance(error, httpx.HTTPStatusError):
        if asks_for_too_long(error.response):
            return False
        wait = retry_after(error.response)
        # Without the random part, all that were told to wait would come back together.
        return True if wait is None else wait + random.random()
    final = httpx.UnsupportedProtocol | httpx.LocalProtocolError | Abandoned
    if is_certificate_error(error):
        return False
    if isinstance(error, NotYet):
        return True
    return isinstance(error, httpx.TransportError) and not isinstance(error, final)


def _wait_in_words(response: httpx.Response) -> Note:
    if not asks_for_too_long(response):
        return Note("", "")
    minutes = math.ceil((retry_after(response) or 0) / 60)
    return Note(
        f", which asks to wait {minutes} minutes before the next try",
        f", {minutes}분 뒤에 다시 요청하라고 함",
    )


def _setting_problem(error: Exception) -> str:
    """Say in Korean what is wrong with a setting, the system's reason where there is one."""
    return reason_of(error).korean if isinstance(error, OSError) else "값이 올바르지 않음"
