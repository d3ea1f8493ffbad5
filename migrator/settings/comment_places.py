"""The settings of a site → where the data files with the comments under posts are in it."""

from __future__ import annotations

from migrator.jekyll.site_config import Config, data_dir


def comments_folder(config: Config) -> str:
    """Give the folder of the data files with comments."""
    return f"{data_dir(config)}/velog-comments"


def comments_path(post_id: str, config: Config) -> str:
    """Give the data file with the comments under a post."""
    return f"{comments_folder(config)}/{post_id}.yml"
