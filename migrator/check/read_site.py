"""The folder of a Jekyll site → all that the checks look at, read once; nothing is written."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from migrator.check.build_setup import (
    BuildSetup,
    SetupSources,
    find_setup,
    with_drawings,
)
from migrator.check.checked_site import CheckedPost, CheckedSite, PassedOver
from migrator.check.post_bodies import KnownAddresses, PostBody, read_bodies
from migrator.check.velog_files import velog_files
from migrator.converter.image_paths import EXTENSIONS
from migrator.files import read_file
from migrator.files.failures import cannot_read
from migrator.jekyll.front_matter import read_front_matter
from migrator.jekyll.kramdown import BodyReading
from migrator.jekyll.liquid import ASSIGNING_TAGS, names_set_in
from migrator.jekyll.liquid_switch import runs_liquid
from migrator.jekyll.names import DRAFTS, POSTS, is_markdown
from migrator.jekyll.permalinks import url_of
from migrator.jekyll.permalinks.defaults import defaults_for
from migrator.jekyll.published import read_rules
from migrator.jekyll.site_addresses import AddressBook, TakenAddress, heads_in
from migrator.jekyll.site_config import (
    Config,
    collections_dir,
    parses_block_html,
    read_config_file,
    source_of,
)
from migrator.jekyll.yaml11 import YamlHead
from migrator.model import MigratorError
from migrator.model.backup_names import INDEX
from migrator.settings.backup_sign import is_backup
from migrator.settings.git_ignored import ignored_paths
from migrator.settings.habits.find import habits_of
from migrator.settings.own_names import OWN_CONFIG, OWN_FOLDER
from migrator.settings.sign_files import without_comments
from migrator.settings.theme_files import LARGEST_TEXT, is_skipped, is_theme_file

# Where somebody keeps what a program is told, and how much of it.
_SETTINGS_ENDINGS = ("", *".txt .env .json .toml .yml .yaml .ini .cfg .conf .token .secret".split())
_MOST_OF_TOKENS = 16 * 1024
_TOKENS = re.compile(r"(?:access|refresh)_token[\"']?\s*[:=]\s*[\"']?eyJ")
_PLUGIN_TAG = re.compile(r"register_tag[ (]+[:\"']([\w-]+)")


def read_site(
    root: Path,
    now: datetime,
    lost_images: frozenset[str] = frozenset(),
    username: str | None = None,
) -> CheckedSite:
    """Read the site at `root`. Raises MigratorError where it is missing or cannot be read.

    `lost_images` are the names of images that are known to be gone for good, `username` is whose
    posts these are, if an earlier run has brought them.
    Paths are relative to the folder that Jekyll reads: `root`, or the `source` in `_config.yml`.
    """
    config_file = read_config_file(root)
    config = config_file.values
    base = root / source_of(config)
    files, unseen = _files(base, config)
    theme_files = _theme_files(base, files, config)
    sources = _sources(root, files, theme_files)
    setup = find_setup(root, config, sources)
    site = CheckedSite(
        config=config,
        config_path=config_file.name,
        config_fields=config_file.fields.fields,
        config_twice=config_file.fields.twice,
        setup=setup,
        rules=read_rules(config),
        files=files,
        folders_unseen=unseen,
        now=now,
        lost_images=lost_images,
        username=username,
        tags=frozenset(tag for text in theme_files.values() for tag in _PLUGIN_TAG.findall(text)),
        variables=frozenset(
            name for text in theme_files.values() for name in names_set_in(text, ASSIGNING_TAGS)
        ),
    )
    posts, passed = _posts(base, site)
    setup = with_drawings(
        setup, config, sources, _layout_of(posts), lambda: _asks_for_formulas(base, posts)
    )
    backups, tokens = tuple(_backups(base, site)), tuple(_token_files(base, site))
    site = replace(
        site, setup=setup, posts=posts, passed=passed, backups=backups, token_files=tokens
    )
    book = AddressBook(site.rules, config, setup.engine, setup.plugins | setup.may_have_plugin)
    site = replace(
        site,
        addresses=_addresses(base, site, book),
        is_multilingual=book.is_multilingual,
        velog=tuple(velog_files(base, site)),
    )
    return replace(site, ignored=ignored_paths(base, _to_commit(base, site)))


def _layout_of(posts: Iterable[CheckedPost]) -> str:
    """Give the layout of most posts; empty if they have none."""
    layouts = Counter(str(post.values.get("layout") or "") for post in posts)
    return layouts.most_common(1)[0][0] if layouts else ""


def _asks_for_formulas(base: Path, posts: Iterable[CheckedPost]) -> bool:
    """Tell whether the author's own posts ask the theme for formulas."""
    texts = {post.path: text for post in posts if (text := _text(base / post.path)) is not None}
    return bool(habits_of(texts).math)


def _addresses(base: Path, site: CheckedSite, book: AddressBook) -> tuple[TakenAddress, ...]:
    """Give the addresses of the files, but for posts without a page or without a known address."""
    posts = {post.path: post for post in site.posts}
    read = heads_in(base)

    def head_of(path: str) -> Mapping[str, object] | None:
        post = posts.get(path)
        return (post.head.values if post.head else {}) if post else read(path)

    hidden = {post.path for post in site.posts if not post.is_published or post.url is None}
    hidden |= {passed.path for passed in site.passed}
    return book.addresses((path for path in site.files if path not in hidden), head_of)


def _to_commit(base: Path, site: CheckedSite) -> list[str]:
    """Give what a clone of the site needs: posts, images, and what this tool keeps."""
    images = [
        path
        for path in site.served.values()
        if PurePosixPath(path).suffix[1:].lower() in EXTENSIONS
    ]
    ours = [each for each in [base / OWN_CONFIG, *(base / OWN_FOLDER).glob("*")] if each.is_file()]
    posts = (post.path for post in site.posts if not post.is_draft)
    return [*posts, *images, *sorted(_relative(each, base) for each in ours)]


def _files(base: Path, config: Config) -> tuple[dict[str, int], tuple[str, ...]]:
    """List the files with their sizes, and the folders that are not read."""
    if not base.is_dir():
        raise MigratorError(
            f"{base} is not a folder. Fix `source` in _config.yml.",
            f"{base}은(는) 폴더가 아닙니다. _config.yml의 `source`를 고치세요.",
        )
    files: dict[str, int] = {}
    unseen = list(_submodules(base))
    waiting = [base]
    known = {base.resolve()}
    while waiting:
        for folder, names, entries in os.walk(waiting.pop(), onerror=_refuse):
            here = Path(folder)
            links = [name for name in names if (here / name).is_symlink()]
            for name in (POSTS, DRAFTS):  # Jekyll reads posts through a link
                if name in links and (target := (here / name).resolve()) not in known:
                    known.add(target)
                    waiting.append(here / name)
            unseen += [_relative(here / name, base) for name in links]
            names[:] = sorted(
                name
                for name in names
                if name not in links and not is_skipped(_relative(here / name, base), config)
            )
            files.update(_sizes(here, entries, base))
    return dict(sorted(files.items())), tuple(unseen)


def _sizes(folder: Path, names: Iterable[str], base: Path) -> Iterator[tuple[str, int]]:
    for name in names:
        try:
            known = (folder / name).stat()
        except OSError:  # a link to nothing
            continue
        if S_ISREG(known.st_mode):
            yield _relative(folder / name, base), known.st_size


def _relative(path: Path, base: Path) -> str:
    return path.relative_to(base).as_posix()


def _refuse(error: OSError) -> None:
    raise cannot_read(error.filename, error) from error


def _submodules(base: Path) -> Iterator[str]:
    text = _text(base / ".gitmodules") or ""
    for path in re.findall(r"^\s*path\s*=\s*(\S+)", text, re.MULTILINE):
        if not any((base / path).glob("*")):
            yield path.rstrip("/")


def _theme_files(base: Path, files: Mapping[str, int], config: Config) -> dict[str, str]:
    small = [path for path, size in files.items() if size < LARGEST_TEXT]
    paths = [path for path in small if is_theme_file(path, config)]
    return {path: text for path in paths if (text := _text(base / path)) is not None}


def _sources(root: Path, files: Mapping[str, int], theme_files: Mapping[str, str]) -> SetupSources:
    workflows = {path: text for path in _workflows(root) if (text := _text(root / path))}
    # A workflow may call a script.
    for text in list(workflows.values()):
        for path in re.findall(r"[\w./-]*(?:tools?|scripts?)/[\w./-]+", text):
            script = _text(root / path.removeprefix("./").lstrip("/"))
            if script:
                workflows[path] = script
    return SetupSources(
        gemfile=without_comments(_text(root / "Gemfile") or ""),
        lock=_text(root / "Gemfile.lock") or "",
        workflows=workflows,
        theme_files=theme_files,
        paths=frozenset(files),
    )


def _workflows(root: Path) -> Iterator[str]:
    for pattern in (".github/workflows/*.yml", ".github/workflows/*.yaml", ".travis.yml"):
        for path in sorted(root.glob(pattern)):
            yield path.relative_to(root).as_posix()


def _posts(base: Path, site: CheckedSite) -> tuple[tuple[CheckedPost, ...], tuple[PassedOver, ...]]:
    posts: list[CheckedPost] = []
    passed: list[PassedOver] = []
    for path in site.files:
        found = site.rules.post_folder_of(path)
        if found is None or not _is_page(path, site.config):
            continue
        if not site.rules.reads_post(path, site.setup.engine):
            if path.rpartition("/")[2].lower() not in ("readme.md", "index.md", "index.html"):
                passed.append(PassedOver(path, is_binary=False))
            continue
        text = _text(base / path)
        if text is None:
            passed.append(PassedOver(path, is_binary=True))
        else:
            posts.append(_post(path, text, site, is_draft=found == DRAFTS))
    return _with_readings(posts, site), tuple(passed)


def _is_page(path: str, config: Config) -> bool:
    """Tell whether the text of a file becomes a page to read; styles and data do not."""
    return is_markdown(path, config) or path.lower().endswith((".html", ".htm"))


def _post(path: str, text: str, site: CheckedSite, *, is_draft: bool) -> CheckedPost:
    found = read_front_matter(text)
    body, line = (text[found.body :], found.body_line) if found else (text, 1)
    body = body.replace("\r", "\n")  # a line ends there for kramdown, too
    head = found.fields if found else None
    own = head.values if head else {}
    inside = path.removeprefix(collections_dir(site.config))
    given = defaults_for(inside, site.config, site.setup.engine)
    values = {**given, **{key: value for key, value in own.items() if value is not None}}
    url = _url(path, own, head, site.config, site.setup)
    return CheckedPost(
        path, head, body, line, values, BodyReading(), is_draft, None if is_draft else url
    )


def _body_of(post: CheckedPost, site: CheckedSite) -> PostBody:
    return PostBody(
        post.body,
        is_markdown=is_markdown(post.path, site.config),
        runs_liquid=runs_liquid(post.values, site.setup.engine),
        parses_html=parses_block_html(site.config),
    )


def _with_readings(posts: Sequence[CheckedPost], site: CheckedSite) -> tuple[CheckedPost, ...]:
    # What is below a `baseurl` is under two addresses, which only the checks can tell apart.
    served = {} if site.setup.baseurl else site.served
    bodies = [_body_of(post, site) for post in posts]
    known = KnownAddresses(served, site.setup.origin, site.lost_images)
    readings = read_bodies(bodies, known)
    return tuple(
        replace(post, reading=reading) for post, reading in zip(posts, readings, strict=True)
    )


def _url(
    path: str, own: Mapping[str, object], head: YamlHead | None, config: Config, setup: BuildSetup
) -> str | None:
    if head is not None and head.error:
        return None
    url = url_of(path, own, config, setup.engine)
    return url if isinstance(url, str) else None


def _backups(base: Path, site: CheckedSite) -> Iterator[str]:
    for path in site.files:
        is_index = PurePosixPath(path).name == INDEX and site.rules.place_of(path)
        if is_index and is_backup(_text(base / path) or ""):
            yield path


def _token_files(base: Path, site: CheckedSite) -> Iterator[str]:
    """Find small texts with tokens of Velog (JSON Web Tokens) in what is published."""
    for path, size in site.files.items():
        is_text = PurePosixPath(path).suffix.lower() in _SETTINGS_ENDINGS
        is_read = is_text and size <= _MOST_OF_TOKENS and site.rules.place_of(path)
        if is_read and _TOKENS.search(_text(base / path) or ""):
            yield path


def _text(path: Path) -> str | None:
    """Read a text; None if it is missing or not UTF-8."""
    found = _or_none(lambda: read_file(path).decode("utf-8-sig")) if path.is_file() else None
    return found.replace("\r\n", "\n") if isinstance(found, str) else None


def _or_none(read: Callable[[], object]) -> object:
    try:
        return read()
    except ValueError:
        return None
    except OSError as error:
        _refuse(error)
        return None
