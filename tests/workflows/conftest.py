"""A repository whose workflows can be executed, and the GitHub that it stands on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.history.checkouts import Checkout
from tests.workflows.forge import WorkflowForge
from tests.workflows.world import World, project


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")


@pytest.fixture
def forge() -> Iterator[WorkflowForge]:
    with WorkflowForge() as found:
        yield found


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    return project(tmp_path_factory.mktemp("template") / "project")


@pytest.fixture
def world(tmp_path: Path, forge: WorkflowForge, template: Checkout) -> World:
    return World.made(tmp_path, forge, template)
