"""A Jekyll site's settings → what was detected in it, and from what, in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migrator.jekyll.site_config import baseurl, collections_dir
from migrator.model import Note, as_is, joined
from migrator.report.line_ends import NO_LINE_ENDS, LineEnds, line_end_words
from migrator.report.toml_values import as_toml
from migrator.settings.habits import LIST_FORMS, Habits
from migrator.settings.placeholders import with_stem
from migrator.settings.site_settings import Settings

THEME = Note("theme", "테마")
JEKYLL = as_is("Jekyll")
ADDRESSES_OF_IMAGES = Note("their addresses", "이미지 주소")


@dataclass(frozen=True)
class SiteFact:
    """One thing that was detected: what, and from what."""

    name: Note
    value: Note
    why: Note


def findings(settings: Settings, ends: LineEnds = NO_LINE_ENDS) -> list[SiteFact]:
    """Give what was detected in the site for which these settings were made.

    `ends` are the line ends in those of its posts that come from Velog.
    """
    config, detected = settings.config, settings.detected
    theme_signs = joined((detected.theme_sign, detected.against), "; ")
    return [
        SiteFact(THEME, settings.profile.called, theme_signs),
        SiteFact(JEKYLL, as_is(detected.engine), detected.engine_sign),
        SiteFact(Note("time zone", "시간대"), as_is(settings.timezone.key), _zone_sign(settings)),
        SiteFact(
            Note("addresses", "글 주소"),
            as_is(f"{baseurl(config)}{settings.permalink}"),
            Note("baseurl and permalink in _config.yml", "_config.yml의 baseurl과 permalink"),
        ),
        *_front_matter(settings),
        *_language(settings),
        *_categories(settings),
        SiteFact(Note("lists", "목록"), LIST_FORMS[settings.habits.lists], _followed(settings)),
        SiteFact(Note("images", "이미지"), as_is(settings.image_dir), _place_of_images(settings)),
        SiteFact(
            ADDRESSES_OF_IMAGES,
            as_is(settings.image_url.format(path=f"{settings.image_root}/…")),
            _seen("image_url", settings.habits)
            if settings.habits.image_url
            else Note("baseurl, and how the theme uses it", "baseurl과 테마가 그것을 쓰는 방식"),
        ),
        SiteFact(Note("covers", "대표 이미지"), *_covers(settings)),
        SiteFact(Note("summaries", "설명"), *_summaries(settings)),
        SiteFact(Note("formulas", "수식"), *_formulas(settings)),
        SiteFact(Note("line ends", "줄 끝"), *line_end_words(settings, ends)),
    ]


def _zone_sign(settings: Settings) -> Note:
    if settings.config.get("timezone"):
        return Note("timezone in _config.yml", "_config.yml의 timezone")
    line = f"`timezone: {settings.timezone.key}`"
    return Note(
        f"_config.yml has none: add {line}, or posts may move to another day",
        f"_config.yml에 없음. {line}을 넣지 않으면 글의 날짜가 하루 밀릴 수 있음",
    )


def _front_matter(settings: Settings) -> Iterator[SiteFact]:
    """Give the keys of a post, and what each post gets besides."""
    habits = settings.habits
    of_theme = Note("the keys of the theme", "테마의 키")
    order = as_is(", ".join(habits.order)) if habits.order else of_theme
    yield SiteFact(Note("front matter", "머리말"), order, _followed(settings))
    always = ", ".join(f"{key}: {' '.join(text.split())}" for key, text in habits.always.items())
    no_posts = Note("the site has no posts of yours", "사이트에 직접 쓴 글이 없음")
    yield SiteFact(
        Note("added to each", "글마다 더함"),
        as_is(always) if always else Note("nothing else", "없음"),
        _of_how_many(habits) if habits.order else no_posts,
    )


def _followed(settings: Settings) -> Note:
    """Say whether the author's posts are followed, or the theme."""
    return _your_posts(settings.habits) if settings.habits.order else settings.profile.as_source


def _your_posts(habits: Habits) -> Note:
    return Note(f"your {habits.count} posts", f"직접 쓴 글 {habits.count}개")


def _seen(what: str, habits: Habits) -> Note:
    """Say in how many of the author's posts a habit was seen."""
    count = habits.rests_on.get(what, habits.count)
    few = Note("", "")
    if count == 1:
        few = Note(": only one, so see that it is right", ". 하나뿐이니 맞는지 확인하세요")
    return Note(
        f"{count} of your {habits.count} posts{few.english}",
        f"직접 쓴 글 {habits.count}개 가운데 {count}개{few.korean}",
    )


def _of_how_many(habits: Habits) -> Note:
    """Say in how many of the author's posts stands what each new one gets."""
    counts = [habits.rests_on.get(f"always.{key}", habits.count) for key in habits.always]
    fewest = min(counts, default=habits.count)
    if fewest == habits.count:
        return _your_posts(habits)
    return Note(
        f"at least {fewest} of your {habits.count} posts",
        f"직접 쓴 글 {habits.count}개 가운데 {fewest}개 이상",
    )


def _language(settings: Settings) -> Iterator[SiteFact]:
    """Say in which language posts are written, where there are several."""
    names = settings.habits.languages
    if settings.lang:
        of_posts = Note(
            f"your posts are in {' and '.join(names)}", f"직접 쓴 글의 언어: {', '.join(names)}"
        )
        why = of_posts if names else Note("lang in your settings", "내 설정의 lang")
        folder = f"{settings.posts_dir}/{settings.habits.folder}"
        yield SiteFact(
            Note("language", "언어"),
            Note(f"{settings.lang}, in {folder}", f"{settings.lang}, {folder}에"),
            Note(f"{why.english}; `lang` says otherwise", f"{why.korean}. `lang`으로 바꿀 수 있음"),
        )


def _categories(settings: Settings) -> Iterator[SiteFact]:
    """Name the folders that are categories: no post from Velog is in one of them."""
    above = collections_dir(settings.config).rstrip("/")
    folders = [each for each in settings.habits.category_folders if each != above]
    if folders:
        names, one = ", ".join(folders), f"{folders[0]}/_posts"
        yield SiteFact(
            Note("categories", "카테고리"),
            Note(f"{names} are folders of your posts", f"직접 쓴 글의 폴더 {names}"),
            Note(
                f"a new post goes to {settings.posts_dir} and is in none of them; move its file to "
                f"{one}, say, and it stays there",
                f"새 글은 {settings.posts_dir}에 두므로 카테고리가 없음. 파일을 {one} 같은 곳으로 "
                "옮기면 거기에 그대로 둠",
            ),
        )


def _place_of_images(settings: Settings) -> Note:
    """Say where the folder for images is from."""
    folder = settings.habits.image_dir
    is_seen = folder and with_stem(folder) == settings.image_dir
    return _seen("image_dir", settings.habits) if is_seen else settings.profile.as_source


def _covers(settings: Settings) -> tuple[Note, Note]:
    """Say which keys get the thumbnail, and why."""
    cover, on_top = settings.profile.cover, settings.cover_on_top
    keys = as_is(", ".join(cover)) if cover else Note("no key", "없음")
    if settings.cover != "as-velog":
        none = Note("none", "없음")
        return (none if settings.cover == "never" else keys), as_is(f'cover = "{settings.cover}"')
    sign = settings.signs["cover"] if is_found("cover", settings) else Note("", "")
    if set(cover) & set(on_top):
        where = Note(
            "only where the text does not show it: else readers would see it twice",
            "글 안에 없을 때만. 있으면 두 번 보임",
        )
        return keys, joined((where, sign), "; ")
    above = on_top[0] if on_top else "the beginning of the text"
    korean = on_top[0] if on_top else "글의 처음"
    where = Note(
        f"always; {above} for one that the text does not show, as on Velog",
        f"언제나. 글 안에 없는 것은 Velog처럼 {korean}에",
    )
    return keys, joined((where, sign), "; ")


def _summaries(settings: Settings) -> tuple[Note, Note]:
    """Say which keys get the description, and why."""
    names = settings.profile.summary
    keys = as_is(", ".join(names)) if names else Note("none", "없음")
    if settings.habits.summary == names:
        return keys, _seen("summary", settings.habits)
    found = is_found("summary", settings)
    return keys, settings.signs["summary"] if found else settings.profile.as_source


def _formulas(settings: Settings) -> tuple[Note, Note]:
    """Say whether formulas show, and how a post asks for them."""
    how = ", ".join(f"{key}: {as_toml(value)}" for key, value in settings.profile.math.items())
    asked = Note(f"shown; a post with some gets {how}", f"보임. 수식이 있는 글에는 {how}")
    value = {
        True: asked if how else Note("shown", "보임"),
        False: Note("not shown", "보이지 않음"),
        None: Note("not known", "알 수 없음"),
    }[settings.shows_formulas]
    if settings.habits.math:
        return value, _seen("math", settings.habits)
    unknown = Note("no file of the site tells", "사이트의 어느 파일로도 알 수 없음")
    return value, settings.signs.get("math", unknown)


def is_found(name: str, settings: Settings) -> bool:
    """Tell whether keys are those that were found in the site's own files."""
    keys: Sequence[str] = getattr(settings.profile, name)
    sign = settings.signs.get(name, Note("", "")).english
    return any(f".{key} in " in sign for key in keys)
