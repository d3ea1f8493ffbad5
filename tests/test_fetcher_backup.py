"""A backup: plain files that give back what Velog answered, or a refusal that names the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from conftest import SAMPLE_BLOG, tree
from migrator.fetcher.answers import read_blog
from migrator.fetcher.backup_folder import missing_images, open_fetch, read_answers, write_answers
from migrator.fetcher.http import Endpoints, open_client
from migrator.fetcher.velog import fetch_answers
from migrator.model import (
    Answers,
    Image,
    ImageJob,
    ImageResult,
    MigratorError,
    Note,
    SeriesPlace,
)
from pixels import pixel
from velog import FakePost, FakeVelog

CDN = "https://velog.velcdn.com/images"


@pytest.fixture
def answers() -> Answers:
    posts = [FakePost("둘", "본문", series="연재"), FakePost("하나", "<p>", is_markdown=False)]
    with open_client(httpx.MockTransport(FakeVelog(posts))) as client:
        return fetch_answers(client, Endpoints(), "labdev", lambda done, total: None)


@pytest.fixture
def saved(answers: Answers, tmp_path: Path) -> Path:
    write_answers(answers, tmp_path / "saved")
    return tmp_path / "saved"


def refusal(folder: Path) -> str:
    with pytest.raises(MigratorError) as caught:
        read_answers(folder)
    return str(caught.value)


def change(path: Path, **changes: object) -> None:
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **changes}), "utf-8")


class TestAnswers:
    def test_they_come_back_as_they_were(self, answers: Answers, saved: Path) -> None:
        assert read_answers(saved) == answers

    def test_the_files(self, answers: Answers, saved: Path) -> None:
        ids = [str(post["id"]) for post in answers.posts]
        assert sorted(tree(saved)) == sorted(
            ["backup.json", "series.json", *(f"posts/{one}.json" for one in ids)]
        )
        index = json.loads((saved / "backup.json").read_bytes())
        assert index == {
            "format": 1,
            "username": "labdev",
            "api": "v3",
            "posts": ids,
            "notes": [],
        }
        text = (saved / "posts" / f"{ids[0]}.json").read_text("utf-8")
        assert json.loads(text) == answers.posts[0]
        assert list(json.loads(text)) == list(answers.posts[0])
        assert '\n  "body": ' in text
        assert "\\u" not in text

    def test_notes_are_kept_in_both_languages(self, answers: Answers, tmp_path: Path) -> None:
        note = Note("Something to read.", "읽을 것.")
        write_answers(replace(answers, notes=(note,)), tmp_path)
        index = json.loads((tmp_path / "backup.json").read_bytes())
        assert index["notes"] == [note.english]
        assert read_answers(tmp_path).notes == (note,)
        # Earlier versions did not know the second.
        del index["korean_notes"]
        (tmp_path / "backup.json").write_text(json.dumps(index), "utf-8")
        assert read_answers(tmp_path).notes == (Note(note.english, note.english),)

    def test_half_a_character_comes_back(self, answers: Answers, tmp_path: Path) -> None:
        half = 'a\\"\ud83d'
        own = {"short_description": half, "meta": {"short_description": half}}
        post = {**answers.posts[0], **own}
        halved = Answers("labdev", "v2", (post,), (), (Note("읽을 것", "읽을 것"),))
        write_answers(halved, tmp_path)
        assert read_answers(tmp_path) == halved
        assert read_blog(read_answers(tmp_path)).posts[0].description == 'a\\"\ufffd'

    def test_a_second_time_writes_nothing(self, answers: Answers, saved: Path) -> None:
        before = {path: path.stat().st_mtime_ns for path in [saved, *saved.rglob("*")]}
        write_answers(answers, saved)
        assert {path: path.stat().st_mtime_ns for path in [saved, *saved.rglob("*")]} == before

    def test_a_post_that_is_gone_stays_as_a_file(self, answers: Answers, saved: Path) -> None:
        fewer = Answers("labdev", "v3", answers.posts[:1], answers.series)
        write_answers(fewer, saved)
        assert read_answers(saved) == fewer
        assert (saved / "posts" / f"{answers.posts[1]['id']}.json").is_file()

    @pytest.mark.parametrize("post_id", ["../../x", "", 7, None])
    def test_an_id_never_leads_out_of_the_folder(
        self, answers: Answers, tmp_path: Path, post_id: object
    ) -> None:
        odd = replace(answers, posts=(*answers.posts, {**answers.posts[0], "id": post_id}))
        write_answers(odd, tmp_path / "saved")
        names = {path.rpartition("/")[2][:10] for path in tree(tmp_path)}
        assert "without-id" in names
        assert all(path.startswith("saved/") for path in tree(tmp_path))
        assert read_answers(tmp_path / "saved") == odd

    def test_a_row_without_anything(self, answers: Answers, tmp_path: Path) -> None:
        odd = replace(answers, posts=(*answers.posts, {}))
        write_answers(odd, tmp_path)
        assert read_answers(tmp_path) == odd
        assert len(read_blog(odd).left_out) == 1

    def test_series_that_could_not_be_read_stay_as_they_were(
        self, answers: Answers, saved: Path, tmp_path: Path
    ) -> None:
        silent = replace(answers, series=None)
        write_answers(silent, saved)
        assert read_answers(saved) == answers
        write_answers(silent, tmp_path / "new")
        assert (tmp_path / "new/series.json").read_text("utf-8") == "null\n"
        assert read_answers(tmp_path / "new") == silent
        assert read_blog(silent).posts[0].series is not None
        write_answers(answers, tmp_path / "new")
        assert read_answers(tmp_path / "new") == answers

    def test_a_post_that_has_left_its_series_since_they_were_read(self, answers: Answers) -> None:
        moved = {"name": "다른 연재", "url_slug": "다른-연재"}
        for series, place in ((None, None), (moved, SeriesPlace("다른 연재", "다른-연재", None))):
            changed = replace(answers, posts=({**answers.posts[0], "series": series},))
            assert read_blog(changed).posts[0].series == place

    def test_a_folder_that_cannot_be_written(self, answers: Answers, tmp_path: Path) -> None:
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(MigratorError, match="cannot be written"):
            write_answers(answers, tmp_path / "file")

    def test_the_sample_blog_is_a_backup(self) -> None:
        assert len(read_blog(read_answers(SAMPLE_BLOG)).posts) > 10


def remove(saved: Path) -> None:
    (saved / "backup.json").unlink()


def lose_a_post(saved: Path) -> None:
    next((saved / "posts").iterdir()).unlink()


def break_a_post(saved: Path) -> None:
    next((saved / "posts").iterdir()).write_bytes(b'{"id": ')


def empty_a_post(saved: Path) -> None:
    next((saved / "posts").iterdir()).write_bytes(b"[]")


def break_the_encoding(saved: Path) -> None:
    (saved / "series.json").write_bytes(b'["\xff\xfe"]')


def nest_too_deep(saved: Path) -> None:
    (saved / "series.json").write_bytes(b"[" * 100_000)


BROKEN = {
    "no list": (remove, "is not a backup"),
    "another format": (lambda saved: change(saved / "backup.json", format=2), "format 2"),
    "no format": (lambda saved: change(saved / "backup.json", format="1"), "backup.json: format"),
    "no posts": (lambda saved: change(saved / "backup.json", posts=None), "backup.json: posts"),
    "a path": (lambda saved: change(saved / "backup.json", posts=["../series"]), "'../series'"),
    "a list as list": (lambda saved: (saved / "backup.json").write_text("[]"), "not a JSON object"),
    "a lost post": (lose_a_post, "is missing from the backup"),
    "a broken post": (break_a_post, "cannot be read"),
    "an empty post": (empty_a_post, "not a JSON object"),
    "lost series": (lambda saved: (saved / "series.json").unlink(), "series.json is missing"),
    "no series": (
        lambda saved: (saved / "series.json").write_text("{}"),
        "series.json: seriesList",
    ),
    "another encoding": (break_the_encoding, "series.json cannot be read"),
    "deep series": (nest_too_deep, "series.json cannot be read"),
}


@pytest.mark.parametrize(("damage", "words"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_named(saved: Path, damage: Callable[[Path], object], words: str) -> None:
    damage(saved)
    assert words in refusal(saved)


class TestImages:
    def job(self, folder: Path, name: str, *sources: str) -> ImageJob:
        image = Image(f"{CDN}/{name}", sources, name, f"assets/{name}")
        return ImageJob(image, folder / f"{name}.part")

    def fetch(self, saved: Path, job: ImageJob) -> ImageResult:
        (result,) = open_fetch(saved)([job])
        return result

    @pytest.fixture(autouse=True)
    def _images(self, saved: Path) -> None:
        (saved / "images").mkdir()
        (saved / "images/1.png").write_bytes(pixel(1))
        (saved / "images/page.png").write_bytes(b"<html>")
        (saved / "images/half.png").write_bytes(pixel(1)[:-9])
        (saved / "images/folder.png").mkdir()

    def test_an_image_is_copied(self, saved: Path, tmp_path: Path) -> None:
        job = self.job(tmp_path, "1.png", f"{CDN}/1.png")
        assert self.fetch(saved, job) == ImageResult(job, len(pixel(1)))
        assert job.part.read_bytes() == pixel(1)
        assert (saved / "images/1.png").is_file()

    @pytest.mark.parametrize(
        ("name", "sources", "words"),
        [
            ("2.png", ("https://x/2.png",), "not in the backup"),
            ("2.png", (), "never finished"),
            ("page.png", ("https://x/2.png",), "not an image"),
            ("half.png", ("https://x/2.png",), "the image ends early"),
            ("folder.png", ("https://x/2.png",), "cannot be read"),
        ],
    )
    def test_what_cannot_be_had_is_named(
        self, saved: Path, tmp_path: Path, name: str, sources: tuple[str, ...], words: str
    ) -> None:
        result = self.fetch(saved, self.job(tmp_path, name, *sources))
        assert result.problem is not None
        assert words in result.problem.english
        assert not result.job.part.exists()

    def test_a_file_that_cannot_be_written_ends_the_run(self, saved: Path, tmp_path: Path) -> None:
        with pytest.raises(MigratorError, match=r"1\.png\.part cannot be written"):
            self.fetch(saved, self.job(tmp_path / "missing", "1.png", f"{CDN}/1.png"))

    def test_an_image_that_the_backup_has_in_part(self, saved: Path) -> None:
        half = Image("", (), "half.png", "a/half.png")
        assert [image.path for image in missing_images([half], saved)] == ["images/half.png"]

    def test_images_that_the_backup_lacks(self, saved: Path) -> None:
        images = [Image(f"{CDN}/{one}.png", (), f"{one}.png", f"a/{one}.png") for one in (1, 2, 3)]
        missing = missing_images([*images[:2], *images[1:]], saved)
        assert [image.path for image in missing] == ["images/2.png", "images/3.png"]
