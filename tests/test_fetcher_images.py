"""Images from the fake Velog: whole, checked, each address once, and what cannot be had named."""

from __future__ import annotations

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from migrator.fetcher import budgets
from migrator.fetcher.budgets import BUDGETS
from migrator.fetcher.clock import run_clock
from migrator.fetcher.destinations import anywhere
from migrator.fetcher.hosts import Hosts
from migrator.fetcher.http import Endpoints, open_client
from migrator.fetcher.image_download import Downloads, open_fetch
from migrator.model import Image, ImageJob, ImageResult, MigratorError, Note
from pixels import pixel
from velog import FakeVelog, broken, html, make_certificate, on_loopback, status, truncated

CDN = "https://velog.velcdn.com/images"
OLD = "https://images.velog.io/images"
Fetch = Callable[..., list[ImageResult]]


@pytest.fixture
def velog() -> FakeVelog:
    return FakeVelog(images={f"/images/{number}.png": pixel(number) for number in range(30)})


@pytest.fixture
def job(tmp_path: Path) -> Callable[..., ImageJob]:
    """Give a function that makes the job to fetch an image from the first source that has it."""
    numbers = iter(range(1000))

    def job(*sources: str) -> ImageJob:
        name = f"{next(numbers)}.png"
        url = sources[0] if sources else "blob:https://velog.io/x"
        return ImageJob(Image(url, sources, name, f"assets/{name}"), tmp_path / f"{name}.part")

    return job


@pytest.fixture
def fetch(velog: FakeVelog) -> Iterator[Fetch]:
    with open_client(httpx.MockTransport(velog)) as client:
        yield lambda *jobs: list(open_fetch(client, Endpoints())(jobs))


NO_ANSWER = Note("no answer", "답이 없음")


def english(note: Note | None) -> str | None:
    return note.english if note else None


def problem(results: list[ImageResult]) -> str:
    """Give the problem of the only result, which left no file behind."""
    (result,) = results
    assert result.problem is not None
    assert result.size == 0
    assert not result.job.part.exists()
    return result.problem.english


Job = Callable[..., ImageJob]


def test_an_image_comes_byte_for_byte(fetch: Fetch, job: Job) -> None:
    wanted = job(f"{CDN}/1.png")
    assert fetch(wanted) == [ImageResult(wanted, len(pixel(1)))]
    assert wanted.part.read_bytes() == pixel(1)


def test_many_images(fetch: Fetch, job: Job, velog: FakeVelog) -> None:
    jobs = [job(f"{CDN}/{number}.png") for number in range(30)]
    results = fetch(*jobs)
    assert {result.job for result in results} == set(jobs)
    assert [wanted.part.read_bytes() for wanted in jobs] == [pixel(n) for n in range(30)]
    assert len(velog.requests) == 30


def test_no_image_takes_no_request(fetch: Fetch, velog: FakeVelog) -> None:
    assert fetch() == []
    assert velog.requests == []


def test_an_image_that_two_want_is_fetched_once(fetch: Fetch, job: Job, velog: FakeVelog) -> None:
    jobs = [job(f"{CDN}/1.png"), job(f"{CDN}/2.png"), job(f"{CDN}/1.png")]
    assert all(result.size for result in fetch(*jobs))
    assert [wanted.part.read_bytes() for wanted in jobs] == [pixel(1), pixel(2), pixel(1)]
    assert len(velog.requests) == 2


def test_an_address_that_two_images_share_is_asked_once(
    fetch: Fetch, job: Job, velog: FakeVelog
) -> None:
    jobs = [job(f"{CDN}/1.png", f"{CDN}/x.png"), job(f"{CDN}/1.png", f"{CDN}/1.png?w=640")]
    assert all(result.size for result in fetch(*jobs))
    assert len(velog.requests) == 1


def test_an_image_has_its_own_addresses_where_the_shared_one_fails(fetch: Fetch, job: Job) -> None:
    jobs = [job(f"{CDN}/x.png"), job(f"{CDN}/x.png", f"{CDN}/1.png")]
    problems = {result.job: english(result.problem) for result in fetch(*jobs)}
    assert problems == {jobs[0]: "404 from velog.velcdn.com", jobs[1]: None}
    assert jobs[1].part.read_bytes() == pixel(1)


def test_the_file_may_be_moved_away_at_once(velog: FakeVelog, job: Job) -> None:
    jobs = [job(f"{CDN}/1.png") for _ in range(3)]
    with open_client(httpx.MockTransport(velog)) as client:
        for result in open_fetch(client, Endpoints())(jobs):
            result.job.part.rename(result.job.part.with_suffix(""))
    assert [wanted.part.with_suffix("").read_bytes() for wanted in jobs] == [pixel(1)] * 3


def test_an_upload_that_was_never_finished(fetch: Fetch, job: Job, velog: FakeVelog) -> None:
    assert "never finished" in problem(fetch(job()))
    assert velog.requests == []


def test_the_next_address_helps_out(fetch: Fetch, job: Job, velog: FakeVelog) -> None:
    wanted = job(f"{OLD}/gone.png", f"{CDN}/1.png")
    assert fetch(wanted)[0].problem is None
    assert wanted.part.read_bytes() == pixel(1)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (status(404), "404 from velog.velcdn.com"),
        (html(403), "403 from velog.velcdn.com"),
        (status(500), "500 from velog.velcdn.com"),
        (status(429, 1), "429 from velog.velcdn.com"),
        (status(304), "304 from velog.velcdn.com"),
        (html(), "an HTML page instead of an image"),
        (httpx.Response(200, json={"no": "image"}), "something else instead of an image"),
        (httpx.Response(200), "an empty file from velog.velcdn.com"),
        (httpx.Response(302, headers={"Location": "http://[x"}), "not a web address"),
        (httpx.Response(302, headers={"Location": "ftp://a/b"}), "not a web address"),
        (httpx.Response(302, headers={"Location": "/images/1.png"}), "more than 5 redirects"),
        (
            httpx.Response(
                200, headers={"Content-Encoding": "gzip"}, stream=httpx.ByteStream(b"no gzip")
            ),
            "broke",
        ),
    ],
)
def test_what_is_no_image_is_named(
    fetch: Fetch, job: Job, velog: FakeVelog, fault: httpx.Response, words: str
) -> None:
    velog.fault("/images/1.png", fault)
    assert words in problem(fetch(job(f"{CDN}/1.png")))


@pytest.mark.parametrize(
    ("error", "words", "attempts"),
    [
        (httpx.ConnectError, "velog.velcdn.com cannot be reached", BUDGETS.attempts),
        (httpx.ReadTimeout, "no answer from velog.velcdn.com", BUDGETS.stalled_attempts),
        (httpx.ReadError, "the connection to velog.velcdn.com broke", BUDGETS.attempts),
    ],
)
def test_a_line_that_stays_broken_is_named(
    fetch: Fetch,
    job: Job,
    velog: FakeVelog,
    error: type[httpx.TransportError],
    words: str,
    attempts: int,
) -> None:
    velog.fault("/images/1.png", broken(error))
    assert words in problem(fetch(job(f"{CDN}/1.png")))
    assert len(velog.requests) == attempts


def test_what_each_address_said_is_named_once(fetch: Fetch, job: Job) -> None:
    said = problem(fetch(job(f"{OLD}/x.png", f"{CDN}/x.png", f"{CDN}/x.png?w=640")))
    assert said == "404 from images.velog.io, 404 from velog.velcdn.com"


@pytest.mark.parametrize(
    "address",
    ["http://[x", "http://a..b/x.png", "http://a:99999/", "//x/y", "/x.png", "x.png", "data:,x"],
)
def test_what_is_no_address_is_named(
    fetch: Fetch, job: Job, velog: FakeVelog, address: str
) -> None:
    assert "not a web address" in problem(fetch(job(address)))
    assert velog.requests == []


@pytest.mark.parametrize("fault", [status(500), status(429, 3), truncated, broken()])
def test_what_goes_wrong_is_tried_again(
    fetch: Fetch, job: Job, velog: FakeVelog, fault: httpx.Response
) -> None:
    velog.fault("/images/1.png", fault, times=4)
    wanted = job(f"{CDN}/1.png")
    assert fetch(wanted)[0].problem is None
    assert wanted.part.read_bytes() == pixel(1)


def test_half_an_image_is_none(fetch: Fetch, job: Job, velog: FakeVelog) -> None:
    velog.fault("/images/1.png", truncated)
    assert "broke" in problem(fetch(job(f"{CDN}/1.png")))


def test_half_an_image_is_none_where_nobody_hung_up(
    fetch: Fetch, job: Job, velog: FakeVelog
) -> None:
    cut = httpx.ByteStream(pixel(1)[:-9])
    velog.fault(
        "/images/1.png", lambda honest: httpx.Response(200, headers=honest.headers, stream=cut)
    )
    assert f"{len(pixel(1)) - 9} of {len(pixel(1))} bytes" in problem(fetch(job(f"{CDN}/1.png")))


def test_bytes_that_come_packed_are_unpacked(fetch: Fetch, job: Job, velog: FakeVelog) -> None:
    packed = httpx.Response(
        200,
        headers={"Content-Encoding": "gzip"},
        stream=httpx.ByteStream(gzip.compress(b"<svg>" + b" " * 999)),
    )
    velog.fault("/images/1.svg", packed)
    wanted = job(f"{CDN}/1.svg")
    assert fetch(wanted) == [ImageResult(wanted, 1004)]


def test_a_redirect_is_followed(fetch: Fetch, job: Job, velog: FakeVelog) -> None:
    moved = httpx.Response(301, headers={"Location": "https://images.velog.io/images/1.png"})
    velog.fault("velog.velcdn.com/images/1.png", moved)
    wanted = job(f"{CDN}/1.png")
    assert fetch(wanted)[0].problem is None
    assert [call.host for call in velog.requests] == ["velog.velcdn.com", "images.velog.io"]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("https://elsewhere.example/a.png", "to elsewhere.example, which is not Velog's"),
        ("https://169.254.169.254/a.png", "to 169.254.169.254, which is not Velog's"),
        ("http://velog.velcdn.com/images/2.png", "to an address without https"),
        ("javascript:1", "an address that cannot be read"),
        ("mailto:a@b.c", "an address that cannot be read"),
        ("data:image/png;base64,AA", "an address that cannot be read"),
        ("about:blank", "an address that cannot be read"),
    ],
)
def test_a_redirect_to_where_no_image_may_come_from_is_refused(
    fetch: Fetch, job: Job, velog: FakeVelog, target: str, words: str
) -> None:
    velog.fault("/images/1.png", httpx.Response(302, headers={"Location": target}))
    said = problem(fetch(job(f"{CDN}/1.png")))
    assert words in said
    assert len(velog.requests) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/a.png",
        "http://localhost:9/a.png",
        "http://[::1]:9/a.png",
        "http://[::ffff:127.0.0.1]:9/a.png",
        "http://10.0.0.1/a.png",
        "http://192.168.0.1/a.png",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0:9/a.png",
        "http://2130706433:9/a.png",
        "http://0x7f.1:9/a.png",
        "http://224.0.0.1/a.png",
        "http://[64:ff9b::7f00:1]/a.png",
        "http://[fe80::1]/a.png",
    ],
)
def test_no_address_inside_a_network_is_asked(job: Job, address: str) -> None:
    with open_client() as client:
        said = problem(list(open_fetch(client, Endpoints())([job(address)])))
    assert "not on the public internet" in said


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (gzip.compress(b"\x89PNG\r\n\x1a\n" + bytes(60 * 2**20)), "more than 50 MiB"),
        (gzip.compress(pixel(1))[:-12], "the packed bytes end early"),
    ],
    ids=["too large", "half"],
)
def test_packed_bytes_have_a_limit_and_an_end(
    fetch: Fetch, job: Job, velog: FakeVelog, content: bytes, words: str
) -> None:
    packed = httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=content)
    velog.fault("/images/1.png", lambda honest: packed_again(packed, content))
    said = problem(fetch(job(f"{CDN}/1.png")))
    assert words in said


def packed_again(answer: httpx.Response, content: bytes) -> httpx.Response:
    """Give an answer whose body nobody has read yet."""
    return httpx.Response(200, headers=answer.headers, stream=httpx.ByteStream(content))


def test_half_an_image_without_a_length_is_no_image(
    fetch: Fetch, job: Job, velog: FakeVelog
) -> None:
    half = pixel(1)[:-6]
    velog.fault("/images/1.png", lambda honest: httpx.Response(200, stream=httpx.ByteStream(half)))
    assert "the image ends early" in problem(fetch(job(f"{CDN}/1.png")))


def test_a_host_that_fails_is_left_alone_after_a_few_images(velog: FakeVelog, job: Job) -> None:
    velog.fault(lambda call: True, status(503))
    jobs = [job(f"{CDN}/{number}.png") for number in range(30)]
    with open_client(httpx.MockTransport(velog)) as client:
        results = list(open_fetch(client, Endpoints(), jobs=1)(jobs))
    assert {english(result.problem) for result in results} == {"503 from velog.velcdn.com"}
    assert len(velog.requests) == BUDGETS.host_failures * BUDGETS.attempts


def test_a_host_that_cannot_be_reached_is_left_alone(velog: FakeVelog, job: Job) -> None:
    velog.fault(lambda call: call.host == "images.velog.io", broken(httpx.ConnectTimeout))
    jobs = [job(f"{OLD}/{number}.png", f"{CDN}/{number}.png") for number in range(30)]
    with open_client(httpx.MockTransport(velog)) as client:
        results = list(open_fetch(client, Endpoints(), jobs=1)(jobs))
    assert all(result.problem is None for result in results)
    asked = velog.calls(lambda call: call.host == "images.velog.io")
    assert len(asked) == BUDGETS.stalled_attempts


def test_a_host_that_wants_to_be_left_alone_is(velog: FakeVelog, job: Job) -> None:
    velog.fault(lambda call: True, status(429, 3600))
    jobs = [job(f"{CDN}/{number}.png") for number in range(30)]
    with open_client(httpx.MockTransport(velog)) as client:
        results = list(open_fetch(client, Endpoints(), jobs=1)(jobs))
    assert {english(result.problem) for result in results} == {
        "429 from velog.velcdn.com, which asks to wait 60 minutes before the next try"
    }
    assert len(velog.requests) == 1


def test_a_file_that_cannot_be_written_ends_the_run(fetch: Fetch, tmp_path: Path, job: Job) -> None:
    nowhere = ImageJob(job(f"{CDN}/1.png").image, tmp_path / "missing" / "1.part")
    with pytest.raises(MigratorError, match=r"1\.part cannot be written"):
        fetch(nowhere)


@pytest.mark.parametrize("position", [0, 1])
def test_a_copy_that_cannot_be_written_ends_the_run(
    fetch: Fetch, tmp_path: Path, job: Job, position: int
) -> None:
    jobs = [job(f"{CDN}/1.png")]
    jobs.insert(position, ImageJob(jobs[0].image, tmp_path / "missing" / "1.part"))
    with pytest.raises(MigratorError, match=r"1\.part cannot be written"):
        fetch(*jobs)


def test_no_more_are_asked_for_at_a_time_than_allowed(velog: FakeVelog, job: Job) -> None:
    lock, now, most = threading.Lock(), 0, 0

    def slow(honest: httpx.Response) -> httpx.Response:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.005)
        with lock:
            now -= 1
        return honest

    velog.fault(lambda call: True, slow)
    jobs = [job(f"{CDN}/{number}.png") for number in range(30)]
    with open_client(httpx.MockTransport(velog)) as client:
        list(open_fetch(client, Endpoints(), jobs=3)(jobs))
    assert 1 < most <= 3


def test_what_was_asked_for_early_is_asked_for_once(
    velog: FakeVelog, job: Job, tmp_path: Path
) -> None:
    first, second, nobodys = (job(f"{CDN}/{number}.png") for number in (1, 2, 3))
    same = ImageJob(first.image, tmp_path / "same.part")
    with open_client(httpx.MockTransport(velog)) as client:
        downloads = Downloads(client, Endpoints())
        downloads.ask([first, nobodys])
        downloads.ask([first])
        results = list(downloads.fetch([same, second]))
        assert {result.job.part.name for result in results} == {"same.part", second.part.name}
        assert same.part.read_bytes() == velog.images["/images/1.png"]
        assert not first.part.exists()
        # A later call gets a download of its own.
        assert [each.problem for each in downloads.fetch([first])] == [None]
        assert list(downloads.fetch([])) == []
    asked = sorted(call.path for call in velog.requests)
    assert asked[:2] == [f"/images/{number}.png" for number in (1, 1)]
    assert asked.count("/images/2.png") == 1
    assert asked.count("/images/3.png") == 1


def test_a_file_that_nobody_wants_may_fail(velog: FakeVelog, job: Job, tmp_path: Path) -> None:
    nowhere = tmp_path / "missing" / "1.part"
    nobodys = [ImageJob(job(f"{CDN}/{n}.png").image, nowhere) for n in range(1, 9)]
    wanted = job(f"{CDN}/9.png")
    with open_client(httpx.MockTransport(velog)) as client:
        downloads = Downloads(client, Endpoints(), jobs=2)
        downloads.ask(nobodys)
        assert [each.problem for each in downloads.fetch([wanted])] == [None]
        downloads.ask(nobodys[:1])
        with pytest.raises(MigratorError, match=r"1\.part cannot be written"):
            list(downloads.fetch(nobodys[:1]))


def test_who_interrupts_may_leave_at_once(velog: FakeVelog, job: Job) -> None:
    hanging, others = threading.Event(), set(threading.enumerate())

    def hang(honest: httpx.Response) -> httpx.Response:
        hanging.wait()
        return honest

    velog.fault(lambda call: call.path != "/images/0.png", hang)
    jobs = [job(f"{CDN}/{number}.png") for number in range(30)]
    with open_client(httpx.MockTransport(velog)) as client:
        results = open_fetch(client, Endpoints(), jobs=4)(jobs)
        assert isinstance(results, Generator)
        assert next(results).problem is None
        with pytest.raises(KeyboardInterrupt):
            results.throw(KeyboardInterrupt)
        hanging.set()
        for thread in set(threading.enumerate()) - others:
            thread.join(timeout=5)
    assert len(velog.requests) <= 5


def test_images_from_one_origin(velog: FakeVelog, job: Job) -> None:
    """All requests go to the origin, redirects too, and say which host they would have asked."""
    moved = httpx.Response(302, headers={"Location": "https://images.velog.io/images/2.png?a=b"})
    velog.fault("velog.velcdn.com/images/1.png", moved)
    jobs = [job(f"{CDN}/1.png"), job("http://한글.example:8080/images/3.png?w=640")]
    with on_loopback(velog) as address, open_client(may_connect=anywhere) as client:
        results = list(open_fetch(client, Endpoints(image_origin=f"{address}/"))(jobs))
    assert [result.problem for result in results] == [None, None]
    assert [wanted.part.read_bytes() for wanted in jobs] == [pixel(2), pixel(3)]
    assert {call.headers["Host"] for call in velog.requests} == {
        "velog.velcdn.com",
        "images.velog.io",
        "xn--bj0bj06e.example:8080",
    }


def test_faults_of_a_real_line(velog: FakeVelog, job: Job) -> None:
    velog.fault("/images/1.png", truncated, times=1)
    velog.fault("/images/2.png", broken(), times=2)
    velog.fault("/images/3.png", truncated)
    jobs = [job(f"{CDN}/{number}.png") for number in (1, 2, 3)]
    with on_loopback(velog) as address, open_client(may_connect=anywhere) as client:
        results = list(open_fetch(client, Endpoints(image_origin=address))(jobs))
    problems = {result.job.image.url: result.problem for result in results}
    assert problems[f"{CDN}/1.png"] is None
    assert problems[f"{CDN}/2.png"] is None
    assert "the connection to velog.velcdn.com broke" in str(problems[f"{CDN}/3.png"])
    assert jobs[0].part.read_bytes() == pixel(1)


def test_a_host_that_cannot_prove_who_it_is_gets_one_request(tmp_path: Path, job: Job) -> None:
    """A certificate that nobody vouches for; the server counts the connections."""
    context = make_certificate(tmp_path).for_server()
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        open_client(may_connect=anywhere) as client,
    ):
        connections: list[int] = []

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    connections.append(1)
                    with contextlib.suppress(OSError):
                        context.wrap_socket(connection, server_side=True)

        threading.Thread(target=accept, daemon=True).start()
        address = f"https://127.0.0.1:{server.getsockname()[1]}/a.png"
        said = [one.problem for one in open_fetch(client, Endpoints())([job(address)])]
    assert "certificate verify failed" in str(said)
    assert len(connections) == 1


def test_a_host_that_fails_is_left_alone_and_after_minutes_each_that_sent_nothing() -> None:
    hosts = Hosts(run_clock())
    hosts.answered("good")
    for host in ("bad", "bad", "good", "good"):
        hosts.failed(host, NO_ANSWER, 300, is_final=False)
    hosts.answered("good")
    hosts.failed("good", NO_ANSWER, 0, is_final=False)
    assert [hosts.closed(host) for host in ("bad", "good", "new")] == [None, None, None]
    hosts.failed("bad", NO_ANSWER, 1, is_final=False)
    hosts.failed("final", Note("no certificate", "인증서 없음"), 0, is_final=True)
    assert [english(hosts.closed(host)) for host in ("bad", "good", "new", "final")] == [
        "no answer",
        None,
        "left for the next run, after 20 minutes of failed downloads",
        "no certificate",
    ]


# --- behind a proxy


@pytest.mark.parametrize(
    ("host", "is_asked"),
    [
        ("public.example", True),
        ("unknown.example", True),  # the proxy may know it
        ("8.8.8.8", True),
        ("inside.example", False),
        ("10.0.0.1", False),
        ("[fd00::1]", False),
    ],
)
@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy"])
def test_a_proxy_is_asked_for_no_host_inside_a_network(
    velog: FakeVelog, monkeypatch: pytest.MonkeyPatch, host: str, is_asked: bool, variable: str
) -> None:
    known = {"public.example": "8.8.8.8", "inside.example": "10.0.0.1"}
    real = socket.getaddrinfo

    def look_up(name: str, *more: Any, **named: Any) -> Any:
        if name == "unknown.example":
            raise socket.gaierror("no such name")
        return real(known.get(name, name), *more, **named)

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    velog.images[f"{host}/1.png"] = pixel(1)
    for name in ("no_proxy", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with on_loopback(velog) as proxy:
        monkeypatch.setenv(variable, proxy.removeprefix("http://"))
        with open_client() as client:
            if is_asked:
                assert client.get(f"http://{host}/1.png").content == pixel(1)
            else:
                with pytest.raises(httpx.TransportError, match="not on the public internet"):
                    client.get(f"http://{host}/1.png")
    assert bool(velog.requests) == is_asked


def test_a_name_that_nothing_knows_cannot_be_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_: Any, **named: Any) -> Any:
        raise socket.gaierror("no such name")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with open_client() as client, pytest.raises(httpx.ConnectError, match="no such name"):
        client.get("http://unknown.example/1.png")


def test_a_resolver_that_does_not_answer_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    end = threading.Event()

    def look_up(*_: Any, **_named: Any) -> Any:
        end.wait()
        raise socket.gaierror("no such name")

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    monkeypatch.setattr(budgets, "BUDGETS", replace(budgets.BUDGETS, connect_seconds=0.01))
    for name in ("http_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with open_client() as client, pytest.raises(httpx.ConnectTimeout, match="not resolved in time"):
        client.get("http://silent.example/1.png")
    end.set()
