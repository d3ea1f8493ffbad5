"""The addresses that a post points at → which of them change, and the plan. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from migrator.converter.image_paths import (
    EXTENSIONS,
    file_stem,
    image_for,
    is_unfinished_upload,
    is_velog_image,
)
from migrator.converter.velog_links import page_on_velog, site_link
from migrator.jekyll.kramdown import Mention, MentionKind
from migrator.jekyll.mentions import Mentions
from migrator.localize.address_forms import AddressForms, AddressRules, forms_for
from migrator.localize.local_posts import NO_LOCAL_POSTS, LocalPosts, ReadPost
from migrator.model import Image, ImageLink, Page
from migrator.planner import Change, Plan, State
from migrator.site.post_files import PostFile

RAW = "raw"
LIQUID = "liquid"
NO_FORM = "form"
DOUBTFUL = "doubtful"
"""Reasons why an address stays as it is."""


@dataclass(frozen=True)
class LocalizedPost:
    """A post, as a page whose images may be missing or not.

    `links` are the new targets of links to posts on Velog. `left` has a reason for each address
    that stays.
    """

    file: PostFile
    page: Page
    links: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def localized_post(
    reading: ReadPost, rules: AddressRules, local_posts: LocalPosts = NO_LOCAL_POSTS
) -> LocalizedPost:
    """Decide which addresses of a post change to addresses of the site."""
    file, mentions = reading.file, reading.mentions
    made = _Making(rules, rules.settings.image_folder(file_stem(file.path)), local_posts)
    forms = forms_for(mentions, rules)
    parts: list[str | ImageLink] = []
    at = 0
    for target, form in _with_forms(mentions, forms):
        old = file.text[target.start : target.end]
        new = made.image(target, form, old) or made.link(target, mentions)
        if new is not None:
            parts += [file.text[at : target.start], new]
            at = target.end
    made.left += [LIQUID for url in mentions.in_liquid if is_velog_image(url)]
    page = Page(
        post_id="",
        title=mentions.values.get("title", ""),
        path=file.path,
        parts=(*parts, file.text[at:]),
        images=tuple(made.images.values()),
    )
    return LocalizedPost(file, page, tuple(made.links), tuple(made.left))


@dataclass
class _Making:
    """The new addresses of a post, as they are made."""

    rules: AddressRules
    folder: str
    local_posts: LocalPosts
    images: dict[str, Image] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def image(self, target: Mention, form: str | None, old: str) -> ImageLink | None:
        """Give the link for an image that is to be fetched; None for any other address."""
        if not _comes_along(target, self.rules):
            return None
        if target.is_raw or form is None:
            self.left.append(RAW if target.is_raw else NO_FORM)
            return None
        image = image_for(target.url, self.folder)
        self.images.setdefault(image.path, image)
        return ImageLink(image.path, form.format(path=image.path), old)

    def link(self, target: Mention, mentions: Mentions) -> str | None:
        """Give the new address of a link to a post on Velog that is also in the site."""
        is_link = target.kind is MentionKind.LINK and not target.is_raw
        page = page_on_velog(target.url) if is_link else None
        url = self.local_posts.of(page) if page else None
        if page is None or url is None:
            if page and self.local_posts.posts.is_doubtful(page):
                self.left.append(DOUBTFUL)
            return None
        self.links.append(url)
        rules = self.rules
        base = rules.baseurl if mentions.switches_liquid_off else rules.liquid_baseurl
        return site_link(url, page.fragment, base)


def _with_forms(mentions: Mentions, forms: AddressForms) -> Iterator[tuple[Mention, str | None]]:
    """Give each address with the form for an image in its place."""
    yield from ((target, forms.head) for target in mentions.head)
    for target in mentions.body:
        yield target, forms.image if target.kind is MentionKind.IMAGE else forms.other


def _comes_along(target: Mention, rules: AddressRules) -> bool:
    """Tell whether an address is that of an image to fetch.

    Outside `<img>` and the like, the extension tells images from other files.
    """
    try:
        extension = PurePosixPath(urlsplit(target.url).path).suffix[1:].lower()
    except ValueError:
        return False
    is_shown = target.kind is MentionKind.IMAGE
    if is_unfinished_upload(target.url):
        return is_shown
    if is_velog_image(target.url):
        return is_shown or not extension or extension in EXTENSIONS
    if not rules.settings.all_images or target.kind is MentionKind.LINK:
        return False
    is_here = bool(rules.url) and target.url.startswith(rules.url)
    is_web = target.url.startswith(("http://", "https://"))
    return is_web and not is_here and (is_shown or extension in EXTENSIONS)


def decide(
    posts: Iterable[LocalizedPost], missing: Collection[str], there: Collection[str]
) -> Plan:
    """Decide on each post; `missing` are the images not available, `there` those in the site."""
    images: dict[str, Image] = {}
    changes = []
    for each in posts:
        lost = frozenset(image.path for image in each.page.images if image.path in missing)
        images |= {image.path: image for image in each.page.images}
        after = each.page.text(lost)
        changes.append(
            Change(
                state=State.SAME if after == each.file.text else State.LOCALIZED,
                post_id="",
                title=each.page.title,
                path=each.file.path,
                page=each.page,
                before=each.file.text,
                after=after,
                facts={"links": ", ".join(f"→ {url}" for url in dict.fromkeys(each.links))},
            )
        )
    wanted = tuple(image for path, image in images.items() if path not in there)
    return Plan(username="", changes=tuple(changes), images=wanted)
