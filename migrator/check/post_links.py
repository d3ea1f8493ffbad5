"""The links of posts → those that lead nowhere, and those that html-proofer will refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from migrator.check import kinds
from migrator.check.build_setup import Proofer
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding
from migrator.check.site_address import SiteAddress, address_of
from migrator.jekyll.kramdown import PageElement
from migrator.model import Note

_SCREENSHOT = re.compile(
    r"^Screen(?: |%20)Shot(?: |%20)\d+-\d+-\d+(?: |%20)at(?: |%20)\d+\.\d+\.\d+"
)
_OTHERS_FILE = re.compile(r"\.(?:css|js|mjs|map|xml|json|txt|html?)$", re.IGNORECASE)


def check_links(site: CheckedSite) -> Iterator[Finding]:
    """Find what html-proofer refuses, as far as it shows without looking at other sites."""
    proofer = site.setup.proofer
    if proofer is None:
        return
    pages = frozenset(_pages(site))
    for post in site.built:
        for element in post.reading.elements:
            if any(pattern.search(element.url) for pattern in proofer.ignored):
                continue
            if _is_ignored(element):
                continue
            if element.tag == "a" and proofer.checks_links:
                yield from _link(element, post, site, proofer, pages)
            elif element.tag == "img" and proofer.checks_images:
                yield from _image(element, post, proofer)


def check_bases(site: CheckedSite) -> Iterator[Finding]:
    """Find links that lack the path that the site is published under, one finding for a post."""
    setup = site.setup
    if not setup.baseurl or (not setup.profile.adds_baseurl and setup.adds_baseurl is not False):
        return
    pages = frozenset(_pages(site))
    for post in site.built:
        wrong = [link for link in post.reading.links if _lacks_base(link, post, site, pages)]
        if wrong:
            count = "a link leads" if len(wrong) == 1 else f"{len(wrong)} links lead"
            korean = "링크가" if len(wrong) == 1 else f"링크 {len(wrong)}개가"
            address = f"{setup.baseurl}{wrong[0].url}"
            yield Finding(
                kinds.LINK_BASEURL,
                post.path,
                post.line_at(wrong[0].place),
                Note(
                    f"{count} past the site, which is published under {setup.baseurl}",
                    f"{korean} {setup.baseurl} 아래에 공개되는 이 사이트 밖으로 갑니다",
                ),
                Note(f"write {address}", f"{address}라고 쓰세요"),
            )


def _lacks_base(
    link: PageElement, post: CheckedPost, site: CheckedSite, pages: frozenset[str]
) -> bool:
    address = address_of(link.url, post, site)
    if address is None or not address.is_rooted or address.has_base or address.is_whole:
        return False
    is_here = {address.path, f"{address.path}/"} & pages or address.path in site.served
    return bool(is_here and address.path)


def _pages(site: CheckedSite) -> Iterator[str]:
    """Give the addresses of pages, and those that lead on to them."""
    for each in site.addresses:
        if each.what != "file":
            yield _place(each.url)


def _is_ignored(element: PageElement) -> bool:
    return element.attributes is not None and "data-proofer-ignore" in element.attributes


def _link(
    element: PageElement,
    post: CheckedPost,
    site: CheckedSite,
    proofer: Proofer,
    pages: frozenset[str],
) -> Iterator[Finding]:
    url = element.url
    if not url:
        if proofer.needs_href:
            yield Finding(
                kinds.LINK_HREF,
                post.path,
                post.line_at(element.place),
                Note(
                    "html-proofer refuses a link without an address",
                    "html-proofer는 주소 없는 링크를 거부합니다",
                ),
                Note(
                    "give it an `href`; for a link target, write `<span id=…>`",
                    "`href`를 넣으세요. 링크가 가리킬 자리라면 `<span id=…>`를 쓰세요",
                ),
            )
    elif (http := _http(url, post, element, proofer)) is not None:
        yield http
    elif url.startswith("//"):
        yield Finding(
            kinds.LINK_SCHEME,
            post.path,
            post.line_at(element.place),
            Note(
                f"html-proofer refuses {url}, which has no scheme",
                f"html-proofer는 https:가 없는 {url}을 거부합니다",
            ),
            Note("begin it with https:", "https:로 시작하게 쓰세요"),
        )
    elif url.startswith("#"):
        yield from _hash(url, element, post, site)
    else:
        yield from _internal(url, element, post, site, pages)


def _http(url: str, post: CheckedPost, element: PageElement, proofer: Proofer) -> Finding | None:
    if not proofer.needs_https or not url.startswith("http://"):
        return None
    return Finding(
        kinds.LINK_HTTP,
        post.path,
        post.line_at(element.place),
        Note(
            f"html-proofer refuses {url}: it is not https",
            f"html-proofer는 https가 아닌 {url}을 거부합니다",
        ),
        Note(
            "write https:// if the host answers to it, or run html-proofer with --no-enforce-https",
            "https://로 열리면 그렇게 쓰고, 아니면 html-proofer를 --no-enforce-https로 실행하세요",
        ),
    )


def _image(element: PageElement, post: CheckedPost, proofer: Proofer) -> Iterator[Finding]:
    http = _http(element.url, post, element, proofer)
    if http is not None:
        yield http
    if _SCREENSHOT.search(element.url.rpartition("/")[2]):
        yield Finding(
            kinds.IMAGE_NAME,
            post.path,
            post.line_at(element.place),
            Note(
                "html-proofer refuses the name that macOS gives a screenshot",
                "html-proofer는 macOS가 붙인 스크린샷 이름을 거부합니다",
            ),
            Note(
                "give the image a name that says what it shows",
                "무엇을 보여 주는지 알 수 있는 이름을 쓰세요",
            ),
        )
    if proofer.needs_alt and element.attributes is not None and "alt" not in element.attributes:
        yield Finding(
            kinds.IMAGE_ALT,
            post.path,
            post.line_at(element.place),
            Note(
                "html-proofer refuses an `<img>` without alt",
                "html-proofer는 alt 없는 `<img>`를 거부합니다",
            ),
            Note('add `alt="…"`; it may be empty', '`alt="…"`를 넣으세요. 비어 있어도 됩니다'),
        )


def _hash(
    url: str, element: PageElement, post: CheckedPost, site: CheckedSite
) -> Iterator[Finding]:
    name = unquote(url[1:])
    if not name or name == "top" or name.startswith(("fn", ":~:")) or "{" in url:
        return
    kramdown = site.config.get("kramdown")
    has_ids = not isinstance(kramdown, dict) or kramdown.get("auto_ids") is not False
    if not has_ids or ("{%" in post.body and "include" in post.body):
        return
    bare = _bare(name)
    headings = {_bare(text) for text in post.reading.headings}
    numbered = _bare(re.sub(r"-\d+$", "", name))
    if name not in post.reading.ids and not {bare, numbered} & headings:
        what = Note(
            f"html-proofer finds no element with the id of `{url}` in the post",
            f"html-proofer가 글에서 id가 `{url}`인 것을 찾지 못합니다",
        )
        yield _broken(what, element, post)


def _bare(text: str) -> str:
    """Reduce a heading, or the id of one, to its letters and digits."""
    return re.sub(r"[\W_]+", "", re.sub(r"\]\([^)]*\)|<[^>]*>|\{:[^}]*\}", "", text)).lower()


def _internal(
    url: str, element: PageElement, post: CheckedPost, site: CheckedSite, pages: frozenset[str]
) -> Iterator[Finding]:
    address = address_of(url, post, site)
    if address is None or address.is_whole or not address.is_rooted or not address.path:
        return
    place = unquote(url).partition("#")[0].partition("?")[0]
    if f"{address.path}/" in pages and not place.endswith("/"):
        yield Finding(
            kinds.LINK_SLASH,
            post.path,
            post.line_at(element.place),
            Note(
                f"html-proofer refuses {url}, a folder, without its last slash",
                f"html-proofer는 끝에 `/`가 없는 폴더 주소 {url}을 거부합니다",
            ),
            Note("put a `/` at the end", "끝에 `/`를 붙이세요"),
        )
    elif _is_lost(address, site, pages):
        what = Note(
            f"html-proofer finds nothing at {url}",
            f"html-proofer가 {url}에서 아무것도 찾지 못합니다",
        )
        yield _broken(what, element, post)


def _is_lost(address: SiteAddress, site: CheckedSite, pages: frozenset[str]) -> bool:
    """Tell whether a link to a post, or to a file beside others, is surely broken."""
    path = address.path
    if {path, f"{path}/", f"{path}.html"} & pages or path in site.served or site.is_unseen(path):
        return False
    folder, _, name = path.rpartition("/")
    if folder and "." in name and not _OTHERS_FILE.search(name):
        return any(served.startswith(f"{folder.partition('/')[0]}/") for served in site.served)
    return _looks_like_post(path, site, pages)


def _looks_like_post(path: str, site: CheckedSite, pages: frozenset[str]) -> bool:
    """Tell whether the folder of this path has posts, and nothing else that is known, in it."""
    permalink = str(site.config.get("permalink") or "")
    found = re.fullmatch(r"/?([\w-]+)/:(?:title|slug)/?", permalink)
    if found is None or not pages:
        return False
    folder, _, name = path.partition("/")
    is_other = any(served.startswith(f"{folder}/") for served in site.served)
    return folder == found[1] and bool(name) and "/" not in name and not is_other


def _broken(what: Note, element: PageElement, post: CheckedPost) -> Finding:
    return Finding(
        kinds.LINK_BROKEN,
        post.path,
        post.line_at(element.place),
        what,
        Note("fix the link, or remove it", "링크를 고치거나 지우세요"),
    )


def _place(url: str) -> str:
    return unquote(url).lstrip("/")
