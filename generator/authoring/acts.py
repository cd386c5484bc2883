"""Who records something, in which role and where; who approves it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.authoring.edits import AuthoringError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.structure import Event
    from generator.terms import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who records an event, in which role, on which day; `scope` is that of a scoped role."""

    by: str
    role: Role
    scope: str | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """
    Who writes on a day, and whom he names for roles that he does not hold.

    A command that records events of several roles asks it for each of them: `acts_as` tells who records an event.
    """

    by: str
    day: date
    named: Mapping[Role, str] = field(default_factory=dict)

    def himself(self, kind: type[Event], facts: Facts, scope: str) -> Act:
        """Tell in which role the writer records an event at a site; nobody else is put in his place."""
        if self.by not in facts.registry.people:
            raise AuthoringError(_stranger(self.by))
        found = _held(self.by, kind.recorded_by, self.day, facts, scope)
        if found is None:
            hint = _hint(kind.recorded_by, self.day, facts, scope, "--by")
            who = f"{self.by} may not record {kind.type!r} at {scope} on {self.day}"
            raise AuthoringError(f"{who}: {' or '.join(kind.recorded_by)} may; {hint}")
        return found

    def acts_as(self, kind: type[Event], facts: Facts, scope: str | None = None) -> Act:
        """
        Tell who records an event: the writer where he may, else who is named, else the only one who may.

        `scope` is the site that the event is about. Raises AuthoringError where nobody or several could.
        """
        own = _held(self.by, kind.recorded_by, self.day, facts, scope)
        named = (
            _held(self.named[role], (role,), self.day, facts, scope) for role in kind.recorded_by if role in self.named
        )
        found = own or next((act for act in named if act is not None), None)
        if found is not None:
            return found
        if self.by not in facts.registry.people:
            raise AuthoringError(_stranger(self.by))
        for role in kind.recorded_by:
            holders = facts.registry.holders(role, self.day, scope if role.scope_kind == "sites" else None)
            if len(holders) == 1 and role not in self.named:
                return Act(by=holders[0], role=role, scope=scope if role.scope_kind else None, day=self.day)
        raise AuthoringError(
            f"{self.by} does not hold {' or '.join(kind.recorded_by)} on {self.day}, which record {kind.type!r}; "
            f"{_hint(kind.recorded_by, self.day, facts, scope, '--approve ROLE=HANDLE')}"
        )


def act_of(person: str, kind: type[Event], day: date, facts: Facts, role: Role | None = None) -> Act:
    """Tell in which role somebody records an event: the first of those that may, or the one that is asked for."""
    if person not in facts.registry.people:
        raise AuthoringError(_stranger(person))
    wanted = (role,) if role else kind.recorded_by
    found = _held(person, wanted, day, facts, None)
    if found is None:
        hint = _hint(wanted, day, facts, None, "--by")
        raise AuthoringError(
            f"{person} does not hold {' or '.join(wanted)} on {day}, which record {kind.type!r}; {hint}"
        )
    return found


def _held(person: str, roles: Iterable[Role], day: date, facts: Facts, scope: str | None) -> Act | None:
    known = facts.registry.people.get(person)
    for role in roles:
        for held in known.roles if known else ():
            fits = scope is None or held.scope is None or held.scope == scope
            if held.role is role and held.covers(day) and fits:
                return Act(by=person, role=role, scope=held.scope, day=day)
    return None


def _stranger(person: str) -> str:
    return f"there is no person {person!r} in data/people/; name a handle with --by"


def _hint(roles: Iterable[Role], day: date, facts: Facts, scope: str | None, option: str) -> str:
    holders = sorted(
        {name for role in roles for name in facts.registry.holders(role, day, scope if role.scope_kind else None)}
    )
    return f"name a holder with {option}: {', '.join(holders)}" if holders else "record the role first"


def approver(role: Role, act: Act, facts: Facts) -> str | None:
    """Tell who approves in a role unless somebody is named: the recorder in that role, or its only holder."""
    holders = facts.registry.holders(role, act.day)
    if act.role is role:
        return act.by
    return holders[0] if len(holders) == 1 else None
