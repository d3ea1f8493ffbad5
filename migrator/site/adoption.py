"""Posts on Velog and files in the site → which file is certainly which post."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from migrator.converter.post_names import file_slug, same_words
from migrator.jekyll.front_matter import read_values
from migrator.jekyll.names import dated_name, slug_of
from migrator.jekyll.permalinks.dates import day_of
from migrator.jekyll.published import read_rules
from migrator.model import Post
from migrator.settings.site_settings import Settings
from migrator.site.velog_addresses import velog_addresses


@dataclass(frozen=True)
class Adoption:
    """The files that are posts, by post id, and for other posts the files that may be.

    `paths` are sure; `doubtful` are for the author to decide.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    doubtful: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _File:
    """What a file says about its post."""

    path: str
    day: str
    slug: str
    title: str


@dataclass(frozen=True)
class _Signs:
    """What identifies a post's file: the name that it would have, or Velog's address.

    `addressed` are the paths of files with the address in their front matter.
    """

    addressed: frozenset[str]
    slugs: frozenset[str]
    title: str
    day: str


def adopt(
    posts: Iterable[Post], username: str, texts: Mapping[str, str], settings: Settings
) -> Adoption:
    """Find the files of `posts` among `texts`, by Velog's address, slug, or title and day.

    Give only posts and files that are not matched already.
    """
    new = list(posts)
    if not new or not texts:
        return Adoption()
    rules = read_rules(settings.config)
    heads = {
        path: read_values(text)
        for path, text in texts.items()
        if rules.reads_post(path, settings.engine)
    }
    files = [_read(path, values) for path, values in heads.items()]
    addresses = velog_addresses(heads)
    sure: dict[str, str] = {}
    doubtful: dict[str, tuple[str, ...]] = {}
    for post in new:
        signs = _Signs(
            addressed=addresses.paths(username, post.slug),
            slugs=frozenset((same_words(post.slug), same_words(file_slug(post.slug)))),
            title=same_words(post.title),
            day=f"{post.released_at.astimezone(settings.timezone):%Y-%m-%d}",
        )
        found = _candidates(signs, files)
        if len(found) == 1 and _is_plain(signs, found[0]):
            sure[post.id] = found[0].path
        elif found:
            doubtful[post.id] = tuple(sorted(file.path for file in found))
    return _without_shared(sure, doubtful)


def _without_shared(sure: dict[str, str], doubtful: dict[str, tuple[str, ...]]) -> Adoption:
    """A file that matches two posts is not certain for either."""
    claims = list(sure.values())
    shared = {post_id: path for post_id, path in sure.items() if claims.count(path) > 1}
    doubtful |= {post_id: (path,) for post_id, path in shared.items()}
    return Adoption({key: sure[key] for key in sure if key not in shared}, doubtful)


def _candidates(post: _Signs, files: list[_File]) -> list[_File]:
    """Give the files that the strongest sign points to, and one with the post's name.

    Velog's address may be in the front matter of another post, as that of the previous one.
    """
    signs: tuple[Callable[[_File], bool], ...] = (
        lambda file: file.path in post.addressed,
        lambda file: file.slug in post.slugs,
        lambda file: (file.title, file.day) == (post.title, post.day),
    )
    found = next((found for sign in signs if (found := list(filter(sign, files)))), [])
    return found + [
        file
        for file in files
        if file not in found and file.slug in post.slugs and file.day == post.day
    ]


def _is_plain(post: _Signs, file: _File) -> bool:
    """Tell whether a sign is enough: a slug alone, as `intro`, may match by chance."""
    return file.path in post.addressed or file.day == post.day or file.title == post.title


def _read(path: str, values: Mapping[str, object]) -> _File:
    name = dated_name(path)
    return _File(
        path=path,
        day=day_of(name.day) if name else "",
        slug=same_words(slug_of(path)),
        title=same_words(str(values.get("title") or "")),
    )
