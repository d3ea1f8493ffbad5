"""The comments under posts: into data files, kept in step with Velog, and never lost in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from jsonschema import Draft202012Validator

from conftest import Program, stamps, tree
from pixels import pixel
from velog import (
    RELEASED,
    FakeComment,
    FakePost,
    FakeVelog,
    broken,
    empty,
    errors,
    html,
    mutate,
    status,
)

Answer = Callable[[httpx.Response], httpx.Response]
FOLDER = "_data/velog-comments"
IMAGE = "/images/reader/post/00000000-0000-4000-8000-000000000001/image.png"
SCHEMA = json.loads(
    (Path(__file__).parent.parent / "migrator/report/schema.json").read_text("utf-8")
)

FIRST = FakeComment("첫 댓글\n\n**굵게**", "haru")
GONE = FakeComment(
    "지운 댓글",
    "rude",
    deleted=True,
    created_at=RELEASED + timedelta(minutes=1),
    replies=(
        FakeComment("답글", "labdev", replies=(FakeComment("답글의 답글", None),)),
        FakeComment("지운 답글", "rude", deleted=True),
    ),
)


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    """Give a blog of three posts, two of them with comments."""
    velog.posts = [
        FakePost(title, "본문", released_at=RELEASED - timedelta(days=day))
        for day, title in enumerate(("하나", "둘", "셋"))
    ]
    velog.comment("하나", FIRST, GONE)
    velog.comment("둘", FakeComment("둘의 댓글", "dubu"))
    return velog


@pytest.fixture
def moved(blog: FakeVelog, site: Path, run: Program) -> FakeVelog:
    """Give a blog that was migrated with its comments."""
    done = run("migrate", "labdev", "--comments", "--site", site)
    assert (done.code, done.err) == (0, "")
    return blog


def file_of(site: Path, velog: FakeVelog, title: str) -> Path:
    return site / FOLDER / f"{velog.find(title).id}.yml"


def read(site: Path, velog: FakeVelog, title: str) -> Any:
    return yaml.safe_load(file_of(site, velog, title).read_bytes())


def texts(site: Path, velog: FakeVelog, title: str) -> list[str]:
    """Give the texts of a post's comments, each before its replies."""

    def below(comments: list[Any]) -> list[str]:
        return [
            text
            for each in comments
            for text in (each.get("text", "deleted"), *below(each.get("replies", [])))
        ]

    return below(read(site, velog, title)["comments"])


def flat(text: str) -> str:
    return " ".join(text.split())


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


# --- into the site


def test_comments_go_to_a_data_file_as_velog_shows_them(moved: FakeVelog, site: Path) -> None:
    assert read(site, moved, "하나") == {
        "post": "https://velog.io/@labdev/%ED%95%98%EB%82%98",
        "comments": [
            {
                "id": FIRST.id,
                "date": "2023-05-01 21:34:56 +0900",
                "name": "haru",
                "text": "첫 댓글\n\n**굵게**",
            },
            {
                "id": GONE.id,
                "date": "2023-05-01 21:35:56 +0900",
                "deleted": True,
                "replies": [
                    {
                        "id": GONE.replies[0].id,
                        "date": "2023-05-01 21:34:56 +0900",
                        "name": "labdev",
                        "text": "답글",
                        "replies": [
                            {
                                "id": GONE.replies[0].replies[0].id,
                                "date": "2023-05-01 21:34:56 +0900",
                                "text": "답글의 답글",
                            }
                        ],
                    }
                ],
            },
        ],
    }
    assert {path.name for path in (site / FOLDER).iterdir()} == {
        f"{moved.find(title).id}.yml" for title in ("하나", "둘")
    }


def test_they_come_only_if_asked_for(blog: FakeVelog, site: Path, run: Program) -> None:
    assert run("migrate", "labdev", "--site", site).code == 0
    assert run("sync", "--site", site).code == 0
    assert not (site / FOLDER).exists()
    assert blog.calls("v2") == []
    assert run("sync", "--comments", "--site", site).code == 0
    assert texts(site, blog, "둘") == ["둘의 댓글"]


def test_a_finished_migration_is_not_done_again_for_them(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", "--site", site)
    before = tree(site)
    done = run("migrate", "labdev", "--comments", "--site", site)
    assert (done.code, tree(site)) == (2, before)
    assert f"`velog-to-jekyll sync --comments --site {site}` brings them" in flat(done.err)


def test_no_post_says_anything_about_them(blog: FakeVelog, site: Path, run: Program) -> None:
    run("migrate", "labdev", "--site", site)
    posts = tree(site / "_posts")
    run("sync", "--comments", "--site", site)
    assert tree(site / "_posts") == posts


def test_a_second_run_writes_nothing(moved: FakeVelog, site: Path, run: Program) -> None:
    before = stamps(site)
    for command in ("sync", "migrate", "diff"):
        done = run(command, "--site", site)
        assert (done.code, done.err) == (0, "")
        assert "comments under 2 posts: 2 same" in done.out
    assert stamps(site) == before


@pytest.mark.parametrize(("count", "requests"), [(1, 1), (50, 1), (51, 2), (100, 2), (101, 3)])
def test_they_take_a_request_for_50_posts_and_none_for_a_post(
    velog: FakeVelog, site: Path, run: Program, count: int, requests: int
) -> None:
    velog.posts = [
        FakePost(
            f"글 {day}",
            released_at=RELEASED - timedelta(days=day),
            comments=(FakeComment(f"댓글 {day}"),),
        )
        for day in range(count)
    ]
    assert run("migrate", "labdev", "--comments", "--site", site).code == 0
    assert [call.fields for call in velog.calls("v2")] == [("posts",)] * requests
    assert len([*(site / FOLDER).iterdir()]) == count


def test_posts_of_one_moment_at_the_edge_of_a_page(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    days = [48 if 47 < rank < 55 else rank for rank in range(70)]
    velog.posts = [
        FakePost(
            f"글 {rank}",
            released_at=RELEASED - timedelta(days=day),
            comments=(FakeComment(f"댓글 {rank}"),),
        )
        for rank, day in enumerate(days)
    ]
    assert run("migrate", "labdev", "--comments", "--site", site).code == 0
    assert len([*(site / FOLDER).iterdir()]) == 70


def test_more_posts_of_one_moment_than_a_page_has_are_said(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost(f"글 {rank}", comments=(FakeComment(f"{rank}"),)) for rank in range(60)]
    done = run("migrate", "labdev", "--comments", "--site", site)
    assert done.code == 1
    assert "The comments under 10 posts could not be read" in flat(done.out)
    assert len([*(site / FOLDER).iterdir()]) == 50


def test_an_image_comes_along_as_one_of_a_post_does(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    blog.images[IMAGE] = pixel(1)
    blog.comment("셋", FakeComment(f"봐요 ![그림](https://velog.velcdn.com{IMAGE})", "haru"))
    run("migrate", "labdev", "--comments", "--site", site)
    path = f"assets/img/posts/2023-04-29-셋/{IMAGE.split('/')[-2]}-image.png"
    assert (site / path).read_bytes() == pixel(1)
    assert texts(site, blog, "셋") == [f"봐요 ![그림](/{path})"]


def test_an_image_that_is_lost_keeps_its_address_and_comes_if_it_is_back(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    text = f"봐요\n\n![그림](https://velog.velcdn.com{IMAGE})\n\n끝"
    blog.comment("셋", FakeComment(text, "haru"))
    done = run("migrate", "labdev", "--comments", "--site", site)
    assert done.code == 1
    assert IMAGE in done.err
    assert texts(site, blog, "셋") == [text]
    before = tree(site)
    assert run("sync", "--site", site).code == 0
    assert tree(site) == before
    blog.images[IMAGE] = pixel(1)
    assert run("sync", "--strict", "--site", site).code == 0
    assert "](/assets/img/posts/" in texts(site, blog, "셋")[0]


def test_an_image_that_post_and_comment_show_is_fetched_once(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    blog.images[IMAGE] = pixel(1)
    blog.edit("하나", body=f"![](https://velog.velcdn.com{IMAGE})")
    blog.comment("하나", FakeComment(f"![](https://velog.velcdn.com{IMAGE})", "haru"))
    done = run("migrate", "labdev", "--comments", "--site", site)
    assert "Fetched: 1 image " in done.out
    assert len(blog.calls(IMAGE)) == 1


def test_a_link_to_a_post_leads_into_the_site_without_liquid(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    blog.images[IMAGE] = pixel(1)
    link = "[글](https://velog.io/@labdev/둘)"
    blog.comment("셋", FakeComment(f"{link} ![](https://velog.velcdn.com{IMAGE})", "haru"))
    config = site / "_config.yml"
    config.write_text(config.read_text("utf-8") + "\nbaseurl: /blog\n", "utf-8")
    run("migrate", "labdev", "--comments", "--site", site)
    (text,) = texts(site, blog, "셋")
    assert "{{" not in text
    assert "](/blog/posts/둘/)" in text
    assert "](/blog/assets/img/posts/" in text


def test_a_site_may_have_another_folder_for_data(blog: FakeVelog, site: Path, run: Program) -> None:
    config = site / "_config.yml"
    config.write_text(config.read_text("utf-8") + "\ndata_dir: _facts\n", "utf-8")
    for _ in range(2):
        assert (
            run(
                "sync" if (site / "_facts").is_dir() else "migrate",
                "--comments",
                "--site",
                site,
                *(() if (site / "_facts").is_dir() else ("labdev",)),
            ).code
            == 0
        )
    assert len([*(site / "_facts/velog-comments").iterdir()]) == 2
    assert not (site / FOLDER).exists()


# --- night after night


def test_what_happens_to_comments_on_velog_happens_here(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    later = FakeComment("새 댓글", "dubu", created_at=RELEASED + timedelta(days=2))
    moved.comment("하나", FIRST, GONE, later)
    done = run("sync", "--site", site)
    assert (done.code, texts(site, moved, "하나")[-1]) == (0, "새 댓글")
    assert "comments under 2 posts: 1 changed on Velog, 1 same" in done.out
    moved.comment("하나", replace(FIRST, text="고친 댓글"), GONE, later)
    run("sync", "--site", site)
    assert texts(site, moved, "하나") == ["고친 댓글", "deleted", "답글", "답글의 답글", "새 댓글"]
    moved.comment("하나", replace(FIRST, deleted=True), GONE, replace(later, deleted=True))
    run("sync", "--site", site)
    assert texts(site, moved, "하나") == ["deleted", "답글", "답글의 답글"]
    assert "새 댓글" not in file_of(site, moved, "하나").read_text("utf-8")


def test_a_deleted_comment_goes_with_its_last_reply(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    replies = tuple(replace(reply, deleted=True) for reply in GONE.replies)
    moved.comment("하나", FIRST, replace(GONE, replies=replies))
    run("sync", "--site", site)
    assert texts(site, moved, "하나") == ["첫 댓글\n\n**굵게**"]


def test_a_file_goes_with_its_last_comment(moved: FakeVelog, site: Path, run: Program) -> None:
    moved.comment("둘")
    done = run("sync", "--site", site)
    assert (done.code, file_of(site, moved, "둘").exists()) == (0, False)
    assert "comments under 2 posts: 1 removed, 1 same" in done.out
    moved.comment("둘", FakeComment("다시"))
    run("sync", "--site", site)
    assert texts(site, moved, "둘") == ["다시"]


def test_velog_without_any_comment_takes_none_away(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    before = tree(site)
    for title in ("하나", "둘"):
        moved.comment(title)
    done = run("sync", "--site", site)
    assert done.code == 0
    assert "no post has a comment, and the site has those under 2" in flat(done.out)
    assert tree(site) == before


def test_the_comments_of_a_post_that_is_gone_stay_and_go_with_it(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    file = file_of(site, moved, "둘")
    text = file.read_bytes()
    moved.remove("둘")
    assert run("sync", "--site", site).code == 0
    assert file.read_bytes() == text
    assert run("sync", "--prune", "--site", site).code == 0
    assert not file.exists()
    assert (site / ".velog-to-jekyll/removed" / file.name).read_bytes() == text
    before = tree(site)
    assert run("sync", "--prune", "--site", site).code == 0
    assert tree(site) == before


def test_comments_that_were_moved_before_stay_when_they_are_moved_again(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    post = next(post for post in moved.posts if post.title == "둘")
    file = file_of(site, moved, "둘")
    texts = set()
    for number in range(2):
        texts.add(file.read_bytes())
        moved.remove("둘")
        assert run("sync", "--prune", "--site", site).code == 0
        assert not file.exists()
        moved.posts.append(post)
        moved.comment("둘", FakeComment(f"또 하나 {number}", "haru"))
        assert run("sync", "--site", site).code == 0
        assert file.exists()
    removed = (site / ".velog-to-jekyll/removed").glob("*.yml")
    assert len(texts) == 2
    assert {each.read_bytes() for each in removed} == texts


def test_the_images_of_comments_go_with_a_post_that_is_removed(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    blog.images[IMAGE] = pixel(1)
    blog.comment("둘", FakeComment(f"![](https://velog.velcdn.com{IMAGE})", "haru"))
    run("migrate", "labdev", "--comments", "--site", site)
    image = next((site / "assets/img/posts").rglob("*image.png"))
    blog.remove("둘")
    run("sync", "--prune", "--site", site)
    assert not image.exists()
    assert [*(site / ".velog-to-jekyll/removed").rglob("*image.png")]


def test_images_of_comments_stay_for_an_edited_file(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    blog.images[IMAGE] = pixel(1)
    blog.comment("둘", FakeComment(f"![](https://velog.velcdn.com{IMAGE})", "haru"))
    run("migrate", "labdev", "--comments", "--site", site)
    image = next((site / "assets/img/posts").rglob("*image.png"))
    edit(file_of(site, blog, "둘"), "haru", "h***")
    blog.remove("둘")
    run("sync", "--prune", "--site", site)
    assert image.exists()


def test_a_post_that_its_author_deleted_here_has_no_comments(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    (site / "_posts/2023-04-30-둘.md").unlink()
    run("sync", "--site", site)
    assert not file_of(site, moved, "둘").exists()
    assert file_of(site, moved, "하나").exists()
    before = tree(site)
    run("sync", "--site", site)
    assert tree(site) == before


# --- what the author does to them


def test_a_file_that_was_edited_is_kept_and_named(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    file = file_of(site, moved, "하나")
    edit(file, "haru", "h***")
    text = file.read_bytes()
    path = f"{FOLDER}/{file.name}"
    done = run("sync", "--site", site)
    assert (done.code, file.read_bytes()) == (0, text)
    assert f" M {path}" in done.out
    assert "resolve" not in done.out
    moved.comment("하나", FIRST)
    done = run("sync", "--site", site)
    assert (done.code, file.read_bytes()) == (0, text)
    assert f"velog-to-jekyll resolve {path} --theirs" in flat(done.out)
    assert run("resolve", path, "--ours", "--site", site).code == 0
    assert file.read_bytes() == text
    assert run("resolve", path, "--theirs", "--site", site).code == 0
    assert run("sync", "--site", site).code == 0
    assert texts(site, moved, "하나") == ["첫 댓글\n\n**굵게**"]


def test_line_ends_are_no_edit(moved: FakeVelog, site: Path, run: Program) -> None:
    file = file_of(site, moved, "하나")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    assert "2 same" in run("sync", "--site", site).out.split("comments")[1]
    assert file.read_bytes() == before
    moved.comment("하나", FIRST)
    run("sync", "--site", site)
    assert texts(site, moved, "하나") == ["첫 댓글\n\n**굵게**"]


def test_a_file_that_was_deleted_stays_deleted(moved: FakeVelog, site: Path, run: Program) -> None:
    file = file_of(site, moved, "하나")
    file.unlink()
    done = run("sync", "--site", site)
    assert (done.code, file.exists()) == (0, False)
    assert f" D {FOLDER}/{file.name}" in done.out
    moved.comment("하나", FIRST)
    done = run("sync", "--site", site)
    assert (done.code, file.exists(), file.name in done.out) == (0, False, False)
    assert run("resolve", file, "--theirs", "--site", site).code == 0
    assert run("sync", "--site", site).code == 0
    assert texts(site, moved, "하나") == ["첫 댓글\n\n**굵게**"]


def test_a_person_is_left_out_by_a_setting(moved: FakeVelog, site: Path, run: Program) -> None:
    own = site / ".velog-to-jekyll.toml"
    own.write_text('comments_without = ["@Haru", "labdev"]\n', "utf-8")
    assert run("sync", "--site", site).code == 0
    said = read(site, moved, "하나")["comments"]
    # Where somebody replied, it is as if it had been deleted.
    assert [each.get("name") for each in said] == [None]
    assert said[0]["replies"][0] == {
        "id": GONE.replies[0].id,
        "date": "2023-05-01 21:34:56 +0900",
        "deleted": True,
        "replies": [
            {
                "id": GONE.replies[0].replies[0].id,
                "date": "2023-05-01 21:34:56 +0900",
                "text": "답글의 답글",
            }
        ],
    }
    assert "haru" not in file_of(site, moved, "하나").read_text("utf-8")
    own.write_text('comments_without = ["haru", "dubu"]\n', "utf-8")
    assert run("sync", "--site", site).code == 0
    assert not file_of(site, moved, "둘").exists()


def test_they_go_out_again(moved: FakeVelog, site: Path, run: Program) -> None:
    edited = file_of(site, moved, "둘")
    edit(edited, "dubu", "d***")
    done = run("sync", "--no-comments", "--site", site)
    assert done.code == 0
    assert [*(site / FOLDER).iterdir()] == [edited]
    asked = len(moved.calls("v2"))
    before = tree(site)
    assert run("sync", "--site", site).code == 0
    assert tree(site) == before
    assert len(moved.calls("v2")) == asked


def test_localize_and_check_leave_them_to_sync(blog: FakeVelog, site: Path, run: Program) -> None:
    text = f"![](https://velog.velcdn.com{IMAGE}) https://velog.io/@labdev/하나"
    blog.comment("셋", FakeComment(text, "haru"))
    run("migrate", "labdev", "--comments", "--site", site)
    before = tree(site / FOLDER)
    found = json.loads(run("check", "--format", "json", "--site", site).out)
    assert FOLDER not in json.dumps(found)
    blog.images[IMAGE] = pixel(1)
    run("localize", "--site", site)
    assert tree(site / FOLDER) == before


# --- what v2 answers


def nothing(answer: Any) -> None:
    answer["data"]["posts"] = None


def no_posts(answer: Any) -> None:
    answer["data"]["posts"] = []


def other_kinds(answer: Any) -> None:
    answer["data"]["posts"] = [1, "x", None]


def no_comments(answer: Any) -> None:
    for post in answer["data"]["posts"]:
        post["comments"] = None


def a_stub(answer: Any) -> None:
    for post in answer["data"]["posts"]:
        post["comments"] = []


def a_text(answer: Any) -> None:
    for post in answer["data"]["posts"]:
        post["comments"] = "x"


def renamed(answer: Any) -> None:
    for post in answer["data"]["posts"]:
        post["said"] = post.pop("comments")


def no_texts(answer: Any) -> None:
    for post in answer["data"]["posts"]:
        for comment in post["comments"]:
            comment |= {"text": None, "deleted": False}


def no_replies(answer: Any) -> None:
    for post in answer["data"]["posts"]:
        for comment in post["comments"]:
            comment["replies"] = None


def numbers(answer: Any) -> None:
    for post in answer["data"]["posts"]:
        for comment in post["comments"]:
            comment["text"] = 7


def no_dates(answer: Any) -> None:
    for post in answer["data"]["posts"]:
        for comment in post["comments"]:
            comment["created_at"] = "yesterday"


def ways_out(answer: Any) -> None:
    for post in answer["data"]["posts"]:
        for comment in post["comments"]:
            comment["id"] = '"><script>'


SILENCES: dict[str, httpx.Response | Answer] = {
    "refused": broken(),
    "not found": status(404),
    "an error": status(500),
    "busy": status(503, 1),
    "a page": html(200),
    "empty": empty(),
    "an error of a resolver": errors("database is down", data={"posts": None}),
    "unknown field": errors('Cannot query field "comments" on type "Post".', 400),
    "deep": httpx.Response(200, content=b'{"data":' + b"[" * 200_000),
    "null": mutate(nothing),
    "an empty list": mutate(no_posts),
    "other kinds": mutate(other_kinds),
    "null comments": mutate(no_comments),
    "empty comments that are counted": mutate(a_stub),
    "a text": mutate(a_text),
    "another name": mutate(renamed),
    "null texts": mutate(no_texts),
    "null replies": mutate(no_replies),
    "numbers for texts": mutate(numbers),
    "odd dates": mutate(no_dates),
    "odd ids": mutate(ways_out),
}
silent = pytest.mark.parametrize("silence", SILENCES.values(), ids=SILENCES)


def said_of_comments(text: str) -> bool:
    said = flat(text)
    return "What the site has of them stays as it is" in said and "Run again later" in said


@silent
def test_what_is_in_the_site_stays(
    moved: FakeVelog, site: Path, run: Program, silence: httpx.Response | Answer
) -> None:
    before = tree(site)
    moved.fault("v2", silence)
    for command in ("sync", "diff", "migrate"):
        done = run(command, "--site", site)
        assert (done.code, done.complaints, said_of_comments(done.out)) == (0, "", True)
        assert tree(site) == before
    moved.heal()
    done = run("sync", "--site", site)
    assert (done.code, said_of_comments(done.out)) == (0, False)
    assert tree(site) == before


@silent
def test_a_migration_without_them_says_so_and_the_next_run_brings_them(
    blog: FakeVelog, site: Path, run: Program, silence: httpx.Response | Answer
) -> None:
    blog.fault("v2", silence)
    done = run("migrate", "labdev", "--comments", "--site", site)
    assert (done.code, done.complaints, said_of_comments(done.out)) == (1, "", True)
    assert len([*(site / "_posts").iterdir()]) > 2
    assert not (site / FOLDER).exists()
    # What is lacking is an alarm once.
    assert run("sync", "--site", site).code == 0
    blog.heal()
    assert run("sync", "--site", site).code == 0
    assert texts(site, blog, "둘") == ["둘의 댓글"]


def test_one_odd_comment_leaves_those_under_other_posts(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    def change(answer: Any) -> None:
        post = next(each for each in answer["data"]["posts"] if each["id"] == odd)
        post["comments"][0]["replies"] = None

    odd = moved.find("하나").id
    before = file_of(site, moved, "하나").read_bytes()
    moved.comment("하나", FakeComment("새 글"))
    moved.comment("둘", FakeComment("고침"))
    moved.fault("v2", mutate(change))
    done = run("sync", "--site", site)
    assert (done.code, said_of_comments(done.out)) == (0, True)
    assert "those under '하나' (comments[0].replies is null, not a list)" in flat(done.out)
    assert file_of(site, moved, "하나").read_bytes() == before
    assert texts(site, moved, "둘") == ["고침"]


def test_v2_that_fails_half_way_leaves_the_rest(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [
        FakePost(
            f"글 {day}",
            released_at=RELEASED - timedelta(days=day),
            comments=(FakeComment(f"댓글 {day}"),),
        )
        for day in range(60)
    ]
    run("migrate", "labdev", "--comments", "--site", site)
    for day in (0, 59):
        velog.comment(f"글 {day}", FakeComment("새 댓글"))
    velog.fault(lambda call: call.api == "v2" and bool(call.variables.get("c")), status(500))
    done = run("sync", "--site", site)
    assert (done.code, said_of_comments(done.out)) == (0, True)
    assert "The comments under 10 posts could not be read" in flat(done.out)
    assert texts(site, velog, "글 0") == ["새 댓글"]
    assert texts(site, velog, "글 59") == ["댓글 59"]


def test_an_answer_that_is_too_large_is_asked_for_in_smaller_pages(
    velog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    velog.posts = [
        FakePost(
            f"글 {day}",
            released_at=RELEASED - timedelta(days=day),
            comments=(FakeComment(f"{day} " + "길다 " * 5000),),
        )
        for day in range(20)
    ]
    from migrator.fetcher import budgets

    small = replace(budgets.BUDGETS, answer_bytes=200_000)
    monkeypatch.setattr(budgets, "BUDGETS", small)
    assert run("migrate", "labdev", "--comments", "--site", site).code == 0
    assert len([*(site / FOLDER).iterdir()]) == 20


def test_what_is_deeper_than_velog_shows_is_not_asked_for(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    deep = FakeComment("3")
    for level in (2, 1, 0):
        deep = FakeComment(f"{level}", replies=(deep,))
    blog.comment("셋", deep)
    run("migrate", "labdev", "--comments", "--site", site)
    assert texts(site, blog, "셋") == ["0", "1", "2"]


def test_posts_of_v2_have_their_comments_too(blog: FakeVelog, site: Path, run: Program) -> None:
    blog.fault("v3", broken())
    assert run("migrate", "labdev", "--comments", "--site", site).code == 0
    assert texts(site, blog, "둘") == ["둘의 댓글"]


def test_private_posts_have_their_comments_too(
    blog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "access")
    blog.log_in("access")
    blog.edit("둘", is_private=True)
    assert run("migrate", "labdev", "--private", "--comments", "--site", site).code == 0
    assert texts(site, blog, "둘") == ["둘의 댓글"]
    before = tree(site)
    assert run("sync", "--site", site).code == 0
    assert tree(site) == before


# --- runs that end early, ledgers that are lost


def test_a_run_that_ends_before_the_ledger_leaves_no_edit_behind(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    ledger = site / ".velog-to-jekyll/ledger.json"
    known = ledger.read_bytes()
    moved.comment("하나", FIRST)
    moved.comment("셋", FakeComment("새 글에"))
    run("sync", "--site", site)
    ledger.write_bytes(known)
    moved.comment("하나", GONE)
    moved.comment("셋", FakeComment("또 새 글에"))
    done = run("sync", "--site", site)
    assert (done.code, " M " in done.out) == (0, False)
    assert texts(site, moved, "하나") == ["deleted", "답글", "답글의 답글"]
    assert texts(site, moved, "셋") == ["또 새 글에"]


def test_a_rebuilt_ledger_knows_that_there_are_comments(
    moved: FakeVelog, site: Path, run: Program
) -> None:
    edit(file_of(site, moved, "둘"), "dubu", "d***")
    before = tree(site / FOLDER)
    (site / ".velog-to-jekyll/ledger.json").unlink()
    assert run("sync", "--rebuild-ledger", "--site", site).code == 0
    assert tree(site / FOLDER) == before
    moved.comment("하나", FIRST)
    run("sync", "--site", site)
    assert texts(site, moved, "하나") == ["첫 댓글\n\n**굵게**"]


def test_a_link_in_the_place_of_the_folder_is_refused(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    (tmp_path / "outside").mkdir()
    (site / "_data").mkdir(exist_ok=True)
    (site / FOLDER).symlink_to(tmp_path / "outside")
    done = run("migrate", "labdev", "--comments", "--site", site)
    assert done.code == 2
    assert "is a link to a place outside" in flat(done.err)
    assert [*(tmp_path / "outside").iterdir()] == []


# --- what is said ahead


def test_a_dry_run_announces_what_the_run_does(moved: FakeVelog, site: Path, run: Program) -> None:
    moved.comment("하나", FIRST)
    moved.comment("둘")
    moved.comment("셋", FakeComment("\x1b[31m새 </script> 댓글"))
    before = tree(site)
    ahead = json.loads(run("diff", "--format", "json", "--site", site).out)
    Draft202012Validator(SCHEMA).validate(ahead)
    assert tree(site) == before
    done = json.loads(run("sync", "--format", "json", "--site", site).out)
    Draft202012Validator(SCHEMA).validate(done)
    assert [ahead["comments_summary"], ahead["comments"]] == [
        done["comments_summary"],
        done["comments"],
    ]
    after = tree(site)
    changed = {
        path
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path) and not path.startswith(".velog")
    }
    assert {each["path"]: each["action"] for each in ahead["comments"]} == {
        f"{FOLDER}/{moved.find('하나').id}.yml": "rewrite",
        f"{FOLDER}/{moved.find('둘').id}.yml": "remove",
        f"{FOLDER}/{moved.find('셋').id}.yml": "create",
    }
    assert changed == {each["path"] for each in ahead["comments"]}


@pytest.mark.parametrize("form", ["text", "html", "markdown"])
def test_each_form_of_report_names_them(
    moved: FakeVelog, site: Path, run: Program, form: str
) -> None:
    moved.comment("셋", FakeComment("\x1b[31m새 </script> 댓글", "haru"))
    done = run("diff", "--format", form, "--patch", "--site", site)
    assert done.code == 1
    assert f"{FOLDER}/{moved.find('셋').id}.yml" in done.out
    assert "comments: 셋" in done.out
    assert "\x1b" not in done.out
    assert "</script> 댓글" not in done.out or form == "text"


def test_one_file_can_be_looked_at(moved: FakeVelog, site: Path, run: Program) -> None:
    moved.comment("셋", FakeComment("새 댓글", "haru"))
    path = f"{FOLDER}/{moved.find('셋').id}.yml"
    done = run("diff", path, "--site", site)
    assert f"+++ b/{path}" in done.out
    assert '+    text: "새 댓글"' in done.out


def test_the_first_run_says_how_to_show_them(blog: FakeVelog, site: Path, run: Program) -> None:
    done = run("migrate", "labdev", "--comments", "--site", site)
    assert "velog-to-jekyll init --comments" in flat(done.out)
    assert "init --comments" not in flat(run("sync", "--site", site).out)


# --- a backup


def test_a_backup_has_them_if_asked(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    blog.images[IMAGE] = pixel(1)
    blog.comment("셋", FakeComment(f"![](https://velog.velcdn.com{IMAGE})", "haru"))
    saved = tmp_path / "backup"
    assert run("backup", "labdev", saved, "--comments").code == 0
    answered = json.loads((saved / f"comments/{blog.find('둘').id}.json").read_bytes())
    assert answered["comments"][0]["text"] == "둘의 댓글"
    blog.fault(lambda call: True, broken())
    assert run("migrate", "--from", saved, "--comments", "--site", site).code == 0
    assert texts(site, blog, "하나") == [
        "첫 댓글\n\n**굵게**",
        "deleted",
        "답글",
        "답글의 답글",
    ]
    assert "](/assets/" in texts(site, blog, "셋")[0]
    before = tree(site)
    assert run("sync", "--from", saved, "--site", site).code == 0
    assert tree(site) == before


def test_a_backup_without_them_takes_none_away(
    moved: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    saved = tmp_path / "backup"
    run("backup", "labdev", saved)
    assert not (saved / "comments").exists()
    assert "comments" not in json.loads((saved / "backup.json").read_bytes())
    before = tree(site)
    done = run("sync", "--from", saved, "--site", site)
    assert done.code == 0
    assert "velog-to-jekyll backup labdev DIR --comments" in flat(done.out)
    assert tree(site) == before


def test_a_backup_without_them_gives_none_and_says_so(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    run("backup", "labdev", tmp_path / "backup")
    done = run("migrate", "--from", tmp_path / "backup", "--comments", "--site", site)
    assert done.code == 1
    assert "This backup was made without comments" in flat(done.out)


@silent
def test_a_backup_keeps_those_that_it_has(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path, silence: httpx.Response | Answer
) -> None:
    saved = tmp_path / "backup"
    run("backup", "labdev", saved, "--comments")
    run("migrate", "--from", saved, "--comments", "--site", site)
    before = tree(site)
    blog.fault("v2", silence)
    assert run("backup", "labdev", saved, "--comments").code == 0
    assert run("sync", "--from", saved, "--site", site).code == 0
    assert tree(site) == before


def test_a_backup_that_lacks_them_is_an_alarm_once(
    blog: FakeVelog, run: Program, tmp_path: Path
) -> None:
    blog.fault("v2", broken())
    codes = [run("backup", "labdev", tmp_path / "backup", "--comments").code for _ in range(2)]
    assert codes == [1, 0]


def test_a_name_in_a_backup_leads_nowhere(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    saved = tmp_path / "backup"
    run("backup", "labdev", saved, "--comments")
    index = json.loads((saved / "backup.json").read_bytes())
    (saved / "backup.json").write_text(json.dumps({**index, "comments": ["../backup"]}), "utf-8")
    done = run("migrate", "--from", saved, "--comments", "--site", site)
    assert done.code == 2
    assert "an id of letters, digits and hyphens" in flat(done.err)


def test_comments_that_were_removed_are_not_called_written(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    run("migrate", "labdev", "--site", site, "--comments")
    done = run("sync", "--no-comments", "--site", site)
    assert "Written" not in done.out
    assert "Removed: comments under 2 posts." in done.out
    korean = run("sync", "--comments", "--site", site, "--lang", "ko")
    assert "글 2개의 댓글" in korean.out
