"""What a VO and a ROC answered to the major revisions of the policy."""

import pytest

from generator.pages.ballot_lines import roc_ballots, vo_ballots
from tests.bulletin.small_world import Change, facts

POLICY = "policy/POLICY-1.0.yaml"
VOTE = "{role: vo-manager, scope: lumen, by: vo-mira, date: 2008-05-28, decision: approve}"


def test_a_vo_sees_what_it_answered() -> None:
    (line,) = vo_ballots("lumen", facts())

    assert ("POLICY-1.0", "approved", "good") == (line.revision.text, line.answer, line.kind)
    assert ("Mira Voss (vo-mira)", "2008-05-28") == (line.who, str(line.day))


@pytest.mark.parametrize(("decision", "word"), [("abstain", "abstained"), ("reject", "rejected")])
def test_an_answer_may_be_another_one(decision: str, word: str) -> None:
    (line,) = vo_ballots("lumen", facts(Change(POLICY, VOTE, VOTE.replace("approve", decision))))

    assert word == line.answer


def test_a_silent_vo_has_no_answer() -> None:
    (line,) = vo_ballots("lumen", facts(Change(POLICY, f"  - {VOTE}\n", "")))

    assert ("no answer", None) == (line.answer, line.day)


def test_a_vo_that_takes_no_part_has_no_ballot() -> None:
    assert () == vo_ballots("ops", facts())


def test_a_roc_sees_what_it_answered() -> None:
    (line,) = roc_ballots("ROC-ALPS", facts())

    assert ("approved", "2008-05-30") == (line.answer, str(line.day))
