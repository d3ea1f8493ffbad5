"""Tokens → a session; each answer must confirm who is logged in, and only the two APIs get tokens.

For both servers an expired token is no error: they answer as to a stranger, without private posts
(velog-server, November 2024; velog monorepo, April 2025). So each query asks who is logged in.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Generator, Mapping
from dataclasses import replace
from http.cookies import CookieError, SimpleCookie

import httpx

from migrator.fetcher import budgets, fields
from migrator.fetcher.clock import Clock
from migrator.fetcher.fields import JsonObject, UnusableAnswer
from migrator.fetcher.graphql import ask
from migrator.fetcher.http import Endpoints
from migrator.fetcher.queries import Api
from migrator.fetcher.tokens import (
    ACCESS_COOKIE,
    REFRESH_COOKIE,
    WHERE_TOKENS_ARE,
    Tokens,
    is_token,
)
from migrator.model import MigratorError, Note

NO_HARM = Note("Nothing was written.", "아무것도 쓰지 않았습니다.")
# The letters of something that nobody writes by chance; Velog's tokens have hundreds.
_NO_WORD = 12
_THIS_COMPUTER = ("127.0.0.1", "::1", "localhost")


class NotLoggedIn(MigratorError):
    """Velog does not recognise us as the author of the blog, or not any more."""


class Session:
    """Sends queries to the APIs, as a stranger or, with the tokens in `cookies`, as `username`."""

    def __init__(
        self,
        client: httpx.Client,
        clock: Clock,
        username: str | None = None,
        cookies: _Cookies | None = None,
    ) -> None:
        self._client = client
        self._run = clock
        self._clocks: dict[str, Clock] = {}
        self._username = username
        self._cookies = cookies

    @property
    def is_logged_in(self) -> bool:
        """Tell whether answers hold what only the author may see."""
        return self._username is not None

    def clock(self, api: Api) -> Clock:
        """Give the time that an API has for all its answers; it begins with the first."""
        if api.name not in self._clocks:
            self._clocks[api.name] = self._run.part(budgets.BUDGETS.list_seconds)
        return self._clocks[api.name]

    def ask(self, api: Api, query: str, variables: Mapping[str, object]) -> JsonObject:
        """Send a query to one of the APIs and give its answer.

        In a session with tokens the query must also ask who is logged in. Raises NotLoggedIn if
        that is another user, or none.
        """
        answer = fields.from_api(api.name, self._data(api, query, variables))
        if self._username is not None:
            _confirm(answer, api, self._username)
        return answer

    def _data(self, api: Api, query: str, variables: Mapping[str, object]) -> dict[str, object]:
        kind: type[UnusableAnswer] = UnusableAnswer
        try:
            clock = self.clock(api)
            data = ask(self._client, api.endpoint, query, variables, clock, self._cookies)
        except UnusableAnswer as failure:
            # An error of the server may repeat what we sent.
            kind, said = type(failure), self._without_tokens(failure.note)
        else:
            # What an answer holds is shown, and written into the site.
            if not (self._cookies and self._cookies.are_in(data)):
                return data
            said = Note(
                f"{api.endpoint} repeated your tokens in its answer, which Velog never does.",
                f"{api.endpoint}이(가) 보낸 응답에 토큰이 들어 있습니다. Velog는 그러지 않습니다.",
            )
        # Raised here, it does not keep the answer in memory, as the error behind it would.
        raise kind(said.english, said.korean)

    def _without_tokens(self, said: Note) -> Note:
        if self._cookies is None:
            return said
        return Note(self._cookies.hide_in(said.english), self._cookies.hide_in(said.korean))


def open_session(
    client: httpx.Client, endpoints: Endpoints, username: str, tokens: Tokens | None, clock: Clock
) -> Session:
    """Make the session to read the blog of a user, as a stranger or, with tokens, as that user.

    No request is sent yet: the first answer, to the query for the user, shows if the tokens work.
    """
    if tokens is None:
        return Session(client, clock)
    for endpoint in (endpoints.v3, endpoints.v2):
        _refuse_open_line(endpoint)
    # At its lowest level, httpcore logs the headers of answers, and so the tokens in them.
    logging.getLogger("httpcore").setLevel(logging.INFO)
    return Session(client, clock, username, _Cookies(tokens))


class _Cookies(httpx.Auth):
    """Sends tokens as a browser would, and from then on the newer ones that Velog answers.

    They are not in a cookie jar: a jar would send them to every host under velog.io, and the
    images of the earlier years are there.
    """

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._known = {tokens.access, tokens.refresh}

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        pairs = ((ACCESS_COOKIE, self._tokens.access), (REFRESH_COOKIE, self._tokens.refresh))
        request.headers["Cookie"] = "; ".join(f"{name}={token}" for name, token in pairs if token)
        response = yield request
        self._tokens = _renewed(self._tokens, response)
        self._known |= {self._tokens.access, self._tokens.refresh}

    def hide_in(self, text: str) -> str:
        """Replace the tokens in a text, the older ones of this run, too."""
        for token in filter(None, self._known):
            text = text.replace(token, "(your token)")
        return text

    def are_in(self, data: Mapping[str, object]) -> bool:
        """Tell whether a token is in what an API has answered."""
        text = json.dumps(data, ensure_ascii=False)
        return any(token in text for token in self._known if len(token) >= _NO_WORD)


def _renewed(tokens: Tokens, response: httpx.Response) -> Tokens:
    """Replace tokens by those of an answer; a token that the answer deletes stays."""
    for header in response.headers.get_list("Set-Cookie"):
        cookies = _read_cookies(header)
        tokens = replace(
            tokens,
            access=cookies.get(ACCESS_COOKIE, tokens.access),
            refresh=cookies.get(REFRESH_COOKIE, tokens.refresh),
        )
    return tokens


def _read_cookies(header: str) -> dict[str, str]:
    try:
        cookies = SimpleCookie(header)
    except CookieError:
        return {}
    return {name: cookie.value for name, cookie in cookies.items() if is_token(cookie.value)}


def _refuse_open_line(endpoint: str) -> None:
    """Raise MigratorError if tokens would be sent unencrypted over the network."""
    url = httpx.URL(endpoint)
    if url.scheme != "https" and url.host not in _THIS_COMPUTER:
        raise MigratorError(
            f"{endpoint} is not an https address: your tokens would be readable on the way there, "
            "so they were not sent. Set VELOG_V3_ENDPOINT and VELOG_V2_ENDPOINT to https "
            "addresses, or unset them.",
            f"{endpoint}은(는) https 주소가 아니어서 토큰이 도중에 읽힐 수 있으므로 보내지 "
            "않았습니다. VELOG_V3_ENDPOINT와 VELOG_V2_ENDPOINT에 https 주소를 넣거나 변수를 "
            "지우세요.",
        )


def _confirm(answer: JsonObject, api: Api, username: str) -> None:
    user = fields.optional_child(answer, api.who)
    if user is None:
        raise NotLoggedIn(
            "Velog does not know your tokens: they have expired, were not copied whole, or you "
            f"have logged out meanwhile. {NO_HARM.english} {WHERE_TOKENS_ARE.english} Then run "
            "again with these.",
            "Velog가 토큰을 알아보지 못합니다. 만료되었거나, 일부만 복사했거나, 그사이 로그아웃한 "
            f"것입니다. {NO_HARM.korean} {WHERE_TOKENS_ARE.korean} 그 값으로 다시 실행하세요.",
        )
    name = fields.text(user, "username")
    if name != username:
        raise NotLoggedIn(
            f"Your tokens are those of {name}, and the blog is that of {username}: private posts "
            f"and drafts are shown to their author only. {NO_HARM.english} Log in as {username} "
            "and give the tokens of that login.",
            f"토큰은 {name}의 것인데 블로그는 {username}의 것입니다. 비공개 글과 임시 글은 쓴 "
            f"사람에게만 보입니다. {NO_HARM.korean} {username}(으)로 로그인해서 그 토큰을 쓰세요.",
        )
