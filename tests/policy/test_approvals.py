"""Who approves what, whose word counts, and which revision asks for it."""

from datetime import date
from typing import Any

import pytest

from generator.policy.approvals import approves, approving_roles, last_agreements, standing
from generator.policy.revisions import final_revisions, revision_in_force
from generator.records.patch_events import Accepted, Certified, PreviewOpened, Registered
from generator.records.pilot_events import Evaluated, Started
from generator.records.structure import Approval
from generator.registry import Registry
from generator.terms import Decision, Part, Role, UseCase
from tests.lifecycle.logs import event, pilot
from tests.policy.written_worlds import World, record_with

SA1, NADIA, LENA = Role.SA1_OPERATIONS, Role.RELEASE_MANAGER, Role.PPS_COORDINATION


def words(*said: tuple[str, str, str] | tuple[str, str, str, str]) -> tuple[Approval, ...]:
    """Answers approvals of one day: who, in which role, what, and for whom."""
    entries = [
        {"role": role, "by": by, "date": date(2008, 6, 18), "decision": decision}
        | ({"scope": scope[0]} if scope else {})
        for by, role, decision, *scope in said
    ]
    found: tuple[Approval, ...] = record_with("OVR-2008-016", approvals=entries).approvals
    return found


@pytest.mark.parametrize(
    ("kind", "use_case", "expected"),
    [
        (PreviewOpened, UseCase.BC_CLIENT, (NADIA,)),
        (Certified, UseCase.BC_CLIENT, (Role.SA3_CERTIFICATION,)),
        (Accepted, UseCase.BC_CLIENT, (NADIA, LENA)),
        (Accepted, UseCase.NBC_CLIENT, (NADIA, LENA)),
        (Accepted, UseCase.BC_SERVER_MINOR, (SA1, LENA)),
        (Accepted, UseCase.NBC_SERVER, (SA1, LENA)),
        (Accepted, None, (SA1, LENA)),
        (Registered, UseCase.BC_CLIENT, ()),
    ],
)
def test_a_transition_of_a_patch_carries_the_approvals_of_its_class(
    kind: Any, use_case: UseCase | None, expected: tuple[Role, ...]
) -> None:
    patch = record_with("PATCH-1300")

    assert expected == approving_roles(patch, kind, use_case)


def test_an_overruled_acceptance_is_approved_by_the_release_manager_alone() -> None:
    assert (NADIA,) == approving_roles(record_with("PATCH-1300"), Accepted, UseCase.BC_SERVER_MAJOR, overruled=True)


@pytest.mark.parametrize(
    ("route", "outcome", "expected"),
    [
        ("internal", "success", (SA1,)),
        ("internal", "failure", (SA1,)),
        ("vo-feedback", "success", (SA1, LENA)),
        ("vo-feedback", "failure", (SA1,)),
    ],
)
def test_a_success_with_answers_of_vos_is_judged_by_two(route: str, outcome: str, expected: tuple[Role, ...]) -> None:
    judged = pilot(event("2008-06-19", "evaluated", route=route, outcome=outcome))

    assert expected == approving_roles(judged, judged.events[0], UseCase.BC_SERVER_MAJOR)


def test_an_evaluation_that_may_come_needs_operations_and_a_start_nobody() -> None:
    known = pilot()

    assert (SA1,) == approving_roles(known, Evaluated, UseCase.BC_SERVER_MAJOR)
    assert () == approving_roles(known, Started, UseCase.BC_SERVER_MAJOR)


def test_the_last_word_of_a_person_in_a_role_counts() -> None:
    said = words(
        ("emt-otto", "emt", "reject"), ("coord-lena", "pps-coordination", "approve"), ("emt-otto", "emt", "approve")
    )

    assert [("emt-otto", Decision.APPROVE), ("coord-lena", Decision.APPROVE)] == [
        (one.by, one.decision) for one in standing(said)
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), False),
        ((("emt-otto", "emt", "approve"),), True),
        ((("emt-otto", "emt", "reject"),), False),
        ((("emt-otto", "emt", "approve"), ("cert-ivo", "emt", "reject")), False),
        ((("emt-otto", "emt", "reject"), ("emt-otto", "emt", "approve")), True),
        ((("emt-otto", "emt", "approve"), ("coord-lena", "pps-coordination", "reject")), True),
        ((("coord-lena", "pps-coordination", "approve"),), False),
    ],
)
def test_a_role_approves_unless_a_reject_in_it_stands(said: Any, *, expected: bool) -> None:
    assert expected is approves(words(*said), Role.EMT)


def test_the_managers_of_two_vos_speak_for_themselves() -> None:
    said = words(("vo-mira", "vo-manager", "approve", "lumen"), ("coord-lena", "vo-manager", "reject", "ops"))

    assert [True, False, False] == [approves(said, Role.VO_MANAGER, scope) for scope in ("lumen", "ops", None)]
    assert approves(said[:1], Role.VO_MANAGER)


def test_the_last_word_of_each_part_counts() -> None:
    entries = [
        {"part": "vo", "vo": vo, "by": "vo-mira", "date": date(2008, 5, day), "decision": decision}
        for vo, day, decision in (("lumen", 28, "reject"), ("ops", 29, "approve"), ("lumen", 30, "approve"))
    ]
    known = last_agreements(pilot(agreements=entries))

    assert {(Part.VO, "lumen"): Decision.APPROVE, (Part.VO, "ops"): Decision.APPROVE} == {
        part: word.decision for part, word in known.items()
    }


def with_revisions(**revisions: tuple[str, date]) -> Registry:
    """Answers the small world with these revisions, each with its status and its first day."""
    world = World.at(date(2008, 6, 20))
    first = world.records.pop("data/policy/POLICY-1.0.yaml")
    for name, (status, day) in revisions.items():
        number = name.removeprefix("r").replace("_", ".")
        world.add("policy", f"POLICY-{number}", **{**first, "status": status, "effective_on": day})
    return world.facts(date(2008, 6, 20)).registry


def test_the_final_revision_that_began_last_is_in_force() -> None:
    registry = with_revisions(
        r1_0=("final", date(2008, 1, 1)),
        r2_0=("final", date(2008, 6, 10)),
        r1_1=("final", date(2008, 6, 5)),
        r3_0=("draft", date(2008, 6, 1)),
    )
    found = {
        day: revision_in_force(registry, day)
        for day in (date(2007, 12, 31), date(2008, 1, 1), date(2008, 6, 9), date(2008, 6, 10), date(2009, 1, 1))
    }

    assert ["POLICY-1.0", "POLICY-1.1", "POLICY-2.0"] == [one.id for one in final_revisions(registry)]
    assert ["POLICY-1.0", "POLICY-1.0", "POLICY-1.1", "POLICY-2.0", "POLICY-2.0"] == [
        one and one.id for one in found.values()
    ]


def test_without_a_final_revision_none_is_in_force() -> None:
    assert revision_in_force(with_revisions(r1_0=("draft", date(2008, 1, 1))), date(2008, 6, 20)) is None
