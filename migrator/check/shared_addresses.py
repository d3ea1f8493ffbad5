"""The addresses of files, of tags and of categories → those that several share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from migrator.check import kinds
from migrator.check.checked_site import CheckedPost, CheckedSite
from migrator.check.finding import Finding
from migrator.jekyll.permalinks import jekyll_slug
from migrator.jekyll.site_addresses import shared_places
from migrator.model import Note, as_is

# Of what shares an address, the later is named.
_ORDER = ("page", "list", "file", "document", "post", "redirect")
_HAS = {
    "redirect": Note("redirects from", "redirect_from에 적은"),
    "list": Note("has, for a page of the list of posts,", "글 목록 페이지의"),
}
_APART = {
    "post": Note(
        "give one of them another name or another `slug`",
        "둘 중 하나의 이름이나 `slug`를 바꾸세요",
    ),
    "redirect": Note(
        "remove the line from `redirect_from`", "`redirect_from`에서 그 줄을 지우세요"
    ),
}
_RENAME = Note(
    "give one of them another name or another `permalink`",
    "둘 중 하나의 이름이나 `permalink`를 바꾸세요",
)
_LABELS = {"tags": "태그", "categories": "카테고리"}
_PLUGIN_OF = {"redirect_from": "jekyll-redirect-from", "redirect_to": "jekyll-redirect-from"}


def check_addresses(site: CheckedSite) -> Iterator[Finding]:
    """Find files that share an address; Jekyll writes one of them over the other."""
    for group in shared_places(site.addresses, by_language=site.is_multilingual):
        first, *others = sorted(group, key=lambda each: (_ORDER.index(each.what), each.path))
        for each in others:
            of_list = Note("another page of the list of posts", "글 목록의 다른 페이지")
            owner = of_list if first.what == "list" else as_is(first.path)
            has = _HAS.get(each.what, Note("has", ""))
            its = f"{has.korean} 주소 {each.url}".strip()
            yield Finding(
                kinds.URL_COLLISION,
                each.path,
                None,
                Note(
                    f"{has.english} the address {each.url} of {owner.english}: only one of the two "
                    "is shown",
                    f"{its}이(가) {owner.korean}의 주소와 같아 둘 중 하나만 보입니다",
                ),
                _APART.get(each.what, _RENAME),
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
            Note(
                f"nothing of `{name}` is left for an address: its page is written over the list of "
                f"all {key}",
                f"`{name}`에는 주소로 쓸 글자가 없어, 그 페이지가 {_LABELS[key]} 목록 페이지를 "
                "덮어씁니다",
            ),
            Note("give it a name with letters or digits", "글자나 숫자가 있는 이름을 쓰세요"),
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
        Note(
            f"the {key} {counted} share the page of `{slug}`, which shows the posts of one of them",
            f"{_LABELS[key]} {counted}이(가) 한 페이지 `{slug}`를 함께 써서 그중 하나의 글만 "
            "보입니다",
        ),
        Note(
            "write them the same way, or give them names that differ in letters or digits",
            "똑같이 쓰거나, 글자나 숫자가 다른 이름을 쓰세요",
        ),
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
                    Note(
                        f"the `/` in the category `{item.value}` makes two folders of the address "
                        f"{post.url or ''}".rstrip(),
                        f"카테고리 `{item.value}`의 `/` 때문에 주소에 폴더가 둘 생깁니다 "
                        f"{post.url or ''}".rstrip(),
                    ),
                    Note("write the category without `/`", "카테고리를 `/` 없이 쓰세요"),
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
                    Note(
                        f"`{key}` does nothing: the plugin {plugin} is missing",
                        f"플러그인 {plugin}이 없어 `{key}`가 아무 일도 하지 않습니다",
                    ),
                    Note(
                        f"add {plugin} to the Gemfile and to `plugins` in _config.yml",
                        f"Gemfile과 _config.yml의 `plugins`에 {plugin}을 넣으세요",
                    ),
                )
