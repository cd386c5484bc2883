"""Any day and any commit can be looked at again."""

import json
from pathlib import Path

import pytest

from tests.history.checkouts import Checkout

PATCH = "data/patches/PATCH-1200.yaml"
WITHDRAWN = '  - {type: withdrawn, date: 2008-06-23, by: rm-nadia, role: release-manager, reason: "not wanted"}\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    found = Checkout.of_world(tmp_path / "bulletin")
    found.append(PATCH, WITHDRAWN)
    found.commit("withdraw", day="2008-06-23")
    return found


def state(checkout: Checkout, *options: str, today: str | None = None) -> object:
    answer = checkout.pps(*options, "explain", "PATCH-1200", "--format", "json", today=today)

    assert 0 == answer.code, answer.err
    return json.loads(answer.out)["state"]


def test_a_commit_is_looked_at_as_it_was(checkout: Checkout) -> None:
    assert "withdrawn" == state(checkout, "--at", "HEAD")
    assert "in-preview" == state(checkout, "--at", "main")


def test_a_commit_is_judged_on_its_newest_fact(checkout: Checkout) -> None:
    shown = json.loads(checkout.pps("--at", "HEAD", "check", "--format", "json", today=None).out)

    assert ("2008-06-23", checkout.git("rev-parse", "HEAD")) == (shown["today"], shown["commit"])


def test_an_earlier_day_knows_nothing_of_what_came_later(checkout: Checkout) -> None:
    assert "in-preview" == state(checkout, today="2008-06-20")
    assert "in-certification" == state(checkout, today="2008-06-17")


def test_the_check_never_cuts(checkout: Checkout) -> None:
    assert "PPS109" in checkout.pps("check", today="2008-06-20").out


@pytest.mark.parametrize("revision", ["nowhere", "--all", "HEAD:data"])
def test_a_commit_that_is_not_there_is_named(checkout: Checkout, revision: str) -> None:
    answer = checkout.pps(f"--at={revision}", "check")

    assert 4 == answer.code
    assert "there is no commit" in answer.err


def test_a_commit_without_records_is_named(tmp_path: Path) -> None:
    checkout = Checkout.empty(tmp_path)
    checkout.write("README.md", "Read me.\n")
    checkout.commit("start")
    checkout.write("data/vocab.yaml", "format: 1\n")
    answer = checkout.pps("--at", "HEAD", "check")

    assert 4 == answer.code
    assert "no folder data/" in answer.err
