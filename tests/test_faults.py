"""Velog, its image hosts and the line to them at their worst → runs that end, and say what is left.

Each fault alone, and combinations that are drawn anew in each run: FAULTS_SEED draws those of an
earlier run again, and FAULTS_COUNT says how many.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from random import Random, SystemRandom
from typing import Any

import httpx
import pytest
import stamina

from conftest import tree
from disturbed import HASTY, RUSHED, SMALL, Disturbed, a_blog, image
from migrator.fetcher.budgets import Budgets
from pixels import pixel
from velog import Certificate, FakePost, behind_tls, make_certificate, on_line
from velog.line_faults import GREETINGS, JSON, LINE, ODD, POST, REDIRECTS, STATUSES, TWICE
from velog.tls import Act

# Each is a few runs of the whole command.
pytestmark = [
    pytest.mark.slow,
    # A thread that no run waits for may end with its connection. In earnest the process ends then.
    pytest.mark.filterwarnings("ignore:unclosed <ssl.SSLSocket:ResourceWarning"),
]

MIGRATE = ("migrate", "labdev")
SYNC = ("sync",)
IMAGE = image(2).split(".com")[1]
OTHER = image(4).split(".com")[1]

_SEED = os.environ.get("FAULTS_SEED") or str(SystemRandom().randrange(10**6))
_COUNT = int(os.environ.get("FAULTS_COUNT") or 100)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def known() -> dict[str, dict[str, bytes]]:
    """Remember what undisturbed runs make; the first test of a process runs them."""
    return {}


@pytest.fixture
def disturbed(
    certificate: Certificate,
    known: dict[str, dict[str, bytes]],
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Disturbed]:
    """Give a site to be migrated to."""
    stamina.set_testing(True, attempts=3)
    velog = a_blog()
    with behind_tls(velog, certificate) as gate:
        disturbed = Disturbed(velog, gate, site, {}, monkeypatch, capsys)
        if "migrated" not in known:
            known["migrated"] = disturbed.undisturbed(*MIGRATE)
        disturbed.whole = known["migrated"]
        yield disturbed


@pytest.fixture
def migrated(disturbed: Disturbed, known: dict[str, dict[str, bytes]]) -> Disturbed:
    """Give a site that was migrated before, when the blog was younger."""
    velog, young = disturbed.velog, a_blog()
    if "young" not in known:
        velog.posts = [replace(young.posts[0], body=f"![]({image(3)})"), *young.posts[2:4]]
        known["young"] = disturbed.undisturbed(*MIGRATE)
        velog.posts = young.posts
    for name, content in known["young"].items():
        path = disturbed.site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if "synced" not in known:
        known["synced"] = disturbed.undisturbed(*SYNC)
    disturbed.whole = known["synced"]
    return disturbed


def limits(name: str) -> Budgets:
    """Choose the budgets of a run with this fault: hasty ones where it takes time."""
    return HASTY if any(word in name for word in ("stall", "drip", "silence")) else SMALL


# --- each fault alone


@pytest.mark.parametrize("name", GREETINGS)
def test_nobody_lets_us_in(disturbed: Disturbed, name: str) -> None:
    disturbed.gate.images.greet(GREETINGS[name])
    assert disturbed.run(*MIGRATE, limits=limits(name)).code == 1
    disturbed.run_healed(*MIGRATE)


@pytest.mark.parametrize("name", GREETINGS)
def test_no_api_lets_us_in(disturbed: Disturbed, name: str) -> None:
    disturbed.gate.v3.greet(GREETINGS[name])
    disturbed.gate.v2.greet(GREETINGS[name])
    assert disturbed.run(*MIGRATE, limits=limits(name)).code == 2
    disturbed.gate.v2.greet(None)
    done = disturbed.run(*MIGRATE, limits=limits(name))
    assert done.code == 0
    assert "older v2 API was used" in done.out + done.err


@pytest.mark.parametrize("name", GREETINGS)
def test_a_door_that_opens_at_the_second_try(disturbed: Disturbed, name: str) -> None:
    for door in disturbed.gate.doors.values():
        door.greet(GREETINGS[name], times=1)
    assert disturbed.run(*MIGRATE, limits=replace(limits(name), stalled_attempts=2)).code == 0


@pytest.mark.parametrize(("deserted", "code"), [(["images"], 1), (["v3"], 0), (["v3", "v2"], 2)])
def test_nobody_is_there(disturbed: Disturbed, deserted: list[str], code: int) -> None:
    disturbed.deserted = tuple(deserted)
    assert disturbed.run(*MIGRATE).code == code
    if code:
        disturbed.run_healed(*MIGRATE)


API_CALLS = ["v3", "v2", "v3.user", "v2.user", "v3.posts", "v2.posts", "v2.post", "seriesList"]
IMAGE_CALLS = [*a_blog().images]
IMAGE_ACTS = LINE | STATUSES | REDIRECTS
API_ACTS = LINE | STATUSES | REDIRECTS | JSON


@pytest.mark.parametrize("name", IMAGE_ACTS)
def test_an_image_that_fails(disturbed: Disturbed, name: str) -> None:
    disturbed.velog.fault(IMAGE, on_line(IMAGE_ACTS[name]))
    done = disturbed.run(*MIGRATE, limits=limits(name))
    assert done.code == 1
    assert image(2) in done.err
    disturbed.run_healed(*MIGRATE)


@pytest.mark.parametrize("name", API_ACTS)
def test_an_api_that_fails(disturbed: Disturbed, name: str) -> None:
    """The older API stands in for the newer one; where both fail, nothing is written."""
    disturbed.velog.fault("v3", on_line(API_ACTS[name]))
    disturbed.velog.fault("v2", on_line(API_ACTS[name]))
    assert disturbed.run(*MIGRATE, limits=limits(name)).code == 2
    disturbed.velog.heal()
    disturbed.velog.fault("v3", on_line(API_ACTS[name]))
    # v3 answers null only where there is no such user, and so nothing to ask v2 for.
    expected = 2 if name == "all null" else 0
    assert disturbed.run(*MIGRATE, limits=limits(name)).code == expected


@pytest.mark.parametrize("name", POST)
def test_a_post_that_cannot_be_read(disturbed: Disturbed, name: str) -> None:
    disturbed.velog.fault("v3", on_line(POST[name]))
    assert disturbed.run(*MIGRATE).code == 1
    disturbed.velog.fault("v2", on_line(POST[name]))
    assert disturbed.run(*SYNC).code == 1
    disturbed.run_healed(*SYNC)


def test_one_server_in_the_environment_opens_no_way_to_others(disturbed: Disturbed) -> None:
    """Only the place that is named may be inside the network, with its port."""
    disturbed.named = ("v3",)
    disturbed.patch.setenv("VELOG_V2_ENDPOINT", "")
    disturbed.patch.setattr(
        socket,
        "getaddrinfo",
        resolving({"v2.velog.io": "127.0.0.1", "velog.velcdn.com": "10.0.0.1"}),
    )
    done = disturbed.run(*MIGRATE)
    assert done.code == 1
    assert "v2.velog.io is at 127.0.0.1, which is not on the public internet" in done.out


def test_a_server_for_the_apis_opens_no_way_to_images(disturbed: Disturbed) -> None:
    disturbed.named = ("v3", "v2")
    disturbed.patch.setattr(
        socket,
        "getaddrinfo",
        resolving({"velog.velcdn.com": "127.0.0.1", "images.velog.io": "10.0.0.1"}),
    )
    done = disturbed.run(*MIGRATE)
    assert done.code == 1
    assert "velog.velcdn.com is at 127.0.0.1, which is not on the public internet" in done.err


def resolving(names: dict[str, str]) -> Callable[..., Any]:
    """Make a resolver that knows these names, and else addresses only."""

    def resolve(host: str, port: int, *_args: object, **_named: object) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (names.get(host, host), port))]

    return resolve


# --- what can be read, and is odd


@pytest.mark.parametrize("name", ODD)
def test_a_post_that_is_odd(disturbed: Disturbed, name: str) -> None:
    disturbed.velog.fault("v3", on_line(ODD[name]))
    before = set(tree(disturbed.site.parent))
    done = disturbed.run_with(*MIGRATE, limits=Budgets())
    assert done.code == 0, done
    after = tree(disturbed.site)
    assert len([name for name in after if name.startswith("_posts/2023")]) >= 4
    for path in set(tree(disturbed.site.parent)) - before:
        assert path.split("/")[1] in ("_posts", "_data", "assets", ".velog-to-jekyll"), path
        assert path.endswith(".png") or (disturbed.site.parent / path).read_text("utf-8")
    assert disturbed.run_with(*MIGRATE, limits=Budgets()).code == 0
    assert tree(disturbed.site) == after


def test_posts_that_are_listed_twice(disturbed: Disturbed) -> None:
    disturbed.velog.fault("v3", on_line(TWICE))
    assert disturbed.run(*MIGRATE).code == 0


@pytest.mark.parametrize("answers", range(4))
def test_a_session_that_ends_on_the_way(disturbed: Disturbed, answers: int) -> None:
    velog = disturbed.velog
    velog.posts += [FakePost("비밀", is_private=True), FakePost("초안", is_temp=True)]
    velog.log_in(access="token-of-the-author")
    disturbed.patch.setenv("VELOG_ACCESS_TOKEN", "token-of-the-author")
    calls = count()

    def end(honest: httpx.Response) -> httpx.Response:
        if next(calls) == answers:
            velog.accounts.access.clear()
        return honest

    velog.fault(lambda call: call.api is not None, end)
    done = disturbed.run_with(*MIGRATE, "--private", "--drafts")
    # The answers: the user, the drafts, the posts, the series.
    assert done.code == (2, 2, 1, 0)[answers], done
    assert done.code < 2 or tree(disturbed.site) == disturbed.before


def test_many_images_that_are_dead(disturbed: Disturbed) -> None:
    images = [image(number) for number in range(100, 300)]
    disturbed.velog.posts = [FakePost("글", "\n\n".join(f"![]({one})" for one in images))]
    dead = disturbed.velog.fault(lambda call: call.api is None, on_line(STATUSES["503"]))
    done = disturbed.run_with(*MIGRATE)
    assert done.code == 1
    assert all(one in done.err for one in images)
    assert dead.struck < 50


# --- what older runs have left


@pytest.mark.parametrize("content", [pixel(2)[:-8], b"", b"\x89PNG\r\n\x1a\n"])
def test_half_an_image_in_the_site_is_fetched_again(migrated: Disturbed, content: bytes) -> None:
    migrated.run_healed(*SYNC)
    (half,) = migrated.site.glob("assets/**/*2-image.png")
    half.write_bytes(content)
    done = migrated.run_healed(*SYNC)
    assert half.relative_to(migrated.site).as_posix() in done.out
    assert "end early" in done.out
    assert "end early" not in migrated.run_healed(*SYNC).out


def test_half_an_image_that_is_half_on_velog_is_named(migrated: Disturbed) -> None:
    migrated.run_healed(*SYNC)
    (half,) = migrated.site.glob("assets/**/*2-image.png")
    half.write_bytes(pixel(2)[:-8])
    migrated.velog.images[IMAGE] = pixel(2)[:-8]
    for _ in range(2):
        half_there = migrated.run_with(*SYNC)
        assert half_there.code == 1
        assert f"{image(2)}\n    in 2023-05-01-글-0: the connection" in half_there.err
    migrated.velog.images[IMAGE] = pixel(2)
    migrated.run_healed(*SYNC)


# --- several at once


def draw(random: Random, disturbed: Disturbed) -> list[str]:
    """Put some faults in the way of the next run, and give their names."""
    faults = [_a_fault(random, disturbed) for _ in range(random.randint(1, 5))]
    if random.random() < 0.15:
        disturbed.deserted = (random.choice([*disturbed.gate.doors]),)
    if random.random() < 0.3:
        faults.append(_a_greeting(random, disturbed))
    return [*faults, *disturbed.deserted]


def _a_fault(random: Random, disturbed: Disturbed) -> str:
    is_api = random.random() < 0.5
    acts: dict[str, Act] = random.choice(
        [LINE, STATUSES, REDIRECTS, JSON, POST] if is_api else [LINE, STATUSES, REDIRECTS]
    )
    name = random.choice([*acts])
    match = random.choice(API_CALLS if is_api else IMAGE_CALLS)
    times = random.choice([1, 2, 3, None])
    disturbed.velog.fault(match, on_line(acts[name]), times)
    return f"{match}: {name} x {times}"


def _a_greeting(random: Random, disturbed: Disturbed) -> str:
    door, name = random.choice([*disturbed.gate.doors]), random.choice([*GREETINGS])
    times = random.choice([1, 2, 3, 10, None])
    disturbed.gate.doors[door].greet(GREETINGS[name], times)
    return f"{door}: {name} x {times}"


@pytest.mark.parametrize("number", range(_COUNT))
def test_faults_together(request: pytest.FixtureRequest, number: int) -> None:
    print(f"FAULTS_SEED={_SEED}")
    random = Random(f"{_SEED} {number}")
    command = random.choice(["disturbed", "migrated"])
    disturbed: Disturbed = request.getfixturevalue(command)
    argv = MIGRATE if command == "disturbed" else SYNC
    print(argv, draw(random, disturbed))
    done = disturbed.run(*argv, limits=RUSHED)
    # What a finished migration lacks comes with a sync.
    disturbed.run_healed(*(SYNC if done.code == 1 else argv))
