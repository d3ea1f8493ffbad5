"""Ways to spoil the signs of items, the jumps, the ends of code and the boxes to open of a post."""

from __future__ import annotations

from random import Random

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from oracle.spoil import drop, give, one_of, replace, spoils, take, unwrap

# --- lists


@spoils("list-type")
def drop_letters(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, 'ol[type]:not([type="1"])', "type")


@spoils("list-type")
def number_in_roman(soup: BeautifulSoup, random: Random) -> bool:
    return give(soup, random, "ol:not([type])", "style", "list-style-type: lower-roman")


@spoils("list-number", "list-lost")
def drop_value(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, "li[value]", "value")


@spoils("list-number", "list-lost")
def drop_start(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, 'ol[start]:not([start="1"])', "start")


@spoils("list-tightened")
def tighten_item(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "li > p:first-child:last-child")


@spoils("list-loosened")
def loosen_item(soup: BeautifulSoup, random: Random) -> bool:
    texts = [
        item.contents[0]
        for item in soup.select("li")
        if item.contents and isinstance(item.contents[0], NavigableString)
        if item.contents[0].strip()
    ]
    if not texts:
        return False
    random.choice(texts).wrap(soup.new_tag("p"))
    return True


# --- jumps


def _jump(soup: BeautifulSoup, random: Random) -> tuple[Tag, Tag] | None:
    """Choose a link within the page, and its target."""
    found = [
        (link, target)
        for link in soup.select('a[href^="#"]')
        if link.get_text(strip=True)
        for target in soup.select("[id], a[name]")
        if str(link["href"])[1:] in {target.get("id"), target.get("name")}
    ]
    return random.choice(found) if found else None


@spoils("jump")
def drop_target(soup: BeautifulSoup, random: Random) -> bool:
    found = _jump(soup, random)
    if found is None:
        return False
    found[1].attrs.pop("id", None)
    found[1].attrs.pop("name", None)
    return True


@spoils("jump")
def move_target(soup: BeautifulSoup, random: Random) -> bool:
    found = _jump(soup, random)
    others = [each for each in soup.select("p, h2, h3") if each.get_text(strip=True)]
    if found is None:
        return False
    others = [each for each in others if found[1] not in [each, *each.find_all(), *each.parents]]
    found[1].attrs.pop("id", None)
    found[1].attrs.pop("name", None)
    random.choice(others)["id"] = str(found[0]["href"])[1:]
    return True


@spoils("jump")
def turn_jump(soup: BeautifulSoup, random: Random) -> bool:
    found = _jump(soup, random)
    if found is None:
        return False
    found[0]["href"] = "#"
    return True


# --- code, and tags that Velog shows in stored HTML


@spoils("code-blank-line")
def lengthen_code(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "pre > code")
    if element is None:
        return False
    element.append("\n\n")
    return True


@spoils("code-blank-line")
def shorten_code(soup: BeautifulSoup, random: Random) -> bool:
    found = [each for each in soup.select("pre > code") if each.get_text().endswith("\n\n")]
    text = random.choice(found).contents[0] if found else None
    return isinstance(text, NavigableString) and replace(text, text.rstrip("\n"))


@spoils("html-lost")
def open_details(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "details")


@spoils("html-lost", "text", "para-lost")
def drop_summary(soup: BeautifulSoup, random: Random) -> bool:
    return drop(soup, random, "summary")


@spoils("html-lost")
def drop_definitions(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "dl")
