"""The posts, files and settings of a site → the values that the checks look at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from migrator.check.build_setup import BuildSetup
from migrator.jekyll.kramdown import BodyReading
from migrator.jekyll.names import same_file
from migrator.jekyll.published import PublishRules
from migrator.jekyll.site_addresses import TakenAddress
from migrator.jekyll.yaml11 import YamlField, YamlHead
from migrator.settings.git_ignored import IgnoredPath


@dataclass(frozen=True)
class CheckedPost:
    """A post or a draft as Jekyll reads it; `values` are those of `defaults` and its own.

    `body` begins at the line `body_line` of the file; `reading` has its addresses and elements,
    with places counted from the start of the body. `url` is None where it is not known.
    """

    path: str
    head: YamlHead | None
    body: str
    body_line: int
    values: Mapping[str, object]
    reading: BodyReading
    is_draft: bool = False
    url: str | None = None

    @property
    def is_published(self) -> bool:
        """Tell whether Jekyll makes a page from it."""
        there = self.fields.get("published")
        value = there.value if there else self.values.get("published", True)
        return not self.is_draft and value not in (False, None)

    @property
    def fields(self) -> Mapping[str, YamlField]:
        """Give the front matter; empty if it is missing or cannot be read."""
        return self.head.fields if self.head else {}

    def line_at(self, place: int) -> int:
        """Give the line of the file for a place in the body."""
        return self.body_line + bisect_right(self._ends, place - 1)

    @cached_property
    def _ends(self) -> list[int]:
        return [found.start() for found in re.finditer("\n", self.body)]


@dataclass(frozen=True)
class PassedOver:
    """A file among the posts that Jekyll skips without a message, and why."""

    path: str
    is_binary: bool


@dataclass(frozen=True)
class VelogFile:
    """A file that names Velog: the addresses in it that are shown, and links, with their lines.

    `tags` are images whose tag the page shows as text.
    """

    path: str
    is_post: bool
    shown: tuple[tuple[int, str], ...]
    tags: tuple[tuple[int, str], ...]
    links: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class CheckedSite:
    """All that the checks know about a site.

    `files` gives the size of each file by its path, `folders_unseen` are those whose content is
    elsewhere (links, submodules). `tags` and `variables` are those that the site's own files
    define. `lost_images` are the names of images that are known to be gone for good. `addresses`
    are all of the site, `velog` the files that name Velog; `username` is whose posts these are,
    None if that is not known.
    """

    config: Mapping[str, object]
    config_path: str
    config_fields: Mapping[str, YamlField]
    config_twice: Sequence[tuple[str, int]]
    setup: BuildSetup
    rules: PublishRules
    files: Mapping[str, int]
    folders_unseen: tuple[str, ...]
    now: datetime
    posts: tuple[CheckedPost, ...] = ()
    passed: tuple[PassedOver, ...] = ()
    tags: frozenset[str] = frozenset()
    variables: frozenset[str] = frozenset()
    backups: tuple[str, ...] = ()
    token_files: tuple[str, ...] = ()
    ignored: tuple[IgnoredPath, ...] = ()
    lost_images: frozenset[str] = frozenset()
    addresses: tuple[TakenAddress, ...] = ()
    is_multilingual: bool = False
    velog: tuple[VelogFile, ...] = ()
    username: str | None = None

    @property
    def built(self) -> Iterator[CheckedPost]:
        """Give the posts from which Jekyll makes pages."""
        return (post for post in self.posts if post.is_published)

    @property
    def looked_into(self) -> Iterator[CheckedPost]:
        """Give the posts whose text is checked: those with a page, and the drafts."""
        return (post for post in self.posts if post.is_published or post.is_draft)

    def is_unseen(self, path: str) -> bool:
        """Tell whether a path leads into a folder that was not read."""
        return any(path.startswith(f"{folder}/") for folder in self.folders_unseen)

    @cached_property
    def served(self) -> Mapping[str, str]:
        """Give for each path under the site's address the file that Jekyll copies to it."""
        return {place: path for path in self.files if (place := self.rules.place_of(path))}

    @cached_property
    def look_alikes(self) -> Mapping[str, str]:
        """Give the files by their paths without letter case and form of Hangul."""
        return {same_file(path): path for path in self.files}
