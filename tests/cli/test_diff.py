"""`pps diff`: what a merge will do, for reviewers, for programs and at a terminal."""

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.cli.commands import pps
from tests.cli.merge_shapes import MERGE
from tests.history.checkouts import Checkout

MONDAY = "2008-06-23"
PATCH = "data/patches/PATCH-1200.yaml"
NOTE = "  - {type: note, date: 2008-06-20, by: cert-ivo, role: sa3-certification, note: seen}\n"
EVALUATED = (
    "  - {type: evaluated, date: 2008-06-23, by: ops-hugo, role: sa1-operations, outcome: success, route: internal, "
    "approvals: [{role: sa1-operations, by: ops-hugo, date: 2008-06-23, decision: approve}]}\n"
)
TESTED = (
    "  - {type: tested, date: 2008-06-23, by: sm-silvan, role: site-manager, scope: SILVERFIR-T2, via: sam-job, "
    "result: passed, ref: https://sam.example.org/1}\n"
)
WITHDRAWN = '  - {type: withdrawn, date: 2008-06-23, by: rm-nadia, role: release-manager, reason: "it leaks"}\n'
MARKER = "<!-- pps:report -->\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    found = Checkout.of_world(tmp_path / "bulletin")
    found.append("data/pilots/PILOT-2008-013.yaml", EVALUATED)
    found.append("data/installations/INST-1200-SILVERFIR-T2.yaml", TESTED)
    found.edit("data/patches/PATCH-1400.yaml", 'known_issues: ""', 'known_issues: "Slow on NFS."')
    found.commit("evaluate the pilot")
    return found


def reviews(checkout: Checkout, author: str, *approving: str) -> str:
    """Writes the reviews of HEAD, and answers their path."""
    head = checkout.git("rev-parse", "HEAD")
    told = [
        {"login": login, "state": "APPROVED", "commit": head, "submitted_at": "2008-06-23T10:00:00Z"}
        for login in approving
    ]
    file = checkout.root.parent / "reviews.json"
    file.write_text(json.dumps({"head": head, "author": author, "pusher": author, "reviews": told}), encoding="utf-8")
    return str(file)


def value(checkout: Checkout, *arguments: str) -> dict[str, Any]:
    answer = checkout.pps("diff", *arguments, "--format", "json", today=MONDAY)
    found: dict[str, Any] = json.loads(answer.out)

    assert (0, "") == (answer.code, answer.err)
    return found


def test_the_document_for_programs_has_the_promised_shape(checkout: Checkout) -> None:
    found = value(checkout, "main", "--reviews", reviews(checkout, "rel-jana", "ops-hugo"))

    assert [] == [error.message for error in Draft7Validator(MERGE).iter_errors(found)]
    assert checkout.git("rev-parse", "main") == found["base"]
    assert checkout.git("rev-parse", "HEAD") == found["commit"]


def test_a_broken_change_and_a_removed_record_have_the_shape_too(checkout: Checkout) -> None:
    checkout.append(PATCH, WITHDRAWN)
    checkout.delete("data/pilots/PILOT-2008-014.yaml")
    checkout.write("data/bugs/BUG-1101.yaml", 'title: "open\n')
    checkout.write("data/sites/notes.txt", "no record\n")
    found = value(checkout, "main")

    assert [] == [error.message for error in Draft7Validator(MERGE).iter_errors(found)]
    assert found["blocked"]
    assert [None] == [one["class"]["after"] for one in found["subjects"] if one["subject"] == "PILOT-2008-014"]


def test_the_same_change_gives_the_same_bytes(checkout: Checkout) -> None:
    for form in ("json", "markdown", "text"):
        first, second = (checkout.pps("diff", "main", "--format", form, today=MONDAY).out for _ in range(2))

        assert first == second


def test_the_seed_of_the_run_decides_about_nothing(checkout: Checkout) -> None:
    runs = [
        pps(checkout.root, "--today", MONDAY, "diff", "main", "--format", "json", environment={"PYTHONHASHSEED": seed})
        for seed in ("1", "2")
    ]

    assert (0, runs[0].out) == (runs[1].code, runs[1].out)


def test_every_form_tells_the_same_counts(checkout: Checkout) -> None:
    counted = value(checkout, "main")["counts"]
    words = f"{counted['promotions']} promotion, {counted['subjects']} moved subjects, "

    assert (1, 1, 1) == (counted["promotions"], counted["map_cells"], counted["release_notes"])
    assert words in checkout.pps("diff", "main", today=MONDAY).out
    assert words in checkout.pps("diff", "main", "--format", "markdown", today=MONDAY).out


def test_every_form_tells_that_an_evaluation_failed(checkout: Checkout) -> None:
    checkout.edit("data/pilots/PILOT-2008-013.yaml", "outcome: success, route: internal", "outcome: failure")
    found = value(checkout, "main")
    (promotion,) = found["promotions"]
    rows = [checkout.pps("diff", "main", "--format", form, today=MONDAY).out for form in ("text", "markdown")]

    assert ("failure", None) == (promotion["outcome"], promotion["route"])
    assert ["the pilot failed: it does not speak for PATCH-1300 at the acceptance"] == promotion["publishes"]
    assert all("evaluated (failure): running → evaluated" in unescape(row).replace("\\", "") for row in rows)


def test_findings_do_not_set_the_exit_code(checkout: Checkout) -> None:
    answer = checkout.pps("diff", "main", today="2008-06-20")

    assert 0 == answer.code
    assert "in the way of this merge" in answer.out


def test_without_a_head_the_work_tree_counts(checkout: Checkout) -> None:
    checkout.append(PATCH, NOTE)

    assert f"{PATCH} | changed" in checkout.pps("diff", "main", today=MONDAY).out
    assert f"{PATCH} | changed" not in checkout.pps("diff", "main", "HEAD", today=MONDAY).out


def test_a_branch_that_is_not_checked_out_can_be_asked_about(checkout: Checkout) -> None:
    told = checkout.pps("diff", "main", "change", today=MONDAY).out
    checkout.git("switch", "--quiet", "main")

    assert told == checkout.pps("diff", "main", "change", today=MONDAY).out
    assert "0 promotions" in checkout.pps("diff", "main", today=MONDAY).out


def test_what_main_did_meanwhile_is_not_the_doing_of_the_change(checkout: Checkout) -> None:
    parted = checkout.git("rev-parse", "main")
    checkout.git("switch", "--quiet", "main")
    checkout.append(PATCH, NOTE)
    checkout.commit("note")
    found = value(checkout, "main", "change")

    assert parted == found["base"]
    assert PATCH not in {one["path"] for one in found["files"]}


def test_an_owner_file_of_another_commit_is_read_there(checkout: Checkout) -> None:
    checkout.write(".github/CODEOWNERS", "* @example/policy-board\n")
    checkout.commit("own everything")
    checkout.git("switch", "--quiet", "main")
    found = value(checkout, "main", "change")

    assert 1 == found["outside"]
    assert "PPS905" in {one["rule"] for one in found["findings"]}


def test_a_folder_below_the_top_level_compares_alike(checkout: Checkout) -> None:
    told = value(checkout, "main", "HEAD")
    inner = checkout.root / "below"
    for branch in ("main", "change"):
        checkout.git("switch", "--quiet", branch)
        inner.mkdir(exist_ok=True)
        checkout.git("mv", "data", "below/data")
        checkout.commit("move the records down")
    checkout.git("switch", "--quiet", "--create", "moved", "main")
    checkout.git("checkout", "--quiet", "change", "--", "below")
    checkout.commit("evaluate the pilot below")
    found = value(Checkout(inner), "main", "HEAD")

    assert told["counts"] == found["counts"]
    assert told["promotions"] == found["promotions"]


def test_names_that_git_does_not_know_are_told(checkout: Checkout) -> None:
    for names in (("nowhere",), ("main", "nowhere")):
        answer = checkout.pps("diff", *names, today=MONDAY)

        assert 4 == answer.code
        assert "there is no commit 'nowhere'" in answer.err


def test_two_states_and_a_third_exclude_one_another(checkout: Checkout) -> None:
    assert 2 == checkout.pps("--at", "main", "diff", "main").code


def test_the_comment_begins_with_its_marker_and_holds_one_verdict(checkout: Checkout) -> None:
    file = reviews(checkout, "rel-jana", "ops-hugo", "sm-silvan")
    told = checkout.pps("diff", "main", "--reviews", file, "--format", "markdown", today=MONDAY).out

    assert told.startswith(f"{MARKER}## What this merge will do\n")
    assert "\n**The records allow this merge, and everybody who is named stands behind it.**\n" in told
    assert 1 == told.count(MARKER)
    assert "<details><summary>Approvals given: 2</summary>" in told


def test_the_comment_asks_for_the_words_that_are_not_given(checkout: Checkout) -> None:
    file = reviews(checkout, "rel-jana", "ops-hugo")
    told = checkout.pps("diff", "main", "--reviews", file, "--format", "markdown", today=MONDAY).out

    assert "**The records allow this merge; 1 review awaited&#58; sm\\-silvan.**" in told
    assert "| sm\\-silvan | sm\\-silvan | 'tested' as site\\-manager in INST\\-1200\\-SILVERFIR\\-T2 | PPS807" in told


def test_the_words_of_release_notes_are_shown_as_lines_that_come_and_go(checkout: Checkout) -> None:
    told = checkout.pps("diff", "main", "--format", "markdown", today=MONDAY).out

    assert "<details><summary>Release notes of PATCH-1400: 2</summary>\n\n```diff\n-None are known.\n" in told
    assert "\n+Slow on NFS.\n```\n\n</details>\n" in told


def test_a_change_of_nothing_says_so(checkout: Checkout) -> None:
    told = checkout.pps("diff", "HEAD", "--format", "markdown", today=MONDAY).out

    assert "The records allow this merge" in told
    assert "###" not in told
