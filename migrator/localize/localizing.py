"""The site and a way to download images → a report of what would be done, or was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from migrator.converter.image_paths import names_velog
from migrator.localize.address_forms import AddressRules
from migrator.localize.local_posts import image_users, local_posts_of, read
from migrator.localize.localized_plan import NO_FORM, LocalizedPost, decide, localized_post
from migrator.localize.notes import notes_on
from migrator.model import FetchImages, Note, ProbeImages
from migrator.progress import OnStep
from migrator.report.report import Report, report_ahead, report_outcome
from migrator.site.post_files import read_posts
from migrator.writer import RunJournal, fetch_into, rewrite


@dataclass(frozen=True)
class Localizing:
    """The site and a way to download images: what a report or a run needs."""

    root: Path
    rules: AddressRules
    username: str | None
    fetch: FetchImages
    probe: ProbeImages
    on_image: Callable[[], OnStep]

    def report_ahead(self) -> Report:
        """Report what would be done, as far as the hosts of the images answer probes."""
        posts, notes, is_whole = self._read()
        there = self._there(posts)
        images = decide(posts, (), there).images
        probes = self.probe(images) if images else {}
        lost = {path for path, probe in probes.items() if probe.problem is not None}
        plan = decide(posts, lost, there)
        return self._said(report_ahead(plan, images, probes, notes), is_whole=is_whole)

    def carry_out(self, journal: RunJournal) -> Report:
        """Download the images, then read the posts again and write those that show them."""
        posts, _, _ = self._read()
        images = decide(posts, (), self._there(posts)).images
        if images:
            fetch_into(self.root, images, self.fetch, self.on_image(), journal)
        posts, notes, is_whole = self._read()
        there = self._there(posts)
        missing = {image.path for each in posts for image in each.page.images} - there
        plan = decide(posts, missing, there)
        rewrite(plan.changes, self.root, journal)
        return self._said(report_outcome(plan, journal, self.root, notes), is_whole=is_whole)

    def _read(self) -> tuple[list[LocalizedPost], tuple[Note, ...], bool]:
        """Read the posts; give also the notes, and whether no address had to be left."""
        files = list(read_posts(self.root, self.rules.settings))
        readings = [read(file, self.rules) for file in files if file.problem is None]
        users = image_users(readings)
        username = self.username or (next(iter(users)) if len(users) == 1 else None)
        local_posts = local_posts_of(readings, username, self.rules)
        posts = [localized_post(reading, self.rules, local_posts) for reading in readings]
        is_whole = not any(names_velog(file.text) for file in files if file.problem)
        is_whole &= not any(NO_FORM in each.left for each in posts)
        return posts, (*self.rules.settings.notes, *notes_on(files, posts)), is_whole

    def _there(self, posts: Iterable[LocalizedPost]) -> set[str]:
        paths = {image.path for each in posts for image in each.page.images}
        return {path for path in paths if (self.root / path).is_file()}

    def _said(self, report: Report, *, is_whole: bool) -> Report:
        is_done = report.is_done and is_whole
        return replace(report, username=self.username or "", task="localize", is_done=is_done)
