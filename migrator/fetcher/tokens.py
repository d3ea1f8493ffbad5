"""The environment, a file or a prompt → the tokens of a user who is logged in to Velog."""

from __future__ import annotations

import getpass
import json
import os
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from migrator.files import cannot_read
from migrator.jekyll.published import site_that_publishes
from migrator.model import MigratorError

ACCESS_COOKIE = "access_token"
REFRESH_COOKIE = "refresh_token"
ACCESS_VARIABLE = "VELOG_ACCESS_TOKEN"
REFRESH_VARIABLE = "VELOG_REFRESH_TOKEN"
WHERE_TOKENS_ARE = (
    "Log in at https://velog.io in a browser and copy the values of the cookies access_token and "
    "refresh_token (developer tools, Application or Storage, Cookies)."
)
HOW_TO_GIVE_THEM = (
    f"Set the environment variables {ACCESS_VARIABLE} and {REFRESH_VARIABLE} to them, or write "
    "them into a file that only you can read, a line access_token=... and a line "
    "refresh_token=..., and name it with --token-file FILE."
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
                    f"whole, and nothing else with it? {WHERE_TOKENS_ARE}"
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
            f"log in with. {WHERE_TOKENS_ARE} {HOW_TO_GIVE_THEM}"
        )
    return tokens


def _read_file(path: Path) -> Tokens:
    site = site_that_publishes(path)
    if site is not None:
        raise MigratorError(
            f"{path} is in the Jekyll site {site}, which would publish the tokens in it, so they "
            "were not used. Move the file out of the site and try again. If the site was published "
            "with it, log out at https://velog.io, so that the tokens end."
        )
    pairs = _pairs(_private_text(path))
    tokens = Tokens(_clean(pairs.get(ACCESS_COOKIE)), _clean(pairs.get(REFRESH_COOKIE)))
    if tokens == Tokens():
        raise MigratorError(
            f"There is no token in {path}. It needs a line access_token=... and a line "
            f"refresh_token=..., or a JSON object with these two names. {WHERE_TOKENS_ARE}"
        )
    return tokens


def _private_text(path: Path) -> str:
    """Read a file. Raises MigratorError if other users of the computer can read it, too."""
    try:
        with path.open("rb") as file:
            # Windows has other means to protect a file, and no such bits.
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & 0o077:
                raise MigratorError(
                    f"Others on this computer can read the tokens in {path}, so they were not "
                    f"used. Run `chmod 600 {path}` and try again."
                )
            return file.read().decode("utf-8-sig")
    except OSError as error:
        advice = "Name another with --token-file FILE."
        raise cannot_read(f"The token file {path}", error, advice) from None
    except UnicodeDecodeError:
        raise MigratorError(f"The token file {path} is not a text file in UTF-8.") from None


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
            access = getpass.getpass("Velog access_token (it will not show): ")
            refresh = getpass.getpass("Velog refresh_token (Enter to go without): ")
        except (getpass.GetPassWarning, EOFError):
            raise MigratorError(
                f"The tokens cannot be asked for here without showing them. {HOW_TO_GIVE_THEM}"
            ) from None
    return Tokens(_clean(access), _clean(refresh))
