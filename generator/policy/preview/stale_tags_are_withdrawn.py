"""PPS318."""

from datetime import date

from generator.findings import GateStatus, Level, Location, Waiver
from generator.lifecycle import patch_states, pilot_states
from generator.lifecycle.clocks import days_after
from generator.lifecycle.installation_pilots import pilot_of, tags_of
from generator.lifecycle.installation_steps import published_ces, published_since
from generator.policy.preview.answers import met
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.installation_events import TagPublished
from generator.records.installations import Installation
from generator.records.patches import Patch
from generator.records.pilot_events import Closed
from generator.records.pilots import Pilot
from generator.tags import tag_of_pilot
from generator.terms import PilotState, Role


@rule(
    "PPS318",
    of=Installation,
    waivers=(Waiver.EXCEPTION,),
    statements=("T028",),
    quote="There is a dedicated tag in the production information system",
    gate_of=("closed",),
)
def stale_tags_are_withdrawn(installation: Installation, facts: Facts) -> Gates:
    """
    A tag is withdrawn soon after its version is in production, has ended, or its pilot has.

    A tag that stays behind draws jobs to a version that nobody looks after. There is a warning for a few days, then an
    error; a pilot is closed only when none of its tags is left. Run the remove command of your site's page, then record
    tag-withdrawn.
    """
    since = published_since(installation, facts.today)
    patch = facts.registry.patches.get(installation.patch)
    pilot = pilot_of(installation, facts.registry, facts.today)
    if facts.transition is not None:
        place = facts.transition.place
        if since is not None and pilot is not None and pilot.path == place.path:
            yield _at_closing(installation, pilot, place, facts)
        else:
            yield met(place, f"{installation.site} publishes no tag of the pilot", installation.id)
        return
    if since is None or patch is None or facts.policy() is None or (pilot is None and installation.kind == "pilot"):
        return
    over = _over_since(patch, pilot, facts.today)
    if over is not None and not _is_judged_at_closing(pilot, since, facts.today):
        yield _stale(installation, max(over, since), facts)


def _stale(installation: Installation, since: date, facts: Facts) -> Gate:
    tags = facts.parameters().tags
    due = days_after(since, tags.stale_tag_days)
    names = ", ".join(tags_of(installation, facts.registry, tags.publisher_vo, facts.today))
    message = f"{installation.site} still publishes {names}, stale since {since}"
    level = Level.ERROR if facts.today > due else Level.WARNING
    return _published(installation, _tagging(installation, facts.today), message, facts, level)


def _at_closing(installation: Installation, pilot: Pilot, place: Location, facts: Facts) -> Gate:
    tag = tag_of_pilot(pilot, facts.parameters().tags.publisher_vo)
    return _published(installation, place, f"{installation.site} still publishes {tag}", facts, None)


def _published(installation: Installation, place: Location, message: str, facts: Facts, level: Level | None) -> Gate:
    return Gate(
        status=GateStatus.MISSING,
        at=place,
        message=message,
        fix="run the remove command of the site page; record tag-withdrawn",
        actor=facts.actor(Role.SITE_MANAGER, installation.site),
        level=level,
    )


def _tagging(installation: Installation, today: date) -> Location:
    """Locate the last event that published the tag on a computing element that still shows it."""
    left = set(published_ces(installation, today))
    shown = [event for event in installation.events if isinstance(event, TagPublished) and left & set(event.ces)]
    return installation.place(shown[-1])


def _over_since(patch: Patch, pilot: Pilot | None, today: date) -> date | None:
    """Tell when the patch ended or came into production, or the pilot ended, whichever was first."""
    ends = [step.event.date for step in patch_states.steps(patch, today) if not step.after.is_open]
    steps = pilot_states.steps(pilot, today) if pilot is not None else ()
    ends += [step.event.date for step in steps if step.after.is_terminal or step.after is PilotState.EVALUATED]
    return min(ends, default=None)


def _is_judged_at_closing(pilot: Pilot | None, since: date, today: date) -> bool:
    """Tell whether the closing of the pilot answers for a tag that was still published then."""
    steps = pilot_states.steps(pilot, today) if pilot is not None else ()
    return any(isinstance(step.event, Closed) and since <= step.event.date for step in steps)
