"""An author's profile on Velog → their About page in the site, and the images of the profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from migrator.converter.blog_context import ALONE, BlogContext
from migrator.converter.image_paths import image_for, is_velog_image
from migrator.converter.language import Language
from migrator.converter.page import convert_with
from migrator.converter.yaml_writer import Value
from migrator.jekyll.site_config import liquid_baseurl
from migrator.model import Author, Image, ImageLink, Page, Post
from migrator.settings.habits import Habits
from migrator.settings.image_folder import beside_posts
from migrator.settings.placeholders import literal
from migrator.settings.site_settings import Settings, has_cdn, image_url

ABOUT_ID = "about"
TITLES: Mapping[Language, str] = {"ko": "소개", "en": "About"}


def convert_about(
    author: Author,
    title: str,
    path: str,
    keys: Mapping[str, Any],
    settings: Settings,
    blog_context: BlogContext = ALONE,
) -> Page:
    """Convert the About page, which Velog shows as it shows a post, for the file at `path`.

    `title` is its title for reports; `keys` may have none. The settings are those of pages.
    """
    # A page has no date; a post must.
    someday = datetime(2020, 1, 1, tzinfo=UTC)
    post = Post(ABOUT_ID, ABOUT_ID, title, author.about, is_markdown=True, released_at=someday)
    profile = settings.profile

    def head_of(
        needs: frozenset[str], _words: str, _cover: Callable[[str, str], ImageLink | None]
    ) -> Mapping[str, Value]:
        wanted = (("math", profile.math), ("mermaid", profile.mermaid))
        shown = {
            key: each for need, given in wanted if need in needs for key, each in given.items()
        }
        return {**keys, **shown}

    return convert_with(head_of, post, path, settings, blog_context)


def of_pages(settings: Settings) -> Settings:
    """Give the settings for a page that no sync will write again, should it get a `baseurl`."""
    config, profile = settings.config, settings.profile
    if not config.get("baseurl"):
        config = {**config, "baseurl": "/any"}
    anywhere = f"{literal(liquid_baseurl(config))}/{{path}}"
    is_added = profile.adds_baseurl or has_cdn(config, profile)
    return replace(
        settings,
        config=config,
        image_dir=beside_posts(settings.image_dir),
        image_url=image_url(config, profile) if is_added else anywhere,
        link_url=anywhere,
        habits=Habits(),
    )


def picture_of(author: Author, settings: Settings, folder: str) -> Image | None:
    """Give the image of an author's picture in `folder`, if it is one that comes along."""
    url = author.picture
    is_web = url.startswith(("https://", "http://"))
    comes = is_velog_image(url) or (settings.all_images and is_web)
    return image_for(url, folder) if comes else None


def profile_images(author: Author, settings: Settings) -> tuple[Image, ...]:
    """Give all images of a profile, as for a backup: those of the About page, and the picture."""
    picture = picture_of(author, settings, "images")
    about = convert_about(author, "", "about.md", {}, settings)
    return (*about.images, *([picture] if picture else []))
