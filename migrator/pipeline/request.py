"""What was asked for → whose blog it is; all that has to be known before Velog is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from migrator.fetcher.source import BlogRequest
from migrator.fetcher.velog import username_of
from migrator.model import MigratorError
from migrator.site.ledger import Ledger, read_ledger


@dataclass(frozen=True)
class RunRequest:
    """Which blog goes into the site at `root`, and how.

    `only_content`, `prune` and `max_prune` are the user's options for a sync. With `comments` those
    under the posts come along, or where it is False go out of the site; where it is None it is as
    it was before. With `rebuild_ledger` the site's contents are read from the posts, not from the
    ledger. With `strict` each image that is lost is asked for, and an alarm. With `about` the About
    page comes along, where the site has none. With `early` the run is to be carried out for sure,
    and images are asked for while posts are listed and converted.
    """

    root: Path
    blog: BlogRequest
    only_content: bool = False
    prune: bool = False
    max_prune: int = 0
    all_images: bool = False
    rebuild_ledger: bool = False
    strict: bool = False
    comments: bool | None = None
    about: bool = False
    early: bool = False


def kept_ledger(request: RunRequest) -> Ledger:
    """Read the ledger of earlier runs; it is empty where it is to be rebuilt."""
    return Ledger() if request.rebuild_ledger else read_ledger(request.root)


def known_username(given: str | None, ledger: Ledger) -> str | None:
    """Give the username of the site's posts. Raises MigratorError for another user's name."""
    name = username_of(given) if given else None
    if name and ledger.username and name != ledger.username:
        raise MigratorError(
            f"This site holds the posts of {ledger.username}, not of {name}. Name another site "
            "with --site DIR.",
            f"이 사이트의 글은 {name}의 것이 아니라 {ledger.username}의 것입니다. 다른 사이트를 "
            "--site DIR로 지정하세요.",
        )
    return name or ledger.username
