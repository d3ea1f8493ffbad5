"""The file names of posts: safe on every file system, one for each post, kept for life."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator.converter.image_paths import image_name, image_sources
from migrator.converter.post_names import name_posts
from migrator.model import Post
from migrator.settings.site_settings import Settings

NIGHT = datetime(2022, 8, 20, 15, 0, tzinfo=UTC)  # midnight of the 21st in Seoul


def a_post(slug: str, number: int = 1) -> Post:
    return Post(
        id=f"{number:08x}-0000-4000-8000-000000000000",
        slug=slug,
        title=slug,
        body="",
        is_markdown=True,
        released_at=NIGHT + timedelta(minutes=number),
    )


def name(slug: str) -> str:
    post = a_post(slug)
    return name_posts([post], Settings(), {})[post.id].removeprefix("_posts/2022-08-21-")


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("메타-리쿠르터-경험", "메타-리쿠르터-경험.md"),
        (".NET", "NET.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("Node.js-v1.2", "Node.js-v1.2.md"),
        ("a..b", "a.b.md"),
        ("_초안_", "초안.md"),
        ("-foo-", "foo.md"),
        ("끝.", "끝.md"),
        ("전각　／「괄호」", "전각-괄호.md"),
        ("a\\b:c?d*e", "a-b-c-d-e.md"),
        ("", "00000001.md"),
        ("///", "00000001.md"),
        ("가" * 240, "가" * 40 + ".md"),
        (unicodedata.normalize("NFD", "한글"), "한글.md"),
    ],
)
def test_slugs_become_names(slug: str, expected: str) -> None:
    assert name(slug) == expected


def test_the_date_is_that_of_the_sites_time_zone() -> None:
    assert list(name_posts([a_post("글")], Settings(), {}).values()) == ["_posts/2022-08-21-글.md"]


@pytest.mark.parametrize(
    "slugs",
    [("React", "react"), ("가" * 100, "가" * 101), ("글", unicodedata.normalize("NFD", "글"))],
)
def test_slugs_that_a_file_system_cannot_tell_apart_get_names_that_it_can(
    slugs: tuple[str, str],
) -> None:
    older, younger = a_post(slugs[0], 1), a_post(slugs[1], 2)
    paths = name_posts([younger, older], Settings(), {})
    assert paths[older.id] == name_posts([older], Settings(), {})[older.id]
    assert paths[younger.id].endswith("-00000002.md")


def test_a_name_once_given_stays() -> None:
    post = a_post("새-제목")
    known = {post.id: "_posts/tech/2020-01-01-옛-제목.md"}
    assert name_posts([post], Settings(), known) == known


@given(st.lists(st.text(max_size=240), max_size=8))
def test_any_slugs_get_names_that_differ_and_stay_in_their_folder(slugs: list[str]) -> None:
    posts = [a_post(slug, number) for number, slug in enumerate(slugs)]
    paths = name_posts(posts, Settings(), {})
    assert len({path.casefold() for path in paths.values()}) == len(posts)
    for path in paths.values():
        folder, _, file = path.partition("/")
        assert (folder, "/" in file) == ("_posts", False)
        assert len(file.encode()) < 200
        assert not set('\\:*?"<>|\0') & set(file)


UUID = "0a1b2c3d-0000-4000-8000-00000000000A"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"https://velog.velcdn.com/images/u/post/{UUID}/image.PNG", "image.png"),
        (f"https://velog.velcdn.com/images/u/post/{UUID}/image.png?w=640", "image.png"),
        (f"https://media.vlpt.us/images/u/post/{UUID}/image.png?w=640&webp=1", "image.png"),
        (f"https://images.velog.io/post-images/u/{UUID}/%ED%95%9C.jpeg", "한.jpeg"),
        (f"https://velog.velcdn.com/images/u/post/{UUID}/image", "image.png"),
        (f"https://velog.velcdn.com/images/u/post/{UUID}/image.jfif", "image.jfif"),
    ],
)
def test_an_image_is_called_by_its_upload(url: str, expected: str) -> None:
    assert image_name(url) == f"{UUID.lower()}-{expected}"


@pytest.mark.parametrize(
    "name",
    ["화면 1.png", "C#.png", "a(1).png", "100%25.png", "a?b.png", "image.스크린샷", "..", "_.png"],
)
def test_a_name_that_had_to_change_still_differs_from_others(name: str) -> None:
    first, second = (
        image_name(f"https://images.velog.io/images/u/post/{UUID}/{text}") for text in (name, "-")
    )
    assert first != second
    assert all(char.isalnum() or char in "-_." for char in first)


def test_old_addresses_are_asked_where_velog_moved_them() -> None:
    assert image_sources(
        f"https://images.velog.io/images/u/post/{UUID}/%ED%95%9C (1).png?w=640"
    ) == (
        f"https://images.velog.io/images/u/post/{UUID}/%ED%95%9C (1).png",
        f"https://velog.velcdn.com/images/u/post/{UUID}/%ED%95%9C%20%281%29.png",
        f"https://images.velog.io/images/u/post/{UUID}/%ED%95%9C (1).png?w=640",
    )
    assert image_sources("blob:https://velog.io/1234") == ()


def test_images_of_cloudflares_days_have_no_name_and_no_extension() -> None:
    url = "https://imagedelivery.net/v7-TZByhOiJbNM9RaUdzSA/0a1b2c3d-aaaa/public"
    assert image_name(url) == "0a1b2c3d-aaaa-public.png"


@given(st.text(max_size=300))
def test_any_address_gives_a_name_that_is_safe(text: str) -> None:
    name = image_name(f"https://velog.velcdn.com/images/{text}")
    assert len(name.encode()) < 200
    assert "/" not in name
    assert name.strip("-._")[:1].isalnum()


def test_posts_without_an_address_take_none_from_each_other() -> None:
    drafts = [replace(a_post(slug, n), is_draft=True) for n, slug in enumerate(["가", "나"])]
    assert [*name_posts(drafts, Settings(), {}).values()] == ["_drafts/가.md", "_drafts/나.md"]


def test_posts_that_can_have_no_address_of_their_own_get_files_of_their_own() -> None:
    posts = [a_post(slug, number) for number, slug in enumerate(["가", "나", "다"])]
    paths = name_posts(posts, Settings(config={"permalink": "/:year/"}), {})
    assert len(set(paths.values())) == 3
