"""The front matter of posts → what Jekyll reads in it otherwise than its author wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from migrator.check import kinds
from migrator.check.model import Finding, Post, Site
from migrator.check.setup import GITHUB_PAGES, MINIMA
from migrator.check.yaml11 import Field, has_zone, shown
from migrator.model import MigratorError
from migrator.permalinks.dates import moment_of

_TEXTS = ("title", "subtitle", "description", "excerpt", "slug")
_LISTS = (("tag", "tags"), ("category", "categories"))
# Layouts that minima (2.5 and 3) brings.
_MINIMA_LAYOUTS = frozenset({"base", "default", "home", "page", "post"})
# What GitHub Pages gives a site without a theme.
_PRIMER_LAYOUTS = frozenset({"default", "home", "page", "post"})


def check_heads(site: Site) -> Iterator[Finding]:
    """Find front matter that is broken, not seen, or not there."""
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
                    f"`{key}` stands twice; Jekyll takes this one",
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


def _headless(post: Post, site: Site) -> Iterator[Finding]:
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
            f"Jekyll takes the front matter for text, since {why}",
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


def _broken(post: Post, error: tuple[int, str], site: Site) -> Finding:
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
        f"Jekyll cannot read this front matter ({problem}): {what}",
        "mend the line; a text with `: `, `#`, quotes or brackets goes into double quotes",
    )


def _is_bare(post: Post, site: Site) -> bool:
    """Tell whether a post gets no layout from anywhere; a theme unknown here may give it one."""
    setup = site.setup
    is_known = setup.theme == MINIMA or setup.is_whole
    if not is_known or "jekyll-default-layout" in setup.plugins:
        return False
    return post.is_published and "layout" not in post.values and "layout" not in post.fields


def check_layouts(site: Site) -> Iterator[Finding]:
    """Find layouts that do not exist, where all of them are known."""
    own = {
        path.removeprefix("_layouts/").rpartition(".")[0]
        for path in site.files
        if path.startswith("_layouts/")
    }
    if site.setup.theme == MINIMA:
        own |= _MINIMA_LAYOUTS
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


def check_values(site: Site) -> Iterator[Finding]:
    """Find values that become others on the way through YAML."""
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


def _text(key: str, there: Field, post: Post) -> Iterator[Finding]:
    if key == "title" and (there.items or there.members):
        yield Finding(
            kinds.TITLE_NOT_TEXT,
            post.path,
            there.line,
            "for the brackets YAML reads the title as a list, not as a text",
            "put the title into double quotes",
        )
    elif _is_changed(there):
        yield _changed(f"`{key}`", there, post)
    elif there.is_plain and re.match(r"\s+#[^\s#]", there.after):
        yield Finding(
            kinds.VALUE_CUT,
            post.path,
            there.line,
            f"YAML takes `{there.after.strip()[:30]}` for a comment: `{key}` ends before it",
            "put the value into double quotes",
        )


def _is_changed(there: Field) -> bool:
    if not there.is_plain or there.value is None or isinstance(there.value, str | datetime):
        return False
    return shown(there.value) != there.text


def _changed(name: str, there: Field, post: Post) -> Finding:
    return Finding(
        kinds.VALUE_CHANGED,
        post.path,
        there.line,
        f"{name}: Jekyll reads `{there.text}` as {shown(there.value)}",
        f'write "{there.text}", with quotes',
    )


def check_dates(site: Site) -> Iterator[Finding]:
    """Find dates that do not exist, that move, and that are still to come."""
    zone = _zone(site)
    for post in site.looked_into:
        there = post.fields.get("date")
        if there and there.value is not None:
            yield from _date(there, post, site, zone)
        elif there:
            yield _no_date(post, there.line, "date:")
        elif post.is_published:
            yield from _date_of_name(post, zone)


def _date(there: Field, post: Post, site: Site, zone: ZoneInfo) -> Iterator[Finding]:
    try:
        moment = moment_of(there.value, zone)
    except MigratorError:
        if _is_no_date(there):
            yield _no_date(post, there.line, there.text)
        return
    if isinstance(there.value, datetime) and not has_zone(there.text):
        yield from _utc(there, moment, post)
    is_hidden = not site.config.get("future", site.setup.engine == GITHUB_PAGES)
    if moment > site.now and post.is_published and is_hidden:
        yield Finding(
            kinds.DATE_FUTURE,
            post.path,
            there.line,
            f"Jekyll leaves the post out until {moment:%Y-%m-%d %H:%M %z}, and shows it with the "
            "first build after that",
            "build again then, or set `future: true` in _config.yml",
        )


def _utc(there: Field, moment: datetime, post: Post) -> Iterator[Finding]:
    offset = f"{moment:%z}"
    if offset == "+0000":
        return
    written = there.text.strip()
    yield Finding(
        kinds.DATE_UTC,
        post.path,
        there.line,
        f"a time with seconds and without offset is UTC for Jekyll: the page says "
        f"{moment:%Y-%m-%d %H:%M}",
        f"write `{written} {offset}`",
    )


def _is_no_date(there: Field) -> bool:
    """Tell whether Ruby cannot read a date either; it takes forms that are not known here."""
    text = str(there.value)
    found = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", text)
    if found is None:
        return not any(char.isdigit() for char in text)
    try:
        datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return True
    return False


def _date_of_name(post: Post, zone: ZoneInfo) -> Iterator[Finding]:
    found = re.search(r"(?:^|/)(\d{4}-\d{1,2}-\d{1,2})-[^/]*$", post.path)
    try:
        if found:
            moment_of(found[1], zone)
    except MigratorError:
        yield _no_date(post, None, found[1] if found else "")


def _no_date(post: Post, line: int | None, text: str) -> Finding:
    return Finding(
        kinds.DATE_INVALID,
        post.path,
        line,
        f"`{text}` is no date: the build stops here",
        "write one such as `2022-06-22 15:07:00 +0900`",
    )


def _zone(site: Site) -> ZoneInfo:
    """Give the zone the site is built in; without `timezone` a machine of GitHub's, so UTC."""
    try:
        return ZoneInfo(str(site.config.get("timezone") or "UTC"))
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def check_lists(site: Site) -> Iterator[Finding]:
    """Find tags and categories that are no list of texts."""
    for post in site.looked_into:
        for one, many in _LISTS:
            if post.fields.get(one) and post.fields.get(many) and post.fields[one].value:
                yield Finding(
                    kinds.KEY_TWICE,
                    post.path,
                    post.fields[many].line,
                    f"Jekyll passes over `{many}`, since there is `{one}`",
                    f"put all into `{many}`",
                )
            for key in (one, many):
                if key in post.fields:
                    yield from _list(key, key == many, post.fields[key], post, site)


def _list(key: str, is_plural: bool, there: Field, post: Post, site: Site) -> Iterator[Finding]:
    if isinstance(there.value, str) and is_plural:
        yield from _one_text(key, there, post)
    elif there.text and not isinstance(there.value, str) and there.value is not None:
        what = "nothing" if is_plural else shown(there.value)
        yield Finding(
            kinds.TAG_NOT_TEXT,
            post.path,
            there.line,
            f"`{key}: {there.text}` is no text for YAML; Jekyll reads {what}",
            f'write `{key}: ["{there.text}"]`' if is_plural else f'write "{there.text}"',
        )
    for item in there.items:
        yield from _item(key, item, post, site)


def _one_text(key: str, there: Field, post: Post) -> Iterator[Finding]:
    words = there.text.split()
    is_split = len(words) > 1 and not there.is_plain
    if (len(words) > 1 and any(word.endswith(",") for word in words)) or is_split:
        yield Finding(
            kinds.TAGS_TEXT,
            post.path,
            there.line,
            f"Jekyll cuts one text at the blanks; `{key}` are {_quoted(words)}",
            f"write a list: `{key}: [{', '.join(_parts(there.text))}]`",
        )
    elif "," in there.text:
        yield Finding(
            kinds.TAGS_TEXT,
            post.path,
            there.line,
            f"Jekyll cuts one text at blanks, not at commas: `{there.text}` is one",
            f"write a list: `{key}: [{', '.join(_parts(there.text))}]`",
        )


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _parts(text: str) -> list[str]:
    return [f'"{part.strip()}"' for part in text.split(",") if part.strip()]


def _item(key: str, item: Field, post: Post, site: Site) -> Iterator[Finding]:
    if not item.is_plain or item.value is None or isinstance(item.value, str):
        return
    if key == "tags" and "jekyll-archives" in site.setup.plugins:
        yield Finding(
            kinds.TAG_STOPS,
            post.path,
            item.line,
            f"the tag `{item.text}` is no text for YAML; jekyll-archives stops the build at it",
            f'write "{item.text}", with quotes',
        )
    elif key == "tags" or _is_changed(item):
        yield Finding(
            kinds.TAG_NOT_TEXT,
            post.path,
            item.line,
            f"Jekyll reads the item `{item.text}` of `{key}` as {_called(item.value)}, not as a "
            "text; themes that sort or link it fail",
            f'write "{item.text}", with quotes',
        )


def _called(value: object) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"the number {shown(value)}" if number else shown(value)


def check_excerpts(site: Site) -> Iterator[Finding]:
    """Find posts that begin with code in which the excerpt ends, where excerpts are shown."""
    if not site.setup.shows_excerpts or site.config.get("excerpt_separator", "\n\n") != "\n\n":
        return
    for post in site.built:
        body = post.body.lstrip("\n")
        fence = re.match(r"(`{3,}|~{3,})[^\n]*\n(?:(?!\1).*\n)*?\n(?:.*\n)*?\1", body)
        if fence and not {"excerpt", "excerpt_separator"} & set(post.values):
            yield Finding(
                kinds.EXCERPT,
                post.path,
                post.body_line + len(post.body) - len(body),
                "the post begins with code that has a blank line; lists show the half before it",
                "begin with a sentence, or write an `excerpt` into the front matter",
            )
