"""PPS413."""

from datetime import date

from generator.findings import GateStatus, Waiver
from generator.lifecycle.pilot_states import running_sites, state_of
from generator.policy.pilot.jdl_selection import asking_vo, published_on, tag_due
from generator.policy.pilot.protocol import met, not_asked, place_in
from generator.policy.pilot_class import pilot_class
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilots import Pilot, PilotSite
from generator.terms import PilotState, Role, UseCase


@rule(
    "PPS413",
    of=Pilot,
    waivers=(Waiver.EXCEPTION,),
    statements=("T115", "T141"),
    quote="identify and select the sites providing the pilot services via jdl",
    gate_of=("accepted",),
)
def pilot_sites_publish_the_tag_that_vos_asked_for(pilot: Pilot, facts: Facts) -> Gates:
    """
    If a committed VO wants to select the pilot sites in its job descriptions, each of them publishes the pilot's tag.

    Sites do so within a few days of the start, three by default, or of the day on which the VO committed itself, if
    that was later. Publish the tag with the commands on the page of the pilot and record it in the installation.
    """
    is_asked = facts.transition is not None
    if not is_asked and not _is_waited_for(pilot, facts):
        return
    place, vo = place_in(pilot, facts), asking_vo(pilot, facts)
    if vo is None:
        if is_asked:
            yield not_asked(place, "no committed VO asked to select the sites by JDL")
        return
    due = tag_due(pilot, vo, facts)
    sites = running_sites(pilot, facts.today)
    unmet = [gate for entry in sites if (gate := _gap(pilot, entry, vo, due, facts)) is not None]
    yield from unmet
    if is_asked and not unmet:
        yield met(place, f"every pilot site published its tag for VO {vo}", pilot.id)


def _is_waited_for(pilot: Pilot, facts: Facts) -> bool:
    is_negotiated = pilot_class(pilot, facts) in {UseCase.BC_SERVER_MAJOR, UseCase.NBC_SERVER}
    return is_negotiated and state_of(pilot, facts.today) in {PilotState.RUNNING, PilotState.SUSPENDED}


def _gap(pilot: Pilot, entry: PilotSite, vo: str, due: date | None, facts: Facts) -> Gate | None:
    published = published_on(pilot, entry.site, facts)
    if published is not None and (due is None or published <= due):
        return None
    if published is None and facts.transition is None and (due is None or facts.today <= due):
        return None
    late = due is not None and max(published or facts.today, facts.today) > due
    what = f"publishes its pilot tag since {published}, too late (due {due})" if published else "publishes no pilot tag"
    return Gate(
        status=GateStatus.BREACHED if late else GateStatus.MISSING,
        at=pilot.place(entry),
        message=f"VO {vo} asked to select pilot sites by JDL; {entry.site} {what}",
        fix="publish the pilot tag",
        actor=facts.actor(Role.SITE_MANAGER, entry.site),
    )
