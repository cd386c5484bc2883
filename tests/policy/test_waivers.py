"""Which exception or overrule covers what: its rules, its subjects, its days, both ends inclusive."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from generator.findings import Waiver
from generator.policy.judging import rules_by_id
from generator.policy.rule import Facts
from generator.policy.waivers import covers, misused, overrule_for, overrule_of, overrules, owners
from generator.records.decisions import ExceptionRecord, Overrule
from generator.records.patch_events import Accepted, Released
from generator.registry import registry_at
from tests.lifecycle.logs import event, patch
from tests.policy.overlays import WORLD
from tests.policy.written_worlds import record_with

REGISTRY = registry_at(WORLD)
FACTS = Facts(registry=REGISTRY, today=date(2008, 6, 20))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (REGISTRY.patches["PATCH-1400"], {"PATCH-1400"}),
        (REGISTRY.pilots["PILOT-2008-014"], {"PILOT-2008-014", "PATCH-1400"}),
        (
            REGISTRY.installations["INST-1400-SILVERFIR-T2"],
            {"INST-1400-SILVERFIR-T2", "PATCH-1400", "PILOT-2008-014"},
        ),
        (REGISTRY.installations["INST-1100-COLLINA-GRID"], {"INST-1100-COLLINA-GRID", "PATCH-1100"}),
        (REGISTRY.feedback["FB-150"], {"FB-150", "PILOT-2008-015", "PATCH-1500"}),
        (REGISTRY.feedback["FB-110"], {"FB-110", "PATCH-1100"}),
        (REGISTRY, set()),
    ],
)
def test_an_exception_for_a_subject_covers_what_belongs_to_it(record: object, expected: set[str]) -> None:
    assert expected == owners(record, REGISTRY)


def test_a_preview_belongs_to_no_pilot() -> None:
    preview = record_with("INST-1400-SILVERFIR-T2", kind="preview", isolated=True, settings="inherited")

    assert {"INST-1400-SILVERFIR-T2", "PATCH-1400"} == owners(preview, REGISTRY)


@pytest.mark.parametrize(
    ("rule", "subjects", "about", "limit", "expected"),
    [
        ("PPS403", {"PILOT-2008-015"}, None, ["PATCH-1500"], True),
        ("PPS403", {"PILOT-2008-015"}, "PATCH-1500", ["PATCH-1500"], True),
        ("PPS403", {"PILOT-2008-015"}, "PATCH-1400", ["PATCH-1500"], False),
        ("PPS401", {"PILOT-2008-015"}, None, ["PATCH-1500"], False),
        ("PPS403", {"PILOT-2008-014"}, None, ["PATCH-1500"], False),
        ("PPS403", {"PILOT-2008-014", "PILOT-2008-015"}, None, ["PATCH-1500"], True),
    ],
)
def test_an_exception_covers_its_rules_its_subject_and_its_patches(
    rule: str, subjects: set[str], about: str | None, limit: list[str], *, expected: bool
) -> None:
    exception: ExceptionRecord = record_with("EXC-2008-015", patches=limit)

    assert expected is covers(exception, rules_by_id()[rule], frozenset(subjects), about)


def test_an_exception_that_lists_no_patches_covers_them_all() -> None:
    exception = replace(REGISTRY.exceptions["EXC-2008-015"], patches=None)

    assert covers(exception, rules_by_id()["PPS403"], frozenset({"PILOT-2008-015"}), "PATCH-1400")


@pytest.mark.parametrize(
    ("day", "kind", "patch_id", "expected"),
    [
        ("2008-06-17", "accepted", "PATCH-1600", "was decided after the transition it should cover"),
        ("2008-06-18", "accepted", "PATCH-1600", None),
        ("2008-06-25", "accepted", "PATCH-1600", None),
        ("2008-06-26", "accepted", "PATCH-1600", "ended on 2008-06-25, before the transition it should cover"),
        ("2008-06-19", "released", "PATCH-1600", "is for 'accepted', not for 'released'"),
        ("2008-06-19", "accepted", "PATCH-1300", "is for PATCH-1600, not for PATCH-1300"),
    ],
)
def test_an_overrule_reaches_one_transition_within_its_days(
    day: str, kind: str, patch_id: str, expected: str | None
) -> None:
    told: Any = event(day, kind, overrule="OVR-2008-016")
    record = record_with(patch_id, events=[told])
    overrule = REGISTRY.overrules["OVR-2008-016"]

    assert expected == misused(overrule, record, record.events[0])
    assert (overrule if expected is None else None) == overrule_of(record, record.events[0], FACTS)


def test_a_transition_that_names_no_overrule_uses_none() -> None:
    plain = patch(event("2008-06-19", "accepted"))
    astray = patch(event("2008-06-19", "accepted", overrule="OVR-2008-099"))

    assert (None, None) == (overrule_of(plain, plain.events[0], FACTS), overrule_of(plain, None, FACTS))
    assert overrule_of(astray, astray.events[0], FACTS) is None


@pytest.mark.parametrize(("day", "expected"), [(17, None), (18, "OVR-2008-016"), (25, "OVR-2008-016"), (26, None)])
def test_a_transition_that_may_come_uses_an_overrule_that_is_valid_today(day: int, expected: str | None) -> None:
    facts = replace(FACTS, today=date(2008, 6, day))
    found = overrule_for(REGISTRY.patches["PATCH-1600"], Accepted, facts)

    assert expected == (found and found.id)
    assert overrule_for(REGISTRY.patches["PATCH-1600"], Released, facts) is None
    assert overrule_for(REGISTRY.patches["PATCH-1300"], Accepted, facts) is None


def test_an_overrule_opens_only_what_it_names_and_what_a_joint_decision_may_open() -> None:
    rules = rules_by_id()
    firm = next(rule for rule in rules.values() if Waiver.JOINT not in rule.waivers)
    overrule: Overrule = replace(REGISTRY.overrules["OVR-2008-016"], rules=("PPS401", firm.id))

    assert [True, False, False] == [overrules(overrule, rule) for rule in (rules["PPS401"], rules["PPS417"], firm)]
    assert not overrules(None, rules["PPS401"])
