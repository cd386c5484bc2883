"""The page of a ROC: what its region owes, its sites by tier, pilots and previews there, broadcasts, ballots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.bulletin.crossings import Crossings
from generator.bulletin.pilot_standing import standing_of
from generator.bulletin.tag_work import has_ended
from generator.pages.ballot_lines import BallotLine, roc_ballots
from generator.pages.duty_lines import DutyLine, Owed
from generator.pages.installation_lines import InstallationLine, installation_lines
from generator.pages.latest import latest, latest_pilots
from generator.pages.page import Heading, Page
from generator.pages.pilot_status import StatusPart, status_of
from generator.pages.record_lines import FindingLine, finding_lines
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.pages.sites import SiteRow, site_row
from generator.records.rocs import Roc
from generator.terms import Role, Tier

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Facts
    from generator.records.notifications import Notification
    from generator.records.pilots import Pilot


@dataclass(frozen=True, slots=True, kw_only=True)
class TierGroup:
    """The sites of one tier."""

    tier: str
    sites: tuple[SiteRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionPilot:
    """A pilot at sites of the region."""

    ref: Ref
    title: str
    state: str
    status: tuple[StatusPart, ...]
    sites: tuple[Ref, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer:
    """A site of the region that offered itself to a pilot."""

    site: Ref
    pilot: Ref
    day: date
    answer: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """A broadcast that reached the ROC."""

    id: str
    day: date
    about: Ref
    event: str
    channel: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class RocPage:
    """
    Everything that the page of one ROC says, as of today.

    Of pilots that are over and of broadcasts the latest stand here, with the number of those that are older.
    """

    id: str
    name: str
    countries: str
    managers: str
    acts: tuple[DutyLine, ...]
    tiers: tuple[TierGroup, ...]
    pilots: tuple[RegionPilot, ...]
    older_pilots: int
    previews: tuple[InstallationLine, ...]
    volunteers: tuple[Volunteer, ...]
    broadcasts: tuple[Broadcast, ...]
    older_broadcasts: int
    ballots: tuple[BallotLine, ...]
    findings: tuple[FindingLine, ...]
    sources: tuple[Source, ...]


_HEADINGS = (
    ("next", "Open actions"),
    ("sites", "Sites"),
    ("pilots", "Pilots in the region"),
    ("previews", "Previews in the region"),
    ("volunteers", "Volunteers"),
    ("broadcasts", "Broadcasts"),
    ("ballots", "Ballots"),
    ("findings", "What the rules say"),
    ("sources", "How we know"),
)


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of every ROC."""
    crossings = Crossings.of(edition.registry)
    for roc in edition.shown(edition.registry.rocs):
        yield Page(
            address=f"rocs/{roc.id}/",
            kind="roc",
            title=f"{roc.id}: {roc.name}",
            description=f"Sites, pilots and previews of {roc.name}.",
            content=roc_page(roc, edition, crossings),
            search_text="ROC region",
            headings=tuple(Heading(anchor=anchor, text=text) for anchor, text in _HEADINGS),
        )


def roc_page(roc: Roc, edition: Edition, crossings: Crossings) -> RocPage:
    """Take every decision of the page of one ROC."""
    facts, registry, signposts = edition.facts, edition.registry, Signposts(edition.registry)
    sites = registry.sites_by_roc.get(roc.id, ())
    rows = [site_row(site, facts) for site in sites]
    installed = [one for site in sites for one in registry.installations_by_site.get(site.id, ())]
    previews = [one for one in installed if one.kind == "preview" and not has_ended(one, facts)]
    pilots = {pilot.id: pilot for site in sites for pilot in crossings.pilots_by_site.get(site.id, ())}
    shown, older_pilots = latest_pilots(pilots.values(), facts)
    told = [one for one in crossings.broadcasts_by_roc.get(roc.id, ()) if one.sent_on <= facts.today]
    sent, older_broadcasts = latest(told)
    names = frozenset(site.id for site in sites)
    managers = registry.holders(Role.ROC_MANAGER, facts.today, roc.id)
    return RocPage(
        id=roc.id,
        name=roc.name,
        countries=", ".join(roc.countries),
        managers=", ".join(signposts.person(handle) for handle in managers),
        acts=Owed.of(edition).acts_of((roc.id, *sorted(names)), facts),
        tiers=tuple(_tiers(rows)),
        pilots=tuple(_pilot(one, names, facts) for one in shown),
        older_pilots=older_pilots,
        previews=installation_lines(previews, facts),
        volunteers=tuple(_volunteers(pilots, names, facts)),
        broadcasts=tuple(_broadcast(one, signposts) for one in reversed(sent)),
        older_broadcasts=older_broadcasts,
        ballots=roc_ballots(roc.id, facts),
        findings=finding_lines(edition, (roc.id, *sorted(names))),
        sources=(source_of(roc),),
    )


def _tiers(rows: list[SiteRow]) -> Iterator[TierGroup]:
    for tier in reversed(Tier):
        found = tuple(sorted((row for row in rows if row.tier == tier), key=lambda row: row.id))
        if found:
            yield TierGroup(tier=tier, sites=found)


def _pilot(pilot: Pilot, names: frozenset[str], facts: Facts) -> RegionPilot:
    standing, signposts = standing_of(pilot, facts), Signposts(facts.registry)
    here = (entry.site for entry in pilot.sites if entry.site in names)
    return RegionPilot(
        ref=signposts.of(pilot.id),
        title=pilot.title,
        state=standing.state or "",
        status=status_of(standing),
        sites=tuple(signposts.site(site) for site in here),
    )


def _volunteers(pilots: dict[str, Pilot], names: frozenset[str], facts: Facts) -> Iterator[Volunteer]:
    signposts = Signposts(facts.registry)
    for identity in sorted(pilots, reverse=True):
        for one in pilots[identity].candidates:
            if one.volunteer and one.site in names and one.date <= facts.today:
                yield Volunteer(
                    site=signposts.site(one.site),
                    pilot=signposts.of(identity),
                    day=one.date,
                    answer={True: "selected", False: "not selected", None: "not decided yet"}[one.selected],
                    reason=one.reason or "",
                )


def _broadcast(one: Notification, signposts: Signposts) -> Broadcast:
    return Broadcast(
        id=one.id,
        day=one.sent_on,
        about=signposts.of(one.about),
        event=(one.event or "policy change").replace("-", " "),
        channel=one.channel.replace("-", " "),
        source=source_of(one),
    )
