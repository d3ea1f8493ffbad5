"""The HTML of a post → the same with one small thing spoilt, and what that is to be called."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

Change = Callable[[BeautifulSoup, Random], bool]

DAMAGES: dict[str, tuple[Change, set[str]]] = {}
"""Every way to spoil a post by its name, with the classes one of which has to be reported."""


def damaged(html: str, name: str, random: Random) -> str | None:
    """Spoil a post in one way; None where it has nothing to spoil in that way."""
    soup = BeautifulSoup(html, "html.parser")
    change, _ = DAMAGES[name]
    return str(soup) if change(soup, random) else None


def _damage(*classes: str) -> Callable[[Change], Change]:
    def register(change: Change) -> Change:
        DAMAGES[change.__name__] = (change, set(classes))
        return change

    return register


# --- choosing


def _one(soup: BeautifulSoup, random: Random, selector: str) -> Tag | None:
    found = soup.select(selector)
    return random.choice(found) if found else None


def _text(soup: BeautifulSoup, random: Random, pattern: str) -> tuple[NavigableString, str] | None:
    """Choose a text that stands in a line and has the pattern, and one place of it there."""
    texts = [
        text
        for text in soup.find_all(string=re.compile(pattern))
        if not text.find_parent(["pre", "code", "annotation", "script", "style", "textarea"])
    ]
    if not texts:
        return None
    text = random.choice(texts)
    return text, random.choice(re.findall(pattern, text))


def _code(soup: BeautifulSoup, random: Random, pattern: str) -> NavigableString | None:
    texts = [text for text in soup.select("pre code") if re.search(pattern, text.get_text())]
    if not texts:
        return None
    element = random.choice(texts)
    element.string = element.get_text()
    return element.contents[0] if isinstance(element.contents[0], NavigableString) else None


def _swap(one: PageElement, other: PageElement) -> None:
    place = NavigableString("")
    one.replace_with(place)
    other.replace_with(one)
    place.replace_with(other)


def _replace(text: NavigableString, new: str) -> bool:
    text.replace_with(NavigableString(new))
    return new != text


def _reword(soup: BeautifulSoup, random: Random, pattern: str, new: Callable[[str], str]) -> bool:
    """Write something else for one word that the pattern finds."""
    found = _text(soup, random, pattern)
    if found is None:
        return False
    text, word = found
    return _replace(text, text.replace(word, new(word), 1))


def _unwrap(soup: BeautifulSoup, random: Random, selector: str) -> bool:
    element = _one(soup, random, selector)
    if element is None or not element.get_text(strip=True):
        return False
    element.unwrap()
    return True


def _drop(soup: BeautifulSoup, random: Random, selector: str) -> bool:
    element = _one(soup, random, selector)
    if element is None:
        return False
    element.decompose()
    return True


def _wrap_words(soup: BeautifulSoup, random: Random, tag: str, **attributes: str) -> bool:
    found = _text(soup, random, r"[가-힣]{2,}")
    if found is None or found[0].find_parent([tag, "b" if tag == "strong" else tag]):
        return False
    text, word = found
    before, _, after = text.partition(word)
    new = soup.new_tag(tag, attrs=attributes)
    new.string = word
    text.replace_with(NavigableString(before), new, NavigableString(after))
    return True


# --- text


@_damage("text", "para-lost", "heading-lost", "list-lost", "table-cells")
def drop_word(soup: BeautifulSoup, random: Random) -> bool:
    return _reword(soup, random, r"[가-힣A-Za-z]{2,}", lambda word: "")


@_damage("text")
def change_letter(soup: BeautifulSoup, random: Random) -> bool:
    return _reword(soup, random, r"[가-힣]", lambda word: "뷁")


@_damage("text", "order", "space")
def swap_words(soup: BeautifulSoup, random: Random) -> bool:
    found = _text(soup, random, r"[가-힣]+ [가-힣]+")
    if found is None:
        return False
    one, other = found[1].split(" ")
    return _replace(found[0], found[0].replace(found[1], f"{other} {one}", 1))


@_damage("space", "text")
def drop_space(soup: BeautifulSoup, random: Random) -> bool:
    return _reword(soup, random, r"[가-힣] [가-힣]", lambda word: word.replace(" ", ""))


@_damage("space", "text")
def part_word(soup: BeautifulSoup, random: Random) -> bool:
    return _reword(soup, random, r"[가-힣]{2}", " ".join)


@_damage("escape", "text")
def show_backslash(soup: BeautifulSoup, random: Random) -> bool:
    return _reword(soup, random, r"[가-힣]+", lambda word: f"\\{word}")


@_damage("smart-typography")
def dress_dashes(soup: BeautifulSoup, random: Random) -> bool:
    return _reword(soup, random, r"--", lambda word: "–")


@_damage("text")
def show_stars(soup: BeautifulSoup, random: Random) -> bool:
    return _reword(soup, random, r"[가-힣]+", lambda word: f"**{word}**")


# --- lines and paragraphs


@_damage("merged-lines", "para-merged", "space")
def drop_break(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "br")
    before = element.previous_sibling if element else None
    if element is None or before is None or element.next_sibling is None:
        return False
    if not str(element.next_sibling).strip() or not str(before).strip():
        return False
    element.replace_with(NavigableString(" "))
    return True


@_damage("extra-break")
def add_break(soup: BeautifulSoup, random: Random) -> bool:
    found = _text(soup, random, r"[가-힣] [가-힣]")
    if found is None:
        return False
    text, place = found
    before, _, after = text.partition(place)
    text.replace_with(f"{before}{place[0]}", soup.new_tag("br"), f"{place[2]}{after}")
    return True


@_damage("para-merged")
def merge_paragraphs(soup: BeautifulSoup, random: Random) -> bool:
    pairs = [
        (one, other)
        for one in soup.find_all("p")
        if (other := one.find_next_sibling()) and other.name == "p"
        if one.get_text(strip=True) and other.get_text(strip=True)
    ]
    if not pairs:
        return False
    one, other = random.choice(pairs)
    one.append(" ")
    one.extend(list(other.contents))
    other.decompose()
    return True


@_damage("para-split")
def split_paragraph(soup: BeautifulSoup, random: Random) -> bool:
    breaks = [
        each
        for each in soup.select("p > br")
        if str(each.previous_sibling or "").strip() and str(each.next_sibling or "").strip()
    ]
    if not breaks:
        return False
    element = random.choice(breaks)
    paragraph = element.parent
    assert paragraph
    after = soup.new_tag("p")
    after.extend(list(element.next_siblings))
    element.decompose()
    paragraph.insert_after(after)
    return True


@_damage("para-lost", "list-lost", "text", "image-lost", "inline-code", "math")
def drop_paragraph(soup: BeautifulSoup, random: Random) -> bool:
    found = [each for each in soup.find_all("p") if each.get_text(strip=True)]
    if not found:
        return False
    random.choice(found).decompose()
    return True


@_damage("para-extra", "para-split", "text", "image-extra", "inline-code", "math")
def repeat_paragraph(soup: BeautifulSoup, random: Random) -> bool:
    found = [each for each in soup.find_all("p") if each.get_text(strip=True)]
    if not found:
        return False
    one = random.choice(found)
    copy = BeautifulSoup(str(one), "html.parser")
    one.insert_after(copy)
    return True


# --- formats


@_damage("lost-bold")
def drop_bold(soup: BeautifulSoup, random: Random) -> bool:
    return _unwrap(soup, random, "strong, b")


@_damage("lost-italic")
def drop_italic(soup: BeautifulSoup, random: Random) -> bool:
    return _unwrap(soup, random, "em")


@_damage("lost-strike")
def drop_strike(soup: BeautifulSoup, random: Random) -> bool:
    return _unwrap(soup, random, "del")


@_damage("extra-bold")
def add_bold(soup: BeautifulSoup, random: Random) -> bool:
    return _wrap_words(soup, random, "strong")


@_damage("extra-italic")
def add_italic(soup: BeautifulSoup, random: Random) -> bool:
    return _wrap_words(soup, random, "em")


@_damage("extra-strike")
def add_strike(soup: BeautifulSoup, random: Random) -> bool:
    return _wrap_words(soup, random, "del")


@_damage("style")
def add_colour(soup: BeautifulSoup, random: Random) -> bool:
    return _wrap_words(soup, random, "span", style="color: red")


@_damage("html-live")
def add_mark(soup: BeautifulSoup, random: Random) -> bool:
    return _wrap_words(soup, random, "mark")


@_damage("link")
def add_link(soup: BeautifulSoup, random: Random) -> bool:
    return not soup.find("a") and _wrap_words(soup, random, "a", href="https://example.com/x")


# --- headings, rules, quotes


@_damage("heading-level")
def change_level(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "h1, h2, h3, h4")
    if element is None:
        return False
    element.name = f"h{int(element.name[1]) + 1}"
    return True


@_damage("heading-lost")
def drop_heading(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "h1, h2, h3, h4")
    if element is None:
        return False
    element.name = "p"
    return True


@_damage("rule")
def drop_rule(soup: BeautifulSoup, random: Random) -> bool:
    return _drop(soup, random, "hr")


@_damage("quote")
def drop_quote(soup: BeautifulSoup, random: Random) -> bool:
    return _unwrap(soup, random, "blockquote:not(.twitter-tweet)")


@_damage("quote", "para-extra")
def end_quote_late(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "blockquote:not(.twitter-tweet)")
    after = element.find_next_sibling() if element else None
    if element is None or after is None or after.name != "p":
        return False
    element.append(after)
    return True


# --- lists


@_damage("list-lost", "list-nesting", "list-number", "text", "task-box", "order", "list-kind")
def swap_items(soup: BeautifulSoup, random: Random) -> bool:
    pairs = [
        (one, other)
        for one in soup.find_all("li")
        if (other := one.find_next_sibling("li")) and one.get_text() != other.get_text()
    ]
    if not pairs:
        return False
    _swap(*random.choice(pairs))
    return True


@_damage("list-lost", "list-number")
def drop_item(soup: BeautifulSoup, random: Random) -> bool:
    return _drop(soup, random, "li")


@_damage("list-lost", "list-number", "merged-lines")
def merge_items(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "li + li")
    before = element.find_previous_sibling("li") if element else None
    if element is None or before is None:
        return False
    before.append(" ")
    before.extend(list(element.contents))
    element.decompose()
    return True


@_damage("list-nesting", "list-lost")
def flatten_list(soup: BeautifulSoup, random: Random) -> bool:
    inner = _one(soup, random, "li > ul, li > ol")
    if inner is None or inner.parent is None:
        return False
    for item in reversed(inner.find_all("li", recursive=False)):
        inner.parent.insert_after(item)
    inner.decompose()
    return True


@_damage("list-nesting", "list-extra")
def nest_item(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "li + li")
    before = element.find_previous_sibling("li") if element else None
    if element is None or before is None:
        return False
    inner = soup.new_tag("ul")
    inner.append(element)
    before.append(inner)
    return True


@_damage("list-number")
def change_number(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "ol")
    if element is None:
        return False
    element["start"] = str(int(str(element.get("start", "1"))) + 1)
    return True


@_damage("list-kind", "list-lost")
def change_kind(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "ol, ul")
    if element is None:
        return False
    element.name = "ul" if element.name == "ol" else "ol"
    return True


@_damage("list-lost")
def drop_list(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "ul:not(ul ul), ol")
    if element is None:
        return False
    for item in element.find_all("li"):
        item.name = "p"
    for inner in element.find_all(["ul", "ol"]):
        inner.unwrap()
    element.unwrap()
    return True


@_damage("task-box")
def drop_box(soup: BeautifulSoup, random: Random) -> bool:
    return _drop(soup, random, "input")


# --- code


@_damage("code-text")
def change_code(soup: BeautifulSoup, random: Random) -> bool:
    text = _code(soup, random, r"\w")
    return text is not None and _replace(text, re.sub(r"\w", "Ø", text, count=1))


@_damage("code-text")
def indent_code(soup: BeautifulSoup, random: Random) -> bool:
    text = _code(soup, random, r"\w")
    return text is not None and _replace(text, f" {text}")


@_damage("code-text")
def join_code_lines(soup: BeautifulSoup, random: Random) -> bool:
    text = _code(soup, random, r"\S\n\s*\S")
    return text is not None and _replace(text, text.strip("\n").replace("\n", " ", 1))


@_damage("code-text")
def expand_tabs(soup: BeautifulSoup, random: Random) -> bool:
    text = _code(soup, random, r"\t")
    return text is not None and _replace(text, text.expandtabs(4))


@_damage("code-text")
def drop_less_than(soup: BeautifulSoup, random: Random) -> bool:
    text = _code(soup, random, r"<")
    return text is not None and _replace(text, text.replace("<", "", 1))


@_damage("code-text")
def unescape_code(soup: BeautifulSoup, random: Random) -> bool:
    text = _code(soup, random, r"<")
    return text is not None and _replace(text, text.replace("<", "&lt;", 1))


@_damage("code-language")
def change_language(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "pre > code")
    if element is None:
        return False
    element["class"] = "language-cobol"
    return True


@_damage("code-lost")
def drop_code(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "pre")
    if element is None:
        return False
    element.name = "p"
    return True


@_damage("code-extra", "code-text", "code-language")
def part_code(soup: BeautifulSoup, random: Random) -> bool:
    text = _code(soup, random, r"\S\n+\S")
    if text is None or text.parent is None or text.parent.parent is None:
        return False
    one, _, other = text.strip("\n").partition("\n")
    _replace(text, one)
    rest = BeautifulSoup("<pre><code></code></pre>", "html.parser")
    rest.select("code")[0].string = other
    pre = next(each for each in soup.select("pre") if each.get_text() == one)
    pre.insert_after(rest)
    return True


@_damage("inline-code")
def drop_inline_code(soup: BeautifulSoup, random: Random) -> bool:
    return _unwrap(soup, random, ":not(pre) > code")


@_damage("inline-code")
def change_inline_code(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, ":not(pre) > code")
    if element is None:
        return False
    element.string = f"{element.get_text()};"
    return True


# --- links, pictures, embeds, formulas


@_damage("link")
def change_link(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "a[href]")
    if element is None or not element.get_text(strip=True):
        return False
    element["href"] = f"{element['href']}x"
    return True


@_damage("link", "autolink-lost")
def drop_link(soup: BeautifulSoup, random: Random) -> bool:
    return _unwrap(soup, random, "a[href]")


@_damage("image-lost")
def drop_image(soup: BeautifulSoup, random: Random) -> bool:
    return _drop(soup, random, "img")


@_damage("image-src", "image-size")
def change_image(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "img")
    if element is None:
        return False
    element["src"] = f"{element.get('src', '')}.webp"
    return True


@_damage("image-src", "image-lost", "image-extra", "image-size", "order")
def swap_images(soup: BeautifulSoup, random: Random) -> bool:
    found = soup.select("img[src]")
    pairs = [(one, other) for one in found for other in found if str(one) < str(other)]
    if not pairs:
        return False
    _swap(*random.choice(pairs))
    return True


@_damage("image-size")
def resize_image(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "img")
    if element is None:
        return False
    element["width"] = f"{element.get('width', '')}1"
    return True


@_damage("embed")
def drop_embed(soup: BeautifulSoup, random: Random) -> bool:
    return _drop(soup, random, "iframe, blockquote.twitter-tweet")


@_damage("embed")
def change_embed(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "iframe")
    if element is None:
        return False
    element["src"] = f"{element.get('src', '')}x"
    return True


@_damage("math")
def change_formula(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "annotation")
    if element is None:
        return False
    element.string = f"{element.get_text()} + 1"
    return True


@_damage("math")
def drop_formula(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, ".math")
    if element is None:
        return False
    element.replace_with(f"${element.get_text()}$")
    return True


@_damage("math")
def change_display(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, ".math-display")
    if element is None:
        return False
    element.name = "span"
    element["class"] = "math math-inline"
    return True


# --- tables


@_damage("table-cells")
def drop_cell(soup: BeautifulSoup, random: Random) -> bool:
    return _drop(soup, random, "td, th")


@_damage("table-cells", "text", "order", "inline-code", "math")
def swap_cells(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "td + td")
    before = element.find_previous_sibling("td") if element else None
    if element is None or before is None or before.get_text() == element.get_text():
        return False
    _swap(before, element)
    return True


@_damage("table-cells")
def behead_table(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "th")
    if element is None:
        return False
    element.name = "td"
    return True


@_damage("table-cells")
def drop_row(soup: BeautifulSoup, random: Random) -> bool:
    return _drop(soup, random, "tr")


@_damage("table-lost")
def drop_table(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "table")
    if element is None:
        return False
    for cell in element.find_all(["td", "th"]):
        cell.name = "p"
    for wrapper in [*element.find_all(["thead", "tbody", "tr"]), element]:
        wrapper.unwrap()
    return True


# --- HTML that Velog's filter takes away


@_damage("html-live")
def add_details(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "p, pre")
    if element is None:
        return False
    element.wrap(soup.new_tag("details"))
    return True


@_damage("script-live")
def add_script(soup: BeautifulSoup, random: Random) -> bool:
    element = _one(soup, random, "p")
    if element is None:
        return False
    script = soup.new_tag("script")
    script.string = "alert(1)"
    element.insert_after(script)
    return True
