"""A change to the HTML of a post → one way to spoil it, with the names that it may be called by."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

_SAID = re.compile("[가-힣a-z0-9]")
Change = Callable[[BeautifulSoup, Random], bool]

DAMAGES: dict[str, tuple[Change, set[str]]] = {}
"""Every way to spoil a post by its name, with the classes one of which has to be reported."""


def damaged(html: str, name: str, random: Random) -> str | None:
    """Spoil a post in one way; None where it has nothing to spoil in that way."""
    soup = BeautifulSoup(html, "html.parser")
    change, _ = DAMAGES[name]
    return str(soup) if change(soup, random) else None


def spoils(*classes: str) -> Callable[[Change], Change]:
    """Register a change with the classes one of which has to be reported."""

    def register(change: Change) -> Change:
        DAMAGES[change.__name__] = (change, set(classes))
        return change

    return register


def one_of(soup: BeautifulSoup, random: Random, selector: str) -> Tag | None:
    """Choose one element."""
    found = soup.select(selector)
    return random.choice(found) if found else None


def text_with(
    soup: BeautifulSoup, random: Random, pattern: str
) -> tuple[NavigableString, str] | None:
    """Choose a text that stands in a line and has the pattern, and one place of it there."""
    texts = [
        text
        for text in soup.find_all(string=re.compile(pattern))
        if not text.find_parent(["pre", "code", "annotation", "script", "style", "textarea"])
        and not text.find_parent(class_="math")
    ]
    if not texts:
        return None
    text = random.choice(texts)
    return text, random.choice(re.findall(pattern, text))


def code_with(soup: BeautifulSoup, random: Random, pattern: str) -> NavigableString | None:
    """Choose the text of a block of code that has the pattern."""
    texts = [text for text in soup.select("pre code") if re.search(pattern, text.get_text())]
    if not texts:
        return None
    element = random.choice(texts)
    element.string = element.get_text()
    return element.contents[0] if isinstance(element.contents[0], NavigableString) else None


def swap(one: PageElement, other: PageElement) -> None:
    """Let two things change places."""
    place = NavigableString("")
    one.replace_with(place)
    other.replace_with(one)
    place.replace_with(other)


def replace(text: NavigableString, new: str) -> bool:
    """Write another text for a text."""
    text.replace_with(NavigableString(new))
    return new != text


def reword(soup: BeautifulSoup, random: Random, pattern: str, new: Callable[[str], str]) -> bool:
    """Write something else for one word that the pattern finds."""
    found = text_with(soup, random, pattern)
    if found is None:
        return False
    text, word = found
    return replace(text, text.replace(word, new(word), 1))


def unwrap(soup: BeautifulSoup, random: Random, selector: str) -> bool:
    """Take away one element that holds text, and leave what is in it."""
    element = one_of(soup, random, selector)
    if element is None or not element.get_text(strip=True):
        return False
    element.unwrap()
    return True


def drop(soup: BeautifulSoup, random: Random, selector: str) -> bool:
    """Take away one element and all in it."""
    element = one_of(soup, random, selector)
    if element is None:
        return False
    element.decompose()
    return True


def wrap_words(soup: BeautifulSoup, random: Random, tag: str, **attributes: str) -> bool:
    """Put one word into a new element."""
    found = text_with(soup, random, r"[가-힣]{2,}")
    if found is None or found[0].find_parent([tag, "b" if tag == "strong" else tag]):
        return False
    text, word = found
    before, _, after = text.partition(word)
    new = soup.new_tag(tag, attrs=attributes)
    new.string = word
    text.replace_with(NavigableString(before), new, NavigableString(after))
    return True


def take(soup: BeautifulSoup, random: Random, selector: str, *names: str) -> bool:
    """Take attributes from one element."""
    element = one_of(soup, random, selector)
    if element is None:
        return False
    for name in names:
        element.attrs.pop(name, None)
    return True


def give(soup: BeautifulSoup, random: Random, selector: str, name: str, value: str) -> bool:
    """Give an attribute to one element that holds text."""
    elements = [each for each in soup.select(selector) if _SAID.search(each.get_text())]
    if not elements:
        return False
    random.choice(elements)[name] = value
    return True
