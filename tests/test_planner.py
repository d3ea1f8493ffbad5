"""What the planner decides, as a table: what stands in the site, what Velog says, the state."""

from __future__ import annotations

from datetime import date

import pytest

from migrator.merge import ThreeTexts
from migrator.merge.git_lines import merge_lines
from migrator.model import Image, ImageLink, Page
from migrator.planner import Plan, PlanInputs, State, SyncRules, compare_pages, make_plan
from migrator.site.checkout import Site
from migrator.site.ledger import Entry, Ledger
from migrator.site.losses import Loss, Losses

PATH = "_posts/2022-01-01-글.md"
IMAGE = Image(
    "https://velog.velcdn.com/a.png", ("https://velog.velcdn.com/a.png",), "a.png", "a.png"
)
NOTHING_LOST: Losses = {}
NONE: frozenset[str] = frozenset()
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


RULES = SyncRules(only_content=False, prune=False, max_prune=0)


def plan_of(
    pages: list[Page], site: Site, *, lost: Losses = NOTHING_LOST, resting: frozenset[str] = NONE
) -> Plan:
    inputs = PlanInputs("u", pages, site, RULES, lost=lost, resting=resting)
    compared = compare_pages(inputs)
    return make_plan(compared, merge_lines(compared.bodies_to_merge))


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
    (change,) = plan_of([page], site).changes
    assert (change.state, change.after) == (state, after)


def test_a_post_that_left_velog_is_named_and_kept() -> None:
    (change,) = plan_of([], a_site("v1", "v1", entry=ENTRY)).changes
    assert (change.state, change.before, change.after) == (State.GONE, "v1", "v1")


def test_files_are_told_apart_as_the_narrowest_file_system_does() -> None:
    site = Site(texts={"_posts/2022-01-01-React.md": "theirs"})
    (change,) = plan_of([a_page(path="_posts/2022-01-01-react.md")], site).changes
    assert (change.state, change.after) == (State.ADOPTED, "theirs")


SHOWING = Page("id", "글", PATH, ("![](", LINK, ")"), (IMAGE,))
LOST = {"a.png": Loss(date(2026, 11, 20), date(2026, 11, 22), is_gone=True)}


def with_image(site: Site) -> Plan:
    return plan_of([SHOWING], site)


def test_an_image_is_fetched_where_no_file_holds_it() -> None:
    assert with_image(a_site()).images == (IMAGE,)
    assert with_image(a_site(images=frozenset({"a.png"}))).images == ()


def test_an_image_that_was_missing_is_tried_again_and_changes_nothing_by_that() -> None:
    remote = f"![]({IMAGE.url})"
    site = a_site(remote, remote, entry=Entry(PATH, LOST))
    plan = plan_of([SHOWING], site, lost=LOST)
    assert ([change.state for change in plan.changes], plan.images) == ([State.SAME], (IMAGE,))
    assert plan.lost == LOST
    assert not plan.changes_posts
    assert plan_of([SHOWING], site, lost=LOST, resting=frozenset(LOST)).images == ()


def test_an_image_that_was_missing_and_stands_there_now_is_pointed_at() -> None:
    remote = f"![]({IMAGE.url})"
    entry = Entry(PATH, LOST)
    plan = with_image(a_site(remote, remote, entry=entry, images=frozenset({"a.png"})))
    assert [change.after for change in plan.changes] == ["![](/a.png)"]


def test_images_of_a_post_that_was_deleted_here_stay_away() -> None:
    assert with_image(a_site(entry=ENTRY)).images == ()


def test_a_plan_asks_for_lines_to_be_merged_and_runs_nothing() -> None:
    def head(title: str, body: str) -> str:
        return f"---\ntitle: {title}\n---\n{body}"

    site = a_site(head("a", "내 줄\n둘째\n"), head("a", "첫 줄\n둘째\n"), entry=ENTRY)
    inputs = PlanInputs("u", [a_page(head("b", "첫 줄\n2째\n"))], site, RULES)
    compared = compare_pages(inputs)
    bodies = compared.bodies_to_merge
    assert bodies == (ThreeTexts("첫 줄\n둘째\n", "내 줄\n둘째\n", "첫 줄\n2째\n"),)
    (change,) = make_plan(compared, {bodies[0]: "merged\n"}).changes
    assert (change.state, change.after) == (State.MERGED, head("b", "merged\n"))
    (change,) = make_plan(compared, {bodies[0]: None}).changes
    assert (change.state, change.facts.conflicts) == (State.CONFLICT, ("body",))


def test_no_line_is_merged_where_one_side_alone_changed_the_body() -> None:
    def head(title: str, body: str) -> str:
        return f"---\ntitle: {title}\n---\n{body}\n"

    site = a_site(head("mine", "v1"), head("old", "v1"), entry=ENTRY)
    inputs = PlanInputs("u", [a_page(head("old", "v2"))], site, RULES)
    compared = compare_pages(inputs)
    assert compared.bodies_to_merge == ()
    (change,) = make_plan(compared, {}).changes
    assert (change.state, change.after) == (State.MERGED, head("mine", "v2"))
