"""A site's `_config.yml` → what of it decides how a post must be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from migrator.model import MigratorError

CONFIG_NAMES = ("_config.yml", "_config.yaml")
SEOUL = ZoneInfo("Asia/Seoul")

Config = Mapping[str, object]


@dataclass(frozen=True)
class Dialect:
    """How the site's kramdown reads Markdown; the defaults are Jekyll's.

    With `exact`, quotes and `...` are to show as typed, else the site's typography may turn them.
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
    """Read the settings of the Jekyll site at `root`. Raises MigratorError where there is none."""
    path = next((root / name for name in CONFIG_NAMES if (root / name).is_file()), None)
    if path is None:
        raise MigratorError(
            f"{root.resolve()} is not a Jekyll site: there is no _config.yml in it. "
            "Name your site's folder with --site DIR, or make a site with `jekyll new DIR`."
        )
    try:
        config = yaml.safe_load(path.read_bytes()) or {}
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise MigratorError(f"{path} cannot be read: {error}. Mend it, then run again.") from error
    if not isinstance(config, Mapping):
        raise MigratorError(f"{path} holds no settings (`key: value` lines). Mend it.")
    return config


def folder(config: Config, name: str) -> str:
    """Say where `_posts` or `_drafts` stands."""
    above = str(config.get("collections_dir") or "").strip("/")
    return f"{above}/{name}" if above else name


def timezone(config: Config) -> ZoneInfo:
    """Read the time zone; without one, that of most who write on Velog."""
    name = config.get("timezone") or SEOUL.key
    try:
        return ZoneInfo(str(name))
    except (KeyError, ValueError, OSError) as error:
        raise MigratorError(
            f"_config.yml has the time zone {name!r}, which does not exist. "
            "Use a name such as Asia/Seoul."
        ) from error


def theme(config: Config) -> str:
    """Give the names under which the theme is known, in one text."""
    return f"{config.get('theme') or ''} {config.get('remote_theme') or ''}".strip()


def image_url(config: Config) -> str:
    """Choose the form of image addresses that the site's baseurl and theme demand.

    Chirpy (7.6.0, `_includes/media-url.html`) puts baseurl before every image by itself; other
    themes leave that to the post.
    """
    baseurl = str(config.get("baseurl") or "").strip("/")
    if not baseurl or "chirpy" in theme(config):
        return "/{path}"
    return "{{{{ '/{path}' | relative_url }}}}"


def has_default_layout(config: Config) -> bool:
    """Tell whether the site gives every post its layout by `defaults`."""
    defaults = config.get("defaults")
    return any(
        _applies_to_posts(default.get("scope")) and "layout" in (default.get("values") or {})
        for default in (defaults if isinstance(defaults, list) else [])
        if isinstance(default, Mapping)
    )


def dialect(config: Config) -> Dialect:
    """Read what the site changes about kramdown's typography and line breaks."""
    kramdown = _kramdown(config)
    return Dialect(
        hard_wrap=kramdown.get("hard_wrap") is True,
        smart_quotes=not {"apos", "quot"} & set(_words(kramdown.get("smart_quotes"))),
        typographic_symbols=not (_is_plain(kramdown) or "no_auto_typographic" in _quirks(kramdown)),
    )


def _is_plain(kramdown: Config) -> bool:
    """Tell whether all symbols show as typed; kramdown still sets those that are not named."""
    symbols = kramdown.get("typographic_symbols")
    return isinstance(symbols, Mapping) and all(
        symbols.get(name) == typed for name, typed in _SYMBOLS.items()
    )


def unsupported(config: Config) -> Iterator[str]:
    """Name the settings under which posts will look otherwise than on Velog."""
    engine = str(config.get("markdown") or "kramdown")
    if engine.lower() != "kramdown":
        yield f"_config.yml: posts are written for kramdown; `markdown: {engine}` is not supported."
    kramdown = _kramdown(config)
    reader = str(kramdown.get("input") or "GFM")
    if reader.upper() != "GFM":
        yield f"_config.yml: kramdown's `input: {reader}` is not supported; use GFM, the default."
    for key in ("parse_block_html", "parse_span_html", "html_to_native", "header_offset"):
        default = key == "parse_span_html"
        if kramdown.get(key, default) not in (default, 0):
            yield f"_config.yml: kramdown's `{key}` is not supported; posts may look otherwise."
    if "paragraph_end" not in _quirks(kramdown):
        yield "_config.yml: kramdown's `gfm_quirks` without paragraph_end is not supported."


def _kramdown(config: Config) -> Config:
    kramdown = config.get("kramdown")
    return kramdown if isinstance(kramdown, Mapping) else {}


def _quirks(kramdown: Config) -> list[str]:
    return _words(kramdown.get("gfm_quirks", "paragraph_end"))


def _words(value: object) -> list[str]:
    """Read a list that YAML gives as one or as a text with commas."""
    parts = value if isinstance(value, list) else str(value or "").split(",")
    return [str(part).strip() for part in parts]


def _applies_to_posts(scope: object) -> bool:
    if not isinstance(scope, Mapping):
        return False
    return not scope.get("path") and scope.get("type") in (None, "posts")
