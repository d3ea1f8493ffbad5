"""The ledger file `.velog-to-jekyll/ledger.json` ↔ what this tool wrote, by post id.

The ledger is made to be committed: sorted, and the same bytes for the same facts. Beside it,
`base/<id>.md` is the text of each post as Velog last had it, `incoming/<id>.md` Velog's text of a
post in conflict, `removed/` has the files that `--prune` moved out of the site, and `replaced/` the
author's texts that gave way to Velog's. While a post is written, `next/<id>.<digest>.md` is its new
base text, with the digest of the text that its file gets: after a run was killed, that tells
whether the file was written.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from migrator.files import read_file
from migrator.files.failures import cannot_read, reason_of
from migrator.jekyll.names import same_file
from migrator.model import MigratorError, Note, same_names
from migrator.settings.habits import Habits, dump_habits, load_habits
from migrator.settings.own_names import OWN_FOLDER
from migrator.site.around import HERE, typed
from migrator.site.losses import Loss, Losses, dump_losses, load_losses

FOLDER = OWN_FOLDER
LEDGER_PATH = f"{FOLDER}/ledger.json"
OLD_LEDGER_PATH = f"{FOLDER}/ledger.json.old"
BASE_FOLDER = f"{FOLDER}/base"
NEXT_FOLDER = f"{FOLDER}/next"
INCOMING_FOLDER = f"{FOLDER}/incoming"
REMOVED_FOLDER = f"{FOLDER}/removed"
REPLACED_FOLDER = f"{FOLDER}/replaced"
SCRATCH_PATH = f"{FOLDER}.tmp"
VERSION = 2

# A post's id is a UUID. It is part of file names, so no other characters are allowed.
ID = re.compile(r"[0-9A-Za-z-]+")


@dataclass(frozen=True, slots=True)
class Made:
    """What is known of a page beside its text, so that it has not to be made again.

    `digest` is one of the text, of all that it was made of, and of what stands here. `images` are
    the addresses of its images, `links` those of pages of the blog; `needs` and `lost` are those
    of the page.
    """

    digest: str
    images: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name in ("needs", "lost"):
            object.__setattr__(self, name, same_names(getattr(self, name)))


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known about one post.

    `path` is its file. `missing` are those of its images that could not be downloaded so far.
    `slugs` are its slugs on Velog, the present one last. `own` are the keys of the front matter
    that the author once filled on Velog (its editor blanks them for a while). `source` is a digest
    of Velog's post when the base text was written, `incoming` one of the post in an open conflict.
    `audience` is `public`, `private` or `draft`. `deleted`: the author deleted the file, and was
    told that it stays deleted. `differs`: the file is the author's own and was adopted with other
    words or images than Velog's, and nobody has chosen between them. `former` are the addresses
    that its page had in the site before the present one, the first one first. `was_public` tells
    of a post that is not public now whether it was. `made` tells of what its page was made.
    """

    path: str
    missing: Losses = field(default_factory=dict)
    slugs: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()
    audience: str = "public"
    source: str = ""
    incoming: str = ""
    deleted: bool = False
    differs: bool = False
    former: tuple[str, ...] = ()
    was_public: bool = False
    made: Made | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "own", same_names(self.own))


@dataclass(frozen=True)
class CommentsEntry:
    """What is known about the data file with the comments under one post.

    `missing` are those of its images that could not be downloaded so far. `deleted`: the author
    deleted the file, and was told that it stays deleted.
    """

    missing: Losses = field(default_factory=dict)
    deleted: bool = False


@dataclass(frozen=True)
class Doubt:
    """A post of which the last run did not know whether one of these files is it."""

    files: tuple[str, ...]
    title: str
    slug: str
    audience: str = "public"


@dataclass(frozen=True)
class Ledger:
    """`username` is None until a migration is complete.

    With `with_comments`, those under the posts come along; `comments` has by post id what is known
    of their files. `doubts` are, by post id, those that the last run has named. `others` are the
    files of which the author has said that they are not the post. `lost` are the images that
    `localize` could not download for the author's own posts.

    `habits` are those of the author's own posts at that time. They are kept, so that the tool does
    not rewrite its posts when the author's posts change or are deleted.
    """

    username: str | None = None
    all_images: bool = False
    habits: Habits | None = None
    posts: Mapping[str, Entry] = field(default_factory=dict)
    with_comments: bool = False
    comments: Mapping[str, CommentsEntry] = field(default_factory=dict)
    doubts: Mapping[str, Doubt] = field(default_factory=dict)
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lost: Losses = field(default_factory=dict)

    def missing(self) -> dict[str, Loss]:
        """Give all images of posts and comments that could not be downloaded so far."""
        of_comments = [each.missing for each in self.comments.values()]
        of_posts = [each.missing for each in self.posts.values()]
        return {path: loss for each in (*of_comments, *of_posts) for path, loss in each.items()}

    def settled_names(self, today: date) -> frozenset[str]:
        """Give the names of the images that nobody expects any more."""
        losses = {**self.missing(), **self.lost}
        return frozenset(
            path.rpartition("/")[2] for path, loss in losses.items() if loss.is_settled(today)
        )


def base_path(post_id: str) -> str:
    """Give the path of a post's text as Velog last had it."""
    return f"{BASE_FOLDER}/{post_id}.md"


def next_path(post_id: str, digest: str) -> str:
    """Give the path of a post's base text until the file with this digest is written."""
    return f"{NEXT_FOLDER}/{post_id}.{digest}.md"


def incoming_path(post_id: str) -> str:
    """Give the path of Velog's text while it is in conflict with the author's."""
    return f"{INCOMING_FOLDER}/{post_id}.md"


def free_name(path: str, names: Set[str]) -> str:
    """Give the name of a file, with a number before it where it is one of `names`."""
    name, taken = PurePosixPath(path).name, {same_file(each) for each in names}
    number = 1
    while same_file(name) in taken:
        number += 1
        name = f"{number}-{PurePosixPath(path).name}"
    return name


def dump_ledger(ledger: Ledger) -> bytes:
    """Write the ledger as JSON, one fact a line, so that a version control system can merge it.

    What few blogs have is left out of others: the ledgers of earlier versions stay as they are.
    """
    data = io.BytesIO()
    # Piece by piece: all pieces of a long ledger take ten times its length.
    with io.TextIOWrapper(data, "utf-8", newline="\n") as text:
        json.dump(
            _content(ledger), text, ensure_ascii=False, indent=1, sort_keys=True, default=_fields
        )
        text.write("\n")
        text.flush()
        return data.getvalue()


def _content(ledger: Ledger) -> dict[str, object]:
    return {
        "version": VERSION,
        "username": ledger.username,
        "all_images": ledger.all_images,
        "habits": ledger.habits and dump_habits(ledger.habits),
        "posts": ledger.posts,
        **({"with_comments": True} if ledger.with_comments else {}),
        **_if_any(
            "comments", {key: _comments_fields(each) for key, each in ledger.comments.items()}
        ),
        **_if_any("doubts", {post_id: asdict(each) for post_id, each in ledger.doubts.items()}),
        **_if_any("others", {post_id: sorted(paths) for post_id, paths in ledger.others.items()}),
        **_if_any("lost", dump_losses(ledger.lost)),
    }


def _fields(entry: Entry) -> dict[str, object]:
    """Give what the ledger says of a post."""
    # An empty list is what earlier versions wrote.
    missing: object = dump_losses(entry.missing) or []
    said = _facts(entry) | {"missing": missing, "own": sorted(entry.own)}
    facts = _facts(entry.made) if entry.made else {}
    made = {key: _listed(value) for key, value in facts.items() if value}
    for rare, value in {**said, "made": made}.items():
        if rare in ("differs", "former", "was_public", "made") and not value:
            del said[rare]
    return said | ({"made": made} if made else {})


def _facts(value: Entry | Made) -> dict[str, object]:
    """Give the fields of a value; `asdict`, which copies all in them, takes ten times as long."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


def _listed(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def _comments_fields(entry: CommentsEntry) -> dict[str, object]:
    missing = {"missing": dump_losses(entry.missing)} if entry.missing else {}
    return {**missing, **({"deleted": True} if entry.deleted else {})}


def _if_any(key: str, values: Mapping[str, object]) -> dict[str, object]:
    return {key: values} if values else {}


def says_the_same(data: bytes, ledger: Ledger) -> bool:
    """Tell whether the file of a ledger says all that this one does, but of what pages are made."""
    try:
        said = json.loads(data, object_hook=_without_made)
        posts = dict(said.pop("posts"))
    except (ValueError, KeyError, AttributeError, TypeError):
        return False
    # Entry by entry: all of a long ledger at once takes as much memory as the rest of a run.
    is_same = posts.keys() == ledger.posts.keys() and all(
        posts[post_id] == _without_made(_fields(entry)) for post_id, entry in ledger.posts.items()
    )
    rest = {key: value for key, value in _content(ledger).items() if key != "posts"}
    return is_same and bool(said == json.loads(json.dumps(rest)))


def _without_made(fields: dict[str, object]) -> object:
    """Write an entry without what its page was made of as a text, which takes less memory."""
    if not {"path", "slugs"} <= fields.keys():
        return fields
    return json.dumps({**fields, "made": None}, sort_keys=True)


def way_back(root: Path) -> Note:
    """Say how the site at `root` gets its ledger back."""
    command = typed("sync --rebuild-ledger", root)
    return Note(
        f"Bring it back from your version control, or run `{command}`, which recognises the "
        "posts by the velog id in their front matter.",
        f"버전 관리에서 되살리거나 `{command}`를 실행하세요. 머리말의 velog id로 글을 알아봅니다.",
    )


def read_ledger(root: Path) -> Ledger:
    """Read the ledger of a site; an empty one if there is none.

    Raises MigratorError if it cannot be read.
    """
    path = root / LEDGER_PATH
    if not path.is_file():
        return Ledger()
    try:
        return load_ledger(read_file(path), root)
    except OSError as error:
        raise cannot_read(error.filename, error) from error


def load_ledger(data: bytes, root: Path = HERE) -> Ledger:
    """Read the ledger of the site at `root`.

    Raises MigratorError if it is damaged or has another version.
    """
    try:
        content = json.loads(data)
        version = content["version"]
        if version == VERSION:
            return Ledger(
                username=None if content["username"] is None else str(content["username"]),
                all_images=content["all_images"] is True,
                habits=load_habits(content["habits"]) if content.get("habits") else None,
                posts={_id(key): _entry(post) for key, post in content["posts"].items()},
                with_comments=content.get("with_comments") is True,
                comments={
                    _id(key): _comments_entry(each) for key, each in _part(content, "comments")
                },
                doubts={_id(key): _doubt(post) for key, post in _part(content, "doubts")},
                others={
                    _id(key): frozenset(_texts(paths)) for key, paths in _part(content, "others")
                },
                lost=load_losses(content.get("lost", {})),
            )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        way = way_back(root)
        raise MigratorError(
            f"{LEDGER_PATH} is damaged ({_damage(error).english}). {way.english}",
            f"{LEDGER_PATH}이(가) 망가졌습니다({_damage(error).korean}). {way.korean}",
        ) from error
    way = way_back(root)
    raise MigratorError(
        f"{LEDGER_PATH} has version {version}; this version of the tool reads {VERSION}. "
        f"Use the version of velog-to-jekyll that wrote it. {way.english}",
        f"{LEDGER_PATH}의 버전은 {version}인데, 이 버전의 도구는 {VERSION}을 읽습니다. 그 파일을 "
        f"쓴 버전의 velog-to-jekyll을 쓰세요. {way.korean}",
    )


def _damage(error: Exception) -> Note:
    """Say what is wrong with a ledger; what Python says of a value would tell nobody."""
    if isinstance(error, ValueError):
        return reason_of(error)
    return Note("it is not as this tool writes it", "이 도구가 쓴 형식이 아님")


def _id(key: str) -> str:
    if not ID.fullmatch(key):
        raise ValueError(f"{key!r} is not the id of a post")
    return key


def _entry(post: Mapping[str, object]) -> Entry:
    return Entry(
        path=str(post["path"]),
        missing=load_losses(post["missing"]),
        slugs=tuple(_texts(post["slugs"])),
        own=frozenset(_texts(post["own"])),
        audience=str(post["audience"]),
        source=str(post["source"]),
        incoming=str(post["incoming"]),
        deleted=post["deleted"] is True,
        differs=post.get("differs") is True,
        former=tuple(_texts(post.get("former", []))),
        was_public=post.get("was_public") is True,
        made=_made(post["made"]) if "made" in post else None,
    )


def _made(made: object) -> Made:
    if not isinstance(made, dict):
        raise TypeError("what a page was made of is missing")
    return Made(
        digest=str(made["digest"]),
        images=tuple(_texts(made.get("images", []))),
        links=tuple(_texts(made.get("links", []))),
        needs=frozenset(_texts(made.get("needs", []))),
        lost=frozenset(_texts(made.get("lost", []))),
    )


def _comments_entry(fields: Mapping[str, object]) -> CommentsEntry:
    return CommentsEntry(load_losses(fields.get("missing", {})), fields.get("deleted") is True)


def _part(content: Mapping[str, Mapping[str, Any]], key: str) -> Iterable[tuple[str, Any]]:
    return content.get(key, {}).items()


def _doubt(post: Mapping[str, object]) -> Doubt:
    return Doubt(
        files=tuple(_texts(post["files"])),
        title=str(post["title"]),
        slug=str(post["slug"]),
        audience=str(post["audience"]),
    )


def _texts(value: object) -> Iterator[str]:
    if not isinstance(value, list):
        raise TypeError("a list is missing")
    return map(str, value)
