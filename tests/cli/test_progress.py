"""Long work shows how far it is on a terminal, and says nothing of it elsewhere."""

import os
import pty
import subprocess
import sys

WORK = """
from generator.cli.progress import watched
print(sum(watched("pouring")(iter((1, 2, 3)), 3)))
"""


def test_a_bar_is_drawn_on_a_terminal() -> None:
    here, there = pty.openpty()
    done = subprocess.run((sys.executable, "-c", WORK), stdout=subprocess.PIPE, stderr=there, check=True)
    os.close(there)
    drawn = os.read(here, 10_000).decode()
    os.close(here)

    assert b"6\n" == done.stdout
    assert "pouring" in drawn
    assert "100%" in drawn


def test_nothing_is_drawn_where_nobody_looks() -> None:
    done = subprocess.run((sys.executable, "-c", WORK), capture_output=True, check=True)

    assert (b"6\n", b"") == (done.stdout, done.stderr)
