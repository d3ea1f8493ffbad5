"""The environment, a file or a prompt → the tokens of a user who is logged in to Velog."""

from __future__ import annotations

import getpass
import json
import os
import re
import shlex
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from migrator.files.failures import cannot_read
from migrator.long_work.meanwhile import IMPORTING
from migrator.long_work.screen import say
from migrator.model import MigratorError, Note

ACCESS_COOKIE = "access_token"
REFRESH_COOKIE = "refresh_token"
ACCESS_VARIABLE = "VELOG_ACCESS_TOKEN"
REFRESH_VARIABLE = "VELOG_REFRESH_TOKEN"
WHERE_TOKENS_ARE = Note(
    "Log in at https://velog.io in a browser and copy the values of the cookies access_token and "
    "refresh_token (developer tools, Application or Storage, Cookies).",
    "브라우저로 https://velog.io 에 로그인해서 쿠키 access_token과 refresh_token의 값을 "
    "복사하세요(개발자 도구의 Application 또는 Storage > Cookies).",
)
HOW_TO_GIVE_THEM = Note(
    f"Set the environment variables {ACCESS_VARIABLE} and {REFRESH_VARIABLE} to them, or write "
    "them into a file that only you can read, a line access_token=... and a line "
    "refresh_token=..., and name it with --token-file FILE.",
    f"환경 변수 {ACCESS_VARIABLE}과 {REFRESH_VARIABLE}에 넣거나, 나만 읽을 수 있는 파일에 "
    "access_token=... 한 줄과 refresh_token=... 한 줄로 적어 --token-file FILE로 알려 주세요.",
)

# Less than a cookie may hold. Anything else would be repeated in the message of some error.
_TOKEN = re.compile(r"[A-Za-z0-9._~+/=-]+")


@dataclass(frozen=True)
class Tokens:
    """The two cookies by which Velog knows a user; one is enough. Neither is ever shown."""

    access: str = field(default="", repr=False)
    refresh: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        for name, token in ((ACCESS_COOKIE, self.access), (REFRESH_COOKIE, self.refresh)):
            if token and not is_token(token):
                raise MigratorError(
                    f"The {name} you gave has characters that no token of Velog has. Was it copied "
                    f"whole, and nothing else with it? {WHERE_TOKENS_ARE.english}",
                    f"{name}에 Velog 토큰에는 없는 글자가 있습니다. 다른 것 없이 전체를 "
                    f"복사했는지 확인하세요. {WHERE_TOKENS_ARE.korean}",
                ) from None


def is_token(text: str) -> bool:
    """Tell whether `text` may be a token: a cookie can hold it as it is."""
    return _TOKEN.fullmatch(text) is not None


def read_tokens(environ: Mapping[str, str], token_file: Path | None, may_ask: bool) -> Tokens:
    """Read the tokens from `token_file`, else from the environment, else ask for them.

    `may_ask` is for a run at a terminal. Raises MigratorError where no token is found.
    """
    if token_file is not None:
        return _read_file(token_file)
    tokens = Tokens(_clean(environ.get(ACCESS_VARIABLE)), _clean(environ.get(REFRESH_VARIABLE)))
    if tokens == Tokens() and may_ask:
        tokens = _ask()
    if tokens == Tokens():
        raise MigratorError(
            "Velog shows private posts and drafts to their author only, and there is no token to "
            f"log in with. {WHERE_TOKENS_ARE.english} {HOW_TO_GIVE_THEM.english}",
            "Velog는 비공개 글과 임시 글을 쓴 사람에게만 보여 주는데, 로그인할 토큰이 없습니다. "
            f"{WHERE_TOKENS_ARE.korean} {HOW_TO_GIVE_THEM.korean}",
        )
    return tokens


def _read_file(path: Path) -> Tokens:
    # Few runs have such a file, and all would wait for what reads a site's settings.
    with IMPORTING:
        from migrator.jekyll.published import site_that_publishes

    site = site_that_publishes(path)
    if site is not None:
        raise MigratorError(
            f"{path} is in the Jekyll site {site}, which would publish the tokens in it, so they "
            "were not used. Move the file out of the site and try again. If the site was published "
            "with it, log out at https://velog.io, so that the tokens end.",
            f"{path}은(는) Jekyll 사이트 {site} 안에 있어 토큰이 공개되므로 쓰지 않았습니다. "
            "파일을 사이트 밖으로 옮기고 다시 실행하세요. 이미 함께 공개했다면 https://velog.io "
            "에서 로그아웃해 토큰을 만료시키세요.",
        )
    pairs = _pairs(_private_text(path))
    tokens = Tokens(_clean(pairs.get(ACCESS_COOKIE)), _clean(pairs.get(REFRESH_COOKIE)))
    if tokens == Tokens():
        raise MigratorError(
            f"There is no token in {path}. It needs a line access_token=... and a line "
            f"refresh_token=..., or a JSON object with these two names. {WHERE_TOKENS_ARE.english}",
            f"{path}에 토큰이 없습니다. access_token=... 한 줄과 refresh_token=... 한 줄, 또는 이 "
            f"두 이름이 있는 JSON 객체가 필요합니다. {WHERE_TOKENS_ARE.korean}",
        )
    return tokens


def _private_text(path: Path) -> str:
    """Read a file. Raises MigratorError if other users of the computer can read it, too."""
    try:
        with path.open("rb") as file:
            # Windows has other means to protect a file, and no such bits.
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
                command = shlex.join(["chmod", "600", str(path)])
                raise MigratorError(
                    f"Others on this computer can read the tokens in {path}, so they were not "
                    f"used. Run `{command}` and try again.",
                    f"이 컴퓨터의 다른 사용자도 {path}의 토큰을 읽을 수 있어 쓰지 않았습니다. "
                    f"`{command}`을(를) 실행하고 다시 해 보세요.",
                )
            return file.read().decode("utf-8-sig")
    except OSError as error:
        name = Note(f"The token file {path}", f"토큰 파일 {path}")
        advice = Note(
            "Name another with --token-file FILE.", "--token-file FILE로 다른 파일을 지정하세요."
        )
        raise cannot_read(name, error, advice) from None
    except UnicodeDecodeError:
        raise MigratorError(
            f"The token file {path} is not a text file in UTF-8. Save it as one, then run again.",
            f"토큰 파일 {path}은(는) UTF-8 텍스트 파일이 아닙니다. UTF-8로 저장하고 다시 "
            "실행하세요.",
        ) from None


def _pairs(text: str) -> dict[str, object]:
    """Read a JSON object, or `name=value` on lines of their own or with semicolons between."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if isinstance(value, dict):
        return value
    parts = (part.partition("=") for part in re.split(r"[\n;]", text))
    return {name.strip(): value for name, _, value in parts}


def _clean(value: object) -> str:
    """Remove what is easily copied along: blanks, quotes."""
    return value.strip().strip("\"'") if isinstance(value, str) else ""


def _ask() -> Tokens:
    """Ask at the terminal, without showing what is typed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            access = getpass.getpass(
                say(
                    "Velog access_token (it will not show): ",
                    "Velog access_token(화면에 보이지 않음): ",
                )
            )
            refresh = getpass.getpass(
                say(
                    "Velog refresh_token (Enter to go without): ",
                    "Velog refresh_token(없으면 Enter): ",
                )
            )
        except (getpass.GetPassWarning, EOFError):
            raise MigratorError(
                "The tokens cannot be asked for here without showing them. "
                f"{HOW_TO_GIVE_THEM.english}",
                "여기서는 토큰을 화면에 보이지 않게 입력받을 수 없습니다. "
                f"{HOW_TO_GIVE_THEM.korean}",
            ) from None
    return Tokens(_clean(access), _clean(refresh))
