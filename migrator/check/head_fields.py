"""The front matter of posts → what Jekyll reads differently from what the author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from migrator.check import kinds
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding, quoted
from migrator.jekyll.names import JEKYLL_3
from migrator.jekyll.site_config import layouts_dir
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
                    Note(
                        f"`{key}` is there twice; Jekyll uses this one",
                        f"`{key}` 키가 두 번 나옵니다. Jekyll은 이것을 씁니다",
                    ),
                    Note("keep one of the two", "하나만 남기세요"),
                )
            if _is_bare(post, site):
                yield Finding(
                    kinds.LAYOUT_MISSING,
                    post.path,
                    1,
                    Note(
                        "there is no layout: the page shows without the design of the site",
                        "레이아웃이 없어 사이트의 디자인 없이 보입니다",
                    ),
                    Note(
                        "add `layout: post`, or give all posts a layout by `defaults` in "
                        "_config.yml",
                        "`layout: post`를 넣거나, _config.yml의 `defaults`로 모든 글에 레이아웃을 "
                        "주세요",
                    ),
                )


def _headless(post: CheckedPost, site: CheckedSite) -> Iterator[Finding]:
    lost = re.match(r"\s*---[ \t]*\n(?=[\w-]+:)", post.body)
    if lost:
        why = (
            Note("the `---` that ends it is missing", "머리말을 끝내는 `---`가 없어")
            if lost[0].startswith("---")
            else Note("the file does not begin with `---`", "파일이 `---`로 시작하지 않아")
        )
        yield Finding(
            kinds.HEAD_LOST,
            post.path,
            1,
            Note(
                f"Jekyll reads the front matter as text, since {why.english}",
                f"{why.korean} Jekyll이 머리말을 본문으로 읽습니다",
            ),
            Note(
                "begin the file with `---` and end the front matter with a line `---`",
                "파일을 `---`로 시작하고 머리말을 `---` 한 줄로 끝내세요",
            ),
        )
    elif _is_bare(post, site):
        yield Finding(
            kinds.HEAD_MISSING,
            post.path,
            1,
            Note(
                "there is no front matter: the page has neither layout nor a title of its own",
                "머리말이 없어 레이아웃도 제목도 없습니다",
            ),
            Note(
                "begin the file with `---`, `layout: post`, `title: …`, `---`",
                "파일을 `---`, `layout: post`, `title: …`, `---`로 시작하세요",
            ),
        )


def _broken(post: CheckedPost, error: tuple[int, Note], site: CheckedSite) -> Finding:
    line, problem = error
    if site.config.get("strict_front_matter"):
        what = Note("the build stops", "빌드가 멈춥니다")
    elif post.is_draft:
        what = Note(
            "the draft has neither title nor layout", "임시 글에 제목도 레이아웃도 없습니다"
        )
    else:
        what = Note(
            "the post appears without layout and with the day of the build",
            "글이 레이아웃 없이 빌드한 날짜로 나옵니다",
        )
    return Finding(
        kinds.HEAD_BROKEN,
        post.path,
        line,
        Note(
            f"Jekyll cannot read this front matter ({problem.english}): {what.english}",
            f"Jekyll이 이 머리말을 읽지 못해({problem.korean}) {what.korean}",
        ),
        Note(
            "fix the line; a text with `: `, `#`, quotes or brackets goes into double quotes",
            "그 줄을 고치세요. `: `, `#`, 따옴표, 괄호가 든 값은 큰따옴표로 감쌉니다",
        ),
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
    above = f"{layouts_dir(site.config)}/"
    own = {
        path.removeprefix(above).rpartition(".")[0] for path in site.files if path.startswith(above)
    }
    if site.setup.profile.layouts:
        own.update(site.setup.profile.layouts)
    elif not site.setup.is_whole:
        return
    if site.setup.engine == JEKYLL_3:
        own |= _PRIMER_LAYOUTS
    for post in site.built:
        there = post.fields.get("layout")
        if there and there.value and there.text not in own | {"none", "null"}:
            yield Finding(
                kinds.LAYOUT_UNKNOWN,
                post.path,
                there.line,
                Note(
                    f"the layout `{there.text}` does not exist: the page shows without design",
                    f"`{there.text}` 레이아웃이 없어 디자인 없이 보입니다",
                ),
                Note(
                    f"name one that does: {', '.join(sorted(own))}",
                    f"있는 것을 쓰세요: {', '.join(sorted(own))}",
                ),
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
                Note(
                    'the text "false" is not false for Jekyll: the post is published',
                    '텍스트 "false"는 Jekyll에서 거짓이 아니라서 글이 공개됩니다',
                ),
                Note(
                    "write it without quotes: `published: false`",
                    "따옴표 없이 쓰세요: `published: false`",
                ),
            )


def _text(key: str, there: YamlField, post: CheckedPost) -> Iterator[Finding]:
    if key == "title" and (there.items or there.members):
        yield Finding(
            kinds.TITLE_NOT_TEXT,
            post.path,
            there.line,
            Note(
                "YAML reads the title as a list, because of the brackets",
                "괄호 때문에 YAML이 제목을 목록으로 읽습니다",
            ),
            Note("put the title into double quotes", "제목을 큰따옴표로 감싸세요"),
        )
    elif is_changed(there):
        yield _changed(f"`{key}`", there, post)
    elif there.is_plain and re.match(r"\s+#[^\s#]", there.after):
        yield Finding(
            kinds.VALUE_CUT,
            post.path,
            there.line,
            Note(
                f"YAML reads `{there.after.strip()[:30]}` as a comment: `{key}` ends before it",
                f"YAML이 `{there.after.strip()[:30]}`부터 주석으로 읽어 `{key}` 값이 그 앞에서 "
                "끝납니다",
            ),
            Note("put the value into double quotes", "값을 큰따옴표로 감싸세요"),
        )


def _changed(name: str, there: YamlField, post: CheckedPost) -> Finding:
    return Finding(
        kinds.VALUE_CHANGED,
        post.path,
        there.line,
        Note(
            f"{name}: Jekyll reads `{there.text}` as {shown(there.value)}",
            f"{name}: Jekyll이 `{there.text}`를 {shown(there.value)}(으)로 읽습니다",
        ),
        quoted(there.text),
    )
