"""The site and a way to the images → a report of what would be done, or what is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from migrator.converter.image_paths import names_velog
from migrator.localize.address_forms import AddressRules
from migrator.localize.local_posts import homes_of, image_users, read
from migrator.localize.localized_plan import NO_FORM, LocalizedPost, decide, draft
from migrator.localize.notes import notes_on
from migrator.model import FetchImages, Note, ProbeImages
from migrator.progress import OnStep
from migrator.report.report import Report, report_ahead, report_outcome
from migrator.site.post_files import read_posts
from migrator.writer import RunJournal, fetch_into, rewrite


@dataclass(frozen=True)
class Localizing:
    """The site and a way to the images: what showing or carrying out needs."""

    root: Path
    rules: AddressRules
    username: str | None
    fetch: FetchImages
    probe: ProbeImages
    on_image: Callable[[], OnStep]

    def report_ahead(self) -> Report:
        """Say what would be done, as far as the hosts of the images tell what they have."""
        drafts, notes, is_whole = self._read()
        there = self._there(drafts)
        images = decide(drafts, (), there).images
        probes = self.probe(images) if images else {}
        lost = {path for path, probe in probes.items() if probe.problem is not None}
        plan = decide(drafts, lost, there)
        return self._said(report_ahead(plan, images, probes, notes), is_whole=is_whole)

    def carry_out(self, journal: RunJournal) -> Report:
        """Fetch the images, then write the posts that show them, as they stand by then."""
        drafts, _, _ = self._read()
        images = decide(drafts, (), self._there(drafts)).images
        if images:
            fetch_into(self.root, images, self.fetch, self.on_image(), journal)
        drafts, notes, is_whole = self._read()
        there = self._there(drafts)
        missing = {image.path for each in drafts for image in each.page.images} - there
        plan = decide(drafts, missing, there)
        rewrite(plan.changes, self.root, journal)
        return self._said(report_outcome(plan, journal, self.root, notes), is_whole=is_whole)

    def _read(self) -> tuple[list[LocalizedPost], tuple[Note, ...], bool]:
        """Read the posts; tell as well what is to be said, and whether nothing had to be left."""
        files = list(read_posts(self.root, self.rules.settings))
        readings = [read(file, self.rules) for file in files if file.problem is None]
        users = image_users(readings)
        username = self.username or (next(iter(users)) if len(users) == 1 else None)
        homes = homes_of(readings, username, self.rules)
        drafts = [draft(reading, self.rules, homes) for reading in readings]
        is_whole = not any(names_velog(file.text) for file in files if file.problem)
        is_whole &= not any(NO_FORM in each.left for each in drafts)
        return drafts, (*self.rules.settings.notes, *notes_on(files, drafts)), is_whole

    def _there(self, drafts: Iterable[LocalizedPost]) -> set[str]:
        paths = {image.path for each in drafts for image in each.page.images}
        return {path for path in paths if (self.root / path).is_file()}

    def _said(self, report: Report, *, is_whole: bool) -> Report:
        is_done = report.is_done and is_whole
        return replace(report, username=self.username or "", task="localize", is_done=is_done)
