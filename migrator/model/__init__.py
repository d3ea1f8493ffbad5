"""The values that travel from Velog to the site: the input and output of each step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from migrator.model.shelf import shelved


@dataclass(frozen=True)
class Note:
    """Words for the user in both languages: a sentence, or a part of one."""

    english: str
    korean: str


def as_is(text: str) -> Note:
    """Give a name, a key or a path, which is the same in both languages."""
    return Note(text, text)


def joined(notes: Iterable[Note], between: str) -> Note:
    """Put notes behind one another, as `str.join` does; empty ones are left out."""
    said = [note for note in notes if note.english]
    return Note(
        between.join(note.english for note in said), between.join(note.korean for note in said)
    )


class MigratorError(Exception):
    """A run that cannot be made: what failed and what to do now, in both languages.

    The `lines` below that are names to choose from, the same in both.
    """

    def __init__(self, english: str, korean: str, *lines: str) -> None:
        super().__init__(english, korean, *lines)
        self.note = Note(english, korean)
        self.lines = lines

    def __str__(self) -> str:
        """Say it in English."""
        return self.note.english


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """The place of a post in a series; `order` is Velog's own number, which may have gaps."""

    name: str
    slug: str
    order: int | None


@shelved("body")
@dataclass(frozen=True)
class Post:
    """One post as Velog shows it. `body` is Markdown, or HTML where `is_markdown` is false.

    `description` is the author's own; the words that Velog's servers make of a body are not read.
    """

    id: str
    slug: str
    title: str
    body: str
    is_markdown: bool
    released_at: datetime
    description: str | None = None
    thumbnail: str | None = None
    tags: tuple[str, ...] = ()
    series: SeriesPlace | None = None
    is_private: bool = False
    is_draft: bool = False

    @property
    def audience(self) -> str:
        """Say who can read it: everyone (`public`) or its author alone (`private`, `draft`)."""
        return "draft" if self.is_draft else "private" if self.is_private else "public"


@dataclass(frozen=True)
class Comment:
    """A comment under a post as Velog shows it, with its replies; `text` is Markdown.

    `name` is the user name, empty where Velog shows none. One that was deleted has neither name nor
    text: Velog shows it where it has replies.
    """

    id: str
    name: str
    text: str
    created_at: datetime
    is_deleted: bool = False
    replies: tuple[Comment, ...] = ()


@dataclass(frozen=True)
class Author:
    """A user as their profile on Velog shows them; empty where they wrote nothing.

    `about` is the Markdown of the About page, `picture` the address of their picture, `links` have
    the keys `github`, `twitter`, `facebook`, `homepage` and `email`.
    """

    username: str
    name: str = ""
    bio: str = ""
    about: str = ""
    picture: str = ""
    blog_title: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answers:
    """The posts and series of one user exactly as Velog sent them, and from which API.

    `api` is `"v3"` or `"v2"`. `posts` come newest first. `notes` are sentences the user should
    read, for instance why the older API was used. `has_private` tells whether `posts` includes
    private posts, if there are any; `drafts` is None if they were not requested. `series` is None
    if they could not be read. `profile` is the user with their profile, None where nobody asked
    for it or Velog did not tell. `comments` has by id the posts of which v2 has told them, None if
    they were not requested. `files` has the files of the `"posts"` and `"drafts"` of a backup, in
    their order; none of Velog's own answers, which else are the same.
    """

    username: str
    api: str
    posts: Sequence[Mapping[str, object]]
    series: tuple[Mapping[str, object], ...] | None
    notes: tuple[Note, ...] = ()
    has_private: bool = False
    drafts: Sequence[Mapping[str, object]] | None = None
    profile: Mapping[str, object] | None = None
    comments: Mapping[str, Mapping[str, object]] | None = None
    files: Mapping[str, tuple[Path, ...]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Blog:
    """All posts of one user, newest first; drafts, if requested, come last.

    `left_out` are posts that Velog lists and that could not be read, with blanks for what is odd
    about them, be it the id. A note names each. `comments` has them by the id of their post, and no
    post of which they are not known; it is None if they were not requested.
    """

    username: str
    posts: tuple[Post, ...]
    notes: tuple[Note, ...] = ()
    left_out: tuple[Post, ...] = ()
    comments: Mapping[str, tuple[Comment, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """One image of one post.

    `url` is the address as the post has it, `sources` are the addresses to download it from,
    in order (none: it was never uploaded), `name` is its file name, the same for every post that
    shows it, and `path` is its path in the site.
    """

    url: str
    sources: tuple[str, ...]
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class ImageLink:
    """A place in a page that points at an image: `local` if it is in the site, else `remote`."""

    path: str
    local: str
    remote: str


@lru_cache(maxsize=256)
def same_names(names: frozenset[str]) -> frozenset[str]:
    """Give a set that is equal, one for all posts: each set has more bytes than a title."""
    return names


@shelved("parts")
@dataclass(frozen=True)
class Page:
    """One post as Jekyll gets it: a file at `path`, made of text and of places for images.

    The comments under a post are such a page, too: its file is a data file.

    `source` is a digest of all that Velog has about the post, however it is written here. `own`
    are the keys of the front matter that the author has set and that Velog else makes up or leaves
    out. `derived` are those whose text is made of the body. `needs` names what the theme
    must be able to show: `math`, `mermaid`, `toc`. `lost` names what stayed out of a post stored as
    HTML: `script`, `style`, `frame`, `form`. `links` are the addresses of pages of the blog on
    Velog that it links to, None where they are not known. `digest` is one of all that it was made
    of, empty where it is to be made in each run.
    """

    post_id: str
    title: str
    path: str
    parts: tuple[str | ImageLink, ...]
    images: tuple[Image, ...]
    slug: str = ""
    source: str = ""
    own: frozenset[str] = frozenset()
    audience: str = "public"
    derived: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    lost: frozenset[str] = frozenset()
    links: tuple[str, ...] | None = None
    digest: str = ""

    def __post_init__(self) -> None:
        for name in ("own", "derived", "needs", "lost"):
            object.__setattr__(self, name, same_names(getattr(self, name)))

    def text(self, missing: Set[str]) -> str:
        """Give the text of the file; images at the paths in `missing` keep their remote link."""
        return "".join(
            part if isinstance(part, str) else part.remote if part.path in missing else part.local
            for part in self.parts
        )


@dataclass(frozen=True)
class ImageJob:
    """An image to download into `part`, a temporary file, which is moved when it is whole."""

    image: Image
    part: Path


@dataclass(frozen=True)
class ImageResult:
    """The result of downloading an image: `size` in bytes, or the `problem` in words.

    `is_gone` tells whether an answer says so of the image itself, not of the way to it.
    """

    job: ImageJob
    size: int
    problem: Note | None = None
    is_gone: bool = False


FetchImages = Callable[[Sequence[ImageJob]], Iterator[ImageResult]]
"""Downloads each job's image into its `part` and gives one result a job, in any order."""

OnStep = Callable[[int, int], None]
"""Takes how much is done and how much there is."""

AskImages = Callable[[Sequence[ImageJob]], None]
"""Begins to download images, each into its `part`; who fetches them later gets the results."""


@dataclass(frozen=True)
class Probe:
    """What is known about an image that is not downloaded yet: `size` in bytes, or the `problem`.

    `is_there` tells whether somebody has seen it. `file` is its path on this machine, if it has
    one, as in a backup.
    """

    is_there: bool = False
    size: int | None = None
    problem: Note | None = None
    is_gone: bool = False
    file: Path | None = None


ProbeImages = Callable[[Sequence[Image]], Mapping[str, Probe]]
"""Looks up images and gives what it knows by path; an image that is missing was not looked up."""
