"""PPS309."""

from datetime import date

from generator.findings import GateStatus, Location, Waiver
from generator.policy.preview.answers import entry, in_days, met, not_applicable
from generator.policy.preview.deployments import first_day, is_client, previews_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.installation_events import Distributed
from generator.records.patch_events import FeedbackChannelOpened, PreviewOpened
from generator.records.patches import Patch
from generator.terms import Role


@rule(
    "PPS309",
    of=Patch,
    waivers=(Waiver.EXCEPTION,),
    statements=("T046", "T060"),
    quote="a dedicated public channel is made available to users to provide feedback",
    gate_of=("accepted",),
)
def feedback_channel_is_open_at_once(patch: Patch, facts: Facts) -> Gates:
    """
    Users find a public channel for feedback on the day on which the first site gets a preview, or earlier.

    Somebody who meets a fault in the first hour should know where to report it. The coordination opens the channel and
    records feedback-channel-opened; who is late opens it at once and explains the delay by an exception.
    """
    if not is_client(patch, facts):
        return
    first = first_day(previews_of(patch, facts), Distributed)
    channel = next((event for event in patch.events if isinstance(event, FeedbackChannelOpened)), None)
    if first is None:
        if facts.transition is not None:
            yield not_applicable(facts.transition.place, "the preview is not deployed anywhere yet")
    elif channel is None:
        if facts.transition is not None or facts.today > first:
            message = f"no public feedback channel is open, and the preview is deployed since {first}"
            yield _gate(GateStatus.MISSING, _opening(patch), message, facts)
    elif channel.date > first:
        late = in_days((channel.date - first).days)
        message = f"feedback channel opened {late} after the first deployment; it must be available immediately"
        yield _gate(GateStatus.BREACHED, patch.place(channel), message, facts)
    elif facts.transition is not None:
        yield met(facts.transition.place, _in_time(channel, first), entry(patch, channel))


def _gate(status: GateStatus, place: Location, message: str, facts: Facts) -> Gate:
    return Gate(
        status=status,
        at=place,
        message=message,
        fix="open the channel at once and explain the delay",
        actor=facts.actor(Role.PPS_COORDINATION),
    )


def _opening(patch: Patch) -> Location:
    """Locate the opening of the preview, which asks for a channel; the log where the preview was never opened."""
    opened = next((event for event in patch.events if isinstance(event, PreviewOpened)), None)
    return patch.place(opened) if opened is not None else patch.place(name="events")


def _in_time(channel: FeedbackChannelOpened, first: date) -> str:
    return f"feedback channel open since {channel.date}, first deployment {first}"
