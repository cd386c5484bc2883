"""A decision lists every gate of every next transition, and says of each how it stands, who must act, and from when."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.files import SourceFile, files_on_disk
from generator.findings import Actor, DateLabel, GateStatus
from generator.policy.decision import Decision, Next, decide, decision_of
from generator.policy.gates import GATED, gates_of
from generator.policy.judging import class_of, recorded_verdicts
from generator.policy.rule import Facts
from generator.records.patch_events import PatchEvent
from generator.records.pilot_events import PilotEvent
from generator.registry import Registry
from tests.policy.acting import record_of
from tests.policy.overlays import WORLD
from tests.policy.written_worlds import World

TODAY = date(2008, 6, 20)
DAYS = (
    date(2008, 5, 12),
    date(2008, 5, 15),
    date(2008, 5, 19),
    date(2008, 5, 28),
    date(2008, 6, 4),
    date(2008, 6, 11),
    TODAY,
)
GOLDEN = Path(__file__).parent / "decisions.txt"
EVENTS: dict[str, Any] = {kind.type: kind for kind in (*PatchEvent.__args__, *PilotEvent.__args__)}
ENGINE = {"PPS801"}


def upcoming(subject: str, transition: str, world: World, today: date = TODAY) -> Next:
    facts = world.facts(today)
    found = decision_of(record_of(subject, facts), facts).towards(transition)
    if found is None:
        raise ValueError(f"{subject} does not head for {transition}")
    return found


def status(step: Next, rule: str) -> set[GateStatus]:
    return {one.status for one in step.verdicts if one.rule.id == rule}


def broken(*paths: str) -> Facts:
    """Answers the small world with some files that nobody can read."""
    sources = (
        SourceFile(path=one.path, content=b'"title: [\n' if one.path in paths else one.content)
        for one in files_on_disk(WORLD)
    )
    return Facts(registry=Registry.of(sources), today=TODAY)


@pytest.mark.parametrize("day", DAYS)
def test_every_gate_of_the_row_is_listed_met_ones_too_in_its_order(day: date) -> None:
    facts = World.at(day).facts(day)
    for decision in decide(facts).values():
        use_case = class_of(record_of(decision.subject, facts), facts)
        for step in decision.next:
            listed = dict.fromkeys(one.rule.id for one in step.verdicts if one.rule.id not in ENGINE)

            assert gates_of(EVENTS[step.transition], use_case) == tuple(listed)


def test_only_what_is_open_is_decided() -> None:
    decided = decide(World.at(TODAY).facts(TODAY))

    assert "PATCH-1100" not in decided
    assert {"PATCH-1200", "PILOT-2008-014"} <= set(decided)


def test_a_decision_is_worked_out_once() -> None:
    facts = World.at(TODAY).facts(TODAY)

    assert decide(facts)["PATCH-1200"] is decide(facts)["PATCH-1200"]


def test_the_recorders_own_approval_does_not_bind() -> None:
    step = upcoming("PATCH-1200", "preview-opened", World.at(date(2008, 6, 17)), date(2008, 6, 17))

    assert {GateStatus.MISSING} == status(step, "PPS303")
    assert () == step.blocking
    assert (date(2008, 6, 17), DateLabel.EXACT, None) == (step.forecast.day, step.forecast.label, step.forecast.binding)


@pytest.mark.parametrize(("mode", "blocks"), [("enforce", True), ("warn", False), ("shadow", False)])
def test_a_rule_that_only_warns_keeps_its_status_and_does_not_block(mode: str, *, blocks: bool) -> None:
    world = World.at(TODAY)
    world.of("POLICY-1.0")["modes"] = {"PPS408": mode}
    step = upcoming("PILOT-2008-013", "evaluated", world)

    assert {GateStatus.WAITING} == status(step, "PPS408")
    assert blocks is bool(step.blocking)
    assert (date(2008, 6, 23) if blocks else TODAY) == step.forecast.day


def test_a_class_that_cannot_be_known_makes_the_forecast_unknown() -> None:
    facts = broken("data/patches/PATCH-1300.yaml")
    step = decide(facts)["PILOT-2008-013"].next[0]

    assert [("PPS201", GateStatus.UNKNOWN)] == [(one.rule.id, one.status) for one in step.verdicts]
    assert (None, DateLabel.UNKNOWN, "PPS201") == (step.forecast.day, step.forecast.label, step.forecast.binding)
    assert not step.is_possible_today


def test_a_pilot_without_a_server_update_is_promised_nothing() -> None:
    world = World.at(TODAY)
    world.of("PILOT-2008-013")["patches"] = ["PATCH-1200"]
    step = upcoming("PILOT-2008-013", "evaluated", world)

    assert [("PPS201", GateStatus.UNKNOWN)] == [(one.rule.id, one.status) for one in step.verdicts]
    assert "PILOT-2008-013 runs no server update, so it has no class to be judged by" == step.verdicts[0].gate.message
    assert DateLabel.UNKNOWN is step.forecast.label


def test_without_a_policy_nothing_is_promised() -> None:
    decided = decide(broken("data/policy/POLICY-1.0.yaml"))
    gated = [step for one in decided.values() for step in one.next if EVENTS[step.transition] in GATED]

    assert {DateLabel.UNKNOWN} == {step.forecast.label for step in gated}
    assert {None} == {one.use_case for one in decided.values()}


def test_a_pilot_that_cannot_be_read_leaves_its_patch_unknown() -> None:
    decided = decide(broken("data/pilots/PILOT-2008-013.yaml"))
    step = decided["PATCH-1300"].towards("accepted")

    assert step is not None
    assert {GateStatus.UNKNOWN} == status(step, "PPS401")
    assert DateLabel.UNKNOWN is step.forecast.label


def test_an_unknown_day_of_an_earlier_step_wins() -> None:
    step = decide(broken("data/pilots/PILOT-2008-013.yaml"))["PATCH-1300"].towards("released")

    assert step is not None
    assert (None, "PPS801") == (step.forecast.day, step.forecast.binding)


def test_a_breached_gate_without_waiver_has_no_day() -> None:
    world = World.at(date(2008, 5, 20))
    pilot = {**World.at(TODAY).of("PILOT-2008-013"), "events": [], "agreements": []}
    who = {"by": "coord-lena", "role": "pps-coordination"}
    log = [{"type": "proposed", "date": date(2008, 5, 20), **who}]
    log.append({"type": "kickoff-held", "date": date(2008, 5, 20), **who})
    world.records["data/pilots/PILOT-2008-013.yaml"] = {**pilot, "events": log}
    step = upcoming("PILOT-2008-013", "agreed", world, date(2008, 5, 20))

    assert {GateStatus.BREACHED} == status(step, "PPS405")
    assert (None, DateLabel.UNKNOWN, "PPS405") == (step.forecast.day, step.forecast.label, step.forecast.binding)


def test_a_certified_server_waits_for_a_running_pilot_before_it_can_be_accepted() -> None:
    day = date(2008, 6, 12)
    world = World.at(day)
    opening, acceptance = (upcoming("PATCH-1300", one, world, day) for one in ("pilot-opened", "accepted"))

    assert {GateStatus.MISSING} == status(opening, "PPS801")
    assert "no running pilot holds PATCH-1300 (PILOT-2008-013 is agreed)" == opening.verdicts[0].gate.message
    assert {"coord-lena"} == {person for actor in opening.actors for person in actor.people}
    assert acceptance.prerequisite is not None
    assert "'pilot-opened' has to be recorded first" == acceptance.prerequisite.message


def test_a_running_pilot_lets_its_patch_become_visible() -> None:
    world = World.at(TODAY)
    world.of("PATCH-1300")["events"].pop()
    step = upcoming("PATCH-1300", "pilot-opened", world)

    assert {GateStatus.MET} == status(step, "PPS801")
    assert step.is_possible_today


def test_a_suspended_pilot_is_resumed_before_it_is_evaluated() -> None:
    world = World.at(TODAY)
    who = {"date": TODAY, "by": "coord-lena", "role": "pps-coordination"}
    world.of("PILOT-2008-013")["events"].append({"type": "suspended", **who, "reason": "a storm"})
    step = upcoming("PILOT-2008-013", "evaluated", world)

    assert step.prerequisite is not None
    assert (date(2008, 6, 27), DateLabel.AT_LEAST, "PPS408") == (
        step.forecast.day,
        step.forecast.label,
        step.forecast.binding,
    )


def test_an_exception_excuses_from_its_decision_to_its_last_day() -> None:
    facts = World.at(TODAY).facts(TODAY)
    started = recorded_verdicts(facts.registry.pilots["PILOT-2008-015"], 5, facts)

    assert [("excused", "EXC-2008-015")] == [(one.status, one.excused_by) for one in started if one.rule.id == "PPS403"]


@pytest.mark.parametrize(
    ("decided", "until", "expected"), [(30, 31, "missing"), (31, 31, "missing"), (30, 33, "excused")]
)
def test_an_exception_of_other_days_excuses_nothing(decided: int, until: int, expected: str) -> None:
    world, first = World.at(TODAY), date(2008, 5, 1)
    exception = world.of("EXC-2008-015")
    exception["decided_on"] = date.fromordinal(first.toordinal() + decided - 1)
    exception["valid_until"] = date.fromordinal(first.toordinal() + until - 1)
    facts = world.facts(TODAY)
    started = recorded_verdicts(facts.registry.pilots["PILOT-2008-015"], 5, facts)

    assert [expected] == [one.status for one in started if one.rule.id == "PPS403"]


def test_a_transition_that_waits_tells_who_must_act_and_one_that_is_due_who_decides() -> None:
    world = World.at(TODAY)
    waiting, due = upcoming("PILOT-2008-013", "evaluated", world), upcoming("PILOT-2008-015", "evaluated", world)

    assert [()] == [actor.people for actor in waiting.actors]
    assert [("sa1-operations", ("ops-hugo",)), ("pps-coordination", ("coord-lena",))] == [
        (actor.role, actor.people) for actor in due.actors
    ]
    assert due.approvers == due.actors


def test_the_small_world_is_decided_as_it_was_found_good(request: pytest.FixtureRequest) -> None:
    """`pytest tests/pages tests/policy/test_decision.py --update-goldens` writes the decisions anew."""
    told = "".join(f"{line}\n" for day in DAYS for line in in_words(day, World.at(day).facts(day)))
    if request.config.getoption("--update-goldens", default=False):
        GOLDEN.write_text(told, encoding="utf-8")

    assert GOLDEN.read_text(encoding="utf-8") == told


def in_words(day: date, facts: Facts) -> Iterator[str]:
    """Yields what is decided about every subject on a day, without the gates: those stand in the answers."""
    for decision in decide(facts).values():
        state = f"{decision.state} since {decision.since}"
        yield f"{day} {decision.subject}, {decision.use_case}, {state}{because(decision)}"
        for step in decision.next:
            yield f"  {step.transition} -> {step.to}: {when(step)}; {who(step)}"


def because(decision: Decision) -> str:
    return "".join(f"; {reason}" for reason in decision.why)


def when(step: Next) -> str:
    forecast = step.forecast
    day = f"{forecast.label} {forecast.day} by {forecast.binding}"
    first = f", {step.prerequisite.message} ({step.prerequisite.earliest})" if step.prerequisite else ""
    overruled = f", overruled by {step.overrule}" if step.overrule else ""
    return f"{'today, ' if step.is_possible_today else ''}{day}{first}{overruled}"


def who(step: Next) -> str:
    recorders = " or ".join(step.recorders)
    return f"{named(step.actors)} must act, {named(step.approvers)} approves, {recorders} records"


def named(actors: tuple[Actor, ...]) -> str:
    told = (f"{one.role}{f' {one.scope}' if one.scope else ''} ({', '.join(one.people)})" for one in actors)
    return " and ".join(told) or "nobody"
