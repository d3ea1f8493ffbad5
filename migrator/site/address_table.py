"""The posts that moved → a table of their old and new addresses, as the text of a CSV file."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from migrator.converter.velog_links import velog_url
from migrator.jekyll.site_config import Config, baseurl, site_host
from migrator.model import Note
from migrator.site.ledger import FOLDER

ADDRESSES_PATH = f"{FOLDER}/addresses.csv"
COLUMNS = ("velog_url", "new_url", "title", "notice")

# Excel reads a file without it in the system's old encoding, and Hangul is garbled.
_BOM = "\ufeff"
_FORMULA = tuple("=+-@＝＋－＠|%")
_HOST = re.compile(r"^\w+://[^/]*")
_IN_PATH = "/-._~!$&'()*+,;=:@"


@dataclass(frozen=True)
class MovedPost:
    """A post in the site at `url` (its `page.url`).

    `slugs` are those that it has had on Velog, the present one last.
    """

    title: str
    slugs: tuple[str, ...]
    url: str


def address_table(username: str, posts: Iterable[MovedPost], config: Config) -> str:
    """Write the table: a row for each address on Velog, by new address, the present one first.

    Only the row of the present address has the sentence to paste into the old post. If the site's
    `url` is not known, new addresses begin with a slash, and there is no sentence.
    """
    posts = sorted(posts, key=lambda post: (post.url, post.slugs[::-1], post.title))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    seen = {post.slugs[-1] for post in posts if post.slugs}
    for post in posts:
        new = new_address(post.url, config)
        title = _harmless(post.title)
        for slug, notice in _rows(post, seen, new):
            table.writerow([velog_url(username, slug), new, title, notice])
    return _BOM + text.getvalue()


def read_addresses(text: str, config: Config) -> dict[str, str]:
    """Read from a table, as written by `address_table`, each post's `page.url` by its Velog URL.

    One that somebody has damaged, or with a title of a megabyte, says nothing.
    """
    base = baseurl(config)
    try:
        rows = [row for row in csv.reader(io.StringIO(text.removeprefix(_BOM))) if len(row) > 1]
    except csv.Error:
        return {}
    paths = ((row[0], unquote(_HOST.sub("", row[1]))) for row in rows[1:])
    return {velogs: path.removeprefix(base) for velogs, path in paths}


def _rows(post: MovedPost, seen: set[str], new: str) -> Iterator[tuple[str, str]]:
    """Give each slug with its notice, without former slugs that belong to another post."""
    for slug in post.slugs[-1:]:
        yield slug, notice_of(new)
    for slug in reversed(post.slugs[:-1]):
        if slug not in seen:
            seen.add(slug)
            yield slug, ""


def new_address(url: str, config: Config) -> str:
    """Give the whole address of a page; `url` is its `page.url` in Jekyll."""
    return site_host(config) + quote(unquote(f"{baseurl(config)}{url}"), safe=_IN_PATH)


def notice_of(address: str) -> str:
    """Write the sentence for the old post; empty without a host, since it would lead nowhere.

    Velog reads what follows a bare address as part of it; angle brackets end the address.
    """
    return f"이 글의 새 주소: <{address}>" if "://" in address else ""


def no_host_note(config: Config) -> Iterator[Note]:
    """Say what the table lacks in a site that does not know its own address."""
    if site_host(config):
        return
    if config.get("url"):
        yield Note(
            f"The `url` in `_config.yml` does not begin with `https://`, so {ADDRESSES_PATH} holds "
            "no whole addresses and no sentence for the old posts. Make it whole, then run "
            "`velog-to-jekyll sync`.",
            f"`_config.yml`의 `url`이 `https://`로 시작하지 않아 {ADDRESSES_PATH}에 온전한 주소와 "
            "옛 글에 붙일 문장이 없습니다. 앞에 `https://`를 붙이고 `velog-to-jekyll sync`를 "
            "실행하세요.",
        )
        return
    yield Note(
        f"`_config.yml` has no `url`, so {ADDRESSES_PATH} holds no whole addresses and no "
        "sentence for the old posts. Add `url: https://NAME.github.io`, then run "
        "`velog-to-jekyll sync`.",
        f"`_config.yml`에 `url`이 없어 {ADDRESSES_PATH}에 온전한 주소와 옛 글에 붙일 문장이 "
        "없습니다. `url: https://NAME.github.io`를 넣고 `velog-to-jekyll sync`를 실행하세요.",
    )


def _harmless(title: str) -> str:
    """Write a title on one line that no spreadsheet runs as a formula."""
    shown = "".join(" " if unicodedata.category(char) == "Cc" else char for char in title)
    line = " ".join(shown.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
