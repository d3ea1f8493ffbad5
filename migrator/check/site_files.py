"""The files of a site → those that Jekyll or the host skips, refuses or publishes by mistake."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from migrator.check import kinds
from migrator.check.checked_site import CheckedSite
from migrator.check.finding import Finding

_MEGABYTE = 2**20
# GitHub warns about files over 50 MB, refuses those over 100 MB, and allows 1 GB for a site.
_LARGE = 50 * _MEGABYTE
_TOO_LARGE = 100 * _MEGABYTE
_SITE_TOO_LARGE = 1024 * _MEGABYTE

_OURS = ("velog-to-jekyll.toml", "velog-to-jekyll/", "velog-to-jekyll.log")


def check_files(site: CheckedSite) -> Iterator[Finding]:
    """Find files that are skipped, have decomposed names, are too large, or not for the public."""
    yield from _no_posts(site)
    yield from _in_pieces(site)
    yield from _sizes(site)
    yield from _ours(site)
    yield from _left_out(site)


def _no_posts(site: CheckedSite) -> Iterator[Finding]:
    for passed in site.passed:
        if passed.is_binary:
            yield Finding(
                kinds.POST_ENCODING,
                passed.path,
                None,
                "Jekyll skips it without a message: it is not UTF-8",
                "save it as UTF-8",
            )
        else:
            yield Finding(
                kinds.POST_NAME,
                passed.path,
                None,
                "Jekyll skips it without a message: its name does not begin with a date",
                "rename it to YYYY-MM-DD-title.md, or move it to _drafts",
            )


def _in_pieces(site: CheckedSite) -> Iterator[Finding]:
    """Find names that macOS decomposed (NFD); the same letters typed elsewhere are other bytes."""
    for path in site.files:
        if path.isascii() or unicodedata.is_normalized("NFC", path):
            continue
        if "_posts/" in path or site.rules.place_of(path):
            yield Finding(
                kinds.NAME_NFD,
                unicodedata.normalize("NFC", path),
                None,
                "the name has decomposed letters (NFD): a link typed as usual does not find it",
                "rename it to the same name in NFC, as `convmv -f utf8 -t utf8 --nfc` does",
            )


def _sizes(site: CheckedSite) -> Iterator[Finding]:
    total = 0
    for path, size in site.files.items():
        total += size if site.rules.place_of(path) else 0
        if size > _LARGE:
            is_refused = size > _TOO_LARGE
            yield Finding(
                kinds.FILE_TOO_LARGE if is_refused else kinds.FILE_LARGE,
                path,
                None,
                f"has {size / _MEGABYTE:.0f} MB; GitHub "
                + ("refuses files of more than 100" if is_refused else "warns about more than 50"),
                "make it smaller, or keep it at a host for such files",
            )
    if total > _SITE_TOO_LARGE:
        yield Finding(
            kinds.SITE_TOO_LARGE,
            site.config_path,
            None,
            f"the site has {total / _MEGABYTE:.0f} MB; GitHub Pages allows 1 GB",
            "make the images smaller, or keep videos elsewhere",
        )


def _ours(site: CheckedSite) -> Iterator[Finding]:
    for path in site.files:
        if path.startswith(_OURS) and site.rules.place_of(path):
            yield Finding(
                kinds.OURS_PUBLISHED,
                path,
                None,
                "gets published with the site",
                f"rename it to .{path.partition('/')[0]}, with a dot",
            )
    for path in site.backups:
        yield Finding(
            kinds.OURS_PUBLISHED,
            path,
            None,
            "this backup of Velog gets published with the site, private posts too if it has any",
            "move the folder out of the site",
        )
    for path in site.token_files:
        yield Finding(
            kinds.TOKENS_PUBLISHED,
            path,
            None,
            "gets published with the site, and with it the tokens of a login at Velog",
            "move it out of the site, and log out at velog.io, so that the tokens end",
        )


def _left_out(site: CheckedSite) -> Iterator[Finding]:
    """Find what git ignores, once for each line that says so."""
    by_line = {(each.source, each.line, each.cure): each for each in site.ignored[::-1]}
    for first in by_line.values():
        count = sum(each.cure == first.cure for each in site.ignored)
        more = f" and {count - 1} more" if count > 1 else ""
        yield Finding(
            kinds.GIT_IGNORED,
            first.path,
            None,
            f"git leaves it out{more} ({first.why}): it is missing on the web and in a clone",
            f"add the line `{first.cure}` at the end of .gitignore",
        )
