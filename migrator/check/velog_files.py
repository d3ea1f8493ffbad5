"""The files of a site → those that name Velog, with the addresses in them that a page shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

from migrator.check.checked_site import CheckedSite, VelogFile
from migrator.converter.image_paths import names_velog
from migrator.converter.velog_images import is_on_velog
from migrator.converter.velog_links import page_on_velog
from migrator.files import read_file
from migrator.jekyll.front_matter import split
from migrator.jekyll.kramdown import MentionKind
from migrator.jekyll.mentions import Mentions, Unsure, UnsureAddress
from migrator.jekyll.site_parts import Part, SiteParts
from migrator.settings.comment_places import comments_folder

Place = tuple[int, str]


def velog_files(base: Path, site: CheckedSite) -> Iterator[VelogFile]:
    """Read the files that name Velog; posts that have no page are not among them."""
    parts = SiteParts(site.rules, site.config, site.setup.engine)
    silent = {post.path for post in site.posts} - {post.path for post in site.looked_into}
    silent |= {passed.path for passed in site.passed}
    backups = (f"{path.rpartition('/')[0]}/" for path in site.backups if "/" in path)
    # Comments name Velog as where they are from; what is to be done about them, sync does.
    left = (*backups, f"{comments_folder(site.config)}/")
    for path in site.files:
        part = parts.part_of(path)
        if part is None or path in silent or path.startswith(left):
            continue
        text = _text(base / path)
        if not names_velog(text):
            continue
        part = parts.of_text(path, text)
        head, body = split(text)
        if part in (Part.POST, Part.PAGE) and not names_velog(body):
            text = head  # where most posts have been fetched from is said there, and only there
        if part is not None:
            yield _read(path, text, part, parts.mentions(path, text, part))


def _read(path: str, text: str, part: Part, mentions: Mentions) -> VelogFile:
    ends = [at for at, char in enumerate(text) if char == "\n"]

    def placed(found: Iterable[tuple[int, str]]) -> tuple[Place, ...]:
        return tuple((1 + bisect_right(ends, at - 1), url) for at, url in sorted(found))

    sure = [*mentions.head, *mentions.body, *mentions.in_liquid]
    shown = [
        (each.start, each.url)
        for each in sure
        if each.kind is not MentionKind.LINK
        and is_on_velog(each.url, is_image=each.kind is MentionKind.IMAGE)
    ]
    shown += [
        (each.start, each.url)
        for each in mentions.unsure
        if each.why is not Unsure.TAG and is_on_velog(each.url, is_image=False)
    ]
    links = ((each.start, each.url) for each in sure if each.kind is MentionKind.LINK)
    return VelogFile(
        path=path,
        is_post=part is Part.POST,
        shown=placed(shown),
        tags=placed(_tags(mentions.unsure)),
        links=placed(each for each in links if page_on_velog(each[1])),
    )


def _tags(unsure: Iterable[UnsureAddress]) -> Iterator[Place]:
    for each in unsure:
        if each.why is Unsure.TAG and is_on_velog(each.url, is_image=True):
            yield each.start, each.url


def _text(path: Path) -> str:
    try:
        text = read_file(path).decode(errors="replace")
    except OSError:
        return ""
    return text.replace("\r\n", "\n").replace("\r", "\n")
