"""`pps due`: what somebody must do, and refusals of names that nobody bears."""

import json
from pathlib import Path

import pytest

from tests.cli.commands import new_world, pps


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository with the small world; nobody writes in it."""
    return new_world(tmp_path_factory.mktemp("world"))


def roles(world: Path, *words: str) -> set[str]:
    """Answers the roles that owe something."""
    return {duty["actor"]["role"] for duty in json.loads(pps(world, "due", "--format", "json", *words).out)}


def test_a_role_sees_its_own_duties(world: Path) -> None:
    assert {"pps-coordination"} == roles(world, "--role", "pps-coordination")


def test_a_distant_day_hides_nothing_that_has_one(world: Path) -> None:
    dated = [duty for duty in json.loads(pps(world, "due", "--format", "json").out) if duty["date"] is not None]

    assert dated == json.loads(pps(world, "due", "--format", "json", "--within", "99999999999").out)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--role", "site_manager"), "there is no role 'site_manager'; choose release-manager, "),
        (("--vo", "lume"), "there is no lume; did you mean lumen?"),
        (("--site", "plateau-t1"), "there is no plateau-t1; did you mean PLATEAU-T1?"),
    ],
)
def test_a_name_that_nobody_bears_is_refused(world: Path, words: tuple[str, ...], expected: str) -> None:
    ran = pps(world, "due", *words)

    assert (2, "") == (ran.code, ran.out)
    assert expected in ran.err
