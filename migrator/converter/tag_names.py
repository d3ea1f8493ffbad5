"""The tags of a blog, and those of the site → the name of each tag in the site.

jekyll-archives, and the tag pages of most themes, distinguish tags by their slug only: `C`, `C++`
and `C#` would all be shown, or overwritten, at `/tags/c/`, and `!!!` at `/tags/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrator.converter.clean_text import tag_name
from migrator.jekyll.permalinks import jekyll_slug
from migrator.model import Note, Post
from migrator.settings.site_settings import Settings

_KNOWN = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", "j#": "jsharp", "q#": "qsharp"}
"""Names of languages whose sign a slug would drop; GitHub uses the same in its addresses."""


def tag_names(posts: Sequence[Post], settings: Settings) -> Mapping[str, str]:
    """Give the names of tags that have another name in the site; '' for a tag that is left out.

    Tags with the same slug get one spelling: the one that the site has already, else that of the
    oldest post.
    """
    oldest_first = sorted(posts, key=lambda post: (post.released_at, post.id))
    tags = dict.fromkeys(tag_name(tag) for post in oldest_first for tag in post.tags)
    if not _has_slugs(settings):
        return {tag: name for tag, name in settings.tags.items() if tag in tags}
    is_lower = settings.profile.tags == "lower" and _are_lower(settings.habits.spellings)
    own = {tag.casefold(): tag for tag in reversed(settings.habits.spellings)}
    # The author's `C++` has the slug of `C`, and still is not another spelling of it.
    spellings = {jekyll_slug(tag): tag for folded, tag in own.items() if folded not in _KNOWN}
    names: dict[str, str] = {}
    for tag in tags:
        chosen = settings.tags.get(tag) or own.get(tag.casefold())
        name = chosen or _KNOWN.get(tag.casefold(), tag)
        name = name.lower() if is_lower and not chosen else name
        slug = jekyll_slug(name)
        if not (chosen and tag.casefold() in _KNOWN):
            name = spellings.setdefault(slug, name)
        names[tag] = name if slug else ""
    return {tag: name for tag, name in names.items() if name != tag}


def tag_notes(names: Mapping[str, str]) -> Iterator[Note]:
    """Give a note for each tag that is left out."""
    for tag, name in names.items():
        if tag and not name:
            yield Note(
                f"The tag {tag!r} has no letter or digit, so Jekyll cannot make a page for it, and "
                "it is left out. To keep it, give it a name in .velog-to-jekyll.toml, in [tags].",
                f"태그 {tag!r}에는 글자나 숫자가 없어 Jekyll이 페이지를 만들 수 없으므로 뺍니다. "
                "남기려면 .velog-to-jekyll.toml의 [tags]에 이름을 지어 주세요.",
            )


def _has_slugs(settings: Settings) -> bool:
    plugins = settings.config.get("plugins") or ()
    return "{slug}" in settings.profile.tag_page or "jekyll-archives" in str(plugins)


def _are_lower(spellings: Iterable[str]) -> bool:
    return all(tag == tag.lower() for tag in spellings)
