"""A copy of the small world that commands may write to, and a way to run them on it."""

import shutil
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
