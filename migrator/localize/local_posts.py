"""Posts that point at Velog → the new targets of links to posts on Velog."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from migrator.converter.image_paths import is_velog_image
from migrator.converter.velog_links import VelogPage
from migrator.jekyll.front_matter import read_values
from migrator.jekyll.mentions import Mentions, read_mentions
from migrator.jekyll.names import same_file
from migrator.localize.address_forms import AddressRules
from migrator.site.checkout import Site
from migrator.site.linked_posts import LinkedPosts, own_posts
from migrator.site.page_urls import urls_of
from migrator.site.post_files import PostFile
from migrator.site.velog_addresses import VelogAddresses

_UPLOADER = re.compile(r"/(?:images|post-images)/([^/]+)/")


@dataclass(frozen=True)
class ReadPost:
    """A post and the addresses that it points at."""

    file: PostFile
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


def read(file: PostFile, rules: AddressRules) -> ReadPost:
    """Read the addresses that a post points at."""
    mentions = read_mentions(
        file.text, parses_html=rules.parses_html, heeds_switch=rules.heeds_switch
    )
    return ReadPost(file, mentions)


def image_users(readings: Iterable[ReadPost]) -> set[str]:
    """Give the users whose uploads the posts show; their names are in the addresses."""
    return {
        found[1]
        for each in readings
        for target in (*each.mentions.head, *each.mentions.body)
        if is_velog_image(target.url) and (found := _UPLOADER.search(target.url))
    }


def local_posts_of(
    readings: Sequence[ReadPost], username: str | None, rules: AddressRules
) -> LocalPosts:
    """Collect what identifies the posts, and their addresses in the site."""
    texts = {each.file.path: each.file.text for each in readings}
    known = urls_of(Site(texts=texts), rules.settings)
    urls = {
        path: known[same_file(path)]
        for path, text in texts.items()
        if same_file(path) in known and read_values(text).get("published") is not False
    }
    return LocalPosts(own_posts(texts, username), urls)
