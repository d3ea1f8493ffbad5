"""A new site and its folder → how to publish it and how to look at it, in English and Korean."""

from __future__ import annotations

import re
from pathlib import Path

from migrator.long_work.shell import shell_word
from migrator.model import MigratorError, Note, as_is
from migrator.new_site.site_files import NewSite

_GITHUB = re.compile(r"(?:(?:https?://)?github\.com/|@)?([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/?")
_PAGES = re.compile(r"([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))\.github\.io", re.IGNORECASE)


def github_name(given: str, folder: Path, linked: str) -> str:
    """Give the author's name on GitHub: as given, as the folder says, or as linked on Velog.

    Empty where none of them tells. Raises MigratorError for a given name that cannot be one.
    """
    if given:
        if not (found := _GITHUB.fullmatch(given.strip())):
            raise MigratorError(
                f"{given!r} is not a name on GitHub. It is the part behind github.com/ in the "
                "address of your page there.",
                f"{given!r}은(는) GitHub 이름이 아닙니다. GitHub 프로필 주소에서 github.com/ 뒤에 "
                "오는 부분을 적으세요.",
            )
        return found[1]
    if found := _PAGES.fullmatch(folder.absolute().name):
        return found[1]
    return linked if _GITHUB.fullmatch(linked) else ""


def next_steps(site: NewSite, folder: Path) -> Note:
    """Say how the site in `folder` gets onto GitHub Pages, and how to see it before."""
    name, repository = site.github or "NAME", site.repository
    here, built = shell_word(str(folder)), shell_word(str(folder / "_site"))
    # Each from where the user is, as are the commands below.
    push = (
        f"       git -C {here} init -b main\n"
        f"       git -C {here} add --all\n"
        f'       git -C {here} commit -m "First"\n'
        f"       git -C {here} remote add origin https://github.com/{name}/{repository}.git\n"
        f"       git -C {here} push -u origin main\n"
    )
    see = (
        "       gem install jekyll jekyll-paginate\n"
        f"       jekyll serve --source {here} --destination {built}\n"
    )
    url = site.url or "https://NAME.github.io"
    pages = f"https://github.com/{name}/{repository}/settings/pages"
    later = f"velog-to-jekyll sync --site {here}"
    english, korean = ("", "")
    if site.author.username:
        english = f"What you write on Velog later comes with `{later}`.\n"
        korean = f"나중에 Velog에 쓴 글은 `{later}` 명령으로 가져옵니다.\n"
    place = Note("this folder", "이 폴더") if folder == Path() else as_is(str(folder))
    whose = ("", "")
    if not site.github:
        whose = (" (NAME is your name on GitHub)", " (NAME은 GitHub 이름)")
    return Note(
        f"Your blog is in {place.english}. Publish it on GitHub Pages in three steps:\n"
        f"    1. Create a public, empty repository named {repository}{whose[0]} at "
        "https://github.com/new\n"
        f"    2. Push:\n{push}"
        f'    3. Choose "Deploy from a branch", main, / (root) at {pages}\n'
        f"       After a minute or two the blog is at {url}\n"
        f"See it at home first, with Ruby (https://www.ruby-lang.org), at http://localhost:4000\n"
        f"{see}{english}",
        f"블로그가 {place.korean}에 있습니다. GitHub Pages에 올리는 세 단계:\n"
        f"    1. https://github.com/new 에서 이름이 {repository}인 비어 있는 공개 저장소를 "
        f"만듭니다{whose[1]}\n"
        f"    2. 푸시합니다:\n{push}"
        f'    3. {pages} 에서 "Deploy from a branch", main, / (root)를 고릅니다\n'
        f"       1~2분 뒤 {url} 에서 블로그를 볼 수 있습니다\n"
        f"먼저 내 컴퓨터에서 보려면 Ruby(https://www.ruby-lang.org)를 설치하고 "
        f"http://localhost:4000 에서 봅니다\n{see}{korean}",
    )
