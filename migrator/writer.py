"""A plan → its files in the site, each whole or not at all, and the ledger."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from migrator.files import (
    cannot_write,
    flush_meanwhile,
    own_file,
    put_whole,
    wait_for_disk,
    write_whole,
)
from migrator.long_work.talk import detail
from migrator.merge import digest
from migrator.model import AskImages, FetchImages, Image, ImageJob, ImageResult, MigratorError, Note
from migrator.planner import PAGES, Change, Plan, State
from migrator.site.address_table import ADDRESSES_PATH
from migrator.site.checkout import bytes_of
from migrator.site.ledger import (
    INCOMING_FOLDER,
    LEDGER_PATH,
    NEXT_FOLDER,
    OLD_LEDGER_PATH,
    SCRATCH_PATH,
    Doubt,
    Entry,
    Ledger,
    base_path,
    dump_ledger,
    incoming_path,
    next_path,
    says_the_same,
)

OnImage = Callable[[int, int], None]
"""Called after each image with how many are done and how many there are."""

Replan = Callable[[Sequence[ImageResult]], Plan]
"""Makes the plan again, now that it is known which images could be downloaded."""


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


def carry_out(
    plan: Plan,
    ledger: Ledger,
    root: Path,
    fetch: FetchImages,
    replan: Replan,
    on_image: OnImage,
    journal: RunJournal,
) -> Plan:
    """Write what the plan says into the site at `root`: images, then posts, last the ledger.

    Gives the plan that was carried out, made again with the images that could not be downloaded.
    A run that ends early leaves only whole files, and the next one continues. Raises MigratorError
    if a file cannot be written.
    """
    try:
        if plan.images:
            fetch_into(root, plan.images, fetch, on_image, journal)
            flush_meanwhile()
            plan = replan(journal.results)
        for change in plan.changes:
            _carry_out_one(change, root, journal)
        _remove_incoming(plan, root)
        for image, to in plan.removed_images:
            _move(image, to, root)
            _remove_if_empty(image.rpartition("/")[0], root)
        # Behind the images: a file with comments that is moved says which of them go with it.
        for each in plan.comments:
            _carry_out_comments(each.change, root, journal)
        for post_id in plan.forgotten:
            _remove(base_path(post_id), root)
        if plan.addresses:
            journal.files += _write_told(ADDRESSES_PATH, plan.addresses.encode(), root)
        journal.files += _write_new_ledger(_new_ledger(plan, ledger), root, journal)
        _remove_folder(NEXT_FOLDER, root)
        # Last: a file that the ledger names and that is not there was deleted by the author.
        _remove_comments(plan, root, journal)
    finally:
        remove_scratch(root)
    return plan


def fetch_into(
    root: Path, images: Sequence[Image], fetch: FetchImages, on_image: OnImage, journal: RunJournal
) -> None:
    """Download images to their paths under `root`; each appears there when it is whole."""
    if not images:
        return
    try:
        jobs = _image_jobs(images, root)
        for result in fetch(jobs):
            if result.problem is None:
                _put(result.job.part, result.job.image.path, root)
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
    _with_folder(parts[0], root)
    return [ImageJob(image, root / part) for image, part in zip(images, parts, strict=True)]


def rewrite(changes: Sequence[Change], root: Path, journal: RunJournal) -> None:
    """Write posts that are already in the site, without base texts or ledger."""
    try:
        for change in changes:
            if change.after is not None and change.changes_file:
                journal.files += _write_told(change.path, change.after.encode(), root)
                journal.written.append(change.path)
    finally:
        remove_scratch(root)


def refuse_links(plan: Plan, root: Path) -> None:
    """Raise MigratorError, before anything is written, for a file of the plan that is a link."""
    for change in (*plan.changes, *(each.change for each in plan.comments)):
        for path in (change.path, change.old_path, change.removed_to):
            if path is not None and change.changes_file:
                own_file(path, root)


def _carry_out_one(change: Change, root: Path, journal: RunJournal) -> None:
    """Write the file and the texts beside the ledger."""
    if change.removed_to is not None:
        _move(change.path, change.removed_to, root)
    elif change.after is not None and change.changes_file:
        what = (change.post_id, change.path, change.after, change.base)
        journal.files += _write_post(*what, root, old_path=change.old_path)
    elif change.base is not None:
        journal.files += _write_told(base_path(change.post_id), change.base.encode(), root)
    if change.removed_to is not None:
        journal.removed.append(change.path)
    elif change.changes_file:
        done = journal.pages if change.state in PAGES else journal.written
        done.append(change.path)
    if change.incoming is not None:
        path = incoming_path(change.post_id)
        journal.files += _write_told(path, change.incoming.encode(), root)


def _remove_incoming(plan: Plan, root: Path) -> None:
    """Remove Velog's texts of posts that are not in conflict any more."""
    there = {file.name for file in (root / INCOMING_FOLDER).glob("*.md")}
    for change in plan.changes:
        path = incoming_path(change.post_id)
        if change.page is not None and not change.is_unsolved and Path(path).name in there:
            _remove(path, root)


def _carry_out_comments(change: Change, root: Path, journal: RunJournal) -> None:
    """Write the file with the comments under a post, or move it with its post."""
    if change.removed_to is not None:
        _move(change.path, change.removed_to, root)
    elif change.changes_file and change.after is not None:
        journal.files += _write_told(change.path, bytes_of(change.after), root)
    if change.changes_file:
        journal.comments.append(change.path)


def _remove_comments(plan: Plan, root: Path, journal: RunJournal) -> None:
    """Remove the files of posts under which there are no comments any more."""
    for path in (each.change.path for each in plan.comments if each.change.is_emptied):
        _remove(path, root)
        _remove_if_empty(path.rpartition("/")[0], root)
        journal.files += 1


def _write_post(
    post_id: str, path: str, text: str, base: str | None, root: Path, old_path: str | None = None
) -> bool:
    """Write the file of a post and its base text; tell whether anything was written.

    A run may be killed between the two. So the base text is first written to `next/`, with the
    digest of the file's text in its name.
    """
    waiting = next_path(post_id, digest(text))
    if base is not None:
        _write_file(waiting, base.encode(), root)
    is_new = _write_told(path, bytes_of(text), root)
    if old_path is not None:
        _remove(old_path, root)
    if base is not None:
        _move(waiting, base_path(post_id), root)
    return is_new or base is not None


def write_files(files: Mapping[str, bytes], root: Path) -> None:
    """Write files by their paths in a site, each whole or not at all."""
    try:
        for path, data in files.items():
            _write_told(path, data, root)
    finally:
        remove_scratch(root)


def keep_old_ledger(root: Path) -> None:
    """Keep a copy of the ledger that is about to be rebuilt."""
    old = root / LEDGER_PATH
    if old.is_file():
        _write_told(OLD_LEDGER_PATH, old.read_bytes(), root)


def write_ledger(ledger: Ledger, root: Path) -> None:
    """Write a ledger alone, as where the author has said whose post a file is."""
    try:
        _write_ledger(ledger, root)
    finally:
        remove_scratch(root)


def end_conflict(
    post_id: str, path: str, text: str, incoming: str, ledger: Ledger, root: Path
) -> None:
    """End a conflict: the file gets `text`, and `incoming` becomes the base text."""
    entry = ledger.posts.get(post_id, Entry(path))
    # Empty where a run was killed before Velog's text was removed: that one has put it there.
    entry = replace(entry, source=entry.incoming or entry.source, incoming="", differs=False)
    try:
        _write_post(post_id, path, text, incoming, root)
        posts = {**ledger.posts, post_id: entry}
        _write_ledger(replace(ledger, posts=posts), root)
        _remove(incoming_path(post_id), root)
        _remove_folder(NEXT_FOLDER, root)
    finally:
        remove_scratch(root)


def _write_new_ledger(ledger: Ledger, root: Path, journal: RunJournal) -> bool:
    """Write the ledger after a run; not for what pages are made of alone.

    That is other after each update of this tool, and a run that changes nothing writes nothing.
    """
    path = root / LEDGER_PATH
    if not journal.files and path.is_file() and says_the_same(path.read_bytes(), ledger):
        return False
    return _write_ledger(ledger, root)


def _write_ledger(ledger: Ledger, root: Path) -> bool:
    """Write what is done when it is on the disk, and wait for that, too."""
    data = dump_ledger(ledger)
    path = root / LEDGER_PATH
    if path.is_file() and path.read_bytes() == data:
        return False
    wait_for_disk()
    is_new = _write_told(LEDGER_PATH, data, root)
    wait_for_disk()
    return is_new


def _new_ledger(plan: Plan, ledger: Ledger) -> Ledger:
    posts, others = dict(ledger.posts), dict(ledger.others)
    for change in plan.changes:
        if change.entry is not None:
            posts[change.post_id] = change.entry
    for post_id in plan.forgotten:
        posts.pop(post_id, None)
        others.pop(post_id, None)
    decided = {each.change.post_id: each.entry for each in plan.comments}
    comments = {**ledger.comments, **dict.fromkeys(plan.forgotten), **decided}
    doubts = {change.post_id: _doubt(change) for change in plan.of(State.DOUBTFUL)}
    return replace(
        ledger,
        username=plan.username,
        posts=posts,
        doubts=doubts,
        others=others,
        comments={key: entry for key, entry in comments.items() if entry is not None},
    )


def _doubt(change: Change) -> Doubt:
    files = tuple(candidate.path for candidate in change.candidates)
    slug, audience = (change.page.slug, change.page.audience) if change.page else ("", "public")
    return Doubt(files, change.title, slug, audience)


def _write_told(path: str, data: bytes, root: Path) -> bool:
    """Write a file of the site whole or not at all; tell whether its content was different.

    A file that differs only by its line ends, as after a checkout on Windows, is left as it is.
    """
    is_new = _write_file(path, data, root)
    if is_new:
        detail(Note(f"written {path}", f"씀: {path}"))
    return is_new


def _write_file(path: str, data: bytes, root: Path) -> bool:
    target = root / path
    try:
        if target.is_file() and _with_lf(target.read_bytes()) == _with_lf(data):
            return False
        part = _with_folder(f"{SCRATCH_PATH}/file.part", root)
        write_whole(_with_folder(path, root), data, part)
    except OSError as error:
        raise _cannot_write(path, error) from error
    return True


def _with_lf(data: bytes) -> bytes:
    return data.replace(b"\r\n", b"\n")


def _put(part: Path, path: str, root: Path) -> None:
    try:
        put_whole(part, _with_folder(path, root))
    except OSError as error:
        raise _cannot_write(path, error) from error


def _move(path: str, to: str, root: Path) -> None:
    _put(own_file(path, root), to, root)


def _remove(path: str, root: Path) -> None:
    """Remove a file that this tool wrote, if it is there."""
    try:
        own_file(path, root).unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(path, error) from error


def remove_scratch(root: Path) -> None:
    """Remove the folder for files that are being written."""
    _remove_folder(SCRATCH_PATH, root)


def _remove_folder(path: str, root: Path) -> None:
    if (root / path).exists():
        shutil.rmtree(own_file(path, root), ignore_errors=True)


def _remove_if_empty(path: str, root: Path) -> None:
    with suppress(OSError):  # it is not empty
        own_file(path, root).rmdir()


def _with_folder(path: str, root: Path) -> Path:
    """Give a file of the site that may be written, and make its folder."""
    file = own_file(path, root)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _cannot_write(file.parent.relative_to(root).as_posix(), error) from error
    return file


def _cannot_write(path: str, error: OSError) -> MigratorError:
    return cannot_write(
        path,
        error,
        Note(
            "Free some space or allow writing there, then run the same command again: files "
            "written so far are complete and are kept.",
            "디스크에 자리를 만들거나 쓰기를 허용하고 같은 명령을 다시 실행하세요. 지금까지 쓴 "
            "파일은 온전하고 그대로 남습니다.",
        ),
    )
