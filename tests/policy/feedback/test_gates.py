"""What the gates of feedback and release notes say beside their cases: who must act, and what a met gate rests on."""

from datetime import date

import pytest

from generator.policy.decision import decision_of
from generator.policy.feedback.windows import feedback_in_time, feedback_on, window_of
from generator.policy.judging import recorded_verdicts
from generator.policy.rule import Facts
from generator.registry import registry_at
from tests.policy.overlays import WORLD

FACTS = Facts(registry=registry_at(WORLD), today=date(2008, 6, 20))
PATCHES = FACTS.registry.patches


def test_an_accepted_patch_names_the_feedback_that_it_rests_on() -> None:
    verdicts = recorded_verdicts(PATCHES["PATCH-1100"], 13, FACTS)

    assert [
        ("PPS601", "met", ("FB-110",)),
        ("PPS602", "met", ("FB-110",)),
        ("PPS603", "met", ("FB-110",)),
        ("PPS606", "met", ("BUG-1101",)),
        ("PPS608", "met", ()),
    ] == [(one.rule.id, one.status, one.gate.evidence) for one in verdicts if one.rule.family == "feedback"]


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ("PATCH-1200", [("PPS603", ("rel-jana", "rm-nadia"))]),
        ("PATCH-1300", []),
        ("PATCH-1400", [("PPS603", ("rel-jana", "rm-nadia"))]),
        ("PATCH-1500", [("PPS602", ("rel-jana", "rm-nadia"))]),
    ],
)
def test_what_is_open_is_for_the_release_team(patch: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    upcoming = decision_of(PATCHES[patch], FACTS).towards("accepted")
    verdicts = upcoming.verdicts if upcoming else ()
    open_gates = [one for one in verdicts if one.status.blocks and one.rule.family == "feedback"]

    assert expected == [(one.rule.id, one.gate.actor.people) for one in open_gates]


@pytest.mark.parametrize(
    ("subject", "start", "until"),
    [
        ("PATCH-1100", date(2008, 6, 3), date(2008, 6, 12)),
        ("PATCH-1200", date(2008, 6, 18), None),
        ("PATCH-1300", None, None),
        ("PILOT-2008-013", date(2008, 6, 16), None),
        ("PILOT-2008-014", date(2008, 6, 9), date(2008, 6, 23)),
        ("PILOT-2008-015", date(2008, 6, 2), date(2008, 7, 14)),
    ],
)
def test_a_window_is_that_of_its_channel_or_pilot(subject: str, start: date | None, until: date | None) -> None:
    window = window_of(subject, FACTS)

    assert (start, until) == ((window.start, window.until) if window else "no window")


def test_a_subject_that_cannot_be_read_has_no_window() -> None:
    assert window_of("PATCH-9999", FACTS) is None


def test_feedback_on_a_pilot_belongs_to_the_patch_that_it_runs() -> None:
    patch = PATCHES["PATCH-1500"]

    assert ["FB-150"] == [one.id for one in feedback_on(patch, FACTS)]
    assert ["FB-150"] == [one.id for one in feedback_in_time(patch, FACTS)]
