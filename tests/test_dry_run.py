"""Random blogs and sites → what a dry run announces is what the run changes, file for file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import Program, stamps, tree
from pixels import pixel
from velog import RELEASED, FakeComment, FakePost, FakeVelog

NIGHTS = 3
BOTH = ("--private", "--drafts")
SCHEMA = json.loads(
    (Path(__file__).parent.parent / "migrator/report/schema.json").read_text("utf-8")
)
SETTINGS = (
    "shift_headings = true\n",
    '[front_matter]\nalways = {layout = "post"}\n',
    'image_dir = "static/{stem}"\n',
    "redirects = true\n",
    "",
)
# A blog takes a second or two: one of them runs with the fast tests.
SEEDS = [pytest.param(seed, marks=pytest.mark.slow) for seed in range(12)]


@dataclass
class World:
    """A blog and a site, to both of which anything may happen."""

    velog: FakeVelog
    site: Path
    random: Random

    def body(self) -> str:
        plain = (f"문장 {self.random.random()}", "`a|b` <b>x</b> \x1b[31m")
        return "\n\n".join(self.random.choices((self.image(), self.link(), *plain), k=4))

    def image(self) -> str:
        number = self.random.randrange(10**9)
        path = f"/images/labdev/post/00000000-0000-4000-8000-{number:012}/a.png"
        if self.random.random() < 0.8:
            self.velog.images[path] = pixel(number % 2**24)
        return f"![](https://velog.velcdn.com{path})"

    def link(self) -> str:
        slugs = [post.url_slug for post in self.velog.posts] or ["없음"]
        return f"[다른 글](https://velog.io/@labdev/{self.random.choice(slugs)})"

    def on_velog(self) -> None:
        actions = (self.write, self.change, self.publish, self.swap, self.lose, self.bring_back)
        self.random.choice((*actions, self.change, self.remove, self.comment, self.comment))()

    def write(self) -> None:
        number = len(self.velog.posts) + self.random.randrange(10**6)
        title = self.random.choice(("글", "</script>글|`@a`", "a: 글 #1"))
        post = FakePost(
            f"{title} {number}",
            self.body(),
            released_at=RELEASED + timedelta(days=number % 28),
            is_private=self.random.random() < 0.2,
            is_temp=self.random.random() < 0.2,
        )
        self.velog.posts.append(post)

    def post(self) -> FakePost:
        return self.random.choice(self.velog.posts)

    def change(self) -> None:
        post = self.post()
        body = post.body.replace("문장", "글월") if self.random.random() < 0.5 else self.body()
        self.velog.edit(post.title, body=body)

    def comment(self) -> None:
        """Say something under a post, or delete all that was said there."""
        said = [FakeComment(f"{self.body()} {n}") for n in range(self.random.randrange(3))]
        replies = tuple(FakeComment(f"{each.text} 답글") for each in said)
        deleted = self.random.random() < 0.3
        comments = [replace(each, replies=replies, deleted=deleted) for each in said]
        self.velog.comment(self.post().title, *comments)

    def publish(self) -> None:
        post = self.post()
        self.velog.edit(post.title, is_private=not post.is_private, is_temp=False)

    def swap(self) -> None:
        one, two = self.random.sample(self.velog.posts, 2)
        self.velog.edit(one.title, url_slug="잠깐")
        self.velog.edit(two.title, url_slug=one.url_slug)
        self.velog.edit(one.title, url_slug=two.url_slug)

    def remove(self) -> None:
        self.velog.remove(self.post().title)

    def lose(self) -> None:
        for path in self.random.sample(sorted(self.velog.images), k=min(2, len(self.velog.images))):
            del self.velog.images[path]

    def bring_back(self) -> None:
        for path in re.findall(r"velcdn\.com(\S+)\)", "".join(p.body for p in self.velog.posts)):
            self.velog.images.setdefault(path, pixel(1))

    def here(self) -> None:
        actions = (self.edit, self.edit, self.edit, self.clear, self.move, self.settle, self.say)
        self.random.choice(actions)()

    def say(self) -> None:
        """Edit or delete a file with comments."""
        files = sorted(self.site.glob("_data/velog-comments/*.yml"))
        if files and self.random.random() < 0.5:
            self.random.choice(files).unlink()
        elif files:
            path = self.random.choice(files)
            path.write_bytes(path.read_bytes() + b"# \xff\x1b[2J\n")

    def file(self) -> Path:
        return self.random.choice(sorted(self.site.glob("_*/*글*.md")))

    def edit(self) -> None:
        path = self.file()
        data = path.read_bytes()
        edited = (
            data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
            data + b"\n\xff\xed\xa0\x80\x1b[2J\n",
            data.replace("문장".encode(), "내 문장".encode()),
            data.replace(b"---\n", b"---\npermalink: /mine/\n", 1),
        )
        path.write_bytes(self.random.choice(edited))

    def clear(self) -> None:
        images = sorted(self.site.glob("assets/img/posts/*/*.png"))
        for path in (self.file(), *images[:2]):
            path.unlink()

    def move(self) -> None:
        path = self.file()
        path.rename(path.with_name(f"2023-09-01-글-{self.random.randrange(10**6)}.md"))

    def settle(self) -> None:
        settings = self.site / ".velog-to-jekyll.toml"
        settings.write_text(self.random.choice(SETTINGS), "utf-8")

    def options(self) -> list[str]:
        prune = ["--prune"]
        none: list[str] = []
        of_posts = (prune, [*prune, "--max-prune", "0"], ["--only-content"], none)
        of_comments = (["--comments"], ["--no-comments"], none, none, none)
        return [*self.random.choice(of_posts), *self.random.choice(of_comments)]

    def about(self) -> list[str]:
        """Give the option for the About page, which the site may have already."""
        self.velog.profile = {"about": self.body()}
        if self.random.random() < 0.5:
            (self.site / "about.md").unlink(missing_ok=True)
        return self.random.choice((["--about"], []))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_dry_run_announces_what_the_run_changes(
    velog: FakeVelog,
    site: Path,
    run: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    velog.log_in("access", "refresh")
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "access")
    monkeypatch.setenv("VELOG_REFRESH_TOKEN", "refresh")
    world = World(velog, site, Random(seed))
    for _ in range(8):
        world.write()
        world.comment()
    migrate = ["migrate", "labdev", "--comments", *BOTH, *world.about()]
    announced_is_done(run, site, tmp_path, migrate)
    for _ in range(NIGHTS):
        for happens in world.random.choices((world.on_velog, world.here), k=6):
            happens()
        announced_is_done(run, site, tmp_path, ["sync", *BOTH, *world.options(), *world.about()])


COMES_OR_GOES = ("fetch", "remove")


def announced_is_done(run: Program, site: Path, folder: Path, command: Sequence[str]) -> None:
    before, states = tree(site), stamps(site)
    said = [reported(run, site, folder / name, [*command, "--dry-run"]) for name in "ab"]
    assert stamps(site) == states
    assert said[0] == said[1]
    (code, ahead), (_, outcome) = said[0], reported(run, site, folder / "c", command)
    after = tree(site)
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    changed = {path for path in changed if not path.startswith(".velog-to-jekyll/")}
    assert changed == {*announced(ahead)}
    assert ahead["changes"] == outcome["changes"]
    assert ahead["comments"] == outcome["comments"]
    assert not (changed and code == 0)


def reported(
    run: Program, site: Path, file: Path, command: Sequence[str]
) -> tuple[int, dict[str, Any]]:
    """Run a command, and give its exit code and its report."""
    file = file.with_suffix(".json")
    done = run(*command, "--site", site, "--report", file)
    assert done.code in (0, 1), done.err
    report: dict[str, Any] = json.loads(file.read_text("utf-8"))
    Draft202012Validator(SCHEMA).validate(report)
    return done.code, report


def announced(report: dict[str, Any]) -> list[str]:
    """Give the files that a report says will change."""
    every = [*report["changes"], *report["comments"]]
    changes = [change for change in every if change["action"] != "keep"]
    moved = [change["from"] for change in changes if "from" in change]
    images = [image["path"] for image in report["images"] if image["action"] in COMES_OR_GOES]
    return [*(change["path"] for change in changes), *moved, *images]


# --- a report takes the place of an earlier one only


OWN_FILES = [
    "_posts/2020-01-01-a.md",
    "_config.yml",
    "index.html",
    ".velog-to-jekyll/ledger.json",
    "notes.txt",
]


@pytest.mark.parametrize("file", OWN_FILES)
@pytest.mark.parametrize("command", ["sync", "diff", "localize", "migrate labdev"])
def test_a_report_replaces_no_file_that_is_none(
    file: str, command: str, velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("글", "글")]
    assert run("migrate", "labdev", "--site", site).code == 0
    for name in OWN_FILES:
        if not (site / name).exists():
            (site / name).write_text("---\ntitle: mine\n---\nVelog is where I wrote\n", "utf-8")
    before = tree(site)
    done = run(*command.split(), "--site", site, "--report", site / file)
    assert done.code == 2
    assert "is no report of this tool" in done.err
    assert tree(site) == before


@pytest.mark.parametrize(
    "text",
    [
        "Velog migration\n\n어제 한 일\n",
        "Velog sync\n=====\n",
        "### Velog posts\n\n",
        "Velog sync\n내 메모\n",
        "<!doctype html>\n<title>내 블로그</title>\n",
        '{"a": 1}\n',
    ],
)
def test_what_only_looks_like_a_report_is_none(
    text: str, velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    velog.posts = [FakePost("글", "글")]
    notes = tmp_path / "notes.txt"
    notes.write_text(text, "utf-8")
    assert run("diff", "labdev", "--site", site, "--report", notes).code == 2
    assert notes.read_text("utf-8") == text


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("suffix", ["txt", "md", "json", "html", "log"])
def test_a_report_replaces_an_earlier_one(
    suffix: str, language: str, velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    velog.posts = [FakePost("글", "글")]
    report, words = tmp_path / f"report.{suffix}", ("--site", site, "--lang", language, "--report")
    report.touch()
    assert run("diff", "labdev", *words, report).code == 1
    ahead = report.read_bytes()
    assert run("migrate", "labdev", *words, report).code == 0
    outcome = report.read_bytes()
    assert run("localize", *words, report).code == 0
    assert len({ahead, outcome, report.read_bytes()}) == 3
    assert run("sync", *words, report).code == 0
