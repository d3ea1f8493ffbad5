"""Work that is shared out: the same results in the same order, whatever happens to a process."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import SAMPLE_BLOG, tree
from migrator.long_work.processes import in_processes

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it looks at processes of Linux")


@pytest.fixture(autouse=True)
def _two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def halved(number: int, shared: Sequence[int]) -> tuple[int, int]:
    return number // 2 + sum(shared), os.getpid()


def ends_at_seventy(number: int, _: None) -> int:
    if number == 70 and multiprocessing.parent_process():
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuses_seventy(number: int, _: None) -> int:
    if number == 70:
        raise ValueError("70")
    return number


def test_many_things_are_shared_out_in_their_order() -> None:
    found = list(in_processes(halved, range(200), (1, 2)))
    assert [number for number, _ in found] == [each // 2 + 3 for each in range(200)]
    assert os.getpid() not in {process for _, process in found}


def test_few_things_are_not_worth_a_process() -> None:
    assert {process for _, process in in_processes(halved, range(30), ())} == {os.getpid()}


def test_what_a_killed_process_had_to_do_is_done_here() -> None:
    assert list(in_processes(ends_at_seventy, range(200), None)) == [*range(200)]


def test_a_failure_of_the_work_is_raised() -> None:
    with pytest.raises(ValueError, match="70"):
        list(in_processes(refuses_seventy, range(200), None))


@pytest.mark.parametrize("error", [ImportError, NotImplementedError, PermissionError])
def test_a_system_without_processes_does_it_here(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", refuse)
    assert {process for _, process in in_processes(halved, range(200), ())} == {os.getpid()}


_LONG = """
    import os
    from migrator.long_work.processes import in_processes

    def work(number, _):
        print(os.getpid(), flush=True)
        sum(range(number and 1_000_000))

    if __name__ == "__main__":
        os.cpu_count = lambda: 2
        list(in_processes(work, range(4000), None))
"""


def long_work() -> tuple[subprocess.Popen[str], int]:
    """Start a process that shares out work for minutes; give it, and one that it has started."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(_LONG)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    assert process.stdout
    return process, int(process.stdout.readline())


def test_ctrl_c_is_heard_by_the_one_who_started_them() -> None:
    process, _ = long_work()
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert said.count("Traceback") == 1
    assert "KeyboardInterrupt" in said.splitlines()[-1]


def test_no_process_outlives_the_one_who_started_it() -> None:
    process, _ = long_work()
    process.kill()
    # The pipe ends with the last process that could write to it.
    process.communicate(timeout=60)


@pytest.mark.slow  # two runs of the command
def test_a_site_is_the_same_whatever_the_order_of_sets_is(tmp_path: Path) -> None:
    """Python gives sets another order in each process; a digest or a list must not show it."""
    sites = [tmp_path / seed for seed in ("1", "2")]
    for site in sites:
        site.mkdir()
        (site / "_config.yml").write_text("title: A\nurl: https://a.example\n", "utf-8")
        words = ["migrate", "--from", str(SAMPLE_BLOG), "--site", str(site)]
        subprocess.run(
            [sys.executable, "-m", "migrator", *words],
            env={**os.environ, "PYTHONHASHSEED": site.name, "SOURCE_DATE_EPOCH": "0"},
            capture_output=True,
            check=True,
        )
    one, other = map(tree, sites)
    assert len(one) > 40
    assert one == other
