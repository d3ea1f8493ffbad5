"""Posts on Velog and files in the site → which file is which post, and which may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from migrator.jekyll.front_matter import read_values
from migrator.jekyll.names import same_file
from migrator.jekyll.published import read_rules
from migrator.model import Post
from migrator.settings.site_settings import Settings
from migrator.site.ledger import Doubt
from migrator.site.likely_pairs import LikelyPairs, likely_pairs
from migrator.site.post_signs import (
    Sign,
    Traits,
    day_sign,
    image_sign,
    text_sign,
    title_sign,
    traits_of_file,
    traits_of_post,
)
from migrator.site.shown_words import upload_ids
from migrator.site.velog_addresses import velog_addresses

WEIGHTS: Mapping[Sign, int] = {
    Sign.ADDRESS: 10,  # Velog's id in the front matter, or its address as the post's own
    Sign.SAME_TEXT: 6,
    Sign.IMAGES: 5,  # most of the post's or of the file's, and of no other post
    Sign.TELLING_TITLE: 5,  # of several words, and of no other post
    Sign.MENTION: 4,  # Velog's address elsewhere in the front matter: perhaps the previous post's
    Sign.TITLE: 3,
    Sign.LIKE_TEXT: 3,  # edited, shortened, or short
    Sign.DAY: 2,
    Sign.SOME_IMAGES: 2,
    Sign.REPEATED_TITLE: 1,
    Sign.OTHER_DAY: -1,  # people publish again, and tools write the day of the move
    Sign.OTHER_TEXT: -3,
    Sign.DRAFT: 0,  # a draft on one side alone is never plainly the post, whatever else is said
}
"""What each sign says about a file being a post.

A file is plainly a post if the signs weigh `PLAIN`, and `LEAD` more than for any other file or post
that is not settled yet; otherwise it may be the post if they weigh `DOUBTFUL`.
"""

PLAIN, DOUBTFUL, LEAD = 5, 1, 3
_ENDS_DOUBT = frozenset({Sign.ADDRESS, Sign.SAME_TEXT})


@dataclass(frozen=True)
class Candidate:
    """A file that may be a post, with the signs for and against it, the strongest first."""

    path: str
    signs: tuple[Sign, ...]

    @property
    def weight(self) -> int:
        """Give the weight of all signs."""
        return sum(WEIGHTS[sign] for sign in self.signs)

    @property
    def is_plain(self) -> bool:
        """Tell whether the signs are enough, if there is no other candidate."""
        return self.weight >= PLAIN and Sign.DRAFT not in self.signs


@dataclass(frozen=True)
class Adoption:
    """The files that are posts, by post id, and for other posts the files that may be.

    `paths` are sure; `doubtful` are for the author to decide, the likeliest first. A post in
    neither is in no file.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict)


Candidates = dict[str, dict[str, Candidate]]
"""By the id of the post and the path of the file."""


def adopt(
    posts: Sequence[Post],
    username: str,
    texts: Mapping[str, str],
    settings: Settings,
    others: Mapping[str, frozenset[str]] | None = None,
    doubts: Mapping[str, Doubt] | None = None,
) -> Adoption:
    """Find the files of `posts` among `texts`; a file belongs to one post at most.

    Give only posts and files that are not matched already. `others` are, by post id, the files
    whose author has said that they are not the post, `doubts` are those of the last run: what was
    in doubt then stays so, even where its rivals are settled by now, until the author says which
    file it is, or until the two say the same.
    """
    if not posts or not texts:
        return Adoption()
    rules = read_rules(settings.config)
    heads = {
        path: read_values(text)
        for path, text in texts.items()
        if rules.reads_post(path, settings.engine)
    }
    zone = settings.timezone
    on_velog = [traits_of_post(post, zone) for post in posts]
    here = [traits_of_file(path, texts[path], head, zone) for path, head in heads.items()]
    named = dict(_named(posts, username, heads))
    pairs = likely_pairs(on_velog, here)
    found = _candidates(on_velog, here, pairs, named)
    return _settled(_without_others(found, others or {}), doubts or {})


def _named(
    posts: Iterable[Post], username: str, heads: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[tuple[str, str], Sign]]:
    """Give the posts and files whose front matter has the post's id or its address on Velog."""
    addresses = velog_addresses(heads)
    ids = defaultdict(list)
    for path, head in heads.items():
        for found in upload_ids(str(head)):
            ids[found].append(path)
    for post in posts:
        is_stated = addresses.states(username, post.slug)
        sign = Sign.ADDRESS if is_stated else Sign.MENTION
        yield from (((post.id, path), sign) for path in addresses.paths(username, post.slug))
        yield from (((post.id, path), Sign.ADDRESS) for path in ids.get(post.id, ()))


def _candidates(
    posts: Iterable[Traits],
    files: Iterable[Traits],
    likely: LikelyPairs,
    named: Mapping[tuple[str, str], Sign],
) -> Candidates:
    """Weigh the signs of each pair that has one, and leave out what is no candidate."""
    by_id, by_path = ({each.key: each for each in traits} for traits in (posts, files))
    found: Candidates = defaultdict(dict)
    for post_id, path in sorted(likely.pairs | named.keys()):
        post, file = by_id[post_id], by_path[path]
        signs = {
            named.get((post_id, path)),
            text_sign(post, file),
            image_sign(post, file, likely.telling),
            title_sign(post, file, likely.repeated),
            day_sign(post, file),
            Sign.DRAFT if post.is_draft != file.is_draft else None,
        }
        candidate = Candidate(path, tuple(sign for sign in Sign if sign in signs))
        if candidate.weight >= DOUBTFUL:
            found[post_id][path] = candidate
    return found


def _without_others(found: Candidates, others: Mapping[str, frozenset[str]]) -> Candidates:
    """Leave out what the author has said to be another post."""
    refused = {(post_id, same_file(path)) for post_id in others for path in others[post_id]}
    return {
        post_id: {
            path: candidate
            for path, candidate in candidates.items()
            if (post_id, same_file(path)) not in refused
        }
        for post_id, candidates in found.items()
    }


def _settled(found: Candidates, doubts: Mapping[str, Doubt]) -> Adoption:
    """Settle what is plain; then what is plain without the posts and files that are settled."""
    pairs = [(post_id, each) for post_id in found for each in found[post_id].values()]
    pairs.sort(key=lambda pair: (-pair[1].weight, pair[0], pair[1].path))
    sure: dict[str, str] = {}
    while plain := {post_id: candidate.path for post_id, candidate in _plain(pairs, doubts)}:
        sure |= plain
        taken = frozenset(plain.values())
        pairs = [pair for pair in pairs if pair[0] not in plain and pair[1].path not in taken]
    doubtful: dict[str, tuple[Candidate, ...]] = {}
    for post_id, candidate in pairs:
        doubtful[post_id] = (*doubtful.get(post_id, ()), candidate)
    return Adoption(sure, doubtful)


def _plain(
    pairs: Sequence[tuple[str, Candidate]], doubts: Mapping[str, Doubt]
) -> Iterator[tuple[str, Candidate]]:
    """Give the pairs that are plain and ahead of all others of the same post or the same file."""
    of_post, of_path = defaultdict(list), defaultdict(list)
    for post_id, candidate in pairs:
        of_post[post_id].append(candidate.weight)
        of_path[candidate.path].append(candidate.weight)
    for post_id, candidate in pairs:
        rivals = of_post[post_id], of_path[candidate.path]
        is_doubted = post_id in doubts and candidate.path in doubts[post_id].files
        if is_doubted and _ENDS_DOUBT.isdisjoint(candidate.signs):
            continue
        if candidate.is_plain and all(_leads(candidate.weight, weights) for weights in rivals):
            yield post_id, candidate


def _leads(weight: int, weights: Sequence[int]) -> bool:
    """Tell whether a weight is ahead of all other `weights`, the heaviest of which come first."""
    return weight == weights[0] and (len(weights) == 1 or weight - weights[1] >= LEAD)
