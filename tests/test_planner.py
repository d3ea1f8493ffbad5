"""What the planner decides, as a table: what stands in the site, what Velog says, the state."""

from __future__ import annotations

import pytest

from migrator.model import Image, ImageLink, Page
from migrator.planner import Plan, State, make_plan
from migrator.site.checkout import Site
from migrator.site.ledger import Entry, Ledger

PATH = "_posts/2022-01-01-글.md"
IMAGE = Image(
    "https://velog.velcdn.com/a.png", ("https://velog.velcdn.com/a.png",), "a.png", "a.png"
)
LINK = ImageLink(path="a.png", local="/a.png", remote=IMAGE.url)


def a_page(text: str = "v1", path: str = PATH) -> Page:
    return Page("id", "글", path, (text,), ())


def a_site(
    text: str | None = None,
    base: str | None = None,
    *,
    entry: Entry | None = None,
    owner: bool = False,
    images: frozenset[str] = frozenset(),
) -> Site:
    return Site(
        ledger=Ledger("u", posts={"id": entry} if entry else {}),
        texts={PATH: text} if text is not None else {},
        owners={PATH: "id"} if owner else {},
        bases={"id": base} if base is not None else {},
        images=images,
    )


ENTRY = Entry(PATH)


@pytest.mark.parametrize(
    ("site", "page", "state", "after"),
    [
        (a_site(), a_page(), State.NEW, "v1"),
        (a_site("v1", "v1", entry=ENTRY), a_page(), State.SAME, "v1"),
        (a_site("v1", "v1", entry=ENTRY), a_page("v2"), State.CHANGED, "v2"),
        (a_site("mine", "v1", entry=ENTRY), a_page("v1"), State.EDITED, "mine"),
        (a_site("mine", "v1", entry=ENTRY), a_page("v2"), State.CONFLICT, "mine"),
        (a_site("mine", entry=ENTRY), a_page("v2"), State.ADOPTED, "mine"),
        (a_site(entry=ENTRY), a_page(), State.DELETED, None),
        # A first run was killed: its files say themselves whose they are.
        (a_site("v1", "v1", owner=True), a_page("v1"), State.SAME, "v1"),
        (a_site("v1", "v1", owner=True), a_page("v2"), State.CHANGED, "v2"),
        (a_site("v1", owner=True), a_page("v1"), State.SAME, "v1"),
        # A run was killed between a file and its base text.
        (a_site("v2", "v1", entry=ENTRY), a_page("v2"), State.SAME, "v2"),
    ],
)
def test_states(site: Site, page: Page, state: State, after: str | None) -> None:
    (change,) = make_plan("u", [page], site).changes
    assert (change.state, change.after) == (state, after)


def test_a_post_that_left_velog_is_named_and_kept() -> None:
    (change,) = make_plan("u", [], a_site("v1", "v1", entry=ENTRY)).changes
    assert (change.state, change.before, change.after) == (State.GONE, "v1", "v1")


def test_files_are_told_apart_as_the_narrowest_file_system_does() -> None:
    site = Site(texts={"_posts/2022-01-01-React.md": "theirs"})
    (change,) = make_plan("u", [a_page(path="_posts/2022-01-01-react.md")], site).changes
    assert (change.state, change.after) == (State.ADOPTED, "theirs")


def with_image(site: Site) -> Plan:
    return make_plan("u", [Page("id", "글", PATH, ("![](", LINK, ")"), (IMAGE,))], site)


def test_an_image_is_fetched_where_no_file_holds_it() -> None:
    assert with_image(a_site()).images == (IMAGE,)
    assert with_image(a_site(images=frozenset({"a.png"}))).images == ()


def test_an_image_that_was_missing_is_tried_again_and_changes_nothing_by_that() -> None:
    remote = f"![]({IMAGE.url})"
    plan = with_image(a_site(remote, remote, entry=Entry(PATH, frozenset({"a.png"}))))
    assert ([change.state for change in plan.changes], plan.images) == ([State.SAME], (IMAGE,))
    assert not plan.changes_posts
    assert not plan.is_done


def test_an_image_that_was_missing_and_stands_there_now_is_pointed_at() -> None:
    remote = f"![]({IMAGE.url})"
    entry = Entry(PATH, frozenset({"a.png"}))
    plan = with_image(a_site(remote, remote, entry=entry, images=frozenset({"a.png"})))
    assert [change.after for change in plan.changes] == ["![](/a.png)"]


def test_images_of_a_post_that_was_deleted_here_stay_away() -> None:
    assert with_image(a_site(entry=ENTRY)).images == ()
