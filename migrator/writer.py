"""A plan → the site as the plan says, each file whole or not at all, and the ledger."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from migrator.model import FetchImages, Image, ImageJob, ImageResult, MigratorError
from migrator.planner import WRITTEN, Change, Plan
from migrator.site.ledger import (
    LEDGER_PATH,
    SCRATCH_PATH,
    Entry,
    Ledger,
    base_path,
    dump_ledger,
)

OnImage = Callable[[int, int], None]
"""Called after each image with how many are done and how many there are."""


@dataclass(frozen=True)
class Outcome:
    """What was done: paths of the posts written, and one result for each image asked for."""

    written: tuple[str, ...]
    results: tuple[ImageResult, ...]

    @property
    def failed(self) -> list[ImageResult]:
        """Give the images that could not be had."""
        return [result for result in self.results if result.problem is not None]

    @property
    def fetched(self) -> list[ImageResult]:
        """Give the images that came."""
        return [result for result in self.results if result.problem is None]


def carry_out(
    plan: Plan, ledger: Ledger, root: Path, fetch: FetchImages, on_image: OnImage
) -> Outcome:
    """Bring the site at `root` to the plan: first the images, then the posts, last the ledger.

    A run that ends early leaves whole files only; the next one goes on from there. Raises
    MigratorError where a file cannot be written.
    """
    try:
        results = fetch_into(root, plan.images, fetch, on_image)
        missing = frozenset(result.job.image.path for result in results if result.problem)
        written = [
            change.path for change in plan.of(*WRITTEN) if _write_post(change, missing, root)
        ]
        write_file(LEDGER_PATH, dump_ledger(_new_ledger(plan, ledger, missing)), root)
    finally:
        shutil.rmtree(root / SCRATCH_PATH, ignore_errors=True)
    return Outcome(tuple(written), results)


def fetch_into(
    root: Path, images: Sequence[Image], fetch: FetchImages, on_image: OnImage
) -> tuple[ImageResult, ...]:
    """Fetch images to their paths under `root`; each appears there when it is whole."""
    jobs = [
        ImageJob(image, root / SCRATCH_PATH / f"{number}.part")
        for number, image in enumerate(images)
    ]
    if not jobs:
        return ()
    results = []
    try:
        _make_folder(root / SCRATCH_PATH, root)
        for result in fetch(jobs):
            if result.problem is None:
                _put(result.job.part, root / result.job.image.path, root)
            results.append(result)
            on_image(len(results), len(jobs))
    finally:
        shutil.rmtree(root / SCRATCH_PATH, ignore_errors=True)
    return tuple(results)


def _write_post(change: Change, missing: frozenset[str], root: Path) -> bool:
    """Write the file, then its base text; tell whether the file changed.

    In this order: a run killed between the two leaves a file that is as on Velog, and that is
    what the next run finds it to be.
    """
    if change.page is None:
        return False
    text = change.page.text(missing)
    if text != change.before:
        write_file(change.path, text.encode(), root)
    write_file(base_path(change.post_id), text.encode(), root)
    return text != change.before


def _new_ledger(plan: Plan, ledger: Ledger, missing: frozenset[str]) -> Ledger:
    posts = dict(ledger.posts)
    for change in plan.changes:
        if change.page and (change.state in WRITTEN or change.post_id in posts):
            paths = {image.path for image in change.page.images}
            posts[change.post_id] = Entry(change.path, missing & paths)
    return replace(ledger, username=plan.username, posts=posts)


def write_file(path: str, data: bytes, root: Path) -> None:
    """Write a file of the site whole or not at all; one that holds these bytes is left alone."""
    target = root / path
    try:
        if target.is_file() and target.read_bytes() == data:
            return
        part = root / SCRATCH_PATH / "file.part"
        _make_folder(part.parent, root)
        part.write_bytes(data)
    except OSError as error:
        raise _cannot_write(path, error) from error
    _put(part, target, root)


def _put(part: Path, target: Path, root: Path) -> None:
    try:
        _make_folder(target.parent, root)
        part.replace(target)
    except OSError as error:
        raise _cannot_write(target.relative_to(root).as_posix(), error) from error


def _make_folder(folder: Path, root: Path) -> None:
    """Make a folder inside the site; a symbolic link that leads out of it is refused."""
    if not folder.resolve().is_relative_to(root.resolve()):
        raise MigratorError(
            f"{folder} is a link to a place outside the site ({folder.resolve()}). "
            "Nothing is written there: make it a folder of the site, then run again."
        )
    folder.mkdir(parents=True, exist_ok=True)


def _cannot_write(path: str, error: OSError) -> MigratorError:
    return MigratorError(
        f"{path} cannot be written: {error.strerror}. Make room for it or allow it, then run the "
        "same command again: what is written so far is whole and is kept."
    )
