"""The addresses that a file points at → which of them change, and the plan. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath

from migrator.converter.image_paths import (
    file_stem,
    image_for,
    is_unfinished_upload,
    is_velog_image,
)
from migrator.converter.velog_images import is_on_velog, names_image, whole_address
from migrator.converter.velog_links import page_on_velog, site_link
from migrator.jekyll.kramdown import Mention, MentionKind
from migrator.jekyll.mentions import Mentions, Unsure
from migrator.jekyll.site_parts import Part
from migrator.localize.address_forms import AddressForms, AddressRules, forms_for
from migrator.localize.local_posts import NO_LOCAL_POSTS, LocalPosts, ReadFile
from migrator.model import Image, ImageLink, Page
from migrator.planner import Change, Facts, Plan, State
from migrator.settings.image_folder import beside_posts
from migrator.site.shown_files import ShownFile


class Why(StrEnum):
    """Why an address stays as it is."""

    NO_FORM = "form"
    DOUBTFUL = "doubtful"
    TAG = Unsure.TAG
    SCRIPT = Unsure.SCRIPT
    INSIDE = Unsure.INSIDE


@dataclass(frozen=True)
class Left:
    """An address that stays as it is, with its line in the file."""

    line: int
    url: str
    why: Why

    @property
    def is_shown(self) -> bool:
        """Tell whether a reader needs Velog for it: for more than a link."""
        return self.why is not Why.DOUBTFUL


@dataclass(frozen=True)
class LocalizedFile:
    """A file, as a page whose images may be missing or not.

    `links` are the new targets of links to posts on Velog, `left` the addresses that stay.
    """

    file: ShownFile
    page: Page
    links: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()

    @property
    def is_concerned(self) -> bool:
        """Tell whether the report is about the file: about each post, and others with images."""
        return self.file.part is Part.POST or bool(self.page.images or self.links)


def localized_file(
    reading: ReadFile, rules: AddressRules, local_posts: LocalPosts = NO_LOCAL_POSTS
) -> LocalizedFile:
    """Decide which addresses of a file change to addresses of the site."""
    file, mentions = reading.file, reading.mentions
    made = _Making(file, rules, local_posts)
    forms = forms_for(file.part, mentions, rules)
    parts: list[str | ImageLink] = []
    at = 0
    for target, form in _with_forms(mentions, forms):
        if target.start < at:
            continue
        old = file.text[target.start : target.end]
        new = made.image(target, form, old) or made.link(target, mentions)
        if new is not None:
            parts += [file.text[at : target.start], new]
            at = target.end
    for each in mentions.unsure:
        if is_on_velog(each.url, is_image=each.why is Unsure.TAG):
            made.leave(each.start, each.url, Why(each.why))
    page = Page(
        post_id="",
        title=mentions.values.get("title", ""),
        path=file.path,
        parts=(*parts, file.text[at:]),
        images=tuple(made.images.values()),
    )
    left = sorted(made.left, key=lambda each: each.line)
    return LocalizedFile(file, page, tuple(made.links), tuple(left))


@dataclass
class _Making:
    """The new addresses of a file, as they are made."""

    file: ShownFile
    rules: AddressRules
    local_posts: LocalPosts
    images: dict[str, Image] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def leave(self, place: int, url: str, why: Why) -> None:
        """Note that an address stays."""
        self.left.append(Left(line_of(self.file.text, place), url, why))

    def image(self, target: Mention, form: str | None, old: str) -> ImageLink | None:
        """Give the link for an image that is to be fetched; None for any other address."""
        if not _comes_along(target, self.file.part, self.rules):
            return None
        if form is None:
            self.leave(target.start, target.url, Why.NO_FORM)
            return None
        image = image_for(whole_address(target.url), image_folder(self.file, self.rules))
        self.images.setdefault(image.path, image)
        return ImageLink(image.path, form.format(path=image.path), old)

    def link(self, target: Mention, mentions: Mentions) -> str | None:
        """Give the new address of a link to a post on Velog that is also in the site."""
        page = page_on_velog(target.url) if target.kind is MentionKind.LINK else None
        url = self.local_posts.of(page) if page else None
        if page is None or url is None:
            if page and self.local_posts.posts.is_doubtful(page):
                self.leave(target.start, target.url, Why.DOUBTFUL)
            return None
        self.links.append(url)
        rules = self.rules
        runs_liquid = not (mentions.switches_liquid_off or target.is_raw)
        has_liquid = runs_liquid and self.file.part is not Part.COPIED
        base = rules.liquid_baseurl if has_liquid else rules.baseurl
        return site_link(url, page.fragment, base)


def image_folder(file: ShownFile, rules: AddressRules) -> str:
    """Give the folder for the images of a file: for a post that of the settings."""
    settings = rules.settings
    if file.part is Part.POST:
        return settings.image_folder(file_stem(file.path))
    # Jekyll's own names, such as `_config.yml`, begin with what folders of images may not.
    folder = settings.image_folder(file_stem(PurePosixPath(file.path).name.lstrip("_")))
    return beside_posts(folder)


def line_of(text: str, place: int) -> int:
    """Give the line of a place in a text, the first being 1."""
    return 1 + len(re.findall(r"\r\n?|\n", text[:place]))


def _with_forms(mentions: Mentions, forms: AddressForms) -> Iterator[tuple[Mention, str | None]]:
    """Give each address with the form for an image in its place, in the order of the file."""
    found = [(target, forms.head) for target in mentions.head]
    found += [(target, forms.liquid) for target in mentions.in_liquid]
    for target in mentions.body:
        form = forms.image if target.kind is MentionKind.IMAGE else forms.other
        needs_liquid = form is not None and "{{" in form
        found.append((target, forms.literal if target.is_raw and needs_liquid else form))
    return iter(sorted(found, key=lambda each: each[0].start))


def _comes_along(target: Mention, part: Part, rules: AddressRules) -> bool:
    """Tell whether an address is that of an image to fetch.

    Outside `<img>` and the like, the extension tells images from other files.
    """
    url = whole_address(target.url)
    is_shown = target.kind is MentionKind.IMAGE
    if is_unfinished_upload(url):
        return is_shown
    if is_velog_image(url):
        return is_on_velog(url, is_image=is_shown)
    is_asked_for = rules.settings.all_images and part in (Part.POST, Part.PAGE)
    if not is_asked_for or target.kind is MentionKind.LINK:
        return False
    is_here = bool(rules.url) and url.startswith(rules.url)
    is_web = url.startswith(("http://", "https://"))
    return is_web and not is_here and (is_shown or names_image(url, needs_ending=True))


def decide(
    files: Iterable[LocalizedFile], missing: Collection[str], there: Collection[str]
) -> Plan:
    """Decide on each file; `missing` are the images not available, `there` those in the site."""
    images: dict[str, Image] = {}
    changes = []
    for each in files:
        if not each.is_concerned:
            continue
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
                facts=Facts(links=tuple(dict.fromkeys(each.links))),
            )
        )
    wanted = tuple(image for path, image in images.items() if path not in there)
    return Plan(username="", changes=tuple(changes), images=wanted)
