"""An author, a language and a guess of the address → the texts of all files of the new site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template

from migrator.converter.language import Language
from migrator.converter.yaml_writer import quoted
from migrator.model import Author
from migrator.site.includes import COMMENTS

CONFIG = "_config.yml"
ABOUT = "about.md"
IMAGES = "assets/img"
# Names that git or GitHub would take for their own in this package.
_DOT = "dot-"
_TITLES = {"ko": "내 블로그", "en": "My blog"}


@dataclass(frozen=True)
class NewSite:
    """What a new site is filled with; `picture` is the path of the author's picture in it.

    `github` is the author's name on GitHub, empty where it is not known.
    """

    author: Author
    language: Language = "ko"
    github: str = ""
    picture: str = ""

    @property
    def url(self) -> str:
        """Give the address that the site has on GitHub Pages; empty if unknown."""
        return f"https://{self.github.lower()}.github.io" if self.github else ""

    @property
    def repository(self) -> str:
        """Give the name of the repository that GitHub shows at that address."""
        return f"{self.github or 'NAME'}.github.io"


def site_files(site: NewSite) -> Mapping[str, str]:
    """Give the text of each file by its path, but for the About page."""
    texts = dict(_packaged(files("migrator.new_site").joinpath("files"), ""))
    comments = {COMMENTS.path({}): COMMENTS.text}
    return {**texts, **comments, CONFIG: _config(texts[CONFIG], site)}


def _packaged(folder: Traversable, above: str) -> Iterator[tuple[str, str]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = above + entry.name.replace(_DOT, ".", 1)
        if entry.is_dir():
            yield from _packaged(entry, f"{path}/")
        else:
            yield path, entry.read_text("utf-8")


def _config(template: str, site: NewSite) -> str:
    author = site.author
    name = f"{author.username}.log" if author.username else _TITLES[site.language]
    return Template(template).substitute(
        title=quoted(author.blog_title or name),
        description=quoted(author.bio),
        lang=site.language,
        url=_url(site),
        author="\n".join(_author(site)),
    )


def _url(site: NewSite) -> str:
    if not site.url:
        return (
            "# 사이트의 주소. 비워 두면 GitHub Pages가 채웁니다.\n"
            "# The address of the site. GitHub Pages fills it in where there is none.\n"
            "#url: https://NAME.github.io"
        )
    return (
        "# GitHub 이름으로 짐작한 주소입니다. 다르면 고치세요.\n"
        "# Guessed from the name on GitHub: change it if the site is elsewhere.\n"
        f"url: {site.url}"
    )


def _author(site: NewSite) -> Iterator[str]:
    """Give the lines on the author; what is not known is there to be filled in."""
    author = site.author
    values = {
        "name": author.name or author.username,
        "bio": author.bio,
        "picture": site.picture and f"/{site.picture}",
        **{key: author.links.get(key, "") for key in ("github", "twitter", "facebook")},
        **{key: author.links.get(key, "") for key in ("homepage", "email")},
    }
    values["github"] = values["github"] or site.github
    for key, value in values.items():
        yield f"  {key}: {quoted(value)}" if value else f"  #{key}:"
