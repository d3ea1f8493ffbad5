"""A site's `_config.yml` → the settings that decide how a post must be written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from migrator.files import read_file
from migrator.files.failures import cannot_read
from migrator.jekyll.names import CONFIG_NAMES
from migrator.jekyll.yaml11 import YamlHead, read_yaml
from migrator.model import MigratorError, Note, as_is

SEOUL = ZoneInfo("Asia/Seoul")

Config = Mapping[str, object]


@dataclass(frozen=True)
class ConfigFile:
    """The file of a site's settings: its name, and its fields with their lines."""

    name: str
    fields: YamlHead

    @property
    def values(self) -> Config:
        """Give the settings by key."""
        return self.fields.values


@dataclass(frozen=True)
class Dialect:
    """How the site's kramdown reads Markdown; the defaults are Jekyll's.

    With `exact`, quotes and `...` show as typed, else the site's typography may replace them.
    `heading_shift` is added to the level of each heading.
    """

    exact: bool = False
    hard_wrap: bool = False
    smart_quotes: bool = True
    typographic_symbols: bool = True
    heading_shift: int = 0


_SYMBOLS = {
    "hellip": "...",
    "mdash": "---",
    "ndash": "--",
    "laquo": "<<",
    "raquo": ">>",
    "laquo_space": "<< ",
    "raquo_space": " >>",
}


def read_config(root: Path) -> Config:
    """Read the settings of the Jekyll site at `root`, as `read_config_file` does."""
    return read_config_file(root).values


def read_config_file(root: Path) -> ConfigFile:
    """Read the file of settings of the Jekyll site at `root`.

    Raises MigratorError if it is missing, or if Jekyll cannot read it.
    """
    path = next((root / name for name in CONFIG_NAMES if (root / name).is_file()), None)
    if path is None:
        raise MigratorError(
            f"{root.resolve()} is not a Jekyll site: there is no _config.yml in it. "
            "Name your site's folder with --site DIR, or make a site with "
            "`velog-to-jekyll new DIR USERNAME`.",
            f"{root.resolve()}은(는) Jekyll 사이트가 아닙니다. 안에 _config.yml이 없습니다. 사이트 "
            "폴더를 --site DIR로 지정하거나, `velog-to-jekyll new DIR USERNAME`으로 사이트를 "
            "만드세요.",
        )
    fields = read_yaml(_text(path))
    if fields.error:
        line, problem = fields.error
        raise MigratorError(
            f"{path}, line {line}: the settings cannot be read ({problem.english}). Fix the line, "
            "then run again; a text with `: `, `#`, quotes or brackets needs double quotes.",
            f"{path}의 {line}번째 줄: 설정을 읽을 수 없습니다({problem.korean}). 그 줄을 고치고 "
            "다시 실행하세요. `: `, `#`, 따옴표, 괄호가 든 값은 큰따옴표로 감싸야 합니다.",
        )
    plugins = fields.fields.get("plugins")
    if plugins and not isinstance(plugins.value, list):
        raise MigratorError(
            f"{path}, line {plugins.line}: Jekyll stops where `plugins` is not a list. "
            "Write `plugins: [jekyll-feed]`, say, then run again.",
            f"{path}의 {plugins.line}번째 줄: `plugins`가 목록이 아니면 Jekyll이 멈춥니다. "
            "`plugins: [jekyll-feed]`처럼 쓰고 다시 실행하세요.",
        )
    return ConfigFile(path.name, fields)


def _text(path: Path) -> str:
    try:
        content = read_file(path)
        return content.decode("utf-8-sig")
    except OSError as error:
        raise cannot_read(path, error) from error
    except UnicodeDecodeError as error:
        line = 1 + content.count(b"\n", 0, error.start)
        raise MigratorError(
            f"{path}, line {line}: Jekyll reads settings in UTF-8, and this is in another encoding "
            "(CP949, say). Save it as UTF-8, then run again.",
            f"{path}의 {line}번째 줄: Jekyll은 설정을 UTF-8로 읽는데, 이 파일은 다른 인코딩(CP949 "
            "등)입니다. UTF-8로 저장하고 다시 실행하세요.",
        ) from error


def collections_dir(config: Config) -> str:
    """Give the text before the path of `_posts`: nothing, or a folder and a slash."""
    folder = str(config.get("collections_dir") or "").strip("/")
    return f"{folder}/" if folder else ""


def data_dir(config: Config) -> str:
    """Give the folder of the site's data files."""
    return str(config.get("data_dir") or "_data").removeprefix("./").strip("/")


def layouts_dir(config: Config) -> str:
    """Give the folder of the site's layouts, from its source."""
    return str(config.get("layouts_dir") or _LAYOUTS).removeprefix("./").strip("/")


def includes_dir(config: Config) -> str:
    """Give the folder of the site's includes, from its source."""
    return str(config.get("includes_dir") or _INCLUDES).removeprefix("./").strip("/")


def in_usual_folder(path: str, config: Config) -> str:
    """Give the path that a layout or an include has where no setting moves them.

    It is empty for what lies in the usual folder where a setting names another one.
    """
    for folder, usual in ((layouts_dir(config), _LAYOUTS), (includes_dir(config), _INCLUDES)):
        if path.startswith(f"{folder}/"):
            return f"{usual}{path[len(folder) :]}"
        if path.startswith(f"{usual}/"):
            return ""
    return path


_LAYOUTS = "_layouts"
_INCLUDES = "_includes"


def has_foreign_theme(config: Config) -> bool:
    """Tell whether layouts may come from a theme that is not in the site's folder."""
    return bool(config.get("theme") or config.get("remote_theme"))


def source_of(config: Config) -> str:
    """Give the folder that Jekyll reads, from the site's; empty if it is the same."""
    source = str(config.get("source") or "").removeprefix("./").strip("/")
    return "" if source.startswith("..") or source == "." else source


def destination_of(config: Config) -> str:
    """Give the folder that Jekyll builds the site in, from the site's."""
    return str(config.get("destination") or "_site").removeprefix("./").strip("/")


def site_host(config: Config) -> str:
    """Give the `url` of a site, without a slash at its end; empty for what is no web address."""
    url = str(config.get("url") or "").rstrip("/")
    return url if url.startswith(("http://", "https://")) else ""


def baseurl(config: Config) -> str:
    """Give the path under the domain at which the site is published, with a slash before it.

    Empty if there is none. Jekyll's own filters add the slash before it, and remove one at its end
    (`url_filters.rb`).
    """
    folder = str(config.get("baseurl") or "").strip("/")
    return f"/{folder}" if folder else ""


def liquid_baseurl(config: Config) -> str:
    """Give the form of `baseurl` in a post: Liquid, so that it may change, where that works.

    Liquid writes it as it is in `_config.yml`, so it must have its slash there.
    """
    folder = baseurl(config)
    is_good = config.get("baseurl") == folder and re.fullmatch(r"(?:/[^/\s{}]+)+", folder)
    return "{{ site.baseurl }}" if is_good else folder


def timezone(config: Config) -> ZoneInfo:
    """Read the time zone; without one, that of most authors on Velog.

    Raises MigratorError for one that does not exist.
    """
    name = config.get("timezone") or SEOUL.key
    zone = zone_named(str(name))
    if zone is None:
        raise MigratorError(
            f"_config.yml has the time zone {name!r}, which does not exist. "
            "Use a name such as Asia/Seoul.",
            f"_config.yml의 시간대 {name!r}은(는) 없는 시간대입니다. Asia/Seoul 같은 이름을 "
            "쓰세요.",
        )
    return zone


def zone_named(name: str) -> ZoneInfo | None:
    """Find a time zone by its name in the IANA database; None if it does not exist."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def dialect(config: Config) -> Dialect:
    """Read the site's settings for kramdown's typography and line breaks."""
    kramdown = _kramdown(config)
    return Dialect(
        hard_wrap=kramdown.get("hard_wrap") is True,
        smart_quotes=not {"apos", "quot"} & set(_words(kramdown.get("smart_quotes"))),
        typographic_symbols=not (_is_plain(kramdown) or "no_auto_typographic" in _quirks(kramdown)),
    )


def parses_block_html(config: Config) -> bool:
    """Tell whether the site's kramdown reads Markdown in HTML."""
    return _kramdown(config).get("parse_block_html") is True


def _is_plain(kramdown: Config) -> bool:
    """Tell whether all symbols show as typed; kramdown still replaces those that are not named."""
    symbols = kramdown.get("typographic_symbols")
    return isinstance(symbols, Mapping) and all(
        symbols.get(name) == typed for name, typed in _SYMBOLS.items()
    )


def unsupported(config: Config) -> Iterator[Note]:
    """Name the settings with which posts look different from Velog."""
    engine = str(config.get("markdown") or "kramdown")
    if engine.lower() != "kramdown":
        yield _unsupported(as_is(f"`markdown: {engine}`"))
    kramdown = _kramdown(config)
    reader = str(kramdown.get("input") or "GFM")
    if reader.upper() != "GFM":
        yield _unsupported(as_is(f"`kramdown: input: {reader}`"))
    for key in ("parse_block_html", "parse_span_html", "html_to_native", "header_offset"):
        default = key == "parse_span_html"
        if kramdown.get(key, default) not in (default, 0):
            yield _unsupported(as_is(f"`kramdown: {key}`"))
    if "paragraph_end" not in _quirks(kramdown):
        quirks = "`kramdown: gfm_quirks`"
        yield _unsupported(
            Note(f"{quirks} without paragraph_end", f"paragraph_end가 없는 {quirks}")
        )


def _unsupported(setting: Note) -> Note:
    return Note(
        f"_config.yml: {setting.english} is not supported. Posts are written for Jekyll's default "
        "kramdown and may look different here.",
        f"_config.yml의 {setting.korean} 설정은 지원하지 않습니다. 글은 Jekyll의 기본 kramdown에 "
        "맞춰 쓰므로 이 사이트에서는 다르게 보일 수 있습니다.",
    )


def _kramdown(config: Config) -> Config:
    kramdown = config.get("kramdown")
    return kramdown if isinstance(kramdown, Mapping) else {}


def _quirks(kramdown: Config) -> list[str]:
    return _words(kramdown.get("gfm_quirks", "paragraph_end"))


def _words(value: object) -> list[str]:
    """Read a list that is written as a list of YAML, or as a text with commas."""
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return [str(part).strip() for part in parts]
