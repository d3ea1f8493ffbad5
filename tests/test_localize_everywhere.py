"""All files that a site shows → no image of Velog's in them but what is named; no other byte."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import KramdownPages, Program, stamps, tree
from pixels import pixel
from velog import FakePost, FakeVelog

CONFIG = """\
title: 하루의 블로그
url: https://haru.dev
timezone: Asia/Seoul
permalink: /posts/:title/
collections:
  tabs: {output: true, permalink: '/:title/'}
  people: {}
"""
A = "_posts/2022-01-01-a.md"


def image(velog: FakeVelog, number: int = 1) -> str:
    """Put an image on the image server and give its address."""
    path = f"/images/labdev/post/00000000-0000-4000-8000-{number:012}/image.png"
    velog.images[f"velog.velcdn.com{path}"] = pixel(number)
    return f"https://velog.velcdn.com{path}"


def here(folder: str, number: int = 1) -> str:
    """Give the path that an image has in the site."""
    return f"assets/img/{folder}/00000000-0000-4000-8000-{number:012}-image.png"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Give a site without any file but its settings."""
    return put(tmp_path / "site", "_config.yml", CONFIG).parent


def put(site: Path, name: str, text: str) -> Path:
    """Write a file of the site."""
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


HEAD = "---\ntitle: 글\n---\n"
# A file, what stands in it, the folder of its image, and what the address becomes.
CHANGED = [
    ("_posts/2022-01-01-a.md", f"{HEAD}![](U)\n", "posts/2022-01-01-a", "/P"),
    ("_posts/2022-01-01-a.html", f"{HEAD}<p><img src=U></p>\n", "posts/2022-01-01-a", "/P"),
    ("_posts/2022-01-01-a.htm", f"{HEAD}<img src='U' width=50%>\n", "posts/2022-01-01-a", "/P"),
    ("_posts/2022-01-01-a.html", f"{HEAD}`<img src='U'>`\n", "posts/2022-01-01-a", "/P"),
    ("_posts/2022-01-01-a.mkdown", f"{HEAD}> ![](U)\n", "posts/2022-01-01-a", "/P"),
    ("_posts/2022-01-01-a.md", f"{HEAD}![](//V)\n", "posts/2022-01-01-a", "/P"),
    ("_posts/2022-01-01-a.md", f"{HEAD}<img srcset='//V 2x'>\n", "posts/2022-01-01-a", "/P"),
    ("_posts/2022-01-01-a.md", f"{HEAD}<img data-src='U'>\n", "posts/2022-01-01-a", "/P"),
    ("_posts/2022-01-01-a.md", f"{HEAD}<video poster='U'></video>\n", "posts/2022-01-01-a", "/P"),
    (
        "_posts/2022-01-01-a.md",
        f"{HEAD}<p style=\"background: url('U')\">x</p>\n",
        "posts/2022-01-01-a",
        "/P",
    ),
    (
        "_posts/2022-01-01-a.md",
        f"{HEAD}<style>\na{{b: url(U)}}\n</style>\n",
        "posts/2022-01-01-a",
        "/P",
    ),
    ("_posts/2022-01-01-a.md", "---\nimage: //V\n---\n", "posts/2022-01-01-a", "/P"),
    ("_drafts/b.html", f"{HEAD}<img src=U>", "posts/b", "/P"),
    ("about.md", f"{HEAD}![](U)\r\n", "pages/about", "/P"),
    ("about.md", "---\nimage: U # 사진\n---\n", "pages/about", "/P"),
    ("notes/index.html", f"{HEAD}<img src=U>\n", "pages/index", "/P"),
    ("404.html", "<img src=U>\n", "pages/404", "/P"),
    ("_tabs/about.md", f"{HEAD}![](U)\n", "pages/about", "/P"),
    ("_people/haru.md", f"{HEAD}![](U)\n", "pages/haru", "/P"),
    ("_includes/sidebar.html", "<img src='U'>\n", "pages/sidebar", "/P"),
    ("_includes/head.html", '<meta property="og:image" content="U">\n', "pages/head", "/P"),
    ("_includes/head.html", '<link rel="icon" href="U">\n', "pages/head", "/P"),
    ("_includes/logo.svg", "<svg><image href='U'/></svg>", "pages/logo", "/P"),
    ("_layouts/home.html", '{% include x.html logo="U" %}\n', "pages/home", "https://haru.dev/P"),
    ("_layouts/home.html", "<style>a{b:url(U)}</style>\n", "pages/home", "/P"),
    (
        "_posts/2022-01-01-a.md",
        f'{HEAD}{{% include x.html src="U" %}}\n',
        "posts/2022-01-01-a",
        "https://haru.dev/P",
    ),
    (
        "_layouts/home.html",
        "{% capture a %} U {% endcapture %}<img src='{{ a }}'>\n",
        "pages/home",
        "https://haru.dev/P",
    ),
    ("_data/people.yml", "- name: 하루\n  photo: U\n", "pages/people", "https://haru.dev/P"),
    ("_data/people.yml", "- U\n", "pages/people", "https://haru.dev/P"),
    ("_data/people.yaml", "a:\n  b: {c: 'U'}\n", "pages/people", "https://haru.dev/P"),
    ("_data/people.yml", "---\n- a: U\n", "pages/people", "https://haru.dev/P"),
    ("_data/deep/er/people.json", '[{"photo": "U"}]\n', "pages/people", "https://haru.dev/P"),
    ("_data/people.csv", "name,photo\n하루,U\n봄,x\n", "pages/people", "https://haru.dev/P"),
    ("_data/people.tsv", 'name\tphoto\n하루\t"U"\n', "pages/people", "https://haru.dev/P"),
    ("site.webmanifest", '{"icons": [{"src": "U"}]}\n', "pages/site", "https://haru.dev/P"),
    ("assets/css/style.scss", "---\n---\na { b: url(U) }\n", "pages/style", "/P"),
    ("assets/x.css", '/* x */ a { b: url( "U" ) }\n', "pages/x", "/P"),
    ("_sass/_base.sass", '$logo: "U"\n', "pages/base", "/P"),
    ("_sass/base.scss", "a { b: URL('//V') } // c\n", "pages/base", "/P"),
    (
        "assets/x.scss",
        "---\n---\na { b: url({{ 'U' | relative_url }}) }\n",
        "pages/x",
        "https://haru.dev/P",
    ),
]
# A file, what stands in it, the line, and a part of the reason.
NAMED = [
    ("_data/x.yml", "a: [\n<img src='U'>\n", 2, "in the middle of another text"),
    (A, f"{HEAD}글 <img src=U> 글\n", 4, "Put quotes around the values in them"),
    (A, f"{HEAD}<div>\n<img src=U>\n</div>\n", 5, "Put quotes around"),
    (A, f'{HEAD}<img src="U" width=50%>\n', 4, "Put quotes around"),
    (A, f"{HEAD}<script>\nlet a = 'U'\n</script>\n", 5, "what a script does"),
    ("_posts/2022-01-01-a.txt", f"{HEAD}![](U)\n", 4, "in the middle of another text"),
    ("_posts/2022-01-01-a.adoc", "image::U[]\n", 1, "in the middle of another text"),
    (A, "---\nexcerpt: '![](U)'\n---\n", 2, "in the middle of another text"),
    ("_layouts/x.html", "<p>\n<script>a('U')</script>", 2, "what a script does"),
    (A, f"{HEAD}<img onerror=\"this.src='U'\" src='/x.png'>\n", 4, "what a script does"),
    (A, f"{HEAD}<iframe srcdoc=\"<img src='U'>\"></iframe>\n", 4, "what a script does"),
    ("x.html", "<b data-all='[&quot;U&quot;]'>x</b>", 1, "what a script does"),
    (A, f"{HEAD}{{{{ '![](U)' }}}}\n", 4, "in the middle of another text"),
    ("assets/js/x.js", "\nlet a = `U`;\n", 2, "what a script does"),
    ("_plugins/x.rb", "A = 'U'\n", 1, "what a script does"),
    ("_data/x.yml", "- html: <img src='U'>\n", 1, "in the middle of another text"),
    ("_data/x.json", '{\n"a": "https:\\/\\/V"}', 2, "in the middle of another text"),
    ("_data/x.csv", "a,b\nx,<img src=U>\n", 2, "in the middle of another text"),
    ("feed.xml", f"{HEAD}<logo>U</logo>\n", 4, "in the middle of another text"),
    ("robots.txt", "U\n", 1, "in the middle of another text"),
]
# What no page shows.
NOT_SHOWN = [
    (A, f"{HEAD}`![](U)` U <!-- <img src='U'> -->\n\n    ![](U)\n"),
    (A, f"{HEAD}`<img src=U>` <code><img src=U></code>\n\n<pre>\n<img src=U>\n</pre>\n"),
    ("about.md", "![](U)\n"),
    ("README.md", f"{HEAD}![](U)\n"),
    ("_site/x.html", "<img src=U>"),
    ("vendor/bundle/x.html", "<img src=U>"),
    ("node_modules/x.css", "a{b:url(U)}"),
    (".github/x.md", "![](U)"),
    ("drafts.bak/x.html", f"{HEAD}<img src=U>"),
    ("_secret/x.html", "<img src=U>"),
    ("assets/x.css", "/* a { b: url(U) } */\n// url(U)\n"),
    ("_data/x.yml", "a: b # U\n"),
    ("x.js", "a.startsWith('https://velog.velcdn.com')"),
    ("_includes/x.html", "{% comment %}<img src='U'>{% endcomment %}<!-- <img src='U'> -->"),
]


def fill(text: str, url: str) -> str:
    """Put an address in the place of U, and the same without its scheme in that of V."""
    return (
        re.sub(r"\bU\b", url, text)
        .replace("//V", url.removeprefix("https:"))
        .replace("\\/\\/V", url.removeprefix("https:").replace("/", "\\/"))
    )


@pytest.mark.parametrize(("name", "text", "folder", "address"), CHANGED)
def test_an_image_comes_into_the_site_wherever_it_is_shown(
    velog: FakeVelog, bare: Path, run: Program, name: str, text: str, folder: str, address: str
) -> None:
    url = image(velog)
    file = put(bare, name, fill(text, url))
    ahead = run("localize", "--site", bare, "--dry-run", "--format", "json")
    assert (ahead.code, [each["path"] for each in json.loads(ahead.out)["changes"]]) == (1, [name])
    assert [each["kind"] for each in found(run, bare) if each["path"] == name] == ["image-velog"]
    done = run("localize", "--site", bare)
    assert (done.code, done.err) == (0, "")
    local = here(folder)
    written = address.replace("P", local)
    expected = re.sub(r"\bU\b|//V", written, text)
    assert file.read_bytes().decode() == expected
    assert (bare / local).read_bytes() == pixel(1)
    before = stamps(bare)
    assert run("localize", "--site", bare).code == 0
    assert (stamps(bare), found(run, bare, "image-velog")) == (before, [])


@pytest.mark.parametrize(("name", "text", "line", "why"), NAMED)
def test_what_is_not_certain_is_named_with_its_line(
    velog: FakeVelog, bare: Path, run: Program, name: str, text: str, line: int, why: str
) -> None:
    put(bare, name, fill(text, image(velog)))
    before = stamps(bare)
    done = run("localize", "--site", bare)
    assert (done.code, stamps(bare), velog.requests) == (1, before, [])
    (said,) = [each for each in done.out.splitlines() if each.startswith("Left as they are")]
    assert why in said
    assert said.endswith(f": {name}:{line}.")
    (finding,) = found(run, bare, "image-velog", "image-text")
    assert (finding["path"], finding["line"]) == (name, line)


@pytest.mark.parametrize(("name", "text"), NOT_SHOWN)
def test_what_no_page_shows_is_not_looked_at(
    velog: FakeVelog, bare: Path, run: Program, name: str, text: str
) -> None:
    put(bare, "Gemfile", 'gem "jekyll", "~> 4.3"\n')
    put(bare, "_config.yml", f"{CONFIG}exclude: [README.md, drafts.bak]\n")
    put(bare, name, fill(text, image(velog)))
    before = stamps(bare)
    done = run("localize", "--site", bare)
    assert (done.code, stamps(bare), velog.requests) == (0, before, [])
    assert "Left as they are" not in done.out
    assert found(run, bare, "image-velog", "image-text") == []


def found(run: Program, site: Path, *kinds: str) -> list[dict[str, object]]:
    """Give what `check` finds, of these kinds."""
    findings = json.loads(run("check", "--site", site, "--format", "json").out)["findings"]
    return [each for each in findings if not kinds or each["kind"] in kinds]


def test_what_jekyll_is_told_to_include_is_looked_at(
    velog: FakeVelog, bare: Path, run: Program
) -> None:
    put(bare, "_config.yml", f"{CONFIG}include: [_pages]\n")
    page = put(bare, "_pages/about.md", f"{HEAD}![]({image(velog)})\n")
    assert run("localize", "--site", bare).code == 0
    assert page.read_text("utf-8") == f"{HEAD}![](/{here('pages/about')})\n"


def test_settings_get_the_whole_address(velog: FakeVelog, bare: Path, run: Program) -> None:
    url = image(velog)
    more = f"avatar: {url}   # 나\nauthor:\n  logo: '{url}'\n# old: {url}\n"
    put(bare, "_config.yml", CONFIG + more)
    assert run("localize", "--site", bare).code == 0
    whole = f"https://haru.dev/{here('pages/config')}"
    assert (bare / "_config.yml").read_text("utf-8") == CONFIG + (
        f"avatar: {whole}   # 나\nauthor:\n  logo: '{whole}'\n# old: {url}\n"
    )


@pytest.mark.parametrize("url", ["", "http://localhost:4000", "https://example.com"])
def test_without_the_address_of_the_site_data_is_named(
    velog: FakeVelog, bare: Path, run: Program, url: str
) -> None:
    put(bare, "_config.yml", CONFIG.replace("https://haru.dev", f"'{url}'"))
    put(bare, "_data/x.yml", f"a: {image(velog)}\n")
    done = run("localize", "--site", bare)
    assert done.code == 1
    assert "Set `url` in _config.yml, then run again: _data/x.yml:1." in done.out


def test_in_a_folder_of_its_domain_each_file_gets_the_form_that_works_in_it(
    velog: FakeVelog, bare: Path, run: Program
) -> None:
    put(bare, "_config.yml", f"{CONFIG}baseurl: /blog\n")
    url = image(velog)
    files = {
        "about.md": (f"{HEAD}![](U)", "{{ '/P' | relative_url }}"),
        "_layouts/x.html": ("<img src='U'>", "{{ '/P' | relative_url }}"),
        "_includes/x.html": ("<img src='U'>", "{{ '/P' | relative_url }}"),
        "plain.html": ("<img src='U'>", "/blog/P"),
        "x.css": ("a{b:url(U)}", "/blog/P"),
        "_data/x.yml": ("a: U", "https://haru.dev/blog/P"),
    }
    for name, (text, _) in files.items():
        put(bare, name, fill(text, url))
    assert run("localize", "--site", bare).code == 0
    for name, (text, form) in files.items():
        local = here(f"pages/{Path(name).stem}")
        assert (bare / name).read_text("utf-8") == text.replace("U", form.replace("P", local))


def test_where_the_theme_completes_addresses_includes_get_whole_ones(
    velog: FakeVelog, bare: Path, run: Program
) -> None:
    put(bare, "_config.yml", f"{CONFIG}baseurl: /blog\ntheme: jekyll-theme-chirpy\n")
    url = image(velog)
    for name in ("_includes/x.html", "_tabs/x.md", "_layouts/x.html"):
        put(bare, name, f"{HEAD}<img src='{url}'>")
    assert run("localize", "--site", bare).code == 0
    whole = f"https://haru.dev/blog/{here('pages/x')}"
    for name in ("_includes/x.html", "_tabs/x.md"):
        assert (bare / name).read_text("utf-8") == f"{HEAD}<img src='{whole}'>"
    assert "{{ '/assets" in (bare / "_layouts/x.html").read_text("utf-8")


def test_links_to_own_posts_lead_to_the_site_from_pages_as_well(
    velog: FakeVelog, bare: Path, run: Program
) -> None:
    put(bare, "_posts/2022-01-01-my-post.md", "---\ntitle: My post\n---\n")
    link = "https://velog.io/@labdev/my-post"
    files = {
        "about.md": f"{HEAD}[a]({link})",
        "_tabs/a.md": f"{HEAD}[a]({link}#x)",
        "_includes/a.html": f"<a href='{link}'>a</a>",
        "_posts/2022-01-02-b.html": f"{HEAD}<a href='{link}'>a</a>",
        "x.html": f"<a href='{link}'>a</a>",
    }
    for name, text in files.items():
        put(bare, name, text)
    assert {each["path"] for each in found(run, bare, "link-velog")} <= files.keys()
    assert run("localize", "--site", bare, "--username", "labdev").code == 0
    for name, text in files.items():
        assert (bare / name).read_text("utf-8") == text.replace(link, "/posts/my-post/")


def test_a_link_out_of_the_site_is_left_alone(
    velog: FakeVelog, bare: Path, run: Program, tmp_path: Path
) -> None:
    elsewhere = put(tmp_path, "x.html", f"<img src='{image(velog)}'>")
    (bare / "x.html").symlink_to(elsewhere)
    done = run("localize", "--site", bare)
    assert done.code == 1
    assert "x.html is a link to another place" in done.out
    assert "velcdn" in elsewhere.read_text()


def test_a_backup_in_the_site_is_left_alone(
    velog: FakeVelog, bare: Path, run: Program, tmp_path: Path
) -> None:
    velog.posts = [FakePost("하나", f"![]({image(velog)})", thumbnail=image(velog))]
    assert run("backup", "labdev", tmp_path / "backup").code == 0
    (tmp_path / "backup").rename(bare / "backup")
    before = stamps(bare)
    assert run("localize", "--site", bare).code == 0
    assert (stamps(bare), found(run, bare, "image-velog")) == (before, [])


def test_posts_alone_count_where_nothing_else_shows_images(
    velog: FakeVelog, bare: Path, run: Program
) -> None:
    for name in ("about.md", "_layouts/x.html", "x.css", A):
        put(bare, name, HEAD)
    assert run("localize", "--site", bare).out.startswith("1 same\n")


def test_pages_keep_their_images_when_posts_go(velog: FakeVelog, bare: Path, run: Program) -> None:
    velog.posts = [FakePost("하나", f"![]({image(velog)})")]
    put(bare, "about.md", f"{HEAD}![]({image(velog, 2)})")
    assert run("migrate", "labdev", "--site", bare).code == 0
    assert run("localize", "--site", bare).code == 0
    velog.posts = [FakePost("둘")]
    run("sync", "--site", bare, "--prune")
    assert (bare / here("pages/about", 2)).is_file()


def test_the_built_site_shows_no_image_of_velogs(
    velog: FakeVelog, bare: Path, run: Program, jekyll: Callable[[Path], Path]
) -> None:
    put(bare, "_config.yml", f"{CONFIG}baseurl: /blog\navatar: {image(velog, 99)}\n")
    put(
        bare,
        "_layouts/home.html",
        "<img src='{{ site.avatar }}'>{{ content }}{% include side.html %}",
    )
    for number, (name, text, _, _) in enumerate(CHANGED):
        if not name.startswith(("_layouts", "_includes", "_data")):
            put(bare, name.replace("-a.", f"-a{number}."), fill(text, image(velog, number)))
    put(bare, "index.html", f"---\nlayout: home\n---\n<img src={image(velog, 97)}>\n")
    put(bare, "_includes/side.html", f"<img src='{image(velog, 98)}'>")
    put(bare, "_includes/x.html", "<img src='{{ include.src }}'>")
    assert run("localize", "--site", bare).code == 0
    built = jekyll(bare)
    shown: set[str] = set()
    for name in tree(built):
        file = built / name
        if file.suffix in (".html", ".htm", ".css", ".webmanifest"):
            text = file.read_text("utf-8")
            assert "velcdn" not in text, name
            shown |= set(re.findall(r"(?:https://haru\.dev)?/blog/(assets/img/[\w./-]+)", text))
    assert len(shown) > 15
    assert [path for path in shown if not (built / path).is_file()] == []


# --- one dialect

# Bodies with one image, one a line; `⏎` is the end of a line, `U` the address.
DIALECT = (
    (Path(__file__).parent / "fixtures/one-dialect.txt")
    .read_text("utf-8")
    .removesuffix("\n")
    .replace("\n", "\0")
    .replace("⏎", "\n")
    .split("\0")
)


def test_check_and_localize_see_what_kramdown_shows(
    velog: FakeVelog, bare: Path, run: Program, kramdown_pages: KramdownPages
) -> None:
    """Both commands, body by body: the image is seen by both, or by none, as the page shows it."""
    assert len(DIALECT) >= 84
    put(bare, "Gemfile", 'gem "jekyll", "~> 4.3"\n')
    url = image(velog)
    bodies = [re.sub(r"(?<![A-Za-z])U(?![A-Za-z])", url, body) for body in DIALECT]
    for number, body in enumerate(bodies):
        put(bare, f"_posts/2022-01-01-{number}.md", f"{HEAD}{body}\n")
    by_check = {each["path"] for each in found(run, bare, "image-velog")}
    ahead = json.loads(run("localize", "--site", bare, "--dry-run", "--format", "json").out)
    by_localize = {each["path"] for each in ahead["changes"] if each["images"]}
    shown = {
        f"_posts/2022-01-01-{number}.md"
        for number, page in enumerate(kramdown_pages(bodies))
        if re.search(
            rf"<img[^>]*{re.escape(url)}", re.sub("(?s)<!--.*?-->|<textarea.*", "", page or "")
        )
    }
    assert by_check == by_localize == shown
