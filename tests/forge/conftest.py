"""Tests of the forge talk to a server of ours, which holds every exchange against the published shapes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.cli import main
from tests.cli.commands import Ran
from tests.forge.repositories import TODAY, living_world
from tests.forge.server import TOKEN, FakeGitHub

Run = Callable[..., Ran]


@pytest.fixture
def forge() -> Iterator[FakeGitHub]:
    """Answers a running GitHub with the empty repository example/pps, late in the evening of the day before."""
    with FakeGitHub() as running:
        running.now = "2008-06-19T22:30:00Z"
        yield running


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Answers a committed repository with the small world, whose clock runs."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return living_world(tmp_path / "repository")


@pytest.fixture
def pps(world: Path, forge: FakeGitHub, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Answers a function that runs a command in the world, with the token and the API of the tests."""
    monkeypatch.setenv("GITHUB_API_URL", forge.url)
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    monkeypatch.setenv("GITHUB_REPOSITORY", forge.repository)

    def run(*arguments: str, today: str = TODAY) -> Ran:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(("--root", str(world), "--today", today, *arguments))
        out, err = capfd.readouterr()
        assert isinstance(ended.value.code, int)
        return Ran(code=ended.value.code, out=out, err=err)

    return run


@pytest.fixture
def taken_in(pps: Run) -> Run:
    """Answers a function that runs the import."""
    return lambda *arguments: pps("feedback", "import", *arguments)
