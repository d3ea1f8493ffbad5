"""The folder of a Jekyll site → its posts, image files, ledger and base texts."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from migrator.converter.velog_links import page_on_velog
from migrator.files import read_file
from migrator.files.failures import cannot_read
from migrator.jekyll.front_matter import read_values
from migrator.jekyll.names import DRAFTS, POSTS, is_markdown, same_file
from migrator.jekyll.published import PublishRules, read_rules
from migrator.jekyll.site_addresses import TakenAddress
from migrator.merge import digest
from migrator.model import MigratorError
from migrator.model.shelf import shelved_texts
from migrator.settings.comment_places import comments_folder
from migrator.settings.habits import Habits
from migrator.settings.habits.find import habits_of
from migrator.settings.site_settings import Settings, read_settings
from migrator.site.address_table import ADDRESSES_PATH, read_addresses
from migrator.site.around import typed
from migrator.site.ledger import (
    BASE_FOLDER,
    FOLDER,
    ID,
    INCOMING_FOLDER,
    NEXT_FOLDER,
    REMOVED_FOLDER,
    Entry,
    Ledger,
)
from migrator.site.page_urls import urls_of
from migrator.site.site_paths import is_nameable, refuse_unreadable, site_paths
from migrator.site.taken_places import taken_places
from migrator.site.velog_keys import velog_values

_PAGE_ENDINGS = frozenset(
    ".css .csv .htm .html .js .json .markdown .md .sass .scss .toml .txt .xml .yaml .yml".split()
)


@dataclass(frozen=True)
class Site:
    """The contents of a site, all paths relative to it.

    `addresses` are those that the posts had after the last run, by their addresses on Velog.
    `texts` has the posts, drafts too; bytes that are not UTF-8 are lone surrogates in them
    (`bytes_of` gives them back). `owners` says of which Velog post they carry the id in their front
    matter, `bases` is by post id the text that Velog last had, `incoming` the one it has while in
    conflict, `removed` has by name the texts of files that were taken out. `half_written` are
    posts whose file a run wrote before it was killed, but not yet the base text, which `bases` has
    all the same. `comments` has by path the data files with the comments under posts, each named
    for the id of its post. `taken` are the addresses of all that is no post, by their places in the
    built site, `urls` those of posts, as `urls_of` gives them.
    """

    ledger: Ledger = field(default_factory=Ledger)
    texts: Mapping[str, str] = field(default_factory=dict)
    owners: Mapping[str, str] = field(default_factory=dict)
    bases: Mapping[str, str] = field(default_factory=dict)
    incoming: Mapping[str, str] = field(default_factory=dict)
    images: frozenset[str] = frozenset()
    removed: Mapping[str, str] = field(default_factory=dict)
    half_written: frozenset[str] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, TakenAddress] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)

    def path_of(self, post_id: str) -> str | None:
        """Give the path of a post, also after its author moved the file, or the path that it had.

        None where several files say that they are the post, and none is where it was written.
        """
        entry = self.ledger.posts.get(post_id)
        there = self._file_at(entry.path) if entry else None
        owned = self._owned.get(post_id, [entry.path] if entry else [])
        return there or (owned[0] if len(owned) == 1 else None)

    def paths(self) -> dict[str, str]:
        """Give the path of every post that is or was in the site, as far as known."""
        known = [*self.ledger.posts, *self.owners.values()]
        return {post_id: path for post_id in known if (path := self.path_of(post_id))}

    def text_at(self, path: str) -> str | None:
        """Give the post at a path, whatever form the file system has given to its name."""
        there = self._file_at(path)
        return None if there is None else self.texts[there]

    def _file_at(self, path: str) -> str | None:
        return path if path in self.texts else self._same_files.get(same_file(path))

    @cached_property
    def _same_files(self) -> Mapping[str, str]:
        return {same_file(path): path for path in self.texts}

    @cached_property
    def _owned(self) -> Mapping[str, list[str]]:
        owned = defaultdict(list)
        for path, post_id in self.owners.items():
            owned[post_id].append(path)
        return owned

    def without_file(self) -> set[str]:
        """Give the posts of which a rebuilt ledger knows the base text and no file."""
        return {
            post_id
            for post_id, entry in self.ledger.posts.items()
            if PurePosixPath(entry.path).stem == post_id and self.text_at(entry.path) is None
        }

    def unknown_texts(self) -> dict[str, str]:
        """Give the posts that are not matched with a post on Velog."""
        known = {same_file(path) for path in self.paths().values()}
        return {path: text for path, text in self.texts.items() if same_file(path) not in known}


def read_texts(root: Path, settings: Settings) -> Mapping[str, str]:
    """Read the Markdown files among posts and drafts of a site, whatever they are called.

    One whose name Jekyll skips may be a post of ours that its author has hidden.
    """
    return shelved_texts(_posts(root, settings))


def find_habits(root: Path) -> Habits:
    """Find the habits in the posts of the site that we did not write."""
    settings = read_settings(root, all_images=False)
    rules = read_rules(settings.config)
    texts = read_texts(root, settings).items()
    return habits_of({path: t for path, t in texts if rules.reads_post(path, settings.engine)})


def read_site(root: Path, settings: Settings, ledger: Ledger) -> Site:
    """Read the site. Raises MigratorError if something in it cannot be read."""
    texts = read_texts(root, settings)
    site = Site(
        ledger=ledger,
        texts=texts,
        owners={
            path: post_id for path, text in texts.items() if (post_id := velog_id(text)) is not None
        },
        bases=shelved_texts(_by_id(root, BASE_FOLDER)),
        incoming=dict(_by_id(root, INCOMING_FOLDER)),
        images=frozenset(_files(root, settings.image_root)),
        removed={
            PurePosixPath(path).name: _text(root / path)
            for path in _files(root, REMOVED_FOLDER)
            if is_markdown(path, settings.config) or path.endswith(".yml")
        },
        comments=dict(_comments(root, settings)),
        addresses=_addresses(root, settings),
        taken=taken_places(root, settings, texts),
        urls=urls_of(texts, settings),
    )
    half = dict(_half_written(root, site))
    bases = {**site.bases, **half} if half else site.bases
    return replace(site, bases=bases, half_written=frozenset(half))


def images_in_pages(root: Path, settings: Settings, images: Set[str]) -> frozenset[str]:
    """Give the images that files other than posts name, such as a page or a style sheet."""
    comments = f"{comments_folder(settings.config)}/"
    texts = (
        _text(root / path)
        for path in site_paths(root, settings.config)
        if PurePosixPath(path).suffix in _PAGE_ENDINGS
        and not (_is_post_or_ours(path) or path.startswith(comments))
    )
    near = [text for text in texts if settings.image_root in text]
    return frozenset(image for image in images if any(image in text for text in near))


def _is_post_or_ours(path: str) -> bool:
    return not {POSTS, DRAFTS, FOLDER}.isdisjoint(path.split("/"))


def _comments(root: Path, settings: Settings) -> Iterator[tuple[str, str]]:
    for path in _files(root, comments_folder(settings.config)):
        name = PurePosixPath(path)
        if name.suffix == ".yml" and ID.fullmatch(name.stem):
            yield path, _text(root / path)


def _addresses(root: Path, settings: Settings) -> dict[str, str]:
    table = root / ADDRESSES_PATH
    return read_addresses(_text(table), settings.config) if table.is_file() else {}


def _half_written(root: Path, site: Site) -> Iterator[tuple[str, str]]:
    """Give the base texts of files that were written when a run was killed."""
    for name, base in _by_id(root, NEXT_FOLDER):
        post_id, _, written = name.partition(".")
        here = site.text_at(site.path_of(post_id) or "")
        if here is not None and digest(here) == written:
            yield post_id, base


def rebuilt_ledger(root: Path, settings: Settings, username: str | None) -> Ledger:
    """Make a ledger from the front matter of the posts, and from the base texts.

    A post that has a base text and no file was deleted by the author. Raises MigratorError if
    nothing says whose posts they are.
    """
    site = read_site(root, settings, Ledger())
    texts = [*(site.texts[path] for path in site.owners), *site.bases.values()]
    names = [name for text in texts if (name := _username(text))]
    if username is None and not names:
        command = typed("migrate USERNAME", root)
        raise MigratorError(
            f"No post in {root} has a velog id in its front matter, so no ledger can be "
            f"made. Run `{command}`; posts that are in the site are recognised and kept.",
            f"{root}에 머리말에 velog id가 있는 글이 없어 원장을 만들 수 없습니다. "
            f"`{command}` 명령을 실행하세요. 사이트에 있는 글은 알아보고 그대로 둡니다.",
        )
    posts = {
        post_id: Entry(path, audience=_audience(site.bases.get(post_id, site.texts[path]), path))
        for post_id, path in site.paths().items()
    }
    removed = map(velog_id, site.removed.values())
    for post_id in site.bases.keys() - {*site.owners.values(), *removed}:
        posts[post_id] = Entry(f"{settings.posts_dir}/{post_id}.md", deleted=True)
    return Ledger(username or names[0], posts=posts, with_comments=bool(site.comments))


def _audience(text: str, path: str) -> str:
    if DRAFTS in PurePosixPath(path).parts:
        return "draft"
    return "private" if read_values(text).get("published") is False else "public"


def velog_id(text: str) -> str | None:
    """Read the Velog post id out of a post's front matter, if it has one that can be read."""
    post_id = velog_values(text).get("id")
    return post_id if isinstance(post_id, str) and ID.fullmatch(post_id) else None


def _username(text: str) -> str | None:
    page = page_on_velog(str(velog_values(text).get("url")))
    return page.user if page else None


def bytes_of(text: str) -> bytes:
    """Give the bytes of a text of the site, also those that are not UTF-8."""
    return text.encode(errors="surrogateescape")


def _posts(root: Path, settings: Settings) -> Iterator[tuple[str, str]]:
    """Read posts and drafts, which Jekyll finds in each folder that has a `_posts`."""
    above = PurePosixPath(settings.posts_dir).parent
    for folder in _post_folders(root, above.as_posix(), read_rules(settings.config)):
        for path in _files(root, folder):
            if is_markdown(path, settings.config):
                yield path, _text(root / path)


def _post_folders(root: Path, above: str, rules: PublishRules) -> Iterator[str]:
    """Find the folders that the site does not exclude, as it may a theme's example posts."""
    for place, folders, _ in os.walk(root / above, onerror=refuse_unreadable):
        below = Path(place).relative_to(root)
        yield from ((below / name).as_posix() for name in sorted({POSTS, DRAFTS} & set(folders)))
        folders[:] = sorted(
            name for name in folders if rules.hidden_by(f"{(below / name).as_posix()}/x") is None
        )


def _by_id(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """Read the texts beside the ledger; a damaged one counts as missing."""
    for path in _files(root, folder):
        try:
            yield PurePosixPath(path).stem, _read(root / path).decode()
        except UnicodeDecodeError:
            continue


def _files(root: Path, folder: str) -> Iterator[str]:
    for place, folders, files in os.walk(root / folder, onerror=refuse_unreadable):
        folders.sort()
        below = Path(place).relative_to(root)
        for path in (below / name for name in sorted(files) if is_nameable(name)):
            if _is_file(root / path):
                yield path.as_posix()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        raise cannot_read(error.filename, error) from error


def _text(path: Path) -> str:
    return _read(path).decode(errors="surrogateescape")


def _read(path: Path) -> bytes:
    try:
        return read_file(path)
    except OSError as error:
        raise cannot_read(error.filename, error) from error
