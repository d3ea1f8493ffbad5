"""A theme and a baseurl → a site as its owner would set it up, with a migrated blog, and built.

Minima comes from Debian. Chirpy comes from npm, as a Ruby gem would carry it: Jekyll finds it in a
folder of gems of our own, so that a site has only the files that a site with a gem has.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import frontmatter

from themes.links import Built

ORIGIN = "https://haru.example"
_CHIRPY = Path(__file__).parent / "node_modules" / "jekyll-theme-chirpy"
_PACKAGES = (
    "jekyll jekyll-theme-minima ruby-jekyll-archives ruby-jekyll-feed ruby-jekyll-paginate "
    "ruby-jekyll-redirect-from ruby-jekyll-seo-tag ruby-jekyll-sitemap"
)
_GEMS = (
    "minima jekyll-archives jekyll-feed jekyll-paginate jekyll-redirect-from jekyll-seo-tag "
    "jekyll-sitemap"
).split()

_COMMON: Mapping[str, Any] = {
    "title": "하루의 개발 노트",
    "description": "서버와 고양이, 그 사이의 이야기",
    "url": ORIGIN,
    "timezone": "Asia/Seoul",
}
_MINIMA: Mapping[str, Any] = {
    "theme": "minima",
    "plugins": ["jekyll-feed", "jekyll-sitemap"],
    "show_excerpts": True,
    "github_username": "haru-dev",
    "rss": "RSS",
}
_CHIRPY_CONFIG: Mapping[str, Any] = {
    "theme": "jekyll-theme-chirpy",
    "lang": "ko-KR",
    "tagline": "고양이와 함께",
    "github": {"username": "haru-dev"},
    "social": {"name": "하루", "links": ["https://github.com/haru-dev"]},
    "toc": True,
    "paginate": 10,
    "pwa": {"enabled": False},
    "kramdown": {
        "syntax_highlighter_opts": {
            "css_class": "highlight",
            "span": {"line_numbers": False},
            "block": {"line_numbers": True, "start_line": 1},
        }
    },
    "collections": {"tabs": {"output": True, "sort_by": "order"}},
    "defaults": [
        {
            "scope": {"path": "", "type": "posts"},
            "values": {"layout": "post", "toc": True, "permalink": "/posts/:title/"},
        },
        {
            "scope": {"path": "", "type": "tabs"},
            "values": {"layout": "page", "permalink": "/:title/"},
        },
    ],
    "sass": {"style": "compressed"},
    "compress_html": {"clippings": "all", "comments": "all", "endings": "all"},
    "jekyll-archives": {
        "enabled": ["categories", "tags"],
        "layouts": {"category": "category", "tag": "tag"},
        "permalinks": {"tag": "/tags/:name/", "category": "/categories/:name/"},
    },
}


@dataclass(frozen=True)
class Post:
    """A migrated post: what Velog calls it, its file, and the page that Jekyll makes of it."""

    title: str
    cover: str | None
    file: Path
    page: Path

    @property
    def head(self) -> Mapping[str, Any]:
        return frontmatter.load(str(self.file)).metadata

    @property
    def body(self) -> str:
        return frontmatter.load(str(self.file)).content


@dataclass(frozen=True)
class Site:
    """A site with a migrated blog, before and after Jekyll's work, and what Jekyll said."""

    root: Path
    built: Built
    theme: Path
    posts: Sequence[Post]
    said: str


def missing() -> str | None:
    """Say what is lacking to build with themes; None if nothing is."""
    if shutil.which("jekyll") is None:
        return f"jekyll is missing: apt install {_PACKAGES}"
    gems = "ARGV.each { |name| Gem::Specification.find_by_name(name) }"
    if subprocess.run(["ruby", "-e", gems, *_GEMS], capture_output=True, check=False).returncode:
        return f"a theme or plugin is missing: apt install {_PACKAGES}"
    if not _CHIRPY.is_dir():
        return "Chirpy is missing: make test installs it where there is npm"
    return None


def make(folder: Path, theme: str, baseurl: str, blog: Path, codes: Sequence[int] = (0,)) -> Site:
    """Set up a site, migrate the blog into it, which ends with one of `codes`, and build it."""
    root = folder / "site"
    root.mkdir(parents=True)
    theme_files = _SETUPS[theme](folder, root, baseurl)
    program = [sys.executable, "-m", "migrator"]
    _run([*program, "init", "--site", root, "--pages"])
    _run([*program, "migrate", "--from", blog, "--site", root, "--about"], codes)
    target = folder / "built"
    environment = {
        "JEKYLL_ENV": "production",
        # With an empty part at its end: the gems of this machine, too.
        "GEM_PATH": f"{folder / 'gems'}:",
        "JEKYLL_NO_BUNDLER_REQUIRE": "true",
    }
    command = ["jekyll", "build", "--source", root, "--destination", target, "--trace"]
    said = _run(command, environment=environment)
    return Site(root, Built(target, ORIGIN, baseurl), theme_files, _posts(blog, root, target), said)


def _minima(_folder: Path, root: Path, baseurl: str) -> Path:
    _settle(root, {**_COMMON, **_MINIMA, "baseurl": baseurl})
    _write(root / "index.md", "layout: home")
    show = "print Gem::Specification.find_by_name('minima').full_gem_path"
    theme = Path(_run(["ruby", "-e", show]))
    _lock(root, {"minima": theme.name.removeprefix("minima-")})
    return theme


def _chirpy(folder: Path, root: Path, baseurl: str) -> Path:
    version = json.loads((_CHIRPY / "package.json").read_text("utf-8"))["version"]
    name = f"jekyll-theme-chirpy-{version}"
    theme = folder / "gems" / "gems" / name
    for part in ("_data", "_includes", "_layouts", "_sass", "assets"):
        shutil.copytree(_CHIRPY / part, theme / part, ignore=_other_languages)
    needs = "jekyll-archives jekyll-paginate jekyll-redirect-from jekyll-seo-tag jekyll-sitemap"
    specification = folder / "gems" / "specifications" / f"{name}.gemspec"
    specification.parent.mkdir()
    specification.write_text(
        "Gem::Specification.new do |spec|\n"
        "  spec.name = 'jekyll-theme-chirpy'\n"
        f"  spec.version = '{version}'\n"
        "  spec.summary = spec.author = 'Chirpy'\n"
        f"  %w[{needs}].each {{ |name| spec.add_runtime_dependency name }}\n"
        "end\n",
        "utf-8",
    )
    _settle(root, {**_COMMON, **_CHIRPY_CONFIG, "baseurl": baseurl})
    _write(root / "index.html", "layout: home")
    for order, tab in enumerate(("categories", "tags", "archives"), 1):
        _write(
            root / "_tabs" / f"{tab}.md", f"layout: {tab}", f"order: {order}", "icon: fas fa-bars"
        )
    _lock(root, {"jekyll-theme-chirpy": version})
    return theme


def _other_languages(folder: str, names: list[str]) -> set[str]:
    """Leave out what the site does not speak; Debian's YAML stumbles over some of it."""
    kept = f"{_CHIRPY_CONFIG['lang']}.yml"
    return {name for name in names if folder.endswith("locales") and name != kept}


_SETUPS: Mapping[str, Callable[[Path, Path, str], Path]] = {"minima": _minima, "chirpy": _chirpy}


def _settle(root: Path, config: Mapping[str, Any]) -> None:
    # All JSON is YAML.
    (root / "_config.yml").write_text(json.dumps(config, ensure_ascii=False, indent=2), "utf-8")


def _write(path: Path, *head: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["---", *head, "---", ""]), "utf-8")


def _lock(root: Path, gems: Mapping[str, str]) -> None:
    """Write what Bundler leaves in a site: the versions of its gems."""
    engine = _run(["jekyll", "--version"]).split()[1]
    lines = [f"    {name} ({version})" for name, version in {"jekyll": engine, **gems}.items()]
    (root / "Gemfile.lock").write_text("\n".join(["GEM", "  specs:", *lines, ""]), "utf-8")


def _posts(blog: Path, root: Path, target: Path) -> list[Post]:
    """Find the file and the page of each post of the blog."""
    originals = {}
    for path in (blog / "posts").glob("*.json"):
        original = json.loads(path.read_text("utf-8"))
        originals[original["id"]] = original
    posts = []
    for file in sorted((root / "_posts").glob("*.md")):
        velog: Any = frontmatter.load(str(file))["velog"]
        original = originals[velog["id"]]
        date, slug = file.stem[:10], file.stem[11:]
        pages = (
            target / f"posts/{slug}/index.html",
            target / date.replace("-", "/") / f"{slug}.html",
        )
        page = next(page for page in pages if page.is_file())
        posts.append(Post(original["title"], original["thumbnail"], file, page))
    assert len(posts) == len(originals)
    return posts


def _run(
    command: Sequence[object],
    codes: Sequence[int] = (0,),
    environment: Mapping[str, str] | None = None,
) -> str:
    done = subprocess.run(
        [str(word) for word in command],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in codes, done.stdout + done.stderr
    return done.stdout + done.stderr
