"""`pps` as a process of its own, as a person starts it, and worlds of records for it in temporary folders."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WORLD = Path(__file__).resolve().parent.parent / "world"
PPS = (sys.executable, "-c", "from generator.cli import main; main()")
BARE = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": str(WORLD.parent.parent),
    "LANG": "C.UTF-8",
    "GIT_CONFIG_SYSTEM": "/dev/null",
    "GIT_CONFIG_GLOBAL": "/dev/null",
}
PILOT = "data/pilots/PILOT-2008-013.yaml"
BUG = "data/bugs/BUG-1301.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it printed, line by line."""
        return self.out.splitlines()


def pps(at: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Ran:
    """Runs `pps` in a folder, with nothing of this machine's settings but the search path."""
    done = subprocess.run(
        (*PPS, *arguments), cwd=at, env=BARE | dict(environment or {}), capture_output=True, timeout=120, check=False
    )
    return Ran(code=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())


def new_world(folder: Path) -> Path:
    """Answers a repository that holds the records of the small world."""
    shutil.copytree(WORLD / "data", folder / "data")
    return folder


def change(root: Path, path: str, old: str, new: str) -> None:
    """Replaces a text that stands once in a file."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert 1 == text.count(old), f"{old!r} stands {text.count(old)} times in {path}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def break_pilot(root: Path) -> None:
    """Lets the pilot of a minor update be evaluated after four days of seven, which PPS408 flags."""
    yes = "{role: sa1-operations, by: ops-hugo, date: 2008-06-20, decision: approve}"
    who = "by: ops-hugo, role: sa1-operations"
    event = f"{{type: evaluated, date: 2008-06-20, {who}, outcome: success, route: internal, approvals: [{yes}]}}"
    with (root / PILOT).open("a", encoding="utf-8") as file:
        file.write(f"  - {event}\n")


def commit_all(root: Path) -> None:
    """Makes a repository of a folder and commits everything in it."""
    for words in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "--all"),
        ("commit", "--quiet", "-m", "records"),
    ):
        who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
        subprocess.run(("git", "-C", str(root), *who, *words), check=True, env=BARE)
