"""The worst that a server can send → a process of the real command that stays small.

Each run is a process of its own with the budgets of every run; the peak of its resident memory is
what Linux says at its end. `pytest -s tests/test_memory.py` shows the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from disturbed import a_blog
from migrator.fetcher.budgets import BUDGETS
from velog import FakeVelog, behind_tls, make_certificate, on_line
from velog.line_faults import (
    KIB,
    MIB,
    bomb,
    endless,
    endless_chunks,
    endless_continue,
    header_flood,
    json_of,
    one_long_header,
    packed_json,
)
from velog.tls import Act

pytestmark = [
    pytest.mark.slow,  # a process each, some of which unpack what a server has packed
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak so"),
]

MOST = 150 * MIB
# The peak since the process began. What getrusage says counts who started it, too.
PROGRAM = """
import sys
from pathlib import Path
from migrator.cli.main import main
code = main(sys.argv[2:])
lines = Path("/proc/self/status").read_text().splitlines()
peak = next(line.split()[1] for line in lines if line.startswith("VmHWM"))
Path(sys.argv[1]).write_text(f"{code} {peak}")
"""


@pytest.fixture
def peak(tmp_path: Path, site: Path) -> Callable[[FakeVelog], tuple[int, int]]:
    """Give a function that migrates in a process, and tells its exit code and its peak in bytes."""

    def peak(velog: FakeVelog) -> tuple[int, int]:
        told = tmp_path / "told"
        with behind_tls(velog, make_certificate(tmp_path)) as gate:
            subprocess.run(
                [sys.executable, "-c", PROGRAM, told, "migrate", "labdev", "--site", site],
                env={**os.environ, **gate.environment()},
                capture_output=True,
                check=True,
            )
        code, kibibytes = map(int, told.read_text().split())
        print(f"exit {code}, at most {kibibytes / KIB:.0f} MiB")
        return code, kibibytes * KIB

    return peak


Peak = Callable[[FakeVelog], tuple[int, int]]


API_ACTS: dict[str, Act] = {
    "a gigabyte, packed": lambda wire, honest: bomb(wire, honest, 1024),
    "JSON without end": endless,
    "JSON in chunks without end": endless_chunks,
    "headers without end": header_flood,
    "a header without end": one_long_header,
    "100 without end": endless_continue,
    "lists of nothing": json_of(b"[" + b"[]," * (3 * MIB) + b"[]]"),
    "few lists of nothing": json_of(b"[" + b"[]," * (MIB // 2) + b"[]]"),
    "short texts": json_of(b"[" + b'"ab",' * MIB + b'"ab"]'),
    "few short texts": json_of(b"[" + b'"ab",' * (MIB // 3) + b'"ab"]'),
    "names": packed_json(300_000),
    "deep": json_of(b"[" * MIB),
    "a wide text": json_of(
        b'{"data": "%s\xf0\x9f\x98\x80"}' % (b"a" * (BUDGETS.answer_bytes - 99))
    ),
}
IMAGE_ACTS: dict[str, Act] = {
    "a gigabyte, packed": lambda wire, honest: bomb(wire, honest, 1024),
    "an image without end": endless,
    "an image in chunks without end": endless_chunks,
    "headers without end": header_flood,
}


def test_a_run_without_faults(peak: Peak) -> None:
    assert peak(a_blog())[0] == 0


@pytest.mark.parametrize("name", API_ACTS)
def test_an_answer_that_is_too_much(peak: Peak, name: str) -> None:
    velog = a_blog()
    velog.fault("v3", on_line(API_ACTS[name]))
    velog.fault("v2", on_line(API_ACTS[name]))
    code, most = peak(velog)
    assert code == 2
    assert most < MOST


@pytest.mark.parametrize("name", IMAGE_ACTS)
def test_an_image_that_is_too_much(peak: Peak, name: str) -> None:
    velog = a_blog()
    velog.fault(lambda call: call.path in velog.images, on_line(IMAGE_ACTS[name]))
    code, most = peak(velog)
    assert code == 1
    assert most < MOST
