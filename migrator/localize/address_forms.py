"""The settings of a site → how addresses of the site are written in its posts."""

from __future__ import annotations

from dataclasses import dataclass

from migrator.jekyll.mentions import Mentions
from migrator.jekyll.names import JEKYLL_3
from migrator.jekyll.site_config import baseurl, liquid_baseurl, parses_block_html
from migrator.settings.profiles import subpath_keys
from migrator.settings.site_settings import Settings, has_cdn, site_url


@dataclass(frozen=True)
class AddressRules:
    """What is the same for all posts of the site.

    `parses_html` tells whether kramdown parses Markdown in HTML, `heeds_switch` whether a post
    can switch Liquid off, `cdn` whether the theme puts another host before each local image.
    `baseurl` has a slash before it or is empty, `liquid_baseurl` is what to write for it where
    Liquid runs. `url` is the address of the published site, baseurl and all, or empty.
    """

    settings: Settings
    parses_html: bool = False
    heeds_switch: bool = False
    cdn: bool = False
    baseurl: str = ""
    liquid_baseurl: str = ""
    url: str = ""


@dataclass(frozen=True)
class AddressForms:
    """How the address of an image in the site is written in a post, with `{path}` for its path.

    `image` is for images in the body, `other` for links to them and the like, `head` for the front
    matter. None: it cannot be written there.
    """

    image: str | None
    other: str | None
    head: str | None


def rules_of(settings: Settings) -> AddressRules:
    """Read the settings of the site that matter for the addresses in its posts."""
    config = settings.config
    return AddressRules(
        settings=settings,
        parses_html=parses_block_html(config),
        heeds_switch=settings.engine != JEKYLL_3,
        cdn=has_cdn(config, settings.profile),
        baseurl=baseurl(config),
        liquid_baseurl=liquid_baseurl(config),
        url=site_url(config),
    )


def forms_for(mentions: Mentions, rules: AddressRules) -> AddressForms:
    """Choose how images are written in a post, so that they show if the theme changes addresses.

    A theme (Chirpy) puts the `subpaths` of its profile and a CDN before each address without a
    host, also before those that start with a slash, but only for images.
    """
    whole = f"{_literal(rules.url)}/{{path}}" if rules.url else None
    if mentions.values.keys() & subpath_keys():
        return AddressForms(whole, whole, whole)
    image: str | None = rules.settings.image_url
    other: str | None = rules.settings.link_url
    if mentions.switches_liquid_off:
        static = whole if rules.cdn else f"{_literal(rules.baseurl)}/{{path}}"
        image, other = (static if form and "{{" in form else form for form in (image, other))
    return AddressForms(image, other, whole if rules.cdn else "/{path}")


def _literal(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")
