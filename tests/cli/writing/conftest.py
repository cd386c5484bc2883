"""A copy of the small world that commands may write to, committed or not, and a way to run them on it."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main
from tests.cli.commands import Ran

Run = Callable[..., Ran]


@pytest.fixture
def world(checkout: Path, tmp_path: Path) -> Path:
    """Answers the root of a copy of the small world."""
    root = tmp_path / "repository"
    shutil.copytree(checkout / "tests" / "world" / "data", root / "data")
    return root


def git(root: Path, *arguments: str) -> str:
    """Runs git in a folder, as a person who has no settings, and answers what it prints."""
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    command = ("git", "-C", str(root), *who, *arguments)
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def commit(root: Path) -> None:
    """Commits everything that lies in a repository, as if a pull request were merged."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "records")


@pytest.fixture
def repository(world: Path) -> Path:
    """Answers the root of a copy of the small world of which everything is committed."""
    git(world, "init", "--quiet", "--initial-branch=main")
    commit(world)
    return world


def changes(root: Path) -> list[str]:
    """Answers the files that differ from what is committed, new ones with a question mark."""
    shown = git(root, "status", "--porcelain", "--untracked-files=all").splitlines()
    return [f"{'?' if line.startswith('?') else ''}{line[3:]}" for line in shown]


def cut(path: Path, start: str, end: str = "") -> None:
    """Takes away what stands in a file from one text to before another, or to its end."""
    text = path.read_text(encoding="utf-8")
    first = text.index(start)
    path.write_text(text[:first] + (text[text.index(end, first) :] if end else ""), encoding="utf-8")


@pytest.fixture
def pps(world: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Answers a function that runs a command on the copy, by default on the last day of the world's story."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(world.parent))

    def run(*arguments: str, today: str = "2008-06-20") -> Ran:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(("--root", str(world), "--today", today, *arguments))
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(code=ended.value.code, out=out, err=err)

    return run


def settings(*given: str) -> tuple[str, ...]:
    """Answers the options that set keys."""
    return tuple(word for one in given for word in ("--set", one))
