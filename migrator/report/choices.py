"""A change that its author can decide on → the commands to choose from, and what each does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migrator.long_work.shell import command_line
from migrator.planner import Change, State

_WORDS: Mapping[str, tuple[str, str]] = {
    "ours": ("keep your text", "여기 글을 그대로 두기"),
    "theirs": ("take Velog's text", "Velog의 글로 바꾸기"),
    "merged": ("take both; you tidy up the place", "둘 다 넣고 그곳을 직접 다듬기"),
    "same": ("it is this post: keep the file, and sync it", "같은 글임: 파일을 두고 동기화하기"),
    "other": ("it is another one: write this post, too", "다른 글임: 이 글도 따로 쓰기"),
    "comments": ("take Velog's comments of today", "지금 Velog에 있는 댓글로 바꾸기"),
}
_ANSWERS: Mapping[State, tuple[str, ...]] = {
    State.CONFLICT: ("ours", "theirs", "merged"),
    State.DOUBTFUL: ("same", "other"),
}


@dataclass(frozen=True)
class Choice:
    """A command for the folder of the site, and in English and Korean what it does."""

    words: tuple[str, str]
    command: str


def choices(change: Change) -> list[Choice]:
    """Give what the author can do about a post, or the comments under one; often nothing."""
    return [*_choices(change)]


def command(*words: str) -> str:
    """Write a command as it is typed, in quotes where a shell needs them."""
    return command_line("velog-to-jekyll", *words)


def _choices(change: Change) -> Iterator[Choice]:
    if change.facts.has_other_comments:
        yield Choice(_WORDS["comments"], command("resolve", change.path, "--theirs"))
    if not change.is_unsolved:
        return
    for name in _ANSWERS.get(change.state, ("ours", "theirs")):
        yield Choice(_WORDS[name], command("resolve", change.file, f"--{name}"))
