"""Whose word a merge rests on: who has stood behind what it adds, and whose approval is not recorded yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.findings import Level
from generator.policy.change.backing import added_acts, is_backed, person_of
from generator.policy.transitions.acts import acts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.findings import Actor, Finding, Location
    from generator.history.change import Change
    from generator.policy.change.backing import AddedAct
    from generator.policy.rule import Facts
    from generator.records.structure import Record
    from generator.terms import Role

APPROVING: Final = frozenset({"PPS303", "PPS402", "PPS506", "PPS507", "PPS701", "PPS706", "PPS805", "PPS901", "PPS903"})
"""The rules that find an approval missing in the records (policy §4.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What is added in somebody's name to one record: what it is called, in which role it is done, where it stands."""

    subject: str
    what: str
    role: Role | None
    at: Location
    is_backed: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """
    A person in whose name the change adds something.

    `login` is None where nobody recorded one; `is_given` tells whether the reviews back every deed (PPS807), None where
    no reviews were given.
    """

    person: str
    login: str | None
    deeds: tuple[Deed, ...]

    @property
    def is_given(self) -> bool | None:
        """True where every deed is backed, None where nobody looked."""
        known = [deed.is_backed for deed in self.deeds]
        return None if None in known else all(known)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingApproval:
    """An approval that the records need and do not hold: by which rule, for what, of whom."""

    rule: str
    subject: str
    message: str
    actor: Actor
    logins: tuple[str, ...]


def voices(after: Facts) -> tuple[Voice, ...]:
    """List everybody in whose name the change adds something; those whose word is not given come first."""
    change, deeds = after.change, defaultdict[str, list[Deed]](list)
    if change is None:
        return ()
    for record in (file.record for file in change.after.values() if file.record is not None):
        roles = {id(one.structure): one.role for one in acts_of(record)}
        for act in added_acts(record, after):
            deeds[act.by].append(_deed(record, act, roles.get(id(act.structure)), change))
    found = (Voice(person=name, login=_login(name, change), deeds=tuple(own)) for name, own in deeds.items())
    return tuple(sorted(found, key=lambda one: (bool(one.is_given), one.person)))


def _deed(record: Record, act: AddedAct, role: Role | None, change: Change) -> Deed:
    person = person_of(act.by, change)
    given = None if change.evidence is None else person is not None and is_backed(person, record, change)
    return Deed(subject=record.id, what=act.what, role=role, at=record.place(act.structure), is_backed=given)


def missing_approvals(after: Facts, findings: Iterable[Finding]) -> Iterator[MissingApproval]:
    """Yield what the rules about approvals find missing because of the change."""
    for one in findings:
        if one.rule in APPROVING and one.level is Level.ERROR and not one.standing:
            logins = (_login(name, after.change) for name in one.actor.people)
            yield MissingApproval(
                rule=one.rule,
                subject=one.subject,
                message=one.message,
                actor=one.actor,
                logins=tuple(login for login in logins if login is not None),
            )


def _login(name: str, change: Change | None) -> str | None:
    person = person_of(name, change) if change is not None else None
    return person.github if person is not None else None
