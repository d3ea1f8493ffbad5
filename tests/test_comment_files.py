"""The data file with the comments under a post: any text comes back from it, as YAML."""

from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import oracle.jekyll
from conftest import need
from migrator.converter.comment_files import convert_comments
from migrator.converter.comment_text import comment_text
from migrator.converter.link_targets import LinkTargets
from migrator.converter.page_images import PageImages
from migrator.converter.velog_links import stays
from migrator.model import Blog, Comment, Post
from migrator.settings.site_settings import Settings
from migrator.site.comment_files import is_as_written, stamped, stamped_anew, was_written_from

DAY = datetime(2024, 2, 1, 20, tzinfo=UTC)
POST = Post("id", "slug", "제목", "", is_markdown=True, released_at=DAY)
SETTINGS = Settings()

words = st.text(st.sampled_from("ab가 \n\t\"'\\:#-|>&*!%@`{}[],?\x00\x1b\x85\u2028\ufeff😀\r"))


def file_with(*comments: Comment) -> str:
    blog = Blog("labdev", (POST,), comments={POST.id: comments})
    targets = LinkTargets("labdev", blog.posts, SETTINGS)
    pages = convert_comments(blog, {POST.id: "_posts/2024-02-01-slug.md"}, targets) or {}
    page = pages[POST.id]
    assert page is not None
    return page.text(frozenset())


@given(words, words)
def test_any_text_and_name_come_back(text: str, name: str) -> None:
    reply = Comment("b", "", text, DAY)
    read = yaml.safe_load(file_with(Comment("a", name, text, DAY, replies=(reply,))))
    (comment,) = read["comments"]
    wanted = comment_text(text, SETTINGS, PageImages("x", SETTINGS, stays))
    assert comment["text"] == wanted
    assert comment["replies"][0]["text"] == wanted
    assert comment["date"] == "2024-02-02 05:00:00 +0900"
    assert set(comment) <= {"id", "date", "name", "text", "replies"}


@pytest.mark.ruby
def test_ruby_reads_what_python_reads() -> None:
    need(oracle.jekyll.missing())
    draw = Random(5)
    signs = "ab가 \n\t\"'\\:#-|>&*!%@`{}[],?\x00\x1b\x85\u2028\ufeff😀\r"
    texts = ["".join(draw.choices(signs, k=draw.randrange(30))) for _ in range(500)]
    written = file_with(*(Comment(f"{n}", text, text, DAY) for n, text in enumerate(texts)))
    script = 'require "json"; require "yaml"; puts JSON.generate(YAML.load($stdin.read))'
    command = ["ruby", "-Ku", "-e", script]
    done = subprocess.run(command, input=written, capture_output=True, encoding="utf-8", check=True)
    assert json.loads(done.stdout) == yaml.safe_load(written)


def test_lines_are_written_as_lines() -> None:
    assert '    text: |-\n      하나\n\n      둘: "셋"\n' in file_with(
        Comment("a", "haru", '하나\n\n둘: "셋"', DAY)
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_file_knows_whether_it_is_as_it_was_written(text: str) -> None:
    whole = stamped(text)
    assert is_as_written(whole)
    assert is_as_written(whole.replace("\n", "\r\n") if "\r" not in text else whole)
    edited = f"{whole}x"
    assert not is_as_written(edited)
    assert was_written_from(edited, whole)
    assert is_as_written(stamped_anew(edited))
    assert not was_written_from(edited, stamped(f"{text}y"))


@pytest.mark.parametrize("text", ["", "x", "\n", "# velog-to-jekyll\n", "# velog-to-jekyll ()\nx"])
def test_a_file_of_somebody_else_is_theirs(text: str) -> None:
    assert not is_as_written(text)
    assert is_as_written(stamped_anew(text))
