"""Files that point at Velog → the new targets of links to posts on Velog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from migrator.converter.image_paths import names_velog
from migrator.converter.velog_images import uploaders
from migrator.converter.velog_links import VelogPage
from migrator.jekyll.front_matter import read_values, split
from migrator.jekyll.mentions import Mentions
from migrator.jekyll.names import same_file
from migrator.jekyll.site_parts import Part
from migrator.localize.address_forms import AddressRules
from migrator.site.linked_posts import LinkedPosts, own_posts
from migrator.site.page_urls import urls_of
from migrator.site.shown_files import ShownFile
from migrator.site.velog_addresses import VelogAddresses


@dataclass(frozen=True)
class ReadFile:
    """A file and the addresses that it points at."""

    file: ShownFile
    mentions: Mentions


@dataclass(frozen=True)
class LocalPosts:
    """The new targets of links to posts on Velog; `urls` are the addresses of posts by path."""

    posts: LinkedPosts
    urls: Mapping[str, str]

    def of(self, page: VelogPage) -> str | None:
        """Give the address of the post that a link leads to; None if that is not certain."""
        return self.urls.get(self.posts.find(page) or "")


NO_LOCAL_POSTS = LocalPosts(LinkedPosts(None, VelogAddresses(), {}), {})


def read(file: ShownFile, rules: AddressRules) -> ReadFile:
    """Read the addresses that a file points at.

    A post in which nothing can change is not read further than its front matter.
    """
    head, body = split(file.text)
    is_left = file.part is Part.POST and not rules.settings.all_images and _stays(body)
    text = head if is_left else file.text
    return ReadFile(file, rules.parts.mentions(file.name or file.path, text, file.part))


def _stays(body: str) -> bool:
    """Tell whether no address in a body can be one that changes, however it is written."""
    written = unescape(body)
    small = written.lower()
    return not (names_velog(written) or names_velog(small) or "blob:" in small)


def image_users(readings: Iterable[ReadFile]) -> set[str]:
    """Give the users whose uploads the files show."""
    return uploaders(
        target.url
        for each in readings
        for target in (*each.mentions.head, *each.mentions.body, *each.mentions.in_liquid)
    )


def local_posts_of(
    readings: Sequence[ReadFile], username: str | None, rules: AddressRules
) -> LocalPosts:
    """Collect what identifies the posts, and their addresses in the site."""
    posts = [each.file for each in readings if each.file.part is Part.POST]
    texts = {file.path: file.text for file in posts}
    known = urls_of(texts, rules.settings)
    urls = {
        path: known[same_file(path)]
        for path, text in texts.items()
        if same_file(path) in known and read_values(text).get("published") is not False
    }
    heads = {path: read_values(text) for path, text in texts.items()}
    return LocalPosts(own_posts(heads, username), urls)
