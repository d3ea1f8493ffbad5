"""The site and a way to download images → a report of what would be done, or was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from migrator.converter.image_paths import names_velog
from migrator.localize.address_forms import AddressRules
from migrator.localize.local_posts import image_users, local_posts_of, read
from migrator.localize.localized_plan import LocalizedFile, decide, localized_file
from migrator.localize.notes import notes_on
from migrator.model import FetchImages, Image, Note, OnStep, ProbeImages
from migrator.report.report import Report, report_ahead, report_outcome
from migrator.site.ledger import Ledger
from migrator.site.losses import Losses, LossReview, after_probes, after_results, resting
from migrator.site.shown_files import read_shown
from migrator.writer import rewrite
from migrator.writer.images import fetch_into
from migrator.writer.journal import RunJournal
from migrator.writer.ledger_file import save_ledger


@dataclass(frozen=True)
class Localizing:
    """The site and a way to download images: what a report or a run on a `day` needs.

    With `strict` each image that is lost is asked for, and an alarm.
    """

    root: Path
    rules: AddressRules
    username: str | None
    ledger: Ledger
    day: date
    strict: bool
    fetch: FetchImages
    probe: ProbeImages
    on_image: Callable[[], OnStep]

    def report_ahead(self) -> Report:
        """Report what would be done, as far as the hosts of the images answer probes."""
        files, notes, is_whole = self._read()
        there = self._there(files)
        images = self._wanted(files, there)
        probes = self.probe(images) if images else {}
        losses = self._review(files, there, after_probes(self._known, probes, self.day))
        plan = decide(files, losses.now, there)
        report = report_ahead(plan, self.root, images, probes, losses, notes)
        return self._said(report, is_whole=is_whole)

    def carry_out(self, journal: RunJournal) -> Report:
        """Download the images, then read the posts again and write those that show them."""
        files, _, _ = self._read()
        images = self._wanted(files, self._there(files))
        if images:
            fetch_into(self.root, images, self.fetch, self.on_image(), journal)
        files, notes, is_whole = self._read()
        there = self._there(files)
        losses = self._review(files, there, after_results(self._known, journal.results, self.day))
        plan = decide(files, _paths(files) - there, there)
        rewrite(plan.changes, self.root, journal)
        self._remember(losses.now)
        report = report_outcome(plan, journal, self.root, losses, notes)
        return self._said(report, is_whole=is_whole)

    @cached_property
    def _known(self) -> Losses:
        """Give the images of which an earlier run knew, `sync` or this one."""
        return {**self.ledger.missing(), **self.ledger.lost}

    def _wanted(self, files: Iterable[LocalizedFile], there: set[str]) -> tuple[Image, ...]:
        """Give the images to ask for."""
        waiting = frozenset() if self.strict else resting(self._known, self.day)
        wanted = decide(files, (), there).images
        return tuple(image for image in wanted if image.path not in waiting)

    def _review(self, files: Iterable[LocalizedFile], there: set[str], lost: Losses) -> LossReview:
        """Compare the losses in files that are there with those of earlier runs."""
        now = {path: lost[path] for path in sorted(_paths(files) - there) if path in lost}
        return LossReview(now, self._known, self.day, self.strict)

    def _remember(self, losses: Losses) -> None:
        """Keep the losses in the ledger; `sync` keeps those of the posts that it writes."""
        known = self.ledger.missing()
        own = {path: loss for path, loss in losses.items() if path not in known}
        if own != self.ledger.lost:
            save_ledger(replace(self.ledger, lost=own), self.root)

    def _read(self) -> tuple[list[LocalizedFile], tuple[Note, ...], bool]:
        """Read the files; give also the notes, and whether no image had to be left."""
        files = list(read_shown(self.root, self.rules.settings))
        readings = [read(file, self.rules) for file in files if file.problem is None]
        users = image_users(readings)
        username = self.username or (next(iter(users)) if len(users) == 1 else None)
        local_posts = local_posts_of(readings, username, self.rules)
        done = [localized_file(reading, self.rules, local_posts) for reading in readings]
        is_whole = not any(names_velog(file.text) for file in files if file.problem)
        is_whole &= not any(left.is_shown for each in done for left in each.left)
        return done, (*self.rules.settings.notes, *notes_on(files, done)), is_whole

    def _there(self, files: Iterable[LocalizedFile]) -> set[str]:
        return {path for path in _paths(files) if (self.root / path).is_file()}

    def _said(self, report: Report, *, is_whole: bool) -> Report:
        is_done = report.is_done and is_whole
        return replace(report, username=self.username or "", task="localize", is_done=is_done)


def _paths(files: Iterable[LocalizedFile]) -> set[str]:
    """Give the paths of the images that the files show, in the site or on their hosts."""
    return {image.path for each in files for image in each.page.images}
