"""The settings of a site → how addresses of the site are written in each of its files."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from migrator.jekyll.mentions import Mentions
from migrator.jekyll.names import JEKYLL_3
from migrator.jekyll.published import read_rules
from migrator.jekyll.site_config import baseurl, liquid_baseurl
from migrator.jekyll.site_parts import Part, SiteParts
from migrator.settings.placeholders import literal
from migrator.settings.profiles import subpath_keys
from migrator.settings.site_settings import Settings, has_cdn, site_url

# What `url` is before somebody has thought about it.
_NO_HOSTS = frozenset(
    ("localhost", "127.0.0.1", "0.0.0.0", "example.com", "www.example.com", "yourdomain.com")
)


@dataclass(frozen=True)
class AddressRules:
    """What is the same for all files of the site.

    `parts` knows what each file is, `cdn` tells whether the theme puts another host before each
    local image. `baseurl` has a slash before it or is empty, `liquid_baseurl` is what to write for
    it where Liquid runs. `url` is the address of the published site, baseurl and all, or empty.
    """

    settings: Settings
    parts: SiteParts = field(default_factory=lambda: SiteParts(read_rules({}), {}, JEKYLL_3))
    cdn: bool = False
    baseurl: str = ""
    liquid_baseurl: str = ""
    url: str = ""


@dataclass(frozen=True)
class AddressForms:
    """How the address of an image in the site is written in a file, with `{path}` for its path.

    `image` is for images in the body, `other` for links to them and the like, `head` for the front
    matter and for data, `liquid` for what a tag of Liquid is given, `literal` for where Liquid does
    not run although it does elsewhere. None: it cannot be written there.
    """

    image: str | None
    other: str | None
    head: str | None
    liquid: str | None
    literal: str | None


def rules_of(settings: Settings) -> AddressRules:
    """Read the settings of the site that matter for the addresses in its files."""
    config = settings.config
    return AddressRules(
        settings=settings,
        parts=SiteParts(read_rules(config), config, settings.engine),
        cdn=has_cdn(config, settings.profile),
        baseurl=baseurl(config),
        liquid_baseurl=liquid_baseurl(config),
        url=_real_url(site_url(config)),
    )


def _real_url(url: str) -> str:
    return "" if urlsplit(url).hostname in _NO_HOSTS else url


def forms_for(part: Part, mentions: Mentions, rules: AddressRules) -> AddressForms:
    """Choose how images are written in a file, so that they show whoever reads the address.

    A theme (Chirpy) puts the `subpaths` of its profile and a CDN before each address without a
    host, also before those that start with a slash, but only for images. What reads data or the
    parameters of an include is not known: the address on Velog was a whole one and has worked, so
    the site's own whole address works there, too.
    """
    whole = f"{literal(rules.url)}/{{path}}" if rules.url else None
    rooted = f"{literal(rules.baseurl)}/{{path}}"
    if part in (Part.STYLE, Part.COPIED):
        return AddressForms(rooted, rooted, rooted, whole, rooted)
    if part in (Part.DATA, Part.OTHER, Part.CODE) or mentions.values.keys() & subpath_keys():
        return AddressForms(whole, whole, whole, whole, whole)
    without_liquid = whole if rules.cdn else rooted
    head = whole if rules.cdn or part in (Part.LAYOUT, Part.INCLUDE) else "/{path}"
    image, other = _in_text(part, rules, whole)
    if mentions.switches_liquid_off:
        image, other = (
            without_liquid if form and "{{" in form else form for form in (image, other)
        )
    return AddressForms(image, other, head, whole, without_liquid)


def _in_text(part: Part, rules: AddressRules, whole: str | None) -> tuple[str | None, str | None]:
    """Choose the forms for images and for links where Liquid runs."""
    if part is Part.POST:
        return rules.settings.image_url, rules.settings.link_url
    # Which pages and includes pass through the theme's rewriting is not known.
    is_rewritten = rules.settings.profile.adds_baseurl and bool(rules.baseurl or rules.cdn)
    if is_rewritten and part is not Part.LAYOUT:
        return whole, whole
    form = "{{{{ '/{path}' | relative_url }}}}" if rules.baseurl else "/{path}"
    return form, form
