"""A change is told by what files hold, not by their times nor by settings of a person, and nothing is written."""

import os
from pathlib import Path

import pytest

from generator.history.repository import Repository
from tests.history.checkouts import Checkout

PATCH = "data/patches/PATCH-1200.yaml"
NOTE = '  - {type: note, date: 2008-06-20, by: cert-ivo, role: sa3-certification, note: "tests repeated"}\n'
LONG_AGO = 1_000_000_000


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout.of_world(tmp_path / "bulletin")


def test_a_file_that_was_only_touched_is_no_change(checkout: Checkout) -> None:
    checkout.git("switch", "--quiet", "main")
    checkout.write("README.md", "Read me.\n")
    checkout.commit("tell what this is")
    checkout.git("switch", "--quiet", "--force-create", "change")
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests")
    os.utime(checkout.root / "README.md", (LONG_AGO, LONG_AGO))

    assert (0, ()) == ((answer := checkout.pps("check", "--base", "main")).code, answer.rules)


def test_comparing_leaves_the_repository_as_it_is(checkout: Checkout) -> None:
    os.utime(checkout.root / "data/vocab.yaml", (LONG_AGO, LONG_AGO))
    before = (checkout.root / ".git/index").read_bytes()

    Repository(checkout.root).changed_since("main")

    assert before == (checkout.root / ".git/index").read_bytes()


@pytest.mark.parametrize("setting", ["diff.relative=true", "diff.autoRefreshIndex=false", "diff.external=false"])
def test_settings_of_a_person_do_not_narrow_a_comparison(checkout: Checkout, setting: str) -> None:
    checkout.git("config", *setting.split("="))
    checkout.write("README.md", "Read me.\n")
    checkout.commit("tell what this is")
    checkout.append(PATCH, NOTE)
    os.utime(checkout.root / "data/vocab.yaml", (LONG_AGO, LONG_AGO))

    assert (PATCH, "README.md") == tuple(sorted(Repository(checkout.root / "data").changed_since("main"), reverse=True))


def test_a_checkout_of_its_own_is_compared_by_its_own_index(checkout: Checkout, tmp_path: Path) -> None:
    checkout.git("worktree", "add", "--quiet", "-b", "aside", str(tmp_path / "aside"))
    aside = Checkout(tmp_path / "aside")
    aside.append(PATCH, NOTE)

    assert ((PATCH,), ()) == tuple(Repository(one.root).changed_since("main") for one in (aside, checkout))


def test_a_hook_of_git_compares_records_below_the_top_level(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.append(PATCH, NOTE)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")

    assert (PATCH,) == Repository(checkout.root / "data").changed_since("main")
