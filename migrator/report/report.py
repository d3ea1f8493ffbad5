"""A plan, or its outcome → the one value that every form of report shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from migrator.long_work.screen import EN, KO
from migrator.model import Image, ImageResult, Note, Probe
from migrator.planner import Change, Plan, State
from migrator.site.around import IN_SITE, Ending, with_ending
from migrator.site.losses import LossReview
from migrator.writer.journal import Done, RunJournal

_ATTENTION = (
    State.CONFLICT,
    State.DOUBTFUL,
    State.REMOVED,
    State.GONE,
    State.DELETED,
    State.MERGED,
    State.RENAMED,
    State.CHANGED,
    State.REWRITTEN,
    State.MOVED,
    State.LOCALIZED,
    State.ADOPTED,
    State.EDITED,
    State.ABOUT,
    State.SERIES,
    State.NEW,
    State.SAME,
)
"""The states in order of importance to the reader."""

LOST_BEFORE = Note("it could not be downloaded before", "전에 내려받지 못한 이미지")
FETCH, UNAVAILABLE, FETCHED, FAILED = "fetch", "unavailable", "fetched", "failed"
REMOVE = "remove"


@dataclass(frozen=True)
class ShownImage:
    """An image that would be fetched or removed, or was.

    `action` is `fetch` or `unavailable` before a run, `fetched` or `failed` after it, or `remove`
    for one that goes with a removed post, to the path `to`. `size` is in
    bytes, None if not known. `file` is the image on this computer, if there is one.
    """

    image: Image
    action: str
    size: int | None = None
    problem: Note | None = None
    file: Path | None = None
    to: str | None = None


@dataclass(frozen=True)
class Report:
    """What would be done, or with `is_outcome` what was done.

    `changes` are the posts that are not the same, and other pages, the most important first.
    `counts` has every state that occurs, in the order of the plan's states. `username` may be empty
    for `localize`. `done` is what a run did. `task` is the name of the command. `alarms` are the
    paths of the images whose loss is new, or that may come back soon. `comments` are the files with
    those under posts that are not the same, `comment_counts` has their states. `same` are the posts
    and comments that are the same. `site` is the name of the site's folder, `ending` what commands
    hold behind their other words so that they find the site and the blog.
    """

    username: str
    changes: tuple[Change, ...]
    counts: Mapping[State, int]
    images: tuple[ShownImage, ...]
    notes: tuple[Note, ...]
    is_done: bool
    is_outcome: bool = False
    done: Done = field(default_factory=Done)
    task: str = "sync"
    alarms: frozenset[str] = frozenset()
    comments: tuple[Change, ...] = ()
    comment_counts: Mapping[State, int] = field(default_factory=dict)
    same: tuple[Change, ...] = ()
    site: str = ""
    ending: Ending = IN_SITE

    @property
    def failed(self) -> tuple[ShownImage, ...]:
        """Give the images that are not available, or could not be downloaded, and raise alarm."""
        return tuple(shown for shown in self.images if shown.image.path in self.alarms)

    @property
    def coming(self) -> tuple[ShownImage, ...]:
        """Give the images that would be fetched, or were."""
        return tuple(shown for shown in self.images if shown.action in (FETCH, FETCHED))

    @property
    def removed(self) -> tuple[ShownImage, ...]:
        """Give the images that go with removed posts."""
        return tuple(shown for shown in self.images if shown.action == REMOVE)

    @property
    def size(self) -> tuple[int, bool] | None:
        """Give the bytes of all these images, and whether the number is exact or an estimate."""
        sizes = [shown.size for shown in self.coming if shown.size is not None]
        if not sizes:
            return None
        is_exact = len(sizes) == len(self.coming)
        return (sum(sizes) if is_exact else sum(sizes) * len(self.coming) // len(sizes)), is_exact

    def images_of(self, change: Change) -> tuple[ShownImage, ...]:
        """Give the images of one post, or of the comments under one."""
        paths = {image.path for image in change.page.images} if change.page else set()
        return tuple(shown for shown in self.images if shown.image.path in paths)


def title_of(report: Report, language: str) -> str:
    """Give the title of a report."""
    would = _WOULD[language] if not report.is_outcome else ""
    return f"Velog {report.task}{would}"


_WOULD = {EN: ": what would change", KO: ": 이렇게 바뀝니다"}
TITLE = re.compile(rf"Velog (?:sync|localize)(?:{'|'.join(_WOULD.values())})?")
"""A title, of whatever report."""


def for_site(report: Report, end: Ending) -> Report:
    """Put words that name the site and the blog behind the commands that the report shows."""
    notes = tuple(with_ending(note, end) for note in report.notes)
    return replace(report, ending=end, notes=notes)


def report_ahead(
    plan: Plan,
    root: Path,
    images: Sequence[Image],
    probes: Mapping[str, Probe],
    losses: LossReview,
    notes: Sequence[Note],
) -> Report:
    """Report what would be done in the site at `root`; `images` are all that would be requested."""
    shown = [_ahead(image, probes.get(image.path, Probe()), losses) for image in images]
    is_open = any(each.is_unsolved and not each.facts.is_known for each in plan.changes)
    notes = [*([_RUN_FIRST] if is_open else []), *notes]
    report = _report(plan, root, shown, losses, notes)
    is_coming = plan.changes_site or plan.changes_comments or report.coming
    return replace(report, is_done=report.is_done and not is_coming)


_RUN_FIRST = Note(
    "Choose after the run: migrate or sync leaves these posts as they are, and `resolve` knows of "
    "them from then on.",
    "고르는 것은 실행한 다음입니다. migrate나 sync는 이 글들을 그대로 두고, 그때부터 `resolve`로 "
    "정할 수 있습니다.",
)


def report_outcome(
    plan: Plan, journal: RunJournal, root: Path, losses: LossReview, notes: Sequence[Note]
) -> Report:
    """Report what was done in the site at `root`."""
    shown = shown_results(journal.results, root)
    return replace(
        _report(plan, root, shown, losses, notes),
        is_outcome=True,
        done=journal.done,
    )


def shown_results(results: Sequence[ImageResult], root: Path) -> list[ShownImage]:
    """Give the images that were requested; those that came are under `root`."""
    return [
        ShownImage(result.job.image, FAILED, problem=result.problem)
        if result.problem is not None
        else ShownImage(result.job.image, FETCHED, result.size, file=root / result.job.image.path)
        for result in results
    ]


def _report(
    plan: Plan,
    root: Path,
    images: Sequence[ShownImage],
    losses: LossReview,
    notes: Sequence[Note],
) -> Report:
    under_posts = [each.change for each in plan.comments]
    changes = [change for change in plan.changes if change.state is not State.SAME]
    return Report(
        username=plan.username,
        changes=tuple(sorted(changes, key=lambda c: (_ATTENTION.index(c.state), c.path))),
        counts=_counts(plan.changes),
        images=tuple(sorted([*images, *_removed_images(plan)], key=lambda shown: shown.image.path)),
        notes=(*losses.note, *plan.notes, *notes),
        is_done=not (losses.alarms or plan.has_unsolved),
        alarms=losses.alarms,
        comments=tuple(change for change in under_posts if change.state is not State.SAME),
        same=tuple(each for each in (*plan.changes, *under_posts) if each.state is State.SAME),
        comment_counts=_counts(under_posts),
        site=root.resolve().name,
    )


def _counts(changes: Iterable[Change]) -> Mapping[State, int]:
    counts = Counter(change.state for change in changes)
    return {state: counts[state] for state in State if counts[state]}


def _removed_images(plan: Plan) -> Iterator[ShownImage]:
    for path, to in plan.removed_images:
        yield ShownImage(Image("", (), path.rpartition("/")[2], path), REMOVE, to=to)


def _ahead(image: Image, probe: Probe, losses: LossReview) -> ShownImage:
    """Show what is expected of an image: one that was lost before comes if somebody has seen it."""
    problem = probe.problem
    if problem is None and image.path in losses.known and not probe.is_there:
        problem = LOST_BEFORE
    action = FETCH if problem is None else UNAVAILABLE
    return ShownImage(image, action, probe.size, problem, probe.file)
