"""A patch is told by the class that it was accepted with, whatever is found out later."""

from datetime import date
from typing import Any

import pytest

from generator.policy.acceptance import settled_classification, settled_on, settled_use_case
from generator.policy.rule import Facts
from generator.terms import UseCase
from tests.policy.written_worlds import World

TODAY = date(2008, 6, 20)
NADIA = {"by": "rm-nadia", "role": "release-manager"}


def changed_later(day: date, kind: str, **more: Any) -> Facts:
    """Answers a world in which PATCH-1600, accepted on 2008-06-19, has one more event."""
    world = World.at(TODAY)
    world.of("PATCH-1600")["events"].append({"type": kind, "date": day, **NADIA, **more})
    return world.facts(date(2008, 6, 30))


def reclassified(day: date) -> Facts:
    """Answers a world in which it comes out on a day that PATCH-1600 cannot be rolled back."""
    world = World.at(TODAY)
    patch = world.of("PATCH-1600")
    old = dict(patch["attributes"])
    patch["attributes"] = {**old, "rollback": "impossible"}
    event = {"type": "reclassified", "date": day, **NADIA, "reason": "found later", "was": {"attributes": old}}
    patch["events"].append(event)
    return world.facts(date(2008, 6, 30))


def told(facts: Facts, patch: str = "PATCH-1600") -> tuple[UseCase | None, date]:
    record = facts.registry.patches[patch]
    return settled_use_case(record, facts), settled_on(record, facts)


@pytest.mark.parametrize("day", [date(2008, 6, 19), date(2008, 6, 20), date(2008, 6, 25)])
def test_what_comes_after_the_acceptance_changes_no_class(day: date) -> None:
    facts = reclassified(day)

    assert (UseCase.BC_SERVER_MINOR, date(2008, 6, 19)) == told(facts)
    assert facts.use_case(facts.registry.patches["PATCH-1600"]) is UseCase.NBC_SERVER


@pytest.mark.parametrize("day", [date(2008, 6, 19), date(2008, 6, 25)])
def test_an_effort_that_is_validated_after_the_acceptance_changes_no_class(day: date) -> None:
    facts = changed_later(day, "effort-validated", man_days=40)

    assert (UseCase.BC_SERVER_MINOR, date(2008, 6, 19)) == told(facts)
    assert facts.use_case(facts.registry.patches["PATCH-1600"]) is UseCase.BC_SERVER_MAJOR


def test_a_patch_that_is_not_accepted_has_the_class_of_today() -> None:
    facts = World.at(TODAY).facts(TODAY)

    assert (UseCase.BC_SERVER_MAJOR, TODAY) == told(facts, "PATCH-1400")


def test_a_patch_that_was_recalled_has_the_class_of_today_again() -> None:
    world = World.at(TODAY)
    patch = world.of("PATCH-1600")
    recalled = {"type": "recalled", "date": date(2008, 6, 21), **NADIA, "reason": "it fails"}
    validated = {"type": "effort-validated", "date": date(2008, 6, 22), **NADIA, "man_days": 40}
    patch["events"] += [recalled, validated]
    facts = world.facts(date(2008, 6, 30))

    assert (UseCase.BC_SERVER_MAJOR, date(2008, 6, 30)) == told(facts)


def test_an_acceptance_counts_from_its_day() -> None:
    facts = World.at(TODAY).facts(date(2008, 6, 18))

    assert date(2008, 6, 18) == settled_on(facts.registry.patches["PATCH-1600"], facts)


def test_a_class_is_worked_out_once() -> None:
    facts = World.at(TODAY).facts(TODAY)
    patch = facts.registry.patches["PATCH-1600"]

    assert settled_classification(patch, facts) is settled_classification(patch, facts)
