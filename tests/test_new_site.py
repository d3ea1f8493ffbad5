"""`new`: what it makes in which folder, with a blog and without, and what it asks for."""

from __future__ import annotations

import io
import re
import shutil
import sys
from importlib.resources import files
from itertools import count
from pathlib import Path

import frontmatter
import httpx
import pytest
import yaml

from conftest import SAMPLE_BLOG, Program, tree
from migrator.cli.asking import ask
from migrator.cli.main import main
from migrator.cli.output import check_file
from migrator.converter.language import language_of
from migrator.fetcher.author import read_author
from migrator.model import Answers, Author
from migrator.new_site.next_steps import github_name
from migrator.new_site.site_files import NewSite, site_files
from migrator.settings.detection import detect
from pixels import pixel
from test_nightly_workflow import workflow
from velog import FakePost, FakeVelog, errors

UPLOAD = "https://velog.velcdn.com/images/labdev"
FACE = f"{UPLOAD}/profile/00000000-0000-4000-8000-000000000001/face.png"
DESK = f"{UPLOAD}/post/00000000-0000-4000-8000-000000000002/desk.png"
ABOUT = f"# 저는\n\n첫 줄\n둘째 줄 {{{{ x }}}}\n\n![책상]({DESK})\n\n"
ABOUT += "[첫 글](https://velog.io/@labdev/첫-글) $x$"


@pytest.fixture
def blog(velog: FakeVelog) -> FakeVelog:
    """Give a blog whose author has filled in everything."""
    velog.posts = [FakePost("첫 글", "한글로 쓴 글이다"), FakePost("둘째 글", "이것도 그렇다")]
    velog.title = "연구 '노트': #1"
    velog.profile = {
        "display_name": "연구하는 사람",
        "short_bio": '하나: "둘"\n셋',
        "about": ABOUT,
        "thumbnail": FACE,
        "profile_links": {
            "github": "https://github.com/LabDev/",
            "twitter": "@lab",
            "facebook": "javascript:alert(1)",
            "url": "lab.example/a?b",
            "email": "a@lab.example",
        },
    }
    velog.images = {url.removeprefix("https:/")[1:]: pixel(1) for url in (FACE, DESK)}
    return velog


def config_of(site: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((site / "_config.yml").read_text("utf-8"))
    return found


def test_a_blog_becomes_a_site_with_all_that_its_author_has(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    site = tmp_path / "deep" / "blog"
    done = run("new", site, "@labdev")
    assert (done.code, done.err) == (0, "")
    assert len(list((site / "_posts").glob("*.md"))) == 2
    config = config_of(site)
    picture = "assets/img/00000000-0000-4000-8000-000000000001-face.png"
    assert config["title"] == "연구 '노트': #1"
    assert config["description"] == '하나: "둘" 셋'
    assert (config["lang"], config["timezone"]) == ("ko", "Asia/Seoul")
    assert config["url"] == "https://labdev.github.io"
    assert config["author"] == {
        "name": "연구하는 사람",
        "bio": '하나: "둘" 셋',
        "picture": f"/{picture}",
        "github": "LabDev",
        "twitter": "lab",
        "homepage": "https://lab.example/a?b",
        "email": "a@lab.example",
    }
    assert (site / picture).read_bytes() == pixel(1)
    about = frontmatter.loads((site / "about.md").read_text("utf-8"))
    desk = "assets/img/pages/about/00000000-0000-4000-8000-000000000002-desk.png"
    assert (site / desk).read_bytes() == pixel(1)
    assert (about["layout"], about["permalink"], about["math"]) == ("page", "/about/", True)
    assert about["title"] == "소개"
    assert f"![책상]({{{{ site.baseurl }}}}/{desk})" in about.content
    assert "첫 줄  \n둘째 줄" in about.content
    assert "]({{ site.baseurl }}/posts/" in about.content
    assert "{% raw %}" in about.content
    assert "velog" not in about.content
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["blog"]


def test_without_a_user_it_is_a_site_with_nothing_in_it(tmp_path: Path, run: Program) -> None:
    site = tmp_path / "blog"
    done = run("new", site)
    assert (done.code, done.err) == (0, "")
    assert {"_config.yml", "index.html", "about.md", ".gitignore"} <= tree(site).keys()
    assert not (site / "_posts").exists()
    assert config_of(site)["url"] is None if "url" in config_of(site) else True
    assert "three steps" in done.out
    assert "세 단계" in done.out


def test_the_site_is_known_by_a_profile_of_its_own(tmp_path: Path, run: Program) -> None:
    run("new", tmp_path / "blog")
    detected = detect(tmp_path / "blog", config_of(tmp_path / "blog"))
    assert (detected.profile.name, detected.engine) == ("velog-to-jekyll", "3.10")
    assert detected.against.english == ""
    done = run("check", "--site", tmp_path / "blog")
    assert done.code == 0


def test_a_sync_changes_no_file_of_the_site(blog: FakeVelog, tmp_path: Path, run: Program) -> None:
    site = tmp_path / "blog"
    assert run("new", site, "labdev").code == 0
    (site / "about.md").write_text("나의 것", "utf-8")
    (site / "index.html").unlink()
    own = {path: data for path, data in tree(site).items() if "_posts" not in path}
    blog.profile["about"] = "다른 소개"
    blog.posts.append(FakePost("셋째 글", "새 글"))
    assert run("sync", "--site", site).code == 0
    after = tree(site)
    changed = {path for path in own if after.get(path) != own[path]}
    assert {path.partition("/")[0] for path in changed} == {".velog-to-jekyll"}
    assert not (site / "index.html").exists()
    assert len(list((site / "_posts").glob("*.md"))) == 3


def test_a_backup_is_as_good_as_velog(blog: FakeVelog, tmp_path: Path, run: Program) -> None:
    assert run("backup", "labdev", tmp_path / "backup").code == 0
    assert run("new", tmp_path / "a", "labdev").code == 0
    asked = len(blog.requests)
    assert run("new", tmp_path / "b", "--from", tmp_path / "backup").code == 0
    assert len(blog.requests) == asked
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_backup_of_before_has_no_profile(blog: FakeVelog, tmp_path: Path, run: Program) -> None:
    assert run("backup", "labdev", tmp_path / "backup").code == 0
    (tmp_path / "backup/profile.json").unlink()
    assert run("new", tmp_path / "b", "--from", tmp_path / "backup").code == 0
    assert config_of(tmp_path / "b")["title"] == "labdev.log"


# --- whole or not at all


@pytest.mark.parametrize("held", ["a.txt", ".git/config", "sub/b"])
def test_a_folder_that_holds_anything_is_refused(tmp_path: Path, run: Program, held: str) -> None:
    (tmp_path / "blog" / held).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "blog" / held).write_text("x")
    before = tree(tmp_path)
    done = run("new", tmp_path / "blog", "labdev")
    assert done.code == 2
    assert "is not empty" in done.err
    assert tree(tmp_path) == before


def test_a_file_and_a_dead_link_are_refused(tmp_path: Path, run: Program) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert "is a file" in run("new", tmp_path / "file").err
    assert "is a link that leads nowhere" in run("new", tmp_path / "link").err


@pytest.mark.parametrize("is_there", [True, False])
def test_a_run_that_fails_leaves_nothing(
    velog: FakeVelog, tmp_path: Path, run: Program, is_there: bool
) -> None:
    site = tmp_path / "a" / "blog"
    if is_there:
        site.mkdir(parents=True)
    assert run("new", site, "nobody").code == 2
    assert list(tmp_path.rglob("*")) == ([tmp_path / "a", site] if is_there else [])


def test_a_run_that_is_stopped_leaves_nothing(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    def stop(honest: httpx.Response) -> httpx.Response:
        raise KeyboardInterrupt

    blog.fault(lambda call: call.path.endswith("desk.png"), stop)
    assert run("new", tmp_path / "blog", "labdev").code == 130
    assert list(tmp_path.iterdir()) == []


def test_the_folder_where_one_stands_stays_that_folder(
    blog: FakeVelog, tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    number = tmp_path.stat().st_ino
    assert run("new", ".", "labdev").code == 0
    assert (tmp_path / "_config.yml").is_file()
    assert Path().stat().st_ino == number
    assert not list(tmp_path.glob(".velog-to-jekyll-*"))


def test_a_report_goes_to_a_file_too(blog: FakeVelog, tmp_path: Path, run: Program) -> None:
    check_file(tmp_path / "report.json")
    done = run("new", tmp_path / "blog", "labdev", "--report", tmp_path / "report.json")
    assert done.code == 0
    assert '"schema"' in (tmp_path / "report.json").read_text("utf-8")


# --- what does not come


def test_images_that_do_not_come_are_named(blog: FakeVelog, tmp_path: Path, run: Program) -> None:
    blog.images.clear()
    done = run("new", tmp_path / "blog", "labdev")
    assert done.code == 1
    assert FACE in done.err
    assert DESK in done.err
    assert DESK in (tmp_path / "blog/about.md").read_text("utf-8")
    assert "picture" not in str(config_of(tmp_path / "blog")["author"])


def test_an_about_page_that_is_empty_is_there_to_be_filled_in(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    blog.profile["about"] = ""
    assert run("new", tmp_path / "a", "labdev").code == 0
    assert run("new", tmp_path / "b").code == 0
    about = (tmp_path / "a/about.md").read_text("utf-8")
    assert about == (tmp_path / "b/about.md").read_text("utf-8")
    page = frontmatter.loads(about)
    assert (page["title"], page["permalink"], page["shows_author"]) == ("소개", "/about/", True)
    assert page.content == "여기에 자신을 소개하세요."


def test_a_profile_that_cannot_be_read_is_named_and_left_out(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    users = count()
    # The first asks whether there is such a user.
    blog.fault(lambda call: "user" in call.names and next(users) > 0, errors("database"))
    done = run("new", tmp_path / "blog", "labdev")
    assert done.code == 0
    assert "The profile of labdev could not be read" in done.out
    assert len(list((tmp_path / "blog/_posts").glob("*.md"))) == 2


@pytest.mark.parametrize(
    ("links", "read"),
    [
        ({"github": "github.com/a-b"}, {"github": "a-b"}),
        ({"github": "https://www.github.com/a?tab=x"}, {"github": "a"}),
        ({"github": "a b"}, {}),
        ({"github": ""}, {}),
        ({"twitter": "https://x.com/a_b"}, {"twitter": "a_b"}),
        ({"facebook": "https://m.facebook.com/a.b"}, {"facebook": "a.b"}),
        ({"url": "javascript:alert(1)"}, {}),
        ({"url": "http://a.example"}, {"homepage": "http://a.example"}),
        ({"url": 'a.example"><script>'}, {}),
        ({"email": "a b@c"}, {}),
        ({"email": 3, "url": None}, {}),
    ],
)
def test_links_are_read_as_people_type_them(links: dict[str, object], read: dict[str, str]) -> None:
    profile = {"profile": {"profile_links": links, "about": None}, "velog_config": None}
    assert read_author(Answers("a", "v3", (), (), profile=profile)) == Author("a", links=read)


# --- names and languages


@pytest.mark.parametrize(
    ("given", "folder", "linked", "name"),
    [
        ("haru", "blog", "other", "haru"),
        ("https://github.com/haru/", "x.github.io", "", "haru"),
        ("@haru", "x", "", "haru"),
        ("", "Haru.github.io", "other", "Haru"),
        ("", "blog", "other", "other"),
        ("", "blog", "not a name", ""),
        ("", "blog", "", ""),
    ],
)
def test_the_name_on_github_is_guessed(given: str, folder: str, linked: str, name: str) -> None:
    assert github_name(given, Path(folder), linked) == name


def test_what_is_no_name_on_github_is_refused(tmp_path: Path, run: Program) -> None:
    done = run("new", tmp_path / "blog", "--github", "a/b/c")
    assert done.code == 2
    assert "is not a name on GitHub" in done.err
    assert list(tmp_path.iterdir()) == []


def test_the_language_is_that_of_the_posts(velog: FakeVelog, tmp_path: Path, run: Program) -> None:
    assert language_of(()) == "ko"
    velog.posts = [FakePost("Hello", "only English here")]
    assert run("new", tmp_path / "a", "labdev").code == 0
    assert config_of(tmp_path / "a")["lang"] == "en"
    assert run("new", tmp_path / "b", "labdev", "--lang", "ko").code == 0
    assert config_of(tmp_path / "b")["lang"] == "ko"


def test_both_languages_have_the_same_words() -> None:
    words = yaml.safe_load(site_files(NewSite(Author("")))["_data/words.yml"])
    assert words["ko"].keys() == words["en"].keys()


def test_the_address_says_that_it_is_a_guess() -> None:
    known = site_files(NewSite(Author("labdev"), github="LabDev"))["_config.yml"]
    lines = known.splitlines()
    at = lines.index("url: https://labdev.github.io")
    assert "Guessed from the name on GitHub" in lines[at - 1]
    assert "짐작한 주소" in lines[at - 2]
    unknown = site_files(NewSite(Author("labdev")))["_config.yml"]
    assert "\n#url: https://NAME.github.io\n" in unknown


def test_the_last_lines_say_how_to_publish_and_to_look_at_it(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    site = tmp_path / "my blog"
    done = run("new", site, "labdev")
    english, korean = done.out.split("Publish it on GitHub Pages in three steps:")[1].split(
        "GitHub Pages에 올리는 세 단계:"
    )
    for text in (english, korean):
        assert re.findall(r"^    (\d)\. ", text, re.MULTILINE) == ["1", "2", "3"]
        assert "LabDev.github.io" in text
        assert re.search(r"^       git -C .* push -u origin main$", text, re.MULTILINE)
        assert "cd " not in text
        assert "https://labdev.github.io" in text
        assert f"jekyll serve --source '{site}'" in text
        assert "http://localhost:4000" in text
        assert f"velog-to-jekyll sync --site '{site}'" in text
    assert done.out.endswith("가져옵니다.\n")


def test_who_has_chosen_english_reads_no_korean(
    blog: FakeVelog, tmp_path: Path, run: Program
) -> None:
    steps = run("new", tmp_path / "b", "labdev", "--lang", "en").out.split("Your blog is in")[1]
    assert re.search("[가-힣]", steps) is None


def test_what_git_and_github_need_is_there(blog: FakeVelog, tmp_path: Path, run: Program) -> None:
    assert run("new", tmp_path / "blog", "labdev").code == 0
    assert "_site/" in (tmp_path / "blog/.gitignore").read_text("utf-8").splitlines()
    nightly = (tmp_path / "blog/.github/workflows/velog-sync.yml").read_text("utf-8")
    assert "velog-to-jekyll sync --no-input" in nightly
    assert "\n  # schedule:" in nightly


# --- questions


def at_terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    stdin = io.StringIO(typed)
    stdin.isatty = lambda: True  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", stdin)


def test_at_a_terminal_it_asks_and_says_how_to_do_without(
    blog: FakeVelog, tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    at_terminal(monkeypatch, "https://velog.io/@labdev/posts\nmy blog\nharu\n")
    done = run("new")
    assert done.code == 0
    assert "velog-to-jekyll new 'my blog' labdev --github haru\n" in done.out
    assert config_of(tmp_path / "my blog")["url"] == "https://haru.github.io"
    asked = tree(tmp_path)
    shutil.rmtree(tmp_path / "my blog")
    assert run("new", "my blog", "labdev", "--github", "haru").code == 0
    assert tree(tmp_path) == asked


def test_it_asks_for_no_more_than_is_missing(
    blog: FakeVelog, tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    at_terminal(monkeypatch, "labdev\n")
    done = run("new", "haru.github.io", "--github", "haru", "--lang", "en")
    assert done.code == 0
    assert "velog-to-jekyll new haru.github.io labdev --github haru --lang en\n" in done.out
    assert "Folder for the site" not in done.err
    at_terminal(monkeypatch, "")
    assert "The same without questions" not in run("new", "b", "labdev").out


def test_a_folder_that_is_not_empty_is_refused_before_the_next_question(
    tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    a_file = tmp_path / "blog" / "a.txt"
    a_file.parent.mkdir()
    a_file.write_text("x")
    at_terminal(monkeypatch, "labdev\nblog\n")
    done = run("new")
    assert done.code == 2
    assert "is not empty (there is a.txt)" in done.err
    assert "GitHub" not in done.err
    assert list(tree(tmp_path)) == ["blog/a.txt"]


def test_no_answer_is_an_empty_blog(
    tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    at_terminal(monkeypatch, "\n\n\n")
    done = run("new")
    assert done.code == 0
    assert "velog-to-jekyll new blog --no-input\n" in done.out
    assert (tmp_path / "blog/_config.yml").is_file()


@pytest.mark.parametrize("words", [["new"], ["new", "--no-input"]])
def test_without_a_terminal_a_folder_must_be_named(
    words: list[str], run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "--no-input" in words:
        at_terminal(monkeypatch, "")
    done = run(*words)
    assert done.code == 2
    assert "In which folder?" in done.err


def test_a_process_without_input_is_not_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["new", str(tmp_path / "blog")]) == 0


# --- the files


# What Jekyll 3.10 with Liquid 4.0.4 knows, of what could be used.
TAGS = set(
    "assign capture endcapture comment endcomment for endfor if elsif else endif unless endunless "
    "include".split()
)
FILTERS = set(
    "absolute_url append date date_to_xmlschema default escape escape_once first group_by "
    "group_by_exp join jsonify last markdownify minus normalize_whitespace plus prepend "
    "relative_url remove_first replace size slice sort split strip strip_html truncate url_encode "
    "where where_exp xml_escape".split()
)


def test_the_pages_use_what_github_pages_knows() -> None:
    for path, text in site_files(NewSite(Author(""))).items():
        if path.startswith((".github", "README")):
            continue
        code = re.sub(r"\{%-?\s*comment.*?endcomment\s*-?%\}", "", text, flags=re.DOTALL)
        assert set(re.findall(r"\{%-?\s*(\w+)", code)) <= TAGS, path
        liquid = " ".join(re.findall(r"\{[{%].*?[%}]\}", code))
        assert set(re.findall(r"\|\s*(\w+)", liquid)) <= FILTERS, path


def test_the_nightly_workflow_is_that_of_the_documentation() -> None:
    text = site_files(NewSite(Author("")))[".github/workflows/velog-sync.yml"]
    ours, theirs = yaml.safe_load(text), yaml.safe_load(workflow())
    # YAML 1.1 reads `on` as true.
    assert ours.pop(True) == {"workflow_dispatch": None}
    assert theirs.pop(True).keys() == {"schedule", "workflow_dispatch"}
    switched_on = yaml.safe_load(re.sub(r"^  # (?=  |schedule)", "  ", text, flags=re.MULTILINE))
    assert switched_on[True].keys() == {"schedule", "workflow_dispatch"}
    (deploy,) = (step for step in ours["jobs"]["sync"]["steps"] if step.get("name") == "Deploy")
    assert deploy["run"].endswith('/pages/builds"')
    for whole in (ours, theirs):
        whole["jobs"]["sync"]["steps"] = [
            step for step in whole["jobs"]["sync"]["steps"] if step.get("name") != "Deploy"
        ]
        whole["permissions"] = whole["permissions"].keys() - {"pages", "actions"}
    assert ours == theirs


def test_the_package_brings_all_files() -> None:
    texts = site_files(NewSite(Author("")))
    folder = files("migrator.new_site").joinpath("files")
    assert folder.joinpath("dot-gitignore").is_file()
    assert {".gitignore", ".github/workflows/velog-sync.yml", "assets/site.css"} <= texts.keys()
    assert not [path for path in texts if "dot-" in path]
    assert "$" not in re.sub(r"\$\{|\$[A-Z\"(]|\$try", "", texts["_config.yml"])


def test_the_sample_blog_has_a_profile(tmp_path: Path, run: Program) -> None:
    assert run("new", tmp_path / "blog", "--from", SAMPLE_BLOG).code == 0
    assert config_of(tmp_path / "blog")["title"] == "하루의 개발 노트"


def test_no_site_is_made_within_a_site(site: Path, run: Program) -> None:
    before = tree(site)
    done = run("new", site / "sub")
    assert done.code == 2
    assert f"is in the Jekyll site {site}" in done.err
    assert tree(site) == before


def test_the_current_folder_is_not_called_by_its_dot(
    tmp_path: Path, run: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("new", ".")
    assert (done.code, "Your blog is in this folder." in done.out) == (0, True)


def test_the_end_of_input_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert ask("a", "b") == "b"
    with pytest.raises(KeyboardInterrupt):
        ask("a", "b")
