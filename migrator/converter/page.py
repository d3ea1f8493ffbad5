"""A post and the path of its file → its page in the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from migrator.converter import kramdown_writer
from migrator.converter.anchors import ids_of, point_at_headings, velog_ids
from migrator.converter.blog_context import ALONE, BlogContext
from migrator.converter.clean_text import clean, one_line
from migrator.converter.excerpt import KEY, SEPARATOR, with_safe_excerpt
from migrator.converter.formula_guard import guard_formulas, without_refused
from migrator.converter.head_values import head_values
from migrator.converter.image_paths import file_stem
from migrator.converter.inline_html import resolve_html
from migrator.converter.liquid_guard import guard
from migrator.converter.page_images import PageImages
from migrator.converter.post_digest import source_digest
from migrator.converter.post_keys import derived_keys, own_keys, stands_in_text
from migrator.converter.single_ids import with_single_ids
from migrator.converter.summary import first_words
from migrator.converter.tabbed_lists import with_lists_in_lists
from migrator.converter.tree import (
    Block,
    CodeBlock,
    Heading,
    Lines,
    Math,
    MathBlock,
    Node,
    ShownBlocks,
    Text,
)
from migrator.converter.tree_walk import walk
from migrator.converter.velogmark import parse
from migrator.converter.yaml_writer import Value, front_matter
from migrator.jekyll.permalinks import defaults_for
from migrator.jekyll.site_config import Dialect, collections_dir
from migrator.model import ImageLink, Page, Post
from migrator.settings.site_settings import Settings

HeadOf = Callable[
    [frozenset[str], str, Callable[[str, str], ImageLink | None]], Mapping[str, Value]
]
"""Gives the front matter from what a theme must show, the first words, and a cover's place."""


def convert_post(
    post: Post, username: str, path: str, settings: Settings, blog_context: BlogContext = ALONE
) -> Page:
    """Make the page of a post for the file at `path` in the site."""
    head_of = partial(head_values, post, username, settings, blog_context)
    return convert_with(head_of, post, path, settings, blog_context)


def convert_with(
    head_of: HeadOf, post: Post, path: str, settings: Settings, blog_context: BlogContext
) -> Page:
    """Make the page of what Velog shows as it shows a post, with front matter of its own."""
    folder = settings.image_folder(file_stem(path))
    images = PageImages(folder, settings, blog_context.resolve)
    body = clean(post.body)
    if settings.tab_lists == "nested" and post.is_markdown:
        body = with_lists_in_lists(body)
    typed = _typed(post, body)
    shown = _shown(post, body, typed)
    blocks = _blocks(shown.blocks, typed, post, settings)
    needs = _needs(post, blocks)
    words = "" if post.description else first_words(blocks)
    values = head_of(needs, words, images.cover)
    if "math" in needs or _is_searched_anyway(path, values, settings):
        blocks = guard_formulas(blocks, dollars=settings.profile.dollars)
    lines = body.split("\n") if post.is_markdown else ()
    text = kramdown_writer.write(blocks, _dialect(blocks, settings), images.mark, lines)
    text, excerpt = with_safe_excerpt(text, _excerpt_separator(values, settings))
    if post.thumbnail and stands_in_text(post, settings):
        text = f"![]({images.mark(post.thumbnail, True)})\n\n{text}"
    head = front_matter({**values, **excerpt}, settings.habits)
    return Page(
        post_id=post.id,
        title=one_line(post.title),
        path=path,
        parts=(*head, "\n", *images.place(guard(text)), "\n"),
        images=tuple(images.found.values()),
        slug=post.slug,
        own=frozenset(own_keys(post, settings)),
        derived=frozenset(derived_keys(post, settings)),
        needs=needs,
        lost=shown.lost,
        audience=post.audience,
        source=source_digest(post),
    )


def heading_ids(post: Post) -> Mapping[str, str]:
    """Give the id of each heading in the site, by its id on Velog."""
    body = clean(post.body)
    typed = _typed(post, body)
    return ids_of(_shown(post, body, typed).blocks, typed)


_JUMP = re.compile(r"[(<\"'=:]\s*#")
"""What an address within the post is written behind, in Markdown and in HTML."""
_NAMED = re.compile(r"(?:id|name)\s*=", re.IGNORECASE)
"""How HTML names a place in the post."""


def _typed(post: Post, body: str) -> tuple[Block, ...]:
    """Read Markdown; a post that is stored as HTML has none."""
    return parse(body) if post.is_markdown else ()


def _shown(post: Post, body: str, typed: tuple[Block, ...]) -> ShownBlocks:
    """Read a post; what Velog itself hides of one in Markdown is not lost here."""
    if not post.is_markdown:
        # Few posts are stored as HTML, and the libraries that read it take long to import.
        from migrator.converter.html_posts import read_html

        return read_html(body)
    blocks = resolve_html(typed)
    return ShownBlocks(with_single_ids(blocks, typed) if _NAMED.search(body) else blocks)


def shown_on_velog(post: Post) -> tuple[tuple[Block, ...], Mapping[Lines, str]]:
    """Give what Velog shows of a post, and the ids of its headings there.

    Of a post stored as HTML it is what does no harm elsewhere.
    """
    body = clean(post.body)
    typed = _typed(post, body)
    blocks = _shown(post, body, typed).blocks
    return blocks, velog_ids(typed or blocks)


def _blocks(
    blocks: tuple[Block, ...], typed: tuple[Block, ...], post: Post, settings: Settings
) -> tuple[Block, ...]:
    blocks = point_at_headings(blocks, typed) if _JUMP.search(post.body) else blocks
    blocks = without_refused(blocks) if "$" in post.body else blocks
    return blocks[1:] if drops_title(blocks, post, settings) else blocks


def drops_title(blocks: tuple[Block, ...], post: Post, settings: Settings) -> bool:
    """Tell whether the first heading is left out, for the theme shows the title as one."""
    return bool(settings.drop_title_heading and blocks and _repeats_title(blocks[0], post))


def shifts_headings(blocks: tuple[Block, ...], settings: Settings) -> bool:
    """Tell whether each heading is written a level lower, for the title has the highest."""
    return settings.shift_headings and any(map(_is_first, walk(blocks)))


def _is_searched_anyway(path: str, values: Mapping[str, Value], settings: Settings) -> bool:
    """Tell whether the theme looks for formulas in a post that has none.

    It does where no post has to ask it, and where the site or the author asks for every post.
    """
    keys = settings.profile.math
    if not keys:
        return settings.profile.dollars or settings.shows_formulas is True
    place = path.removeprefix(collections_dir(settings.config))
    given = {**defaults_for(place, settings.config, settings.engine), **values}
    # A key that the author writes in every post has its text for a value.
    said = {key: getattr(value, "text", value) for key, value in given.items()}
    return all(str(said.get(key)).lower() == str(value).lower() for key, value in keys.items())


def _repeats_title(block: Block, post: Post) -> bool:
    if not isinstance(block, Heading):
        return False
    words = "".join(node.value for node in walk([block]) if isinstance(node, Text))
    return one_line(words) == one_line(post.title)


def _excerpt_separator(values: Mapping[str, Value], settings: Settings) -> str:
    """Give what ends the excerpt of a post; nothing where Jekyll makes none."""
    if "excerpt" in values:
        return ""
    separator = settings.config.get(KEY, SEPARATOR)
    return separator if isinstance(separator, str) else ""


def _dialect(blocks: tuple[Block, ...], settings: Settings) -> Dialect:
    """Shift the headings of a post that uses the level of the page's title."""
    return replace(settings.dialect, heading_shift=int(shifts_headings(blocks, settings)))


def _is_first(node: Node) -> bool:
    return isinstance(node, Heading) and node.level == 1


_TOLD_BY = ("$", "mermaid", "ql-formula", "katex")


def _needs(post: Post, blocks: tuple[Block, ...]) -> frozenset[str]:
    """Give what a theme must show for this post: `math`, `mermaid`, or `toc` for headings."""
    found = set()
    if sum(isinstance(block, Heading) for block in blocks) > 1:
        found.add("toc")
    for node in walk(blocks) if any(each in post.body for each in _TOLD_BY) else ():
        if isinstance(node, Math | MathBlock):
            found.add("math")
        elif isinstance(node, CodeBlock) and node.info.lower().split()[:1] == ["mermaid"]:
            found.add("mermaid")
    return frozenset(found)
