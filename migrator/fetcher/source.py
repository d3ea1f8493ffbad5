"""The arguments of a command → posts as answered and a way to their images: Velog, or a backup."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from migrator.fetcher import backup_folder as backups
from migrator.fetcher.http import open_client, read_endpoints
from migrator.fetcher.image_download import open_fetch
from migrator.fetcher.probe import open_probe
from migrator.fetcher.tokens import read_tokens
from migrator.fetcher.velog import fetch_answers, username_of
from migrator.model import Answers, FetchImages, MigratorError, ProbeImages
from migrator.progress import StartBar


@dataclass(frozen=True)
class Source:
    """Where posts and images come from: Velog, or a backup of it."""

    answers: Answers
    fetch_images: FetchImages
    probe_images: ProbeImages


@contextmanager
def open_source(
    args: Namespace,
    username: str | None,
    transport: httpx.BaseTransport | None,
    start_bar: StartBar,
) -> Iterator[Source]:
    """Read the backup that `--from` names, else the blog of `username`."""
    if args.backup is not None:
        folder = args.backup
        yield Source(
            backups.read_answers(folder), backups.open_fetch(folder), backups.open_probe(folder)
        )
        return
    if username is None:
        raise MigratorError(
            "Whose blog? Give the name after @ in velog.io/@name, or a backup with --from DIR."
        )
    with open_velog(args, username, transport, start_bar) as source:
        yield source


@contextmanager
def open_velog(
    args: Namespace, username: str, transport: httpx.BaseTransport | None, start_bar: StartBar
) -> Iterator[Source]:
    """Read a blog on Velog; the connections stay open for its images."""
    endpoints = read_endpoints(os.environ)
    tokens = None
    if args.private or args.drafts:
        may_ask = sys.stdin.isatty() and not args.no_input
        tokens = read_tokens(os.environ, args.token_file, may_ask)
    with open_client(transport) as client:
        answers = fetch_answers(
            client,
            endpoints,
            username_of(username),
            start_bar("Posts"),
            tokens=tokens,
            private=args.private,
            drafts=args.drafts,
        )
        yield Source(answers, open_fetch(client, endpoints), open_probe(client, endpoints))


@contextmanager
def open_images(
    transport: httpx.BaseTransport | None,
) -> Iterator[tuple[FetchImages, ProbeImages]]:
    """Open a way to images alone: one to fetch them, one to ask about them."""
    endpoints = read_endpoints(os.environ)
    with open_client(transport) as client:
        yield open_fetch(client, endpoints), open_probe(client, endpoints)
