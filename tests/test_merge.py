"""Three texts of a post → one: front matter key by key, the body line by line."""

from __future__ import annotations

import frontmatter
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrator import merge as merging
from migrator.merge import BODY, Merge, ThreeTexts, canonical, lines_to_merge, same_text, with_kept
from migrator.merge.git_lines import merge_lines

BASE = """---
title: "글"
date: 2022-08-21 14:59:12 +0900
description: "설명"
tags: ["가", "나"]
image: "/a.png"
---

첫 줄

둘째 줄

셋째 줄
"""


def merge(base: str, ours: str, theirs: str, *, union: bool = False) -> Merge:
    texts = ThreeTexts(base, ours, theirs)
    body = lines_to_merge(texts)
    return merging.merge(texts, merge_lines([body] if body else [], union=union))


def changed(*pairs: tuple[str, str]) -> str:
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def test_one_side_alone_wins() -> None:
    new = changed(("둘째", "2째"), ('"글"', '"새 글"'))
    assert merge(BASE, BASE, new).text == new
    assert merge(BASE, new, BASE).text == new


def test_both_sides_in_different_places() -> None:
    ours = changed(("첫 줄", "내 줄"), ('tags: ["가", "나"]', 'tags: ["가", "나", "다"]'))
    theirs = changed(("셋째 줄", "3째 줄"), ('"글"', '"새 글"'))
    merged = merge(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert merged.text == changed(
        ("첫 줄", "내 줄"),
        ('tags: ["가", "나"]', 'tags: ["가", "나", "다"]'),
        ("셋째 줄", "3째 줄"),
        ('"글"', '"새 글"'),
    )


def test_the_authors_order_comments_and_keys_stay() -> None:
    ours = """---
# 내 메모
layout: single
tags:
  - 가
  - 나
title: 글   # 따옴표 없이

description: "설명"
date: 2022-08-21 14:59:12 +0900
image: "/a.png"
categories: [a, b]
---
첫 줄

둘째 줄

셋째 줄
"""
    theirs = changed(('"글"', '"새 글"'), ('"설명"', '"새 설명"'), ("둘째", "2째"))
    merged = merge(BASE, ours, theirs)
    assert merged.conflicts == ()
    assert merged.text == ours.replace("title: 글   # 따옴표 없이\n", 'title: "새 글"\n').replace(
        '"설명"', '"새 설명"'
    ).replace("둘째", "2째").replace("---\n첫", "---\n첫")


@pytest.mark.parametrize(
    ("mine", "theirs", "conflicts"),
    [
        (("둘째", "내"), ("둘째", "2째"), (BODY,)),
        (('"글"', '"내 글"'), ('"글"', '"새 글"'), ("title",)),
        (('description: "설명"\n', ""), ('"설명"', '"새 설명"'), ()),
        (('"설명"', '"내 설명"'), ('description: "설명"\n', ""), ()),
        (('"글"', '"같은 글"'), ('"글"', "'같은 글'"), ()),
        (("둘째", "같은"), ("둘째", "같은"), ()),
    ],
)
def test_what_both_changed_is_a_conflict_and_stays_ours(
    mine: tuple[str, str], theirs: tuple[str, str], conflicts: tuple[str, ...]
) -> None:
    merged = merge(BASE, changed(mine), changed(theirs))
    assert merged.conflicts == conflicts
    assert merged.text == changed(mine)


def test_a_union_has_the_lines_of_both() -> None:
    merged = merge(BASE, changed(("둘째", "내")), changed(("둘째", "2째")), union=True)
    assert merged.conflicts == ()
    assert "내 줄" in merged.text
    assert "2째 줄" in merged.text


def test_a_new_key_stands_where_velogs_order_has_it() -> None:
    theirs = changed(("description", 'series: "연재"\ndescription'))
    merged = merge(BASE, changed(("image:", "math: true\nimage:")), theirs).text
    keys = list(frontmatter.loads(merged).metadata)
    assert keys == ["title", "date", "series", "description", "tags", "math", "image"]


@pytest.mark.parametrize("ours", ["글만", "---\ntitle: [\n---\n글", "---\na: 1\na: 2\n---\n글", ""])
def test_front_matter_that_cannot_be_read_is_merged_as_lines(ours: str) -> None:
    merged = merge(BASE, ours, changed(("둘째", "2째")))
    assert merged.conflicts == (BODY,)
    assert canonical(merged.text) == canonical(ours)


def test_a_checkout_of_windows_keeps_its_line_ends() -> None:
    ours = changed(("첫", "내")).replace("\n", "\r\n")
    merged = merge(BASE, ours, changed(("셋째", "3째")))
    assert merged.text == changed(("첫", "내"), ("셋째", "3째")).replace("\n", "\r\n")


def test_line_ends_the_last_newline_and_the_form_of_hangul_are_no_edit() -> None:
    assert same_text("한글\n끝", "한글\r\n끝\r\n")
    assert same_text("한글", "\u1112\u1161\u11ab\u1100\u1173\u11af\n\n")
    assert not same_text("한글", "한 글")
    assert not same_text("", None)


def test_what_the_editor_blanks_is_not_lost() -> None:
    blank = changed(('description: "설명"\n', ""), ('image: "/a.png"\n', ""), ('"글"', '"새 글"'))
    keys = {"description", "image"}
    assert with_kept(blank, BASE, keys) == changed(('"글"', '"새 글"'))
    other = blank.replace("tags", 'description: "첫 줄"\ntags')
    assert with_kept(other, BASE, keys) == changed(('"글"', '"새 글"'))
    assert with_kept(blank, BASE, set()) == blank
    assert with_kept(blank, "no front matter", keys) == blank


LINES = st.lists(st.sampled_from(["가", "나", "", "다 라", "- 마", "---", "키: 값"]), max_size=8)
TEXTS = LINES.map("\n".join) | LINES.map(lambda lines: f"---\n키: 1\n---\n{chr(10).join(lines)}")


@given(TEXTS, TEXTS, TEXTS)
def test_no_line_of_ours_is_lost_and_none_of_theirs_without_saying_so(
    base: str, ours: str, theirs: str
) -> None:
    merged = merge(base, ours, theirs)
    kept = set(canonical(merged.text).split("\n"))
    both = set(canonical(base).split("\n"))
    assert set(canonical(ours).split("\n")) - both <= kept
    if not merged.conflicts:
        assert set(canonical(theirs).split("\n")) - both <= kept
    assert merge(base, ours, ours).text == canonical(ours)


TABS = "---\ntitle\t: x\nlayout:\tpost\ntags:\n\n- a\n# b\ndate: 2022-01-01\n---\nbody\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [("title\t: x", "title: y"), ("layout:\tpost", "layout:\tpage"), ("- a", "- a\n- c")],
)
def test_a_key_set_off_by_a_tab_is_merged_as_any(old: str, new: str) -> None:
    theirs = TABS.replace(old, new)
    ours = TABS.replace("date: 2022-01-01", "# mine\nown:\t1\ndate: 2022-01-02")
    merged = merge(TABS, ours, theirs)
    assert merged.conflicts == ()
    assert merged.text == ours.replace(old, new)
    both = merge(TABS, TABS.replace("\t", " "), theirs)
    assert both.conflicts == ()
    assert both.text == TABS.replace("\t", " ").replace(old.replace("\t", " "), new)


def test_a_key_set_off_by_a_tab_is_in_conflict_as_any() -> None:
    ours, theirs = (TABS.replace("title\t: x", f"title\t: {word}") for word in ("mine", "yours"))
    assert merge(TABS, ours, theirs).conflicts == ("title",)


def test_a_merge_leaves_the_lines_around_front_matter() -> None:
    base = "---\ntitle: x\n---\n\nbody\n"
    ours = "\ufeff---  \nlayout: post\ntitle: x\n...\n\nmine\n"
    theirs = base.replace("title: x", "title: y")
    assert merge(base, ours, theirs).text == ours.replace("title: x", "title: y")
