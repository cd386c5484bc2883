"""What is recorded later leaves earlier transitions as they were judged."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.files import SourceFile, files_on_disk
from generator.findings import Level
from generator.policy.acceptance import settled_classification
from generator.policy.checking import check
from generator.policy.judging import recorded_verdicts
from generator.policy.rule import Facts
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.registry import Registry
from tests.policy.overlays import WORLD
from tests.policy.written_worlds import World

TODAY = date(2008, 6, 20)
LATER = date(2008, 6, 21)


def at_transitions(facts: Facts) -> Counter[tuple[str, str, str, str]]:
    """Answers what the gates of every recorded transition say: status, rule, subject, words."""
    records: tuple[Patch | Pilot, ...] = (*facts.registry.patches.values(), *facts.registry.pilots.values())
    return Counter(
        (verdict.status.value, verdict.rule.id, record.id, verdict.gate.message)
        for record in records
        for number in range(1, len(record.events) + 1)
        for verdict in recorded_verdicts(record, number, facts)
    )


def errors(facts: Facts) -> list[str]:
    return [f"{one.rule} {one.subject} {one.message}" for one in check(facts) if one.level is Level.ERROR]


def lose_tier(world: World, name: str) -> None:
    world.of(name)["tier_history"].append({"tier": "none", "from": LATER, "decided_by": "coord-lena"})


def lose_role(world: World, name: str) -> None:
    for role in world.of(name)["roles"]:
        role.setdefault("until", TODAY)


def change_severity(world: World, name: str) -> None:
    bug = world.of(name)
    if bug["kind"] == "bug":
        bug.setdefault("emt_severity", []).append({"value": "blocker", "by": "emt-otto", "date": LATER})


def revise(world: World, name: str) -> None:
    """Adds a stricter revision that is in force from the later day on."""
    old = world.of(name)
    strict = {"operation_days": 60, "max_major_fixes": 0, "max_normal_fixes": 0, "max_man_days": 0}
    params = {**old["params"], "minor": {**old["params"]["minor"], **strict}, "client_preview": {"min_days": 90}}
    required = dict.fromkeys(old["params"]["tiers"]["required"], "platinum")
    params["tiers"] = {**old["params"]["tiers"], "required": required}
    params["nbc_client"] = {"min_scenarios": 9}
    world.records["data/policy/POLICY-2.0.yaml"] = {**old, "effective_on": LATER, "params": params}


def reclassify(world: World, name: str) -> None:
    """Says later that a server cannot be rolled back, or that a client needs configuration."""
    patch = world.of(name)
    old = dict(patch["attributes"])
    change = {"rollback": "impossible"} if patch["component"] == "server" else {"environment_intervention": True}
    patch["attributes"] = {**old, **change}
    why = {"reason": "found later", "was": {"attributes": old}}
    patch["events"].append({"type": "reclassified", "date": LATER, "by": "rm-nadia", "role": "release-manager", **why})


def withdraw(world: World, name: str) -> None:
    """Lets a VO leave, and a part take its word back, later."""
    pilot = world.of(name)
    if pilot.get("vos"):
        pilot["vos"].append({"vo": "lumen", "action": "withdraw", "date": LATER, "by": "vo-mira"})
    pilot["agreements"].append({"part": "development", "by": "dev-pia", "date": LATER, "decision": "reject"})


def fail(world: World, name: str) -> None:
    """Lets a deployment test fail later."""
    number = name.removeprefix("PATCH-")
    shape = next(values for one, values in world.all("deployment-tests") if one == "DT-1400-001")
    failed = {**shape, "patch": name, "site": "COLLINA-GRID", "result": "failed", "date": LATER}
    world.records[f"data/deployment-tests/DT-{number}-900.yaml"] = failed


KINDS = {
    "sites": lose_tier,
    "people": lose_role,
    "bugs": change_severity,
    "policy": revise,
    "pilots": withdraw,
}
PATCHES = ("PATCH-1100", "PATCH-1200", "PATCH-1300", "PATCH-1400", "PATCH-1500", "PATCH-1600")
CHANGES = [
    *(
        (change, Path(path).stem)
        for path in World.at(TODAY).records
        for kind, change in KINDS.items()
        if f"/{kind}/" in path
    ),
    *((change, patch) for change in (reclassify, fail) for patch in PATCHES),
]


@pytest.mark.parametrize(("change", "name"), CHANGES, ids=lambda value: getattr(value, "__name__", value))
def test_a_later_change_leaves_every_gate_of_the_past_as_it_was(change: Any, name: str) -> None:
    world = World.at(TODAY)
    before = at_transitions(world.facts(TODAY))
    change(world, name)

    assert before == at_transitions(world.facts(LATER + timedelta(days=30)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(CHANGES), min_size=2, max_size=12, unique=True))
def test_many_later_changes_turn_no_old_transition_red(changes: list[tuple[Any, str]]) -> None:
    world = World.at(TODAY)
    before = at_transitions(world.facts(TODAY))
    for change, name in changes:
        change(world, name)

    assert before == at_transitions(world.facts(LATER + timedelta(days=90)))


def test_a_rule_of_a_later_revision_does_not_judge_what_came_before() -> None:
    world = World.at(TODAY)
    revise(world, "POLICY-1.0")

    assert [] == errors(world.facts(TODAY))


@pytest.mark.parametrize("path", [source.path for source in files_on_disk(WORLD)])
def test_an_unreadable_record_is_told_once_and_blames_no_other(path: str) -> None:
    sources = [
        SourceFile(path=one.path, content=b'"title: [\n' if one.path == path else one.content)
        for one in files_on_disk(WORLD)
    ]
    found = check(Facts(registry=Registry.of(sources), today=TODAY))

    assert [(path, "PPS001")] == [(one.location.path, one.rule) for one in found if one.level is Level.ERROR]


@pytest.mark.parametrize(("patch", "expected"), [("PATCH-1100", "bc-client"), ("PATCH-1200", "nbc-client")])
def test_an_accepted_patch_keeps_the_class_by_which_it_was_accepted(patch: str, expected: str) -> None:
    world = World.at(TODAY)
    reclassify(world, patch)
    facts = world.facts(LATER)
    found = settled_classification(facts.registry.patches[patch], facts)

    assert "nbc-client" == facts.use_case(facts.registry.patches[patch])
    assert expected == (found.use_case if found else None)
