"""The files of a site → those that Jekyll or the host skips, refuses or publishes by mistake."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from migrator.check import kinds
from migrator.check.checked_site import CheckedSite
from migrator.check.finding import Finding
from migrator.model import Note

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
                Note(
                    "Jekyll skips it without a message: it is not UTF-8",
                    "UTF-8이 아니어서 Jekyll이 말없이 건너뜁니다",
                ),
                Note("save it as UTF-8", "UTF-8로 저장하세요"),
            )
        else:
            yield Finding(
                kinds.POST_NAME,
                passed.path,
                None,
                Note(
                    "Jekyll skips it without a message: its name does not begin with a date",
                    "이름이 날짜로 시작하지 않아 Jekyll이 말없이 건너뜁니다",
                ),
                Note(
                    "rename it to YYYY-MM-DD-title.md, or move it to _drafts",
                    "이름을 YYYY-MM-DD-title.md로 바꾸거나 _drafts로 옮기세요",
                ),
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
                Note(
                    "the name has decomposed letters (NFD): a link typed as usual does not find it",
                    "이름의 자모가 분리되어 있어(NFD) 보통으로 입력한 링크로는 찾지 못합니다",
                ),
                Note(
                    "rename it to the same name in NFC, as `convmv -f utf8 -t utf8 --nfc` does",
                    "`convmv -f utf8 -t utf8 --nfc` 같은 것으로 같은 이름의 NFC로 바꾸세요",
                ),
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
                _too_large(size, is_refused),
                Note(
                    "make it smaller, or keep it at a host for such files",
                    "크기를 줄이거나, 큰 파일을 두는 곳에 두세요",
                ),
            )
    if total > _SITE_TOO_LARGE:
        yield Finding(
            kinds.SITE_TOO_LARGE,
            site.config_path,
            None,
            Note(
                f"the site has {total / _MEGABYTE:.0f} MB; GitHub Pages allows 1 GB",
                f"사이트가 {total / _MEGABYTE:.0f} MB입니다. GitHub Pages는 1 GB까지 허용합니다",
            ),
            Note(
                "make the images smaller, or keep videos elsewhere",
                "이미지 크기를 줄이거나 동영상을 다른 곳에 두세요",
            ),
        )


def _too_large(size: int, is_refused: bool) -> Note:
    said = f"{size / _MEGABYTE:.0f} MB"
    if is_refused:
        return Note(
            f"has {said}; GitHub refuses files of more than 100",
            f"{said}입니다. GitHub는 100 MB가 넘는 파일을 거부합니다",
        )
    return Note(
        f"has {said}; GitHub warns about more than 50",
        f"{said}입니다. GitHub는 50 MB가 넘는 파일을 경고합니다",
    )


def _ours(site: CheckedSite) -> Iterator[Finding]:
    for path in site.files:
        if path.startswith(_OURS) and site.rules.place_of(path):
            yield Finding(
                kinds.OURS_PUBLISHED,
                path,
                None,
                Note("gets published with the site", "사이트와 함께 공개됩니다"),
                Note(
                    f"rename it to .{path.partition('/')[0]}, with a dot",
                    f"점을 붙여 .{path.partition('/')[0]}(으)로 이름을 바꾸세요",
                ),
            )
    for path in site.backups:
        yield Finding(
            kinds.OURS_PUBLISHED,
            path,
            None,
            Note(
                "this backup of Velog gets published with the site, private posts too if it has "
                "any",
                "이 Velog 백업이 사이트와 함께 공개됩니다. 비공개 글이 있으면 그것도 공개됩니다",
            ),
            Note("move the folder out of the site", "폴더를 사이트 밖으로 옮기세요"),
        )
    for path in site.token_files:
        yield Finding(
            kinds.TOKENS_PUBLISHED,
            path,
            None,
            Note(
                "gets published with the site, and with it the tokens of a login at Velog",
                "Velog 로그인 토큰이 사이트와 함께 공개됩니다",
            ),
            Note(
                "move it out of the site, and log out at velog.io, so that the tokens end",
                "사이트 밖으로 옮기고, velog.io에서 로그아웃해 토큰을 만료시키세요",
            ),
        )


def _left_out(site: CheckedSite) -> Iterator[Finding]:
    """Find what git ignores, once for each line that says so."""
    by_line = {(each.source, each.line, each.cure): each for each in site.ignored[::-1]}
    for first in by_line.values():
        count = sum(each.cure == first.cure for each in site.ignored)
        more = f" and {count - 1} more" if count > 1 else ""
        others = f"이것 외 {count - 1}개를" if count > 1 else "이것을"
        yield Finding(
            kinds.GIT_IGNORED,
            first.path,
            None,
            Note(
                f"git leaves it out{more} ({first.why.english}): it is missing on the web and in "
                "a clone",
                f"git이 {others} 커밋하지 않아({first.why.korean}) 배포된 사이트와 클론에서 "
                "빠집니다",
            ),
            Note(
                f"add the line `{first.cure}` at the end of .gitignore",
                f".gitignore 끝에 `{first.cure}` 줄을 넣으세요",
            ),
        )
