"""The site that `new` makes, in a real browser: on a telephone, in the dark, by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

import axe
from browser import set_screen
from conftest import need
from served import served
from test_new_site_built import MATH, SECOND, WIDE, build_theme
from test_report_in_browser import logged
from themes.links import Built

__all__ = ["build_theme"]

PAGES = {
    "home": "",
    "second page": "page/2/",
    "post of a series": SECOND,
    "wide post": WIDE,
    "formulas": MATH,
    "tags": "tags/",
    "series": "series/",
    "one series": "series/하루-만에-배우는-리눅스/",
    "archive": "archive/",
    "about": "about/",
    "search": "search/?q=리눅스",
    "lost": "404.html",
}
Open = Callable[..., Chrome]


@pytest.fixture(scope="module")
def origin(build_theme: Callable[[str], Built]) -> Iterator[str]:
    built = build_theme("/blog")
    with served(built.folder, "/blog") as origin:
        yield origin


@pytest.fixture
def show(origin: str, chromium: Chrome) -> Iterator[Open]:
    """Give a function that shows a page of the site."""

    def show(path: str, width: int = 1280, *, dark: bool = False, scripts: bool = True) -> Chrome:
        set_screen(chromium, width, dark=dark, scripts=scripts)
        chromium.get(f"{origin}/blog/{quote(path.removesuffix('index.html'), safe='/?=#%')}")
        return chromium

    yield show
    set_screen(chromium, 1280)
    chromium.execute_script("localStorage.clear()")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nobody_is_kept_out_and_nothing_sticks_out(
    show: Open, name: str, width: int, dark: bool
) -> None:
    need(axe.missing())
    page = show(PAGES[name], width, dark=dark)
    assert axe.violations(page) == []
    wide = "const d = document.documentElement; return d.scrollWidth - d.clientWidth"
    assert page.execute_script(wide) == 0


@pytest.mark.parametrize(
    ("path", "name"),
    [("series/#하루-만에-배우는-리눅스", "하루 만에 배우는 리눅스"), ("tags/#C%23", "C#")],
)
def test_the_address_of_a_series_or_a_tag_shows_it_alone(show: Open, path: str, name: str) -> None:
    every = seen(show(path.partition("#")[0]))
    assert {name} < set(every)
    assert "모두 보기" not in every
    page = show(path, scripts=False)
    assert seen(page) == [name, "모두 보기"]
    page.find_element(By.CSS_SELECTOR, ".show-all a").click()
    WebDriverWait(page, 5).until(lambda page: "#" not in page.current_url)
    assert seen(page) == every


def seen(page: Chrome) -> list[str]:
    """Give what there is to be seen of lists: their names, all tags, the link to all of them."""
    found = page.find_elements(By.CSS_SELECTOR, "main :is(h2, .tags.all, .show-all)")
    return [each.text for each in found if each.is_displayed()]


@pytest.mark.parametrize("name", set(PAGES) - {"wide post", "formulas"})
def test_all_that_a_page_loads_is_of_its_site(show: Open, origin: str, name: str) -> None:
    page = show(PAGES[name])
    loaded = page.execute_script("return performance.getEntriesByType('resource').map(e => e.name)")
    assert loaded
    assert [url for url in loaded if not url.startswith(f"{origin}/blog/")] == []


def colour(page: Chrome) -> str:
    return page.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")


def test_light_and_dark_are_switched_and_remembered(show: Open) -> None:
    page = show("")
    light = colour(page)
    page.find_element(By.CSS_SELECTOR, "button.theme").click()
    dark = colour(page)
    assert light != dark
    assert colour(show("tags/")) == dark
    page.find_element(By.CSS_SELECTOR, "button.theme").click()
    assert colour(show("", dark=True)) == light


def test_the_keyboard_is_enough(show: Open) -> None:
    page = show(SECOND)
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    assert page.switch_to.active_element.text == "본문으로 건너뛰기"
    page.switch_to.active_element.send_keys(Keys.ENTER)
    assert page.switch_to.active_element.get_attribute("id") == "main"
    seen = []
    for _ in range(12):
        page.switch_to.active_element.send_keys(Keys.TAB)
        seen.append(page.switch_to.active_element.tag_name)
    assert "summary" in seen
    assert page.switch_to.active_element.value_of_css_property("outline-style") != "none"


def test_a_series_unfolds(show: Open) -> None:
    page = show(SECOND)
    item = page.find_element(By.CSS_SELECTOR, ".series li")
    assert not item.is_displayed()
    page.find_element(By.CSS_SELECTOR, ".series summary").click()
    assert item.is_displayed()


@pytest.mark.parametrize(("width", "is_open"), [(390, False), (1280, True)])
def test_contents_are_beside_the_text_or_folded(show: Open, width: int, is_open: bool) -> None:
    page = show(SECOND, width)
    assert page.find_element(By.CSS_SELECTOR, ".toc li").is_displayed() == is_open
    text, toc = (page.find_element(By.CSS_SELECTOR, name) for name in (".text", ".toc"))
    is_beside = toc.rect["x"] >= text.rect["x"] + text.rect["width"]
    assert is_beside == is_open


def test_the_heading_that_is_read_is_marked(show: Open) -> None:
    page = show(SECOND)
    marked = (By.CSS_SELECTOR, ".toc a[aria-current=true]")
    first = page.find_element(*marked).text
    page.execute_script("document.querySelectorAll('.text h2')[1].scrollIntoView()")
    WebDriverWait(page, 10).until(lambda page: page.find_element(*marked).text != first)
    assert page.find_element(*marked).text == "권한 읽기"


def test_code_can_be_copied(show: Open) -> None:
    page = show(WIDE)
    code = page.find_element(By.CSS_SELECTOR, ".language-js pre").text
    page.execute_script("navigator.clipboard.writeText = async (text) => { document.title = text }")
    button = page.find_element(By.CSS_SELECTOR, ".language-js .copy")
    button.send_keys(Keys.ENTER)
    WebDriverWait(page, 10).until(lambda page: button.text == "복사됨")
    assert page.title.split() == code.split()
    assert "{{ x }}" in page.title


def test_the_search_finds_words_wherever_they_are(show: Open) -> None:
    page = show("search/")
    field = page.find_element(By.ID, "words")
    field.send_keys("값29")
    waiting = WebDriverWait(page, 10)
    waiting.until(lambda page: page.find_elements(By.CSS_SELECTOR, ".results a"))
    (link,) = page.find_elements(By.CSS_SELECTOR, ".results a")
    assert link.text == "넓은 글"
    assert page.find_element(By.ID, "found").text == "찾은 글 1개"
    field.send_keys(" 없는말")
    waiting.until(lambda page: not page.find_elements(By.CSS_SELECTOR, ".results a"))
    assert page.find_element(By.ID, "found").text == "찾은 글이 없습니다."


def test_a_tag_leads_to_its_posts(show: Open) -> None:
    page = show(WIDE)
    for tag in ("C#", "Spring Boot", 'a"b&<c>'):
        page = show(WIDE)
        page.find_element(By.LINK_TEXT, tag).click()
        assert page.find_element(By.CSS_SELECTOR, "h2:target").text == tag


def test_without_scripts_all_is_there(show: Open, chromium: Chrome) -> None:
    page = show(SECOND, scripts=False)
    assert page.find_element(By.CSS_SELECTOR, ".text h2").is_displayed()
    assert page.find_element(By.CSS_SELECTOR, ".toc a").is_displayed()
    assert not page.find_element(By.CSS_SELECTOR, "button.theme").is_displayed()
    page.find_element(By.CSS_SELECTOR, ".series summary").click()
    assert page.find_element(By.CSS_SELECTOR, ".series li").is_displayed()
    page = show("search/", scripts=False)
    assert "자바스크립트가 필요합니다" in page.find_element(By.TAG_NAME, "main").text


def test_the_console_is_quiet(show: Open, chromium: Chrome) -> None:
    logged(show(""))
    for name in ("home", "post of a series", "tags", "search"):
        show(PAGES[name])
    assert logged(chromium) == []
