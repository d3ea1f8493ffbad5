"""The pages of a built site → the addresses in them that lead nowhere, and what else is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import quote, unquote, urljoin, urlsplit

from migrator.converter.image_paths import image_name, is_velog_image
from migrator.files import is_file
from migrator.jekyll.site_config import baseurl
from migrator.proof.built_pages import BuiltPage
from migrator.proof.expected import BuiltSite, as_written
from migrator.proof.normal import address
from migrator.proof.verdicts import PostProof, SiteFault, Verdict
from migrator.settings.own_names import OWN_FOLDER

_HERE = "https://site.invalid"


@dataclass(frozen=True)
class SiteToProve:
    """A built site with its pages by their paths, and what is known of the posts in it."""

    site: BuiltSite
    pages: Mapping[str, BuiltPage]
    posts: Sequence[PostProof] = ()
    lost: frozenset[str] = field(default_factory=frozenset)


def site_faults(whole: SiteToProve) -> list[SiteFault]:
    """Name what is wrong with the pages of a site."""
    own = {each: each for post in whole.posts for each in post.own}
    # The links of a theme are on all pages.
    is_broken = cache(partial(_is_broken, whole))
    found = [
        fault
        for path, page in whole.pages.items()
        for fault in _of_page(path, page, whole, is_broken)
        if as_written(address(fault.address), own) not in own
    ]
    return [*found, *_published(whole.site.built), *_unlisted(whole)]


def new_faults(
    faults: Sequence[SiteFault], now: SiteToProve, before: SiteToProve
) -> list[SiteFault]:
    """Leave out what was wrong before, and add the pages that are gone or were replaced."""
    known = set(site_faults(before))
    gone = [SiteFault("page-gone", path, "") for path in before.pages if path not in now.pages]
    return [*(fault for fault in faults if fault not in known), *gone, *_replaced(now, before)]


def _replaced(now: SiteToProve, before: SiteToProve) -> Iterator[SiteFault]:
    """Find pages of before in whose place there is a post that was not there."""
    for post in now.posts:
        if post.page in before.pages and not post.is_adopted:
            yield SiteFault("page-replaced", post.page, post.path)


def _of_page(
    path: str, page: BuiltPage, whole: SiteToProve, is_broken: Callable[[str], bool]
) -> Iterator[SiteFault]:
    here = f"{_HERE}{baseurl(whole.site.settings.config)}/{quote(path)}"
    for kind, addresses in (("link-broken", page.links), ("image-missing", page.images)):
        for url in addresses:
            if is_broken(_joined(here, whole.site.plain(url.strip()))):
                yield SiteFault(kind, path, url)
    for url in page.images:
        if is_velog_image(url) and image_name(url) not in whole.lost:
            yield SiteFault("image-on-velog", path, url)


def _joined(here: str, link: str) -> str:
    """Give the whole address of a link; as it is where that is no address."""
    try:
        return urljoin(here, link)
    except ValueError:
        return link


def _is_broken(whole: SiteToProve, link: str) -> bool:
    """Tell whether an address within the site leads to nothing there."""
    try:
        url = urlsplit(link)
    except ValueError:
        return True
    if f"{url.scheme}://{url.netloc}" != _HERE:
        return False
    file = whole.site.file_of(url.path)
    if file is None:
        return True  # outside of what the site is published under
    path = _sent(file, whole)
    if path is None:
        return True
    place = unquote(url.fragment)
    page = whole.pages.get(path)
    return bool(place and page and place != "top" and place not in page.ids)


def _sent(file: Path, whole: SiteToProve) -> str | None:
    """Give the path of what a server sends for an address; GitHub's adds .html, too."""
    built = whole.site.built
    if not file.is_relative_to(built):
        return None
    path = file.relative_to(built).as_posix()
    names = (path, normpath(f"{path}/index.html"), f"{path}.html")
    return next((name for name in names if name in whole.pages or is_file(built / name)), None)


def _published(built: Path) -> Iterator[SiteFault]:
    if (built / OWN_FOLDER).exists():
        yield SiteFault("ours-published", OWN_FOLDER, "")


def _unlisted(whole: SiteToProve) -> Iterator[SiteFault]:
    """Name the posts that the site's map does not have, and a feed that has none of them."""
    shown = [post for post in whole.posts if post.verdict not in (Verdict.NO_PAGE, Verdict.ABSENT)]
    listed = _listed(whole.site.built / "sitemap.xml")
    for post in shown if listed else ():
        if _place(post) not in listed:
            yield SiteFault("not-listed", "sitemap.xml", post.path)
    listed = _listed(whole.site.built / "feed.xml")
    if listed and shown and not any(_place(post) in listed for post in shown):
        yield SiteFault("not-listed", "feed.xml", "")


def _listed(file: Path) -> str:
    return unquote(unescape(file.read_text("utf-8", "replace"))) if is_file(file) else ""


def _place(post: PostProof) -> str:
    return post.page.removesuffix("index.html").removesuffix(".html")
