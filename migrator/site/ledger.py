"""The ledger file `.velog-to-jekyll/ledger.json` ↔ what this tool wrote, by post id.

The ledger is made to be committed: sorted, and the same bytes for the same facts. Beside it,
`base/<id>.md` holds the text of each post as it was last written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrator.model import MigratorError

FOLDER = ".velog-to-jekyll"
LEDGER_PATH = f"{FOLDER}/ledger.json"
SCRATCH_PATH = f"{FOLDER}.tmp"
VERSION = 1


@dataclass(frozen=True)
class Entry:
    """Where a post stands, and which of its image paths could not be had so far."""

    path: str
    missing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ledger:
    """`username` is None while no migration has come to its end."""

    username: str | None = None
    all_images: bool = False
    posts: Mapping[str, Entry] = field(default_factory=dict)


def base_path(post_id: str) -> str:
    """Say where the text of a post stands as it was last written."""
    return f"{FOLDER}/base/{post_id}.md"


def dump_ledger(ledger: Ledger) -> bytes:
    """Write the ledger as JSON, one fact a line, so that a version control system can merge it."""
    posts = {
        post_id: {"path": entry.path, "missing": sorted(entry.missing)}
        for post_id, entry in ledger.posts.items()
    }
    content = {
        "version": VERSION,
        "username": ledger.username,
        "all_images": ledger.all_images,
        "posts": posts,
    }
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def load_ledger(data: bytes) -> Ledger:
    """Read a ledger. Raises MigratorError where it is damaged or of another version."""
    try:
        content = json.loads(data)
        version = content["version"]
        if version == VERSION:
            return Ledger(
                username=str(content["username"]),
                all_images=content["all_images"] is True,
                posts={
                    str(post_id): Entry(str(post["path"]), frozenset(map(str, post["missing"])))
                    for post_id, post in content["posts"].items()
                },
            )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MigratorError(
            f"{LEDGER_PATH} is damaged ({error}). Bring it back from your version control, or move "
            "it away: posts are then recognised by the velog id in their front matter."
        ) from error
    raise MigratorError(
        f"{LEDGER_PATH} is of version {version}; this version of the tool knows {VERSION}. "
        "Use the version of velog-to-jekyll that wrote it, or a newer one."
    )
