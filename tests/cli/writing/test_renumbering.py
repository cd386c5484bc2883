"""An unmerged record moves to the next free number, and every reference follows it."""

import subprocess
from pathlib import Path

import pytest

from tests.cli.commands import BARE, commit_all
from tests.cli.writing.conftest import Run

TAKEN = "data/releases/REL-2008-012.yaml"


def git(world: Path, *words: str) -> str:
    """Runs git in the world and answers what it printed."""
    who = ("-c", "user.name=nobody", "-c", "user.email=nobody@example.org")
    ran = subprocess.run(("git", "-C", str(world), *who, *words), capture_output=True, text=True, check=True, env=BARE)
    return ran.stdout


@pytest.fixture
def collided(world: Path, pps: Run) -> Path:
    """Answers a world in which two branches took the same number for a release; mine is checked out."""
    commit_all(world)
    git(world, "checkout", "-q", "-b", "mine")
    assert 0 == pps("release", "PATCH-1600", "--title", "Mine", "--by", "rm-nadia").code
    git(world, "add", "--all")
    git(world, "commit", "-q", "-m", "mine")
    git(world, "checkout", "-q", "main")
    (world / TAKEN).write_text(
        'title: "Another"\nreleased_on: 2008-06-19\npatches: []\n'
        "approvals:\n  - {role: release-manager, by: rm-nadia, date: 2008-06-19, decision: approve}\n"
    )
    git(world, "add", "--all")
    git(world, "commit", "-q", "-m", "another")
    git(world, "checkout", "-q", "mine")
    return world


def test_a_record_whose_number_is_taken_moves_on_and_then_merges(collided: Path, pps: Run) -> None:
    ran = pps("renumber", "REL-2008-012")

    assert (0, "") == (ran.code, ran.err)
    assert "REL-2008-012 is now REL-2008-013" == ran.lines[0]
    assert "Who names it follows: data/patches/PATCH-1600.yaml" == ran.lines[1]
    git(collided, "add", "--all")
    git(collided, "commit", "-q", "-m", "renumbered")
    git(collided, "merge", "-q", "main", "-m", "both")
    assert 'title: "Another"' in (collided / TAKEN).read_text()
    assert "title: Mine\n" in (collided / "data" / "releases" / "REL-2008-013.yaml").read_text()
    assert "release: REL-2008-013}" in (collided / "data" / "patches" / "PATCH-1600.yaml").read_text()
    assert 0 == pps("check").code


def test_the_difference_is_shown_without_being_written(collided: Path, pps: Run) -> None:
    ran = pps("renumber", "REL-2008-012", "--dry-run")

    assert 0 == ran.code
    assert "+++ b/data/releases/REL-2008-013.yaml" in ran.lines
    assert "" == git(collided, "status", "--porcelain")


def test_a_patch_takes_its_installations_and_tests_along(world: Path, pps: Run) -> None:
    commit_all(world)
    git(world, "rm", "-q", "-r", "--cached", "data")
    git(world, "commit", "-q", "-m", "nothing is merged", "--allow-empty")
    release = world / "data" / "releases" / "REL-2008-011.yaml"
    release.write_text(f"{release.read_text()}# PATCH-1100 was the first\n")
    ran = pps("renumber", "PATCH-1100")

    assert (0, "PATCH-1100 is now PATCH-1601") == (ran.code, ran.lines[0])
    names = {path.stem for path in (world / "data").rglob("*1601*")}
    assert {"PATCH-1601", "INST-1601-COLLINA-GRID"} <= names
    assert "- {patch: PATCH-1601, platforms:" in release.read_text()
    assert "# PATCH-1100 was the first\n" in release.read_text()
    assert 0 == pps("check").code


def test_a_bug_is_renamed_where_it_is_a_key_too(world: Path, pps: Run) -> None:
    commit_all(world)
    git(world, "rm", "-q", "--cached", "data/bugs/BUG-1301.yaml")
    git(world, "commit", "-q", "-m", "this one is not merged")
    ran = pps("renumber", "BUG-1301")

    assert 0 == ran.code
    new = ran.lines[0].rpartition(" ")[2]
    text = (world / "data" / "patches" / "PATCH-1300.yaml").read_text()
    assert f"\n    {new}: " in text
    assert "BUG-1301" not in text


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        ("PATCH-1100", "PATCH-1100 is merged (main holds it), and a merged record keeps its id"),
        ("REL-2008-099", "there is no REL-2008-099"),
    ],
)
def test_what_is_merged_or_missing_is_not_renumbered(identity: str, said: str, world: Path, pps: Run) -> None:
    commit_all(world)
    ran = pps("renumber", identity)

    assert 2 == ran.code
    assert said in ran.err


def test_a_name_is_no_number(world: Path, pps: Run) -> None:
    commit_all(world)
    (world / "data" / "vos" / "nova.yaml").write_text("name: NOVA\ndiscipline: astronomy\n")
    ran = pps("renumber", "nova")

    assert 2 == ran.code
    assert "the id of a VO is no number that is taken here; rename the file" in ran.err


def test_a_broken_record_that_names_it_is_repaired_first(collided: Path, pps: Run) -> None:
    broken = collided / "data" / "patches" / "PATCH-1600.yaml"
    broken.write_text(broken.read_text() + '"\n')
    ran = pps("renumber", "REL-2008-012")

    assert 2 == ran.code
    assert "data/patches/PATCH-1600.yaml names REL-2008-012 and cannot be read" in ran.err
    assert (collided / TAKEN).exists()


def test_outside_of_git_nobody_knows_what_is_merged(pps: Run) -> None:
    assert 4 == pps("renumber", "PATCH-1100").code
