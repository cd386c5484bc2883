"""`pps check` with a base: what may be asked, and what programs read."""

import json
import re
from pathlib import Path

import pytest

from tests.history.checkouts import Checkout

PATCH = "data/patches/PATCH-1200.yaml"
NOTE = '  - {type: note, date: 2008-06-20, by: cert-ivo, role: sa3-certification, note: "tests repeated"}\n'
FORMATS = ("text", "concise", "json", "github", "sarif", "junit", "markdown")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    found = Checkout.of_world(tmp_path / "bulletin")
    found.append(PATCH, NOTE)
    found.commit("note the tests")
    return found


def reviews(checkout: Checkout, author: str, *approving: tuple[str, str], name: str = "reviews.json") -> str:
    """Writes a reviews file beside the repository, and answers its path."""
    told = [
        {"login": login, "state": "APPROVED", "commit": commit, "submitted_at": "2008-06-20T10:00:00Z"}
        for login, commit in approving
    ]
    head = checkout.git("rev-parse", "HEAD")
    file = checkout.root.parent / name
    file.write_text(json.dumps({"head": head, "author": author, "pusher": author, "reviews": told}), encoding="utf-8")
    return str(file)


def test_the_json_report_tells_the_base_and_what_stands(checkout: Checkout) -> None:
    shown = json.loads(checkout.pps("check", "--base", "main", "--format", "json").out)

    assert checkout.git("rev-parse", "main") == shown["base"]
    assert checkout.git("rev-parse", "HEAD") == shown["commit"]
    assert {"PPS201", "PPS807"} == {one["rule"] for one in shown["findings"]}
    assert {True, False} == {one["standing"] for one in shown["findings"]}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_reports_a_change(checkout: Checkout, form: str) -> None:
    checkout.edit(PATCH, 'version: "2.5.0-1"', 'version: "2.5.1-1"')
    answer = checkout.pps("check", "--base", "main", "--format", form)

    assert 1 == answer.code
    assert "PPS804" in answer.out


def test_an_approval_in_somebody_elses_name_is_refused(checkout: Checkout) -> None:
    file = reviews(checkout, "rel-jana")

    assert ("PPS807",) == checkout.pps("check", "--base", "main", "--reviews", file).rules


def test_a_review_of_the_same_content_counts_after_an_unrelated_push(checkout: Checkout) -> None:
    reviewed = checkout.git("rev-parse", "HEAD")
    checkout.edit("data/sites/GOLDCREST-T2.yaml", "name: Goldcrest Tier-2 centre", "name: Goldcrest centre")
    checkout.commit("rename a centre")
    file = reviews(checkout, "rel-jana", ("cert-ivo", reviewed))

    assert () == checkout.pps("check", "--base", "main", "--reviews", file).rules


def test_a_review_of_other_content_does_not_count(checkout: Checkout) -> None:
    reviewed = checkout.git("rev-parse", "HEAD")
    checkout.append(PATCH, NOTE.replace("repeated", "repeated again"))
    checkout.commit("note more")
    file = reviews(checkout, "rel-jana", ("cert-ivo", reviewed))

    assert ("PPS807",) == checkout.pps("check", "--base", "main", "--reviews", file).rules


def test_a_review_of_a_commit_that_is_gone_does_not_count(checkout: Checkout) -> None:
    file = reviews(checkout, "rel-jana", ("cert-ivo", "0" * 40))

    assert ("PPS807",) == checkout.pps("check", "--base", "main", "--reviews", file).rules


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"head": "a b"}', '{"head": "x", "author": "a", "pusher": "a", "reviews": 3}', "\x00"]
)
def test_what_is_no_reviews_file_is_a_wrong_use(checkout: Checkout, text: str) -> None:
    file = checkout.root.parent / "reviews.json"
    file.write_text(text, encoding="utf-8")
    answer = checkout.pps("check", "--base", "main", "--reviews", str(file))

    assert 2 == answer.code
    assert "no reviews file" in answer.err


def test_a_reviews_file_about_another_head_is_refused(checkout: Checkout) -> None:
    file = checkout.root.parent / "reviews.json"
    file.write_text(json.dumps({"head": "f" * 40, "author": "a", "pusher": "a", "reviews": []}), encoding="utf-8")

    assert 4 == checkout.pps("check", "--base", "main", "--reviews", str(file)).code


def test_reviews_need_a_base(checkout: Checkout) -> None:
    assert 2 == checkout.pps("check", "--reviews", reviews(checkout, "rel-jana")).code


def test_a_base_and_another_commit_exclude_one_another(checkout: Checkout) -> None:
    assert 2 == checkout.pps("--at", "main", "check", "--base", "main").code


def test_a_role_given_to_oneself_in_the_same_change_is_no_right(checkout: Checkout) -> None:
    checkout.edit(
        "data/people/user-timo.yaml",
        "  - {role: user, from: 2007-09-01}\n",
        "  - {role: user, from: 2007-09-01}\n  - {role: release-manager, from: 2008-06-20}\n",
    )
    checkout.append(
        PATCH,
        '  - {type: withdrawn, date: 2008-06-20, by: user-timo, role: release-manager, reason: "mine is better"}\n',
    )
    answer = checkout.pps("check", "--base", "main")

    assert ("PPS108",) == answer.rules
    assert "user-timo" in answer.out
    assert 0 == checkout.pps("check").code


def test_a_tier_given_in_the_same_change_is_no_right(checkout: Checkout) -> None:
    checkout.edit("data/sites/SILVERFIR-T2.yaml", "name: ", "# known well\nname: ")
    checkout.append("data/sites/SILVERFIR-T2.yaml", "  - {tier: gold, from: 2008-06-20, decided_by: coord-lena}\n")

    assert 0 == checkout.pps("check", "--base", "main").code


def test_a_role_is_a_right_once_it_is_merged(checkout: Checkout) -> None:
    checkout.edit(
        "data/people/user-timo.yaml",
        "  - {role: user, from: 2007-09-01}\n",
        "  - {role: user, from: 2007-09-01}\n  - {role: release-manager, from: 2008-06-20}\n",
    )
    checkout.commit("appoint")
    checkout.merge("appoint (#1)")
    checkout.append(
        PATCH, '  - {type: withdrawn, date: 2008-06-20, by: user-timo, role: release-manager, reason: "not wanted"}\n'
    )

    assert () == checkout.pps("check", "--base", "main").rules


def test_a_skipped_state_is_refused(checkout: Checkout) -> None:
    approvals = "[{role: release-manager, by: rm-nadia, date: 2008-06-20, decision: approve}]"
    event = f"type: accepted, date: 2008-06-20, by: coord-lena, role: pps-coordination, approvals: {approvals}"
    checkout.append(PATCH, f"  - {{{event}, platforms: [sl4-i386]}}\n")

    assert ("PPS801",) == checkout.pps("check", "--base", "main").rules


def test_a_joint_decision_of_one_person_is_refused(checkout: Checkout) -> None:
    checkout.append("data/people/coord-lena.yaml", "  - {role: emt, from: 2008-06-20}\n")
    checkout.commit("appoint")
    checkout.merge("appoint (#1)")
    text = checkout.read("data/overrules/OVR-2008-016.yaml").replace("by: emt-otto", "by: coord-lena")
    dated = re.sub(
        r"2008-06-1\d", "2008-06-20", text.replace("PATCH-1600", "PATCH-1300").replace("BUG-1601", "BUG-1301")
    )
    checkout.write("data/overrules/OVR-2008-017.yaml", dated)

    assert "PPS806" in checkout.pps("check", "--base", "main").rules
