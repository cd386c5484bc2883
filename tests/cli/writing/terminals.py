"""A terminal at which a command asks, and somebody answers."""

import os
import pty
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.cli.commands import BARE, PPS, Ran


def pps_on_a_terminal(at: Path, arguments: Sequence[str], answers: Sequence[str]) -> Ran:
    """Runs `pps` in a folder on a terminal, types the answers, and tells what it showed."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        (*PPS, *arguments), cwd=at, env=BARE, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True
    ) as process:
        os.close(theirs)
        os.write(ours, "".join(f"{line}\n" for line in answers).encode())
        told = _all_of(ours)
    return Ran(code=process.returncode, out=told.decode(), err="")


def _all_of(terminal: int) -> bytes:
    told = b""
    while True:
        try:
            told += os.read(terminal, 4096)
        except OSError:  # the other end hung up: that is how a terminal ends
            os.close(terminal)
            return told
