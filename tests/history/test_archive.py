"""The archived evidence of merged changes, and the audit that holds approvals against it once more."""

import json
from pathlib import Path

import pytest

from generator.history.archive import archived
from generator.history.repository import Repository
from tests.history.checkouts import Answer, Checkout

PATCH = "data/patches/PATCH-1200.yaml"
NOTE = '  - {type: note, date: 2008-06-20, by: cert-ivo, role: sa3-certification, note: "tests repeated"}\n'
ARCHIVE = "archive the reviews of its pull request"
CENTRE = ("data/sites/GOLDCREST-T2.yaml", "name: Goldcrest Tier-2 centre", "name: Goldcrest centre")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    found = Checkout.of_world(tmp_path / "bulletin")
    found.append(PATCH, NOTE)
    found.commit("note the tests")
    return found


def reviews(checkout: Checkout, author: str, *approving: tuple[str, str]) -> str:
    """Writes the reviews of the branch `change` as it stands."""
    told = [
        {"login": login, "state": "APPROVED", "commit": commit, "submitted_at": "2008-06-20T10:00:00Z"}
        for login, commit in approving
    ]
    head = checkout.git("rev-parse", "change")
    return json.dumps({"head": head, "author": author, "pusher": author, "reviews": told})


def merged(checkout: Checkout, message: str) -> str:
    """Merges the branch `change`, and answers the commit on main."""
    checkout.merge(message)
    return checkout.git("rev-parse", "main")


def squashed(checkout: Checkout, message: str) -> str:
    """Squashes the branch `change` into one commit on main, forgets its own commits, and answers that commit."""
    checkout.git("switch", "--quiet", "main")
    checkout.git("merge", "--quiet", "--squash", "change")
    commit = checkout.commit(message)
    checkout.git("switch", "--quiet", "--force-create", "change")
    checkout.git("reflog", "expire", "--expire=now", "--all")
    checkout.git("gc", "--quiet", "--prune=now")
    return commit


def archive(checkout: Checkout, commit: str, text: str, branch: str = "ledger") -> None:
    """Adds the evidence of a merged commit to the branch that holds it."""
    ledger = Checkout(checkout.root.parent / branch)
    if not ledger.root.exists():
        checkout.git("worktree", "add", "--quiet", "--detach", str(ledger.root), "main")
        ledger.git("switch", "--quiet", "--orphan", branch)
    ledger.write(f"evidence/{commit}.json", text)
    ledger.commit("archive")


def told(answer: Answer) -> list[str]:
    """Lists what the audit says about approvals: level and the words after the record."""
    lines = [line for line in answer.out.splitlines() if "PPS807" in line]
    return [f"{line.split(': ')[1].split(' ')[0]} {line.partition('] ')[2]}" for line in lines]


def counted(answer: Answer) -> str:
    return answer.err.splitlines()[-1]


def test_without_an_archive_steps_are_counted_and_nothing_is_held_against_them(checkout: Checkout) -> None:
    checkout.merge("note the tests (#1)")
    answer = checkout.pps("audit", "--strict")

    assert [] == told(answer)
    assert (
        "audited 2 steps of the history: 0 with archived evidence, 0 without it, 2 older than the archive"
        == counted(answer)
    )


def test_an_approval_that_was_reviewed_stays_clean(checkout: Checkout) -> None:
    evidence = reviews(checkout, "rel-jana", ("Cert-Ivo", checkout.git("rev-parse", "change")))
    archive(checkout, merged(checkout, "note the tests (#1)"), evidence)
    answer = checkout.pps("audit")

    assert (0, []) == (answer.code, told(answer))
    assert (
        "audited 2 steps of the history: 1 with archived evidence, 0 without it, 1 older than the archive"
        == counted(answer)
    )


def test_a_forged_approval_that_was_merged_is_found(checkout: Checkout) -> None:
    commit = merged(checkout, "note the tests (#1)")
    archive(checkout, commit, reviews(checkout, "rel-jana"))
    answer = checkout.pps("audit")

    assert 1 == answer.code
    assert told(answer)[0].startswith(
        f"error 'note' by cert-ivo is recorded, but cert-ivo has not approved this pull request (in commit {commit[:7]}"
    )


def test_what_was_merged_has_to_be_what_was_reviewed(checkout: Checkout) -> None:
    reviewed = checkout.git("rev-parse", "change")
    checkout.edit(PATCH, '"tests repeated"', '"tests passed"')
    checkout.commit("say more")
    evidence = reviews(checkout, "rel-jana", ("cert-ivo", reviewed))
    archive(checkout, merged(checkout, "note the tests (#1)"), evidence)

    assert 1 == checkout.pps("audit").code


def test_who_opened_and_pushed_a_change_stands_behind_it(checkout: Checkout) -> None:
    evidence = reviews(checkout, "cert-ivo")
    archive(checkout, merged(checkout, "note the tests (#1)"), evidence)

    assert 0 == checkout.pps("audit").code


def test_a_login_that_the_same_step_lends_to_somebody_is_not_believed(checkout: Checkout) -> None:
    checkout.edit("data/people/cert-ivo.yaml", "github: cert-ivo", "github: rel-jana")
    checkout.commit("lend a login")
    archive(checkout, merged(checkout, "note the tests (#1)"), reviews(checkout, "rel-jana"))

    assert ["error"] == [line.split(" ")[0] for line in told(checkout.pps("audit"))]


def test_a_step_without_evidence_is_a_warning_once_there_is_an_archive(checkout: Checkout) -> None:
    archive(checkout, merged(checkout, "note the tests (#1)"), reviews(checkout, "cert-ivo"))
    checkout.append(PATCH, NOTE)
    checkout.commit("note the tests once more")
    commit = merged(checkout, "note the tests once more (#2)")
    answer = checkout.pps("audit")
    (found,) = told(answer)

    assert 0 == answer.code
    assert found.startswith("warning 'note' by cert-ivo is recorded; whether cert-ivo agreed was not looked at")
    assert found.endswith(f"(in commit {commit[:12]}, of which no evidence is archived); {ARCHIVE}")
    assert counted(answer).endswith("1 with archived evidence, 1 without it, 1 older than the archive")


def test_a_step_that_nobody_is_named_in_needs_no_evidence(checkout: Checkout) -> None:
    archive(checkout, merged(checkout, "note the tests (#1)"), reviews(checkout, "cert-ivo"))
    checkout.edit(*CENTRE)
    checkout.commit("rename a centre")
    checkout.merge("rename a centre (#2)")

    assert [] == told(checkout.pps("audit"))


def test_evidence_that_cannot_be_read_is_told_with_its_reason(checkout: Checkout) -> None:
    archive(checkout, merged(checkout, "note the tests (#1)"), '{"head": 3}')
    (found,) = told(checkout.pps("audit"))

    assert found.startswith("warning 'note' by cert-ivo is recorded")
    assert "whose archived evidence cannot be read: this is no reviews file" in found


def test_reviews_of_commits_that_a_squash_left_behind_prove_by_the_contents_archived_with_them(
    checkout: Checkout,
) -> None:
    reviewed = checkout.git("rev-parse", "change")
    evidence = reviews(checkout, "rel-jana", ("cert-ivo", reviewed))
    whole = archived(Repository(checkout.root), evidence, reviewed)
    archive(checkout, squashed(checkout, "note the tests (#1)"), whole)

    assert [] == told(checkout.pps("audit"))


def test_reviews_of_commits_that_nobody_has_any_more_prove_nothing_and_accuse_nobody(checkout: Checkout) -> None:
    reviewed = checkout.git("rev-parse", "change")
    evidence = reviews(checkout, "rel-jana", ("cert-ivo", reviewed))
    archive(checkout, squashed(checkout, "note the tests (#1)"), evidence)
    answer = checkout.pps("audit")
    (found,) = told(answer)

    assert 0 == answer.code
    assert found.startswith("warning ")
    assert f"the reviewed commit {reviewed[:12]} is not in this clone" in found


def test_records_below_the_top_level_are_proven_too(tmp_path: Path) -> None:
    top = Checkout.empty(tmp_path / "top")
    inner = Checkout.of_world(tmp_path / "world")
    (inner.root / "data").rename(top.root / "data")
    (top.root / "below").mkdir()
    (top.root / "data").rename(top.root / "below" / "data")
    top.commit("import the records")
    top.git("switch", "--quiet", "--create", "change")
    top.append(f"below/{PATCH}", NOTE)
    evidence = reviews(top, "rel-jana", ("cert-ivo", top.commit("note the tests")))
    commit = merged(top, "note the tests (#1)")
    below = Checkout(top.root / "below")
    archive(top, commit, archived(Repository(below.root), evidence, commit))

    assert [] == told(below.pps("audit"))
    assert counted(below.pps("audit")).endswith("1 with archived evidence, 0 without it, 1 older than the archive")


def test_the_archive_may_stand_elsewhere(checkout: Checkout) -> None:
    archive(checkout, merged(checkout, "note the tests (#1)"), reviews(checkout, "rel-jana"), branch="proofs")

    assert 0 == checkout.pps("audit").code
    assert 1 == checkout.pps("audit", "--ledger", "proofs").code


def test_an_archive_that_is_not_there_is_not_passed_over(checkout: Checkout) -> None:
    answer = checkout.pps("audit", "--ledger", "nowhere")

    assert 4 == answer.code
    assert "there is no commit 'nowhere'" in answer.err


def test_a_clone_finds_the_archive_of_its_origin(checkout: Checkout, tmp_path: Path) -> None:
    archive(checkout, merged(checkout, "note the tests (#1)"), reviews(checkout, "rel-jana"))
    checkout.git("switch", "--quiet", "main")
    checkout.git("clone", "--quiet", str(checkout.root), str(tmp_path / "clone"))

    assert 1 == Checkout(tmp_path / "clone").pps("audit").code


def test_attributes_that_changed_without_a_reclassification_are_found_in_the_history(checkout: Checkout) -> None:
    checkout.edit(PATCH, "environment_intervention: false", "environment_intervention: true")
    checkout.commit("change the class")
    checkout.merge("change the class (#1)")
    lines = [line for line in checkout.pps("audit").out.splitlines() if "PPS206" in line]

    assert 1 == len(lines)
    assert "attributes changed after preview-opened without 'reclassified'" in lines[0]


def test_an_agreed_pilot_of_another_step_counts_as_exposure(checkout: Checkout) -> None:
    checkout.edit("data/patches/PATCH-1300.yaml", "fixes: [BUG-1301]", "fixes: [BUG-1301, BUG-1401]")
    checkout.commit("fix more")
    checkout.merge("fix more (#1)")
    (line,) = (line for line in checkout.pps("audit").out.splitlines() if "PPS206" in line)

    assert "fixes changed after PILOT-2008-013 was agreed without 'reclassified'" in line


def test_a_reclassification_that_keeps_the_old_values_is_clean_in_the_history(checkout: Checkout) -> None:
    checkout.edit("data/patches/PATCH-1300.yaml", "fixes: [BUG-1301]", "fixes: [BUG-1301, BUG-1401]")
    event = "type: reclassified, date: 2008-06-20, by: rm-nadia, role: release-manager"
    checkout.append("data/patches/PATCH-1300.yaml", f"  - {{{event}, reason: more, was: {{fixes: [BUG-1301]}}}}\n")
    checkout.commit("fix more")
    checkout.merge("fix more (#1)")

    assert not [line for line in checkout.pps("audit").out.splitlines() if "PPS206" in line]
