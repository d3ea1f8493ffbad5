"""A dozen blogs, many nights, anything happening on both sides → not one word is lost."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random

import httpx
import pytest

from conftest import Program, stamps, tree
from pixels import pixel
from velog import FakePost, FakeVelog, empty, truncated

NIGHTS = 4
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
        if not post.is_private:
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

    def picture(self) -> None:
        """Lose a picture, or bring one back."""
        if self.velog.images and self.random.random() < 0.3:
            self.velog.images.pop(self.random.choice(sorted(self.velog.images)))
        number = self.random.randrange(100)
        path = f"/images/labdev/post/00000000-0000-4000-8000-{number:012}/a.png"
        self.velog.images[path] = pixel(number)

    def here(self) -> None:
        for path in sorted(self.site.glob("_posts/2023*")):
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
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path, seed: int
) -> None:
    life = Life(velog, site, Random(seed))
    for _ in range(6):
        life.write()
    assert run("migrate", "labdev", "--site", site).code in (0, 1)
    for night in range(NIGHTS):
        life.on_velog()
        life.here()
        if night == 0:
            nothing_on_a_bad_answer(life, run)
        before = tree(site)
        told = json.loads(run("diff", "--site", site, "--format", "json").out)
        assert tree(site) == before
        done = run("sync", "--site", site)
        assert done.code in (0, 1)
        changed_as_told(told, before, tree(site))
        nothing_is_lost(life)
        after = files_of(site)
        again = run("sync", "--site", site)
        assert (again.code, files_of(site)) == (done.code, after), f"night {night}"
        shutil.rmtree(tmp_path / "was", ignore_errors=True)


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
    public = {post.id: post for post in life.velog.posts if not post.is_private}
    beside = "".join(data.decode() for path, data in files.items() if path.startswith(".velog-"))
    for word, post_id in life.theirs.items():
        if post_id in public.keys() - life.deleted and word in public[post_id].body:
            assert word in beside
