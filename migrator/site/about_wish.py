"""A profile as Velog answered it, and the site → the About page to be written, and its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from migrator.converter.blog_context import BlogContext
from migrator.converter.language import language_of_site
from migrator.converter.link_targets import LinkTargets
from migrator.jekyll.site_addresses import TakenAddress
from migrator.model import Author, Note, Page
from migrator.settings.site_settings import Settings
from migrator.site.new_page import NewPage, about_page_of


@dataclass(frozen=True)
class AboutWish:
    """What a run does about the About page of an author for the site at `root`.

    `place` is where it goes, None where nobody asked for the page, or there is none: `notes` say
    why. The profile is not known where Velog did not tell, and in backups of earlier versions.
    """

    author: Author
    root: Path
    place: NewPage | None = None
    notes: tuple[Note, ...] = ()
    is_known: bool = True
    title: str = ""

    def page(self, place: NewPage, targets: LinkTargets) -> Page:
        """Convert it; links to pages of the blog lead to `targets`."""
        from migrator.converter.about_page import convert_about, of_pages

        settings = of_pages(targets.settings)
        anywhere = replace(targets, settings=settings)
        context = BlogContext(tags=targets.tags, resolve=anywhere.resolve)
        title = self.title
        return convert_about(self.author, title, place.path, place.keys, settings, context)

    def images_there(self, page: Page) -> frozenset[str]:
        """Give the paths of the images that the site has: another run has put them there whole."""
        paths = (image.path for image in page.images)
        return frozenset(path for path in paths if (self.root / path).is_file())


def about_wish(
    author: Author, root: Path, settings: Settings, taken: Mapping[str, TakenAddress]
) -> AboutWish:
    """Find the place of the page of an author who has written one."""
    if not author.about:
        return AboutWish(author, root, notes=(_empty(author),))
    from migrator.converter.about_page import TITLES

    title = TITLES[language_of_site(settings.config, author.about)]
    return AboutWish(author, root, about_page_of(root, settings, taken, title), title=title)


def without_profile(author: Author, root: Path, *, is_backup: bool) -> AboutWish:
    """Give no page; whoever asked Velog for the profile has said why it is not known."""
    return AboutWish(
        author, root, notes=(_no_profile(author),) if is_backup else (), is_known=False
    )


def _empty(author: Author) -> Note:
    name = author.username
    return Note(
        f"The About page of {name} is empty on Velog: none was written.",
        f"{name}의 Velog 소개 글이 비어 있어 소개 페이지를 쓰지 않았습니다.",
    )


def _no_profile(author: Author) -> Note:
    again = f"`velog-to-jekyll backup {author.username} DIR`"
    return Note(
        f"This backup has no profile, so no About page was written. A new one has it: {again}.",
        "이 백업에는 프로필이 없어 소개 페이지를 쓰지 않았습니다. 백업을 새로 만들면 "
        f"들어갑니다: {again}",
    )
