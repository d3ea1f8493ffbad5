"""Each file and image of a run, as it is done → what the run has done so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from migrator.model import ImageResult


@dataclass(frozen=True)
class Done:
    """What a run has done to a site, in numbers; `pages` are the paths of those that are no posts.

    `comments` are the posts under which they were written. What was removed went out of the site,
    or, like comments that Velog has no more, is nowhere now. `files` counts the texts that were
    written, those beside the ledger too.
    """

    posts: int = 0
    pages: tuple[str, ...] = ()
    comments: int = 0
    removed_posts: int = 0
    removed_comments: int = 0
    files: int = 0


@dataclass
class RunJournal:
    """What a run has done so far, also an interrupted one.

    `written` are the paths of posts, `pages` those of others, `comments` those of files with
    comments, `removed` and `removed_comments` those of posts and of comments that were removed.
    `files` is as in `Done`.
    """

    written: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    removed_comments: list[str] = field(default_factory=list)
    files: int = 0
    results: list[ImageResult] = field(default_factory=list)

    @property
    def done(self) -> Done:
        """Give it in numbers."""
        return Done(
            len(self.written),
            tuple(self.pages),
            len(self.comments),
            len(self.removed),
            len(self.removed_comments),
            self.files,
        )

    @property
    def failed(self) -> list[ImageResult]:
        """Give the images that could not be downloaded."""
        return [result for result in self.results if result.problem is not None]

    @property
    def fetched(self) -> list[ImageResult]:
        """Give the images that were downloaded."""
        return [result for result in self.results if result.problem is None]
