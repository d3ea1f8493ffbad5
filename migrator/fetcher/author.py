"""A user's profile as Velog answers it → the author, as far as it can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from migrator.fetcher import fields
from migrator.fetcher.fields import UnusableAnswer
from migrator.fetcher.queries import Api
from migrator.fetcher.series_orders import reason, unknown_login
from migrator.fetcher.session import NotLoggedIn, Session
from migrator.model import Answers, Author, Note

_HOSTS = {
    "github": r"github\.com/",
    "twitter": r"(?:twitter|x)\.com/",
    "facebook": r"(?:[a-z]+\.)?facebook\.com/",
}
_NAME = re.compile(r"[\w.-]+")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_WEB = re.compile(r"(?:https?://)?[^\s/:@\"'<>]+\.[^\s/:@\"'<>]+(?:[/?#:][^\s\"'<>]*)?")


def ask_profile(
    session: Session, apis: Sequence[Api], name: str
) -> tuple[Mapping[str, object] | None, tuple[Note, ...]]:
    """Ask each API in turn for what the profile of a user shows: None, and a note, if none tells.

    It is not worth a run: without it the posts come all the same.
    """
    why = Note("", "")
    for api in apis:
        try:
            answer = session.ask(api, api.profile_query, {"u": name})
            return fields.child(answer, "user").fields, ()
        except UnusableAnswer as failure:
            why = reason(failure)
        except NotLoggedIn:
            why = unknown_login(api)
    return None, (
        Note(
            f"The profile of {name} could not be read: {why.english} About page, picture and links "
            "are left out.",
            f"{name}의 프로필을 읽을 수 없습니다: {why.korean} 소개 글, 사진, 링크는 빠집니다.",
        ),
    )


def read_author(answers: Answers) -> Author:
    """Read what a profile shows; what is odd in it, or not there, counts as not written."""
    user = answers.profile or {}
    profile = fields.fields_of(user.get("profile"))
    return Author(
        username=answers.username,
        name=_line(profile, "display_name"),
        bio=_line(profile, "short_bio"),
        about=_text(profile, "about").strip(),
        picture=_line(profile, "thumbnail"),
        blog_title=_line(fields.fields_of(user.get("velog_config")), "title"),
        links=dict(_links(fields.fields_of(profile.get("profile_links")))),
    )


def _text(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    return fields.whole(value) if isinstance(value, str) else ""


def _line(item: Mapping[str, object], key: str) -> str:
    return " ".join(_text(item, key).split())


def _links(links: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Give the links that lead somewhere; authors type names, names with `@`, or addresses."""
    for key, host in _HOSTS.items():
        typed = _line(links, key)
        name = re.sub(rf"^(?:https?://)?(?:www\.)?(?:{host})?@?", "", typed, flags=re.IGNORECASE)
        if _NAME.fullmatch(name := re.split(r"[/?#]", name)[0]):
            yield key, name
    homepage = _line(links, "url")
    if _WEB.fullmatch(homepage):
        yield "homepage", homepage if "://" in homepage else f"https://{homepage}"
    if _EMAIL.fullmatch(email := _line(links, "email")):
        yield "email", email
