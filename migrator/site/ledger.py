"""The ledger file `.velog-to-jekyll/ledger.json` ↔ what this tool wrote, by post id.

The ledger is made to be committed: sorted, and the same bytes for the same facts. Beside it,
`base/<id>.md` holds the text of each post as Velog last had it, `incoming/<id>.md` what Velog says
of a post in conflict, and `removed/` the files that `--prune` took out of the site. While a post
is written, `next/<id>.<digest>.md` is its base text to be, with the digest of the text its file
gets: after a run was killed, that tells whether the file was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field

from migrator.model import MigratorError
from migrator.settings.habits import Habits, dump_habits, load_habits

FOLDER = ".velog-to-jekyll"
LEDGER_PATH = f"{FOLDER}/ledger.json"
OLD_LEDGER_PATH = f"{FOLDER}/ledger.json.old"
BASE_FOLDER = f"{FOLDER}/base"
NEXT_FOLDER = f"{FOLDER}/next"
INCOMING_FOLDER = f"{FOLDER}/incoming"
REMOVED_FOLDER = f"{FOLDER}/removed"
SCRATCH_PATH = f"{FOLDER}.tmp"
VERSION = 2

# A post's id is a UUID; it names files, so nothing else may be in it.
ID = re.compile(r"[0-9A-Za-z-]+")

WAY_BACK = (
    "Bring it back from your version control, or run `velog-to-jekyll sync --rebuild-ledger`, "
    "which recognises the posts by the velog id in their front matter."
)


@dataclass(frozen=True)
class Entry:
    """What is known of one post.

    `path` is its file, `missing` has those of its images that could not be had so far, `slugs` its
    slugs on Velog, the last one being the present, `own` the keys of the front matter that the
    author has once given there (Velog's editor blanks them for a while). `source` stands for what
    Velog said when the base text was written, `incoming` for what it said in a conflict that
    waits. `audience` is `public`, `private` or `draft`. `deleted`: the author deleted the file and
    was told that it stays so.
    """

    path: str
    missing: frozenset[str] = frozenset()
    slugs: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    audience: str = "public"
    source: str = ""
    incoming: str = ""
    deleted: bool = False


@dataclass(frozen=True)
class Ledger:
    """`username` is None while no migration has come to its end.

    `habits` are those that the author's own posts had then: should they change, or be deleted, the
    posts that were written like them are not written anew.
    """

    username: str | None = None
    all_images: bool = False
    habits: Habits | None = None
    posts: Mapping[str, Entry] = field(default_factory=dict)


def base_path(post_id: str) -> str:
    """Say where the text of a post stands as Velog last had it."""
    return f"{BASE_FOLDER}/{post_id}.md"


def next_path(post_id: str, digest: str) -> str:
    """Say where the base text of a post waits until the file with this digest is written."""
    return f"{NEXT_FOLDER}/{post_id}.{digest}.md"


def incoming_path(post_id: str) -> str:
    """Say where Velog's text stands while it is in conflict with the author's."""
    return f"{INCOMING_FOLDER}/{post_id}.md"


def dump_ledger(ledger: Ledger) -> bytes:
    """Write the ledger as JSON, one fact a line, so that a version control system can merge it."""
    content = {
        "version": VERSION,
        "username": ledger.username,
        "all_images": ledger.all_images,
        "habits": ledger.habits and dump_habits(ledger.habits),
        "posts": {
            post_id: {
                **asdict(entry),
                "missing": sorted(entry.missing),
                "own": sorted(entry.own),
            }
            for post_id, entry in ledger.posts.items()
        },
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
                habits=load_habits(content["habits"]) if content.get("habits") else None,
                posts={_id(key): _entry(post) for key, post in content["posts"].items()},
            )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise MigratorError(f"{LEDGER_PATH} is damaged ({error}). {WAY_BACK}") from error
    raise MigratorError(
        f"{LEDGER_PATH} is of version {version}; this version of the tool knows {VERSION}. "
        f"Use the version of velog-to-jekyll that wrote it. {WAY_BACK}"
    )


def _id(key: str) -> str:
    if not ID.fullmatch(key):
        raise ValueError(f"{key!r} is no id of a post")
    return key


def _entry(post: Mapping[str, object]) -> Entry:
    return Entry(
        path=str(post["path"]),
        missing=frozenset(_texts(post["missing"])),
        slugs=tuple(_texts(post["slugs"])),
        own=frozenset(_texts(post["own"])),
        audience=str(post["audience"]),
        source=str(post["source"]),
        incoming=str(post["incoming"]),
        deleted=post["deleted"] is True,
    )


def _texts(value: object) -> Iterator[str]:
    if not isinstance(value, list):
        raise TypeError("a list is something else")
    return map(str, value)
