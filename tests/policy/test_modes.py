"""A revision of the policy may only warn of a rule, or only watch it: the finding stays, its level falls."""

from collections.abc import Callable
from datetime import date

import pytest

from generator.findings import Level
from generator.policy.checking import check
from tests.policy.written_worlds import World

TODAY = date(2008, 6, 20)


def no_tag(world: World) -> None:
    world.of("INST-1400-SILVERFIR-T2")["events"].pop()


def no_agreement(world: World) -> None:
    world.of("PILOT-2008-013")["agreements"].pop()


def no_tier(world: World) -> None:
    world.of("GOLDCREST-T2")["tier_history"].append(
        {"tier": "silver", "from": date(2008, 6, 10), "decided_by": "coord-lena"}
    )


def old_tag(world: World) -> None:
    world.of("INST-1100-COLLINA-GRID")["events"].pop()


FAULTS: dict[str, tuple[Callable[[World], None], Level]] = {
    "PPS413": (no_tag, Level.ERROR),
    "PPS402": (no_agreement, Level.ERROR),
    "PPS420": (no_tier, Level.WARNING),
    "PPS318": (old_tag, Level.ERROR),
}


def levels(rule: str, **modes: str) -> set[Level]:
    """Answers the levels at which a rule speaks of its fault, with these modes in the first revision."""
    world = World.at(TODAY)
    FAULTS[rule][0](world)
    world.of("POLICY-1.0")["modes"] = modes
    return {one.level for one in check(world.facts(TODAY)) if one.rule == rule}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_mode_lowers_the_level_of_its_rule_and_of_no_other(rule: str) -> None:
    usual = FAULTS[rule][1]
    other = next(one for one in FAULTS if one != rule)

    assert [{usual}, {usual}, {Level.WARNING}, {Level.INFO}, {usual}] == [
        levels(rule),
        levels(rule, **{rule: "enforce"}),
        levels(rule, **{rule: "warn"}),
        levels(rule, **{rule: "shadow"}),
        levels(rule, **{other: "shadow"}),
    ]
