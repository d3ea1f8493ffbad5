"""A post on Velog and a file in the site → the signs that they are one post, or that they are not.

Nothing is decided here: `adoption.py` weighs the signs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from migrator.converter.post_names import file_slug, same_words
from migrator.jekyll.front_matter import split
from migrator.jekyll.names import DRAFTS, dated_name, slug_of
from migrator.jekyll.permalinks.dates import day_of, moment_of
from migrator.model import Post
from migrator.site.shown_words import (
    Pairs,
    folded,
    long_lines,
    long_sentences,
    shown_words,
    upload_ids,
    word_pairs,
)

# Of 55,000 pairs of posts, each pair by one author, 1 in 1,000 shares 0.25 of the words of the
# shorter one; nearly all that share 0.55 were published twice, and share 0.9 of both.
_SAME, _LIKE, _OTHER = 0.8, 0.5, 0.25
# With fewer pairs of words nothing is said, or nothing that is enough.
_FEWEST_PAIRS, _MANY_PAIRS = 4, 20
_MANY_LETTERS = 150
# A title of fewer words, as `TIL` or a weekly one, may be that of another post as well.
_TELLING_WORDS, _TELLING_LETTERS = 3, 8


class Sign(StrEnum):
    """What speaks for or against a file being a post.

    On Velog the slug is made of the title: both are one sign.
    """

    ADDRESS = "address"
    SAME_TEXT = "same text"
    IMAGES = "images"
    TELLING_TITLE = "telling title"
    MENTION = "mention"
    TITLE = "title"
    LIKE_TEXT = "like text"
    DAY = "day"
    SOME_IMAGES = "some images"
    REPEATED_TITLE = "repeated title"
    OTHER_DAY = "other day"
    OTHER_TEXT = "other text"
    DRAFT = "draft"


@dataclass(frozen=True)
class Traits:
    """What identifies a post, be it on Velog or in a file.

    `names` are its title and its slugs, each behind its kind. `days` may be several: the one in the
    file's name, the one of its date, and both in UTC, as many scripts write them.
    """

    key: str
    names: frozenset[tuple[str, str]]
    days: frozenset[str]
    uploads: frozenset[str]
    body: str
    is_draft: bool

    @cached_property
    def lines(self) -> frozenset[str]:
        """Give the longer lines of the text."""
        return long_lines(self.body)

    @cached_property
    def sentences(self) -> frozenset[str]:
        """Give the longer sentences of the text."""
        return long_sentences(self.body)

    @cached_property
    def pairs(self) -> Pairs:
        """Give the words of the text, two by two."""
        return word_pairs(shown_words(self.body))


def traits_of_post(post: Post, zone: ZoneInfo) -> Traits:
    """Read a post of Velog; its key is its id."""
    slugs = {same_words(post.slug), same_words(file_slug(post.slug))}
    return Traits(
        key=post.id,
        names=_names(post.title, slugs),
        days=_days(post.released_at, zone),
        uploads=upload_ids(f"{post.body} {post.thumbnail or ''}"),
        body=post.body,
        is_draft=post.is_draft,
    )


def traits_of_file(path: str, text: str, values: Mapping[str, object], zone: ZoneInfo) -> Traits:
    """Read a file of the site and the values of its front matter; its key is its path."""
    name, date = dated_name(path), moment_of(values.get("date"), zone)
    days = {day_of(name.day)} if name else set()
    return Traits(
        key=path,
        names=_names(str(values.get("title") or ""), {same_words(slug_of(path))}),
        days=frozenset(filter(None, days)) | (_days(date, zone) if date else frozenset()),
        uploads=upload_ids(text),
        body=split(text)[1],
        is_draft=DRAFTS in PurePosixPath(path).parts,
    )


def _names(title: str, slugs: set[str]) -> frozenset[tuple[str, str]]:
    named = {("title", folded(title)), *(("slug", slug) for slug in slugs)}
    return frozenset((kind, name) for kind, name in named if name)


def _days(moment: datetime, zone: ZoneInfo) -> frozenset[str]:
    return frozenset(f"{moment.astimezone(each):%Y-%m-%d}" for each in (zone, UTC))


def text_sign(post: Traits, file: Traits) -> Sign | None:
    """Compare the texts; None if they are too short, or neither alike nor different."""
    if _share_lines(post.lines, file.lines):
        return Sign.SAME_TEXT
    sizes = len(post.pairs), len(file.pairs)
    if min(sizes) < _FEWEST_PAIRS:
        return None
    common = len(post.pairs & file.pairs)
    if 2 * common >= _SAME * sum(sizes):
        return Sign.SAME_TEXT if min(sizes) >= _MANY_PAIRS else Sign.LIKE_TEXT
    # A shortened text is all in the longer one.
    if common >= _LIKE * min(sizes):
        return Sign.LIKE_TEXT
    return Sign.OTHER_TEXT if common < _OTHER * min(sizes) else None


def _share_lines(some: frozenset[str], others: frozenset[str]) -> bool:
    """Tell whether two texts share nearly all of their lines."""
    common = some & others
    is_most = 2 * len(common) >= _SAME * (len(some) + len(others))
    return is_most and sum(map(len, common)) >= _MANY_LETTERS


def day_sign(post: Traits, file: Traits) -> Sign | None:
    """Compare the days; None if the file has none."""
    if post.days & file.days:
        return Sign.DAY
    return Sign.OTHER_DAY if file.days else None


def image_sign(post: Traits, file: Traits, telling: frozenset[str]) -> Sign | None:
    """Compare the images by those uploads that are `telling`: other posts do not show them."""
    common = post.uploads & file.uploads & telling
    if not common:
        return None
    is_most = 2 * len(common) >= min(len(post.uploads), len(file.uploads))
    return Sign.IMAGES if is_most else Sign.SOME_IMAGES


def title_sign(post: Traits, file: Traits, repeated: frozenset[tuple[str, str]]) -> Sign | None:
    """Compare the titles and the slugs; several posts or files have those in `repeated`."""
    common = post.names & file.names
    if not common:
        return None
    if common <= repeated:
        return Sign.REPEATED_TITLE
    is_telling = any(_is_telling(name) for _, name in common - repeated)
    return Sign.TELLING_TITLE if is_telling else Sign.TITLE


def _is_telling(name: str) -> bool:
    words = shown_words(name)
    return len(words) >= _TELLING_WORDS and len("".join(words)) >= _TELLING_LETTERS
