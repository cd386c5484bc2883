"""The audit tells what every step of the history did, also what a later step hides."""

from pathlib import Path

import pytest

from tests.history.checkouts import Checkout

PATCH = "data/patches/PATCH-1200.yaml"
PILOT = "data/pilots/PILOT-2008-013.yaml"
NOTE = '  - {type: note, date: 2008-06-20, by: cert-ivo, role: sa3-certification, note: "tests repeated"}\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout.of_world(tmp_path / "bulletin")


def errors(checkout: Checkout) -> tuple[str, ...]:
    answer = checkout.pps("audit", "--format", "concise")

    assert answer.code in {0, 1}
    return tuple(line.split(": ", 1)[1] for line in answer.out.splitlines() if "(in commit " in line)


def test_an_honest_history_is_clean(checkout: Checkout) -> None:
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests")
    checkout.merge("note the tests (#1)")

    assert 0 == checkout.pps("audit").code
    assert () == errors(checkout)


def test_an_edit_that_was_merged_past_the_check_is_found(checkout: Checkout) -> None:
    checkout.edit(PILOT, "date: 2008-06-16", "date: 2008-06-12")
    checkout.commit("move the start")
    checkout.merge("move the start (#1)")
    (found,) = errors(checkout)

    assert found.startswith("PPS802 event 3 was changed")
    assert 1 == checkout.pps("audit").code


def test_a_record_that_was_removed_and_added_again_is_found(checkout: Checkout) -> None:
    feedback = checkout.read("data/feedback/FB-150.yaml")
    checkout.delete("data/feedback/FB-150.yaml")
    checkout.commit("remove")
    checkout.merge("remove (#1)")
    checkout.write("data/feedback/FB-150.yaml", feedback.replace("verdict: negative", "verdict: positive"))
    checkout.commit("add")
    checkout.merge("add (#2)")
    (found,) = errors(checkout)

    assert found.startswith("PPS803 record FB-150 was deleted")


def test_what_happened_inside_a_pull_request_and_was_undone_there_is_nobodys_business(checkout: Checkout) -> None:
    checkout.edit(PILOT, "date: 2008-06-16", "date: 2008-06-12")
    checkout.commit("move the start")
    checkout.git("revert", "--no-edit", "HEAD")
    checkout.merge("nothing (#1)")

    assert () == errors(checkout)


def test_a_version_swapped_by_a_direct_push_is_found(checkout: Checkout) -> None:
    checkout.git("switch", "--quiet", "main")
    checkout.edit(PATCH, 'version: "2.5.0-1"', 'version: "2.5.1-1"')
    checkout.commit("swap")
    (found,) = errors(checkout)

    assert found.startswith("PPS804 version is immutable")


def test_facts_older_than_their_commit_are_told_and_block_nothing(checkout: Checkout) -> None:
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests", day="2008-06-30")
    checkout.merge("note the tests (#1)", day="2008-06-30")
    answer = checkout.pps("audit", "--format", "json", today="2008-06-20")

    assert '"level": "info"' in answer.out
    assert "back-dated by git's own date, 2008-06-30" in answer.out
    assert 0 == answer.code


def test_a_forged_commit_date_deceives_git_and_not_the_check(checkout: Checkout) -> None:
    checkout.append(PATCH, NOTE.replace("2008-06-20", "2008-06-18"))
    checkout.commit("note the tests", day="2008-06-18")

    assert ("PPS808",) == checkout.pps("check", "--base", "main", today="2008-06-25").rules


def test_other_files_and_other_folders_do_not_trouble_the_audit(checkout: Checkout) -> None:
    checkout.write("README.md", "Read me.\n")
    checkout.write("data/people/notes.txt", "no record\n")
    checkout.commit("add notes")
    checkout.merge("add notes (#1)")
    checkout.delete("data/people/notes.txt")
    checkout.commit("remove notes")
    checkout.merge("remove notes (#2)")

    assert 0 == checkout.pps("audit").code


def test_a_record_that_nobody_can_read_any_more_is_found_by_the_check(checkout: Checkout) -> None:
    checkout.write(PATCH, 'title: "open\n')
    checkout.commit("break it")
    checkout.merge("break it (#1)")

    assert "PPS001" in checkout.pps("audit").out


def test_an_audit_outside_git_is_refused(tmp_path: Path) -> None:
    loose = Checkout(tmp_path)
    loose.write("data/vocab.yaml", "format: 1\n")

    assert 4 == loose.pps("audit").code
