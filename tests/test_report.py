"""What diff says ahead of a run and sync after it: text, patch, JSON and Markdown."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest
from jsonschema import Draft202012Validator

from conftest import Program, stamps, tree
from migrator import __version__
from migrator.cli import output
from migrator.long_work.screen import EN, KO
from migrator.long_work.wrapping import wrapped
from migrator.model import Note
from migrator.planner import Change, Facts, State
from migrator.report.as_html import report_html
from migrator.report.as_text import report_text
from migrator.report.choices import command
from migrator.report.compare import compare, marked, pairs, rows
from migrator.report.paint import TerminalLook
from migrator.report.patch import patch
from migrator.report.report import Report
from migrator.report.words import _REASONS, NAMES, readable_size
from migrator.site.checkout import Site
from pixels import pixel
from velog import RELEASED, FakePost, FakeVelog, on_loopback, status

BODY = "첫 줄\n\n둘째 줄\n\n셋째 줄"
IMAGE = "images/labdev/post/00000000-0000-4000-8000-00000000000{}/image.png"
SCHEMA = json.loads(
    (Path(__file__).parent.parent / "migrator/report/schema.json").read_text("utf-8")
)


def image(velog: FakeVelog, number: int) -> str:
    """Put an image on the image server and give the Markdown that shows it."""
    velog.images[f"/{IMAGE.format(number)}"] = pixel(number)
    return f"![](https://velog.velcdn.com/{IMAGE.format(number)})"


@pytest.fixture
def blog(velog: FakeVelog, site: Path, run: Program) -> FakeVelog:
    """Give a migrated blog on which, and in whose site, each kind of thing has happened since."""
    names = "같음 바뀜 이름 여기 병합 충돌 지움 없음".split()
    velog.posts = [
        FakePost(name, BODY, released_at=datetime(2022, 1, day, tzinfo=UTC))
        for day, name in enumerate(names, 1)
    ]
    assert run("migrate", "labdev", "--site", site).code == 0
    for name in ("바뀜", "병합", "충돌"):
        velog.edit(name, body=BODY.replace("셋째 줄", "셋째 줄을 고침"))
    velog.edit("이름", url_slug="새-이름")
    velog.remove("없음")
    velog.posts.append(FakePost("새 글", f"{BODY}\n\n{image(velog, 1)}"))
    velog.posts.append(FakePost("intro", BODY))
    velog.posts.append(FakePost("내 글", BODY))
    for name, old, new in [("여기", "첫", "내"), ("병합", "첫", "내"), ("충돌", "셋째", "3째")]:
        path = path_of(site, name)
        path.write_text(path.read_text("utf-8").replace(f"{old} 줄", f"{new} 줄"), "utf-8")
    path_of(site, "지움").unlink()
    (site / "_posts/2019-01-01-intro.md").write_text("---\ntitle: a\n---\n", "utf-8")
    (site / "_posts/2023-05-01-내-글.md").write_text("---\ntitle: 내 글\n---\n", "utf-8")
    return velog


def path_of(site: Path, name: str) -> Path:
    (path,) = site.glob(f"_posts/2022-*-{name}.md")
    return path


def test_the_sums_come_first_then_a_line_for_each_post(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    before = stamps(site)
    done = run("diff", "--site", site)
    assert (done.code, done.err) == (1, "")
    assert stamps(site) == before
    head, blank, *lines = done.out.splitlines()
    assert head == (
        "labdev: 1 new, 1 changed on Velog, 1 renamed on Velog, 1 changed here, 1 merged, "
        "1 conflict, 1 adopted, 1 doubtful, 1 deleted here, 1 gone from Velog, 1 same; "
        f"1 image, {len(pixel(1))} bytes"
    )
    assert blank == ""
    lines, note = lines[: lines.index("")], lines[-1]
    assert note.startswith("Choose after the run")
    letters = [line[:2] for line in lines if not line.startswith("   ")]
    assert letters == "UU,??,D , D,MM,R ,M , A, M,A ".split(",")
    assert "A  _posts/2023-05-01-새-글.md  (new: not in the site yet; 1 image)" in lines
    assert "R  _posts/2022-01-03-이름.md  (renamed on Velog" in done.out
    assert "이름 → 새-이름" in done.out
    assert "resolve _posts/2022-01-06-충돌.md --ours" in done.out
    assert "@@" not in done.out
    assert run("sync", "--site", site, "--dry-run").out == done.out
    assert run("diff", "--site", site).out == done.out


def test_what_diff_announces_is_what_sync_reports(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    ahead = json.loads(run("diff", "--site", site, "--format", "json").out)
    file = tmp_path / "report.json"
    before = tree(site)
    done = run("sync", "--site", site, "--report", file)
    assert "Written: 4 posts. Fetched: 1 image" in done.out
    after = json.loads(file.read_text("utf-8"))
    assert [ahead["is_outcome"], after["is_outcome"]] == [False, True]
    assert ahead["changes"] == after["changes"]
    assert ahead["summary"] == after["summary"]
    assert [each["action"] for each in ahead["images"] + after["images"]] == ["fetch", "fetched"]
    changed = {path for path, data in tree(site).items() if before.get(path) != data}
    announced = {c["path"] for c in ahead["changes"] if c["action"] != "keep"}
    announced |= {each["path"] for each in ahead["images"]}
    assert {path for path in changed if not path.startswith(".velog")} == announced
    for report in (ahead, after):
        Draft202012Validator(SCHEMA).validate(report)


def test_the_schema_knows_every_state_and_is_one_itself() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$defs"]["state"]["enum"] == [str(state) for state in State]


def test_the_patch_is_one_that_git_applies(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    named = [path_of(site, name).name for name in ("바뀜", "이름", "병합")]
    shown = run("diff", "--site", site, "2023-05-01-새-글.md", *named).out
    (tmp_path / "some.patch").write_text(shown[shown.index("---") :], "utf-8")
    assert shown.count("@@ front matter\n") == 1
    assert shown.count("@@ body\n") == 2
    before = tree(site)
    subprocess.run(["git", "apply", tmp_path / "some.patch"], cwd=site, check=True)
    patched = {path: data for path, data in tree(site).items() if before.get(path) != data}
    for path, data in before.items():
        (site / path).write_bytes(data)
    (site / "_posts/2023-05-01-새-글.md").unlink()
    run("sync", "--site", site)
    assert len(patched) == 4
    assert {path: (site / path).read_bytes() for path in patched} == patched


def test_the_report_names_what_happens_to_each_file(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    told = json.loads(run("sync", "--dry-run", "--prune", "--site", site, "--format", "json").out)
    assert {each["state"]: each["action"] for each in told["changes"]} == {
        "new": "create",
        "changed on Velog": "rewrite",
        "renamed on Velog": "rewrite",
        "changed here": "keep",
        "merged": "rewrite",
        "conflict": "keep",
        "adopted": "keep",
        "doubtful": "keep",
        "deleted here": "keep",
        "removed": "remove",
    }


def test_the_heading_says_whether_anything_was_done(
    velog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    velog.posts = [FakePost("글")]
    file = tmp_path / "report.html"
    ahead = run("diff", "labdev", "--site", site, "--format", "html").out
    assert "What would change for labdev" in ahead
    assert "labdev의 글이 이렇게 바뀝니다" in ahead
    assert run("migrate", "labdev", "--site", site, "--report", file).code == 0
    page = file.read_text("utf-8")
    assert "What was done with the posts of labdev" in page
    assert "labdev의 글이 이렇게 되었습니다" in page
    after = run("diff", "--site", site, "--format", "html").out
    assert "Nothing would change for labdev" in after
    assert "labdev의 글은 바뀔 것이 없습니다" in after


def test_the_page_says_which_site_when_and_by_what(
    velog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")
    velog.posts = [FakePost("글")]
    page = run("diff", "labdev", "--site", site, "--format", "html").out
    assert "<b>site</b>" in page
    assert "2024-06-01 00:00+00:00</time>" in page
    assert f"velog-to-jekyll {__version__}</span>" in page
    assert str(site.parent) not in page
    assert run("diff", "labdev", "--site", site, "--format", "html").out == page


def test_a_post_that_is_gone_has_the_title_of_its_file(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    path = path_of(site, "없음")
    path.write_text(path.read_text("utf-8").replace('"없음"', '"없음 <b>"'), "utf-8")
    page = run("diff", "--site", site, "--format", "html").out
    assert '<span class="title">없음 &lt;b&gt;</span>' in page


def test_what_needs_the_reader_comes_first_in_the_page() -> None:
    facts = Facts(differs=("words",))
    changes = (
        changed("gone.md", State.GONE),
        changed("mine.md", State.ADOPTED),
        replace(changed("yours.md", State.ADOPTED), facts=facts),
    )
    counts = Counter(change.state for change in changes)
    page = report_html(Report("labdev", changes, counts, (), (), is_done=False))
    assert "1 post needs you" in page
    assert "직접 정할 글 1개" in page
    titles = re.findall('<span class="title">(.*?)</span>', page)
    assert titles == ["yours.md", "gone.md", "mine.md"]
    commands = re.findall('<code class="command">(.*?)</code>', page)
    assert commands == [f"velog-to-jekyll resolve yours.md --{x}" for x in ("ours", "theirs")]


def test_a_command_is_quoted_for_the_shell_where_it_needs_it() -> None:
    for path in (
        "_posts/2022-01-06-충돌.md",
        "_posts/a b.md",
        "_posts/it's;.md",
        "_posts/$HOME.md",
    ):
        written = command("resolve", path, "--ours")
        assert shlex.split(written) == ["velog-to-jekyll", "resolve", path, "--ours"]
    assert command("diff", "_posts/충돌.md") == "velog-to-jekyll diff _posts/충돌.md"


def test_notes_have_their_code_as_code_and_many_are_folded() -> None:
    def page_with(count: int) -> str:
        notes = (Note("run `velog-to-jekyll sync`, `<b>`", "`velog-to-jekyll sync`를"),) * count
        return report_html(Report("labdev", (), {}, (), notes, is_done=True))

    page = page_with(5)
    assert 'run <code class="command">velog-to-jekyll sync</code>, <code>&lt;b&gt;</code>' in page
    assert '<code class="command">velog-to-jekyll sync</code>를' in page
    assert "Worth knowing (5)" in page
    assert '<details class="notes" open>' in page
    assert '<details class="notes">' in page_with(6)


def test_the_page_shows_the_first_file_that_may_be_the_post(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("둘", BODY)]
    for name in ("a", "b"):
        (site / f"_posts/2023-05-01-{name}.md").write_text(
            f"---\ntitle: 둘\n---\n\n이것은 {name}\n", "utf-8"
        )
    page = run("diff", "labdev", "--site", site, "--format", "html").out
    assert "이것은 a" in page
    assert "이것은 b" not in page


def test_the_patch_of_a_file_that_comes_or_goes_has_dev_null_on_the_other_side(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    shown = run("sync", "--prune", "--dry-run", "--patch", "--site", site)
    assert "--- a/_posts/2022-01-08-없음.md\n+++ /dev/null\n" in shown.out
    assert "--- /dev/null\n+++ b/_posts/2023-05-01-새-글.md\n" in shown.out


def test_posts_are_named_as_the_list_names_them(blog: FakeVelog, site: Path, run: Program) -> None:
    for name in ("_posts/2022-01-02-바뀜.md", site / "_posts/2022-01-02-바뀜.md"):
        done = run("diff", "--site", site, name)
        assert (done.code, done.out.count("\n+++ ")) == (1, 1)
    done = run("diff", "labdev", "2022-01-06-충돌.md", "--site", site)
    assert "+++ b/.velog-to-jekyll/incoming/" in done.out
    done = run("diff", "--site", site, "nowhere.md")
    assert (done.code, done.out) == (2, "")
    assert "nowhere.md" in done.err


def test_a_post_that_is_the_same_is_said_to_be(blog: FakeVelog, site: Path, run: Program) -> None:
    path = "_posts/2022-01-01-같음.md"
    for name in (path, "2022-01-01-같음.md"):
        done = run("diff", "--site", site, name)
        assert (done.code, done.err) == (0, "")
        assert done.out == f"labdev: 1 same\n\n   {path}  (the same on Velog and here)\n"
    told = json.loads(run("diff", "--site", site, path, "--format", "json").out)
    assert (told["changes"], told["summary"], told["is_done"]) == ([], {"same": 1}, True)
    Draft202012Validator(SCHEMA).validate(told)


def test_a_post_that_was_only_edited_here_is_shown_against_what_was_written_last(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    path = "_posts/2022-01-04-여기.md"
    done = run("diff", "--site", site, path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("labdev: 1 changed here\n\n M " + path)
    (base,) = [line for line in done.out.splitlines() if line.startswith("--- ")]
    assert (site / base.removeprefix("--- a/")).is_file()
    assert f"\n+++ b/{path}\n" in done.out
    assert "\n-첫 줄\n+내 줄\n" in done.out
    assert "둘째 줄을" not in done.out
    assert f"+++ b/{path}" not in run("diff", "--site", site, "--patch").out


@pytest.mark.slow  # the command is started at a terminal
def test_own_edits_are_shown_at_a_terminal(show: Show) -> None:
    seen = show("diff", "_posts/2022-01-04-여기.md", NO_COLOR="1")
    assert "\n-첫 줄\n+내 줄\n" in seen


def test_line_ends_of_windows_are_no_edits(blog: FakeVelog, site: Path, run: Program) -> None:
    file = path_of(site, "여기")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    shown = run("diff", "--site", site, file.name).out
    changed = [line for line in shown.splitlines() if line[:1] in "+-" and line[1:2] not in "+-"]
    assert [line.rstrip("\r") for line in changed] == ["-첫 줄", "+내 줄"]


def test_of_a_named_post_only_its_own_images_and_notes_are_shown(
    blog: FakeVelog, site: Path, run: Program
) -> None:
    blog.posts.append(FakePost("다른 글", image(blog, 2)))
    blog.posts.append(FakePost("옛 글", "<p>글</p><script>a()</script>", is_markdown=False))
    done = run("diff", "--site", site, "2023-05-01-새-글.md")
    assert done.code == 1
    assert done.out.startswith(f"labdev: 1 new; 1 image, {len(pixel(1))} bytes\n")
    assert IMAGE.format(2).split("/")[3] not in done.out
    assert "다른" not in done.out
    assert "옛 글" in run("diff", "--site", site).out
    assert "옛 글" not in done.out
    assert "옛 글" in run("diff", "--site", site, "2023-05-01-옛-글.md").out.split("---")[0]


def test_patch_shows_all(blog: FakeVelog, site: Path, run: Program) -> None:
    assert run("diff", "--site", site, "--patch").out.count("\n+++ ") == 7


def test_the_report_goes_to_a_file_in_the_form_of_its_name(
    blog: FakeVelog, site: Path, run: Program, tmp_path: Path
) -> None:
    for suffix, start in [("json", "{"), ("html", "<!doctype"), ("md", "###"), ("txt", "Velog ")]:
        file = tmp_path / f"report.{suffix}"
        done = run("diff", "--site", site, "--output", file)
        assert (done.code, done.err) == (1, "")
        assert str(file) in done.out
        assert file.read_text("utf-8").startswith(start)
    done = run("diff", "--site", site, "--output", tmp_path / "none/report.json")
    assert done.code == 2
    assert "another file" in done.err
    before = tree(site)
    done = run("sync", "--site", site, "--report", tmp_path)
    assert done.code == 2
    assert tree(site) == before


def test_a_report_goes_into_a_pipe_and_leaves_it_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    output.check_file(pipe)
    output.save("글", pipe)
    assert os.read(reading, 100).decode() == "글"
    os.close(reading)
    assert [*tmp_path.iterdir()] == [pipe]
    assert pipe.is_fifo()


def test_the_comment_for_a_pull_request(blog: FakeVelog, site: Path, run: Program) -> None:
    blog.posts.append(FakePost("@여기 | `표` <b>", BODY))
    text = run("diff", "--site", site, "--format", "markdown").out
    assert "| `UU` | `_posts/2022-01-06-충돌.md` | conflict |" in text
    assert "같음" not in text
    assert "<b>" not in text
    many = [FakePost(f"글 {n}", released_at=RELEASED - timedelta(hours=n + 1)) for n in range(300)]
    blog.posts += many
    text = run("diff", "--site", site, "--format", "markdown").out
    assert len(text) < 65_536
    assert "And 211 more posts." in text


def test_the_paths_of_a_site_are_not_looked_up_anew_for_each_post(
    velog: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    velog.posts = [FakePost(f"글 {number}") for number in range(40)]
    paths = Mock(side_effect=Site.paths)
    monkeypatch.setattr(Site, "paths", lambda self: paths(self))
    assert run("diff", "labdev", "--site", site).code == 1
    assert 0 < paths.call_count < 10


# --- images


def test_images_are_asked_for_and_not_fetched(velog: FakeVelog, site: Path, run: Program) -> None:
    first, second = image(velog, 1), image(velog, 2)
    velog.posts = [FakePost("글", f"{first}\n\n{second}"), FakePost("둘", first)]
    del velog.images[f"/{IMAGE.format(2)}"]
    told = json.loads(run("diff", "labdev", "--site", site, "--format", "json").out)
    asked = [call for call in velog.requests if call.path.startswith("/images")]
    assert sorted(call.method for call in asked) == ["HEAD", "HEAD"]
    assert told["image_bytes"] == {"total": 2 * len(pixel(1)), "is_exact": True}
    lost = [each for each in told["images"] if each["action"] == "unavailable"]
    assert [each["problem"] for each in lost] == ["404 from velog.velcdn.com"]
    (diff,) = [change["diff"] for change in told["changes"] if change["title"] == "글"]
    assert IMAGE.format(2) in diff
    assert f"velog.velcdn.com/{IMAGE.format(1)}" not in diff


def test_every_form_names_an_image_that_is_lost(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [FakePost("글", "\n".join(image(velog, number) for number in range(9)))]
    velog.images = {}
    text, page, comment = (
        run("diff", "labdev", "--site", site, "--format", form).out
        for form in ("text", "html", "markdown")
    )
    problem = "404 from velog.velcdn.com"
    assert "9 images not available. The posts keep their links" in text
    assert f"  https://velog.velcdn.com/{IMAGE.format(8)}\n    in 2023-05-01-글: {problem}" in text
    assert "9 images not available" in page
    assert "이미지 9개를 가져올 수 없습니다" in page
    address = f"<code>https://velog.velcdn.com/{IMAGE.format(8)}</code>"
    assert f'<li><b>글</b><br>{address}<br><span lang="en">{problem}</span>' in page
    assert "9 images not available" in comment
    assert f"`https://velog.velcdn.com/{IMAGE.format(8)}`: {problem}" in comment


@pytest.mark.parametrize("code", [403, 410])
def test_an_image_that_a_host_refuses_is_announced_as_lost(
    velog: FakeVelog, site: Path, run: Program, code: int
) -> None:
    velog.posts = [FakePost("글", image(velog, 1))]
    velog.fault(f"/{IMAGE.format(1)}", status(code))
    told = json.loads(run("diff", "labdev", "--site", site, "--format", "json").out)
    assert [each["problem"] for each in told["images"]] == [f"{code} from velog.velcdn.com"]


def test_a_host_that_does_not_say_leaves_the_size_open(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("글", image(velog, 1))]
    velog.fault(f"/{IMAGE.format(1)}", status(405))
    done = run("diff", "labdev", "--site", site)
    assert done.out.startswith("labdev: 1 new; 1 image\n")


def test_of_many_images_some_are_asked_for_and_the_size_is_an_estimate(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    urls = [f"/images/labdev/post/00000000-0000-4000-8000-{n:012}/a.png" for n in range(250)]
    velog.images |= {url: pixel(1) for url in urls}
    velog.posts = [FakePost("글", "\n".join(f"![](https://velog.velcdn.com{url})" for url in urls))]
    done = run("diff", "labdev", "--site", site)
    size = f"{len(pixel(1)) * 250 / 1000:.1f} kB"
    assert f"; 250 images, about {size}" in done.out
    assert len([call for call in velog.requests if call.method == "HEAD"]) <= 100
    page = run("diff", "labdev", "--site", site, "--format", "html").out
    assert f"; 이미지 250개, 약 {size}" in page


def test_an_image_that_has_come_back_is_announced(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [FakePost("글", image(velog, 1))]
    content = velog.images.pop(f"/{IMAGE.format(1)}")
    assert run("migrate", "labdev", "--site", site).code == 1
    told = json.loads(run("diff", "--site", site, "--format", "json").out)
    assert told["changes"] == []
    velog.images[f"/{IMAGE.format(1)}"] = content
    told = json.loads(run("diff", "--site", site, "--format", "json").out)
    assert [change["action"] for change in told["changes"]] == ["rewrite"]


# --- at a terminal


Show = Callable[..., str]


@pytest.fixture
def show(blog: FakeVelog, site: Path) -> Iterator[Show]:
    """Give the real command in the site, at a terminal of 80 columns: what it shows there."""
    with on_loopback(blog) as address:
        environ = {
            **{key: value for key, value in os.environ.items() if key != "NO_COLOR"},
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "VELOG_V3_ENDPOINT": f"{address}/v3/graphql",
            "VELOG_V2_ENDPOINT": f"{address}/v2/graphql",
            "VELOG_IMAGE_ORIGIN": address,
            "COLUMNS": "80",
            "LINES": "20",
            "TERM": "xterm",
            "PAGER": "",
        }

        def show(*argv: str, **more: str) -> str:
            command = [sys.executable, "-m", "migrator", *argv]
            return at_terminal(command, {**environ, **more}, site)

        yield show


def at_terminal(command: list[str], environ: dict[str, str], folder: Path) -> str:
    """Run a command in a folder, with a terminal as its stdout, and give what came there."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, stdout=theirs, stderr=subprocess.DEVNULL, env=environ, cwd=folder
    )
    os.close(theirs)
    shown = b""
    # On Linux, the end of the other side is an error; elsewhere, it is nothing to read.
    with suppress(OSError):
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    assert process.wait() in (0, 1)
    return shown.decode().replace("\r\n", "\n")


@pytest.mark.slow  # the command is started at a terminal
def test_at_a_terminal_posts_stand_in_groups_and_in_colours(show: Show) -> None:
    shown = show("diff", "--patch")
    assert (
        "\x1b[1;31mconflict: changed on Velog and here, in the same place; your text is kept"
        in shown
    )
    assert "\x1b[32mA \x1b[0m _posts/2023-05-01-새-글.md" in shown
    assert "\x1b[31m-\x1b[0m\x1b[31m셋째 \x1b[0m\x1b[7;31m줄\x1b[0m\n" in shown
    assert "\x1b[32m+\x1b[0m\x1b[32m셋째 \x1b[0m\x1b[7;32m줄을 고침\x1b[0m\n" in shown
    plain = show("diff", NO_COLOR="1")
    assert "\x1b" not in plain
    assert all(len(line.encode("euc-kr", "replace")) <= 80 for line in plain.split("\n"))


@pytest.mark.slow  # the command is started at a terminal
def test_at_a_terminal_what_to_do_about_many_posts_is_said_once(
    blog: FakeVelog, site: Path, show: Show
) -> None:
    blog.edit("여기", body=BODY.replace("첫", "새"))
    shown = show("diff", NO_COLOR="1")
    assert (
        "\n   choose: velog-to-jekyll resolve FILE --ours (or --theirs, --merged)\nUU _posts"
        in shown
    )
    assert shown.count("--merged") == 1


@pytest.mark.slow  # the command is started at a terminal
def test_notes_at_a_terminal_fit_it_and_command_nothing(blog: FakeVelog, show: Show) -> None:
    lost = "https://velog.velcdn.com/images/labdev/post/a\x9b31m/image.png"
    blog.posts.append(FakePost("잃음", f"![]({lost})", tags=("C++", "c++", "\x1b[31m빨강")))
    shown = show("diff", NO_COLOR="1")
    assert "not available" in shown
    assert not {"\x1b", "\x9b"} & {*shown}


@pytest.mark.slow  # the command is started at a terminal
def test_long_reports_go_through_the_pager(show: Show, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    pager = f'{sys.executable} -c \'import sys; open("{seen}", "w").write(sys.stdin.read())\''
    assert show("diff", "--patch", PAGER=pager) == ""
    assert seen.read_text("utf-8").count("+++ b/") == 7
    assert "labdev" in show("diff", PAGER="no-such-pager")


@pytest.mark.slow  # the command is started at a terminal
def test_the_pager_is_told_what_it_gets(show: Show, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    code = f'import os; open("{seen}", "w").write(os.environ.get("LESSCHARSET", ""))'
    show("diff", "--patch", PAGER=f"{sys.executable} -c '{code}'", LC_ALL="C")
    assert seen.read_text("utf-8") == "utf-8"


@pytest.mark.slow  # the command is started at a terminal
def test_what_is_pressed_in_the_pager_is_the_pagers(show: Show, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    pager = tmp_path / "pager.py"
    pager.write_text(
        "import os, pathlib, signal, sys\n"
        "text = sys.stdin.read()\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        f"pathlib.Path({str(seen)!r}).write_text(text)\n"
    )
    assert show("diff", "--patch", PAGER=f"{sys.executable} {pager}") == ""
    assert "+++ b/" in seen.read_text("utf-8")


def test_what_would_command_the_terminal_is_shown() -> None:
    assert TerminalLook(80).paint("new", "\x1b[2J\x07글\t") == "\\x1b[2J\\x07글\t"
    assert TerminalLook().paint("new", "\x1b") == "\x1b"


def test_the_words_of_a_line_are_marked_unless_all_of_it_is_new() -> None:
    head = "---\ntitle: a\n---\n\n"
    change = Change(State.CHANGED, "1", "a", "a.md", None, f"{head}가 나 다\n", f"{head}가 라 다\n")
    red, green = "\x1b[31m", "\x1b[32m"
    shown = [*patch(change, TerminalLook(80, is_coloured=True))]
    assert f"{red}-\x1b[0m{red}가 \x1b[0m\x1b[7;31m나\x1b[0m{red} 다\x1b[0m" in shown
    assert f"{green}+\x1b[0m{green}가 \x1b[0m\x1b[7;32m라\x1b[0m{green} 다\x1b[0m" in shown
    shown = [*patch(replace(change, after=f"{head}라 나 다\n"), TerminalLook(80, is_coloured=True))]
    assert f"{red}-\x1b[0m\x1b[7;31m가\x1b[0m{red} 나 다\x1b[0m" in shown
    shown = [*patch(replace(change, after=f"{head}라 마\n"), TerminalLook(80, is_coloured=True))]
    assert f"{red}-\x1b[0m{red}가 나 다\x1b[0m" in shown
    assert f"{green}+\x1b[0m{green}라 마\x1b[0m" in shown


def changed(path: str, state: State = State.CONFLICT, what: str = "body") -> Change:
    facts = Facts(conflicts=(what,) if state is State.CONFLICT else ())
    return Change(state, path, path, path, None, "", "", facts=facts)


def at_80(*changes: Change, notes: tuple[Note, ...] = ()) -> list[str]:
    counts = Counter(change.state for change in changes)
    report = Report("labdev", changes, counts, (), notes, is_done=False)
    return report_text(report, TerminalLook(80)).splitlines()


def test_at_a_terminal_each_state_has_a_group() -> None:
    assert at_80(changed("a.md"), changed("b.md", State.GONE), notes=(Note("글 " * 50, ""),)) == [
        "labdev: 1 conflict, 1 gone from Velog",
        "",
        "conflict: changed on Velog and here, in the same place; your text is kept, and",
        "Velog's text goes to .velog-to-jekyll/incoming",
        "UU a.md  body",
        "   choose: velog-to-jekyll resolve a.md --ours (or --theirs, --merged)",
        "",
        "gone from Velog: kept",
        "D  b.md",
        "",
        " ".join(["글"] * 27),
        " ".join(["글"] * 23) + " ",
    ]


def test_at_a_terminal_what_is_to_do_is_said_once_and_what_is_long_below() -> None:
    long = "x" * 72
    assert at_80(changed("a.md"), changed("b.md", what=long))[4:] == [
        "   choose: velog-to-jekyll resolve FILE --ours (or --theirs, --merged)",
        "UU a.md  body",
        "UU b.md",
        f"   {long}",
    ]
    assert at_80(changed("b.md", what="x" * 71))[-2] == f"UU b.md  {'x' * 71}"
    doubtful = [changed(f"{post}.md", State.DOUBTFUL) for post in "ab"]
    assert at_80(*doubtful)[3:] == [
        "   it is this post: velog-to-jekyll resolve FILE --same",
        "   it is another one: velog-to-jekyll resolve FILE --other",
        "?? a.md",
        "?? b.md",
    ]


STYLES: Mapping[str, Sequence[str]] = {
    "1": ["bold", "file"],
    "2": ["faint"],
    "31": ["old", State.GONE, State.REMOVED, State.DELETED],
    "32": ["new", State.NEW, State.LOCALIZED],
    "33": [State.CHANGED, State.RENAMED, State.REWRITTEN, State.MERGED],
    "36": ["hunk", State.ADOPTED, State.EDITED],
    "1;31": [State.CONFLICT, State.DOUBTFUL],
    "7;31": ["old mark"],
    "7;32": ["new mark"],
}


@pytest.mark.parametrize(
    ("style", "code"), [(style, code) for code, styles in STYLES.items() for style in styles]
)
def test_each_style_has_its_colour(style: str, code: str) -> None:
    assert TerminalLook(80, is_coloured=True).paint(style, "글") == f"\x1b[{code}m글\x1b[0m"
    assert TerminalLook(80, is_coloured=True).paint(style, "") == ""
    assert TerminalLook(80).paint(style, "글") == "글"


@pytest.mark.parametrize(
    ("size", "words"),
    [(999, "999 bytes"), (1000, "1.0 kB"), (999_949, "999.9 kB"), (1_000_000, "1.0 MB")],
)
def test_a_size_has_a_fitting_unit(size: int, words: str) -> None:
    assert readable_size(size) == words


def test_lines_break_by_columns() -> None:
    assert [*wrapped("가나다 라마 바", 8)] == ["가나다", "라마 바"]
    assert [*wrapped("a b, c d; e f", 5, "[,;]")] == ["a b,", "c d;", "e f"]


# --- words


def test_words_are_marked() -> None:
    assert marked("값을 돌려준다", "값을 준다") == (("값을 ", "돌려준다"), ("값을 ", "준다"))
    assert marked("가 나 다", "가 다") == (("가 ", "나 ", "다"), ("가 다",))
    assert marked("전혀 다른 글", "abc def ghi jkl") == (
        ("", "전혀 다른 글"),
        ("", "abc def ghi jkl"),
    )
    assert "".join(marked("a b c", "x b y")[1]) == "x b y"
    (same, other) = rows(["가", "나 다"], ["가", "나 라"])
    assert (same.is_same, other.is_same) == (True, False)


def test_words_that_follow_each_other_are_marked_as_one() -> None:
    assert marked("하나 둘 셋 넷", "하나 두울 세엣 넷") == (
        ("하나 ", "둘 셋", " 넷"),
        ("하나 ", "두울 세엣", " 넷"),
    )


def test_a_word_in_an_address_is_one_word() -> None:
    old, new = "https://velog.io/@a/%EA%B8%80-1", "https://velog.io/@a/%EA%B8%82-1"
    assert marked(old, new)[1] == ("https://velog.io/@a/", "%EA%B8%82", "-1")


def test_changed_lines_are_paired_in_order_by_what_they_share() -> None:
    assert pairs(["가 나 다", "라 마 바"], ["라 마 사"]) == [(1, 0)]
    assert pairs(["라 마 바"], ["가 나 다", "라 마 사"]) == [(0, 1)]
    assert pairs(["a b", "c d", "e f"], ["e g", "a h", "c i"]) == [(0, 1), (1, 2)]
    for shared, made in ((7, [(0, 0)]), (6, [])):  # of 20 words, from 35 in 100 on
        old = [f"a{n}" for n in range(20)]
        new = [*old[:shared], *(f"b{n}" for n in range(20 - shared))]
        assert pairs([" ".join(old)], [" ".join(new)]) == made
    long = [str(number) for number in range(1001)]
    assert pairs(long, ["x", "y", *long]) == [(number, number) for number in range(1001)]


def test_spaces_make_no_lines_alike() -> None:
    old, new = "오늘은 날씨가 좋아서 산책을 나갔다", "어제 나는 새 라이브러리를 써 보았다"
    assert marked(old, new) == (("", old), ("", new))


def test_a_line_stands_beside_the_one_it_has_become() -> None:
    made = [*rows(["그대로인 문단의 끝"], ["새로 쓴 줄", "", "그대로인 문단의 시작"])]
    assert [row.left for row in made] == [None, None, ("그대로인 문단의 ", "끝")]
    assert made[2].right == ("그대로인 문단의 ", "시작")


def test_values_of_front_matter_keep_their_lines() -> None:
    text = "---\ntitle: |\n  가\n   나\ntags:\n  - a\n  - b\nvelog:\n  id: 1\n  x:\n    y: 2\n---\n"
    (title, tags, velog) = compare(None, text).values
    assert (title.after, tags.after, velog.after) == ("|\n가\n 나", "- a\n- b", "id: 1\nx:\n  y: 2")


def test_every_state_has_words_in_both_languages() -> None:
    for language in (EN, KO):
        assert set(NAMES[language]) == set(_REASONS[language]) == set(State)
