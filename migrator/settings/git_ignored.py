"""Paths of a site → those that git would leave out of a commit, and because of which line.

What is not committed is not published, and is missing where the next run starts from a clone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from migrator.jekyll.names import CONFIG_NAMES
from migrator.model import Note
from migrator.settings.git_state import asked_git


@dataclass(frozen=True)
class IgnoredPath:
    """A path that git ignores, because of the `pattern` in the line `line` of the file `source`.

    `top` is the highest folder on the way to it, with a slash, that is ignored as a whole, or the
    path itself. `source` is relative to the site's folder, or absolute if it is of no repository.
    """

    path: str
    top: str
    source: str
    line: int
    pattern: str

    @property
    def why(self) -> Note:
        """Say which line it is."""
        return Note(
            f"line {self.line} of {self.source}, `{self.pattern}`",
            f"{self.source}의 {self.line}번째 줄 `{self.pattern}`",
        )

    @property
    def cure(self) -> str:
        """Give the line for the end of the site's .gitignore that takes it and its like back."""
        folder = self.path.partition("/")[0]
        return f"!/{folder}/**" if self.top == self.path != folder else f"!/{self.top}"

    @property
    def note(self) -> Note:
        """Say what is left out, why that matters, and what to do."""
        return Note(
            f"git leaves out {self.path} ({self.why.english}): it will be missing on the web and "
            f"in a clone. Add the line `{self.cure}` at the end of .gitignore.",
            f"git이 {self.path}을(를) 커밋하지 않습니다({self.why.korean}). 배포된 사이트와 "
            f"클론에서 빠지니 .gitignore 끝에 `{self.cure}` 줄을 넣어 주세요.",
        )


def ignored_paths(root: Path, paths: Sequence[str]) -> tuple[IgnoredPath, ...]:
    """Ask git which of these paths it would ignore, whether they are there or not.

    Nothing is ignored where there is no git or no repository, or where all of the site is ignored.
    """
    asked = [*CONFIG_NAMES, *(each for path in paths for each in _on_the_way(path))]
    found = _asked(root, asked)
    if any(name in found for name in CONFIG_NAMES):
        return ()
    tops = ((path, next(filter(found.get, _on_the_way(path)), None)) for path in paths)
    return tuple(IgnoredPath(path, top, *found[top]) for path, top in tops if top)


def _on_the_way(path: str) -> list[str]:
    """Give the folders above a path, the highest first, and the path."""
    above = [f"{folder}/" for folder in PurePosixPath(path).parents if folder.name]
    return [*reversed(above), path]


def _asked(root: Path, paths: Iterable[str]) -> dict[str, tuple[str, int, str]]:
    asked = "\0".join(paths).encode(errors="surrogateescape")
    done = asked_git(root, "check-ignore", "-v", "-z", "--stdin", text=asked)
    if done is None:
        return {}
    fields = done.stdout.decode(errors="surrogateescape").split("\0")[:-1]
    return {
        path: (source, int(line), pattern)
        for source, line, pattern, path in zip(*(fields[at::4] for at in range(4)), strict=False)
        if not pattern.startswith("!")
    }
