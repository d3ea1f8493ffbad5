"""What Velog answered → a folder of plain files, and such a folder → the same answers and images.

The folder, in format 1:

    backup.json         format, user name, API, notes, and the ids of the posts, newest first
    posts/<id>.json     each post as answered
    drafts/<id>.json    each draft as answered, if they were asked for
    series.json         the series as answered; null if they could not be read so far
    profile.json        the user with their profile as answered, if it was asked for
    comments/<id>.json  the comments under each post as answered, if they were asked for
    images/<name>       the images
    lost.json           the images that could not be downloaded, if there are any
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from migrator.fetcher import fields
from migrator.fetcher.endings import broken_images
from migrator.fetcher.fields import MAKE_ANEW, JsonObject, OddField, from_backup
from migrator.fetcher.image_download import NEVER_UPLOADED, copy_into
from migrator.fetcher.sniff import HEAD_BYTES, image_kind
from migrator.fetcher.svg import take_script_out
from migrator.files import own_file, write_whole
from migrator.files.failures import cannot_read, cannot_write, reason_of
from migrator.long_work.talk import detail
from migrator.model import (
    Answers,
    FetchImages,
    Image,
    ImageJob,
    ImageResult,
    MigratorError,
    Note,
    Probe,
    ProbeImages,
)
from migrator.model.backup_names import INDEX

FORMAT = 1
POSTS = "posts"
DRAFTS = "drafts"
IMAGES = "images"
SERIES = "series.json"
PROFILE = "profile.json"
COMMENTS = "comments"
LOST = "lost.json"
NOT_HERE = Note("not in the backup", "백업에 없음")


def make_folder(folder: Path) -> Path:
    """Make the folder of a backup, where it is not there yet, and give it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return folder


def lacks_new_orders(answers: Answers, folder: Path) -> bool:
    """Tell whether series could not be read, and a backup in `folder` does not know that yet."""
    return answers.series is None and not (folder / SERIES).exists()


def lacks_comments(answers: Answers, folder: Path) -> bool:
    """Tell whether comments could not be read, and a backup in `folder` does not know that yet."""
    if answers.comments is None or len(answers.comments) >= len(answers.posts):
        return False
    return not (folder / INDEX).is_file() or "comments" not in _read_index(folder).fields


def write_answers(answers: Answers, folder: Path) -> None:
    """Write posts, series and comments into `folder`; files of the same bytes stay.

    Nothing is deleted: a post that is gone from Velog stays in `posts/`, out of the list, and
    series and comments that could not be read stay as they were. The list is written last, so that
    it never names a post that is not there.
    """
    index: dict[str, object] = {
        "format": FORMAT,
        "username": answers.username,
        "api": answers.api,
        "posts": _write_posts(folder, POSTS, answers.posts, answers.api),
        "notes": [note.english for note in answers.notes],
    }
    if answers.notes:
        index["korean_notes"] = [note.korean for note in answers.notes]
    if answers.has_private:
        index["has_private"] = True
    if answers.drafts is not None:
        index["drafts"] = _write_posts(folder, DRAFTS, answers.drafts, answers.api)
    if answers.series is not None or not (folder / SERIES).exists():
        _write_json(folder, SERIES, answers.series)
    if answers.profile is not None:
        _write_json(folder, PROFILE, answers.profile)
    if answers.comments is not None:
        index["comments"] = _write_comments(folder, answers)
    _write_json(folder, INDEX, index)


def read_answers(folder: Path) -> Answers:
    """Read what `write_answers` wrote. Raises MigratorError if it is not whole."""
    index = _read_index(folder)
    posts = _files(folder / POSTS, fields.texts(index, "posts"))
    has_drafts = "drafts" in index.fields
    drafts = _files(folder / DRAFTS, fields.texts(index, "drafts")) if has_drafts else ()
    return Answers(
        username=fields.text(index, "username"),
        api=fields.text(index, "api"),
        posts=_read_files(posts),
        series=_read_series(folder),
        notes=_read_notes(index),
        # Backups without tokens have neither of these, nor have those of earlier versions.
        has_private="has_private" in index.fields and fields.flag(index, "has_private"),
        drafts=_read_files(drafts) if has_drafts else None,
        # Backups of earlier versions have none.
        profile=_object(folder / PROFILE).fields if (folder / PROFILE).is_file() else None,
        comments=_read_comments(folder, index) if "comments" in index.fields else None,
        files={POSTS: posts, DRAFTS: drafts},
    )


def read_lost(folder: Path) -> object:
    """Read what `write_lost` wrote; an empty list where it never did."""
    return _read_json(folder / LOST) if (folder / LOST).is_file() else []


def write_lost(losses: Mapping[str, object], folder: Path) -> None:
    """Write which images could not be downloaded, if any could not, now or before."""
    if losses or (folder / LOST).is_file():
        _write_json(folder, LOST, losses)


def open_fetch(folder: Path) -> FetchImages:
    """Make the function that fetches images from the backup in `folder`."""
    return partial(_fetch_all, folder)


def open_probe(folder: Path) -> ProbeImages:
    """Make the function that finds out about images in the backup in `folder`."""
    return partial(_probe_all, folder)


def missing_images(images: Iterable[Image], folder: Path) -> tuple[Image, ...]:
    """List those of `images` that the backup lacks or has in part, each once."""
    by_name = {image.name: image for image in images}
    return tuple(
        replace(image, path=f"{IMAGES}/{name}")
        for name, image in by_name.items()
        if not (folder / IMAGES / name).is_file() or broken_images(folder / IMAGES, [name])
    )


def _write_posts(
    folder: Path, kind: str, posts: Sequence[Mapping[str, object]], api: str
) -> list[str]:
    """Write a file for each post and give their ids, or what stands for an id that is odd."""
    by_id = {_file_name(post, api): post for post in posts}
    for name, post in by_id.items():
        _write_json(folder, f"{kind}/{name}.json", post)
    return list(by_id)


def _write_comments(folder: Path, answers: Answers) -> list[str]:
    """Write the comments under each post; give the ids of the posts whose comments are here."""
    for post_id, answered in (answers.comments or {}).items():
        _write_json(folder, f"{COMMENTS}/{post_id}.json", answered)
    listed = [_file_name(post, answers.api) for post in answers.posts]
    return [name for name in listed if (folder / COMMENTS / f"{name}.json").is_file()]


def _file_name(post: Mapping[str, object], api: str) -> str:
    """Give the id of a post, which is fit to be a name, or else a name made of all it has."""
    try:
        return fields.post_id(fields.from_api(api, post))
    except OddField:
        return f"without-id-{sha256(repr(post).encode('utf-8', 'replace')).hexdigest()[:16]}"


def _write_json(folder: Path, name: str, value: object) -> None:
    path = folder / name
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    # Half a character, left where Velog cut a text short, is not UTF-8, but \udXXX is JSON.
    content = text.encode("utf-8", "backslashreplace")
    try:
        if path.is_file() and path.read_bytes() == content:
            return
        own_file(name, folder).parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content, path.with_name(f"{path.name}.part"))
        detail(Note(f"written {path}", f"씀: {path}"))
    except OSError as error:
        raise cannot_write(path, error) from error


def _read_index(folder: Path) -> JsonObject:
    if not (folder / INDEX).is_file():
        raise MigratorError(
            f"{folder} is not a backup: there is no {INDEX} in it. {MAKE_ANEW.english}",
            f"{folder}은(는) 백업이 아닙니다. 안에 {INDEX}이 없습니다. {MAKE_ANEW.korean}",
        )
    index = _object(folder / INDEX)
    number = fields.number(index, "format")
    if number != FORMAT:
        raise MigratorError(
            f"{folder / INDEX} is a backup of format {number}, and this version reads {FORMAT}. "
            "Install the newest version of velog-to-jekyll, or make the backup again.",
            f"{folder / INDEX}은(는) 형식 {number}의 백업인데, 이 버전은 {FORMAT}을 읽습니다. "
            "velog-to-jekyll의 새 버전을 설치하거나 백업을 다시 만드세요.",
        )
    return index


def _files(folder: Path, names: Sequence[str]) -> tuple[Path, ...]:
    # The names come from a file that anybody may have written: they must not lead out of here.
    index = folder.parent / INDEX
    ids = (fields.post_id(from_backup(index, {"id": name})) for name in names)
    return tuple(folder / f"{each}.json" for each in ids)


def _read_files(files: Sequence[Path]) -> tuple[Mapping[str, object], ...]:
    return tuple(_object(file).fields for file in files)


def _read_comments(folder: Path, index: JsonObject) -> Mapping[str, Mapping[str, object]]:
    names = fields.texts(index, "comments")
    return dict(zip(names, _read_files(_files(folder / COMMENTS, names)), strict=True))


def _read_notes(index: JsonObject) -> tuple[Note, ...]:
    english = fields.texts(index, "notes")
    # Backups of earlier versions have them in English only.
    has_korean = "korean_notes" in index.fields
    korean = fields.texts(index, "korean_notes") if has_korean else english
    return tuple(map(Note, english, korean))


def _read_series(folder: Path) -> tuple[Mapping[str, object], ...] | None:
    series = _read_json(folder / SERIES)
    if series is None:
        return None
    every_series = from_backup(folder / SERIES, {"seriesList": series})
    return tuple(one.fields for one in fields.children(every_series, "seriesList"))


def _object(path: Path) -> JsonObject:
    value = _read_json(path)
    if not isinstance(value, dict):
        raise MigratorError(
            f"{path} is not a JSON object. {MAKE_ANEW.english}",
            f"{path}은(는) JSON 객체가 아닙니다. {MAKE_ANEW.korean}",
        )
    return from_backup(path, value)


def _read_json(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError as error:
        raise MigratorError(
            f"{path} is missing from the backup. {MAKE_ANEW.english}",
            f"백업에 {path}이(가) 없습니다. {MAKE_ANEW.korean}",
        ) from error
    except (OSError, ValueError, RecursionError) as error:
        raise cannot_read(path, error, MAKE_ANEW) from error


def _fetch_all(folder: Path, jobs: Sequence[ImageJob]) -> Iterator[ImageResult]:
    gone = _gone(folder)
    for job in jobs:
        name = job.image.name
        yield _fetch(folder / IMAGES / name, job, is_gone=name in gone)


def _gone(folder: Path) -> frozenset[str]:
    """Give the names of the images that Velog did not have when the backup was made.

    Others that are not in it may still be on Velog: somebody may have left the folder out.
    """
    try:
        lost = json.loads((folder / LOST).read_bytes())
    except (OSError, ValueError):  # a backup without it, or one that is damaged, is as good
        return frozenset()
    known = lost.items() if isinstance(lost, Mapping) else ()
    paths = (str(path) for path, loss in known if isinstance(loss, Mapping) and loss.get("gone"))
    return frozenset(path.rpartition("/")[2] for path in paths)


def _probe_all(folder: Path, images: Sequence[Image]) -> dict[str, Probe]:
    gone = _gone(folder)
    return {
        image.path: _probe(folder / IMAGES / image.name, is_gone=image.name in gone)
        for image in images
    }


def _probe(file: Path, *, is_gone: bool) -> Probe:
    try:
        return Probe(is_there=True, size=file.stat().st_size, file=file)
    except OSError:
        return Probe(problem=NOT_HERE, is_gone=is_gone)


def _fetch(image: Path, job: ImageJob, *, is_gone: bool) -> ImageResult:
    try:
        with image.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileNotFoundError:
        if not job.image.sources:
            return ImageResult(job, 0, NEVER_UPLOADED, is_gone=True)
        return ImageResult(job, 0, NOT_HERE, is_gone)
    except OSError as error:
        why = reason_of(error)
        return ImageResult(
            job,
            0,
            Note(
                f"in the backup, but cannot be read ({why.english})",
                f"백업에 있지만 읽을 수 없음({why.korean})",
            ),
        )
    kind = image_kind(head)
    if kind is None:
        what = Note("in the backup, but not an image", "백업에 있지만 이미지가 아님")
        return ImageResult(job, 0, what, is_gone=True)
    if broken_images(image.parent, [image.name]):
        what = Note("in the backup, but the image ends early", "백업에 있지만 중간에 끊긴 이미지")
        return ImageResult(job, 0, what, is_gone=True)
    copy_into(job.part, image)
    if kind == "svg" and (problem := take_script_out(job.part)) is not None:
        what = Note(f"in the backup, but {problem.english}", f"백업에 있지만 {problem.korean}")
        return ImageResult(job, 0, what, is_gone=True)
    size = job.part.stat().st_size
    detail(
        Note(
            f"copied {job.image.path} ({size:,} bytes from the backup)",
            f"복사: {job.image.path} (백업에서 {size:,}바이트)",
        )
    )
    return ImageResult(job, size)
