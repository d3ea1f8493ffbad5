"""All posts and all files → the pairs of them that may be one, each worth a closer look.

Each post with each file would be a million pairs in a large blog. So both are looked up by what
only few of them have.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from migrator.site.post_signs import Traits

# A line or a sentence that more posts or files have says little about a text.
_MOST_WITH_PIECE = 4
_MOST_BY_PIECES = 4
_SMALLEST_SHARE = 0.2

Key = TypeVar("Key")
Name = tuple[str, str]
PiecesOf = Callable[[Traits], frozenset[str]]
Pair = tuple[str, str]
"""The id of a post and the path of a file."""


@dataclass(frozen=True)
class LikelyPairs:
    """The pairs, and what says less or more than it seems when all posts are known.

    `repeated` are titles and slugs that several posts or files have, `telling` are uploads that
    only one post shows.
    """

    pairs: frozenset[Pair]
    repeated: frozenset[Name]
    telling: frozenset[str]


def likely_pairs(posts: Sequence[Traits], files: Sequence[Traits]) -> LikelyPairs:
    """Find the pairs that share a title, an upload, or rare lines or sentences."""
    repeated = _shared(post.names for post in posts) | _shared(file.names for file in files)
    telling = {upload for post in posts for upload in post.uploads}
    telling -= _shared(post.uploads for post in posts)

    def by_title(traits: Traits) -> Iterator[object]:
        """Give the names; one that several have says something together with the day only."""
        for name in traits.names:
            yield from ((name, day) for day in traits.days) if name in repeated else (name,)

    def by_upload(traits: Traits) -> Iterable[object]:
        return traits.uploads & telling

    pairs = {
        *_joined(posts, files, by_title),
        *_joined(posts, files, by_upload),
        *_with_rare_pieces(posts, files, lambda traits: traits.lines),
        *_with_rare_pieces(posts, files, lambda traits: traits.sentences),
    }
    return LikelyPairs(
        pairs=frozenset(pairs),
        repeated=frozenset(repeated),
        telling=frozenset(telling),
    )


def _shared(sets: Iterable[frozenset[Key]]) -> set[Key]:
    """Give what is in more than one of the sets."""
    counts = Counter(key for each in sets for key in each)
    return {key for key, count in counts.items() if count > 1}


def _joined(
    posts: Iterable[Traits],
    files: Iterable[Traits],
    keys_of: Callable[[Traits], Iterable[object]],
) -> Iterator[Pair]:
    """Pair the posts with the files that have a key in common."""
    paths = defaultdict(set)
    for file in files:
        for key in keys_of(file):
            paths[key].add(file.key)
    for post in posts:
        for key in keys_of(post):
            yield from ((post.key, path) for path in paths.get(key, ()))


def _with_rare_pieces(
    posts: Sequence[Traits], files: Sequence[Traits], pieces_of: PiecesOf
) -> Iterator[Pair]:
    """Pair each post with the files that have the most rare pieces of text in common with it."""
    in_posts, in_files = _by_piece(posts, pieces_of), _by_piece(files, pieces_of)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for piece in in_posts.keys() & in_files.keys():
        for post_id in in_posts[piece]:
            votes[post_id].update(in_files[piece])
    sizes = {traits.key: len(pieces_of(traits)) for traits in (*posts, *files)}
    for post_id, paths in votes.items():
        # In the order of the paths where as many are in both.
        ranked = sorted(paths.items(), key=lambda item: (-item[1], item[0]))
        for path, count in ranked[:_MOST_BY_PIECES]:
            if count >= _SMALLEST_SHARE * min(sizes[post_id], sizes[path]):
                yield post_id, path


def _by_piece(all_traits: Sequence[Traits], pieces_of: PiecesOf) -> Mapping[str, list[str]]:
    """Give the posts or files by those pieces of their texts that few of them have."""
    found: dict[str, list[str]] = defaultdict(list)
    for traits in all_traits:
        for piece in pieces_of(traits):
            found[piece].append(traits.key)
    return {piece: keys for piece, keys in found.items() if len(keys) <= _MOST_WITH_PIECE}
