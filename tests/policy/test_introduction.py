"""A rule that a later revision of the policy introduces says nothing about what came before it."""

from dataclasses import replace
from datetime import date

import pytest

from generator.findings import GateStatus
from generator.policy.introduction import is_introduced, judges
from generator.policy.judging import rules_by_id
from generator.policy.rule import Facts, Gate
from tests.policy.written_worlds import World

TODAY = date(2008, 6, 20)
TAKES_EFFECT = date(2008, 6, 14)
NEW = replace(rules_by_id()["PPS408"], since="2.0")


@pytest.fixture(scope="module")
def facts() -> Facts:
    """Answers the facts of a world whose second revision took effect while its pilots ran."""
    world = World.at(TODAY)
    world.records["data/policy/POLICY-2.0.yaml"] = {**world.of("POLICY-1.0"), "effective_on": TAKES_EFFECT}
    return world.facts(TODAY)


@pytest.mark.parametrize(
    ("since", "day", "expected"),
    [
        ("1.0", date(2007, 1, 1), True),
        ("2.0", date(2008, 6, 13), False),
        ("2.0", TAKES_EFFECT, True),
        ("2.1", TODAY, False),
        ("1.10", TODAY, True),
    ],
)
def test_a_rule_is_known_from_the_day_on_which_its_revision_takes_effect(
    facts: Facts, since: str, day: date, *, expected: bool
) -> None:
    assert expected is is_introduced(replace(NEW, since=since), facts, day)


@pytest.mark.parametrize("field", [None, "date"])
def test_events_from_before_a_rule_are_not_judged_by_it_and_later_ones_are(facts: Facts, field: str | None) -> None:
    pilot = facts.registry.pilots["PILOT-2008-013"]
    gates = [
        Gate(status=GateStatus.BREACHED, at=pilot.place(event, name=field), message="too short")
        for event in pilot.events
    ]

    assert [event.date >= TAKES_EFFECT for event in pilot.events] == [judges(NEW, pilot, one, facts) for one in gates]
    assert not all(judges(NEW, pilot, one, facts) for one in gates)


def test_what_stands_outside_of_events_is_judged_by_the_policy_of_today(facts: Facts) -> None:
    pilot = facts.registry.pilots["PILOT-2008-013"]
    gate = Gate(status=GateStatus.BREACHED, at=pilot.place(name="sites"), message="no site")

    assert judges(NEW, pilot, gate, facts)
