"""A site's `_config.yml` and `.velog-to-jekyll.toml` → the settings posts are written by."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from migrator import jekyll_config
from migrator.jekyll_config import SEOUL, Dialect
from migrator.model import MigratorError

OWN_CONFIG = ".velog-to-jekyll.toml"


@dataclass(frozen=True)
class Settings:
    """How posts are written.

    `posts_dir`, `drafts_dir` and `image_dir` are relative to the site. `image_url` is the text
    that stands for an image's address in a post, `{path}` being the image's path. `layout` is None
    where the site gives posts their layout by itself. `math_key` is set to true in posts with
    formulas. `notes` name what about the site is not supported.
    """

    timezone: ZoneInfo = SEOUL
    posts_dir: str = "_posts"
    drafts_dir: str = "_drafts"
    image_dir: str = "assets/img/posts"
    image_url: str = "/{path}"
    layout: str | None = "post"
    math_key: str = "math"
    all_images: bool = False
    shift_headings: bool = False
    drop_title_heading: bool = False
    dialect: Dialect = field(default_factory=Dialect)
    notes: tuple[str, ...] = ()


def read_settings(root: Path, *, all_images: bool) -> Settings:
    """Read the settings of the Jekyll site at `root`. Raises MigratorError where there is none."""
    config = jekyll_config.read_config(root)
    theme = jekyll_config.theme(config)
    settings = Settings(
        timezone=jekyll_config.timezone(config),
        posts_dir=jekyll_config.folder(config, "_posts"),
        drafts_dir=jekyll_config.folder(config, "_drafts"),
        image_url=jekyll_config.image_url(config),
        layout=None if jekyll_config.has_default_layout(config) else "post",
        math_key="mathjax" if "beautiful-jekyll" in theme else "math",
        all_images=all_images,
        # Chirpy 7.6.0 shows a table of contents only for headings of the second level and below.
        shift_headings="chirpy" in theme,
        dialect=jekyll_config.dialect(config),
        notes=tuple(jekyll_config.unsupported(config)),
    )
    return _with_own(settings, _read_own(root / OWN_CONFIG))


def _read_own(path: Path) -> Mapping[str, object]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_bytes().decode())
    except (OSError, ValueError) as error:
        raise MigratorError(f"{path} cannot be read: {error}. Mend it, then run again.") from error


def _with_own(settings: Settings, own: Mapping[str, object]) -> Settings:
    for key, value in own.items():
        if key not in CHOICES:
            raise MigratorError(
                f"{OWN_CONFIG} has the key {key!r}, which does not exist. "
                f"Those that do: {', '.join(CHOICES)}."
            )
        if value not in CHOICES[key] or type(value) is not type(CHOICES[key][0]):
            values = " or ".join(str(choice).lower() for choice in CHOICES[key])
            raise MigratorError(f"{OWN_CONFIG}: {key} must be {values}, not {value!r}.")
    typography = own.get("typography", "site")
    return replace(
        settings,
        dialect=replace(settings.dialect, exact=typography == "exact"),
        shift_headings=own.get("shift_headings", settings.shift_headings) is True,
        drop_title_heading=own.get("drop_title_heading") is True,
    )


CHOICES: dict[str, tuple[object, ...]] = {
    "typography": ("site", "exact"),
    "shift_headings": (True, False),
    "drop_title_heading": (True, False),
}
"""The keys of the author's own settings and what each may be."""
