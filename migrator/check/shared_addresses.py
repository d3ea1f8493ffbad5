"""The addresses of files, of tags and of categories → those that several share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from migrator.check import kinds
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding
from migrator.jekyll.permalinks import jekyll_slug
from migrator.jekyll.site_addresses import shared_places

# Of what shares an address, the later is named.
_ORDER = ("page", "list", "file", "document", "post", "redirect")
_HAS = {"redirect": "redirects from", "list": "has, for a page of the list of posts,"}
_APART = {
    "post": "give one of them another name or another `slug`",
    "redirect": "remove the line from `redirect_from`",
}
_PLUGIN_OF = {"redirect_from": "jekyll-redirect-from", "redirect_to": "jekyll-redirect-from"}


def check_addresses(site: CheckedSite) -> Iterator[Finding]:
    """Find files that share an address; Jekyll writes one of them over the other."""
    for group in shared_places(site.addresses, by_language=site.is_multilingual):
        first, *others = sorted(group, key=lambda each: (_ORDER.index(each.what), each.path))
        for each in others:
            owner = "another page of the list of posts" if first.what == "list" else first.path
            yield Finding(
                kinds.URL_COLLISION,
                each.path,
                None,
                f"{_HAS.get(each.what, 'has')} the address {each.url} of {owner}: only one of the "
                "two is shown",
                _APART.get(each.what, "give one of them another name or another `permalink`"),
            )


def check_labels(site: CheckedSite) -> Iterator[Finding]:
    """Find tags and categories that share a page, or have none, if each should have one."""
    for key, one in (("tags", "tag"), ("categories", "category")):
        if not _has_pages(key, site):
            continue
        names = _names(key, one, site)
        by_slug: dict[str, list[str]] = defaultdict(list)
        for name in names:
            by_slug[_slug(name, site)].append(name)
        for slug, alike in by_slug.items():
            yield from _empty(key, alike, names) if not slug else _shared(key, slug, alike, names)


def _empty(
    key: str, alike: list[str], names: Mapping[str, list[tuple[CheckedPost, int]]]
) -> Iterator[Finding]:
    for name in alike:
        post, line = names[name][0]
        yield Finding(
            kinds.TAG_EMPTY,
            post.path,
            line,
            f"nothing of `{name}` is left for an address: its page is written over the list of "
            f"all {key}",
            "give it a name with letters or digits",
        )


def _shared(
    key: str, slug: str, alike: list[str], names: Mapping[str, list[tuple[CheckedPost, int]]]
) -> Iterator[Finding]:
    if len(alike) < 2:
        return
    alike = sorted(alike, key=lambda name: (-len(names[name]), name))
    post, line = names[alike[-1]][0]
    counted = ", ".join(f"`{name}` ({len(names[name])})" for name in alike)
    yield Finding(
        kinds.TAG_COLLISION,
        post.path,
        line,
        f"the {key} {counted} share the page of `{slug}`, which shows the posts of one of them",
        "write them the same way, or give them names that differ in letters or digits",
    )


def _has_pages(key: str, site: CheckedSite) -> bool:
    """Tell whether jekyll-archives makes a page for each."""
    if "jekyll-archives" not in site.setup.plugins:
        return False
    archives = site.config.get("jekyll-archives")
    enabled = archives.get("enabled") if isinstance(archives, Mapping) else None
    if enabled is None:
        return site.setup.profile.has_archives
    return enabled in (True, "all") or (isinstance(enabled, list) and key in enabled)


def _slug(name: str, site: CheckedSite) -> str:
    archives = site.config.get("jekyll-archives")
    mode = archives.get("slug_mode") if isinstance(archives, Mapping) else None
    return jekyll_slug(name, str(mode or "default"), engine=site.setup.engine)


def _names(key: str, one: str, site: CheckedSite) -> dict[str, list[tuple[CheckedPost, int]]]:
    """Give each tag or category with the posts that have it, and the lines."""
    found: dict[str, list[tuple[CheckedPost, int]]] = defaultdict(list)
    for post in site.built:
        single, many = post.fields.get(one), post.fields.get(key)
        if single and isinstance(single.value, str):
            found[single.value].append((post, single.line))
        elif many and isinstance(many.value, str):
            for word in many.value.split():
                found[word].append((post, many.line))
        elif many:
            for item in many.items:
                if isinstance(item.value, str):
                    found[item.value].append((post, item.line))
    return found


def check_categories(site: CheckedSite) -> Iterator[Finding]:
    """Find categories with a slash, where categories are part of the address."""
    for post in site.built:
        permalink = str(post.values.get("permalink") or site.config.get("permalink") or "date")
        if ":categories" not in permalink and permalink not in ("date", "pretty", "ordinal"):
            continue
        there = post.fields.get("categories")
        for item in there.items if there else ():
            if isinstance(item.value, str) and "/" in item.value.strip("/"):
                yield Finding(
                    kinds.CATEGORY_SLASH,
                    post.path,
                    item.line,
                    f"the `/` in the category `{item.value}` makes two folders of the address "
                    f"{post.url or ''}".rstrip(),
                    "write the category without `/`",
                )


def check_redirects(site: CheckedSite) -> Iterator[Finding]:
    """Find redirects whose plugin is missing."""
    for post in site.built:
        for key, plugin in _PLUGIN_OF.items():
            there = post.fields.get(key)
            loaded = site.setup.plugins | site.setup.may_have_plugin
            if there and there.value and plugin not in loaded:
                yield Finding(
                    kinds.REDIRECT,
                    post.path,
                    there.line,
                    f"`{key}` does nothing: the plugin {plugin} is missing",
                    f"add {plugin} to the Gemfile and to `plugins` in _config.yml",
                )
