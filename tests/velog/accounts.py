"""The cookies of a request → who asks, and the cookies that Velog gives them for later."""

from __future__ import annotations

from dataclasses import dataclass, field
from http.cookies import SimpleCookie

import httpx

HOUR = 3600


@dataclass(eq=False)
class Accounts:
    """Who is logged in with what: `access` and `refresh` have the user's name by token.

    A token that is not there is expired or was never one. Velog does not say so: whoever comes
    with it is nobody. `minted` are the access tokens that were given for refresh tokens.
    """

    access: dict[str, str] = field(default_factory=dict)
    refresh: dict[str, str] = field(default_factory=dict)
    minted: list[str] = field(default_factory=list)

    def welcome(self, api: str, request: httpx.Request) -> tuple[str | None, list[str]]:
        """Tell who asks, and which Set-Cookie headers go with the answer."""
        cookies = SimpleCookie(request.headers.get("cookie", ""))
        given = {name: morsel.value for name, morsel in cookies.items()}
        user = self.access.get(given.get("access_token") or _bearer(request))
        if user is not None:
            return user, []
        user = self.refresh.get(given.get("refresh_token", ""))
        return (user, self._mint(api, user)) if user is not None else (None, [])

    def _mint(self, api: str, user: str) -> list[str]:
        token = f"minted-{len(self.minted) + 1}-for-{user}"
        self.minted.append(token)
        self.access[token] = user
        cookie = f"access_token={token}; Path=/; Max-Age={HOUR}; HttpOnly"
        for_all = f"{cookie}; Domain=.velog.io"
        return [for_all, cookie] if api == "v2" else [for_all]


def _bearer(request: httpx.Request) -> str:
    """Read the header that counts where there is no cookie."""
    header: str = request.headers.get("authorization", "")
    return header.partition(" ")[2]
