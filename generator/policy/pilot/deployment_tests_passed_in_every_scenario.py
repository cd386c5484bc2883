"""PPS417."""

from collections.abc import Iterator
from dataclasses import replace

from generator.findings import GateStatus, Location, Waiver
from generator.policy.pilot.protocol import met, place_in
from generator.policy.pilot.whereabouts import scenarios_by_node_type
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.patches import Patch
from generator.records.scenarios import DeploymentTest, Scenario
from generator.terms import Role


@rule(
    "PPS417",
    of=Patch,
    waivers=(Waiver.JOINT,),
    statements=("T123",),
    quote="deployment test of the update over significant deployment scenarios are run in parallel and separately",
    gate_of=("accepted",),
    every_run=False,
)
def deployment_tests_passed_in_every_scenario(patch: Patch, facts: Facts) -> Gates:
    """
    A server update goes to production when it was deployed with success in every scenario that matters for it.

    Those are the scenarios in use on that day that are significant for a node type of the update, and there is at least
    one. In each the latest test counts. Operations run the tests in parallel to the pilot; a new run is a new record.
    """
    latest = {test.scenario: test for test in facts.registry.deployment_tests_by_patch.get(patch.id, ())}
    scenarios = tuple(_significant(patch, facts))
    place = place_in(patch, facts)
    unmet = [_gap(patch, one, latest.get(one.id), facts, place) for one in scenarios if not _passed(latest.get(one.id))]
    if not scenarios:
        unmet = [_without_scenario(patch, facts, place)]
    for gap in unmet:
        yield replace(gap, may_come_late=bool(latest))
    if not unmet:
        yield met(place, "passed in every scenario", *(latest[one.id].id for one in scenarios))


def _significant(patch: Patch, facts: Facts) -> Iterator[Scenario]:
    known = scenarios_by_node_type(facts.whole)
    found = {one.id: one for node_type in patch.node_types for one in known.get(node_type, ())}
    return (one for one in found.values() if one.is_active_on(facts.today))


def _passed(test: DeploymentTest | None) -> bool:
    return test is not None and test.result == "passed"


def _gap(patch: Patch, scenario: Scenario, failed: DeploymentTest | None, facts: Facts, place: Location) -> Gate:
    how = f" ({failed.id} of {failed.date} failed)" if failed else ""
    return Gate(
        status=GateStatus.MISSING,
        at=place,
        message=f"no passed deployment test of {patch.id} in {scenario.id}{how}",
        fix="run the test",
        actor=facts.actor(Role.SA1_OPERATIONS),
    )


def _without_scenario(patch: Patch, facts: Facts, place: Location) -> Gate:
    kinds = ", ".join(patch.node_types)
    return Gate(
        status=GateStatus.MISSING,
        at=place,
        message=f"no passed deployment test of {patch.id}: no scenario in use is significant for {kinds}",
        fix="record a scenario and run the test in it",
        actor=facts.actor(Role.SA1_OPERATIONS),
    )
