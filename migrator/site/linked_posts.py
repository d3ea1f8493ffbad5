"""The posts of a site → which of them a link to Velog leads to, if that is certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from migrator.converter.post_names import file_slug, same_words
from migrator.converter.velog_links import VelogPage
from migrator.jekyll.names import slug_of
from migrator.site.velog_addresses import VelogAddresses, velog_addresses


@dataclass(frozen=True)
class LinkedPosts:
    """The posts of a site, by the slugs and addresses that a link to Velog can have.

    `by_name` has the paths by the slug that a file's name or a title makes, with whether both make
    it. `username` is whose posts these are; None if unknown.
    """

    username: str | None
    addresses: VelogAddresses
    by_name: Mapping[str, Mapping[str, bool]]

    def find(self, page: VelogPage) -> str | None:
        """Give the path of the post that a link leads to, if that is certain.

        Its address as `velog: {url: ...}` is enough, and elsewhere in the front matter unless other
        posts go by its name: it may be that of the previous post. A name may be chance, `intro` or
        `til` say: it has to have more than one word, or to be that of the file and of the title.
        """
        if page.kind != "post":
            return None
        known, found = self.addresses.paths(page.user, page.slug), self._named(page)
        if known:
            is_sure = self.addresses.states(page.user, page.slug) or not found
            sure = known if is_sure else known & found.keys()
            return next(iter(sure)) if len(sure) == 1 else None
        if len(found) != 1:
            return None
        ((path, is_twice),) = found.items()
        return path if is_twice or "-" in page.slug else None

    def is_doubtful(self, page: VelogPage) -> bool:
        """Tell whether a link may lead to a post of the site, and may not."""
        return self.find(page) is None and bool(page.kind == "post" and self._named(page))

    def is_named_twice(self, page: VelogPage) -> bool:
        """Tell whether a post has the name of a page in its file and in its title, whosever."""
        return any(self.by_name.get(same_words(file_slug(page.slug)), {}).values())

    def _named(self, page: VelogPage) -> Mapping[str, bool]:
        if page.user != self.username:
            return {}
        return self.by_name.get(same_words(file_slug(page.slug)), {})


def own_posts(heads: Mapping[str, Mapping[str, object]], username: str | None) -> LinkedPosts:
    """Index the posts of a site, given their front matter by path, by slugs and addresses."""
    by_name: dict[str, dict[str, bool]] = defaultdict(dict)
    for path, values in heads.items():
        names = [slug_of(path), str(values.get("title") or "")]
        slugs = [same_words(file_slug(name)) for name in names]
        for slug in filter(None, slugs):
            by_name[slug][path] = slugs[0] == slugs[1]
    return LinkedPosts(username, velog_addresses(heads), dict(by_name))
