"""An address in a post → the path in the site that it leads to."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote

from migrator.check.checked_site import CheckedPost, CheckedSite

_FILTERED = re.compile(
    r"\{\{-?\s*([\"'])(?P<path>[^\"'{}|]*)\1\s*\|\s*(?P<filter>relative_url|absolute_url)\s*-?\}\}"
)
_PREPENDED = re.compile(
    r"\{\{-?\s*([\"'])(?P<path>[^\"'{}|]*)\1\s*\|\s*prepend:\s*site\.baseurl\s*-?\}\}"
)
_SITE = re.compile(r"\{\{-?\s*site\.(?P<key>url|baseurl)\s*-?\}\}")
_SCHEME = re.compile(r"[A-Za-z][\w+.-]*:|//")


@dataclass(frozen=True)
class SiteAddress:
    """A path under the site's address, without the slash it begins with, and how it is written.

    `is_rooted` addresses begin with `/`, `has_base` ones also with the site's baseurl; `is_whole`
    ones name the host. A relative address may have a second reading.
    """

    path: str
    is_rooted: bool = False
    has_base: bool = False
    is_whole: bool = False
    other: str | None = None
    fragment: str = ""


def address_of(url: str, post: CheckedPost, site: CheckedSite) -> SiteAddress | None:
    """Say where an address leads; None if out of the site, or not known before the build."""
    written = _with_liquid(url, site)
    if "{{" in written or "{%" in written:
        return None
    origin = site.setup.origin
    is_whole = bool(origin) and (written == origin or written.startswith(f"{origin}/"))
    if is_whole:
        written = written.removeprefix(origin) or "/"
    if not written or _SCHEME.match(written):
        return None
    before, _, fragment = written.partition("#")
    path = unquote(before.partition("?")[0])
    if path.startswith("/"):
        return _rooted(path, fragment, is_whole, post, site)
    return _relative(path, fragment, post, site)


def _with_liquid(url: str, site: CheckedSite) -> str:
    setup = site.setup
    url = _FILTERED.sub(lambda f: f"{setup.baseurl}/{f['path'].lstrip('/')}", url)
    url = _PREPENDED.sub(lambda f: f"{setup.baseurl}{f['path']}", url)
    return _SITE.sub(lambda f: setup.baseurl if f["key"] == "baseurl" else setup.origin, url)


def _rooted(
    path: str, fragment: str, is_whole: bool, post: CheckedPost, site: CheckedSite
) -> SiteAddress:
    base = site.setup.baseurl
    has_base = bool(base) and (path == base or path.startswith(f"{base}/"))
    inside = path.removeprefix(base) if has_base else path
    prefix = "" if is_whole else _prefix(post, site)
    clean = posixpath.normpath(inside).strip("/") if inside.strip("/") else ""
    other = f"{prefix}/{clean}" if prefix else None
    return SiteAddress(clean, True, has_base, is_whole, other, fragment)


def _relative(path: str, fragment: str, post: CheckedPost, site: CheckedSite) -> SiteAddress | None:
    prefix = _prefix(post, site)
    if site.setup.profile.subpaths:
        clean = posixpath.normpath(f"{prefix}/{path}".lstrip("/"))
        return SiteAddress(clean, other=posixpath.normpath(path), fragment=fragment)
    if post.url is None:
        return None
    folder = unquote(post.url).rpartition("/")[0]
    by_address = posixpath.normpath(f"{folder}/{path}").strip("/")
    by_file = None
    if "jekyll-relative-links" in site.setup.plugins or "jekyll-postfiles" in site.setup.plugins:
        by_file = posixpath.normpath(posixpath.join(posixpath.dirname(post.path), path))
    return SiteAddress(by_address, other=by_file, fragment=fragment)


def _prefix(post: CheckedPost, site: CheckedSite) -> str:
    """Give the folder that the theme puts before the images of a post."""
    values = (post.values.get(key) for key in site.setup.profile.subpaths)
    return str(next(filter(None, values), "")).strip("/")
