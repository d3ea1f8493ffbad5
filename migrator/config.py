"""A site's `_config.yml` → the settings by which posts are written for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from migrator.model import MigratorError

CONFIG_NAMES = ("_config.yml", "_config.yaml")
SEOUL = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True)
class Settings:
    """How posts are written.

    `posts_dir` and `image_dir` are relative to the site. `image_url` is the text that stands for
    an image's address in a post, `{path}` being the image's path. `layout` is None where the site
    gives posts their layout by itself.
    """

    timezone: ZoneInfo = SEOUL
    posts_dir: str = "_posts"
    image_dir: str = "assets/img/posts"
    image_url: str = "/{path}"
    layout: str | None = "post"
    all_images: bool = False


def read_settings(root: Path, *, all_images: bool) -> Settings:
    """Read the settings of the Jekyll site at `root`. Raises MigratorError where there is none."""
    config = _read_config(root)
    posts_in = str(config.get("collections_dir") or "").strip("/")
    return Settings(
        timezone=_timezone(config),
        posts_dir=f"{posts_in}/_posts" if posts_in else "_posts",
        image_url=_image_url(config),
        layout=None if _has_default_layout(config) else "post",
        all_images=all_images,
    )


def _read_config(root: Path) -> Mapping[str, object]:
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


def _timezone(config: Mapping[str, object]) -> ZoneInfo:
    name = config.get("timezone") or SEOUL.key
    try:
        return ZoneInfo(str(name))
    except (KeyError, ValueError, OSError) as error:
        raise MigratorError(
            f"_config.yml has the time zone {name!r}, which does not exist. "
            "Use a name such as Asia/Seoul."
        ) from error


def _image_url(config: Mapping[str, object]) -> str:
    """Choose the form of image addresses that the site's baseurl and theme demand.

    Chirpy (7.6.0, `_includes/media-url.html`) puts baseurl before every image by itself; other
    themes leave that to the post.
    """
    baseurl = str(config.get("baseurl") or "").strip("/")
    theme = f"{config.get('theme')} {config.get('remote_theme')}"
    if not baseurl or "chirpy" in theme:
        return "/{path}"
    return "{{{{ '/{path}' | relative_url }}}}"


def _has_default_layout(config: Mapping[str, object]) -> bool:
    defaults = config.get("defaults")
    return any(
        _applies_to_posts(default.get("scope")) and "layout" in (default.get("values") or {})
        for default in (defaults if isinstance(defaults, list) else [])
        if isinstance(default, Mapping)
    )


def _applies_to_posts(scope: object) -> bool:
    if not isinstance(scope, Mapping):
        return False
    return not scope.get("path") and scope.get("type") in (None, "posts")
