"""Nothing in → every setting of `.velog-to-jekyll.toml`: its key, its values, its field.

The author's file is checked and applied with this table; the file that `init` writes and the
tables of both READMEs are made from it. A new setting is a row here, and the field of `Settings`
that it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from migrator.jekyll.names import JEKYLL_3, JEKYLL_4
from migrator.model import Note
from migrator.settings.habits import LIST_FORMS
from migrator.settings.placeholders import STEM, literal, with_stem
from migrator.settings.profiles import profiles

OWN_KEY = "velog"
"""The key of the front matter that says where a post came from."""

Check = Callable[[object], Note | None]
"""Takes a value and says what it must be, if it is wrong."""
Turn = Callable[[Any], object]
"""Turns the value of a setting into that of its field, or back."""


@dataclass(frozen=True)
class Setting:
    """A setting.

    `table` is the table of the file that it is in, '' at the top. `check` is the kind of value it
    takes. `field` is the path of attributes of `Settings` that it sets; `read` turns the
    author's value into the field's, `show` back. `english` and `korean` say in a sentence what it
    is; `default` describes the value without it. `is_offered` settings are written
    into a new file with the value that was detected, the others behind a `#`.
    """

    table: str
    key: str
    check: Check
    field: str
    english: str
    korean: str
    default: str
    korean_default: str
    read: Turn = lambda value: value
    show: Turn = lambda value: value
    is_offered: bool = False

    @property
    def name(self) -> str:
        """Give the key with its table, as messages name it."""
        return f"{self.table}.{self.key}" if self.table else self.key


# --- kinds of values

CHOICE = " 가운데 하나"
"""How the Korean of a kind of value ends that has a few values only."""


def _one_of(*choices: object) -> Check:
    words = [str(choice).lower() for choice in choices]

    def check(value: object) -> Note | None:
        is_known = any(value == each and type(value) is type(each) for each in choices)
        if not is_known and not isinstance(value, str) and str(value) in choices:
            return Note(f'a text in quotes, "{value}"', f'따옴표로 묶은 "{value}"')
        return None if is_known else Note(" or ".join(words), f"{', '.join(words)}{CHOICE}")

    return check


def _texts(value: object) -> Note | None:
    is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return None if is_list else Note("a list of texts", "텍스트 목록")


def _names(value: object) -> Note | None:
    is_list = isinstance(value, list) and all(_is_name(item) for item in value)
    return None if is_list else Note("a list of names of keys", "키 이름 목록")


def _keys(value: object) -> Note | None:
    """Accept keys with values that front matter can hold."""
    is_good = isinstance(value, Mapping) and OWN_KEY not in value and _is_value(value)
    if is_good:
        return None
    return Note(
        "a table of keys with texts, numbers, switches or lists of texts",
        "키와 값의 표. 값은 텍스트, 숫자, 참과 거짓, 텍스트 목록",
    )


def _language(value: object) -> Note | None:
    """Accept none, too: then it is as detected."""
    is_code = isinstance(value, str) and re.fullmatch(r"(?:[A-Za-z]{2,3}(?:[-_]\w+)*)?", value)
    return None if is_code else Note("the code of a language, such as ko", "`ko` 같은 언어 코드")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", value) is not None


def _is_value(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(_is_name(key) and _is_value(each) for key, each in value.items())
    return isinstance(value, str | bool | int | float) or _texts(value) is None


def _profile(value: object) -> Note | None:
    is_known = isinstance(value, str) and value in profiles()
    names = ", ".join(profiles())
    return None if is_known else Note(f"one of {names}", f"{names}{CHOICE}")


def _zone(value: object) -> Note | None:
    try:
        if isinstance(value, str) and ZoneInfo(value):
            return None
    except (KeyError, ValueError, OSError):
        return Note("a time zone such as Asia/Seoul", "`Asia/Seoul` 같은 시간대 이름")
    return Note("a time zone", "`Asia/Seoul` 같은 시간대 이름")


A_FOLDER = Note(
    "a folder of the site that Jekyll publishes, such as assets/img/{stem}",
    "사이트 안에서 Jekyll이 배포하는 폴더",
)


def _folder(value: object) -> Note | None:
    """Refuse a path out of the site; whether Jekyll publishes it depends on `_config.yml`."""
    parts = value.strip("/").split("/") if isinstance(value, str) else [""]
    is_plain = not set("{}") & set("".join(parts).replace(STEM, ""))
    return None if is_plain and all(part not in ("", ".", "..") for part in parts) else A_FOLDER


def _address(value: object) -> Note | None:
    is_form = isinstance(value, str) and "{path}" in value
    if is_form:
        return None
    return Note("a text with {path} in it, such as /{path}", "`{path}`가 든 텍스트")


_SWITCH = _one_of(True, False)


# --- forms of values


def _form(address: str) -> str:
    """Escape all braces for `str.format` but those of the path."""
    return literal(address).replace("{{path}}", "{path}")


def _same(word: str) -> tuple[Turn, Turn]:
    """Turn a word into a boolean: `word` is true, the word `site` false."""
    return (lambda value: value == word), (lambda is_on: word if is_on else "site")


_EXACT, _EXACT_BACK = _same("exact")
_VELOG, _VELOG_BACK = _same("velog")

_DETECTED, _DETECTED_KO = "as detected", "자동으로 찾음"
_THEME, _THEME_KO = "as your posts or the theme have it", "직접 쓴 글이나 테마를 따름"
_LAYOUTS = "as your posts, your layouts or the theme have it"
_LAYOUTS_KO = "직접 쓴 글, 레이아웃, 테마를 차례로 따름"
_POSTS, _POSTS_KO = "as in your posts", "직접 쓴 글을 따름"

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "", "profile", _profile, "profile.name",
        "the theme that posts are written for",
        "글을 맞출 테마",
        _DETECTED, _DETECTED_KO,
        is_offered=True,
    ),
    Setting(
        "", "image_dir", _folder, "image_dir",
        "where images go; `{stem}` is the name of the post's file",
        "이미지를 둘 폴더. `{stem}`은 글 파일의 이름",
        _THEME, _THEME_KO,
        read=with_stem,
        is_offered=True,
    ),
    Setting(
        "", "image_url", _address, "image_url",
        "how a post points at an image; `{path}` is its path in the site",
        "글에 이미지 주소를 쓰는 방식. `{path}`는 사이트 안의 경로",
        _THEME, _THEME_KO,
        read=_form,
        show=lambda form: form.format(path="{path}"),
        is_offered=True,
    ),
    Setting(
        "", "engine", _one_of(JEKYLL_3, JEKYLL_4), "engine",
        '`"3.10"`, the Jekyll of GitHub Pages, or `"4"`',
        '`"3.10"`(GitHub Pages의 Jekyll) 또는 `"4"`',
        _DETECTED, _DETECTED_KO,
    ),
    Setting(
        "", "timezone", _zone, "timezone",
        "the time zone of dates",
        "날짜의 시간대",
        "`timezone` in `_config.yml`, else Asia/Seoul",
        "`_config.yml`의 `timezone`, 없으면 Asia/Seoul",
        read=ZoneInfo,
        show=lambda zone: zone.key,
    ),
    Setting(
        "", "typography", _one_of("site", "exact"), "dialect.exact",
        '`"exact"`: quotes and `...` show as typed; `"site"`: as kramdown sets them',
        '`"exact"`: 따옴표와 `...`를 입력한 그대로, `"site"`: kramdown이 바꾸는 대로',
        '`"site"`', '`"site"`',
        read=_EXACT,
        show=_EXACT_BACK,
    ),
    Setting(
        "", "shift_headings", _SWITCH, "shift_headings",
        "`true`: a post that uses `#` gets all its headings one level down",
        "`true`: `#`을 쓴 글은 글 안의 제목을 모두 한 단계씩 내림",
        "as the theme has it", "테마를 따름",
    ),
    Setting(
        "", "drop_title_heading", _SWITCH, "drop_title_heading",
        "`true`: a first heading that repeats the title is left out",
        "`true`: 글 안의 첫 제목이 글 제목을 되풀이하면 뺌",
        "`false`", "`false`",
    ),
    Setting(
        "", "tab_lists", _one_of("as-velog", "nested"), "tab_lists",
        '`"nested"`: an item behind a tab belongs to the item above, as its author meant; Velog '
        "shows it as text",
        '`"nested"`: 탭 뒤의 항목을 쓴 사람의 뜻대로 위 항목의 목록으로 만듦. Velog는 글자로 보여 '
        "줌",
        '`"as-velog"`', '`"as-velog"`',
    ),
    Setting(
        "", "series", _one_of("keys", "categories"), "series",
        '`"categories"`: a series becomes a category, too, where addresses have no category',
        '`"categories"`: 주소에 카테고리가 없는 사이트에서 시리즈를 카테고리로도 씀',
        '`"keys"`', '`"keys"`',
    ),
    Setting(
        "", "cover", _one_of("as-velog", "always", "never"), "cover",
        '`"as-velog"`: the thumbnail stands above the text of a post that does not show it; '
        '`"always"`: keys for it are always written; `"never"`: none are',
        '`"as-velog"`: 글 안에 없는 대표 이미지만 글 위에 보여 줌, `"always"`: 대표 이미지 키를 '
        '언제나 씀, `"never"`: 쓰지 않음',
        '`"as-velog"`', '`"as-velog"`',
    ),
    Setting(
        "", "lang", _language, "lang",
        "the language of the posts, where a site has posts in several: `lang` and the folder of "
        "those are written",
        "여러 언어로 쓰는 사이트에서 글의 언어. 그 언어의 `lang`과 폴더를 씀",
        '`"ko"`, where your posts are in Korean and another',
        '한국어와 다른 언어로 쓴 글이 있으면 `"ko"`',
    ),
    Setting(
        "", "redirects", _SWITCH, "redirects",
        "`true`: `redirect_from` with the post's path on Velog, for the plugin "
        "jekyll-redirect-from",
        "`true`: 플러그인 jekyll-redirect-from을 위해 Velog 경로를 `redirect_from`에 씀",
        "`false`", "`false`",
    ),
    Setting(
        "", "canonical", _one_of("site", "velog"), "is_mirror",
        '`"velog"`: `canonical_url` says that the post on Velog is the original',
        '`"velog"`: `canonical_url`로 Velog 글이 원본임을 알림',
        '`"site"`', '`"site"`',
        read=_VELOG,
        show=_VELOG_BACK,
    ),
    Setting(
        "", "comments_without", _texts, "comments_without",
        "user names on Velog whose comments stay out of the site",
        "댓글을 사이트에 넣지 않을 Velog 사용자 이름",
        "nobody", "없음",
        read=tuple,
        show=list,
    ),
    Setting(
        "front_matter", "order", _texts, "habits.order",
        "keys in this order, all others behind them",
        "키의 순서. 나머지는 그 뒤에 둠",
        _POSTS, _POSTS_KO,
        read=tuple,
        show=list,
    ),
    Setting(
        "front_matter", "always", _keys, "always",
        "keys for every post, with their values",
        "모든 글에 쓸 키와 값",
        _POSTS, _POSTS_KO,
        show=dict,
    ),
    Setting(
        "front_matter", "summary", _names, "profile.summary",
        "keys that get the description",
        "설명을 쓸 키",
        _LAYOUTS, _LAYOUTS_KO,
        read=tuple,
        show=list,
    ),
    Setting(
        "front_matter", "derived_summary", _SWITCH, "derived_summary",
        "whether a post without a description gets its first words as one",
        "설명이 없는 글에 글 앞부분을 설명으로 쓸지",
        "`true`, or `false` where your posts have none or the theme prints it above the text",
        "`true`. 직접 쓴 글에 설명이 없거나 테마가 글 위에 보여 주면 `false`",
    ),
    Setting(
        "front_matter", "cover", _names, "profile.cover",
        "keys that get the thumbnail; `a.b` is the key b under a",
        "대표 이미지를 쓸 키. `a.b`는 a 아래의 b",
        _LAYOUTS, _LAYOUTS_KO,
        read=tuple,
        show=list,
    ),
    Setting(
        "front_matter", "math", _keys, "profile.math",
        "keys for posts with formulas",
        "수식이 있는 글에 쓸 키",
        _LAYOUTS, _LAYOUTS_KO,
        show=dict,
    ),
    Setting(
        "front_matter", "mermaid", _keys, "profile.mermaid",
        "keys for posts with diagrams",
        "다이어그램이 있는 글에 쓸 키",
        _LAYOUTS, _LAYOUTS_KO,
        show=dict,
    ),
    Setting(
        "front_matter", "toc", _keys, "profile.toc",
        "keys for posts with headings",
        "글 안에 제목이 있으면 쓸 키",
        _LAYOUTS, _LAYOUTS_KO,
        show=dict,
    ),
    Setting(
        "front_matter", "plain", _texts, "habits.plain",
        "keys whose texts are written without quotes",
        "따옴표 없이 쓸 키",
        _POSTS, _POSTS_KO,
        read=frozenset,
        show=sorted,
    ),
    Setting(
        "front_matter", "single", _texts, "habits.single",
        "keys whose texts are written in single quotes",
        "작은따옴표로 쓸 키",
        _POSTS, _POSTS_KO,
        read=frozenset,
        show=sorted,
    ),
    Setting(
        "front_matter", "lists", _one_of(*LIST_FORMS), "habits.lists",
        'how lists are written: `"flow"`: `[a, b]`, `"spaced"`: `[ a, b ]`, `"tight"`: `[a,b]`, '
        '`"block"`: `- a`, one on a line, `"indented"`: the same behind two blanks, `"deep"`: '
        'behind four, `"words"`: `a b`',
        '목록을 쓰는 방식. `"flow"`: `[a, b]`, `"spaced"`: `[ a, b ]`, `"tight"`: `[a,b]`, '
        '`"block"`: 한 줄에 `- a` 하나씩, `"indented"`: 두 칸 들여서, `"deep"`: 네 칸 들여서, '
        '`"words"`: `a b`',
        _POSTS, _POSTS_KO,
    ),
)  # fmt: skip
