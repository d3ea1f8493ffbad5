"""The sample blog as `new` makes a site of it → the pictures in the READMEs: its home, a report.

`make picture` runs this. Chromium needs a font with Hangul, such as Debian's fonts-noto-cjk.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import browser
import new_site_builds as builds
from conftest import SAMPLE_BLOG
from served import served

_ON_VELOG = {
    "경사 하강법": ("딱 한 번만", "꼭 한 번만"),
    "첫 서버를 띄웠다": ("<strong>5달러</strong>", "<strong>6달러</strong>"),
    "링크 말고": ("안 눌러 본다는 걸", "거의 안 눌러 본다는 걸"),
}
"""What is edited on Velog, by the beginnings of titles; the last is edited in the site, too."""


def main(folder: Path) -> str | None:
    """Make the pictures in a folder, or say what is lacking."""
    if lack := builds.missing() or browser.missing():
        return lack
    with tempfile.TemporaryDirectory() as place, browser.started() as page:
        site = builds.make(Path(place), "--from", SAMPLE_BLOG)
        (Path(place) / "report").mkdir()
        _write_report(site, Path(place))
        for path, picture in ((Path(place) / "report", "report"), (_home(site), "new-site")):
            browser.set_screen(page, 1000)
            with served(path) as origin:
                page.get(origin)
                # A bar to scroll with is no part of the page.
                page.execute_script("document.documentElement.style.overflow = 'hidden'")
                page.save_screenshot(str(folder / f"{picture}.png"))
    return None


def _home(site: Path) -> Path:
    return builds.build(site).folder


def _write_report(site: Path, place: Path) -> None:
    """Edit posts on both sides, and write the report of what a sync would do."""
    blog = Path(shutil.copytree(SAMPLE_BLOG, place / "blog"))
    for file in (blog / "posts").glob("*.json"):
        post = json.loads(file.read_text("utf-8"))
        for title, (old, new) in _ON_VELOG.items():
            if post["title"].startswith(title):
                post["body"] = post["body"].replace(old, new)
                file.write_text(json.dumps(post, ensure_ascii=False), "utf-8")
    old, new = _ON_VELOG["링크 말고"][0], "아무도 안 눌러 봤다는 걸"
    for text in (site / "_posts").glob("*링크*.md"):
        text.write_text(text.read_text("utf-8").replace(f"아무도 {old}", new), "utf-8")
    report = place / "report/index.html"
    words = ["diff", "--from", blog, "--site", site, "--format", "html", "--report", report]
    command = [sys.executable, "-m", "migrator", *map(str, words)]
    subprocess.run(command, check=False, capture_output=True)
    assert report.is_file()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
