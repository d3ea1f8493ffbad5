"""The text last written, the text in the site and Velog's text → one text with all changes.

Front matter is merged key by key: the author's order, comments and own keys stay. Where both sides
changed the body, its lines are merged elsewhere (git_lines.py), and the result comes in as a value.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from hashlib import sha256

from migrator.jekyll.front_matter import KeyLines, PostText, read_parts

BODY = "body"
"""The name of the body among the conflicts, which are keys of the front matter otherwise."""


@dataclass(frozen=True)
class ThreeTexts:
    """The text last written (`base`), the text in the site (`ours`), Velog's text (`theirs`)."""

    base: str
    ours: str
    theirs: str


MergedBodies = Mapping[ThreeTexts, str | None]
"""Merged bodies by the bodies they were made from; None if both sides changed the same lines."""


@dataclass(frozen=True)
class Merge:
    """The merged text, and what both sides changed differently: there it has ours."""

    text: str
    conflicts: tuple[str, ...] = ()


def same_text(one: str | None, other: str | None) -> bool:
    """Tell whether two texts differ at most in line ends, the last newline and the form of Hangul.

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
    """Give a digest of a text, equal for texts that are the same by `same_text`."""
    return sha256(canonical(text).encode(errors="surrogateescape")).hexdigest()[:16]


def in_style_of(text: str, model: str) -> str:
    """Give a text the line ends of another."""
    return text.replace("\n", "\r\n") if "\r\n" in model else text


def with_kept(theirs: str, base: str, keys: Set[str]) -> str:
    """Put keys of the front matter back as they were last written."""
    before, now = (read_parts(base), read_parts(theirs)) if keys else (None, None)
    if before is None or now is None:
        return theirs
    kept = [block for block in before.head if block.key in keys]
    head = [block for block in now.head if block.key not in _by_key(kept)]
    for block in kept:
        head.insert(_place(block, before.head, head), block)
    return str(replace(now, head=tuple(head)))


def with_settled(theirs: str, base: str, derived: Set[str]) -> str:
    """Leave keys that are made of the body as they were last written, as long as it is the same.

    Who made them may make others today: an older version of this tool took those of a server.
    """
    before, now = (read_parts(base), read_parts(theirs)) if derived else (None, None)
    if before is None or now is None or canonical(before.body) != canonical(now.body):
        return theirs
    return with_kept(theirs, base, derived & {block.key for block in now.head})


def changed_keys(base: str, theirs: str) -> tuple[str, ...]:
    """Name the keys of the front matter that changed; none where the body changed, too."""
    before, now = read_parts(base), read_parts(theirs)
    if before is None or now is None or canonical(before.body) != canonical(now.body):
        return ()
    old, new = _by_key(before.head), _by_key(now.head)
    return tuple(key for key in {**old, **new} if not _same(old.get(key), new.get(key)))


def lines_to_merge(texts: ThreeTexts) -> ThreeTexts | None:
    """Give the bodies whose lines have to be merged; None where one side alone changed its body.

    Where one of the three has no front matter, the whole texts count as bodies.
    """
    bodies, _ = _parted(texts)
    return bodies if _one_sided(bodies) is None else None


def merge(
    texts: ThreeTexts,
    merged_bodies: MergedBodies,
    *,
    derived: Set[str] = frozenset(),
) -> Merge:
    """Merge two texts that come from `base`.

    `merged_bodies` has the results for the bodies that `lines_to_merge` gave. Ours wins without a
    conflict for the keys in `derived`, which are made of the body.
    """
    bodies, parts = _parted(texts)
    one_sided = _one_sided(bodies)
    merged = merged_bodies[bodies] if one_sided is None else one_sided
    body = bodies.ours if merged is None else merged
    in_body = (BODY,) if merged is None else ()
    if parts is None:
        return Merge(in_style_of(body, texts.ours), in_body)
    before, here, now = parts
    head, conflicts = _merge_heads(before.head, here.head, now.head)
    in_head = [key for key in conflicts if key not in derived]
    text = str(replace(here, head=tuple(head), body=body))
    return Merge(in_style_of(text, texts.ours), (*in_head, *in_body))


def _parted(texts: ThreeTexts) -> tuple[ThreeTexts, list[PostText] | None]:
    """Give the bodies, and the texts split by key; the whole texts and None if one has no keys."""
    whole = [canonical(text) for text in (texts.base, texts.ours, texts.theirs)]
    parts = [part for text in whole if (part := read_parts(text)) is not None]
    if len(parts) < len(whole):
        return ThreeTexts(*whole), None
    return ThreeTexts(*(part.body for part in parts)), parts


def _one_sided(bodies: ThreeTexts) -> str | None:
    """Give the body that one side alone changed, or both in the same way; None if both did."""
    if bodies.theirs in (bodies.base, bodies.ours):
        return bodies.ours
    return bodies.theirs if bodies.ours == bodies.base else None


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
    """Give the merged value of a key, and whether the two sides changed it differently."""
    if _same(old, new) or _same(mine, new):
        return mine, False
    if _same(mine, old):
        return new, False
    # A key that the author has removed is not added again.
    return mine, not (mine is None or new is None)


def _by_key(blocks: Sequence[KeyLines]) -> dict[str, KeyLines]:
    return {block.key: block for block in blocks if block.key is not None}


def _same(one: KeyLines | None, other: KeyLines | None) -> bool:
    """Compare the values that YAML reads: other quotes make no other value."""
    if one is None or other is None:
        return one is other
    # As texts, since 2024-01-01 09:00 and its offset are one moment but two values to a reader.
    return one.text == other.text or one.value == other.value


def _place(block: KeyLines, model: Sequence[KeyLines], blocks: Sequence[KeyLines]) -> int:
    """Find where a key belongs: behind the one it follows in `model`."""
    earlier = model[: model.index(block)]
    for known in reversed(earlier):
        for place, other in enumerate(blocks):
            if known.key is not None and other.key == known.key:
                return place + 1
    return 0 if not earlier else len(blocks)
