"""The excerpts that Jekyll cuts from posts → those that stop the build, or show what no post does.

An excerpt is a page of its own (`excerpt.rb` of 3.10 and 4.x): what stands before the first blank
line, with an end for each block of Liquid that seems open there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from migrator.check import kinds
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding
from migrator.check.running_liquid import liquid_in
from migrator.converter.excerpt import KEY, SEPARATOR, span_that_is_cut
from migrator.jekyll.liquid import BLOCK_TAGS
from migrator.jekyll.liquid_switch import runs_liquid
from migrator.model import Note

# Not what Liquid takes for a tag: Jekyll looks for its own idea of one.
_SEEMING_TAG = re.compile(r"\{%-?\s*(\w+)\s*.*?-?%\}", re.DOTALL)
_ELEMENT = re.compile(r"<[a-zA-Z]")
_ADVICE = Note(
    "begin with a sentence, or write an `excerpt` into the front matter",
    "문장으로 시작하거나 머리말에 `excerpt`를 쓰세요",
)


def check_excerpts(site: CheckedSite) -> Iterator[Finding]:
    """Find excerpts that end inside code, a formula or HTML, or in which Liquid stops."""
    for post in site.built:
        separator = str(post.values.get(KEY, site.config.get(KEY, SEPARATOR)) or "")
        if not separator or "excerpt" in post.values:
            continue
        if site.setup.shows_excerpts:
            yield from _cut(post, separator)
        if runs_liquid(post.values, site.setup.engine):
            yield from _stopping(post, separator, site)


def _cut(post: CheckedPost, separator: str) -> Iterator[Finding]:
    body = post.body.lstrip("\n")
    span = span_that_is_cut(body, separator)
    if span is None:
        return
    line = post.line_at(len(post.body) - len(body) + span[0])
    half = body[span[0] : body.index(separator)]
    if not half.startswith("<") and _ELEMENT.search(half):
        what = Note(
            "the excerpt ends inside code, and the tags in it come to life in lists",
            "발췌가 코드 안에서 끝나, 목록에서 코드 속 태그가 살아납니다",
        )
        yield Finding(kinds.EXCERPT_ALIVE, post.path, line, what, _ADVICE)
    else:
        what = Note(
            "the excerpt ends inside code, a formula or HTML; lists show the half before it",
            "발췌가 코드, 수식, HTML 안에서 끝나 목록에 앞부분만 보입니다",
        )
        yield Finding(kinds.EXCERPT, post.path, line, what, _ADVICE)


def _stopping(post: CheckedPost, separator: str, site: CheckedSite) -> Iterator[Finding]:
    """Find what stops Liquid in the excerpt and not in the post."""
    head, _, tail = post.body.partition(separator)
    if "{%" not in head or not tail or any(_stops(post, site)):
        return
    for finding in _stops(replace(post, body=_with_ends(head)), site):
        what = Note(
            "Jekyll closes a block here for the excerpt that Liquid does not take for one: the "
            "build stops here",
            "Jekyll이 발췌를 위해 여기서 블록을 닫는데 Liquid에는 블록이 아니라서 빌드가 멈춥니다",
        )
        yield replace(finding, line=post.line_at(len(head)), what=what)


def _stops(post: CheckedPost, site: CheckedSite) -> Iterator[Finding]:
    return (each for each in liquid_in(post, site) if each.kind == kinds.LIQUID_STOP)


def _with_ends(head: str) -> str:
    for name in reversed(_SEEMING_TAG.findall(head)):
        if name in BLOCK_TAGS and not re.search(rf"\{{%-?\s*end{name}.*?-?%\}}", head, re.DOTALL):
            head += f"\n{{% end{name} %}}"
    return head
