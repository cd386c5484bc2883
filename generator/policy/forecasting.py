"""The forecast of one transition: the earliest day on which the policy allows it, and what binds (lifecycle §7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.findings import Actor, DateLabel, GateStatus
from generator.policy.judging import Verdict, asked_verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.decisions import Overrule
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot
    from generator.records.structure import Event

ARROW: Final = "PPS801"
_OWED: Final = {GateStatus.MISSING, GateStatus.BREACHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The earliest day on which the policy allows a transition, how sure that is, and the rule that binds."""

    day: date | None
    label: DateLabel
    binding: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prerequisite:
    """The transition that has to come first, for one further down the road (PPS801)."""

    message: str
    actor: Actor
    earliest: date | None


@dataclass(slots=True, kw_only=True)
class _Outlook:
    """The latest day that any gate asks for so far; the first gate that asks for it binds."""

    day: date
    binding: str | None = None
    label: DateLabel = DateLabel.EXACT
    is_unknown: bool = False
    owed: set[tuple[str, str]] = field(default_factory=set)

    def wait_for(self, rule: str, earliest: date | None, *, is_certain: bool = False) -> None:
        """Take one more gate into account; an unknown day wins."""
        if self.is_unknown:
            return
        if earliest is None:
            self.is_unknown, self.binding = True, rule
        elif earliest > self.day or self.binding is None:
            self.day, self.binding = max(self.day, earliest), rule
        if not is_certain:
            self.label = DateLabel.AT_LEAST

    def wait_for_gates(self, verdicts: Iterable[Verdict], facts: Facts) -> None:
        """Take gates into account; whoever owes an act that was seen before is taken to have done it."""
        found = [one for one in verdicts if one.blocks and not one.gate.is_act and _key(one) not in self.owed]
        for verdict in found:
            is_certain = verdict.status is GateStatus.WAITING and not verdict.gate.is_at_least
            self.wait_for(verdict.rule.id, earliest_of(verdict, facts), is_certain=is_certain)
        self.owed |= {_key(one) for one in found if one.status in _OWED}

    @property
    def forecast(self) -> Forecast:
        """The answer."""
        if self.is_unknown:
            return Forecast(day=None, label=DateLabel.UNKNOWN, binding=self.binding)
        return Forecast(day=self.day, label=self.label, binding=self.binding)


def _key(verdict: Verdict) -> tuple[str, str]:
    return verdict.rule.id, verdict.subject.id


def forecast_of(  # noqa: PLR0913, PLR0917 - what a day depends on
    record: Patch | Pilot,
    event: type[Event],
    verdicts: tuple[Verdict, ...],
    first: Prerequisite | None,
    facts: Facts,
    overrule: Overrule | None,
) -> Forecast:
    """
    Take the latest day over the gates of today, and judge that day in its turn.

    By then an exception may have ended, a site have lost its tier, another revision be in force: what blocks there and
    was not owed before moves the day on.
    """
    outlook = _Outlook(day=facts.today)
    if first is not None:
        outlook.wait_for(ARROW, first.earliest)
    outlook.wait_for_gates(verdicts, facts)
    judged = facts.today
    while outlook.day > judged and not outlook.is_unknown:
        judged = outlook.day
        view = facts.on(judged)
        valid = overrule if overrule is not None and judged <= overrule.valid_until else None
        outlook.wait_for_gates(asked_verdicts(record, event, view, valid), view)
    return outlook.forecast


def earliest_of(verdict: Verdict, facts: Facts) -> date | None:
    """Tell the earliest day on which one unmet gate lets a transition pass; None for unknown (lifecycle §7)."""
    if verdict.status is GateStatus.UNKNOWN:
        return None
    if verdict.status is GateStatus.BREACHED:
        return facts.today if verdict.rule.waivers else None
    return verdict.gate.earliest or facts.today
