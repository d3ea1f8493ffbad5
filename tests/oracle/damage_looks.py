"""Ways to spoil how a post looks, and nothing of its words: colours, empty lines, sizes."""

from __future__ import annotations

from random import Random

from bs4 import BeautifulSoup
from bs4.element import Tag

from oracle.spoil import give, one_of, reword, spoils, take, unwrap, wrap_words

_COLOURED = 'span[style*="color"]:not(:empty, .math, .math *)'
_EMPTY = {"", "\u00a0", "\u3000", "\u3164"}


# --- formats


@spoils("lost-sup")
def lower_words(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "sup")


@spoils("lost-sub")
def raise_words(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "sub")


@spoils("lost-underline")
def drop_underline(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "u")


@spoils("lost-underline")
def drop_insertion(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "ins")


@spoils("lost-mark")
def drop_mark(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "mark")


@spoils("lost-small")
def enlarge(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "small")


@spoils("lost-quoted")
def drop_quotation_marks(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "q")


@spoils("html-lost")
def drop_key(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "kbd")


@spoils("html-live")
def add_raised(soup: BeautifulSoup, random: Random) -> bool:
    return not soup.select("sup") and wrap_words(soup, random, "sup")


@spoils("html-live")
def add_underline(soup: BeautifulSoup, random: Random) -> bool:
    return not soup.select("u, ins") and wrap_words(soup, random, "u")


# --- styles


@spoils("style")
def drop_colour(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, _COLOURED, "style")


@spoils("style")
def drop_font(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "font[color]")


@spoils("style")
def change_colour(soup: BeautifulSoup, random: Random) -> bool:
    return give(soup, random, _COLOURED, "style", "color: #123456")


@spoils("style")
def drop_colour_of_item(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, 'li[style*="color"]', "style")


@spoils("style")
def add_ground(soup: BeautifulSoup, random: Random) -> bool:
    return give(soup, random, "p", "style", "background: #123456")


@spoils("lost-align")
def drop_alignment(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, 'p[align], p[style*="text-align"]', "align", "style")


@spoils("extra-align")
def centre(soup: BeautifulSoup, random: Random) -> bool:
    return give(soup, random, "p:not([align], [style])", "align", "center")


@spoils("lost-cell-align")
def drop_alignment_of_cell(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, 'td[align], td[style*="text-align"]', "align", "style")


# --- empty lines and blanks


def _empty(soup: BeautifulSoup) -> list[Tag]:
    return [
        each
        for each in soup.select("p")
        if each.get_text().strip(" \n") in _EMPTY and (each.find("br") or each.get_text())
        if not each.find_parent(["li", "td"]) and not each.find("img")
    ]


@spoils("empty-line-lost")
def drop_empty_line(soup: BeautifulSoup, random: Random) -> bool:
    found = _empty(soup)
    if not found:
        return False
    random.choice(found).decompose()
    return True


@spoils("empty-line-extra")
def add_empty_line(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "p")
    if element is None or element.find_parent("li"):
        return False
    element.insert_after(BeautifulSoup("<p>&nbsp;</p>", "html.parser"))
    return True


@spoils("space")
def drop_indent(soup: BeautifulSoup, random: Random) -> bool:
    return reword(soup, random, r"^\s*\u00a0+(?=\w)", lambda word: "")


@spoils("space")
def widen_space(soup: BeautifulSoup, random: Random) -> bool:
    return reword(soup, random, r"[가-힣] (?=[가-힣])", lambda word: f"{word}\u00a0")


# --- cells, boxes, pictures


@spoils("merged-cells")
def part_cells(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, "[colspan], [rowspan]", "colspan", "rowspan")


@spoils("merged-cells")
def merge_columns(soup: BeautifulSoup, random: Random) -> bool:
    return give(soup, random, "td:not([colspan])", "colspan", "3")


@spoils("merged-cells")
def merge_rows(soup: BeautifulSoup, random: Random) -> bool:
    return give(soup, random, "td:not([rowspan])", "rowspan", "3")


@spoils("lost-tick")
def untick(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, "input[checked]", "checked")


@spoils("extra-tick")
def tick(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "input:not([checked])")
    if element is None:
        return False
    element["checked"] = ""
    return True


@spoils("image-size")
def drop_width(soup: BeautifulSoup, random: Random) -> bool:
    return take(soup, random, "img[width], img[style*=width]", "width", "style")


@spoils("image-size")
def narrow(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "img")
    if element is None:
        return False
    element["style"] = "width: 12%"
    return True
