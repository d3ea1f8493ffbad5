"""Three bodies that changed on both sides → one, line by line, by `git merge-file`."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from migrator.files.failures import cannot_write, reason_of
from migrator.merge.three_texts import MergedBodies, ThreeTexts
from migrator.model import MigratorError, Note


def merge_lines(bodies: Iterable[ThreeTexts], *, union: bool = False) -> MergedBodies:
    """Merge bodies line by line.

    With `union`, lines that both sides changed follow each other. Raises MigratorError where git
    is missing, or no room for the files that it merges.
    """
    return {each: _merged(each, union=union) for each in bodies}


def _merged(bodies: ThreeTexts, *, union: bool) -> str | None:
    texts = (bodies.ours, bodies.base, bodies.theirs)
    if not all(map(_is_text, texts)):
        return None
    try:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
            for path, text in zip(paths, texts, strict=True):
                path.write_bytes(text.encode())
            done = _run_git(["-p", "-q", *(["--union"] if union else []), *map(str, paths)], folder)
    except OSError as error:
        raise cannot_write(
            Note("The temporary folder", "임시 폴더"),
            error,
            Note(
                "Make room there, or set TMPDIR to another folder, then run again.",
                "자리를 만들거나 TMPDIR에 다른 폴더를 넣고 다시 실행하세요.",
            ),
        ) from error
    if done.returncode < 0 or done.returncode > 127:
        said = done.stderr.decode(errors="replace")
        raise MigratorError(
            f"git merge-file failed: {said} Run again; if it fails again, install a newer git.",
            f"git merge-file을 실행하다 실패했습니다: {said} 다시 실행해 보고, 그래도 안 되면 "
            "git을 새 버전으로 올리세요.",
        )
    return done.stdout.decode() if done.returncode == 0 else None


def _run_git(words: Sequence[str], folder: str) -> subprocess.CompletedProcess[bytes]:
    """Run `git merge-file` in a folder, so that no damaged repository around us can stop it."""
    command = ["git", "merge-file", *words]
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except OSError as error:
        why = reason_of(error)
        raise MigratorError(
            "git is needed where a post changed on Velog and in the site, and cannot be run "
            f"({why.english}). Install git, then run again.",
            "글이 Velog와 사이트 양쪽에서 바뀌면 git이 필요한데 실행할 수 없습니다"
            f"({why.korean}). git을 설치하고 다시 실행하세요.",
        ) from error


def _is_text(text: str) -> bool:
    """Tell whether git takes it for text: UTF-8 (bytes that are not are surrogates), no NUL."""
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)
