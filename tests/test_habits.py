"""The posts of an author, and a post written as that author writes them; whatever stands there."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import Program
from migrator.converter.clean_text import one_line
from migrator.converter.yaml_writer import Value, front_matter
from migrator.model import ImageLink
from migrator.settings.habits import BRACKETS, DASHES, WORDS, Habits, dump_habits, load_habits
from migrator.settings.habits.find import habits_of
from velog import FakePost, FakeVelog

WAYS = {
    "single quotes, and tags in a row": (
        "title: 'It''s {n}'\ndate: 2021-0{n}-01 10:00:00 +0900\ntags: a{n} b",
        "title: 'Don''t \\n'\ndate: 2023-05-01 21:34:56 +0900\ntags: React b\n",
    ),
    "single quotes in a list": (
        "title: {n}번째\ntags: ['a{n}', 'b']",
        "title: Don't \\n\ndate: 2023-05-01 21:34:56 +0900\ntags: ['React', 'b']\n",
    ),
    "blanks within brackets": (
        "title: '{n}'\ntags: [ a{n} ]\nmath: true",
        "title: 'Don''t \\n'\ndate: 2023-05-01 21:34:56 +0900\ntags: [ React, b ]\nmath: true\n",
    ),
    "the other key for tags, and a category in a word": (
        "categories: dev\ntag: [a{n}, b]\ntitle: '{n}'",
        "categories: dev\ntag: [React, b]\ntitle: 'Don''t \\n'\ndate: 2023-05-01 21:34:56 +0900\n",
    ),
    "a list in a list": (
        'title: "{n}번"\ntags:\n  - [a{n}, b]',
        'title: "Don\'t \\\\n"\ndate: 2023-05-01 21:34:56 +0900\ntags:\n  - React\n  - b\n',
    ),
    "blanks nowhere": (
        "tags: [a{n},b]\ntitle: {n}번",
        "tags: [React,b]\ntitle: Don't \\n\ndate: 2023-05-01 21:34:56 +0900\n",
    ),
    "blanks before the colon, lists far in": (
        'layout : single\ntitle :  "글 {n}"\ntags :\n    - a{n}\ntoc : true',
        'layout : single\ntitle :  "Don\'t \\\\n"\ndate: 2023-05-01 21:34:56 +0900\n'
        "tags :\n    - React\n    - b\ntoc : true\n",
    ),
    "what every post has, on lines of its own": (
        "title: 글 {n}\nlang: ko\nsidebar:\n    nav: docs\nuse_math: true\ncategories:\n  - Blog",
        "title: Don't \\n\ndate: 2023-05-01 21:34:56 +0900\ntags:\n  - React\n  - b\n"
        "lang: ko\nsidebar:\n    nav: docs\nuse_math: true\ncategories:\n  - Blog\n",
    ),
}


@pytest.fixture
def bare(site: Path) -> Path:
    """Give a site without posts."""
    for path in site.glob("_posts/*"):
        path.unlink()
    return site


@pytest.mark.parametrize("way", WAYS)
def test_a_post_is_written_in_its_authors_way(
    bare: Path, velog: FakeVelog, run: Program, way: str
) -> None:
    mine, expected = WAYS[way]
    for n in range(1, 5):
        text = f"---\n{mine.format(n=n)}\n---\n글\n"
        (bare / f"_posts/2021-0{n}-01-x{n}.md").write_text(text, "utf-8")
    velog.posts = [FakePost("Don't \\n", tags=("React", "b"), url_slug="new")]
    assert run("migrate", "labdev", "--site", bare).code == 0
    text = (bare / "_posts/2023-05-01-new.md").read_text("utf-8")
    assert text.removeprefix("---\n").partition("velog:")[0] == expected


def test_posts_go_where_all_posts_are(bare: Path, velog: FakeVelog, run: Program) -> None:
    (bare / "_posts/dev").mkdir()
    for n in range(1, 5):
        text = f"---\ntitle: 글 {n}\n---\n글\n"
        (bare / f"_posts/dev/2021-0{n}-01-x{n}.markdown").write_text(text, "utf-8")
    velog.posts = [FakePost("새 글", url_slug="new")]
    assert run("migrate", "labdev", "--site", bare).code == 0
    assert (bare / "_posts/dev/2023-05-01-new.markdown").is_file()
    assert "1 same" in run("sync", "--site", bare).out


def test_who_writes_no_descriptions_gets_none_that_nobody_wrote(
    bare: Path, velog: FakeVelog, run: Program
) -> None:
    for n in range(1, 5):
        (bare / f"_posts/2021-0{n}-01-x{n}.md").write_text(f"---\ntitle: 글 {n}\n---\n", "utf-8")
    velog.posts = [FakePost("새 글", "첫머리", url_slug="new")]
    run("migrate", "labdev", "--site", bare)
    path = bare / "_posts/2023-05-01-new.md"
    assert "description" not in path.read_text("utf-8")
    own = "[front_matter]\nderived_summary = true\n"
    (bare / ".velog-to-jekyll.toml").write_text(own, "utf-8")
    run("sync", "--site", bare)
    assert "description: 첫머리\n" in path.read_text("utf-8")


def test_the_examples_of_a_theme_are_not_the_authors(
    bare: Path, velog: FakeVelog, run: Program
) -> None:
    (bare / "_config.yml").write_text("exclude:\n  - /docs # of the theme\n  - test/\n", "utf-8")
    for n in range(1, 5):
        for folder in ("docs/_posts", "test/_posts"):
            path = bare / folder / f"2021-0{n}-01-x{n}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"---\nlayout: splash\ntitle: Example {n}\n---\n", "utf-8")
    velog.posts = [FakePost("새 글", url_slug="new")]
    run("migrate", "labdev", "--site", bare)
    assert 'layout: "post"' in (bare / "_posts/2023-05-01-new.md").read_text("utf-8")


def test_links_know_the_category_of_every_post(bare: Path, velog: FakeVelog, run: Program) -> None:
    (bare / "_config.yml").write_text("permalink: /:categories/:title/\n", "utf-8")
    for n in range(1, 5):
        text = f"---\ntitle: 글 {n}\ncategories:\n  - Dev\n---\n"
        (bare / f"_posts/2021-0{n}-01-x{n}.md").write_text(text, "utf-8")
    link = "[둘](https://velog.io/@labdev/two)"
    velog.posts = [FakePost("하나", link, url_slug="one"), FakePost("둘", url_slug="two")]
    run("migrate", "labdev", "--site", bare)
    assert "[둘](/dev/two/)" in (bare / "_posts/2023-05-01-one.md").read_text("utf-8")
    assert "2 same" in run("sync", "--site", bare).out


@pytest.mark.parametrize("layouts", ["post post page", "post post post page page"])
def test_a_post_has_a_layout_where_posts_have(
    bare: Path, velog: FakeVelog, run: Program, layouts: str
) -> None:
    for n, layout in enumerate(layouts.split(), 1):
        text = f"---\nlayout: {layout}\ntitle: 글 {n}\n---\n글\n"
        (bare / f"_posts/2021-0{n}-01-x{n}.md").write_text(text, "utf-8")
    velog.posts = [FakePost("새 글", url_slug="new")]
    run("migrate", "labdev", "--site", bare)
    text = (bare / "_posts/2023-05-01-new.md").read_text("utf-8")
    assert text.startswith("---\nlayout: post\n")


@pytest.mark.parametrize(("count", "folder"), [(8, "x/"), (7, "")])
def test_a_folder_is_a_habit_where_four_of_five_posts_are_in_it(count: int, folder: str) -> None:
    paths = [f"_posts/{'x/' if n < count else ''}2022-01-01-{n}.md" for n in range(10)]
    assert habits_of(dict.fromkeys(paths, "---\ntitle: a\n---\n")).folder == folder


def _spoken(*languages: str, key: str = "lang: {}\n", folder: str = "{}/") -> dict[str, str]:
    return {
        f"_posts/{folder.format(each)}2021-09-{number:02}-x.md": "---\ntitle: 글\n"
        f"{key.format(each)}---\n글\n"
        for number, each in enumerate(languages, 1)
    }


@pytest.mark.parametrize(
    ("posts", "own", "path", "line"),
    [
        (_spoken("en", "en", "en", "ko", "en", "en"), "", "_posts/ko/", "lang: ko"),
        (_spoken("en", "ko", "ko", folder=""), "", "_posts/", "lang: ko"),
        (_spoken("en", "ko", "ko", key=""), "", "_posts/ko/", None),
        (_spoken("en", "ko-KR", "ja"), "", "_posts/ko-KR/", "lang: ko-KR"),
        (_spoken("en", "ko", "ko"), 'lang = "en"', "_posts/en/", "lang: en"),
        (_spoken("no", "en", "no"), "", "_posts/no/", 'lang: "no"'),
        (_spoken("en", "en", "en"), "", "_posts/en/", "lang: en"),
        (_spoken("study", "travel", "study", key=""), "", "_posts/", None),
    ],
)
def test_a_post_is_in_the_lists_of_its_language(
    bare: Path,
    velog: FakeVelog,
    run: Program,
    posts: dict[str, str],
    own: str,
    path: str,
    line: str | None,
) -> None:
    for name, text in posts.items():
        (bare / name).parent.mkdir(exist_ok=True, parents=True)
        (bare / name).write_text(text.replace("lang: no", 'lang: "no"'), "utf-8")
    (bare / ".velog-to-jekyll.toml").write_text(own, "utf-8")
    velog.posts = [FakePost("새 글", url_slug="new")]
    run("migrate", "labdev", "--site", bare)
    new = bare / path / "2023-05-01-new.md"
    head = new.read_text("utf-8").split("---")[1].splitlines()
    assert [each for each in head if each.startswith("lang")] == ([line] if line else [])


def test_folders_that_are_categories_are_named_and_a_moved_post_stays(
    bare: Path, velog: FakeVelog, run: Program
) -> None:
    for number in range(1, 5):
        file = bare / f"study/_posts/2021-09-0{number}-x.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("---\ntitle: 글\n---\n글\n", "utf-8")
    velog.posts = [FakePost("새 글", url_slug="new")]
    said = run("init", "--site", bare, "--dry-run").out
    assert "study are folders of your posts  (a new post goes to _posts and is in none" in said
    run("migrate", "labdev", "--site", bare)
    moved = (bare / "_posts/2023-05-01-new.md").rename(bare / "study/_posts/2023-05-01-new.md")
    velog.posts = [replace(velog.posts[0], body="고친 글")]
    assert run("sync", "--site", bare).code == 0
    assert "고친 글" in moved.read_text("utf-8")
    assert not list((bare / "_posts").glob("*new.md"))


def test_the_day_of_the_last_change_is_that_of_the_sync_that_saw_it(
    bare: Path, velog: FakeVelog, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 5):
        text = f"---\ntitle: 글\nlast_modified_at: 2021-10-0{number}\n---\n글\n"
        (bare / f"_posts/2021-09-0{number}-x.md").write_text(text, "utf-8")
    velog.posts = [FakePost("새 글", "하나\n\n둘\n\n셋", url_slug="new")]
    file = bare / "_posts/2023-05-01-new.md"

    def sync(day: str, command: str = "sync") -> list[str]:
        moment = datetime.fromisoformat(f"{day}T12:00:00+09:00").timestamp()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{moment:.0f}")
        blog = ("labdev",) if command == "migrate" else ()
        assert run(command, *blog, "--site", bare).code == 0
        lines = file.read_text("utf-8").splitlines()
        return [line for line in lines if line.startswith("last_modified_at")]

    assert sync("2026-01-01", "migrate") == []
    assert sync("2026-01-02") == []
    velog.posts = [replace(velog.posts[0], body="하나\n\n둘\n\n다섯")]
    assert sync("2026-01-03") == ["last_modified_at: 2026-01-03"]
    assert sync("2026-01-04") == ["last_modified_at: 2026-01-03"]
    # The author's own day stays, whatever happens on Velog.
    file.write_text(file.read_text("utf-8").replace("2026-01-03", "2026-01-05"), "utf-8")
    velog.posts = [replace(velog.posts[0], body="여섯\n\n둘\n\n다섯")]
    assert sync("2026-01-06") == ["last_modified_at: 2026-01-05"]
    assert "여섯" in file.read_text("utf-8")


def _showing(*folders: str) -> dict[str, str]:
    """Make posts, each with four images in a folder of the site."""
    return {
        f"_posts/2021-09-{number:02}-x.md": "---\ntitle: 글\n---\n"
        + "".join(f"![](/{folder}/{name}.png)\n" for name in "abcd" if folder)
        for number, folder in enumerate(folders, 1)
    }


@pytest.mark.parametrize(
    ("folders", "folder", "posts"),
    [
        (["images"] * 3, "images/{stem}", 3),
        (["assets/a", "assets/b", "assets/c", "assets/d"], "assets/{stem}", 4),
        (["assets/img/a/1", "assets/img/b/2", "assets/img/b/3"], "assets/img/{stem}", 3),
        (["assets/img/a"] * 3 + ["assets/img/b"] * 4, "assets/img/b/{stem}", 4),
        (["assets/img/a", "", "", ""], "", 0),
        (["assets/img/a"] * 3 + [""] * 20, "assets/img/{stem}", 3),
        (["images"] * 3 + [""] * 20, "images/{stem}", 3),
        (["a", "b", "c"], "", 0),
        ([f"assets/img/2021-09-{number:02}-x" for number in (1, 2, 3)], "assets/img/{stem}", 3),
        (["img/2021-09-01-x", "img/2021-09-02-x", "img/2021-09-03-x", "img"], "img/{stem}", 4),
    ],
)
def test_the_folder_of_one_post_is_not_that_of_all(
    folders: list[str], folder: str, posts: int
) -> None:
    habits = habits_of(_showing(*folders))
    assert habits.image_dir == folder
    assert habits.rests_on["image_dir"] == posts


@pytest.mark.parametrize(
    ("config", "folder"),
    [
        ("title: 나", "assets/img/posts/{stem}"),
        ("include: [_image]", "_image/{stem}"),
    ],
)
def test_images_go_only_where_readers_can_see_them(
    bare: Path, run: Program, config: str, folder: str
) -> None:
    for path, text in _showing(*["_image"] * 4).items():
        (bare / path).parent.mkdir(exist_ok=True)
        (bare / path).write_text(text, "utf-8")
    (bare / "_config.yml").write_text(f"{config}\n", "utf-8")
    done = run("init", "--site", bare)
    own = (bare / ".velog-to-jekyll.toml").read_text("utf-8")
    assert f'\nimage_dir = "{folder}"' in own
    assert ("Jekyll does not publish it" in done.out) == (folder == "assets/img/posts/{stem}")
    assert run("diff", "labdev", "--site", bare).code in (0, 1)


def test_images_below_a_head_that_cannot_be_read_count() -> None:
    image = "\n![](../assets/img/{0}/a.png) ![]({{{{site.url}}}}/assets/img/{0}/b.png)\n"
    stems = [f"2021-0{n}-01-x{n}" for n in range(1, 5)]
    texts = {
        f"_posts/{stem}.md": f"---\ntitle: {'[가] 나' if n else '글'}\n---\n" + image.format(stem)
        for n, stem in enumerate(stems)
    }
    good = {f"_posts/2020-01-0{n}-y.md": "---\ntitle: 글\n---\n" for n in range(1, 4)}
    habits = habits_of({**texts, **good})
    assert habits.image_dir == "assets/img/{stem}"
    assert habits.image_url == "{{{{site.url}}}}/{path}"


@pytest.mark.parametrize(("cover", "form"), [("/a/b.png", "/{path}"), ("a/b.png", "{path}")])
def test_covers_begin_as_they_do(cover: str, form: str) -> None:
    heads = [f"---\nimage: {cover}\n---\n", "---\nimage: https://a.b/c.png\n---\n"]
    habits = habits_of({f"_posts/2021-01-0{n}-x.md": heads[n % 2] for n in range(5)})
    assert (habits.cover, habits.cover_url) == (("image",), form)


PIECES = (
    "---\n", "title: ", "title : ", "date: 2021-02-30\n", "date: 2021-13-01 10:00\n", "tags:\n",
    "- a\n", "  - b\n", "[a, b]\n", "'x'", "\n", "{}", "categories: ", "? a\n", ": b\n", "&a ",
    "*a ", "!!int x", "!!python/x y", "<<: *a\n", "image:\n  path: x\n", "\ufeff", "\r\n", "\x85",
    "\u2028", "null: 1\n", "1: 2\n", '"a": b\n', "layout: post\n", "n: 99999999999999999999:59\n",
    "x: =\n", "x: <<\n", "x: .inf\n", "title: [가] 나\n",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)


def test_habits_of_an_older_version_can_be_read() -> None:
    dumped = dump_habits(Habits(count=4, order=("title",)))
    assert load_habits({"count": dumped["count"], "order": ["title"]}).order == ("title",)


@given(st.lists(texts, min_size=3, max_size=4))
@example(["x: =\n", "date: 2021-02-30\n", "x: !!int a\n"])
def test_no_post_is_too_strange_to_look_at(heads: list[str]) -> None:
    habits = habits_of({f"_posts/2021-01-0{n}-x.md": f"---\n{x}---\n" for n, x in enumerate(heads)})
    assert load_habits(json.loads(json.dumps(dump_habits(habits)))) == habits


HOSTILE = (
    "yes", "ON", "1,000", "12:30", "017", "1_000", "0x1F", "2024-01-01", "~", "null", ".5", "1e3",
    ":sym", "=", "<<", "- a", "a: b", "a :b", "a #b", "a#b", "#b", "'", "it's", '"', "''", "\\n",
    "[a]", "{a}", "a]", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`", "? a", "---", "...",
    "a,b", "/x", "/ x", "a:", "0o17", "+1", "-.inf", "y", "n", "a\x85b", "a\u2028b", "가\u200b",
    "😀", "가: 나", "{{ x }}", "1년 차", "가, [나] {다} \"라\" \\", "1.0가", "true", "Null",
    "nan", "c++", "C#", "why?", "a:b",
)  # fmt: skip
SIGNS = "abyYnN eE123.:-_+x0,#[]{}&*!|>'\"%@`~=<?\\/가년\u200b\u00a0"
values = st.sampled_from(HOSTILE) | (st.text(max_size=6) | st.text(alphabet=SIGNS, max_size=8)).map(
    one_line
)
NONE, KEYS = frozenset[str](), frozenset({"title", "tags", "image", "velog"})
ways = st.builds(
    Habits,
    plain=st.sampled_from([NONE, KEYS]),
    single=st.sampled_from([NONE, KEYS]),
    lists=st.sampled_from([*BRACKETS, WORDS, *DASHES]),
    starts=st.sampled_from([{}, {"title": "title :  ", "tags": "tags:   "}]),
)


Head = Mapping[str, Value]


def written(title: str, tags: Sequence[str], habits: Habits) -> str:
    head: Head = {"title": title, "tags": tags, "image": {"path": title}, "velog": {"id": title}}
    parts = front_matter(head, habits)
    assert not any(isinstance(part, ImageLink) for part in parts)
    return "".join(map(str, parts))


def holds(read: Mapping[str, object], title: str, tags: Sequence[str]) -> bool:
    """Tell whether this was read, as Jekyll takes apart the tags."""
    found = read["tags"]
    found = found.split() if isinstance(found, str) else found
    plain = (title, {"path": title}, {"id": title})
    return (read["title"], read["image"], read["velog"]) == plain and found == list(tags)


@given(values, st.lists(values, min_size=1, max_size=3), ways)
def test_python_reads_back_what_is_written(title: str, tags: list[str], habits: Habits) -> None:
    text = written(title, tags, habits)
    assert holds(yaml.safe_load(text.removesuffix("---\n")), title, tags), text


READ = """
puts JSON.generate(JSON.parse(STDIN.read).map { |head| YAML.load(head) })
"""


@pytest.mark.usefixtures("jekyll")
def test_ruby_reads_back_what_is_written() -> None:
    samples = [
        (title, [title, "b"], Habits(plain=plain, single=single, lists=lists))
        for title in HOSTILE
        for plain, single in ((KEYS, NONE), (NONE, KEYS), (NONE, NONE))
        for lists in (*BRACKETS, WORDS, *DASHES)
    ]
    heads = [written(*sample) for sample in samples]
    done = subprocess.run(
        ["ruby", "-rjson", "-ryaml", "-e", READ],
        input=json.dumps(heads),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for read, (title, tags, _), head in zip(json.loads(done.stdout), samples, heads, strict=True):
        assert holds(read, title, tags), head
