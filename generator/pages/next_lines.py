"""What comes next: transitions with their gates, forecasts and actors, as the pages of subjects show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.bulletin.announcements import announcements
from generator.findings import DateLabel, GateStatus
from generator.pages.record_lines import in_words
from generator.pages.signposts import Ref, Signposts
from generator.policy.decision import decision_of, earliest_of
from generator.policy.judging import rules_by_id
from generator.records.patches import Patch
from generator.terms import PolicyMode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.findings import Actor
    from generator.policy.decision import Decision, Next
    from generator.policy.judging import Verdict
    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot

LABELS: Final = {
    DateLabel.EXACT: "exact: nothing else is to be done",
    DateLabel.AT_LEAST: "at least: somebody has to act first",
    DateLabel.UNKNOWN: "unknown: a day that it depends on is not recorded, or it takes a new record",
}


PASSED: Final = ("the day has passed", "stop")
"""What is said of a day by which a VO needed an update that is not in production."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One gate of a transition; `day` is its earliest day, `is_open` where the transition waits for it."""

    rule: Ref
    name: str
    status: str
    message: str
    fix: str
    who: str
    day: date | None
    evidence: tuple[Ref, ...]
    excused_by: str
    mode: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NextLine:
    """One transition that may come next; its open gates stand apart from those that let it pass."""

    anchor: str
    transition: str
    to: str
    forecast: ForecastLine
    is_possible_today: bool
    open_gates: tuple[GateLine, ...]
    settled_gates: tuple[GateLine, ...]
    approvals: tuple[str, ...]
    would_follow: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastLine:
    """The earliest day of one step on the way to production, how sure it is, and what binds; no day is unknown."""

    transition: str
    to: str
    day: date | None
    label: str
    label_words: str
    binding: Ref | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """Everything that a page says about what comes next."""

    steps: tuple[NextLine, ...]
    forecast: tuple[ForecastLine, ...]
    deadlines: tuple[tuple[Ref, date, str, str], ...]


def rule_ref(identity: str) -> Ref:
    """Lead to the page of a rule."""
    is_known = identity in rules_by_id()
    return Ref(text=identity, address=f"policy/rules/{identity}/" if is_known else "")


def named_rule(identity: str) -> tuple[Ref, str]:
    """Lead to the page of a rule, and say what it asks."""
    known = rules_by_id().get(identity)
    return rule_ref(identity), known.obligation if known else ""


def who_acts(actor: Actor, signposts: Signposts) -> str:
    """Name a role, its scope and the people who hold it; empty where only time passes."""
    if actor.role == "nobody":
        return ""
    people = ", ".join(signposts.person(handle) for handle in actor.people)
    return f"{actor.role}{f' of {actor.scope}' if actor.scope else ''}{f': {people}' if people else ''}"


def ahead_of(record: Patch | Pilot, facts: Facts) -> Ahead:
    """Tell what comes next for a patch or pilot."""
    decision = decision_of(record, facts)
    return Ahead(
        steps=tuple(next_line(record, upcoming, facts) for upcoming in decision.next),
        forecast=tuple(forecast_line(upcoming) for upcoming in decision.next),
        deadlines=tuple(_deadlines(record, decision, facts)) if isinstance(record, Patch) else (),
    )


def next_line(record: Patch | Pilot, upcoming: Next, facts: Facts) -> NextLine:
    """Write one transition with all its gates, met ones too."""
    signposts = Signposts(facts.registry)
    gates = (*first_line(upcoming, facts), *(gate_line(verdict, facts) for verdict in upcoming.verdicts))
    return NextLine(
        anchor=f"to-{upcoming.transition}",
        transition=in_words(upcoming.transition),
        to=upcoming.to,
        forecast=forecast_line(upcoming),
        is_possible_today=upcoming.is_possible_today,
        open_gates=tuple(gate for gate in gates if gate.is_open),
        settled_gates=tuple(gate for gate in gates if not gate.is_open),
        approvals=tuple(who_acts(actor, signposts) for actor in upcoming.approvers),
        would_follow=announcements(record, upcoming.transition, facts) if upcoming.prerequisite is None else (),
    )


def first_line(upcoming: Next, facts: Facts) -> Iterator[GateLine]:
    """Write the transition that has to come first as a gate; nothing where none does."""
    first = upcoming.prerequisite
    if first is not None:
        yield GateLine(
            rule=rule_ref("PPS801"),
            name="",
            status=GateStatus.MISSING,
            message=first.message,
            fix="",
            who=who_acts(first.actor, Signposts(facts.registry)),
            day=first.earliest,
            evidence=(),
            excused_by="",
            mode="",
            is_open=True,
        )


def gate_line(verdict: Verdict, facts: Facts) -> GateLine:
    """Write one gate."""
    signposts, gate = Signposts(facts.registry), verdict.gate
    is_open = verdict.status.blocks
    return GateLine(
        rule=rule_ref(verdict.rule.id),
        name=verdict.rule.obligation,
        status=verdict.status,
        message=gate.message,
        fix=gate.fix or "" if is_open else "",
        who=who_acts(gate.actor, signposts) if is_open else "",
        day=earliest_of(verdict, facts) if is_open else None,
        evidence=tuple(signposts.of(one) for one in gate.evidence),
        excused_by=verdict.excused_by or "",
        mode=verdict.mode if verdict.mode is not PolicyMode.ENFORCE else "",
        is_open=is_open,
    )


def forecast_line(upcoming: Next) -> ForecastLine:
    """Write one step on the way."""
    forecast = upcoming.forecast
    return ForecastLine(
        transition=in_words(upcoming.transition),
        to=upcoming.to,
        day=forecast.day,
        label=forecast.label,
        label_words=LABELS[forecast.label],
        binding=rule_ref(forecast.binding) if forecast.binding else None,
        why=_why(upcoming),
    )


def _why(upcoming: Next) -> str:
    """Say in the words of the binding gate why the step is not earlier."""
    binding, first = upcoming.forecast.binding, upcoming.prerequisite
    if binding is None:
        return "nothing stands against it"
    if first is not None and binding == "PPS801":
        return first.message
    found = (one for one in upcoming.verdicts if one.rule.id == binding and one.status is not GateStatus.MET)
    return next((one.gate.message for one in found), "")


def _deadlines(patch: Patch, decision: Decision, facts: Facts) -> Iterator[tuple[Ref, date, str, str]]:
    """Yield each VO, the day on which it needs the update, and whether the forecast reaches production by then."""
    for deadline in patch.vo_deadlines:
        word, kind = outlook(decision, deadline.deadline, facts.today)
        if word:
            yield Signposts(facts.registry).vo(deadline.vo), deadline.deadline, word, kind


def outlook(decision: Decision, deadline: date, today: date) -> tuple[str, str]:
    """Tell whether the forecast reaches production by a day, and the tone of that; empty where no release is ahead."""
    released = decision.towards("released")
    if released is None:
        return "", ""
    if deadline < today:
        return PASSED
    day = released.forecast.day
    if day is None:
        return "cannot be told yet", "caution"
    return ("can be met", "good") if day <= deadline else (f"at risk: {day:%Y-%m-%d %a} is the earliest day", "stop")
