"""A dozen blogs, many nights, anything happening on both sides → not one word is lost."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from urllib.parse import unquote

import httpx
import pytest

from conftest import Program, stamps, tree
from migrator.settings.site_settings import read_settings
from migrator.site.page_urls import page_urls
from pixels import pixel
from velog import RELEASED, FakePost, FakeVelog, empty, truncated
from velog.faults import status

NIGHTS = 4
LEFT_ALONE = {"conflict", "gone from Velog"}
NOW, DAY = 1_700_000_000, 86_400
PERMALINKS = ("date", "/:title/", "/:year/:month/:title.html")
# A blog takes a second: one of them runs with the fast tests.
SEEDS = [pytest.param(seed, marks=pytest.mark.slow) for seed in range(12)]


@dataclass
class Life:
    """What happens to a blog and to the site; each edit leaves a word that is nowhere else."""

    velog: FakeVelog
    site: Path
    random: Random
    numbers: count[int] = field(default_factory=count)
    mine: dict[str, str] = field(default_factory=dict)
    theirs: dict[str, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)

    def word(self) -> str:
        return f"낱말{next(self.numbers)}끝"

    def on_velog(self) -> None:
        actions = (
            self.write,
            self.change,
            self.change,
            self.rename,
            self.swap,
            self.hide,
            self.blank,
            self.picture,
            self.redate,
            self.draft,
            self.enrol,
            self.remove,
        )
        for _ in range(self.random.randint(0, 4)):
            self.random.choice(actions)()

    def write(self) -> None:
        title = self.word()
        self.velog.posts.append(FakePost(title, self.body(), tags=("가", "나")))

    def body(self) -> str:
        """Write five words, a link to another post, and a picture, which may be lost."""
        parts = [self.word() for _ in range(5)]
        if self.velog.posts:
            slug = self.random.choice(self.velog.posts).url_slug
            parts.insert(2, f"[글](https://velog.io/@labdev/{slug})")
        number = next(self.numbers)
        path = f"/images/labdev/post/00000000-0000-4000-8000-{number:012}/a.png"
        if self.random.random() < 0.8:
            self.velog.images[path] = pixel(number % 100)
        return "\n\n".join([*parts, f"![](https://velog.velcdn.com{path})"])

    def change(self) -> None:
        post = self.random.choice(self.velog.posts)
        lines = post.body.split("\n\n")
        word = self.word()
        lines[self.random.randrange(len(lines))] = word
        self.velog.edit(post.title, body="\n\n".join(lines))
        if post.is_public:
            self.theirs[word] = post.id

    def rename(self) -> None:
        post = self.random.choice(self.velog.posts)
        self.velog.edit(post.title, url_slug=self.word())

    def swap(self) -> None:
        one, two = self.random.sample(self.velog.posts, 2)
        self.velog.edit(one.title, url_slug="잠깐")
        self.velog.edit(two.title, url_slug=one.url_slug)
        self.velog.edit(one.title, url_slug=two.url_slug)

    def hide(self) -> None:
        post = self.random.choice(self.velog.posts)
        self.velog.edit(post.title, is_private=not post.is_private)

    def blank(self) -> None:
        post = self.random.choice(self.velog.posts)
        self.velog.edit(post.title, short_description=None, thumbnail=None)

    def redate(self) -> None:
        """Move a date, as Velog did in August 2024, or put it back."""
        post = self.random.choice(self.velog.posts)
        moved = RELEASED + timedelta(days=self.random.randrange(900))
        self.velog.edit(post.title, released_at=self.random.choice((RELEASED, moved)))

    def draft(self) -> None:
        post = self.random.choice(self.velog.posts)
        self.velog.edit(post.title, is_temp=not post.is_temp)

    def enrol(self) -> None:
        """Put a post into a series, at a place, or take it out."""
        post = self.random.choice(self.velog.posts)
        place = self.random.randrange(1, 9)
        series = self.random.choice(("연재", "둘째", None))
        self.velog.edit(post.title, series=series, series_index=place if series else None)

    def remove(self) -> None:
        if len(self.velog.posts) > 4 and self.random.random() < 0.3:
            self.velog.posts.remove(self.random.choice(self.velog.posts))

    def picture(self) -> None:
        """Lose a picture, or bring one back."""
        if self.velog.images and self.random.random() < 0.3:
            self.velog.images.pop(self.random.choice(sorted(self.velog.images)))
        number = self.random.randrange(100)
        path = f"/images/labdev/post/00000000-0000-4000-8000-{number:012}/a.png"
        self.velog.images[path] = pixel(number)

    def here(self) -> None:
        for path in sorted(self.site.glob("_posts/202[3-9]*")):
            match self.random.randrange(8):
                case 0 | 1:
                    self.edit(path)
                case 2:
                    text = path.read_bytes()
                    path.write_bytes(text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
                case 3 if self.random.random() < 0.2:
                    words = path.read_text("utf-8")
                    self.mine = {word: at for word, at in self.mine.items() if word not in words}
                    self.deleted.add(words.split('id: "')[1][:36])
                    path.unlink()

    def edit(self, path: Path) -> None:
        lines = path.read_bytes().decode().split("\n\n")
        word = self.word()
        lines.insert(self.random.randint(1, len(lines)), word)
        path.write_bytes("\n\n".join(lines).encode())
        self.mine[word] = path.name


@pytest.mark.parametrize("seed", SEEDS)
def test_what_happens_in_many_nights(
    velog: FakeVelog,
    site: Path,
    run: Program,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    life = Life(velog, site, Random(seed))
    velog.log_in("access", "refresh")
    monkeypatch.setenv("VELOG_ACCESS_TOKEN", "access")
    monkeypatch.setenv("VELOG_REFRESH_TOKEN", "refresh")
    options = life.random.choice(([], ["--private"], ["--private", "--drafts"]))
    settle(site, life.random.choice(PERMALINKS))
    for _ in range(6):
        life.write()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW))
    assert run("migrate", "labdev", *options, "--site", site).code in (0, 1)
    known = addresses(site)
    for night in range(NIGHTS):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(NOW + night * DAY))
        life.on_velog()
        life.here()
        if night == 0:
            nothing_on_a_bad_answer(life, run)
        before = tree(site)
        told = json.loads(run("diff", *options, "--site", site, "--format", "json").out)
        assert tree(site) == before
        assert run("sync", *options, "--site", site).code in (0, 1)
        changed_as_told(told, before, tree(site))
        nothing_is_lost(life)
        now = addresses(site)
        assert {path: now[path] for path in known.keys() & now.keys()} == {
            path: known[path] for path in known.keys() & now.keys()
        }
        known |= now
        left = [each["path"] for each in told["changes"] if each["state"] in LEFT_ALONE]
        links_lead_somewhere(site, left)
        after = files_of(site)
        again = json.loads(run("sync", *options, "--site", site, "--format", "json").out)
        assert files_of(site) == after, f"night {night}"
        for api in ("v3", "v2"):
            velog.fault(api, status(500))
            run("sync", *options, "--site", site)
            velog.heal()
            assert files_of(site) == after, f"night {night} without {api}"
        waiting = {each["state"] for each in again["changes"] if each["advice"]}
        assert again["is_done"] or waiting <= {"conflict", "doubtful"}


def settle(site: Path, permalink: str) -> None:
    config = site / "_config.yml"
    text = re.sub(r"(?m)^permalink:.*\n", "", config.read_text("utf-8"))
    config.write_text(f"{text}\npermalink: {permalink}\n", "utf-8")


def addresses(site: Path) -> dict[str, str]:
    """Give the address of each public post that came from Velog, by its file."""
    settings = read_settings(site, all_images=False)
    url_of = page_urls(settings)
    texts = {path: path.read_bytes().decode() for path in site.glob("_posts/*.md")}
    return {
        path.name: url
        for path, text in texts.items()
        if "velog:" in text
        and "published: false" not in text
        and (url := url_of(f"_posts/{path.name}", text))
    }


def links_lead_somewhere(site: Path, left: list[str]) -> None:
    """Each link to a post in the site leads to the address of one, but for posts `left` alone."""
    there = {unquote(url) for url in addresses(site).values()}
    for path in {*site.glob("_posts/*.md")} - {site / each for each in left}:
        targets = re.findall(r"\[글\]\((/[^)]*)\)", path.read_text("utf-8"))
        assert {unquote(target) for target in targets} <= there, path.name


def files_of(site: Path) -> dict[Path, tuple[int, int, int]]:
    """Give the files; folders change where a picture that is lost is asked for again."""
    return {path: stamp for path, stamp in stamps(site).items() if path.is_file()}


def nothing_on_a_bad_answer(life: Life, run: Program) -> None:
    """An answer that is empty, cut off or no answer at all changes nothing."""
    before = stamps(life.site)
    for answer in (empty(), truncated, httpx.Response(200, json={"data": {"posts": []}})):
        life.velog.fault("posts", answer)
        assert run("sync", "--prune", "--site", life.site).code == 2
        life.velog.heal()
        assert stamps(life.site) == before


def changed_as_told(
    told: dict[str, object], before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    changes, images = told["changes"], told["images"]
    assert isinstance(changes, list) and isinstance(images, list)
    announced = {change["path"] for change in changes if change["action"] != "keep"}
    announced |= {image["path"] for image in images if image["action"] == "fetch"}
    changed = {path for path in before | after if before.get(path) != after.get(path)}
    assert {path for path in changed if not path.startswith(".velog-to-jekyll/")} == announced


def nothing_is_lost(life: Life) -> None:
    """My words stand in the posts; those of Velog too, or in the text that waits beside them."""
    files = tree(life.site)
    posts = "".join(data.decode() for path, data in files.items() if path.startswith("_posts/"))
    assert [word for word in life.mine if word not in posts] == []
    public = {post.id: post for post in life.velog.posts if post.is_public}
    beside = "".join(data.decode() for path, data in files.items() if path.startswith(".velog-"))
    for word, post_id in life.theirs.items():
        if post_id in public.keys() - life.deleted and word in public[post_id].body:
            assert word in beside
