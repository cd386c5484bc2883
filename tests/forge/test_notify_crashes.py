"""A run of `pps notify` that is killed anywhere: nobody gets anything twice, and what is uncertain is shown."""

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import BARE, PPS
from tests.forge.conftest import Run
from tests.forge.mail_servers import FakeMail, Postbox, Stage, Trouble
from tests.forge.test_notify import NOON, READERS, options, outside, sent

__all__ = ["options", "outside"]


def killed(world: Path, words: tuple[str, ...], trouble: Trouble) -> Postbox:
    """Starts a run as a process of its own, kills it when the server has fallen silent, and answers what arrived."""
    box = Postbox(troubles=[trouble])
    command = (*PPS, "--root", str(world), "notify", *words)
    with FakeMail(box) as server:
        places = {"PPS_SMTP_URL": server.url, "PPS_MAIL_FROM": "pre-production@example.org", "SOURCE_DATE_EPOCH": NOON}
        with subprocess.Popen(command, env=BARE | places) as running:
            assert box.stalled.wait(60)
            os.kill(running.pid, signal.SIGKILL)
    return box


@pytest.mark.parametrize(
    ("stage", "is_kept"),
    [("MAIL", False), ("DATA", False), ("DATA", True)],
    ids=["before it is addressed", "while it leaves", "after it arrived"],
)
def test_a_killed_run_sends_nothing_twice(
    pps: Run, options: tuple[str, ...], world: Path, stage: Stage, *, is_kept: bool
) -> None:
    box = killed(world, (*options, "--send"), Trouble(at=stage, how="keep" if is_kept else "stall"))
    ran, readers = sent(pps, options)

    assert (1, READERS[1:]) == (ran.code, sorted(readers))
    assert "mail to person:vo-mira: uncertain" in ran.out
    assert len(box.mails) == int(is_kept)
    key = ran.out.partition("--again ")[2][:12]
    again, others = sent(pps, options, "--send", "--again", key)
    assert (0, READERS[:1]) == (again.code, others)


def test_a_killed_run_of_intentions_is_not_carried_out_again(
    pps: Run, options: tuple[str, ...], world: Path, tmp_path: Path
) -> None:
    ticket = str(tmp_path / "ticket")
    pps("notify", *options, "--intend", ticket)
    killed(world, (*options, "--intended", ticket), Trouble(at="DATA", how="keep"))
    ran, readers = sent(pps, options, "--intended", ticket)

    assert (1, []) == (ran.code, readers)
    ran, readers = sent(pps, options)
    assert (1, [], 4) == (ran.code, readers, ran.out.count("uncertain"))


def test_intentions_that_were_kept_hold_back_a_second_plan(pps: Run, options: tuple[str, ...], tmp_path: Path) -> None:
    pps("notify", *options, "--intend", str(tmp_path / "ticket"))
    second = pps("notify", *options, "--intend", str(tmp_path / "other"))
    ran, readers = sent(pps, options, "--intended", str(tmp_path / "other"))

    assert "0 deliveries are intended" in second.err
    assert (1, []) == (ran.code, readers)
