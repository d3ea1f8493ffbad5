"""Private posts and drafts with the author's tokens: whose they are, what comes, where they go."""

from __future__ import annotations

import getpass
import json
import logging
import os
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from conftest import Program, tree
from migrator.fetcher.answers import read_blog
from migrator.fetcher.backup_folder import read_answers, write_answers
from migrator.fetcher.destinations import anywhere
from migrator.fetcher.http import Endpoints, open_client
from migrator.fetcher.image_download import open_fetch
from migrator.fetcher.tokens import Tokens, read_tokens
from migrator.fetcher.velog import fetch_answers
from migrator.model import Answers, Image, ImageJob, MigratorError, SeriesPlace
from pixels import pixel
from velog import FakePost, FakeVelog, broken, empty, errors, mutate, on_loopback, status

START = datetime(2023, 5, 1, 12, 0, 0, 7000, tzinfo=UTC)
ACCESS = "eyJhbGciOi.secret-access.s1g"
REFRESH = "eyJhbGciOi.secret-refresh.s1g"
TOKENS = Tokens(ACCESS, REFRESH)


@pytest.fixture
def velog() -> FakeVelog:
    """Give a blog of a post for everybody, one for its author, and a draft."""
    velog = FakeVelog(
        [
            FakePost("공개", "본문", series="연재", released_at=START),
            FakePost(
                "비밀",
                "본문",
                series="연재",
                is_private=True,
                released_at=START + timedelta(days=1),
            ),
            FakePost("초안", "본문", is_temp=True, released_at=START + timedelta(days=2)),
        ]
    )
    velog.log_in(ACCESS, REFRESH)
    return velog


def fetch(
    velog: FakeVelog,
    tokens: Tokens | None = TOKENS,
    *,
    private: bool = True,
    drafts: bool = True,
    name: str = "labdev",
) -> Answers:
    with open_client(httpx.MockTransport(velog)) as client:
        return fetch_answers(
            client,
            Endpoints(),
            name,
            lambda done, total: None,
            tokens=tokens,
            private=private,
            drafts=drafts,
        )


def titles(answers: Answers, *, private: bool = False, drafts: bool = False) -> list[str]:
    blog = read_blog(answers, private=private, drafts=drafts)
    return [post.title for post in blog.posts]


def refusal(velog: FakeVelog, tokens: Tokens = TOKENS, **wanted: Any) -> str:
    with pytest.raises(MigratorError) as caught:
        fetch(velog, tokens, **wanted)
    said = "".join(traceback.format_exception(caught.value))
    assert "secret" not in said
    return str(caught.value)


def v3_is_down(velog: FakeVelog) -> None:
    velog.fault("v3", empty())


def both_answer(_velog: FakeVelog) -> None:
    pass


@pytest.fixture(params=[both_answer, v3_is_down], ids=["v3", "v2"])
def either_api(request: pytest.FixtureRequest, velog: FakeVelog) -> str:
    """Let one of the two APIs tell the posts, and name it."""
    request.param(velog)
    return "v2" if request.param is v3_is_down else "v3"


class TestWhatComes:
    def test_what_the_author_wants(self, velog: FakeVelog, either_api: str) -> None:
        answers = fetch(velog)
        assert answers.api == either_api
        assert titles(answers) == ["공개"]
        assert titles(answers, private=True) == ["비밀", "공개"]
        assert titles(answers, drafts=True) == ["공개", "초안"]
        assert titles(answers, private=True, drafts=True) == ["비밀", "공개", "초안"]

    def test_what_it_is(self, velog: FakeVelog, either_api: str) -> None:
        secret, _, draft = read_blog(fetch(velog), private=True, drafts=True).posts
        assert (secret.is_private, secret.is_draft) == (True, False)
        assert secret.series == SeriesPlace("연재", "연재", 2)
        assert (draft.is_private, draft.is_draft) == (False, True)
        assert (draft.body, draft.is_markdown) == ("본문", True)

    def test_what_nobody_asked_for_is_not_in_the_answers(
        self, velog: FakeVelog, either_api: str
    ) -> None:
        answers = fetch(velog, private=False)
        assert [post["title"] for post in answers.posts] == ["공개"]
        answers = fetch(velog, drafts=False)
        assert answers.drafts is None
        assert answers.has_private
        public = fetch(velog, None, private=False, drafts=False)
        assert fetch(velog, private=False, drafts=False).posts == public.posts

    def test_a_stranger_sends_and_asks_what_they_always_did(self, velog: FakeVelog) -> None:
        answers = fetch(velog, None, private=False, drafts=False)
        assert titles(answers) == ["공개"]
        assert not velog.calls("auth") + velog.calls("currentUser")
        assert not any("cookie" in call.headers for call in velog.requests)

    def test_it_takes_no_more_requests(self, velog: FakeVelog) -> None:
        fetch(velog, None, private=False, drafts=False)
        as_stranger = len(velog.requests)
        fetch(velog, drafts=False)
        assert len(velog.requests) == 2 * as_stranger

    def test_a_list_without_the_private_posts_is_not_whole(self, velog: FakeVelog) -> None:

        def drop(answer: Any) -> None:
            del answer["data"]["posts"][:1]

        velog.fault("posts", mutate(drop))
        assert "2 posts" in refusal(velog, drafts=False)

    @pytest.mark.parametrize("count", [0, 49, 50, 51, 130])
    def test_every_draft_comes(self, velog: FakeVelog, either_api: str, count: int) -> None:
        velog.posts = [
            FakePost(f"초안 {rank}", is_temp=True, released_at=START - timedelta(days=rank // 3))
            for rank in range(count)
        ]
        answers = fetch(velog)
        assert set(titles(answers, drafts=True)) == {f"초안 {rank}" for rank in range(count)}
        assert not any("drafts" in note.english for note in answers.notes)

    def test_drafts_in_an_order_of_their_own(self, velog: FakeVelog, either_api: str) -> None:
        """Ten of sixty have another date than the day they were begun."""
        velog.posts = [
            FakePost(
                f"초안 {rank}",
                is_temp=True,
                created_at=START - timedelta(days=rank),
                released_at=START - timedelta(days=rank - (rank % 6 == 0)),
            )
            for rank in range(60)
        ]
        answers = fetch(velog)
        assert len(titles(answers, drafts=True)) == 60
        assert "60 drafts" in answers.notes[-1].english

    def test_drafts_that_velog_cannot_list_are_not_lost_unsaid(self, velog: FakeVelog) -> None:
        velog.posts = [
            FakePost(
                f"초안 {rank}",
                is_temp=True,
                created_at=START - timedelta(days=rank),
                released_at=START + timedelta(days=rank),
            )
            for rank in range(60)
        ]
        (note,) = fetch(velog).notes
        assert "Check whether one is missing" in note.english
        assert "임시 글" in note.korean

    def test_a_draft_published_meanwhile_is_a_post(self, velog: FakeVelog) -> None:
        def publish(honest: httpx.Response) -> httpx.Response:
            velog.edit("초안", is_temp=False)
            return honest

        velog.fault(lambda call: "posts" in call.fields, publish, times=1)
        assert titles(fetch(velog), private=True, drafts=True) == ["초안", "비밀", "공개"]

    def test_a_draft_that_v2_lists_and_does_not_give(self, velog: FakeVelog) -> None:
        """Its server answers null for a post while its database fails."""
        v3_is_down(velog)

        def hide(answer: Any) -> None:
            answer["data"].update(p0=None)

        fault = velog.fault(lambda call: "post" in call.fields, mutate(hide), times=3)
        assert "초안" in titles(fetch(velog), drafts=True)
        fault.struck, fault.times = 0, None
        assert "lists drafts that it does not give" in refusal(velog)

    def test_what_is_no_draft_is_refused(self, velog: FakeVelog) -> None:
        def publish(answer: Any) -> None:
            for post in answer["data"]["posts"]:
                post["is_temp"] = False

        velog.fault("v3.posts", mutate(publish), times=1)
        answers = fetch(velog)
        assert answers.api == "v2"
        assert "drafts[0].is_temp" in answers.notes[0].english
        changed = ({**(answers.drafts or ())[0], "is_temp": False},)
        with pytest.raises(MigratorError, match=r"drafts\[0\]\.is_temp"):
            read_blog(replace(answers, drafts=changed))


class TestWhoAsks:
    @pytest.mark.parametrize("tokens", [Tokens("old"), Tokens("old", "older"), Tokens("", "older")])
    def test_expired_tokens(self, velog: FakeVelog, either_api: str, tokens: Tokens) -> None:
        said = refusal(velog, tokens)
        assert "does not know your tokens" in said
        assert "Log in at https://velog.io" in said
        assert "access_token and refresh_token" in said
        assert "Nothing was written" in said
        assert not velog.calls("posts")

    def test_the_tokens_of_somebody_else(self, velog: FakeVelog, either_api: str) -> None:
        velog.log_in("hers", username="another")
        said = refusal(velog, Tokens("hers"))
        assert "those of another" in said
        assert "Log in as labdev" in said
        assert not velog.calls("posts")

    def test_it_is_known_after_one_request(self, velog: FakeVelog) -> None:
        refusal(velog, Tokens("old"))
        assert len(velog.requests) == 1

    @pytest.mark.parametrize("api", ["v3", "v2"])
    def test_more_drafts_of_one_moment_than_a_page_holds(self, velog: FakeVelog, api: str) -> None:
        velog.posts = [FakePost(f"초안 {rank}", is_temp=True) for rank in range(70)]
        if api == "v2":
            velog.fault("v3", broken())
        assert len(titles(fetch(velog), drafts=True)) == 70

    @pytest.mark.parametrize("after", range(1, 6))
    def test_a_session_that_ends_meanwhile(self, velog: FakeVelog, after: int) -> None:
        """The list of a stranger would be whole, and without the private posts."""
        velog.posts += [FakePost(f"글 {day}", released_at=START) for day in range(60)]
        velog.posts = [
            replace(post, released_at=START - timedelta(days=rank))
            for rank, post in enumerate(velog.posts)
        ]

        def expire(honest: httpx.Response) -> httpx.Response:
            if len(velog.requests) == after:
                velog.accounts.access.clear()
            return honest

        velog.fault("/graphql", expire)
        if after >= 4:  # all posts have come; the order of series is not worth the run
            assert len(titles(fetch(velog, Tokens(ACCESS)), private=True)) == 62
            assert len(velog.requests) == 5
        else:
            assert "does not know your tokens" in refusal(velog, Tokens(ACCESS))

    def test_a_session_that_nobody_confirms(self, velog: FakeVelog) -> None:
        velog.fault("v3", broken())
        velog.fault("v2", status(502))
        said = refusal(velog)
        assert "v3.velog.io" in said
        assert "502 from v2.velog.io" in said
        assert "Nothing was written" in said


class TestRenewal:
    @pytest.mark.parametrize("tokens", [Tokens("", REFRESH), Tokens("old", REFRESH)])
    def test_new_tokens_are_used_for_the_rest_of_the_run(
        self, velog: FakeVelog, either_api: str, tokens: Tokens
    ) -> None:
        assert titles(fetch(velog, tokens), private=True) == ["비밀", "공개"]
        # What v3 sent with its fault is lost, if it failed.
        assert len(velog.accounts.minted) == (1 if either_api == "v3" else 2)
        asked = velog.requests if either_api == "v3" else velog.calls("v2")
        for call in asked[1:]:
            token = f"access_token={velog.accounts.minted[-1]}; refresh_token="
            assert token in call.headers["cookie"]

    def test_a_new_refresh_token_counts_too(self, velog: FakeVelog) -> None:
        def renew(honest: httpx.Response) -> httpx.Response:
            velog.accounts.access.clear()
            velog.accounts.refresh = {"renewed": "labdev"}
            honest.headers["set-cookie"] = "refresh_token=renewed; Path=/; Domain=.velog.io"
            return honest

        velog.fault("v3.user", renew, times=1)
        assert titles(fetch(velog), private=True) == ["비밀", "공개"]

    @pytest.mark.parametrize(
        "header", ["access_token=; Max-Age=0", 'access_token="a b"', "\x01=;", "other=1", ""]
    )
    def test_other_cookies_change_nothing(self, velog: FakeVelog, header: str) -> None:
        def send(honest: httpx.Response) -> httpx.Response:
            honest.headers["set-cookie"] = header
            return honest

        velog.fault("/graphql", send)
        assert titles(fetch(velog), private=True) == ["비밀", "공개"]
        assert {call.headers["cookie"] for call in velog.requests} == {
            f"access_token={ACCESS}; refresh_token={REFRESH}"
        }

    def test_a_renewal_on_a_failed_request_is_not_lost(self, velog: FakeVelog) -> None:
        def fail(honest: httpx.Response) -> httpx.Response:
            return httpx.Response(503, headers=honest.headers)

        velog.fault("v3.user", fail, times=1)
        fetch(velog, Tokens("", REFRESH))
        assert velog.accounts.minted == ["minted-1-for-labdev"]


class TestWhereTokensGo:
    def test_not_to_image_hosts(self, velog: FakeVelog, tmp_path: Path) -> None:
        """Velog sets its cookies for all of velog.io, and older images are there."""
        urls = [
            "https://images.velog.io/images/labdev/post/x/1.png",
            "https://velog.velcdn.com/images/labdev/post/x/1.png",
        ]
        velog.images["/images/labdev/post/x/1.png"] = pixel(1)
        with open_client(httpx.MockTransport(velog)) as client:
            fetch_answers(
                client, Endpoints(), "labdev", lambda done, total: None, tokens=Tokens("", REFRESH)
            )
            jobs = [
                ImageJob(Image(url, (url,), "1.png", "1.png"), tmp_path / f"{rank}.part")
                for rank, url in enumerate(urls)
            ]
            assert all(result.size for result in open_fetch(client, Endpoints())(jobs))
            assert not client.cookies
        pictures = [call for call in velog.requests if call.api is None]
        assert {call.host for call in pictures} == {"images.velog.io", "velog.velcdn.com"}
        for call in pictures:
            assert "cookie" not in call.headers
            assert not secrets_in(str(call.headers.raw))

    @pytest.mark.parametrize("code", [301, 302, 307, 308])
    def test_not_across_redirects(self, velog: FakeVelog, code: int) -> None:
        away = httpx.Response(code, headers={"location": "https://elsewhere.example/graphql"})
        velog.fault("v3", away)
        with open_client(httpx.MockTransport(velog)) as client:
            client.follow_redirects = True
            answers = fetch_answers(
                client, Endpoints(), "labdev", lambda done, total: None, tokens=TOKENS, private=True
            )
        assert answers.api == "v2"
        assert {call.host for call in velog.requests} == {"v3.velog.io", "v2.velog.io"}

    @pytest.mark.parametrize("name", ["v3", "v2"])
    def test_not_over_an_open_line(self, velog: FakeVelog, name: str) -> None:
        endpoints = replace(Endpoints(), **{name: f"http://{name}.velog.io/graphql"})
        with (
            open_client(httpx.MockTransport(velog)) as client,
            pytest.raises(MigratorError, match="not an https address"),
        ):
            fetch_answers(
                client, endpoints, "labdev", lambda done, total: None, tokens=TOKENS, private=True
            )
        assert not velog.requests

    def test_to_nobody_who_looks(
        self,
        velog: FakeVelog,
        tmp_path: Path,
        capfd: pytest.CaptureFixture[str],
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        """Everything that a run on a real line says, logs and writes."""
        caplog.set_level(logging.DEBUG)
        with on_loopback(velog) as address, open_client(may_connect=anywhere) as client:
            endpoints = Endpoints(v3=f"{address}/v3/graphql", v2=f"{address}/v2/graphql")
            answers = fetch_answers(
                client,
                endpoints,
                "labdev",
                lambda done, total: print(done, total),
                tokens=Tokens("", REFRESH),
                private=True,
                drafts=True,
            )
        write_answers(answers, tmp_path)
        assert velog.accounts.minted
        assert titles(read_answers(tmp_path), private=True, drafts=True) == ["비밀", "공개", "초안"]
        said = "".join([*capfd.readouterr(), caplog.text, repr(answers)])
        assert not secrets_in(said)
        for path, content in tree(tmp_path).items():
            assert not secrets_in(path + content.decode("utf-8"))

    @pytest.mark.parametrize(
        "fault", [broken(), status(502), status(429, 999), errors(f"jwt {ACCESS} is bad"), empty()]
    )
    def test_to_no_words_of_an_error(self, velog: FakeVelog, fault: Any) -> None:
        velog.fault("/graphql", fault)
        assert not secrets_in(refusal(velog))

    @pytest.mark.parametrize("key", ["title", "body", "released_at", "url_slug", "tags", "extra"])
    @pytest.mark.parametrize("token", [ACCESS, REFRESH, f"a {ACCESS}\n"])
    def test_to_no_field_of_a_post(self, velog: FakeVelog, key: str, token: str) -> None:
        """What a server writes into a field would be shown, and written into the site."""

        def repeat(answer: Any) -> None:
            answer["data"]["posts"][0][key] = [token] if key == "tags" else token

        velog.fault("posts", mutate(repeat))
        said = refusal(velog)
        assert "repeated your tokens" in said
        assert not secrets_in(said)

    @pytest.mark.parametrize("api", ["v3", "v2"])
    def test_to_no_name_of_a_user(self, velog: FakeVelog, api: str) -> None:
        velog.fault("v3", status(502)) if api == "v2" else None

        def repeat(answer: Any) -> None:
            for who in ("currentUser", "auth"):
                if answer["data"].get(who):
                    answer["data"][who]["username"] = ACCESS

        velog.fault(api, mutate(repeat))
        if api == "v2":
            assert "repeated your tokens" in refusal(velog)
        else:
            assert "repeated your tokens" in fetch(velog).notes[0].english


def secrets_in(text: str) -> list[str]:
    return [secret for secret in (ACCESS, REFRESH, "secret", "minted-") if secret in text]


class TestTokens:
    def test_they_do_not_show(self) -> None:
        assert repr(TOKENS) == str(TOKENS) == "Tokens()"
        assert Tokens(ACCESS, REFRESH) == TOKENS

    @pytest.mark.parametrize("bad", ["secret one", "secret\nX: y", "비secret", "secret;a=b", '"'])
    def test_what_fits_into_no_cookie(self, bad: str) -> None:
        for which in ("access", "refresh"):
            with pytest.raises(MigratorError, match="characters that no token of Velog has") as no:
                Tokens(**{which: bad})
            assert not secrets_in("".join(traceback.format_exception(no.value)).split("Error: ")[1])


@pytest.fixture
def token_file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "tokens"
        path.write_text(text, "utf-8")
        path.chmod(0o600)
        return path

    return write


FILES = {
    "two lines": f"access_token={ACCESS}\nrefresh_token={REFRESH}\n",
    "blanks": f"\n  refresh_token = {REFRESH}\r\n# x\n access_token = '{ACCESS}' \n",
    "a cookie header": f"a=b; access_token={ACCESS}; refresh_token={REFRESH}",
    "JSON": json.dumps({"access_token": ACCESS, "refresh_token": REFRESH, "x": [1]}),
    "a mark before": f"\ufeffaccess_token={ACCESS}\nrefresh_token={REFRESH}",
}


@pytest.fixture(autouse=True)
def _no_tokens_of_mine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VELOG_ACCESS_TOKEN", "VELOG_REFRESH_TOKEN"):
        monkeypatch.delenv(name, raising=False)


class TestReading:
    @pytest.mark.parametrize("text", FILES.values(), ids=FILES)
    def test_a_file(self, token_file: Callable[[str], Path], text: str) -> None:
        environ = {"VELOG_ACCESS_TOKEN": "other"}
        assert asdict(read_tokens(environ, token_file(text), False)) == asdict(TOKENS)

    def test_a_file_with_one_of_them(self, token_file: Callable[[str], Path]) -> None:
        path = token_file(f"refresh_token={REFRESH}")
        assert read_tokens({}, path, False) == Tokens("", REFRESH)

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o777, 0o610])
    def test_a_file_that_others_can_read(
        self, token_file: Callable[[str], Path], mode: int
    ) -> None:
        path = token_file(FILES["two lines"])
        path.chmod(mode)
        with pytest.raises(MigratorError, match="chmod 600"):
            read_tokens({}, path, False)

    @pytest.mark.parametrize("text", ["", "secret", "{", "[]", '{"access_token": 7}', "[" * 9999])
    def test_a_file_without_tokens(self, token_file: Callable[[str], Path], text: str) -> None:
        with pytest.raises(MigratorError, match="There is no token in") as caught:
            read_tokens({}, token_file(text), True)
        assert "secret" not in str(caught.value)

    def test_a_file_that_cannot_be_read(self, tmp_path: Path) -> None:
        with pytest.raises(MigratorError, match="cannot be read: No such file"):
            read_tokens({}, tmp_path / "none", False)
        (tmp_path / "raw").write_bytes(b"secret\xff")
        (tmp_path / "raw").chmod(0o600)
        with pytest.raises(MigratorError, match="not a text file"):
            read_tokens({}, tmp_path / "raw", False)

    def test_the_environment(self, no_prompt: None) -> None:
        environ = {"VELOG_ACCESS_TOKEN": f" {ACCESS}\n", "VELOG_REFRESH_TOKEN": REFRESH}
        assert read_tokens(environ, None, True) == TOKENS
        assert read_tokens({"VELOG_REFRESH_TOKEN": REFRESH}, None, True) == Tokens("", REFRESH)

    def test_a_prompt_that_shows_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        typed = iter([ACCESS, ""])
        monkeypatch.setattr(getpass, "getpass", lambda prompt: next(typed))
        assert read_tokens({"VELOG_ACCESS_TOKEN": ""}, None, True) == Tokens(ACCESS)

    @pytest.mark.parametrize("may_ask", [True, False])
    def test_no_tokens_at_all(self, monkeypatch: pytest.MonkeyPatch, may_ask: bool) -> None:
        monkeypatch.setattr(getpass, "getpass", lambda prompt: "")
        with pytest.raises(MigratorError) as caught:
            read_tokens({}, None, may_ask)
        for words in ("VELOG_ACCESS_TOKEN", "--token-file FILE", "Log in at https://velog.io"):
            assert words in str(caught.value)

    def test_nobody_is_asked_who_is_not_there(self, no_prompt: None) -> None:
        with pytest.raises(MigratorError):
            read_tokens({}, None, False)

    def test_a_prompt_that_would_show(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def show(prompt: str) -> str:
            warnings.warn("echo", getpass.GetPassWarning, stacklevel=1)
            return ACCESS

        monkeypatch.setattr(getpass, "getpass", show)
        with pytest.raises(MigratorError, match="without showing them"):
            read_tokens({}, None, True)


@pytest.fixture
def no_prompt(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def ask(prompt: str) -> str:
        pytest.fail("somebody was asked")

    monkeypatch.setattr(getpass, "getpass", ask)
    yield


class TestBackup:
    def test_it_holds_what_was_asked_for(self, velog: FakeVelog, tmp_path: Path) -> None:
        answers = fetch(velog)
        write_answers(answers, tmp_path)
        assert read_answers(tmp_path) == answers
        index = json.loads((tmp_path / "backup.json").read_bytes())
        assert index["format"] == 1
        assert index["has_private"] is True
        (draft,) = index["drafts"]
        assert json.loads((tmp_path / "drafts" / f"{draft}.json").read_bytes())["title"] == "초안"
        assert len(list((tmp_path / "posts").iterdir())) == 2

    def test_it_gives_what_is_wanted_of_it(self, velog: FakeVelog, tmp_path: Path) -> None:
        write_answers(fetch(velog), tmp_path)
        saved = read_answers(tmp_path)
        assert titles(saved) == ["공개"]
        assert titles(saved, private=True, drafts=True) == ["비밀", "공개", "초안"]

    @pytest.mark.parametrize("option", ["private", "drafts"])
    def test_it_says_what_it_was_made_without(
        self, velog: FakeVelog, tmp_path: Path, option: str
    ) -> None:
        write_answers(fetch(velog, None, private=False, drafts=False), tmp_path)
        index = json.loads((tmp_path / "backup.json").read_bytes())
        assert list(index) == ["format", "username", "api", "posts", "notes"]
        with pytest.raises(MigratorError, match=f"labdev DIR --{option}"):
            read_blog(read_answers(tmp_path), **{option: True})

    def test_an_id_never_leads_out_of_it(self, velog: FakeVelog, tmp_path: Path) -> None:
        write_answers(fetch(velog), tmp_path)
        index = json.loads((tmp_path / "backup.json").read_bytes())
        (tmp_path / "backup.json").write_text(json.dumps({**index, "drafts": ["../series"]}))
        with pytest.raises(MigratorError, match=r"'\.\./series'"):
            read_answers(tmp_path)

    def test_none_of_many_drafts_is_there(self, velog: FakeVelog, tmp_path: Path) -> None:
        velog.remove("초안")
        write_answers(fetch(velog), tmp_path)
        assert titles(read_answers(tmp_path), drafts=True) == ["공개"]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no /dev/fd")
def test_a_file_may_be_a_pipe() -> None:
    reading, writing = os.pipe()
    os.write(writing, FILES["two lines"].encode())
    os.close(writing)
    assert read_tokens({}, Path(f"/dev/fd/{reading}"), False) == TOKENS
    os.close(reading)


UPLOAD = "images/labdev/post/00000000-0000-4000-8000-000000000001/image.png"


@pytest.fixture
def hosted(velog: FakeVelog) -> FakeVelog:
    """Put an image into each post; the old host is one to which a cookie of velog.io would go."""
    velog.images[f"/{UPLOAD}"] = pixel(1)
    for post in list(velog.posts):
        velog.edit(post.title, body=f"![](https://images.velog.io/{UPLOAD})")
    return velog


def stems(site: Path) -> list[str]:
    """Name the posts and drafts that came from Velog."""
    files = [*(site / "_posts").glob("2023*"), *(site / "_drafts").glob("*.md")]
    return sorted(file.name.removeprefix("2023-05-") for file in files)


ALL = ["01-공개.md", "02-비밀.md", "초안.md"]


class TestCommand:
    def test_nobody_but_the_api_learns_the_tokens(
        self,
        hosted: FakeVelog,
        site: Path,
        tmp_path: Path,
        run: Program,
        token_file: Callable[[str], Path],
    ) -> None:
        given = ("--private", "--drafts", "--token-file", token_file(f"refresh_token={REFRESH}"))
        runs = [
            run("diff", "labdev", "--site", site, *given),
            run("migrate", "labdev", "--site", site, *given),
            run("sync", "--site", site, *given),
            run("backup", "labdev", tmp_path / "saved", *given),
        ]
        assert [done.code for done in runs] == [1, 0, 0, 0], runs
        assert stems(site) == ALL
        assert len(hosted.accounts.minted) == len(runs)
        assert not secrets_in("".join(done.out + done.err for done in runs))
        for folder in (site, tmp_path / "saved"):
            for path, content in tree(folder).items():
                assert not secrets_in(path + content.decode("utf-8", "replace")), path
        pictures = [call for call in hosted.requests if call.api is None]
        assert pictures
        assert not any("cookie" in call.headers for call in pictures)

    def test_a_backup_needs_no_tokens_to_be_read(
        self,
        hosted: FakeVelog,
        site: Path,
        tmp_path: Path,
        run: Program,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("VELOG_ACCESS_TOKEN", ACCESS)
        assert run("backup", "labdev", tmp_path / "saved", "--private", "--drafts").code == 0
        monkeypatch.delenv("VELOG_ACCESS_TOKEN")
        requests = len(hosted.requests)
        assert run("migrate", "--from", tmp_path / "saved", "--site", site).code == 0
        assert stems(site) == ["01-공개.md"]
        wanted = ("--private", "--drafts")
        assert run("sync", "--from", tmp_path / "saved", "--site", site, *wanted).code == 0
        assert stems(site) == ALL
        assert "published: false" in (site / "_posts/2023-05-02-비밀.md").read_text("utf-8")
        assert len(hosted.requests) == requests

    def test_expired_tokens_write_nothing(
        self, hosted: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VELOG_ACCESS_TOKEN", f"old-{ACCESS}")
        before = tree(site)
        done = run("migrate", "labdev", "--site", site, "--private")
        assert done.code == 2
        assert "does not know your tokens" in done.err
        assert not secrets_in(done.err)
        assert tree(site) == before

    def test_tokens_that_nobody_needs_stay_here(
        self, hosted: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VELOG_ACCESS_TOKEN", ACCESS)
        assert run("migrate", "labdev", "--site", site).code == 0
        assert stems(site) == ["01-공개.md"]
        assert not any("cookie" in call.headers for call in hosted.requests)

    def test_without_tokens_it_says_how_to_give_them(
        self, hosted: FakeVelog, site: Path, run: Program
    ) -> None:
        done = run("migrate", "labdev", "--site", site, "--drafts", "--no-input")
        assert done.code == 2
        assert "VELOG_ACCESS_TOKEN" in done.err
        assert not hosted.requests

    def test_the_next_run_without_them_takes_nothing_away(
        self, hosted: FakeVelog, site: Path, run: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("VELOG_REFRESH_TOKEN", REFRESH)
        assert run("migrate", "labdev", "--site", site, "--private", "--drafts").code == 0
        done = run("sync", "--site", site, "--prune")
        assert (done.code, stems(site)) == (0, ALL)
