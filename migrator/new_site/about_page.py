"""The profile on Velog → the page `about.md` of the new site, and the images to fetch."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from datetime import UTC, datetime

from migrator.converter.blog_context import ALONE, BlogContext
from migrator.converter.image_paths import image_for, is_velog_image
from migrator.converter.page import convert_post
from migrator.converter.yaml_writer import Value, front_matter
from migrator.jekyll.front_matter import split
from migrator.model import Author, Image, Page, Post
from migrator.new_site.site_files import ABOUT, IMAGES, Language
from migrator.settings.habits import Habits
from migrator.settings.site_settings import Settings

_TITLES = {"ko": "소개", "en": "About"}
_EMPTY = {"ko": "여기에 자신을 소개하세요.\n", "en": "Write here who you are.\n"}


def about_page(author: Author, settings: Settings, context: BlogContext = ALONE) -> Page:
    """Convert the About page as a post is converted: Velog shows it in the same way."""
    # A page has no date; a post must.
    someday = datetime(2020, 1, 1, tzinfo=UTC)
    post = Post("about", "about", "about", author.about, is_markdown=True, released_at=someday)
    # No sync will write it again, should the site get a baseurl.
    address = "{{{{ site.baseurl }}}}/{path}"
    anywhere = replace(
        settings, image_dir=f"{IMAGES}/{{stem}}", image_url=address, link_url=address
    )
    return convert_post(post, author.username, ABOUT, anywhere, context)


def picture_of(author: Author, settings: Settings) -> Image | None:
    """Give the image of an author's picture, if it is one that comes along."""
    url = author.picture
    is_web = url.startswith(("https://", "http://"))
    comes = is_velog_image(url) or (settings.all_images and is_web)
    return image_for(url, IMAGES) if comes else None


def profile_images(author: Author, settings: Settings) -> tuple[Image, ...]:
    """Give all images of a profile: those of the About page, and the picture."""
    picture = picture_of(author, settings)
    return (*about_page(author, settings).images, *([picture] if picture else []))


def about_text(page: Page | None, missing: Set[str], settings: Settings, language: Language) -> str:
    """Write the file; images at the paths in `missing` keep their address on Velog."""
    values: dict[str, Value] = {
        "layout": "page",
        # GitHub Pages would take the first heading for the title of a page without one.
        "title": _TITLES[language],
        "permalink": "/about/",
        "shows_author": True,
    }
    profile = settings.profile
    for need, keys in (("math", profile.math), ("mermaid", profile.mermaid)):
        values |= keys if page and need in page.needs else {}
    head = "".join(map(str, front_matter(values, Habits())))
    body = split(page.text(missing))[1] if page else ""
    return f"{head}\n{body.strip() or _EMPTY[language].strip()}\n"
