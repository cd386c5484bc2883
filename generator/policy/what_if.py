"""The same records under other parameters: what changes ahead, and what would not have passed (lifecycle §8)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.findings import Level, Waiver
from generator.lifecycle import pilot_states
from generator.lifecycle.clocks import days_after, first, post_mortem_due, setup_due, week_complete_on
from generator.policy.checking import check
from generator.policy.decision import Decision, Forecast, decide
from generator.policy.judging import Verdict, level_of, recorded_verdicts
from generator.policy.pilot.answers import due_of
from generator.policy.pilot_class import pilot_class
from generator.policy.preview.deployments import first_day, previews_of
from generator.policy.rule import RULES, Facts
from generator.policy.supposition import Supposition, supposed
from generator.records.installation_events import TagPublished
from generator.records.patch_events import PreviewClosed
from generator.records.pilot_events import Agreed, Started
from generator.terms import PilotState, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from generator.findings import Finding
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassShift:
    """An open subject whose class changes."""

    subject: str
    before: UseCase | None
    after: UseCase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastShift:
    """A transition ahead whose earliest day, or how sure that is, changes; None where it is not on the road."""

    subject: str
    transition: str
    before: Forecast | None
    after: Forecast | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockShift:
    """A clock of an open subject that runs out on another day."""

    subject: str
    clock: str
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A recorded transition that would not have passed: its event, the rule, the gap, and what could excuse it."""

    subject: str
    number: int
    transition: str
    day: date
    rule: str
    gap: str
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Everything that other parameters change; `appearing` and `vanishing` are findings beside the transitions."""

    suppositions: tuple[Supposition, ...]
    since: date | None
    classes: tuple[ClassShift, ...]
    forecasts: tuple[ForecastShift, ...]
    clocks: tuple[ClockShift, ...]
    refusals: tuple[Refusal, ...]
    appearing: tuple[Finding, ...]
    vanishing: tuple[Finding, ...]


def what_if(
    facts: Facts, findings: Iterable[Finding], suppositions: tuple[Supposition, ...], since: date | None = None
) -> WhatIf:
    """Compare the records as they are judged with how they would be; `findings` is what check says of them now."""
    registry = supposed(facts.registry, suppositions, since)
    other = Facts(registry=registry, today=facts.today, observation=facts.observation, codeowners=facts.codeowners)
    before, after = decide(facts), decide(other)
    subjects = sorted(before.keys() | after.keys())
    told, supposedly = _told(findings), _told(check(other))
    return WhatIf(
        suppositions=suppositions,
        since=since,
        classes=tuple(_class_shifts(subjects, before, after)),
        forecasts=tuple(forecast_shifts(subjects, before, after)),
        clocks=tuple(_clock_shifts(subjects, facts, other)),
        refusals=tuple(_refusals(facts, other)),
        appearing=tuple(one for key, one in supposedly.items() if key not in told),
        vanishing=tuple(one for key, one in told.items() if key not in supposedly),
    )


def _told(findings: Iterable[Finding]) -> dict[tuple[object, ...], Finding]:
    """Tell what is found beside the transitions, by rule and place; how revisions come about is not in question."""
    return {
        (one.rule, one.location): one
        for one in findings
        if one.status is None and one.level is not Level.INFO and RULES[one.rule].family != "governance"
    }


def _class_shifts(subjects: list[str], before: dict[str, Decision], after: dict[str, Decision]) -> Iterator[ClassShift]:
    for subject in subjects:
        old, new = (found[subject].use_case if subject in found else None for found in (before, after))
        if old is not new:
            yield ClassShift(subject=subject, before=old, after=new)


def forecast_shifts(
    subjects: Iterable[str], before: Mapping[str, Decision], after: Mapping[str, Decision]
) -> Iterator[ForecastShift]:
    """Yield every transition ahead of some subjects whose day, or how sure that is, is another one (lifecycle §7)."""
    for subject in subjects:
        old, new = _forecasts(before.get(subject)), _forecasts(after.get(subject))
        for transition in dict.fromkeys((*old, *new)):
            was, will = old.get(transition), new.get(transition)
            if (was and (was.day, was.label)) != (will and (will.day, will.label)):
                yield ForecastShift(subject=subject, transition=transition, before=was, after=will)


def _forecasts(decision: Decision | None) -> dict[str, Forecast]:
    return {one.transition: one.forecast for one in decision.next} if decision is not None else {}


def _clock_shifts(subjects: list[str], facts: Facts, other: Facts) -> Iterator[ClockShift]:
    for subject in subjects:
        old, new = _clocks(subject, facts), _clocks(subject, other)
        for clock in dict.fromkeys((*old, *new)):
            if old.get(clock) != new.get(clock):
                yield ClockShift(subject=subject, clock=clock, before=old.get(clock), after=new.get(clock))


def _clocks(subject: str, facts: Facts) -> dict[str, date | None]:
    """Tell the clocks that run for an open subject, and when they run out."""
    pilot, patch = facts.registry.pilots.get(subject), facts.registry.patches.get(subject)
    if pilot is not None:
        return _pilot_clocks(pilot, facts)
    if patch is None or any(isinstance(event, PreviewClosed) for event in patch.events):
        return {}
    tag = first_day(previews_of(patch, facts), TagPublished)
    return {"preview": days_after(tag, facts.parameters().client_preview.min_days)} if tag else {}


def _pilot_clocks(pilot: Pilot, facts: Facts) -> dict[str, date | None]:
    agreed, started = first(pilot, Agreed), first(pilot, Started)
    if agreed is not None and started is None:
        return {"set-up": setup_due(pilot, facts.parameters(agreed))}
    running = pilot_states.state_of(pilot, facts.today) in {PilotState.RUNNING, PilotState.SUSPENDED}
    if started is None or not running:
        return {}
    clocks = {
        "week of operation": week_complete_on(pilot, facts.parameters().minor.operation_days, facts.today),
        "feedback": due_of(pilot, facts),
    }
    is_nbc = pilot_class(pilot, facts) is UseCase.NBC_SERVER
    return clocks | ({"post mortem": post_mortem_due(pilot, facts.parameters(started))} if is_nbc else {})


def _refusals(facts: Facts, other: Facts) -> Iterator[Refusal]:
    """Yield each cause once: what is told at a pilot is not told again at its patches (policy §5.3)."""
    at_pilots = set()
    for pilot in facts.registry.pilots.values():
        for refusal, verdict in _of_record(pilot, facts, other):
            at_pilots.add((verdict.rule.id, verdict.subject.id))
            yield refusal
    for patch in facts.registry.patches.values():
        for refusal, verdict in _of_record(patch, facts, other):
            if (verdict.rule.id, verdict.subject.id) not in at_pilots:
                yield refusal


def _of_record(record: Patch | Pilot, facts: Facts, other: Facts) -> Iterator[tuple[Refusal, Verdict]]:
    for number, event in enumerate(record.events, start=1):
        known = Counter(map(_cause, _unmet(record, number, facts)))
        for verdict in _unmet(record, number, other):
            if known[_cause(verdict)]:
                known[_cause(verdict)] -= 1
                continue
            refusal = Refusal(
                subject=record.id,
                number=number,
                transition=event.type,
                day=event.date,
                rule=verdict.rule.id,
                gap=verdict.gate.message,
                waivers=verdict.rule.waivers,
            )
            yield refusal, verdict


def _unmet(record: Patch | Pilot, number: int, facts: Facts) -> Iterator[Verdict]:
    for verdict in recorded_verdicts(record, number, facts):
        if verdict.blocks and level_of(verdict) is Level.ERROR:
            yield verdict


def _cause(verdict: Verdict) -> tuple[str, str, str | None]:
    return verdict.rule.id, verdict.subject.id, verdict.gate.about
