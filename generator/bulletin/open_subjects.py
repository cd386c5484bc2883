"""What blocks what: every open patch and pilot with the transitions that it may take next (outputs §9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.bulletin.crossings import sites_of, vos_of
from generator.policy.decision import decide
from generator.records.patch_events import Accepted
from generator.records.patches import Patch
from generator.terms import PatchState, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.findings import Actor
    from generator.policy.decision import Decision, Next
    from generator.policy.rule import Facts
    from generator.records.pilots import Pilot


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSubject:
    """
    One patch or pilot and one transition that it may take from where it stands, or is made ready for.

    `days` counts those in its state; `actors` must act for the open gates, or record the transition where none is.
    """

    subject: Patch | Pilot
    decision: Decision
    next: Next
    days: int
    sites: tuple[str, ...]
    vos: tuple[str, ...]
    rocs: tuple[str, ...]
    actors: tuple[Actor, ...]


def open_subjects(facts: Facts) -> tuple[OpenSubject, ...]:
    """List what is open: compatible clients first, then whatever stands longest where it stands (T019)."""
    return tuple(sorted(_all(facts), key=_urgency))


def _urgency(one: OpenSubject) -> tuple[bool, date, str]:
    decision = one.decision
    return decision.use_case is not UseCase.BC_CLIENT, decision.since or date.max, decision.subject


def _all(facts: Facts) -> Iterator[OpenSubject]:
    registry = facts.registry
    for decision in decide(facts).values():
        subject = registry.patches.get(decision.subject) or registry.pilots[decision.subject]
        sites, vos = _around(subject, facts)
        known = tuple(registry.sites.get(site) for site in sites)
        for upcoming in decision.next:
            if upcoming.prerequisite is None or _runs_beside(upcoming, decision):
                yield OpenSubject(
                    subject=subject,
                    decision=decision,
                    next=upcoming,
                    days=(facts.today - decision.since).days if decision.since else 0,
                    sites=sites,
                    vos=vos,
                    rocs=tuple(dict.fromkeys(site.roc for site in known if site is not None)),
                    actors=_actors(upcoming),
                )


def _runs_beside(upcoming: Next, decision: Decision) -> bool:
    """Tell whether the gates of an acceptance are worked at while certification goes on (T036)."""
    return upcoming.transition == Accepted.type and decision.state == PatchState.IN_PREVIEW


def _actors(upcoming: Next) -> tuple[Actor, ...]:
    if upcoming.is_possible_today:
        return upcoming.actors
    first = (upcoming.prerequisite.actor,) if upcoming.prerequisite else ()
    waited = (*first, *(verdict.gate.actor for verdict in upcoming.blocking))
    return tuple(dict.fromkeys(actor for actor in waited if actor.role != "nobody"))


def _around(subject: Patch | Pilot, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the sites and the VOs that a subject concerns."""
    if not isinstance(subject, Patch):
        return sites_of(subject), vos_of(subject)
    pilots = facts.registry.pilots_by_patch.get(subject.id, ())
    installed = (one.site for one in facts.registry.installations_by_patch.get(subject.id, ()))
    waiting = (deadline.vo for deadline in subject.vo_deadlines)
    sites = (*installed, *(site for pilot in pilots for site in sites_of(pilot)))
    return tuple(dict.fromkeys(sites)), tuple(dict.fromkeys((*waiting, *(vo for one in pilots for vo in vos_of(one)))))
