"""A folder for images and the site → why the site would not show what is in it."""

from __future__ import annotations

import re
from pathlib import Path

from migrator.jekyll.published import read_rules
from migrator.jekyll.site_config import Config
from migrator.model import Note
from migrator.settings.placeholders import STEM


def beside_posts(folder: str) -> str:
    """Give the folder for the images of a page that is no post, from what a post would have.

    They stand beside those of posts: in `…/pages/`, if those are in `…/posts/`.
    """
    return re.sub(r"(^|/)posts(?=/)", r"\1pages", folder, count=1)


def problem_of(root: Path, folder: str, config: Config) -> Note | None:
    """Say what is wrong with a folder, `{stem}` in it or not; None if nothing is."""
    filled = folder.replace(STEM, "post")
    if read_rules(config).place_of(f"{filled}/image.png") is None:
        return Note("Jekyll does not publish it", "Jekyll이 배포하지 않는 폴더")
    parts = filled.split("/")
    above = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    in_the_way = next((path for path in above if (root / path).is_file()), "")
    if not in_the_way:
        return None
    return Note(f"{in_the_way} is a file there", f"{in_the_way}은(는) 파일")


def left_note(folder: str, problem: Note, chosen: str) -> Note:
    """Say that images do not go where those of the author's posts are."""
    return Note(
        f"Your posts show images from {folder}, but {problem.english}, so images go to {chosen}. "
        "To choose another folder, run `velog-to-jekyll init` and edit `image_dir`.",
        f"직접 쓴 글은 {folder}의 이미지를 쓰지만({problem.korean}) 그곳에 둘 수 없어 {chosen}에 "
        "둡니다. 다른 폴더를 쓰려면 `velog-to-jekyll init`을 실행하고 `image_dir`를 고치세요.",
    )
