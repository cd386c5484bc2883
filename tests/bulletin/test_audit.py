"""The audit leaves nothing out that went beside the normal way."""

from generator.bulletin.audit import Matter, audit, in_force
from generator.policy.checking import check
from tests.bulletin.small_world import Change, facts, feedback


def test_the_small_world_has_an_exception_an_overrule_and_what_they_waive() -> None:
    known = facts()
    found = [(one.matter, one.subject) for one in audit(known, check(known))]

    assert {
        (Matter.UNCERTIFIED, "PILOT-2008-015"),
        (Matter.OVERRULE, "PATCH-1600"),
        (Matter.WAIVED, "PILOT-2008-015"),
        (Matter.WAIVED, "PATCH-1600"),
    } == set(found)


def test_an_overrule_tells_who_decided_why_and_until_when() -> None:
    known = facts()
    (entry,) = [one for one in audit(known, ()) if one.matter is Matter.OVERRULE]
    overrule = known.registry.overrules["OVR-2008-016"]

    assert ("emt-otto", "coord-lena") == entry.who
    assert (overrule.justification, overrule.valid_until, overrule.rules) == (entry.why, entry.until, entry.rules)


def test_late_feedback_is_told() -> None:
    known = facts(feedback(190, "PATCH-1100", "2008-06-19"))

    assert ["PATCH-1100"] == [one.subject for one in audit(known, ()) if one.matter is Matter.LATE]


def test_a_roll_back_is_told_with_its_reason() -> None:
    start = "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n"
    back = (
        "  - {type: rolled-back, date: 2008-06-19, by: ops-hugo, role: sa1-operations, "
        'site: GOLDCREST-T2, reason: "the disk is full"}\n'
    )
    known = facts(Change("pilots/PILOT-2008-013.yaml", start, start + back))
    told = [(one.day.isoformat(), one.who, one.why) for one in audit(known, ()) if one.matter is Matter.ROLLED_BACK]

    assert [("2008-06-19", ("ops-hugo",), "the disk is full")] == told


def test_an_abstention_is_told_with_the_place_of_its_line() -> None:
    known = facts(
        Change(
            "policy/POLICY-1.0.yaml",
            "by: vo-mira, date: 2008-05-28, decision: approve",
            "by: vo-mira, date: 2008-05-28, decision: abstain",
        )
    )
    (entry,) = [one for one in audit(known, ()) if one.matter is Matter.ABSTAIN]

    assert ("POLICY-1.0", ("vo-mira",), "as vo-manager of lumen, in approvals") == (entry.subject, entry.who, entry.why)
    assert "data/policy/POLICY-1.0.yaml" == entry.place.path


def test_what_will_be_recorded_later_is_not_told_yet() -> None:
    known = facts(today=facts().registry.overrules["OVR-2008-016"].decided_on.replace(day=1))

    assert [] == [one for one in audit(known, ()) if one.matter is Matter.OVERRULE]


def test_what_ends_first_stands_first_among_what_is_in_force() -> None:
    days = [one.valid_until for one in in_force(facts())]

    assert days
    assert sorted(days) == days
