"""The comments under posts → the data files from which a site shows them, one a post.

The text of a comment is Markdown, from which Jekyll makes HTML where it is shown (`markdownify`):
so it is read as posts are, and code is coloured as in them. Jekyll runs no Liquid in data: what is
written there is shown, so no Liquid is guarded, and addresses have `baseurl` in them as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from migrator.converter.clean_text import one_line
from migrator.converter.comment_text import comment_text, has_formula
from migrator.converter.image_paths import file_stem
from migrator.converter.link_targets import LinkTargets
from migrator.converter.page_images import PageImages
from migrator.converter.velog_links import velog_url
from migrator.converter.yaml_writer import NOT_IN_YAML
from migrator.jekyll.site_config import baseurl
from migrator.model import Blog, Comment, ImageLink, Page, Post
from migrator.settings.comment_places import comments_path
from migrator.settings.placeholders import literal
from migrator.settings.site_settings import Settings

Part = str | ImageLink

_INDENT = "  "
# What a block of YAML gives back as it is: printable lines, of which the first is not set in.
_BLOCK = re.compile(r"[^\s\x00-\x1f].*\n.*[^\n]", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_LINE_END = re.compile(r"\n(?!\n)")


def convert_comments(
    blog: Blog, paths: Mapping[str, str], targets: LinkTargets
) -> Mapping[str, Page | None] | None:
    """Make the data file of each post whose comments are known; None where there are none.

    None in all if comments were not asked for. `paths` are the files of the posts.
    """
    if blog.comments is None:
        return None
    settings = _for_data(targets.settings)
    targets = replace(targets, settings=settings)
    left_out = frozenset(name.strip("@ ").casefold() for name in settings.comments_without)
    return {
        post.id: _page(post, shown, paths[post.id], targets) if shown else None
        for post in blog.posts
        if post.id in blog.comments
        for shown in [_without(blog.comments[post.id], left_out)]
    }


def _for_data(settings: Settings) -> Settings:
    """Give the settings by which addresses are right without Liquid."""
    base = baseurl(settings.config)
    address = f"{literal(base)}/{{path}}"
    # Without its slash, it is no `baseurl` that Liquid could write.
    config = {**settings.config, "baseurl": base.lstrip("/")}
    return replace(settings, config=config, image_url=address, link_url=address)


def _without(comments: Sequence[Comment], names: Set[str]) -> tuple[Comment, ...]:
    """Leave out the comments of some users, as Velog does deleted ones: where nobody replied."""
    shown = []
    for comment in comments:
        replies = _without(comment.replies, names)
        if comment.is_deleted or (comment.name and comment.name.casefold() in names):
            if replies:
                gone = replace(comment, name="", text="", is_deleted=True)
                shown.append(replace(gone, replies=replies))
        else:
            shown.append(replace(comment, replies=replies))
    return tuple(shown)


def _page(post: Post, comments: Sequence[Comment], path: str, targets: LinkTargets) -> Page:
    settings = targets.settings
    images = PageImages(settings.image_folder(file_stem(path)), settings, targets.resolve)
    entries = [*_entries(comments, _INDENT, settings, images)]
    needs = frozenset(["math"] if _has_formula(comments) else [])
    return Page(
        post_id=post.id,
        title=one_line(post.title),
        path=comments_path(post.id, settings.config),
        parts=(
            f"post: {quoted(velog_url(targets.username, post.slug))}\n",
            *["math: true\n" for need in needs],
            "comments:\n",
            *entries,
        ),
        images=tuple(images.found.values()),
        slug=post.slug,
        audience=post.audience,
        needs=needs,
    )


def _has_formula(comments: Sequence[Comment]) -> bool:
    return any(has_formula(each.text) or _has_formula(each.replies) for each in comments)


def _entries(
    comments: Sequence[Comment], indent: str, settings: Settings, images: PageImages
) -> Iterator[Part]:
    below = indent + _INDENT
    for comment in comments:
        yield f"{indent}- id: {quoted(comment.id)}\n"
        day = comment.created_at.astimezone(settings.timezone)
        yield f"{below}date: {quoted(f'{day:%Y-%m-%d %H:%M:%S %z}')}\n"
        if comment.is_deleted:
            yield f"{below}deleted: true\n"
        else:
            if comment.name:
                yield f"{below}name: {quoted(one_line(comment.name))}\n"
            text = comment_text(comment.text, settings, images)
            yield f"{below}text: "
            yield from _value([*images.place(text)], below + _INDENT)
        if comment.replies:
            yield f"{below}replies:\n"
            yield from _entries(comment.replies, below + _INDENT, settings, images)


def _value(parts: Sequence[Part], indent: str) -> Iterator[Part]:
    """Write a text: lines as lines, if YAML gives them back, else in quotes."""
    said = "".join(x if isinstance(x, str) else f"{x.local}{x.remote}" for x in parts)
    if _BLOCK.fullmatch(said) and not (NOT_IN_YAML.search(said) or _CONTROL.search(said)):
        yield f"|-\n{indent}"
        for part in parts:
            yield _LINE_END.sub(f"\n{indent}", part) if isinstance(part, str) else part
        yield "\n"
        return
    yield '"'
    for part in parts:
        if isinstance(part, str):
            yield _inside(part)
        else:
            yield replace(part, local=_inside(part.local), remote=_inside(part.remote))
    yield '"\n'


def quoted(text: str) -> str:
    """Write a string as YAML in double quotes, its line feeds as escapes."""
    return f'"{_inside(text)}"'


def _inside(text: str) -> str:
    escaped = json.dumps(text, ensure_ascii=False)[1:-1]
    return NOT_IN_YAML.sub(lambda char: f"\\u{ord(char[0]):04x}", escaped)
