"""Images that a site lacks → their files in it, each there when it is whole."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from migrator.model import AskImages, FetchImages, Image, ImageJob, OnStep
from migrator.site.ledger import SCRATCH_PATH
from migrator.writer.journal import RunJournal
from migrator.writer.site_files import put, remove_scratch, with_folder


def fetch_into(
    root: Path, images: Sequence[Image], fetch: FetchImages, on_image: OnStep, journal: RunJournal
) -> None:
    """Download images to their paths under `root`; each appears there when it is whole."""
    if not images:
        return
    try:
        jobs = _image_jobs(images, root)
        for result in fetch(jobs):
            if result.problem is None:
                put(result.job.part, result.job.image.path, root)
            journal.results.append(result)
            on_image(len(journal.results), len(jobs))
    finally:
        remove_scratch(root)


def ask_ahead(root: Path, images: Sequence[Image], ask: AskImages) -> None:
    """Begin to download images that `fetch_into` will want; none appears in the site before."""
    if images:
        ask(_image_jobs(images, root))


def _image_jobs(images: Sequence[Image], root: Path) -> list[ImageJob]:
    """Give each image its temporary file, the same whenever it is asked for."""
    parts = [f"{SCRATCH_PATH}/{sha256(image.path.encode()).hexdigest()}.part" for image in images]
    with_folder(parts[0], root)
    return [ImageJob(image, root / part) for image, part in zip(images, parts, strict=True)]
