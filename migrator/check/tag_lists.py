"""The tags and categories of posts → those that are not a list of texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from migrator.check import kinds
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding, quoted
from migrator.jekyll.yaml11 import YamlField, is_changed
from migrator.jekyll.yaml_types import shown
from migrator.model import Note

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
                    Note(
                        f"Jekyll ignores `{many}`, since there is `{one}`",
                        f"`{one}`가 있어 Jekyll이 `{many}`를 무시합니다",
                    ),
                    Note(f"put all into `{many}`", f"모두 `{many}`에 넣으세요"),
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
        what, korean = ("nothing", "없음") if is_plural else (shown(there.value),) * 2
        fixed = f'`{key}: ["{there.text}"]`' if is_plural else f'"{there.text}"'
        yield Finding(
            kinds.TAG_NOT_TEXT,
            post.path,
            there.line,
            Note(
                f"`{key}: {there.text}` is not a text in YAML; Jekyll reads {what}",
                f"`{key}: {there.text}`는 YAML에서 텍스트가 아니며, Jekyll은 {korean}(으)로 "
                "읽습니다",
            ),
            Note(f"write {fixed}", f"{fixed}라고 쓰세요"),
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
            Note(
                f"Jekyll splits one text at the spaces; `{key}` are {_quoted(words)}",
                f"Jekyll은 텍스트를 공백에서 나눕니다. `{key}`는 {_quoted(words)}가 됩니다",
            ),
            _as_list(key, there),
        )
    elif "," in there.text:
        yield Finding(
            kinds.TAGS_TEXT,
            post.path,
            there.line,
            Note(
                f"Jekyll splits one text at spaces, not at commas: `{there.text}` is one",
                f"Jekyll은 텍스트를 쉼표가 아니라 공백에서 나눕니다. `{there.text}`가 하나가 "
                "됩니다",
            ),
            _as_list(key, there),
        )


def _as_list(key: str, there: YamlField) -> Note:
    line = f"`{key}: [{', '.join(_parts(there.text))}]`"
    return Note(f"write a list: {line}", f"목록으로 쓰세요: {line}")


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
            Note(
                f"the tag `{item.text}` is not a text in YAML; jekyll-archives stops the build at "
                "it",
                f"태그 `{item.text}`는 YAML에서 텍스트가 아니라서 jekyll-archives가 빌드를 "
                "멈춥니다",
            ),
            quoted(item.text),
        )
    elif key == "tags" or is_changed(item):
        called = _called(item.value)
        yield Finding(
            kinds.TAG_NOT_TEXT,
            post.path,
            item.line,
            Note(
                f"Jekyll reads the item `{item.text}` of `{key}` as {called.english}, not as a "
                "text; themes that sort or link it fail",
                f"Jekyll이 `{key}`의 `{item.text}`를 텍스트가 아니라 {called.korean}(으)로 "
                "읽습니다. 정렬하거나 링크하는 테마가 멈춥니다",
            ),
            quoted(item.text),
        )


def _called(value: object) -> Note:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return Note(
        f"the number {shown(value)}" if is_number else shown(value),
        f"숫자 {shown(value)}" if is_number else shown(value),
    )
