"""The name of a page that is no post, and the site → the path of its file."""

from __future__ import annotations

from migrator.jekyll.published import read_rules
from migrator.jekyll.site_config import Config
from migrator.settings.profiles import Profile


def page_path(file: str, config: Config, profile: Profile) -> str:
    """Give the path of a page, from the name of its file, in the folder that Jekyll reads.

    It is where the theme has pages, if the site publishes what is in there.
    """
    rules = read_rules(config)
    wished = f"{profile.page_dir}/{file}"
    for path in (rules.above + wished, wished) if profile.page_dir else ():
        if rules.place_of(path) is not None:
            return path
    return file
