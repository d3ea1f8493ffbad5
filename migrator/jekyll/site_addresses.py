"""The files and the settings of a site → every address of the site, and which file has it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from migrator.files import read_headed
from migrator.jekyll.front_matter import begins_with_head, read_front_matter
from migrator.jekyll.names import DRAFTS, POSTS, is_bare_page, is_hidden_entry
from migrator.jekyll.permalinks import defaults_for, url_of
from migrator.jekyll.permalinks.pages import copied_url, page_ending, page_url, place_of
from migrator.jekyll.published import PublishRules
from migrator.jekyll.site_config import Config, collections_dir

REDIRECTS, PAGINATE = "jekyll-redirect-from", "jekyll-paginate"
PLUGINS = frozenset((REDIRECTS, PAGINATE))
"""The plugins that give a site more addresses."""
_HEADED = b"---"
NO_TEXTS = frozenset(
    ".avif .gif .ico .jpeg .jpg .mov .mp3 .mp4 .pdf .png .ttf .webm .webp .woff .woff2 .zip".split()
)
"""The endings of files that begin with no front matter, and that take no page's address."""

Values = Mapping[str, object]


@dataclass(frozen=True)
class TakenAddress:
    """An address of a site, without `baseurl`, and the file that has it.

    `place` is the file of the built site. `what` is `post`, `page`, `document`, `file`,
    `redirect` or `list` (a page of the list of posts). `lang` is the language of the page.
    """

    url: str
    place: str
    path: str
    what: str
    lang: str = ""


@dataclass(frozen=True)
class AddressBook:
    """Knows how a site gives its files addresses.

    `plugins` are those that the site has, or may have.
    """

    rules: PublishRules
    config: Config
    engine: str
    plugins: frozenset[str] = frozenset()

    def addresses(
        self, paths: Iterable[str], head_of: Callable[[str], Values | None], *, coming: int = 0
    ) -> tuple[TakenAddress, ...]:
        """Give every address of a site with these files, as far as it is known.

        `head_of` gives the front matter of a file by its path, None for a file without. `coming`
        is how many more posts there may be.
        """
        known = [each for path in paths for each in self._of_file(path, head_of)]
        return (*known, *self._lists(known, coming))

    @cached_property
    def is_multilingual(self) -> bool:
        """Tell whether pages of several languages may have one permalink (jekyll-polyglot)."""
        languages = self.config.get("languages")
        return isinstance(languages, list) and len(languages) > 1

    def _of_file(
        self, path: str, head_of: Callable[[str], Values | None]
    ) -> Iterator[TakenAddress]:
        folder = self.rules.post_folder_of(path)
        if folder == DRAFTS:
            return
        if folder == POSTS:
            if self.rules.reads_post(path, self.engine):
                yield from self._of_document(path, "posts", head_of(path) or {})
            return
        if (collection := self._collection_of(path)) is not None:
            yield from self._of_collection(path, collection, head_of)
        elif self.rules.hidden_by(path) is None:
            yield from self._of_page(path, head_of(path))

    def _collection_of(self, path: str) -> str | None:
        for name in self.rules.collections:
            if path.startswith(f"{self.rules.above}_{name}/"):
                return name
        return None

    def _of_collection(
        self, path: str, name: str, head_of: Callable[[str], Values | None]
    ) -> Iterator[TakenAddress]:
        inside = path.removeprefix(f"{self.rules.above}_{name}/")
        if is_hidden_entry(inside) or self.rules.excludes(path, is_folder=False):
            return
        values = head_of(path)
        if values is not None:
            yield from self._of_document(path, name, values)
            return
        url = copied_url(path.removeprefix(self.rules.above), self.config, self.engine, name)
        yield TakenAddress(url, place_of(url, PurePosixPath(path).suffix), path, "file")

    def _of_document(self, path: str, collection: str, own: Values) -> Iterator[TakenAddress]:
        inside = path.removeprefix(collections_dir(self.config))
        values = {**defaults_for(inside, self.config, self.engine, collection), **_given(own)}
        url = url_of(path, own, self.config, self.engine, collection)
        what = "post" if collection == "posts" else "document"
        if isinstance(url, str):
            yield from self._made(url, path, values, what)

    def _of_page(self, path: str, own: Values | None) -> Iterator[TakenAddress]:
        if own is None and not is_bare_page(path, self.config, self.engine):
            url = copied_url(path, self.config, self.engine)
            yield TakenAddress(url, place_of(url, PurePosixPath(path).suffix), path, "file")
            return
        values = {**defaults_for(path, self.config, self.engine, "pages"), **_given(own or {})}
        yield from self._made(page_url(path, values, self.config), path, values, "page")

    def _made(self, url: str, path: str, values: Values, what: str) -> Iterator[TakenAddress]:
        if values.get("published", True) is False:
            return
        lang = str(values.get("lang") or self.config.get("default_lang") or "")
        is_folder = what != "page" and url.endswith("/")
        ending = ".html" if is_folder else page_ending(path, values, self.config)
        yield TakenAddress(url, place_of(url, ending), path, what, lang)
        if REDIRECTS in self.plugins:
            given = values.get("redirect_from")
            for former in given if isinstance(given, list) else [given]:
                if isinstance(former, str) and former:
                    ending = PurePosixPath(former).suffix or ".html"
                    yield TakenAddress(former, place_of(former, ending), path, "redirect", lang)

    def _lists(self, known: list[TakenAddress], coming: int) -> Iterator[TakenAddress]:
        """Give the further pages of the list of posts."""
        size = self.config.get("paginate")
        first = next((each for each in known if _is_list(each)), None)
        if not isinstance(size, int) or size < 1 or PAGINATE not in self.plugins or first is None:
            return
        posts = coming + sum(each.what == "post" for each in known)
        form = str(self.config.get("paginate_path") or "/page:num")
        for number in range(2, math.ceil(posts / size) + 1):
            url = f"/{form.replace(':num', str(number)).strip('/')}/"
            yield TakenAddress(url, place_of(url), first.path, "list")


def _is_list(address: TakenAddress) -> bool:
    return address.what == "page" and PurePosixPath(address.path).name == "index.html"


def _given(values: Values) -> Values:
    return {key: value for key, value in values.items() if value is not None}


def heads_in(base: Path) -> Callable[[str], Values | None]:
    """Give the function that reads the front matter of the files below a folder.

    Empty where it cannot be read; None for a file that does not begin with it.
    """

    def head_of(path: str) -> Values | None:
        if PurePosixPath(path).suffix.lower() in NO_TEXTS:
            return None
        try:
            content = read_headed(base / path, _HEADED)
        except OSError:
            return None
        text = (content or b"").decode(errors="replace")
        if not begins_with_head(text):
            return None
        found = read_front_matter(text)
        return found.fields.values if found and not found.fields.error else {}

    return head_of


def shared_places(
    addresses: Iterable[TakenAddress], *, by_language: bool
) -> list[list[TakenAddress]]:
    """Give the addresses that several files have, each time in the order of the site.

    With `by_language` pages in two languages do not get in each other's way.
    """
    groups: dict[tuple[str, str], dict[str, TakenAddress]] = {}
    for each in addresses:
        key = (each.place, each.lang if by_language else "")
        groups.setdefault(key, {}).setdefault(each.path, each)
    return [list(group.values()) for group in groups.values() if len(group) > 1]
