"""The files that name Velog → images that come from there, and links that need not lead there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from migrator.check import kinds
from migrator.check.checked_site import CheckedSite, VelogFile
from migrator.check.finding import Finding
from migrator.converter.image_paths import image_name
from migrator.converter.velog_images import uploaders, whole_address
from migrator.converter.velog_links import VelogPage, page_on_velog
from migrator.model import Note
from migrator.site.linked_posts import LinkedPosts, own_posts


def check_velog(site: CheckedSite) -> Iterator[Finding]:
    """Find what depends on Velog's servers, one finding of a kind for a file."""
    for file in site.velog:
        yield from _images(file, site)
    linking = [file for file in site.velog if file.links]
    if linking:
        posts, urls = _own_posts(site), {post.path: post.url for post in site.built if post.url}
        for file in linking:
            yield from _links(file, posts, urls)


def check_tags(site: CheckedSite) -> Iterator[Finding]:
    """Find images whose tag kramdown takes for text, one finding for a file."""
    for post in site.looked_into:
        lost = post.reading.lost
        if lost:
            yield _shown_as_text(post.path, post.line_at(lost[0].start), len(lost))
    for file in site.velog:
        if file.tags and not file.is_post:
            yield _shown_as_text(file.path, file.tags[0][0], len(file.tags))


def _shown_as_text(path: str, line: int, count: int) -> Finding:
    what = "an `<img>` is" if count == 1 else f"{count} `<img>` are"
    korean = "`<img>`가" if count == 1 else f"`<img>` {count}개가"
    return Finding(
        kinds.IMAGE_TEXT,
        path,
        line,
        Note(
            f"{what} shown as text: kramdown reads only a word as a value without quotes",
            f"{korean} 글자로 보입니다. kramdown은 따옴표 없는 값을 낱말만 압니다",
        ),
        Note(
            'put quotes around the values: `<img src="…" width="50%">`',
            '값을 따옴표로 감싸세요: `<img src="…" width="50%">`',
        ),
    )


def _images(file: VelogFile, site: CheckedSite) -> Iterator[Finding]:
    lines = [
        line for line, url in file.shown if image_name(whole_address(url)) not in site.lost_images
    ]
    if lines:
        count = "an image comes" if len(lines) == 1 else f"{len(lines)} images come"
        korean = "이미지를" if len(lines) == 1 else f"이미지 {len(lines)}개를"
        yield Finding(
            kinds.IMAGE_VELOG,
            file.path,
            lines[0],
            Note(
                f"{count} from Velog's servers, and will be lost if Velog removes them",
                f"{korean} Velog 서버에서 불러옵니다. Velog가 지우면 사라집니다",
            ),
            Note(
                "run `velog-to-jekyll localize`, which downloads them into the site, or says what "
                "to change by hand",
                "`velog-to-jekyll localize`를 실행하면 사이트로 내려받거나, 직접 고칠 것을 알려 "
                "줍니다",
            ),
        )


def _links(file: VelogFile, posts: LinkedPosts, urls: Mapping[str, str]) -> Iterator[Finding]:
    found = [
        (line, url, home)
        for line, url in file.links
        if (page := page_on_velog(url)) and (home := urls.get(posts.find(page) or ""))
    ]
    if found:
        line, url, home = found[0]
        count = "a link leads" if len(found) == 1 else f"{len(found)} links lead"
        korean = "링크가" if len(found) == 1 else f"링크 {len(found)}개가"
        user = f" --username {posts.username}" if posts.username else ""
        yield Finding(
            kinds.LINK_VELOG,
            file.path,
            line,
            Note(
                f"{count} to posts on Velog that are in this site: {url} is {home}",
                f"{korean} 이 사이트에도 있는 Velog 글로 갑니다: {url}은 {home}",
            ),
            Note(
                f"run `velog-to-jekyll localize{user}`, which points them at the posts here",
                f"`velog-to-jekyll localize{user}`를 실행하면 여기 글로 가게 바꿉니다",
            ),
        )


def _own_posts(site: CheckedSite) -> LinkedPosts:
    """Index the posts of the site, and tell whose they are."""
    heads = {post.path: post.head.values if post.head else {} for post in site.built}
    if site.username:
        return own_posts(heads, site.username)
    nobodys = own_posts(heads, None)
    users = {user for user, _ in nobodys.addresses.stated} or uploaders(
        url for file in site.velog for _, url in file.shown
    )
    return replace(nobodys, username=_only(users) or _linked_user(nobodys, site))


def _linked_user(posts: LinkedPosts, site: CheckedSite) -> str | None:
    """Give the one user whose posts the site links to by names that its own posts have.

    A single name may be chance, unless it is that of the file and of the title.
    """
    pages: dict[str, set[VelogPage]] = defaultdict(set)
    for file in site.velog:
        for _, url in file.links:
            page = page_on_velog(url)
            if page and replace(posts, username=page.user).find(page):
                pages[page.user].add(page)
    return _only(
        {
            user
            for user, linked in pages.items()
            if len(linked) > 1 or any(posts.is_named_twice(page) for page in linked)
        }
    )


def _only(users: set[str]) -> str | None:
    return next(iter(users)) if len(users) == 1 else None
