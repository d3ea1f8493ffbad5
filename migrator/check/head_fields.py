"""The front matter of posts → what Jekyll reads differently from what the author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.check import kinds
from migrator.check.build_setup import GITHUB_PAGES
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding
from migrator.jekyll.yaml11 import YamlField, is_changed
from migrator.jekyll.yaml_types import shown
from migrator.model import Note

_TEXTS = ("title", "subtitle", "description", "excerpt", "slug")
# The theme that GitHub Pages uses for a site without one.
_PRIMER_LAYOUTS = frozenset({"default", "home", "page", "post"})


def check_heads(site: CheckedSite) -> Iterator[Finding]:
    """Find front matter that is broken, not recognised, or missing."""
    for post in site.posts:
        if post.head is None:
            yield from _headless(post, site)
        elif post.head.error:
            yield _broken(post, post.head.error, site)
        else:
            for key, line in post.head.twice:
                yield Finding(
                    kinds.KEY_TWICE,
                    post.path,
                    line,
                    f"`{key}` is there twice; Jekyll uses this one",
                    "keep one of the two",
                )
            if _is_bare(post, site):
                yield Finding(
                    kinds.LAYOUT_MISSING,
                    post.path,
                    1,
                    "there is no layout: the page shows without the design of the site",
                    "add `layout: post`, or give all posts a layout by `defaults` in _config.yml",
                )


def _headless(post: CheckedPost, site: CheckedSite) -> Iterator[Finding]:
    lost = re.match(r"\s*---[ \t]*\n(?=[\w-]+:)", post.body)
    if lost:
        why = (
            "the `---` that ends it is missing"
            if lost[0].startswith("---")
            else "the file does not begin with `---`"
        )
        yield Finding(
            kinds.HEAD_LOST,
            post.path,
            1,
            f"Jekyll reads the front matter as text, since {why}",
            "begin the file with `---` and end the front matter with a line `---`",
        )
    elif _is_bare(post, site):
        yield Finding(
            kinds.HEAD_MISSING,
            post.path,
            1,
            "there is no front matter: the page has neither layout nor a title of its own",
            "begin the file with `---`, `layout: post`, `title: …`, `---`",
        )


def _broken(post: CheckedPost, error: tuple[int, Note], site: CheckedSite) -> Finding:
    line, problem = error
    if site.config.get("strict_front_matter"):
        what = "the build stops"
    elif post.is_draft:
        what = "the draft has neither title nor layout"
    else:
        what = "the post appears without layout and at the day of the build"
    return Finding(
        kinds.HEAD_BROKEN,
        post.path,
        line,
        f"Jekyll cannot read this front matter ({problem.english}): {what}",
        "fix the line; a text with `: `, `#`, quotes or brackets goes into double quotes",
    )


def _is_bare(post: CheckedPost, site: CheckedSite) -> bool:
    """Tell whether a post has no layout; a theme without a profile may give it one."""
    setup = site.setup
    is_known = bool(setup.profile.layouts) or setup.is_whole
    if not is_known or "jekyll-default-layout" in setup.plugins:
        return False
    return post.is_published and "layout" not in post.values and "layout" not in post.fields


def check_layouts(site: CheckedSite) -> Iterator[Finding]:
    """Find layouts that do not exist, where all of them are known."""
    own = {
        path.removeprefix("_layouts/").rpartition(".")[0]
        for path in site.files
        if path.startswith("_layouts/")
    }
    if site.setup.profile.layouts:
        own.update(site.setup.profile.layouts)
    elif not site.setup.is_whole or "layouts_dir" in site.config:
        return
    if site.setup.engine == GITHUB_PAGES:
        own |= _PRIMER_LAYOUTS
    for post in site.built:
        there = post.fields.get("layout")
        if there and there.value and there.text not in own | {"none", "null"}:
            yield Finding(
                kinds.LAYOUT_UNKNOWN,
                post.path,
                there.line,
                f"the layout `{there.text}` does not exist: the page shows without design",
                f"name one that does: {', '.join(sorted(own))}",
            )


def check_values(site: CheckedSite) -> Iterator[Finding]:
    """Find values that YAML turns into others."""
    for post in site.looked_into:
        for key in _TEXTS:
            if key in post.fields:
                yield from _text(key, post.fields[key], post)
        published = post.fields.get("published")
        if published and isinstance(published.value, str) and published.text.lower() == "false":
            yield Finding(
                kinds.PUBLISHED_TEXT,
                post.path,
                published.line,
                'the text "false" is not false for Jekyll: the post is published',
                "write it without quotes: `published: false`",
            )


def _text(key: str, there: YamlField, post: CheckedPost) -> Iterator[Finding]:
    if key == "title" and (there.items or there.members):
        yield Finding(
            kinds.TITLE_NOT_TEXT,
            post.path,
            there.line,
            "YAML reads the title as a list, because of the brackets",
            "put the title into double quotes",
        )
    elif is_changed(there):
        yield _changed(f"`{key}`", there, post)
    elif there.is_plain and re.match(r"\s+#[^\s#]", there.after):
        yield Finding(
            kinds.VALUE_CUT,
            post.path,
            there.line,
            f"YAML reads `{there.after.strip()[:30]}` as a comment: `{key}` ends before it",
            "put the value into double quotes",
        )


def _changed(name: str, there: YamlField, post: CheckedPost) -> Finding:
    return Finding(
        kinds.VALUE_CHANGED,
        post.path,
        there.line,
        f"{name}: Jekyll reads `{there.text}` as {shown(there.value)}",
        f'write "{there.text}", with quotes',
    )
