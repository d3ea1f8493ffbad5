"""What was last written, what stands here and what Velog says today → one text that has it all.

Front matter is merged key by key: the author's order, comments and own keys stay. Bodies are
merged line by line, by `git merge-file`.
"""

from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml

from migrator.jekyll.front_matter import KeyLines, join_halves, read_halves
from migrator.model import MigratorError

BODY = "body"
"""The name of the body among the conflicts, which are keys of the front matter otherwise."""


@dataclass(frozen=True)
class Merge:
    """The merged text, and what both sides changed in different ways: there ours is in it."""

    text: str
    conflicts: tuple[str, ...] = ()


def same_text(one: str | None, other: str | None) -> bool:
    """Tell whether nobody would call it an edit: line ends, the last newline, the form of Hangul.

    A checkout on Windows changes the first, an editor the second, macOS the third.
    """
    if one is None or other is None or one == other:
        return one == other
    return canonical(one) == canonical(other)


def canonical(text: str) -> str:
    """Give a text with LF, one newline at its end and Hangul in syllables."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.rstrip("\n") + "\n"


def digest(text: str) -> str:
    """Give a short name to a text; texts that are the same text have the same."""
    return sha256(canonical(text).encode(errors="surrogateescape")).hexdigest()[:16]


def in_style_of(text: str, model: str) -> str:
    """Give a text the line ends of another."""
    return text.replace("\n", "\r\n") if "\r\n" in model else text


def with_kept(theirs: str, base: str, keys: Set[str]) -> str:
    """Put keys of the front matter back as they were last written."""
    before, now = (read_halves(base), read_halves(theirs)) if keys else (None, None)
    if before is None or now is None:
        return theirs
    kept = [block for block in before.head if block.key in keys]
    head = [block for block in now.head if block.key not in _by_key(kept)]
    for block in kept:
        head.insert(_place(block, before.head, head), block)
    return join_halves(head, now.body)


def merge(
    base: str, ours: str, theirs: str, *, derived: Set[str] = frozenset(), union: bool = False
) -> Merge:
    """Merge two texts that come from `base`.

    Ours wins without a conflict for the keys in `derived`, which Velog makes out of the post's
    text. With `union`, lines that both changed stand there twice. Raises MigratorError where git
    is missing.
    """
    three = [canonical(text) for text in (base, ours, theirs)]
    halves = [read_halves(text) for text in three]
    if halves[0] is None or halves[1] is None or halves[2] is None:
        text, clean = _merge_lines(*three, union=union)
        return Merge(in_style_of(text, ours), () if clean else (BODY,))
    head, conflicts = _merge_heads(*(half.head for half in halves if half))
    conflicts = [key for key in conflicts if key not in derived]
    body, clean = _merge_lines(halves[0].body, halves[1].body, halves[2].body, union=union)
    text = in_style_of(join_halves(head, body), ours)
    return Merge(text, (*conflicts, *(() if clean else (BODY,))))


# --- front matter


def _merge_heads(
    base: Sequence[KeyLines], ours: Sequence[KeyLines], theirs: Sequence[KeyLines]
) -> tuple[list[KeyLines], list[str]]:
    before, here, now = _by_key(base), _by_key(ours), _by_key(theirs)
    decided = {
        key: _decide(before.get(key), here.get(key), now.get(key)) for key in {**here, **now}
    }
    merged: list[KeyLines] = []
    for block in ours:
        kept = block if block.key is None else decided[block.key][0]
        merged += [kept] if kept else []
    for block in theirs:
        if block.key is not None and block.key not in here and decided[block.key][0]:
            merged.insert(_place(block, theirs, merged), block)
    return merged, [key for key, (_, is_conflict) in decided.items() if is_conflict]


def _decide(
    old: KeyLines | None, mine: KeyLines | None, new: KeyLines | None
) -> tuple[KeyLines | None, bool]:
    """Give what becomes of a key, and whether the two sides want different things."""
    if _same(old, new) or _same(mine, new):
        return mine, False
    if _same(mine, old):
        return new, False
    # A key that the author does not want to have stays away.
    return mine, not (mine is None or new is None)


def _by_key(blocks: Sequence[KeyLines]) -> dict[str, KeyLines]:
    return {block.key: block for block in blocks if block.key is not None}


def _same(one: KeyLines | None, other: KeyLines | None) -> bool:
    """Compare what YAML reads: other quotes are no other value."""
    if one is None or other is None:
        return one is other
    return one.text == other.text or _value(one) == _value(other)


def _value(block: KeyLines) -> object:
    try:
        # As text, since 2024-01-01 09:00 and its offset are one moment but two values to a reader.
        return yaml.load(block.text, yaml.BaseLoader)
    except yaml.YAMLError:
        return block.text


def _place(block: KeyLines, model: Sequence[KeyLines], blocks: Sequence[KeyLines]) -> int:
    """Find where a key belongs: behind the one it follows in `model`."""
    earlier = model[: model.index(block)]
    for known in reversed(earlier):
        for place, other in enumerate(blocks):
            if known.key is not None and other.key == known.key:
                return place + 1
    return 0 if not earlier else len(blocks)


# --- lines


def _merge_lines(base: str, ours: str, theirs: str, *, union: bool) -> tuple[str, bool]:
    """Merge line by line; where it cannot be done, give ours and False."""
    if base == theirs or ours == theirs:
        return ours, True
    if base == ours:
        return theirs, True
    if not all(map(_is_text, (base, ours, theirs))):
        return ours, False
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_bytes(text.encode())
        command = ["git", "merge-file", "-p", "-q", *(["--union"] if union else [])]
        try:
            # In that folder, so that no damaged repository around us can stop it.
            done = subprocess.run(
                [*command, *map(str, paths)], cwd=folder, capture_output=True, check=False
            )
        except OSError as error:
            raise MigratorError(
                "git is needed where a post changed on Velog and in the site, and cannot be run "
                f"({error.strerror}). Install git, then run again."
            ) from error
    if done.returncode < 0 or done.returncode > 127:
        raise MigratorError(f"git merge-file failed: {done.stderr.decode(errors='replace')}")
    return (done.stdout.decode(), True) if done.returncode == 0 else (ours, False)


def _is_text(text: str) -> bool:
    """Tell whether git takes it for text: UTF-8 (bytes that are not are surrogates), no NUL."""
    return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in text)
