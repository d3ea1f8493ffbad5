"""A run that ends anywhere → a site that the next run completes as if nothing had been."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import re
import shutil
import signal
import sys
from itertools import count
from pathlib import Path

import pytest

import doomed
from conftest import Program, tree
from pixels import pixel
from velog import FakeComment, FakePost, FakeVelog, on_loopback

# Each step of a run is a run that is killed there, and one that completes the site.
pytestmark = pytest.mark.slow
# The server that forks the doomed looks for modules nowhere else (Python 3.11).
os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["doomed", "migrator.cli.commands.sync"])
HOST = "https://velog.velcdn.com"
BODY = "첫 줄\n\n둘째 줄\n\n셋째 줄"


@pytest.fixture
def before_and_after(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> tuple[Path, Path]:
    """Give a site with edits and conflicts, and a backup of the blog that has gone on since."""

    def image(number: int) -> str:
        path = f"images/labdev/post/00000000-0000-4000-8000-{number:012}/image.png"
        velog.images[f"/{path}"] = pixel(number)
        return f"![](https://velog.velcdn.com/{path})"

    (site / "about.md").unlink()
    velog.profile = {"about": f"소개\n\n{image(20)}"}
    names = ("changed", "edited", "merged", "conflict", "deleted", "gone", "same")
    velog.posts = [FakePost(name, f"{BODY}\n\n{image(n)}") for n, name in enumerate(names)]
    for number, name in enumerate(names):
        velog.comment(name, FakeComment(f"{name} {image(20 + number)}"))
    assert run("migrate", "labdev", "--comments", "--site", site).code == 0
    comments = {name: site / f"_data/velog-comments/{velog.find(name).id}.yml" for name in names}
    comments["merged"].write_text(f"{comments['merged'].read_text('utf-8')}# mine\n", "utf-8")
    comments["conflict"].unlink()
    for name in ("edited", "conflict", "merged"):
        velog.comment(name, FakeComment(f"another {image(30)}"), FakeComment("reply"))
    velog.comment("same")
    for name in ("edited", "merged", "conflict"):
        path = site / f"_posts/2023-05-01-{name}.md"
        path.write_text(path.read_text("utf-8").replace("첫", "내"), "utf-8")
    path = site / "_posts/2023-05-01-merged.md"
    # Once this is merged, it cannot be merged again from the same base.
    path.write_text(path.read_text("utf-8").replace("둘째 줄", "둘째 줄 끝\n\n끼움"), "utf-8")
    (site / "_posts/2023-05-01-deleted.md").unlink()
    (site / "_posts/2020-01-01-mine.md").write_text("---\ntitle: mine\n---\n\n내 글\n", "utf-8")
    for name in ("changed", "merged", "deleted"):
        velog.edit(name, body=f"{BODY.replace('셋째', '3째')}\n\n{image(10)}")
    velog.edit("conflict", body=BODY.replace("첫", "1"))
    velog.edit("same", url_slug="renamed", title="renamed")
    velog.remove("gone")
    velog.posts += [
        FakePost("new", f"{BODY}\n\n{image(11)}\n\n{image(12)}", comments=(FakeComment("n"),)),
        FakePost("mine", BODY),
    ]
    run("backup", "labdev", tmp_path / "backup", "--comments")
    return site, tmp_path / "backup"


def sync(site: Path, backup: Path) -> list[str]:
    return ["sync", "--about", "--prune", "--from", str(backup), "--site", str(site)]


def is_whole(site: Path, before: dict[str, bytes], after: dict[str, bytes]) -> None:
    """Nothing but whole files stands there, and the ledger claims nothing that is not there."""
    there = tree(site)
    for name, content in there.items():
        path = re.sub(r"/next/(.*?)\..*", r"/base/\1.md", name)  # waits for its file
        if not path.startswith(".velog-to-jekyll.tmp/"):
            assert content in (before.get(path), after.get(path)), path
    ledger = json.loads(there[".velog-to-jekyll/ledger.json"])
    for post in ledger["posts"].values():
        known = post["path"] in there or post["deleted"]
        assert known or post["path"] not in before or post["path"] not in after


def test_a_run_that_is_killed_anywhere_is_completed_by_the_next(
    before_and_after: tuple[Path, Path], run: Program, tmp_path: Path
) -> None:
    site, backup = before_and_after
    whole = shutil.copytree(site, tmp_path / "whole")
    before = tree(site)
    assert run(*sync(whole, backup)).code == 1
    after = tree(whole)
    exitcode = None
    for step in count(1):
        if exitcode == 0:  # it had fewer steps
            break
        doomed_site = shutil.copytree(site, tmp_path / "doomed")
        process = PROCESSES.Process(target=doomed.run, args=(sync(doomed_site, backup), step))
        process.start()
        process.join()
        exitcode = process.exitcode
        assert exitcode in (-signal.SIGKILL, 0)
        is_whole(doomed_site, before, after)
        assert run(*sync(doomed_site, backup)).code == 1
        assert tree(doomed_site) == after, f"killed at step {step}"
        shutil.rmtree(doomed_site)
    assert step > 40


def test_a_run_that_is_killed_while_it_asks_for_images_early(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    """Threads download while posts are converted: a step of any of them may be the last."""
    paths = [f"/images/labdev/post/00000000-0000-4000-8000-{n:012}/a.png" for n in range(4)]
    velog.images = {path: pixel(number) for number, path in enumerate(paths)}
    velog.posts = [
        FakePost(
            name, f"글\n\n![](https://velog.velcdn.com{one})\n\n![](https://velog.velcdn.com{two})"
        )
        for name, one, two in zip("가나다", paths, paths[1:], strict=False)
    ]
    whole = shutil.copytree(site, tmp_path / "whole")
    before = tree(site)
    assert run("migrate", "labdev", "--site", whole).code == 0
    after = tree(whole)
    exitcode, step = None, 0
    with on_loopback(velog) as origin:
        environ = {
            "VELOG_V3_ENDPOINT": f"{origin}/v3/graphql",
            "VELOG_V2_ENDPOINT": f"{origin}/v2/graphql",
            "VELOG_IMAGE_ORIGIN": origin,
        }
        while exitcode != 0:
            step += 1
            doomed_site = shutil.copytree(site, tmp_path / "doomed")
            migrate = ["migrate", "labdev", "--site", str(doomed_site)]
            process = PROCESSES.Process(target=doomed.run, args=(migrate, step, 0, environ))
            process.start()
            process.join()
            exitcode = process.exitcode
            assert exitcode in (-signal.SIGKILL, 0)
            for name, content in tree(doomed_site).items():
                if not name.startswith((".velog-to-jekyll.tmp/", ".velog-to-jekyll/next/")):
                    assert content in (before.get(name), after.get(name)), f"{name}, step {step}"
            assert run(*migrate).code == 0
            assert tree(doomed_site) == after, f"killed at step {step}"
            shutil.rmtree(doomed_site)
    assert step > 30


@pytest.mark.parametrize("failure", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_site_that_cannot_be_written_is_completed_later(
    before_and_after: tuple[Path, Path], run: Program, tmp_path: Path, failure: int
) -> None:
    site, backup = before_and_after
    whole = shutil.copytree(site, tmp_path / "whole")
    before = tree(site)
    run(*sync(whole, backup))
    after = tree(whole)
    for step in (1, 2, 5, 12, 20, 33):
        doomed_site = shutil.copytree(site, tmp_path / f"doomed{step}")
        arguments = (sync(doomed_site, backup), step, failure)
        process = PROCESSES.Process(target=doomed.run, args=arguments)
        process.start()
        process.join()
        assert process.exitcode == 0, "no clear error"
        is_whole(doomed_site, before, after)
        assert run(*sync(doomed_site, backup)).code == 1
        assert tree(doomed_site) == after


@pytest.mark.parametrize("choice", ["ours", "theirs", "merged"])
def test_a_conflict_whose_end_was_killed_anywhere_ends_as_if_nothing_had_been(
    before_and_after: tuple[Path, Path], run: Program, tmp_path: Path, choice: str
) -> None:
    site, backup = before_and_after
    assert run(*sync(site, backup)).code == 1
    post = "_posts/2023-05-01-conflict.md"
    whole = shutil.copytree(site, tmp_path / "whole")
    assert run("resolve", post, f"--{choice}", "--site", whole).code == 0
    after = tree(whole)
    exitcode, step = None, 0
    while exitcode != 0:
        step += 1
        doomed_site = shutil.copytree(site, tmp_path / "doomed")
        resolve = ["resolve", post, f"--{choice}", "--site", str(doomed_site)]
        process = PROCESSES.Process(target=doomed.run, args=(resolve, step))
        process.start()
        process.join()
        exitcode = process.exitcode
        assert exitcode in (-signal.SIGKILL, 0)
        run(*resolve)  # or it says that there is no conflict any more
        assert tree(doomed_site) == after, f"killed at step {step}"
        shutil.rmtree(doomed_site)
    assert step > 5
