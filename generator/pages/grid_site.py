"""The page of a site: what it owes, its tier, versions, pilots with duties, tag commands, tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from generator.bulletin.crossings import Crossings
from generator.bulletin.distribution import distribution
from generator.bulletin.observed import Observed
from generator.bulletin.pilot_duties import Duty, duties_in
from generator.bulletin.pilot_standing import open_first, standing_of
from generator.bulletin.tag_work import has_ended
from generator.bulletin.tier_duties import duties_of
from generator.lifecycle.installation_steps import published_ces
from generator.pages.duty_lines import DayLine, DutyLine, Owed
from generator.pages.feedback_lines import FeedbackLine, feedback_lines
from generator.pages.installation_lines import InstallationLine, installation_lines
from generator.pages.observation_lines import DifferenceLine, difference_lines, freshness
from generator.pages.page import Heading, Page
from generator.pages.patch_facts import TestLine, test_lines
from generator.pages.pilot_status import StatusPart, status_of
from generator.pages.record_lines import FindingLine, finding_lines
from generator.pages.selecting import TagBlock, tag_blocks
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.records.pilots import Pilot
from generator.records.sites import Site
from generator.terms import Role

if TYPE_CHECKING:
    from generator.edition import Edition
    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class TierLine:
    """The tier of a site from a day on."""

    tier: str
    start: date
    who: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePilot:
    """A pilot that names a site, with the part of the site in it and what it owed."""

    ref: Ref
    title: str
    state: str
    part: str
    status: tuple[StatusPart, ...]
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """Everything that the page of one site says, as of today; `row` leads to its row on the map, if it has one."""

    id: str
    name: str
    roc: Ref
    infrastructure: str
    tier: str
    asks_for: tuple[str, ...]
    place: str
    row: str
    ces: str
    bdii_name: str
    platforms: str
    vos: tuple[Ref, ...]
    managers: str
    retired_on: date | None
    is_retired: bool
    renamed_to: Ref | None
    acts: tuple[DutyLine, ...]
    days: tuple[DayLine, ...]
    tiers: tuple[TierLine, ...]
    present: tuple[InstallationLine, ...]
    past: tuple[InstallationLine, ...]
    pilots: tuple[SitePilot, ...]
    blocks: tuple[TagBlock, ...]
    observed: str
    is_judged: bool
    differences: tuple[DifferenceLine, ...]
    tests: tuple[TestLine, ...]
    feedback: tuple[FeedbackLine, ...]
    findings: tuple[FindingLine, ...]
    sources: tuple[Source, ...]


_HEADINGS = (
    ("next", "What to do next"),
    ("tier", "Tier"),
    ("versions", "Versions here"),
    ("pilots", "Pilots and duties"),
    ("publish", "Tag commands"),
    ("observation", "Information system"),
    ("tests", "Deployment tests"),
    ("feedback", "Feedback from here"),
    ("findings", "What the rules say"),
    ("sources", "How we know"),
)


def of(edition: Edition) -> Iterator[Page]:
    """Yield the page of every site."""
    crossings, rows = Crossings.of(edition.registry), rows_on_the_map(edition.facts)
    observed = Observed(edition.facts)
    for site in edition.shown(edition.registry.sites):
        content = site_page(site, edition, crossings, row=rows.get(site.id, ""), observed=observed)
        yield Page(
            address=f"sites/{site.id}/",
            kind="grid_site",
            title=f"{site.id}: {site.name}",
            description=f"{content.place or site.name}, tier {content.tier}, {site.roc}.",
            content=content,
            search_text=f"{content.place} {content.tier} {site.roc}",
            headings=tuple(Heading(anchor=anchor, text=text) for anchor, text in _HEADINGS),
        )


def rows_on_the_map(facts: Facts) -> dict[str, str]:
    """Tell where each site has its row: on the map where a version has reached it, else among all sites."""
    rows = distribution(facts, all_sites=True).rows
    return {row.site.id: f"map/{'' if row.placements else 'all-sites/'}#site-{row.site.id}" for row in rows}


def site_page(
    site: Site, edition: Edition, crossings: Crossings, *, row: str = "", observed: Observed | None = None
) -> SitePage:
    """Take every decision of the page of one site; `row` is the address of its row on the map, if it has one."""
    facts, registry, signposts = edition.facts, edition.registry, Signposts(edition.registry)
    seen, owed = observed or Observed(facts), Owed.of(edition)
    installations = registry.installations_by_site.get(site.id, ())
    past = [one for one in installations if has_ended(one, facts) and not published_ces(one, facts.today)]
    present = [one for one in installations if one not in past]
    tests = sorted(crossings.tests_by_site.get(site.id, ()), key=lambda one: (one.date, one.id))
    feedback = crossings.feedback_by_site.get(site.id, ())
    managers = registry.holders(Role.SITE_MANAGER, facts.today, site.id)
    return SitePage(
        id=site.id,
        name=site.name,
        roc=signposts.of(site.roc),
        infrastructure=site.infrastructure,
        tier=site.tier_on(facts.today),
        asks_for=tuple(use_case.in_words for use_case in duties_of(site.tier_on(facts.today), facts)),
        place=place_of(site),
        row=row,
        ces=", ".join(site.ces),
        bdii_name=site.bdii_name or site.id,
        platforms=", ".join(site.platforms),
        vos=tuple(signposts.vo(vo) for vo in site.vos),
        managers=", ".join(signposts.person(handle) for handle in managers),
        retired_on=site.retired_on,
        is_retired=site.is_retired_on(facts.today),
        renamed_to=signposts.site(site.renamed_to) if site.renamed_to else None,
        acts=owed.acts_of((site.id,), facts),
        days=owed.days_of(site.id, facts),
        tiers=tuple(_tiers(site, signposts)),
        present=installation_lines(present, facts),
        past=installation_lines(past, facts),
        pilots=tuple(
            _pilot(pilot, site.id, facts) for pilot in open_first(crossings.pilots_by_site.get(site.id, ()), facts)
        ),
        blocks=tag_blocks(present, facts),
        observed=freshness(seen, site),
        is_judged=seen.judges(site),
        differences=difference_lines(seen.at(site), signposts),
        tests=test_lines(tests, facts),
        feedback=feedback_lines(feedback, facts),
        findings=finding_lines(edition, (site.id, *(one.id for one in installations))),
        sources=tuple(source_of(one) for one in (site, *installations, *tests, *feedback)),
    )


def place_of(site: Site) -> str:
    """Tell where a site stands: city and country; empty for a site without location."""
    return f"{site.location.city}, {site.location.country}" if site.location else ""


def _tiers(site: Site, signposts: Signposts) -> Iterator[TierLine]:
    for entry in site.tier_history:
        who = signposts.person(entry.decided_by)
        yield TierLine(tier=entry.tier, start=entry.from_, who=who, reason=entry.reason or "")


def _pilot(pilot: Pilot, site: str, facts: Facts) -> SitePilot:
    standing = standing_of(pilot, facts)
    is_selected = any(entry.site == site for entry in pilot.sites)
    stays = "selected" if site in standing.sites else "selected, rolled back"
    return SitePilot(
        ref=Signposts(facts.registry).of(pilot.id),
        title=pilot.title,
        state=standing.state or "",
        part=stays if is_selected else "candidate",
        status=status_of(standing),
        duties=duties_in(standing, site, facts),
    )
