"""Each file and image of a run, as it is done → what the run has done so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from migrator.model import ImageResult


@dataclass
class RunJournal:
    """What a run has done so far, also an interrupted one.

    `written` are the paths of posts, `pages` those of others, `comments` those of files with
    comments, `removed` those of posts that went out of the site. `files` counts the texts that were
    written, with the ledger and what is beside it.
    """

    written: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    files: int = 0
    results: list[ImageResult] = field(default_factory=list)

    @property
    def failed(self) -> list[ImageResult]:
        """Give the images that could not be downloaded."""
        return [result for result in self.results if result.problem is not None]

    @property
    def fetched(self) -> list[ImageResult]:
        """Give the images that were downloaded."""
        return [result for result in self.results if result.problem is None]
