"""The tags and categories of posts → those that are not a list of texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migrator.check import kinds
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding
from migrator.jekyll.yaml11 import YamlField, is_changed
from migrator.jekyll.yaml_types import shown

_LISTS = (("tag", "tags"), ("category", "categories"))


def check_lists(site: CheckedSite) -> Iterator[Finding]:
    """Find tags and categories that are not a list of texts."""
    for post in site.looked_into:
        for one, many in _LISTS:
            if post.fields.get(one) and post.fields.get(many) and post.fields[one].value:
                yield Finding(
                    kinds.KEY_TWICE,
                    post.path,
                    post.fields[many].line,
                    f"Jekyll ignores `{many}`, since there is `{one}`",
                    f"put all into `{many}`",
                )
            for key in (one, many):
                if key in post.fields:
                    yield from _list(key, key == many, post.fields[key], post, site)


def _list(
    key: str, is_plural: bool, there: YamlField, post: CheckedPost, site: CheckedSite
) -> Iterator[Finding]:
    if isinstance(there.value, str) and is_plural:
        yield from _one_text(key, there, post)
    elif there.text and not isinstance(there.value, str) and there.value is not None:
        what = "nothing" if is_plural else shown(there.value)
        yield Finding(
            kinds.TAG_NOT_TEXT,
            post.path,
            there.line,
            f"`{key}: {there.text}` is not a text in YAML; Jekyll reads {what}",
            f'write `{key}: ["{there.text}"]`' if is_plural else f'write "{there.text}"',
        )
    for item in there.items:
        yield from _item(key, item, post, site)


def _one_text(key: str, there: YamlField, post: CheckedPost) -> Iterator[Finding]:
    words = there.text.split()
    is_split = len(words) > 1 and not there.is_plain
    if (len(words) > 1 and any(word.endswith(",") for word in words)) or is_split:
        yield Finding(
            kinds.TAGS_TEXT,
            post.path,
            there.line,
            f"Jekyll splits one text at the spaces; `{key}` are {_quoted(words)}",
            f"write a list: `{key}: [{', '.join(_parts(there.text))}]`",
        )
    elif "," in there.text:
        yield Finding(
            kinds.TAGS_TEXT,
            post.path,
            there.line,
            f"Jekyll splits one text at spaces, not at commas: `{there.text}` is one",
            f"write a list: `{key}: [{', '.join(_parts(there.text))}]`",
        )


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _parts(text: str) -> list[str]:
    return [f'"{part.strip()}"' for part in text.split(",") if part.strip()]


def _item(key: str, item: YamlField, post: CheckedPost, site: CheckedSite) -> Iterator[Finding]:
    if not item.is_plain or item.value is None or isinstance(item.value, str):
        return
    if key == "tags" and "jekyll-archives" in site.setup.plugins:
        yield Finding(
            kinds.TAG_STOPS,
            post.path,
            item.line,
            f"the tag `{item.text}` is not a text in YAML; jekyll-archives stops the build at it",
            f'write "{item.text}", with quotes',
        )
    elif key == "tags" or is_changed(item):
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
