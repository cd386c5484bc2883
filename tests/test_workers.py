"""Parts of a work are shared by processes; what comes out is the same."""

import os
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from generator.edition import gather
from generator.policy.checking import check
from generator.workers import on_every_core
from tests.sample_site import TODAY

WORLD = Path(__file__).parent / "world"


def _place(number: int) -> tuple[int, int]:
    return number, os.getpid()


def _refused(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_what_comes_out_stands_in_the_order_of_the_parts() -> None:
    found = list(on_every_core([partial(_place, number) for number in range(9)]))

    assert list(range(9)) == [number for number, _ in found]


def test_the_parts_are_done_in_other_processes() -> None:
    found = on_every_core([partial(_place, number) for number in range(2)])

    has_help = len(os.sched_getaffinity(0)) > 1

    assert has_help == (os.getpid() not in {process for _, process in found})


def test_beside_a_thread_the_parts_are_done_here() -> None:
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        found = list(on_every_core([partial(_place, number) for number in range(3)]))
    finally:
        over.set()
        thread.join()

    assert {os.getpid()} == {process for _, process in found}


def test_an_error_of_a_part_is_raised_here(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="absent"):
        list(on_every_core([partial(_refused, tmp_path / name) for name in ("absent", "away")]))


SLEEPERS = """
import os, time
from generator.workers import on_every_core

def sleeper():
    print(os.getpid(), flush=True)
    time.sleep(60)

list(on_every_core([sleeper, sleeper]))
"""


def test_nobody_stays_behind_when_the_one_who_shares_is_killed() -> None:
    with subprocess.Popen((sys.executable, "-c", SLEEPERS), stdout=subprocess.PIPE, text=True) as sharing:
        lines = sharing.stdout or ()
        sleepers = [int(line) for _, line in zip(range(min(2, len(os.sched_getaffinity(0)))), lines, strict=False)]
        sharing.kill()
    latest = time.monotonic() + 10
    while any(map(_runs, sleepers)) and time.monotonic() < latest:
        time.sleep(0.05)

    assert [] == [one for one in sleepers if _runs(one)]


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_check_that_is_shared_finds_the_same() -> None:
    edition = gather(WORLD, TODAY, TODAY)

    assert edition.findings == check(edition.facts, done=on_every_core)
