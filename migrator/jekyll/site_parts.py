"""The path of a file in a site → what part of the site it is, and the addresses in its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath

from migrator.jekyll.file_addresses import in_json, in_other, in_styles, in_table, in_yaml
from migrator.jekyll.front_matter import begins_with_head
from migrator.jekyll.mentions import Mentions, Unsure, read_mentions
from migrator.jekyll.names import CONFIG_NAMES, JEKYLL_3, is_bare_page, is_markdown
from migrator.jekyll.published import PublishRules, collection_names
from migrator.jekyll.site_config import (
    Config,
    data_dir,
    includes_dir,
    layouts_dir,
    parses_block_html,
)

_HTML = frozenset((".html", ".htm", ".xhtml", ".liquid"))
_STYLES = frozenset((".css", ".scss", ".sass", ".less"))
_SCRIPTS = frozenset((".js", ".mjs", ".ts", ".jsx", ".coffee", ".rb"))
_YAML = frozenset((".yml", ".yaml"))
_JSON = frozenset((".json", ".webmanifest"))
_TABLES = frozenset((".csv", ".tsv"))
_TEXTS = frozenset(
    (".xml", ".txt", ".rss", ".atom", ".toml", ".textile", ".rst", ".org", ".adoc", ".svg")
)
_READ = _HTML | _STYLES | _SCRIPTS | _YAML | _JSON | _TABLES | _TEXTS


class Part(StrEnum):
    """What Jekyll does with a file."""

    POST = "post"
    """A post or a draft."""
    PAGE = "page"
    """A page with front matter, or a document of a collection."""
    COPIED = "copied"
    """A file that is published as it is: without front matter, so without Liquid and layout."""
    LAYOUT = "layout"
    INCLUDE = "include"
    STYLE = "style"
    DATA = "data"
    """Settings and data, which layouts show."""
    CODE = "code"
    """A script or a plugin."""
    OTHER = "other"
    """Any other text that is published."""


@dataclass(frozen=True)
class SiteParts:
    """Knows the parts of a site by their paths; these are relative to the folder Jekyll reads."""

    rules: PublishRules
    config: Config
    engine: str

    def part_of(self, path: str) -> Part | None:
        """Tell what a file is, as far as its path tells; None for what no page shows.

        A page may turn out to be no more than a copied file.
        """
        ending = PurePosixPath(path).suffix.lower()
        if not (ending in _READ or is_markdown(path, self.config)):
            return None
        if path in CONFIG_NAMES:
            return Part.DATA
        if self.rules.post_folder_of(path) is not None:
            is_text = ending in _HTML | _TEXTS or is_markdown(path, self.config)
            return Part.POST if is_text else None
        folder = next((each for each in self._folders if path.startswith(each)), "")
        if folder:
            return Part.CODE if ending in _SCRIPTS else self._folders[folder]
        return self._published_part(path, ending) if self._is_published(path) else None

    def _published_part(self, path: str, ending: str) -> Part:
        if ending in _STYLES:
            return Part.STYLE
        if ending in _SCRIPTS:
            return Part.CODE
        return Part.PAGE if ending in _HTML or is_markdown(path, self.config) else Part.OTHER

    def of_text(self, path: str, text: str) -> Part | None:
        """Tell what a file with this text is."""
        part = self.part_of(path)
        if part is not Part.PAGE or begins_with_head(text):
            return part
        if not is_markdown(path, self.config):
            return Part.COPIED
        # Elsewhere it is published as text, and shows no image.
        return Part.PAGE if is_bare_page(path, self.config, self.engine) else None

    def mentions(self, path: str, text: str, part: Part) -> Mentions:
        """Read the addresses in a file."""
        ending = PurePosixPath(path).suffix.lower()
        if ending in _STYLES:
            return in_styles(text)
        if part is Part.CODE or ending in _SCRIPTS:
            return in_other(text, Unsure.SCRIPT)
        if ending in _YAML:
            return in_yaml(text)
        if ending in _JSON and part in (Part.DATA, Part.OTHER):
            return in_json(text)
        if ending in _TABLES:
            return in_table(text)
        if is_markdown(path, self.config) or ending in _HTML or part is Part.INCLUDE:
            return read_mentions(
                text,
                parses_html=parses_block_html(self.config),
                heeds_switch=self.engine != JEKYLL_3,
                is_html=not is_markdown(path, self.config),
                has_liquid=part is not Part.COPIED,
            )
        return in_other(text, Unsure.INSIDE)

    def _is_published(self, path: str) -> bool:
        """Tell whether pages show a file, be it in a collection that has no pages of its own."""
        rules = self.rules
        if any(path.startswith(folder) for folder in self._collections):
            return not rules.excludes(path, is_folder=False)
        return rules.hidden_by(path) is None

    @cached_property
    def _collections(self) -> tuple[str, ...]:
        return tuple(f"{self.rules.above}_{name}/" for name in collection_names(self.config))

    @cached_property
    def _folders(self) -> Mapping[str, Part]:
        sass = self.config.get("sass")
        named = sass.get("sass_dir") if isinstance(sass, dict) else None
        folders = {
            layouts_dir(self.config): Part.LAYOUT,
            includes_dir(self.config): Part.INCLUDE,
            data_dir(self.config): Part.DATA,
            str(named or "_sass"): Part.STYLE,
            "_plugins": Part.CODE,
        }
        return {f"{folder.strip('/')}/": part for folder, part in folders.items()}
