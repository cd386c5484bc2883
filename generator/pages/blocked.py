"""What blocks what: every open patch and pilot, what it waits for, and who must act (outputs §9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.bulletin.open_subjects import OpenSubject, open_subjects
from generator.findings import GateStatus
from generator.pages.next_lines import ForecastLine, GateLine, first_line, forecast_line, gate_line, who_acts
from generator.pages.page import Page
from generator.pages.record_lines import in_words
from generator.pages.signposts import Ref, Signposts
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from generator.edition import Edition
    from generator.findings import Actor
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedLine:
    """One open subject and one transition; what a filter asks for stands in the last fields."""

    id: str
    subject: Ref
    details: Ref
    title: str
    use_case: str
    in_words: str
    state: str
    since: date | None
    days: int
    transition: str
    forecast: ForecastLine
    gates: tuple[GateLine, ...]
    who: tuple[str, ...]
    roles: tuple[str, ...]
    people: tuple[str, ...]
    vos: tuple[str, ...]
    sites: tuple[str, ...]
    rocs: tuple[str, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedPage:
    """What can be recorded today, everything that waits, and what a filter chooses from."""

    ready: tuple[BlockedLine, ...]
    waiting: tuple[BlockedLine, ...]
    filters: tuple[tuple[str, str, tuple[str, ...]], ...]


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of everything that is open."""
    yield Page(
        address="blocked/",
        kind="blocked",
        title="What blocks what",
        description="Every open patch and pilot: what its next transition waits for, who must act, and from which day.",
        content=blocked_page(edition.facts),
        search_text="blocked waiting gates who must act promoted today",
    )


def blocked_page(facts: Facts) -> BlockedPage:
    """Work out who waits for whom."""
    found = open_subjects(facts)
    waiting = tuple(blocked_line(one, facts) for one in found if not one.next.is_possible_today)
    return BlockedPage(
        ready=tuple(blocked_line(one, facts) for one in found if one.next.is_possible_today),
        waiting=waiting,
        filters=(
            ("role", "Role", tuple(role for role in Role if any(role in one.roles for one in waiting))),
            ("person", "Person", _values(one.people for one in waiting)),
            ("vo", "VO", _values(one.vos for one in waiting)),
            ("site", "Site", _values(one.sites for one in waiting)),
            ("roc", "ROC", _values(one.rocs for one in waiting)),
            ("status", "Status", tuple(one for one in GateStatus if any(one in row.statuses for row in waiting))),
        ),
    )


def _values(some: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({value for values in some for value in values}))


def blocked_line(one: OpenSubject, facts: Facts) -> BlockedLine:
    """Write one transition that is possible or waits."""
    signposts, decision = Signposts(facts.registry), one.decision
    gates = (*first_line(one.next, facts), *(gate_line(verdict, facts) for verdict in one.next.blocking))
    subject = signposts.of(decision.subject)
    return BlockedLine(
        id=f"{decision.subject}-{one.next.transition}",
        subject=subject,
        details=Ref(text="all gates", address=f"{subject.address}#to-{one.next.transition}"),
        title=one.subject.title,
        use_case=decision.use_case or "",
        in_words=decision.use_case.in_words if decision.use_case else "not classified",
        state=decision.state or "",
        since=decision.since,
        days=one.days,
        transition=in_words(one.next.transition),
        forecast=forecast_line(one.next),
        gates=gates,
        who=tuple(who_acts(actor, signposts) for actor in one.actors),
        roles=tuple(dict.fromkeys(actor.role for actor in one.actors)),
        people=tuple(dict.fromkeys(person for actor in one.actors for person in actor.people)),
        vos=_with_scopes(one.vos, one.actors, Role.VO_MANAGER),
        sites=_with_scopes(one.sites, one.actors, Role.SITE_MANAGER),
        rocs=_with_scopes(one.rocs, one.actors, Role.ROC_MANAGER),
        statuses=tuple(dict.fromkeys(gate.status for gate in gates)),
    )


def _with_scopes(known: tuple[str, ...], actors: tuple[Actor, ...], role: Role) -> tuple[str, ...]:
    scopes = (actor.scope for actor in actors if actor.role == role)
    return tuple(dict.fromkeys((*known, *(scope for scope in scopes if scope))))
