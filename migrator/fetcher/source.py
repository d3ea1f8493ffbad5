"""A request for a blog → its posts as answered and a way to its images: Velog, or a backup."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx

from migrator.fetcher.clock import run_clock
from migrator.fetcher.http import (
    named_apis,
    named_images,
    open_client,
    read_certificates,
    read_endpoints,
)
from migrator.fetcher.image_download import Downloads, open_fetch
from migrator.fetcher.probe import open_probe
from migrator.fetcher.tokens import read_tokens
from migrator.fetcher.velog import fetch_answers, username_of
from migrator.long_work.bars import POSTS, StartBar
from migrator.long_work.meanwhile import IMPORTING
from migrator.model import Answers, AskImages, FetchImages, MigratorError, Note, ProbeImages


@dataclass(frozen=True)
class BlogRequest:
    """Whose blog is read, from where, and which of its posts.

    `backup` is the folder that is read instead of Velog. `private` and `drafts` ask for posts that
    only the author sees: that takes tokens, from the environment, from `token_file` or, with
    `may_ask`, from whoever sits at the terminal. `profile` asks for the user's profile, too, and
    `comments` for those under the posts. `username` may be None with a backup only. `jobs`
    is how many images are asked for at the same time, None as many as usual.
    """

    username: str | None
    backup: Path | None = None
    private: bool = False
    drafts: bool = False
    profile: bool = False
    comments: bool = False
    token_file: Path | None = None
    may_ask: bool = False
    jobs: int | None = None


@dataclass(frozen=True)
class Source:
    """Where posts and images come from: Velog, or a backup of it.

    Images may be asked for before they are fetched: that saves the time of what is done meanwhile.
    """

    answers: Answers
    fetch_images: FetchImages
    probe_images: ProbeImages
    ask_images: AskImages = lambda jobs: None


OnListed = Callable[[Sequence[Mapping[str, object]], AskImages], None]
"""Gets the posts of each page of Velog's list, and a way to ask for their images at once."""


@contextmanager
def open_source(
    request: BlogRequest,
    transport: httpx.BaseTransport | None,
    start_bar: StartBar,
    on_listed: OnListed | None = None,
) -> Iterator[Source]:
    """Read the blog from its backup or from Velog; connections stay open for its images.

    Raises MigratorError where the request names neither a backup nor a user.
    """
    if request.backup is not None:
        yield _of_backup(request.backup)
    elif request.username is not None:
        with _of_velog(request, request.username, transport, start_bar, on_listed) as source:
            yield source
    else:
        raise MigratorError(
            "Whose blog? Give the name after @ in velog.io/@name, or a backup with --from DIR.",
            "누구의 블로그인가요? velog.io/@name에서 @ 뒤의 이름을 적거나, 백업 폴더를 --from "
            "DIR로 지정하세요.",
        )


def _of_backup(folder: Path) -> Source:
    with IMPORTING:
        from migrator.fetcher import backup_folder as backups

    return Source(
        backups.read_answers(folder), backups.open_fetch(folder), backups.open_probe(folder)
    )


@contextmanager
def _of_velog(
    request: BlogRequest,
    username: str,
    transport: httpx.BaseTransport | None,
    start_bar: StartBar,
    on_listed: OnListed | None,
) -> Iterator[Source]:
    endpoints = read_endpoints(os.environ)
    tokens = None
    if request.private or request.drafts:
        tokens = read_tokens(os.environ, request.token_file, request.may_ask)
    context = None if transport else read_certificates()
    with (
        open_client(transport, named=named_apis(endpoints), context=context) as client,
        open_client(transport, named=named_images(endpoints), context=context) as image_client,
    ):
        clock = run_clock()
        downloads = Downloads(image_client, endpoints, request.jobs, clock)
        try:
            answers = fetch_answers(
                client,
                endpoints,
                username_of(username),
                start_bar(POSTS),
                tokens=tokens,
                clock=clock,
                private=request.private,
                drafts=request.drafts,
                profile=request.profile,
                on_comments=start_bar(Note("Comments", "댓글")) if request.comments else None,
                on_listed=on_listed and partial(_ask_listed, on_listed, downloads),
            )
            downloads.use_all()
            yield Source(
                answers,
                downloads.fetch,
                open_probe(image_client, endpoints, request.jobs),
                downloads.ask,
            )
        finally:
            downloads.stop()


def _ask_listed(
    on_listed: OnListed, downloads: Downloads, posts: Sequence[Mapping[str, object]]
) -> None:
    on_listed(posts, downloads.ask)


@contextmanager
def open_images(
    transport: httpx.BaseTransport | None, jobs: int | None = None
) -> Iterator[tuple[FetchImages, ProbeImages]]:
    """Open a way to images alone: one to fetch them, one to ask about them."""
    endpoints = read_endpoints(os.environ)
    with open_client(transport, named=named_images(endpoints)) as client:
        yield open_fetch(client, endpoints, jobs), open_probe(client, endpoints, jobs)
