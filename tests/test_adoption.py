"""Ways in which people move a post by hand → adopted, doubtful or new, by the real command."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from conftest import Program, stamps, tree
from migrator.long_work.screen import EN, KO
from migrator.report.sign_words import SIGN_WORDS
from migrator.site.adoption import DOUBTFUL as LEAST
from migrator.site.adoption import WEIGHTS, Candidate
from migrator.site.ledger import dump_ledger, load_ledger
from migrator.site.likely_pairs import likely_pairs
from migrator.site.post_signs import Sign, Traits
from pixels import pixel
from velog import FakePost, FakeVelog

ADOPTED, DOUBTFUL, NEW = " A", "??", "A "

UPLOAD = "0a1b2c3d-0000-4000-8000-00000000000{}"
PICTURE = "https://velog.velcdn.com/images/labdev/post/" + UPLOAD + "/image.png"
# 00:30 of the second of May in Korea.
NIGHT = datetime.fromisoformat("2021-05-01T15:30:00.789+00:00")
NOON = datetime.fromisoformat("2021-05-01T03:30:00.789+00:00")

TITLE = "새 편집기로 옮긴 이야기"
PARAGRAPHS = [
    "지난달까지 쓰던 편집기는 파일이 조금만 커져도 멈추곤 했습니다.",
    "그래서 설정을 모두 버리고 처음부터 다시 시작하기로 마음먹었습니다.",
    "```js\nconst plugins = load(config).filter(each => each.isUsed)\n```",
    "가장 먼저 한 일은 쓰지 않는 플러그인을 세어 보는 것이었습니다.",
    "세어 보니 서른 개 가운데 열두 개는 한 번도 켜 본 적이 없었습니다.",
    "남은 것만 옮기고 나니 켜지는 데 걸리는 시간이 절반으로 줄었습니다.",
    "다음 글에서는 단축키를 어떻게 정리했는지 적어 보겠습니다.",
]
BODY = "\n\n".join(PARAGRAPHS)
OTHER = (
    "이번 주에는 회의가 많아 코드를 거의 쓰지 못했다.\n\n대신 오래 미뤄 둔 문서를 읽고 질문을 "
    "정리했다.\n\n주말에는 등산을 다녀왔고, 다음 주에는 발표 준비를 시작한다."
)
THIRD = (
    "배포가 두 번 실패해서 원인을 찾느라 하루를 보냈다.\n\n인증서가 만료된 것을 아무도 몰랐고, "
    "알림도 꺼져 있었다.\n\n같은 일이 없도록 달력에 적어 두었다."
)
SHOWN = f"{BODY}\n\n![]({PICTURE.format(1)})\n\n![]({PICTURE.format(2)})"
LOCAL = f"{BODY}\n\n![](/assets/{UPLOAD.format(1)}-image.png)\n\n![](/a/{UPLOAD.format(2)}.png)"


def head(**keys: str) -> str:
    """Write front matter."""
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in keys.items()) + "---\n\n"


def post(
    title: str = TITLE,
    body: str = BODY,
    at: datetime = NIGHT,
    id: str = "",
    url_slug: str = "",
) -> FakePost:
    return FakePost(title, body, released_at=at, id=id, url_slug=url_slug)


@dataclass(frozen=True)
class Move:
    """How a post stands on Velog (several: the first counts) and in which file of the author's."""

    what: str
    expected: str
    name: str
    text: str
    posts: Sequence[FakePost] = (post(),)


def named(title: str) -> str:
    return head(title=f'"{title}"')


MOVES = [
    # The same name, title, day and text, in other forms.
    Move("as it was", ADOPTED, "2021-05-02-a.md", named(TITLE) + BODY),
    Move("a renamed file", ADOPTED, "2021-05-02-my-new-editor.md", named(TITLE) + BODY),
    Move("named by the UTC day", ADOPTED, "2021-05-01-x.md", named(TITLE) + BODY),
    Move(
        "a UTC moment in a file named by that day",
        ADOPTED,
        "2021-05-01-x.md",
        head(title=TITLE, date="2021-05-01T15:30:00.000Z") + BODY,
    ),
    Move("an edited title", ADOPTED, "2021-05-02-x.md", named("편집기를 바꿨습니다") + BODY),
    Move("no title", ADOPTED, "2021-05-02-x.md", head(layout="post") + BODY),
    Move("another day", ADOPTED, "2021-10-09-x.md", named(TITLE) + BODY),
    Move("the day before", ADOPTED, "2021-04-30-x.md", named(TITLE) + BODY),
    Move("nothing but the text", ADOPTED, "2024-12-24-x.md", named("Hello") + BODY),
    Move("no front matter", ADOPTED, "2024-12-24-x.md", BODY),
    Move(
        "the date is Velog's, the name has another day",
        ADOPTED,
        "2022-01-01-x.md",
        head(title=TITLE, date="2021-05-02 00:30:00 +0900") + BODY,
    ),
    Move(
        "a date without a zone",
        ADOPTED,
        "2022-01-01-x.md",
        head(title=TITLE, date='"2021-05-02 00:30"'),
    ),
    Move("a byte order mark", ADOPTED, "2021-05-02-x.md", "\ufeff" + named(TITLE)),
    Move(
        "dots at the end of front matter",
        ADOPTED,
        "2021-05-02-x.md",
        f"---\ntitle: {TITLE}\n...\n\n잠시 비움\n",
    ),
    Move("line ends of Windows", ADOPTED, "x.md", (named(TITLE) + BODY).replace("\n", "\r\n")),
    # The title.
    Move(
        "entities in the title",
        ADOPTED,
        "2021-05-02-x.md",
        named(html.escape("a < b && 'c'")),
        [post("a < b && 'c'")],
    ),
    Move(
        "another width and case in the title",
        ADOPTED,
        "2021-05-02-x.md",
        named("ｒｅａｃｔ\u3000 훅 정리"),
        [post("React 훅 정리")],
    ),
    Move("an invisible letter in the title", ADOPTED, "2021-05-02-x.md", named(f"{TITLE}\u200b")),
    Move("a title in single quotes", ADOPTED, "2021-05-02-x.md", head(title=f"'{TITLE}'")),
    Move("the slug, the day and no text", ADOPTED, "2021-05-02-하나.md", "", [post("하나")]),
    Move("a long title alone", DOUBTFUL, "2023-01-01-x.md", named(TITLE)),
    Move("a short title alone", DOUBTFUL, "2023-01-01-x.md", named("회고"), [post("회고")]),
    Move("a slug alone", DOUBTFUL, "2023-01-01-intro.md", named("나"), [post("intro")]),
    # The text.
    Move(
        "a shortened text", ADOPTED, "2021-05-02-x.md", named("줄임") + "\n\n".join(PARAGRAPHS[:3])
    ),
    Move("a shortened text alone", DOUBTFUL, "2023-01-01-x.md", "\n\n".join(PARAGRAPHS[:3])),
    Move(
        "an edited text on another day",
        ADOPTED,
        "2023-01-01-x.md",
        named(TITLE) + BODY.replace("편집기", "에디터").replace("플러그인", "확장"),
    ),
    Move(
        "another tool's form of Markdown",
        ADOPTED,
        "2023-01-01-x.md",
        named("x") + BODY.replace("\n\n", "\n\n<br/>\n\n").replace("```js", "{% raw %}\n~~~ js"),
    ),
    Move(
        "lines broken anew",
        ADOPTED,
        "2021-05-02-x.md",
        named("x") + BODY.replace(" ", "\n"),
    ),
    # The images.
    Move("images are still on Velog", ADOPTED, "2023-01-01-x.md", SHOWN, [post(body=SHOWN)]),
    Move("images are local", ADOPTED, "2023-01-01-x.md", LOCAL, [post(body=SHOWN)]),
    Move(
        "images alone, on the day",
        ADOPTED,
        "2021-05-02-x.md",
        LOCAL.replace(BODY, ""),
        [post(body=SHOWN)],
    ),
    Move(
        "images alone, on another day",
        DOUBTFUL,
        "2023-01-01-x.md",
        LOCAL.replace(BODY, ""),
        [post(body=SHOWN)],
    ),
    Move(
        "a translation with the same images",
        DOUBTFUL,
        "2023-01-01-x.md",
        named("Moving to a new editor") + LOCAL.replace(BODY, "My editor was slow. " * 20),
        [post(body=SHOWN)],
    ),
    Move(
        "an image that other posts show as well",
        NEW,
        "2023-01-01-x.md",
        LOCAL.replace(BODY, OTHER),
        [post(body=SHOWN), post("둘", SHOWN.replace(BODY, THIRD))],
    ),
    # Velog's address.
    Move(
        "the address as the original",
        ADOPTED,
        "2021-05-02-x.md",
        head(original="https://velog.io/@labdev/하나?utm=1"),
        [post("하나")],
    ),
    Move(
        "the address as ours",
        ADOPTED,
        "2023-01-01-x.md",
        head(velog="{url: https://velog.io/@labdev/하나}") + OTHER,
        [post("하나")],
    ),
    Move(
        "the id in another tool's key",
        ADOPTED,
        "2023-01-01-x.md",
        head(velog_id=post("하나").id) + OTHER,
        [post("하나")],
    ),
    Move(
        "the address of the previous post",
        NEW,
        "2023-01-01-x.md",
        head(title="내 글", previous="https://velog.io/@labdev/하나") + OTHER,
        [post("하나")],
    ),
    # Other posts.
    Move("a post of one's own", NEW, "2021-05-02-x.md", named("주말") + OTHER),
    Move("a weekly title", NEW, "2021-05-09-회고.md", named("회고") + OTHER, [post("회고")]),
    Move(
        "the same title and day, another text",
        DOUBTFUL,
        "2021-05-02-회고.md",
        named("회고") + OTHER,
        [post("회고")],
    ),
    Move(
        "a long title on another day, another text",
        DOUBTFUL,
        "2023-01-01-x.md",
        named(TITLE) + OTHER,
    ),
    Move(
        "two posts of one title: the text tells",
        ADOPTED,
        "2021-05-02-x.md",
        named("회고") + BODY,
        [post("회고"), post("회고", OTHER, id=UPLOAD.format(8), url_slug="회고-2")],
    ),
    Move(
        "two posts of one title: nothing tells",
        DOUBTFUL,
        "2021-05-02-x.md",
        named("회고"),
        [
            post("회고", url_slug="회고-1"),
            post("회고", OTHER, id=UPLOAD.format(8), url_slug="회고-2"),
        ],
    ),
    Move(
        "a text that was published twice: the day tells",
        ADOPTED,
        "2021-05-02-x.md",
        named("x") + BODY,
        [post(), post("다시", at=NIGHT + timedelta(days=90))],
    ),
    Move("a draft of one's own", DOUBTFUL, "_drafts/x.md", named(TITLE) + BODY),
]


def put(site: Path, name: str, text: str) -> Path:
    file = site / name if "/" in name else site / "_posts" / name
    if name == "x.md":
        file = site / "_posts/2021-05-02-x.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def states(out: str) -> Mapping[str, str]:
    """Read a report as JSON: the letters by the id of the post."""
    return {each["post_id"]: each["columns"] for each in json.loads(out)["changes"]}


@pytest.mark.slow  # dozens of sites are migrated
@pytest.mark.parametrize("move", MOVES, ids=[move.what for move in MOVES])
def test_a_post_that_was_moved_by_hand(
    velog: FakeVelog, site: Path, run: Program, move: Move
) -> None:
    velog.posts = [*move.posts]
    velog.images |= {f"/{PICTURE.format(n).split('/', 3)[3]}": pixel(n) for n in (1, 2)}
    file = put(site, move.name, move.text)
    before = file.read_bytes()
    count = len(tree(site / "_posts"))
    done = run("migrate", "labdev", "--site", site, "--format", "json")
    found = states(done.out).get(move.posts[0].id, ADOPTED)
    assert found == move.expected, done.out
    assert file.read_bytes() == before
    written = sum(each == NEW for each in states(done.out).values())
    assert len(tree(site / "_posts")) == count + written
    assert done.code == 1 or found != DOUBTFUL


def test_a_series_of_one_title_is_told_apart_by_the_days(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    bodies = [BODY, OTHER, THIRD]
    velog.posts = [
        post("TIL", body, NOON + timedelta(days=day), id=UPLOAD.format(day), url_slug=f"TIL-{day}")
        for day, body in enumerate(bodies)
    ]
    for day, body in enumerate(bodies[:2]):
        put(site, f"2021-05-0{day + 1}-til.md", named("TIL") + body)
    done = run("migrate", "labdev", "--site", site, "--format", "json")
    assert states(done.out) == {
        UPLOAD.format(0): ADOPTED,
        UPLOAD.format(1): ADOPTED,
        UPLOAD.format(2): NEW,
    }


def test_a_blog_is_adopted_whatever_it_has_in_common(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [post("하나", BODY), post("둘", OTHER)]
    put(site, "2021-05-02-a.md", named("하나") + BODY)
    put(site, "2021-05-02-b.md", named("둘") + OTHER)
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 0
    assert "2 adopted" in done.out
    before = stamps(site)
    assert run("sync", "--site", site).code == 0
    assert stamps(site) == before


# --- what differs


def test_other_words_in_an_adopted_file_are_said_once(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [post()]
    text = named(TITLE) + BODY.replace("절반으로", "삼분의 일로")
    file = put(site, "2021-05-02-x.md", text)
    ahead = run("diff", "--site", site, "labdev", file.name)
    assert ahead.code == 1
    assert "differs from Velog in: words" in ahead.out
    assert "-남은 것만 옮기고 나니 켜지는 데 걸리는 시간이 삼분의 일로" in ahead.out
    assert f"resolve _posts/2021-05-02-x.md --ours --site {site} (or --theirs)" in ahead.out
    assert run("migrate", "labdev", "--site", site).code == 1
    before = stamps(site)
    done = run("sync", "--site", site)
    assert (done.code, " M _posts/2021-05-02-x.md" in done.out) == (0, True)
    assert stamps(site) == before
    assert "+남은 것만 옮기고" in run("diff", "--site", site, file.name).out
    assert file.read_bytes().decode() == text


@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_the_text_of_an_adopted_file_can_be_chosen(
    velog: FakeVelog, site: Path, run: Program, choice: str
) -> None:
    velog.images |= {f"/{PICTURE.format(n).split('/', 3)[3]}": pixel(n) for n in (1, 2)}
    velog.posts = [post(body=SHOWN)]
    file = put(site, "2021-05-02-x.md", named(TITLE) + BODY)
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, "differs from Velog in: images" in done.out) == (1, True)
    refused = run("resolve", file.name, "--merged", "--site", site)
    assert (refused.code, "cannot be merged" in refused.err) == (2, True)
    assert run("resolve", file.name, f"--{choice}", "--site", site).code == 0
    done = run("sync", "--site", site)
    assert done.code == 0
    assert ("Fetched: 2 images" in done.out) == (choice == "theirs")
    assert (UPLOAD.format(1) in file.read_text("utf-8")) == (choice == "theirs")
    again = run("resolve", file.name, "--theirs", "--site", site)
    assert (again.code, "not in conflict" in again.err) == (2, True)
    assert run("diff", "--site", site, "--patch").out.count("@@") == 0


def test_what_is_only_another_form_is_no_difference(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.images |= {f"/{PICTURE.format(n).split('/', 3)[3]}": pixel(n) for n in (1, 2)}
    velog.posts = [post(body=f"## 제목\n\n* **가**나\n* [글](https://e.com/a_b)\n\n{SHOWN}")]
    text = f"제목\n---\n\n- __가__나\n- [글][1]\n\n{LOCAL}\n\n[1]: https://e.com/a_b\n"
    put(site, "2021-05-02-x.md", head(layout="post", title=TITLE, categories="[a]") + text)
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, " A _posts/2021-05-02-x.md" in done.out) == (0, True), done.out


@pytest.fixture
def migrated(velog: FakeVelog, site: Path, run: Program) -> Path:
    """Give the file of a migrated post; the ledger and all beside it are lost."""
    velog.posts = [post()]
    assert run("migrate", "labdev", "--site", site).code == 0
    for file in (site / ".velog-to-jekyll").rglob("*"):
        if file.is_file():
            file.unlink()
    (file,) = site.glob("_posts/2021-05-02*")
    return file


AFTER_A_LOSS = [["migrate", "labdev"], ["sync", "--rebuild-ledger"]]


@pytest.mark.parametrize("command", AFTER_A_LOSS)
@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_after_the_ledger_was_lost_no_text_wins_in_silence(
    velog: FakeVelog, site: Path, run: Program, migrated: Path, command: list[str], choice: str
) -> None:
    velog.edit(TITLE, body=BODY.replace("절반으로", "삼분의 일로"))
    before = migrated.read_bytes()
    for again in (command, ["sync"], ["sync"]):
        done = run(*again, "--site", site)
        assert done.code == 1
        assert "differs from Velog in: words" in done.out
        assert migrated.read_bytes() == before
    assert "+남은 것만" in run("diff", "--site", site, migrated.name).out
    assert run("resolve", migrated.name, f"--{choice}", "--site", site).code == 0
    assert ("삼분의 일로" in migrated.read_text("utf-8")) == (choice == "theirs")
    assert run("sync", "--site", site).code == 0
    velog.edit(TITLE, body=BODY.replace("절반으로", "삼분의 일로").replace("열두 개", "열 개"))
    assert run("sync", "--site", site).code == 0
    text = migrated.read_text("utf-8")
    assert ("삼분의 일로" in text, "열 개" in text) == (choice == "theirs", True)


@pytest.mark.parametrize("command", AFTER_A_LOSS)
def test_after_the_ledger_was_lost_a_key_is_a_difference_too(
    velog: FakeVelog, site: Path, run: Program, migrated: Path, command: list[str]
) -> None:
    text = migrated.read_text("utf-8").replace("title:", "tags: [mine]\ncategories: [a]\ntitle:")
    migrated.write_text(text, "utf-8")
    velog.edit(TITLE, tags=("theirs",))
    done = run(*command, "--site", site)
    assert (done.code, "differs from Velog in: tags" in done.out) == (1, True)
    migrated.write_text(text.replace("mine", '"theirs"'), "utf-8")
    assert run("sync", "--site", site).code == 0
    assert not list(site.glob(".velog-to-jekyll/incoming/*"))


@pytest.mark.parametrize("command", AFTER_A_LOSS)
def test_after_the_ledger_was_lost_nothing_is_said_where_nothing_differs(
    velog: FakeVelog, site: Path, run: Program, migrated: Path, command: list[str]
) -> None:
    before = migrated.read_bytes()
    assert run(*command, "--site", site).code == 0
    assert run("sync", "--site", site).code == 0
    assert migrated.read_bytes() == before


def test_an_adopted_file_is_found_again_when_the_ledger_is_rebuilt(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [post(), post("둘", OTHER)]
    file = put(site, "2021-05-02-x.md", named(TITLE) + BODY)
    run("migrate", "labdev", "--site", site)
    assert run("sync", "--rebuild-ledger", "--site", site).code == 0
    velog.edit(TITLE, body=BODY.replace("절반으로", "삼분의 일로"))
    assert run("sync", "--site", site).code == 0
    assert "삼분의 일로" in file.read_text("utf-8")


def test_a_file_of_ones_own_is_left_alone_where_the_tools_was_deleted(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [post()]
    run("migrate", "labdev", "--site", site)
    (written,) = site.glob("_posts/2021-05-02*")
    written.unlink()
    put(site, "2021-05-02-x.md", named(TITLE) + BODY)
    assert " D " in run("sync", "--site", site).out
    velog.edit(TITLE, body=OTHER)
    assert "No post of the site has changed" in run("sync", "--site", site).out


def test_a_killed_adoption_still_says_what_differs(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [post()]
    put(site, "2021-05-02-x.md", named(TITLE) + BODY.replace("절반으로", "삼분의 일로"))
    run("migrate", "labdev", "--site", site)
    (site / ".velog-to-jekyll/ledger.json").unlink()  # which is written last
    done = run("migrate", "labdev", "--site", site)
    assert (done.code, "differs from Velog in: words" in done.out) == (1, True)


# --- doubts


@pytest.fixture
def doubtful(velog: FakeVelog, site: Path, run: Program) -> Path:
    """Give a file that may be a post: it has the title and the day, but another text."""
    velog.posts = [post("회고"), post("둘", THIRD)]
    file = put(site, "2021-05-02-회고.md", named("회고") + OTHER)
    done = run("migrate", "labdev", "--site", site)
    assert done.code == 1
    assert (
        "_posts/2021-05-02-회고.md? (the same short title or slug, the same day; but another text)"
    ) in done.out
    assert "resolve _posts/2021-05-02-회고.md --same" in done.out
    return file


def test_a_doubt_lasts_until_it_is_ended(site: Path, run: Program, doubtful: Path) -> None:
    before = stamps(site)
    assert run("sync", "--site", site).code == 1
    assert stamps(site) == before
    shown = run("diff", "--site", site, doubtful.name).out
    assert "-이번 주에는" in shown
    assert "+지난달까지" in shown
    for choice in ("ours", "theirs", "merged"):
        refused = run("resolve", doubtful.name, f"--{choice}", "--site", site)
        assert (refused.code, "--same or --other" in refused.err) == (2, True)


def test_a_doubt_does_not_end_because_its_rival_was_written(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    first = FakePost(
        "React 정리",
        " ".join(f"이 글의 {number}번째 문장은 다른 글에 없는 내용입니다." for number in range(30)),
        url_slug="React-0",
        id="00000000-0000-4000-8000-000000000001",
    )
    second = replace(
        first,
        url_slug="React-1",
        id="00000000-0000-4000-8000-000000000002",
        released_at=first.released_at - timedelta(9),
    )
    velog.posts = [first, second]
    day = first.released_at.date()
    mine = site / f"_posts/{day}-react.md"
    mine.write_text("---\ntitle: React 정리\n---\n회고\n", "utf-8")
    assert "a title that several have" in run("migrate", "labdev", "--site", site).out
    for _ in range(2):
        assert "??" in run("sync", "--site", site).out
        assert mine.read_text("utf-8").endswith("회고\n")
    mine.write_text(f"---\ntitle: React 정리\n---\n{first.body}\n", "utf-8")
    assert "??" not in run("sync", "--site", site).out


def test_a_doubt_is_known_after_a_run_that_writes(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [post("회고")]
    file = put(site, "2021-05-02-회고.md", named("회고") + OTHER)
    assert run("diff", "labdev", "--site", site).code == 1
    refused = run("resolve", file, "--same", "--site", site)
    assert (refused.code, "migrate or sync" in refused.err) == (2, True)


def test_a_post_is_named_for_a_doubt_only(site: Path, run: Program, doubtful: Path) -> None:
    refused = run("resolve", doubtful, "--ours", "--post", "회고", "--site", site)
    assert (refused.code, "--same" in refused.err) == (2, True)
    assert "--post" in refused.err


def test_the_file_is_the_post(velog: FakeVelog, site: Path, run: Program, doubtful: Path) -> None:
    done = run("resolve", doubtful.name, "--same", "--site", site)
    assert (done.code, '"회고"' in done.out) == (0, True)
    done = run("sync", "--site", site)
    assert " A _posts/2021-05-02-회고.md" in done.out
    assert done.code == 1  # its text is another one
    assert run("resolve", doubtful, "--theirs", "--site", site).code == 0
    assert run("sync", "--site", site).code == 0
    assert "지난달까지" in doubtful.read_text("utf-8")
    velog.edit("회고", body=BODY.replace("절반으로", "삼분의 일로"))
    assert run("sync", "--site", site).code == 0
    assert "삼분의 일로" in doubtful.read_text("utf-8")


def test_the_file_is_another_post(site: Path, run: Program, doubtful: Path) -> None:
    before = doubtful.read_bytes()
    count = len(tree(site / "_posts"))
    assert run("resolve", doubtful.name, "--other", "--site", site).code == 0
    done = run("sync", "--site", site)
    assert done.code == 0
    assert doubtful.read_bytes() == before
    assert len(tree(site / "_posts")) == count + 1
    again = run("resolve", doubtful.name, "--other", "--site", site)
    assert (again.code, "No file is in question." in again.err) == (2, True)
    before_sync = stamps(site)
    assert run("sync", "--site", site).code == 0
    assert stamps(site) == before_sync


def test_of_several_files_the_author_leaves_out_some(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [post("회고")]
    files = [put(site, f"2021-05-02-{name}.md", named("회고")) for name in "ab"]
    done = run("migrate", "labdev", "--site", site)
    assert "_posts/2021-05-02-a.md, _posts/2021-05-02-b.md? (the same day, a title that" in done.out
    assert run("resolve", files[0], "--other", "--site", site).code == 0
    done = run("sync", "--site", site)
    assert "_posts/2021-05-02-b.md" in done.out
    assert "_posts/2021-05-02-a.md" not in done.out
    assert run("resolve", files[1], "--same", "--site", site).code in (0, 2)
    run("sync", "--site", site)
    assert run("sync", "--site", site).code == 0
    assert not list(site.glob("_posts/2021-05-02-회고*"))


def test_a_file_that_may_be_several_posts_needs_a_name(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [
        post("회고", url_slug="회고-1"),
        post("회고", OTHER, id=UPLOAD.format(8), url_slug="회고-2"),
    ]
    file = put(site, "2021-05-02-x.md", named("회고"))
    run("migrate", "labdev", "--site", site)
    refused = run("resolve", file, "--same", "--site", site)
    assert (refused.code, "--same --post 회고-2  (회고)" in refused.err) == (2, True)
    assert run("resolve", file, "--same", "--post", "회고-3", "--site", site).code == 2
    assert run("resolve", file, "--same", "--post", "회고-2", "--site", site).code == 0
    run("sync", "--site", site)
    assert len(list(site.glob("_posts/2021-05-02-*"))) == 2
    velog.posts[1] = replace(velog.posts[1], body=THIRD)
    assert run("sync", "--site", site).code == 1  # both changed, since the text was another
    assert "UU _posts/2021-05-02-x.md" in run("sync", "--site", site).out


@pytest.mark.parametrize("place", ["name", "site", "here", "absolute", "below"])
def test_a_file_is_named_as_one_likes(
    site: Path, run: Program, doubtful: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folders = {"here": site.parent, "below": site / "_posts"}
    monkeypatch.chdir(folders.get(place, site.parent.parent))
    name = {
        "name": doubtful.name,
        "site": f"_posts/{doubtful.name}",
        "here": f"{site.name}/_posts/{doubtful.name}",
        "absolute": str(doubtful),
        "below": f"../_posts/{doubtful.name}",
    }[place]
    assert run("resolve", name, "--same", "--site", site).code == 0


def test_a_name_that_several_files_have_is_refused(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [post("회고"), post("둘", THIRD)]
    put(site, "2021-05-02-x.md", named("회고") + OTHER)
    put(site, "dev/_posts/2021-05-02-x.md", named("둘") + OTHER.replace("회의", "약속"))
    assert run("migrate", "labdev", "--site", site).code == 1
    refused = run("resolve", "2021-05-02-x.md", "--same", "--site", site)
    assert refused.code == 2
    assert "  _posts/2021-05-02-x.md" in refused.err
    assert "  dev/_posts/2021-05-02-x.md" in refused.err


def test_a_draft_that_is_the_post_becomes_one(velog: FakeVelog, site: Path, run: Program) -> None:
    velog.posts = [post()]
    draft = put(site, "_drafts/x.md", named(TITLE) + BODY)
    run("migrate", "labdev", "--site", site)
    assert run("resolve", "x.md", "--same", "--site", site).code == 0
    done = run("sync", "--site", site)
    assert done.code == 0
    assert not draft.exists()
    (written,) = site.glob("_posts/2021-05-02-*")
    assert written.read_text("utf-8") == named(TITLE) + BODY
    before = stamps(site)
    assert run("sync", "--site", site).code == 0
    assert stamps(site) == before


# --- the table of signs, and the ledger


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        ([Sign.ADDRESS, Sign.OTHER_DAY, Sign.OTHER_TEXT], ADOPTED),
        ([Sign.SAME_TEXT, Sign.OTHER_DAY], ADOPTED),
        ([Sign.IMAGES, Sign.OTHER_DAY], DOUBTFUL),
        ([Sign.IMAGES, Sign.LIKE_TEXT, Sign.OTHER_DAY], ADOPTED),
        ([Sign.IMAGES, Sign.OTHER_DAY, Sign.OTHER_TEXT], DOUBTFUL),
        ([Sign.SOME_IMAGES, Sign.OTHER_DAY, Sign.OTHER_TEXT], NEW),
        ([Sign.TELLING_TITLE], ADOPTED),
        ([Sign.TELLING_TITLE, Sign.OTHER_DAY], DOUBTFUL),
        ([Sign.TELLING_TITLE, Sign.OTHER_DAY, Sign.OTHER_TEXT], DOUBTFUL),
        ([Sign.TITLE, Sign.DAY], ADOPTED),
        ([Sign.TITLE, Sign.OTHER_DAY], DOUBTFUL),
        ([Sign.TITLE, Sign.DAY, Sign.OTHER_TEXT], DOUBTFUL),
        ([Sign.TITLE, Sign.OTHER_DAY, Sign.OTHER_TEXT], NEW),
        ([Sign.REPEATED_TITLE, Sign.DAY], DOUBTFUL),
        ([Sign.REPEATED_TITLE, Sign.OTHER_DAY], NEW),
        ([Sign.REPEATED_TITLE, Sign.DAY, Sign.LIKE_TEXT], ADOPTED),
        ([Sign.MENTION, Sign.OTHER_DAY], DOUBTFUL),
        ([Sign.MENTION, Sign.OTHER_DAY, Sign.OTHER_TEXT], NEW),
        ([Sign.LIKE_TEXT, Sign.OTHER_DAY], DOUBTFUL),
        ([Sign.LIKE_TEXT, Sign.DAY], ADOPTED),
        ([Sign.SAME_TEXT, Sign.TELLING_TITLE, Sign.DRAFT], DOUBTFUL),
    ],
)
def test_what_signs_weigh_together(signs: Sequence[Sign], expected: str) -> None:
    candidate = Candidate("a.md", tuple(signs))
    may_be = DOUBTFUL if candidate.weight >= LEAST else NEW
    assert (ADOPTED if candidate.is_plain else may_be) == expected


def many(count: int, text: str) -> tuple[list[Traits], list[Traits]]:
    """Give posts of one title and text, a day apart, and as many files."""
    both = [
        Traits(
            key=f"{kind}{day}",
            names=frozenset({("title", "til")}),
            days=frozenset({f"day {day}"}),
            uploads=frozenset({"banner", f"upload {day}"}),
            body=text.format(day=day),
            is_draft=False,
        )
        for kind in ("post", "file")
        for day in range(count)
    ]
    return both[:count], both[count:]


@pytest.mark.parametrize(
    "text", [BODY, "", BODY + "\n\n이것은 {day}째 날에 적은 오늘의 배움입니다."]
)
def test_of_a_large_blog_few_pairs_are_compared(text: str) -> None:
    posts, files = many(300, text)
    assert likely_pairs(posts, files).pairs == {(f"post{n}", f"file{n}") for n in range(300)}


def test_the_reasons_for_a_doubt_are_said_in_korean_too(
    site: Path, run: Program, doubtful: Path
) -> None:
    shown = run("diff", "--site", site, "--format", "html").out
    assert f"_posts/{doubtful.name}? (같은 짧은 제목이나 slug, 같은 날; 그러나 다른 본문)" in shown
    assert f"velog-to-jekyll resolve _posts/{doubtful.name} --same<" in shown
    assert "같은 글임" in shown


def test_each_sign_has_a_weight_and_words() -> None:
    assert list(WEIGHTS) == list(Sign)
    said = [weight for weight in WEIGHTS.values() if weight > 0]
    assert said == sorted(said, reverse=True)
    for language in (EN, KO):
        assert set(SIGN_WORDS[language]) == set(Sign)
        assert len(set(SIGN_WORDS[language].values())) == len(Sign)


def test_a_ledger_without_doubts_is_as_earlier_versions_wrote_it(
    velog: FakeVelog, site: Path, run: Program
) -> None:
    velog.posts = [post()]
    run("migrate", "labdev", "--site", site)
    data = (site / ".velog-to-jekyll/ledger.json").read_bytes()
    content = json.loads(data)
    assert not {"doubts", "others"} & content.keys()
    assert all("differs" not in entry for entry in content["posts"].values())
    assert load_ledger(dump_ledger(load_ledger(data))) == load_ledger(data)


def test_a_ledger_keeps_what_the_author_said(site: Path, run: Program, doubtful: Path) -> None:
    path = site / ".velog-to-jekyll/ledger.json"
    ledger = load_ledger(path.read_bytes())
    (doubt,) = ledger.doubts.values()
    assert (doubt.files, doubt.title) == (("_posts/2021-05-02-회고.md",), "회고")
    run("resolve", doubtful, "--other", "--site", site)
    ledger = load_ledger(path.read_bytes())
    assert (ledger.doubts, list(ledger.others.values())) == ({}, [frozenset(doubt.files)])
    assert load_ledger(dump_ledger(ledger)) == ledger
