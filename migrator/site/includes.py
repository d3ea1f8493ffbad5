"""What a site can show under posts → the includes that show it, for the site's layouts to name."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from migrator.jekyll.site_config import Config, includes_dir, source_of


@dataclass(frozen=True)
class Include:
    """A file for the includes of a site; `shown` is what an English sentence calls what it shows.

    Its text works with the Liquid of Jekyll 3.10 and 4.
    """

    name: str
    shown: str

    def path(self, config: Config) -> str:
        """Give its path in the folder of a site with these settings."""
        return f"{source_of(config)}/{includes_dir(config)}/{self.name}".lstrip("/")

    @property
    def text(self) -> str:
        """Give what is in the file."""
        return files("migrator.site").joinpath(self.name).read_text("utf-8")


SERIES = Include("velog-series.html", "it")
"""The list of the posts of the series that a post is in."""
COMMENTS = Include("velog-comments.html", "them")
"""The comments under a post, of its data file."""
