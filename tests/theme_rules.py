"""What each theme wants of a post, and where a post goes against it.

Read in the themes' own files: Chirpy 7.6.0 and 5.3.21, Minimal Mistakes 4.27.3, al-folio 0.x and
1.0, Beautiful Jekyll 5 and 6, Minima 2.5.1, Hydejack 8.2, 8.5 and 9.1, TeXt 2.2.6, Clean Blog
4.0.10, So Simple 3.2. These are rules to check by. They share nothing with
what the tool writes by, so that a mistake there shows here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from markdown_it.token import Token

FrontMatter = Mapping[str, Any]

# What Jekyll itself, its feed, sitemap and redirects read; and what this project adds for itself.
_ANYWHERE = frozenset(
    "layout title date slug permalink published tags categories excerpt excerpt_separator "
    "render_with_liquid redirect_from sitemap feed series series_order velog".split()
)
# jekyll-seo-tag, which comes with some of the themes.
_SEO = frozenset(
    "description image image.path image.alt image.width image.height author lang "
    "last_modified_at canonical_url seo".split()
)


@dataclass(frozen=True)
class Rules:
    """A theme's wishes.

    `reads` are the keys that have an effect, `a.b` being b under a. `layouts` are those a post may
    name; `needs_layout` says that the theme's own settings give it none. `covers` are the keys of
    pictures, `absolute_covers` those that go into a page as they are, so that only a whole
    address works, and `local_covers` those of which the theme breaks a whole address. `formulas`
    and `diagrams` are the keys that a post with such needs. `title` says what the theme
    takes titles for: text, HTML or Markdown; `markdown_keys` and `html_keys` are others that it
    takes for these.
    """

    reads: frozenset[str]
    layouts: frozenset[str] = frozenset({"post"})
    needs_layout: bool = False
    covers: frozenset[str] = frozenset()
    absolute_covers: frozenset[str] = frozenset()
    local_covers: frozenset[str] = frozenset()
    cover_is_mapping: bool = False
    formulas: str = ""
    diagrams: str = ""
    title: str = "text"
    markdown_keys: frozenset[str] = frozenset()
    html_keys: frozenset[str] = frozenset()
    raw_attributes: frozenset[str] = frozenset()
    adds_baseurl: bool = False
    contents_from: int = 1
    categories: int | None = None
    categories_in_url: bool = False
    tag_pages: bool = False
    tags_lower: bool = False


def _keys(text: str, *more: frozenset[str]) -> frozenset[str]:
    return frozenset(text.split()).union(*more)


_CHIRPY = Rules(
    reads=_keys(
        "image.lqip image.no_bg math mermaid toc comments pin hidden authors media_subpath", _SEO
    ),
    covers=_keys("image image.path"),
    formulas="math",
    diagrams="mermaid",
    title="html",
    adds_baseurl=True,
    contents_from=2,
    categories=2,
    tag_pages=True,
    tags_lower=True,
)

_SEEN = frozenset({"last_modified_at", "canonical_url"})

RULES: Mapping[str, Rules] = {
    "chirpy": _CHIRPY,
    "chirpy6": replace(
        _CHIRPY,
        reads=_CHIRPY.reads - {"media_subpath"} | {"img_path"},
        # Chirpy 5 shows a cover only under image.path; 6 takes both forms.
        cover_is_mapping=True,
    ),
    "minimal-mistakes": Rules(
        reads=_keys(
            "description last_modified_at canonical_url author authors lang show_date read_time "
            "comments share related toc toc_sticky toc_label toc_icon classes link hidden "
            "author_profile sidebar tagline header.teaser header.image header.og_image "
            "header.overlay_image header.overlay_color header.overlay_filter header.caption "
            "header.image_description header.video"
        ),
        layouts=_keys("single splash"),
        covers=_keys("header.teaser header.image header.og_image header.overlay_image"),
        title="markdown",
        markdown_keys=_keys("title excerpt description tagline"),
        categories_in_url=True,
    ),
    "al-folio": Rules(
        reads=_keys(
            "description thumbnail og_image keywords last_modified_at last_updated author featured "
            "external_source redirect related_posts related_publications giscus_comments "
            "disqus_comments comments toc toc.beginning toc.sidebar mermaid.enabled "
            "mermaid.zoomable images code_diff map chart pseudocode tikzjax typograms citation"
        ),
        layouts=_keys("post distill"),
        needs_layout=True,
        covers=_keys("thumbnail og_image"),
        absolute_covers=_keys("og_image"),
        diagrams="mermaid.enabled",
        title="html",
        raw_attributes=_keys("description"),
        tag_pages=True,
    ),
    "beautiful-jekyll": Rules(
        reads=_keys(
            "subtitle cover-img thumbnail-img share-img share-title share-description "
            "last-updated readtime mathjax comments social-share full-width author nav-short "
            "gh-repo gh-badge css js ext-js before-content after-content footer-extra language"
        ),
        covers=_keys("cover-img thumbnail-img share-img"),
        formulas="mathjax",
        title="html",
    ),
    "minima": Rules(
        reads=_keys("comments modified_date", _SEO),
        needs_layout=True,
        covers=_keys("image image.path"),
        categories_in_url=True,
    ),
    "velog-to-jekyll": Rules(
        reads=_keys("description image image.path math mermaid toc comments lang", _SEEN),
        covers=_keys("image image.path"),
        formulas="math",
        diagrams="mermaid",
    ),
    "hydejack": Rules(
        reads=_keys(
            "image.src image.srcset hide_image hide_description hide_last_modified addons comments "
            "applause_button accent_image accent_color theme_color cover invert_sidebar keywords "
            "related_posts redirect",
            _SEO,
        ),
        needs_layout=True,
        covers=_keys("image image.path image.src"),
        title="html",
        markdown_keys=_keys("description"),
    ),
    "text": Rules(
        reads=_keys(
            "cover mathjax mathjax_autoNumber mermaid chart aside.toc sidebar.nav key author "
            "license modify_date comment sharing pageview show_title show_edit_on_github show_date "
            "show_tags show_author_profile show_subscribe full_width mode type lang titles "
            "article_header.type article_header.theme article_header.align article_header.height "
            "article_header.image article_header.background_image article_header.background_color "
            "article_header.actions header.type header.theme nav_key"
        ),
        layouts=_keys("article page landing"),
        needs_layout=True,
        covers=_keys("cover"),
        formulas="mathjax",
        diagrams="mermaid",
        title="html",
        html_keys=_keys("excerpt"),
        categories_in_url=True,
    ),
    "clean-blog": Rules(
        reads=_keys("subtitle background author"),
        needs_layout=True,
        covers=_keys("background"),
        local_covers=_keys("background"),
        title="html",
        html_keys=_keys("subtitle"),
    ),
    "so-simple": Rules(
        reads=_keys(
            "image.thumbnail image.caption link share comments classes toc entries_layout", _SEO
        ),
        needs_layout=True,
        covers=_keys("image image.path image.thumbnail"),
        title="markdown",
        markdown_keys=_keys("title excerpt image.caption"),
        categories_in_url=True,
    ),
    "generic": Rules(
        reads=_keys("math mermaid toc comments", _SEO),
        needs_layout=True,
        covers=_keys("image image.path"),
        formulas="math",
        categories_in_url=True,
    ),
}
"""The rules by the name of the profile."""


@dataclass(frozen=True)
class _Post:
    rules: Rules
    head: FrontMatter
    body: _Body
    baseurl: str


def violations(
    profile_name: str, front_matter: FrontMatter, body: str, baseurl: str = ""
) -> list[str]:
    """Name what in a post does not work, or does nothing, in a theme."""
    below = baseurl.strip("/")
    post = _Post(RULES[profile_name], front_matter, _Body.read(body), f"/{below}" if below else "")
    return [fault for check in _CHECKS for fault in check(post)]


def advice(profile_name: str, front_matter: FrontMatter, body: str = "") -> list[str]:
    """Name what works and is not as the theme's own guide has it."""
    tags = [str(tag) for tag in front_matter.get("tags") or []]
    if RULES[profile_name].tags_lower:
        return [f"tag {tag!r}: the theme's guide writes tags small" for tag in _not_lower(tags)]
    return []


def _not_lower(tags: list[str]) -> Iterator[str]:
    return (tag for tag in tags if tag != tag.lower())


# The body


@dataclass(frozen=True)
class _Body:
    """What counts in a body: the addresses in it, the levels of headings, formulas, diagrams."""

    images: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    levels: frozenset[int] = frozenset()
    has_formulas: bool = False
    has_diagrams: bool = False
    has_liquid: bool = False

    @classmethod
    def read(cls, text: str) -> _Body:
        """Read a body as Markdown, in which Liquid that runs stands for one word."""
        words: list[str] = []

        def stand_in(match: re.Match[str]) -> str:
            if match["raw"] is not None:
                return match["raw"]
            words.append(match[0])
            return f"LIQUID{len(words) - 1}END"

        text = _LIQUID.sub(stand_in, text)
        found = _Found()
        for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(text):
            found.take(token)
        give = [
            tuple(re.sub(r"LIQUID(\d+)END", lambda m: words[int(m[1])], url) for url in urls)
            for urls in (found.images, found.links)
        ]
        return cls(
            give[0],
            give[1],
            frozenset(found.levels),
            found.has_formulas,
            found.has_diagrams,
            bool(words),
        )


_LIQUID = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?P<raw>.*?)\{%-?\s*endraw\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL
)


class _Found:
    """What was found on a walk through the tokens of a body."""

    def __init__(self) -> None:
        self.images: list[str] = []
        self.links: list[str] = []
        self.levels: set[int] = set()
        self.has_formulas = False
        self.has_diagrams = False

    def take(self, token: Token) -> None:
        kind = token.type
        if kind == "image":
            self.images.append(unquote(str(token.attrs["src"])))
        elif kind == "link_open":
            self.links.append(unquote(str(token.attrs["href"])))
        elif kind == "heading_open":
            self.levels.add(int(token.tag[1]))
        elif kind == "fence":
            self.has_diagrams |= token.info.strip() == "mermaid"
        elif kind in ("html_inline", "html_block"):
            self._take_html(token.content)
        elif kind == "text":
            self.has_formulas |= "$$" in token.content
        for child in token.children or ():
            self.take(child)

    def _take_html(self, html: str) -> None:
        page = BeautifulSoup(html, "html.parser")
        self.images += [str(tag["src"]) for tag in page.find_all("img", src=True)]
        self.links += [str(tag["href"]) for tag in page.find_all("a", href=True)]
        self.levels |= {int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))}


# The rules


def _layout(post: _Post) -> Iterator[str]:
    name = post.head.get("layout")
    if name is None and post.rules.needs_layout:
        yield "layout is missing: the theme's settings give posts none"
    if name is not None and name not in post.rules.layouts:
        yield f"layout {name!r} is not one of the theme's for posts"


def _title(post: _Post) -> Iterator[str]:
    title = post.head.get("title")
    if not isinstance(title, str) or not title.strip():
        yield "title is not a text"
    elif post.rules.title == "html" and _BARE_HTML.search(title):
        yield "title: the theme takes it for HTML, so < must be &lt;"


# Browsers show a < or & that begins nothing as it is.
_BARE_HTML = re.compile("<[A-Za-z/!?]")


def _date(post: _Post) -> Iterator[str]:
    for key in {"date", "last_modified_at", "last-updated", "modified_date"} & set(post.head):
        value = post.head[key]
        if isinstance(value, datetime):
            known = value.tzinfo is not None
        else:
            known = bool(re.search(r"\d\d:\d\d(:\d\d(\.\d+)?)? ?(Z|[+-]\d\d:?\d\d)$", str(value)))
        if not known:
            yield f"{key} has no offset: Jekyll reads a time with seconds as UTC"


def _unread(post: _Post) -> Iterator[str]:
    reads = post.rules.reads | _ANYWHERE
    for key, value in _flat(post.head):
        above = key.partition(".")[0]
        if key not in reads and above not in _ANYWHERE:
            under = f"{key}." if isinstance(value, bool | str) else ""
            instead = [name for name in sorted(reads) if under and name.startswith(under)]
            hint = f"; it reads {' and '.join(instead)}" if instead else ""
            yield f"{key}: nothing in the theme reads it{hint}"


def _flat(head: FrontMatter) -> Iterator[tuple[str, object]]:
    for key, value in head.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{name}", inner) for name, inner in value.items())
        else:
            yield key, value


def _cover(post: _Post) -> Iterator[str]:
    for key, value in _flat(post.head):
        if key in post.rules.covers:
            yield from (f"{key}: {fault}" for fault in _cover_faults(post, key, value))


def _cover_faults(post: _Post, key: str, value: object) -> Iterator[str]:
    if not isinstance(value, str) or not value:
        yield "is not an address"
        return
    if key == "image" and post.rules.cover_is_mapping:
        yield "the theme shows only image.path"
    if _is_remote(value) and key in post.rules.local_covers:
        yield "the theme writes // as /, so it must be a path"
    if "{{" in value:
        yield "Jekyll runs no Liquid in front matter"
    elif not _is_remote(value):
        yield from _local_faults(post, key, value)


def _local_faults(post: _Post, key: str, value: str) -> Iterator[str]:
    if not value.startswith("/"):
        yield "does not begin with /"
    elif _is_below(value, post.baseurl):
        yield "the theme puts baseurl before it again"
    elif key in post.rules.absolute_covers:
        yield "the theme prints it as it is, so it must be a whole address"


def _words(post: _Post) -> Iterator[str]:
    for key in sorted(post.rules.markdown_keys & set(post.head)):
        if _MARKDOWN.search(re.sub(r"\\.", "", str(post.head[key]))):
            yield f"{key}: the theme takes it for Markdown, so marks need a backslash"
    for key in sorted(post.rules.html_keys & set(post.head)):
        if _BARE_HTML.search(str(post.head[key])):
            yield f"{key}: the theme takes it for HTML, so < must be &lt;"
    for key in sorted(post.rules.raw_attributes & set(post.head)):
        if '"' in str(post.head[key]):
            yield f'{key}: a " ends the attribute that the theme puts it into'


# Marks that kramdown would take: of a span, or of a block at the beginning.
_MARKDOWN = re.compile(
    r"\*[^*]+\*|`[^`]+`|\||\[(?=[^\]]*\][\[(])|\{:|(?<!\w)_+[^_]+_|<(?=[A-Za-z/!])|~~|\$\$"
    r"|^(?:(?:#{1,6}|[-+]|\d+\.)\s|>)"
)


def _tags(post: _Post) -> Iterator[str]:
    for key in ("tags", "categories"):
        names = post.head.get(key, [])
        if not isinstance(names, list):
            yield f"{key} is not a list: Jekyll parts a text at its spaces"
            continue
        for name in names:
            if not isinstance(name, str) or not name.strip():
                yield f"{key}: {name!r} is not a text"
            elif post.rules.tag_pages and not re.search(r"\w", name):
                yield f"{key}: {name!r} leaves nothing to call its page by"
            elif key == "categories" and post.rules.categories_in_url and "/" in name:
                yield f"{key}: the / in {name!r} becomes part of the post's address"
    most = post.rules.categories
    if most is not None and len(post.head.get("categories", [])) > most:
        yield f"categories: the theme shows {most} only"


def _extras(post: _Post) -> Iterator[str]:
    values = dict(_flat(post.head))
    for needed, key, what in (
        (post.body.has_formulas, post.rules.formulas, "formulas"),
        (post.body.has_diagrams, post.rules.diagrams, "diagrams"),
    ):
        if needed and key and values.get(key) is not True:
            yield f"{key}: true is missing, so {what} do not show"


def _headings(post: _Post) -> Iterator[str]:
    if post.body.levels and min(post.body.levels) < post.rules.contents_from:
        yield "a heading of the first level is not in the theme's table of contents"


def _addresses(post: _Post) -> Iterator[str]:
    for url in post.body.images:
        if fault := _address_fault(url, post.baseurl, post.rules.adds_baseurl):
            yield f"image {url}: {fault}"
    for url in post.body.links:
        if not url.startswith("#") and (fault := _address_fault(url, post.baseurl, adds=False)):
            yield f"link {url}: {fault}"
    if post.body.has_liquid and post.head.get("render_with_liquid") is False:
        yield "render_with_liquid: false, but the body has Liquid that must run"


def _address_fault(url: str, baseurl: str, adds: bool) -> str:
    if _is_remote(url) or re.match(r"\{\{\s*site\.url\s*\}\}", url):
        return ""
    if "{{" in url:
        return "the theme puts baseurl before it again" if adds and baseurl else ""
    if not url.startswith("/"):
        return "is taken from the address of the post, which is elsewhere"
    if adds:
        return "the theme puts baseurl before it again" if _is_below(url, baseurl) else ""
    return "" if not baseurl or _is_below(url, baseurl) else "lacks baseurl"


def _is_remote(url: str) -> bool:
    return re.match(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|//)", url) is not None


def _is_below(url: str, baseurl: str) -> bool:
    return bool(baseurl) and f"{url}/".startswith(f"{baseurl}/")


_CHECKS: tuple[Callable[[_Post], Iterator[str]], ...] = (
    _layout,
    _title,
    _date,
    _unread,
    _cover,
    _words,
    _tags,
    _extras,
    _headings,
    _addresses,
)
