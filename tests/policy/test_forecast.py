"""The forecast is right: the transition passes on its day once the missing acts are done, and fails the day before."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, event, given, reject, settings
from hypothesis import strategies as st

from generator.findings import GateStatus, Level
from generator.policy.checking import check
from generator.policy.decision import Forecast, Next, decide, decision_of
from generator.policy.rule import Facts
from tests.policy.acting import Acting, record_of
from tests.policy.deeds import CannotActError
from tests.policy.written_worlds import World

TODAY = date(2008, 6, 20)
SUBJECTS = (
    *("PATCH-1100", "PATCH-1200", "PATCH-1300", "PATCH-1400", "PATCH-1500", "PATCH-1600"),
    *("PILOT-2008-013", "PILOT-2008-014", "PILOT-2008-015"),
)
slowly = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


def june(day: int) -> date:
    return date(2008, 6, day)


def upcoming(subject: str, transition: str, facts: Facts) -> Next:
    found = decision_of(record_of(subject, facts), facts).towards(transition)
    if found is None:
        raise ValueError(f"{subject} does not head for {transition}")
    return found


@pytest.mark.parametrize(
    ("subject", "transition", "day", "label", "binding", "people", "also"),
    [
        ("PATCH-1200", "certified", 20, "exact", None, {"cert-ivo"}, set()),
        (
            *("PATCH-1200", "accepted", 27, "at-least", "PPS313", {"sm-silvan"}),
            {"PPS310", "PPS311", "PPS312", "PPS313", "PPS316", "PPS603"},
        ),
        ("PILOT-2008-013", "evaluated", 23, "exact", "PPS408", set(), {"PPS408"}),
        ("PATCH-1300", "accepted", 23, "at-least", "PPS401", {"ops-hugo"}, {"PPS401", "PPS417"}),
        ("PATCH-1400", "accepted", 20, "at-least", "PPS401", {"ops-hugo"}, {"PPS401", "PPS603"}),
        ("PILOT-2008-014", "evaluated", 20, "at-least", "PPS415", {"vo-mira"}, {"PPS415"}),
        ("PILOT-2008-015", "evaluated", 20, "exact", None, {"ops-hugo", "coord-lena"}, set()),
        (
            *("PATCH-1500", "accepted", 20, "at-least", "PPS801", {"cert-ivo"}),
            {"PPS401", "PPS417", "PPS506", "PPS602"},
        ),
        ("PATCH-1600", "released", 20, "exact", None, {"rm-nadia"}, set()),
        ("PATCH-1300", "released", 23, "at-least", "PPS801", {"coord-lena"}, set()),
        ("PILOT-2008-013", "closed", 23, "at-least", "PPS801", {"ops-hugo"}, set()),
    ],
)
def test_the_small_world_has_the_forecasts_that_the_policy_tells(  # noqa: PLR0913, PLR0917 - the columns of the table
    subject: str, transition: str, day: int, label: str, binding: str | None, people: set[str], also: set[str]
) -> None:
    found = upcoming(subject, transition, World.at(TODAY).facts(TODAY))

    assert (june(day), label, binding) == (found.forecast.day, found.forecast.label, found.forecast.binding)
    assert people == {person for actor in found.actors for person in actor.people}
    assert also == {verdict.rule.id for verdict in found.blocking}


def test_a_silent_vo_is_told_what_happens_without_its_answer() -> None:
    found = upcoming("PILOT-2008-014", "evaluated", World.at(TODAY).facts(TODAY))

    assert ["without an answer 2008-06-24, internal"] == [one.gate.message.split("; ")[-1] for one in found.blocking]


def errors(facts: Facts) -> Counter[tuple[str, str, str]]:
    """Answers every error of a world: what rule, about whom, in which words."""
    return Counter((one.rule, one.subject, one.message) for one in check(facts) if one.level is Level.ERROR)


def new_errors(world: World, subject: str, transition: str, present: date, target: date) -> list[tuple[str, str, str]]:
    """Answers the errors that come with a transition on a day, all its missing acts done on their earliest days."""
    acting = Acting(world.copy(), present, target)
    acting.take(subject, transition)
    return sorted(errors(acting.world.facts(target)) - errors(world.facts(target)))


def reject_example(why: str) -> NoReturn:
    event(f"nobody can act: {why[:20]}")
    reject()


def facts_left_out(draw: st.DrawFn, values: dict[str, Any]) -> None:
    """Drops some items of the lists of a record that are no transitions."""
    for key in ("agreements", "candidates", "vo_information", "vo_interest", "vos", "timescale_changes"):
        if values.get(key) and draw(st.integers(0, 5)) == 0:
            values[key].pop(draw(st.integers(0, len(values[key]) - 1)))
    facts = ("basic-tests", "maturity-flag", "install-test", "kickoff-held", "notes-confirmed", "effort-validated")
    for event_ in list(values.get("events", ())):
        if event_["type"] in facts and draw(st.integers(0, 4)) == 0:
            values["events"].remove(event_)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[World, date]:
    """Draws a past day of the small world, later than its last fact or not, with some facts left out."""
    known = june(20) - timedelta(days=draw(st.integers(0, 60)))
    world = World.at(known)
    for path, values in list(world.records.items()):
        folder = path.split("/")[1]
        if folder in {"deployment-tests", "post-mortems", "exceptions"} and draw(st.integers(0, 3)) == 0:
            del world.records[path]
        elif folder in {"patches", "pilots"}:
            facts_left_out(draw, values)
    if draw(st.booleans()):
        interrupt(draw, world, known)
    return world, known + timedelta(days=draw(st.sampled_from((0, 0, 1, 3, 8))))


def interrupt(draw: st.DrawFn, world: World, day: date) -> None:
    """Suspends a running pilot on the last day, and lets it go on again at times."""
    running = [one for one, it in world.all("pilots") if it["events"][-1]["type"] in {"started", "prolonged"}]
    if running:
        log = world.of(draw(st.sampled_from(running)))["events"]
        who = {"date": day, "by": "coord-lena", "role": "pps-coordination"}
        log.append({"type": "suspended", **who, "reason": "a storm"})
        if draw(st.booleans()):
            log.append({"type": "resumed", **who})


@slowly
@given(worlds(), st.sampled_from(SUBJECTS), st.integers(0, 5))
def test_a_transition_passes_on_its_day_and_fails_the_day_before(
    drawn: tuple[World, date], subject: str, which: int
) -> None:
    world, present = drawn
    decision = decide(world.facts(present)).get(subject)
    step = decision.next[which % len(decision.next)] if decision is not None else None
    if step is None or step.forecast.day is None:
        reject()
    day = step.forecast.day
    try:
        on_its_day = new_errors(world, subject, step.transition, present, day)
    except CannotActError as error:
        reject_example(str(error))
    event(f"{step.transition}, {step.forecast.label}")

    assert [] == on_its_day
    assert day == present or new_errors(world, subject, step.transition, present, day - timedelta(days=1))


def test_the_law_holds_for_every_step_of_the_small_world() -> None:
    world = World.at(TODAY)
    steps = [(one.subject, step) for one in decide(world.facts(TODAY)).values() for step in one.next]
    too_late = [
        (subject, step.transition)
        for subject, step in steps
        if step.forecast.day is None or new_errors(world, subject, step.transition, TODAY, step.forecast.day)
    ]
    too_early = [
        (subject, step.transition)
        for subject, step in steps
        if step.forecast.day is not None
        and step.forecast.day > TODAY
        and not new_errors(world, subject, step.transition, TODAY, step.forecast.day - timedelta(days=1))
    ]

    assert ([], []) == (too_late, too_early)


def clocks(facts: Facts) -> Iterator[tuple[str, str, str, GateStatus]]:
    for decision in decide(facts).values():
        for step in decision.next:
            yield from ((decision.subject, step.transition, one.rule.id, one.status) for one in step.verdicts)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(worlds(), st.integers(1, 30))
def test_later_days_never_undo_a_clock_that_was_met(drawn: tuple[World, date], days: int) -> None:
    world, present = drawn
    clock_rules = {"PPS313", "PPS408", "PPS415"}
    met = {one[:3] for one in clocks(world.facts(present)) if one[2] in clock_rules and one[3] is GateStatus.MET}
    later = {one[:3] for one in clocks(world.facts(present + timedelta(days=days))) if one[3] is GateStatus.WAITING}

    assert set() == met & later


def forecasts(world: World, day: date = TODAY) -> dict[tuple[str, str], Forecast]:
    decided = decide(world.facts(day)).values()
    return {(one.subject, step.transition): step.forecast for one in decided for step in one.next}


def test_an_exception_that_ends_before_the_day_does_not_count() -> None:
    world = World.at(TODAY)
    acting = Acting(world, TODAY, TODAY)
    world.of("GOLDCREST-T2")["tier_history"].append({"tier": "silver", "from": june(18), "decided_by": "coord-lena"})
    without = upcoming("PATCH-1300", "accepted", world.facts(TODAY))
    acting.explain("PPS420", "PILOT-2008-013", until=june(22))
    short = upcoming("PATCH-1300", "accepted", world.facts(TODAY))

    assert [GateStatus.BREACHED] == [one.status for one in without.verdicts if one.rule.id == "PPS420"]
    assert [GateStatus.EXCUSED] == [one.status for one in short.verdicts if one.rule.id == "PPS420"]
    assert (june(23), "at-least") == (short.forecast.day, short.forecast.label)


def week_excused(until: date) -> Forecast:
    """Answers the forecast of a client whose early closing is excused until a day, while its certificate is missing."""
    world = World.at(june(11))
    log = world.of("PATCH-1100")["events"]
    log.append({"type": "preview-closed", "date": june(10), "by": "coord-lena", "role": "pps-coordination"})
    Acting(world, june(11), june(11)).explain("PPS313", "PATCH-1100", until=until)
    return upcoming("PATCH-1100", "accepted", world.facts(june(11))).forecast


def test_an_exception_counts_while_it_is_valid() -> None:
    assert june(11) == week_excused(june(11)).day
    assert week_excused(june(11)) == week_excused(date(2008, 12, 31))


def test_a_tier_that_ends_on_the_way_asks_for_an_explanation() -> None:
    world = World.at(TODAY)
    before = upcoming("PILOT-2008-013", "evaluated", world.facts(TODAY))
    world.of("GOLDCREST-T2")["tier_history"].append({"tier": "silver", "from": june(22), "decided_by": "coord-lena"})

    assert before.forecast == upcoming("PILOT-2008-013", "evaluated", world.facts(TODAY)).forecast
    assert [] == new_errors(world, "PATCH-1300", "accepted", TODAY, june(23))


def test_a_revision_that_takes_effect_on_the_way_decides() -> None:
    world = World.at(TODAY)
    world.records["data/policy/POLICY-2.0.yaml"] = revision = {**world.of("POLICY-1.0"), "effective_on": june(22)}
    revision["params"] = {**revision["params"], "minor": {**revision["params"]["minor"], "operation_days": 10}}
    found = upcoming("PILOT-2008-013", "evaluated", world.facts(TODAY)).forecast

    assert (june(26), "exact", "PPS408") == (found.day, found.label, found.binding)


def test_an_overrule_opens_the_way_and_changes_nothing_else() -> None:
    day, other = june(18), june(17)
    with_overrule = World.at(day)
    without = with_overrule.copy()
    del without.records["data/overrules/OVR-2008-016.yaml"]
    changed = {key for key, one in forecasts(with_overrule, day).items() if forecasts(without, day).get(key) != one}

    assert {("PATCH-1600", "accepted"), ("PATCH-1600", "released")} == changed
    assert (day, "exact", None) == tuple(
        getattr(forecasts(with_overrule, day)["PATCH-1600", "accepted"], name) for name in ("day", "label", "binding")
    )
    assert [] == new_errors(with_overrule, "PATCH-1600", "accepted", day, day)
    assert "PPS401" == forecasts(World.at(other), other)["PATCH-1600", "accepted"].binding


def test_an_overrule_changes_only_the_gates_that_it_names() -> None:
    world = World.at(june(18))
    overruled = upcoming("PATCH-1600", "accepted", world.facts(june(18)))
    world.of("OVR-2008-016")["rules"] = ["PPS417"]
    partly = upcoming("PATCH-1600", "accepted", world.facts(june(18)))
    status = {one.rule.id: one.status for one in overruled.verdicts}

    assert {"PPS401": "overruled", "PPS402": "not-applicable", "PPS417": "overruled", "PPS606": "met"}.items() <= (
        status.items()
    )
    assert {"PPS401": "missing", "PPS417": "overruled", "PPS606": "met"}.items() <= {
        one.rule.id: one.status for one in partly.verdicts
    }.items()
