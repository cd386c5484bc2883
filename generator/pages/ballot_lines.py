"""Ballots: what a VO or a ROC answered to each major revision of the policy, as their pages list it (T004, T005)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.signposts import Ref, Signposts
from generator.policy.governance.partners import is_major, words_on
from generator.terms import Decision, Role

if TYPE_CHECKING:
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.policies import PolicyRevision


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotLine:
    """One major revision and the answer to it; `kind` is its tone, `day` is None while nobody has answered."""

    revision: Ref
    status: str
    effective_on: date
    answer: str
    kind: str
    who: str
    day: date | None


_ANSWERS = {
    Decision.APPROVE: ("approved", "good"),
    Decision.ABSTAIN: ("abstained", "note"),
    Decision.REJECT: ("rejected", "stop"),
}


def vo_ballots(vo: str, facts: Facts) -> tuple[BallotLine, ...]:
    """Tell the ballots of a VO, the newest first: those of the days on which it takes part in pre-production."""
    known = facts.registry.vos[vo]
    lines = ((one, _line(one, Role.VO_MANAGER, vo, facts)) for one in _majors(facts))
    return tuple(line for one, line in lines if line.day or known.is_interested_on(one.effective_on))


def roc_ballots(roc: str, facts: Facts) -> tuple[BallotLine, ...]:
    """Tell the ballots of a ROC, the newest first; the answer of one ROC is enough for all."""
    return tuple(_line(one, Role.ROC_MANAGER, roc, facts) for one in _majors(facts))


def _majors(facts: Facts) -> tuple[PolicyRevision, ...]:
    found = (one for one in facts.registry.policy.values() if is_major(one))
    return tuple(sorted(found, key=lambda one: one.number, reverse=True))


def _line(revision: PolicyRevision, role: Role, scope: str, facts: Facts) -> BallotLine:
    words = [one for one in words_on(revision) if one.role is role and one.scope == scope and one.date <= facts.today]
    last = words[-1] if words else None
    answer, kind = _ANSWERS[last.decision] if last else ("no answer", "caution" if role is Role.VO_MANAGER else "note")
    return BallotLine(
        revision=Ref(text=revision.id, address=f"policy/#{revision.id}"),
        status=revision.status,
        effective_on=revision.effective_on,
        answer=answer,
        kind=kind,
        who=Signposts(facts.registry).person(last.by) if last else "",
        day=last.date if last else None,
    )
