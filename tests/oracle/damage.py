"""Ways to spoil the words, blocks, links and pictures of a post, each by itself."""

from __future__ import annotations

import re
from random import Random

from bs4 import BeautifulSoup
from bs4.element import NavigableString

from oracle.spoil import (
    code_with,
    drop,
    one_of,
    replace,
    reword,
    spoils,
    swap,
    text_with,
    unwrap,
    wrap_words,
)

# --- text


@spoils("text", "para-lost", "heading-lost", "list-lost", "table-cells")
def drop_word(soup: BeautifulSoup, random: Random) -> bool:
    return reword(soup, random, r"[가-힣A-Za-z]{2,}", lambda word: "")


@spoils("text")
def change_letter(soup: BeautifulSoup, random: Random) -> bool:
    return reword(soup, random, r"[가-힣]", lambda word: "뷁")


@spoils("text", "order", "space")
def swap_words(soup: BeautifulSoup, random: Random) -> bool:
    found = text_with(soup, random, r"[가-힣]+ [가-힣]+")
    if found is None:
        return False
    one, other = found[1].split(" ")
    return replace(found[0], found[0].replace(found[1], f"{other} {one}", 1))


@spoils("space", "text")
def drop_space(soup: BeautifulSoup, random: Random) -> bool:
    return reword(soup, random, r"[가-힣] [가-힣]", lambda word: word.replace(" ", ""))


@spoils("space", "text")
def part_word(soup: BeautifulSoup, random: Random) -> bool:
    return reword(soup, random, r"[가-힣]{2}", " ".join)


@spoils("escape", "text")
def show_backslash(soup: BeautifulSoup, random: Random) -> bool:
    return reword(soup, random, r"[가-힣]+", lambda word: f"\\{word}")


@spoils("smart-typography")
def dress_dashes(soup: BeautifulSoup, random: Random) -> bool:
    return reword(soup, random, r"--", lambda word: "–")


@spoils("text")
def show_stars(soup: BeautifulSoup, random: Random) -> bool:
    return reword(soup, random, r"[가-힣]+", lambda word: f"**{word}**")


# --- lines and paragraphs


@spoils("merged-lines", "para-merged", "space")
def drop_break(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "br")
    before = element.previous_sibling if element else None
    if element is None or before is None or element.next_sibling is None:
        return False
    if not str(element.next_sibling).strip() or not str(before).strip():
        return False
    element.replace_with(NavigableString(" "))
    return True


@spoils("extra-break")
def add_break(soup: BeautifulSoup, random: Random) -> bool:
    found = text_with(soup, random, r"[가-힣] [가-힣]")
    if found is None:
        return False
    text, place = found
    before, _, after = text.partition(place)
    text.replace_with(f"{before}{place[0]}", soup.new_tag("br"), f"{place[2]}{after}")
    return True


@spoils("para-merged")
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


@spoils("para-split")
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


@spoils("para-lost", "list-lost", "text", "image-lost", "inline-code", "math")
def drop_paragraph(soup: BeautifulSoup, random: Random) -> bool:
    found = [each for each in soup.find_all("p") if each.get_text(strip=True)]
    if not found:
        return False
    random.choice(found).decompose()
    return True


@spoils("para-extra", "para-split", "text", "image-extra", "inline-code", "math")
def repeat_paragraph(soup: BeautifulSoup, random: Random) -> bool:
    found = [each for each in soup.find_all("p") if each.get_text(strip=True)]
    if not found:
        return False
    one = random.choice(found)
    copy = BeautifulSoup(str(one), "html.parser")
    one.insert_after(copy)
    return True


# --- formats


@spoils("lost-bold")
def drop_bold(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "strong, b")


@spoils("lost-italic")
def drop_italic(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "em")


@spoils("lost-strike")
def drop_strike(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "del")


@spoils("extra-bold")
def add_bold(soup: BeautifulSoup, random: Random) -> bool:
    return wrap_words(soup, random, "strong")


@spoils("extra-italic")
def add_italic(soup: BeautifulSoup, random: Random) -> bool:
    return wrap_words(soup, random, "em")


@spoils("extra-strike")
def add_strike(soup: BeautifulSoup, random: Random) -> bool:
    return wrap_words(soup, random, "del")


@spoils("style")
def add_colour(soup: BeautifulSoup, random: Random) -> bool:
    return wrap_words(soup, random, "span", style="color: red")


@spoils("html-live")
def add_mark(soup: BeautifulSoup, random: Random) -> bool:
    return wrap_words(soup, random, "mark")


@spoils("link")
def add_link(soup: BeautifulSoup, random: Random) -> bool:
    return not soup.find("a") and wrap_words(soup, random, "a", href="https://example.com/x")


# --- headings, rules, quotes


@spoils("heading-level")
def change_level(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "h1, h2, h3, h4")
    if element is None:
        return False
    element.name = f"h{int(element.name[1]) + 1}"
    return True


@spoils("heading-lost")
def drop_heading(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "h1, h2, h3, h4")
    if element is None:
        return False
    element.name = "p"
    return True


@spoils("rule")
def drop_rule(soup: BeautifulSoup, random: Random) -> bool:
    return drop(soup, random, "hr")


@spoils("quote")
def drop_quote(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "blockquote:not(.twitter-tweet)")


@spoils("quote", "para-extra")
def end_quote_late(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "blockquote:not(.twitter-tweet)")
    after = element.find_next_sibling() if element else None
    if element is None or after is None or after.name != "p":
        return False
    element.append(after)
    return True


# --- lists


@spoils("list-lost", "list-nesting", "list-number", "text", "task-box", "order", "list-kind")
def swap_items(soup: BeautifulSoup, random: Random) -> bool:
    pairs = [
        (one, other)
        for one in soup.find_all("li")
        if (other := one.find_next_sibling("li")) and one.get_text() != other.get_text()
    ]
    if not pairs:
        return False
    swap(*random.choice(pairs))
    return True


@spoils("list-lost", "list-number")
def drop_item(soup: BeautifulSoup, random: Random) -> bool:
    return drop(soup, random, "li")


@spoils("list-lost", "list-number", "merged-lines")
def merge_items(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "li + li")
    before = element.find_previous_sibling("li") if element else None
    if element is None or before is None:
        return False
    before.append(" ")
    before.extend(list(element.contents))
    element.decompose()
    return True


@spoils("list-nesting", "list-lost")
def flatten_list(soup: BeautifulSoup, random: Random) -> bool:
    inner = one_of(soup, random, "li > ul, li > ol")
    if inner is None or inner.parent is None:
        return False
    for item in reversed(inner.find_all("li", recursive=False)):
        inner.parent.insert_after(item)
    inner.decompose()
    return True


@spoils("list-nesting", "list-extra")
def nest_item(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "li + li")
    before = element.find_previous_sibling("li") if element else None
    if element is None or before is None:
        return False
    inner = soup.new_tag("ul")
    inner.append(element)
    before.append(inner)
    return True


@spoils("list-number")
def change_number(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "ol")
    if element is None:
        return False
    element["start"] = str(int(str(element.get("start", "1"))) + 1)
    return True


@spoils("list-kind", "list-lost")
def change_kind(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "ol, ul")
    if element is None:
        return False
    element.name = "ul" if element.name == "ol" else "ol"
    return True


@spoils("list-lost")
def drop_list(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "ul:not(ul ul), ol")
    if element is None:
        return False
    for item in element.find_all("li"):
        item.name = "p"
    for inner in element.find_all(["ul", "ol"]):
        inner.unwrap()
    element.unwrap()
    return True


@spoils("task-box")
def drop_box(soup: BeautifulSoup, random: Random) -> bool:
    return drop(soup, random, "input")


# --- code


@spoils("code-text")
def change_code(soup: BeautifulSoup, random: Random) -> bool:
    text = code_with(soup, random, r"\w")
    return text is not None and replace(text, re.sub(r"\w", "Ø", text, count=1))


@spoils("code-text")
def indent_code(soup: BeautifulSoup, random: Random) -> bool:
    text = code_with(soup, random, r"\w")
    return text is not None and replace(text, f" {text}")


@spoils("code-text")
def join_code_lines(soup: BeautifulSoup, random: Random) -> bool:
    text = code_with(soup, random, r"\S\n\s*\S")
    return text is not None and replace(text, text.strip("\n").replace("\n", " ", 1))


@spoils("code-text")
def expand_tabs(soup: BeautifulSoup, random: Random) -> bool:
    text = code_with(soup, random, r"\t")
    return text is not None and replace(text, text.expandtabs(4))


@spoils("code-text")
def drop_less_than(soup: BeautifulSoup, random: Random) -> bool:
    text = code_with(soup, random, r"<")
    return text is not None and replace(text, text.replace("<", "", 1))


@spoils("code-text")
def unescape_code(soup: BeautifulSoup, random: Random) -> bool:
    text = code_with(soup, random, r"<")
    return text is not None and replace(text, text.replace("<", "&lt;", 1))


@spoils("code-language")
def change_language(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "pre > code")
    if element is None:
        return False
    element["class"] = "language-cobol"
    return True


@spoils("code-lost")
def drop_code(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "pre")
    if element is None:
        return False
    element.name = "p"
    return True


@spoils("code-extra", "code-text", "code-language")
def part_code(soup: BeautifulSoup, random: Random) -> bool:
    text = code_with(soup, random, r"\S\n+\S")
    if text is None or text.parent is None or text.parent.parent is None:
        return False
    one, _, other = text.strip("\n").partition("\n")
    replace(text, one)
    rest = BeautifulSoup("<pre><code></code></pre>", "html.parser")
    rest.select("code")[0].string = other
    pre = next(each for each in soup.select("pre") if each.get_text() == one)
    pre.insert_after(rest)
    return True


@spoils("inline-code")
def drop_inline_code(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, ":not(pre) > code")


@spoils("inline-code")
def change_inline_code(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, ":not(pre) > code")
    if element is None:
        return False
    element.string = f"{element.get_text()};"
    return True


# --- links, pictures, embeds, formulas


@spoils("link")
def change_link(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "a[href]")
    if element is None or not element.get_text(strip=True):
        return False
    element["href"] = f"{element['href']}x"
    return True


@spoils("link", "autolink-lost")
def drop_link(soup: BeautifulSoup, random: Random) -> bool:
    return unwrap(soup, random, "a[href]")


@spoils("image-lost")
def drop_image(soup: BeautifulSoup, random: Random) -> bool:
    return drop(soup, random, "img")


@spoils("image-src", "image-size")
def change_image(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "img")
    if element is None:
        return False
    element["src"] = f"{element.get('src', '')}.webp"
    return True


@spoils("image-src", "image-lost", "image-extra", "image-size", "order")
def swap_images(soup: BeautifulSoup, random: Random) -> bool:
    found = soup.select("img[src]")
    pairs = [(one, other) for one in found for other in found if str(one) < str(other)]
    if not pairs:
        return False
    swap(*random.choice(pairs))
    return True


@spoils("image-size")
def resize_image(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "img")
    if element is None:
        return False
    element["width"] = f"{element.get('width', '')}1"
    return True


@spoils("embed")
def drop_embed(soup: BeautifulSoup, random: Random) -> bool:
    return drop(soup, random, "iframe, blockquote.twitter-tweet")


@spoils("embed")
def change_embed(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "iframe")
    if element is None:
        return False
    element["src"] = f"{element.get('src', '')}x"
    return True


@spoils("math")
def change_formula(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "annotation")
    if element is None:
        return False
    element.string = f"{element.get_text()} + 1"
    return True


@spoils("math")
def drop_formula(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, ".math")
    if element is None:
        return False
    element.replace_with(f"${element.get_text()}$")
    return True


@spoils("math")
def change_display(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, ".math-display")
    if element is None:
        return False
    element.name = "span"
    element["class"] = "math math-inline"
    return True


# --- tables


@spoils("table-cells")
def drop_cell(soup: BeautifulSoup, random: Random) -> bool:
    return drop(soup, random, "td, th")


@spoils("table-cells", "text", "order", "inline-code", "math")
def swap_cells(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "td + td")
    before = element.find_previous_sibling("td") if element else None
    if element is None or before is None or before.get_text() == element.get_text():
        return False
    swap(before, element)
    return True


@spoils("table-cells")
def behead_table(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "th")
    if element is None:
        return False
    element.name = "td"
    return True


@spoils("table-cells")
def drop_row(soup: BeautifulSoup, random: Random) -> bool:
    return drop(soup, random, "tr")


@spoils("table-lost")
def drop_table(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "table")
    if element is None:
        return False
    for cell in element.find_all(["td", "th"]):
        cell.name = "p"
    for wrapper in [*element.find_all(["thead", "tbody", "tr"]), element]:
        wrapper.unwrap()
    return True


# --- HTML that Velog's filter takes away


@spoils("html-live")
def add_details(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "p, pre")
    if element is None:
        return False
    element.wrap(soup.new_tag("details"))
    return True


@spoils("script-live")
def add_script(soup: BeautifulSoup, random: Random) -> bool:
    element = one_of(soup, random, "p")
    if element is None:
        return False
    script = soup.new_tag("script")
    script.string = "alert(1)"
    element.insert_after(script)
    return True
