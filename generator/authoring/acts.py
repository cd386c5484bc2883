"""Who records something, in which role and where; who approves it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.authoring.proposal import AuthoringError
from generator.terms import Role

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.structure import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who records an event, in which role, on which day; `scope` is that of a scoped role."""

    by: str
    role: Role
    scope: str | None
    day: date


def act_of(person: str, kind: type[Event], day: date, facts: Facts, role: Role | None = None) -> Act:
    """Tell in which role somebody records an event: the first of those that may, or the one that is asked for."""
    known = facts.registry.people.get(person)
    if known is None:
        raise AuthoringError(f"there is no person {person!r} in data/people/; name a handle with --by")
    wanted = (role,) if role else kind.recorded_by
    for one in wanted:
        for held in known.roles:
            if held.role is one and held.covers(day):
                return Act(by=person, role=one, scope=held.scope, day=day)
    holders = sorted({name for one in wanted for name in facts.registry.holders(one, day)})
    hint = f"name a holder with --by: {', '.join(holders)}" if holders else "record the role first"
    raise AuthoringError(f"{person} does not hold {' or '.join(wanted)} on {day}, which record {kind.type!r}; {hint}")


def approver(role: Role, act: Act, facts: Facts) -> str | None:
    """Tell who approves in a role unless somebody is named: the recorder in that role, or its only holder."""
    holders = facts.registry.holders(role, act.day)
    if act.role is role:
        return act.by
    return holders[0] if len(holders) == 1 else None
