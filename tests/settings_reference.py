"""The table of settings → docs/settings.md and its Korean twin; `make settings` writes both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from migrator.settings.own_file import TAGS
from migrator.settings.own_names import OWN_CONFIG
from migrator.settings.profiles import profiles
from migrator.settings.table import CHOICE, SETTINGS, Setting

DOCS = Path(__file__).parent.parent / "docs"

EXAMPLES = {
    "profile": '"chirpy"',
    "image_dir": '"assets/images/{stem}"',
    "image_url": "\"{{ '/{path}' | relative_url }}\"",
    "engine": '"4"',
    "timezone": '"America/New_York"',
    "typography": '"exact"',
    "shift_headings": "true",
    "drop_title_heading": "true",
    "tab_lists": '"nested"',
    "series": '"categories"',
    "cover": '"never"',
    "lang": '"ko"',
    "redirects": "true",
    "canonical": '"velog"',
    "comments_without": '["somebody"]',
    "front_matter.order": '["title", "date", "tags"]',
    "front_matter.always": '{ author = "haru", comments = true }',
    "front_matter.summary": '["excerpt"]',
    "front_matter.derived_summary": "true",
    "front_matter.cover": '["header.teaser", "image"]',
    "front_matter.math": "{ use_math = true }",
    "front_matter.mermaid": "{ diagrams = true }",
    "front_matter.toc": "{ toc = true, toc_sticky = true }",
    "front_matter.plain": '["title", "description"]',
    "front_matter.single": '["title"]',
    "front_matter.lists": '"block"',
}
"""A value for each setting, as it is written in the file."""

_ENGLISH_HEAD = f"""\
# Settings

[한국어](settings.ko.md)

The tool detects how a site is set up. What you want otherwise goes into `{OWN_CONFIG}`,
beside `_config.yml`; each line may be missing. `init` writes the file, with what was detected:

```console
$ velog-to-jekyll init --site DIR   # --dry-run only shows it
$ velog-to-jekyll diff --site DIR   # after a change: the posts that would be written differently
$ velog-to-jekyll sync --site DIR
```

A setting that does not exist, or a value that it does not take, is named with its line, and nothing
is written. What you edited in a post stays, also where a setting would write it differently.
"""
_KOREAN_HEAD = f"""\
# 설정

[English](settings.md)

이 도구는 사이트가 어떻게 되어 있는지 스스로 알아냅니다. 다르게 하고 싶은 것만
`_config.yml` 옆의 `{OWN_CONFIG}`에 적으면 됩니다. 어느 줄이든 없어도 됩니다.
알아낸 값이 담긴 파일은 `init`이 만들어 줍니다.

```console
$ velog-to-jekyll init --site DIR   # --dry-run을 주면 보여 주기만 함
$ velog-to-jekyll diff --site DIR   # 고친 다음: 다르게 쓸 글
$ velog-to-jekyll sync --site DIR
```

없는 설정이나 맞지 않는 값은 몇 번째 줄인지 알려 주고 아무것도 쓰지 않습니다.
글에서 직접 고친 곳은 설정이 바뀌어도 그대로 둡니다.
"""
_TAGS = f"""
## The table `[{TAGS}]`

Tags on Velog and the names that they have in the site.

```toml
[{TAGS}]
"C++" = "cpp"
```
"""
_TAGS_KOREAN = f"""
## 표 `[{TAGS}]`

Velog의 태그와 사이트에서 쓸 이름입니다.

```toml
[{TAGS}]
"C++" = "cpp"
```
"""


def settings_table(korean: bool) -> str:
    """Write the table of all settings, as both READMEs have it."""
    head = ("설정", "기본값", "뜻") if korean else ("setting", "default", "what it is")
    rows = [
        (f"`{each.name}`", each.korean_default, each.korean)
        if korean
        else (f"`{each.name}`", each.default, each.english)
        for each in SETTINGS
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * 3, *rows)) + "\n"


def page(korean: bool) -> str:
    """Write the page in one of the two languages."""
    parts = [_KOREAN_HEAD if korean else _ENGLISH_HEAD]
    for table in dict.fromkeys(setting.table for setting in SETTINGS):
        parts.append(f"\n## {_title(table, korean)}\n")
        parts += (_entry(each, korean) for each in SETTINGS if each.table == table)
    return "".join([*parts, _TAGS_KOREAN if korean else _TAGS])


def _title(table: str, korean: bool) -> str:
    if table:
        return f"표 `[{table}]`" if korean else f"The table `[{table}]`"
    return "파일 맨 위" if korean else "At the top of the file"


def _entry(setting: Setting, korean: bool) -> str:
    what = setting.korean if korean else _sentence(setting.english)
    takes, default = ("값", "기본값") if korean else ("takes", "default")
    return (
        f"\n### `{setting.key}`\n\n{what}.\n\n"
        f"* {takes}: {_taken(setting, korean)}\n"
        f"* {default}: {setting.korean_default if korean else setting.default}\n\n"
        f"```toml\n{example(setting)}```\n"
    )


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _taken(setting: Setting, korean: bool) -> str:
    """Say which values a setting takes, as the message about a wrong one does."""
    said = setting.check(object())
    assert said is not None
    if setting.key == "profile":
        return ", ".join(f"`{name}`" for name in profiles())
    if said.korean.endswith(CHOICE):
        return ", ".join(_choices(setting, said.english.split(" or ")))
    return said.korean if korean else said.english


def _choices(setting: Setting, words: list[str]) -> Iterator[str]:
    """Write each word as TOML has it; a word that the setting does not take is a KeyError."""
    for word in words:
        value = {"true": True, "false": False}.get(word, word)
        if setting.check(value) is not None:
            raise KeyError(f"{setting.name} takes {word!r}, and says so itself")
        yield f"`{word}`" if isinstance(value, bool) else f'`"{word}"`'


def example(setting: Setting) -> str:
    """Write a file with one setting in it."""
    head = f"[{setting.table}]\n" if setting.table else ""
    return f"{head}{setting.key} = {EXAMPLES[setting.name]}\n"


if __name__ == "__main__":
    (DOCS / "settings.md").write_text(page(korean=False), "utf-8")
    (DOCS / "settings.ko.md").write_text(page(korean=True), "utf-8")
