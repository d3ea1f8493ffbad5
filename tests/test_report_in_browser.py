"""The page of a report in a real browser: it filters, searches, unfolds, and runs nothing else.

Without scripts it can be read; nobody is kept out of it.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from selenium.common.exceptions import NoSuchElementException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

import axe
from browser import set_screen
from conftest import SAMPLE_BLOG, Program, need
from migrator.proof.as_html import proof_html
from migrator.proof.verdicts import Fault, PostProof, Proof, Side, SiteFault, Verdict
from velog import RELEASED, FakePost, FakeVelog

BODY = "첫 줄\n\n둘째 줄\n\n" + "\n\n".join(f"{n}번째 같은 줄" for n in range(30)) + "\n\n셋째 줄"
HOSTILE = (
    "</script><script>document.title = 'run'</script><!--<img src=x onerror='document.title=1'>"
)

Open = Callable[..., Chrome]


@pytest.fixture
def page(site: Path, run: Program, tmp_path: Path, chromium: Chrome) -> Open:
    """Give a function that shows in the browser what diff says of the site."""
    logged(chromium)  # forgets what the pages of other tests said

    def show(*argv: object, width: int = 1200, dark: bool = False, scripts: bool = True) -> Chrome:
        file = tmp_path / "report.html"
        assert run("diff", *argv, "--site", site, "--output", file).code == 1
        set_screen(chromium, width, dark=dark, scripts=scripts)
        chromium.get(file.as_uri())
        return chromium

    return show


@pytest.fixture
def blog(velog: FakeVelog, site: Path, run: Program) -> FakeVelog:
    """Give a blog with a changed post, a merged one, one in conflict, and a new hostile one."""
    velog.posts = [FakePost(name, BODY) for name in ("바뀜", "병합", "충돌", "같음")]
    assert run("migrate", "labdev", "--site", site).code == 0
    for name in ("바뀜", "병합", "충돌"):
        velog.edit(name, body=BODY.replace("셋째 줄", "셋째 줄을 고침"))
    for name, old, new in [("병합", "첫", "내"), ("충돌", "셋째", "3째")]:
        path = site / f"_posts/2023-05-01-{name}.md"
        path.write_text(path.read_text("utf-8").replace(f"{old} 줄", f"{new} 줄"), "utf-8")
    velog.posts.append(FakePost(HOSTILE, f"```\n{HOSTILE}\n```", url_slug="hostile"))
    return velog


def shown(page: Chrome) -> list[str]:
    """Give the titles of the posts that are to be seen."""
    titles = page.find_elements(By.CSS_SELECTOR, "#posts .title")
    return [title.text for title in titles if title.is_displayed()]


def logged(page: Any) -> list[dict[str, Any]]:
    """Give what the page has said in the browser's console; selenium says nothing of the type."""
    said: list[dict[str, Any]] = page.get_log("browser")
    return said


def unfold(page: Chrome, title: str) -> WebElement:
    """Unfold a post and give what is in it."""
    for item in page.find_elements(By.CSS_SELECTOR, "#posts > li"):
        if item.find_element(By.CSS_SELECTOR, ".title").text == title:
            item.find_element(By.TAG_NAME, "summary").click()
            return inside_of(item)
    raise AssertionError(title)


def inside_of(item: WebElement) -> WebElement:
    """Give what is in an unfolded post; the browser tells the page a moment later."""
    waiting = WebDriverWait(item, 10, ignored_exceptions=[NoSuchElementException])
    return waiting.until(
        lambda item: item.find_element(By.CSS_SELECTOR, ".inside:not([data-sides])")
    )


def wait_for(page: Chrome, words: str) -> None:
    """Wait until the page has filtered its list, and says so."""
    line = page.find_element(By.ID, "shown")
    WebDriverWait(page, 60).until(lambda _: line.text == words)


def chip(page: Chrome, words: str) -> WebElement:
    (found,) = [c for c in page.find_elements(By.CSS_SELECTOR, ".chips button") if c.text == words]
    return found


def marks(inside: WebElement, name: str) -> list[str]:
    return [mark.text for mark in inside.find_elements(By.CSS_SELECTOR, f".lines {name}")]


def test_the_counts_filter(blog: FakeVelog, page: Open) -> None:
    browser = page()
    assert shown(browser) == ["충돌", "병합", "바뀜", HOSTILE]
    assert "1 more: the same" in browser.find_element(By.CSS_SELECTOR, ".same").text
    chip(browser, "merged 1").click()
    wait_for(browser, "1 of 4 posts shown")
    assert shown(browser) == ["병합"]
    chip(browser, "conflict 1").click()
    wait_for(browser, "2 of 4 posts shown")
    assert shown(browser) == ["충돌", "병합"]
    assert chip(browser, "merged 1").get_attribute("aria-pressed") == "true"
    for words in ("merged 1", "conflict 1"):
        chip(browser, words).click()
    wait_for(browser, "4 of 4 posts shown")
    assert len(shown(browser)) == 4


def test_the_search_finds_titles_and_files(blog: FakeVelog, page: Open) -> None:
    browser = page()
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    field = browser.switch_to.active_element
    assert field.get_attribute("id") == "search"
    field.send_keys("병합")
    wait_for(browser, "1 of 4 posts shown")
    assert shown(browser) == ["병합"]
    field.send_keys(Keys.CONTROL, "a")
    field.send_keys("POSTS hostile")
    WebDriverWait(browser, 10).until(lambda _: shown(browser) == [HOSTILE])
    field.send_keys(" nowhere")
    wait_for(browser, "0 of 4 posts shown")
    assert shown(browser) == []


def test_a_post_unfolds_to_both_texts(blog: FakeVelog, page: Open) -> None:
    browser = page()
    inside = unfold(browser, "바뀜")
    assert [h.text for h in inside.find_elements(By.CSS_SELECTOR, ".lines th")] == ["Now", "After"]
    assert (marks(inside, "del"), marks(inside, "ins")) == (["줄"], ["줄을 고침"])
    same = inside.find_element(By.CSS_SELECTOR, ".fold")
    assert same.text == "Front matter: 3 keys the same"
    assert inside.find_elements(By.TAG_NAME, "h3")[0].text == "Text"
    same.find_element(By.TAG_NAME, "summary").click()
    keys = same.find_elements(By.CSS_SELECTOR, ".keys tbody th")
    assert [key.text for key in keys] == ["title", "date", "velog"]
    assert "25번째 같은 줄" not in inside.text
    inside.find_element(By.CSS_SELECTOR, ".folded button").click()
    assert "25번째 같은 줄" in inside.text
    conflict = unfold(browser, "충돌")
    assert [h.text for h in conflict.find_elements(By.CSS_SELECTOR, ".lines th")] == [
        "Here",
        "On Velog",
    ]
    assert "resolve _posts/2023-05-01-충돌.md --ours" in browser.page_source


def test_the_head_line_says_what_needs_the_reader(blog: FakeVelog, page: Open) -> None:
    browser = page()
    lead = browser.find_element(By.CLASS_NAME, "lead")
    assert lead.text.splitlines()[0] == "1 post needs you"
    (conflict,) = browser.find_elements(By.CSS_SELECTOR, "#posts > li:has(.needs)")
    assert conflict == browser.find_element(By.CSS_SELECTOR, "#posts > li")
    assert conflict.find_element(By.CLASS_NAME, "state").text == "needs you conflict"


def test_commands_are_there_to_copy(blog: FakeVelog, page: Open) -> None:
    browser = page()
    browser.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    _, theirs, _ = browser.find_elements(By.CSS_SELECTOR, ".to-do > div")
    button = theirs.find_element(By.TAG_NAME, "button")
    assert theirs.text.splitlines()[0] == "take Velog's text"
    command = "velog-to-jekyll resolve _posts/2023-05-01-충돌.md --theirs"
    assert theirs.find_element(By.TAG_NAME, "code").text == command
    button.click()
    WebDriverWait(browser, 10).until(lambda _: button.text == "Copied")
    read = "navigator.clipboard.readText().then(arguments[0])"
    assert browser.execute_async_script(read) == command


def test_an_authors_own_lines_are_not_shown_as_lost(
    blog: FakeVelog, site: Path, page: Open
) -> None:
    path = site / "_posts/2023-05-01-같음.md"
    path.write_text(f"{path.read_text('utf-8')}\n내가 더함\n", "utf-8")
    inside = unfold(page(), "같음")
    (own,) = (
        mark for mark in inside.find_elements(By.TAG_NAME, "mark") if mark.text == "내가 더함"
    )
    assert own.find_element(By.XPATH, "..").get_attribute("class") == "here"
    assert inside.find_elements(By.CSS_SELECTOR, "del, ins, .now, .after") == []


def test_a_text_that_is_the_same_stays_folded(blog: FakeVelog, site: Path, page: Open) -> None:
    path = site / "_posts/2023-05-01-같음.md"
    path.write_text(path.read_text("utf-8").replace("title: ", "mine: 1\ntitle: "), "utf-8")
    inside = unfold(page(), "같음")
    assert [title.text for title in inside.find_elements(By.TAG_NAME, "h3")] == ["Front matter"]
    keys, text = inside.find_elements(By.CLASS_NAME, "fold")
    assert keys.text == "Front matter: 3 keys the same"
    assert text.text == "Text: the same"
    text.find_element(By.TAG_NAME, "summary").click()
    assert "25번째 같은 줄" in text.text


def test_all_unfold_and_fold(blog: FakeVelog, page: Open) -> None:
    browser = page()

    def wait_until_open(count: int) -> None:
        seen = "#posts > li > details[open]"
        waiting = WebDriverWait(browser, 10)
        waiting.until(lambda _: len(browser.find_elements(By.CSS_SELECTOR, seen)) == count)

    chip(browser, "merged 1").click()
    wait_for(browser, "1 of 4 posts shown")
    browser.find_element(By.ID, "unfold").click()
    wait_until_open(1)
    chip(browser, "merged 1").click()
    wait_for(browser, "4 of 4 posts shown")
    browser.find_element(By.ID, "unfold").click()
    wait_until_open(4)
    browser.find_element(By.ID, "fold").click()
    wait_until_open(0)


def test_a_search_that_finds_nothing_offers_to_go(blog: FakeVelog, page: Open) -> None:
    browser = page()
    chip(browser, "merged 1").click()
    field = browser.find_element(By.ID, "search")
    field.send_keys("nowhere")
    wait_for(browser, "0 of 4 posts shown")
    assert "No post matches." in browser.find_element(By.ID, "nothing").text
    browser.find_element(By.ID, "clear").click()
    wait_for(browser, "4 of 4 posts shown")
    assert (field.get_attribute("value"), browser.switch_to.active_element) == ("", field)
    assert not browser.find_element(By.ID, "nothing").is_displayed()


def test_without_scripts_all_can_be_read(blog: FakeVelog, page: Open) -> None:
    browser = page(scripts=False)
    assert "resolve _posts/2023-05-01-충돌.md --ours" in browser.find_element(By.ID, "posts").text
    assert not browser.find_element(By.CLASS_NAME, "tools").is_displayed()
    assert not any(b.is_displayed() for b in browser.find_elements(By.TAG_NAME, "button"))
    item = browser.find_element(By.CSS_SELECTOR, "#posts > li:nth-child(3)")
    item.find_element(By.TAG_NAME, "summary").click()
    text = item.find_element(By.CSS_SELECTOR, "pre.body")
    assert text.find_element(By.TAG_NAME, "ins").text == "셋째 줄을 고침"
    assert "25번째 같은 줄" in text.text
    browser.find_element(By.ID, "ko").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "labdev의 글이 이렇게 바뀝니다"


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nobody_is_kept_out(
    blog: FakeVelog, page: Open, width: int, dark: bool, language: str
) -> None:
    need(axe.missing())
    lost = "https://velog.velcdn.com/images/labdev/post/00000000-0000-4000-8000-000000000001/a.png"
    blog.posts.append(FakePost("잃음", f"![]({lost})"))
    browser = page(width=width, dark=dark)
    browser.find_element(By.CSS_SELECTOR, f"button[data-language={language}]").click()
    assert axe.violations(browser) == []
    browser.execute_script(
        "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
    )
    for item in browser.find_elements(By.CSS_SELECTOR, "#posts > li"):
        inside_of(item)
    assert axe.violations(browser) == []
    wide = "const d = document.documentElement; return d.scrollWidth - d.clientWidth"
    assert browser.execute_script(wide) == 0


PROOF = Proof(
    "labdev",
    (
        PostProof("1", "같음", "_posts/a.md", "a.html", Verdict.SAME),
        PostProof("2", "바뀜", "_posts/b.md", "b.html", Verdict.CHANGED),
        PostProof(
            "3",
            "다름",
            "_posts/c.md",
            "c.html",
            Verdict.DIFFERENT,
            (Fault("merged-lines", "첫 줄\n둘째 줄", "첫 줄 둘째 줄", Side.TEXT, 7),),
        ),
    ),
    (SiteFault("link-broken", "a.html", "/nowhere/"),),
    "blog/_site",
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_what_a_built_site_shows_has_the_same_page(
    tmp_path: Path, chromium: Chrome, width: int, dark: bool
) -> None:
    need(axe.missing())
    file = tmp_path / "proof.html"
    file.write_text(proof_html(PROOF), "utf-8")
    set_screen(chromium, width, dark=dark)
    chromium.get(file.as_uri())
    assert "Site blog/_site" in chromium.find_element(By.CLASS_NAME, "run").text
    inside = unfold(chromium, "다름")
    cells = inside.find_elements(By.CSS_SELECTOR, ".lines td")
    assert [cell.get_attribute("textContent") for cell in cells] == [
        "첫 줄\n둘째 줄",
        "첫 줄 둘째 줄",
    ]
    titles = [title.text for title in chromium.find_elements(By.CSS_SELECTOR, "#posts .title")]
    assert titles == ["다름", "바뀜"]
    unfold(chromium, "바뀜")
    assert axe.violations(chromium) == []
    wide = "const d = document.documentElement; return d.scrollWidth - d.clientWidth"
    assert chromium.execute_script(wide) == 0


def test_a_doubtful_post_stands_beside_the_file_that_may_be_it(
    blog: FakeVelog, site: Path, page: Open
) -> None:
    blog.posts.append(FakePost("intro", BODY))
    (site / "_posts/2019-01-01-intro.md").write_text("---\ntitle: a\n---\n내 첫 줄\n", "utf-8")
    inside = unfold(page(), "intro")
    titles = [head.text for head in inside.find_elements(By.CSS_SELECTOR, ".lines th")]
    assert titles == ["Here", "On Velog"]
    assert "내 첫 줄" in inside.text


def test_lost_images_take_no_room_until_asked_for(blog: FakeVelog, page: Open) -> None:
    lost = "https://velog.velcdn.com/images/labdev/post/00000000-0000-4000-8000-000000000001/a.png"
    blog.posts.append(FakePost("잃음", f"![]({lost})"))
    notes = page().find_element(By.CLASS_NAME, "notes")
    assert "1 image not available" in notes.text
    assert lost not in notes.text
    notes.find_element(By.CSS_SELECTOR, ".fold summary").click()
    assert f"잃음\n{lost}\n404 from" in notes.text


def test_what_a_post_says_is_text(blog: FakeVelog, page: Open) -> None:
    browser = page()
    inside = unfold(browser, HOSTILE)
    assert HOSTILE in inside.text
    assert browser.title == "velog-to-jekyll: labdev"
    assert logged(browser) == []
    browser.execute_script(
        "const made = document.createElement('script'); made.textContent = 'document.title = 2';"
        "document.body.append(made); const seen = new Image(); seen.src = 'https://example.com/a';"
    )
    assert browser.title == "velog-to-jekyll: labdev"
    refused = " ".join(entry["message"] for entry in logged(browser))
    assert refused.count("Content Security Policy") == 2


def test_it_speaks_korean_too(blog: FakeVelog, page: Open) -> None:
    browser = page()
    assert browser.find_element(By.TAG_NAME, "h1").text == "What would change for labdev"
    browser.find_element(By.CSS_SELECTOR, "button[data-language=ko]").click()
    assert browser.find_element(By.TAG_NAME, "h1").text == "labdev의 글이 이렇게 바뀝니다"
    assert chip(browser, "병합 1").is_displayed()
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "ko"
    assert "지금" in unfold(browser, "바뀜").text
    visible = browser.find_element(By.TAG_NAME, "body").text
    assert "changed on Velog" not in visible


def test_the_keyboard_is_enough(blog: FakeVelog, page: Open) -> None:
    browser = page()
    summary = browser.find_element(By.CSS_SELECTOR, "#posts summary")
    browser.find_element(By.ID, "search").send_keys(Keys.TAB * 3)  # past what unfolds and folds all
    assert browser.switch_to.active_element == summary
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    item = browser.find_element(By.CSS_SELECTOR, "#posts > li")
    assert inside_of(item).is_displayed()


def test_it_is_dark_where_that_is_wanted(blog: FakeVelog, page: Open) -> None:
    def brightness(browser: Chrome) -> int:
        colour = browser.find_element(By.TAG_NAME, "body").value_of_css_property("background-color")
        return sum(int(number) for number in colour.strip("rgba()").split(",")[:3])

    assert brightness(page()) > 700
    assert brightness(page(dark=True)) < 100


def test_it_fits_a_telephone(blog: FakeVelog, page: Open) -> None:
    browser = page(width=360)
    inside = unfold(browser, "바뀜")
    assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    old, new = (
        inside.find_element(By.CSS_SELECTOR, f".lines td.{side}") for side in ("now", "after")
    )
    assert old.rect["y"] + old.rect["height"] <= new.rect["y"]


def test_images_show_where_they_stand_on_this_machine(page: Open) -> None:
    browser = page("--from", SAMPLE_BLOG)
    for item in browser.find_elements(By.CSS_SELECTOR, "#posts > li"):
        item.find_element(By.TAG_NAME, "summary").click()
        inside_of(item)
    pictures = browser.find_elements(By.CSS_SELECTOR, ".pictures img")
    assert len(pictures) > 10
    assert all(browser.execute_script("return arguments[0].naturalWidth", p) for p in pictures[:9])


def test_a_thousand_posts_stay_quick(velog: FakeVelog, page: Open) -> None:
    velog.posts = [
        FakePost(f"{n}번째 글", BODY, released_at=RELEASED + timedelta(hours=n))
        for n in range(1000)
    ]
    browser = page("labdev")
    assert len(browser.find_elements(By.CSS_SELECTOR, "#posts > li")) == 1000
    assert browser.find_elements(By.CSS_SELECTOR, "#posts td") == []
    assert len(shown(browser)) == 100
    assert browser.find_element(By.ID, "shown").text == "100 of 1000 posts shown"
    more = browser.find_element(By.ID, "more")
    assert more.text == "Show 100 more of 1000"
    more.click()
    wait_for(browser, "200 of 1000 posts shown")
    assert len(shown(browser)) == 200
    browser.find_element(By.ID, "search").send_keys("777번째")
    wait_for(browser, "1 of 1000 posts shown")
    assert not more.is_displayed()
    assert "첫 줄" in unfold(browser, "777번째 글").text


# Types, and gives what was filtered before the last key was answered, and in which portions after.
TYPE = """
const [text, done] = arguments, search = document.getElementById("search");
const shown = document.getElementById("shown"), portions = [];
const before = shown.textContent, seen = () =>
  document.querySelectorAll("#posts > li:not([hidden])").length;
new MutationObserver((seen) => portions.push(seen.length)).observe(
  document.getElementById("posts"), {attributeFilter: ["hidden"], subtree: true});
for (let end = 1; end <= text.length; end++) {
  search.value = text.slice(0, end);
  search.dispatchEvent(new Event("input"));
}
const waited = shown.textContent === before && seen() === 100;
new MutationObserver(() => done([waited, portions])).observe(shown, {childList: true});
"""


def test_a_key_is_not_waited_for(velog: FakeVelog, page: Open) -> None:
    velog.posts = [
        FakePost(f"{n}번째 글", "글", released_at=RELEASED + timedelta(hours=n))
        for n in range(1000)
    ]
    browser = page("labdev")
    wait_for(browser, "100 of 1000 posts shown")
    waited, portions = browser.execute_async_script(TYPE, "777번째")
    assert waited
    assert sum(portions) == 101  # a hundred go, one comes
    assert max(portions) <= 100


def test_a_page_with_too_much_text_says_where_the_rest_is(velog: FakeVelog, page: Open) -> None:
    velog.posts = [
        FakePost(f"{n}번째 글", f"{n}번째 첫 줄\n\n" + "긴 줄 " * 80_000) for n in range(3)
    ]
    inside = unfold(page("labdev"), "1번째 글")
    assert "1번째 첫 줄" in inside.text
    assert "1 more line" in inside.text
    (command,) = inside.find_elements(By.CSS_SELECTOR, ".rest code")
    words = ["velog-to-jekyll", "diff", "labdev", "_posts/2023-05-01-1번째-글.md"]
    assert shlex.split(command.text) == words
