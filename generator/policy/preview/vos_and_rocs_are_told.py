"""PPS310."""

from collections.abc import Iterator

from generator.findings import GateStatus, Level, Location, Waiver
from generator.lifecycle.clocks import days_after
from generator.lifecycle.patch_states import steps
from generator.policy.preview.answers import is_any_unreadable, met, unknown
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.notifications import Notification
from generator.records.patch_events import (
    Accepted,
    PreviewOpened,
    Rejected,
    Released,
    RolledBack,
    Superseded,
    Withdrawn,
)
from generator.records.patches import Patch
from generator.records.structure import Event
from generator.terms import Role

_NEWS: dict[type[Event], str] = {
    PreviewOpened: "the preview",
    Rejected: "the rejection",
    Withdrawn: "the withdrawal",
    Superseded: "the end",
    Released: "the release",
    RolledBack: "the roll-back",
}


@rule(
    "PPS310",
    of=Patch,
    waivers=(Waiver.EXCEPTION,),
    statements=("T043", "T060", "T070"),
    quote="General notification to potentially interested subjects (e.g. broadcasts to VOs and ROCs)",
    gate_of=("accepted",),
)
def vos_and_rocs_are_told(patch: Patch, facts: Facts) -> Gates:
    """
    VOs and ROCs are told by a broadcast when a preview opens, when it ends early, and when production changes in haste.

    Nobody tries a version that he has not heard of, and nobody should go on with one that was taken back. The broadcast
    names the patch and the event: the opening of a preview; its rejection, withdrawal or replacement; the release of an
    update that was accepted by overrule; a roll-back. After a few days without it there is a warning, and a client is
    not accepted before its preview was announced. Send the broadcast, then record it.
    """
    if facts.transition is not None:
        opened = next((event for event in patch.events if isinstance(event, PreviewOpened)), None)
        told = _broadcast(patch, opened, facts) if opened is not None else None
        place = facts.transition.place
        if told is not None:
            yield met(place, f"the preview was announced by a broadcast on {told.sent_on}", told.id)
        elif is_any_unreadable("notifications", facts):
            yield unknown(place, "a notification")
        else:
            yield _untold(patch, PreviewOpened, place, facts)
        return
    policy = facts.policy()
    if policy is not None and not is_any_unreadable("notifications", facts):
        yield from _overdue(patch, policy.params.communication.broadcast_warn_days, facts)


def _overdue(patch: Patch, wait: int, facts: Facts) -> Gates:
    for event in news_of(patch, facts):
        if facts.today > days_after(event.date, wait) and _broadcast(patch, event, facts) is None:
            yield _untold(patch, type(event), patch.place(event), facts, Level.WARNING)


def _untold(patch: Patch, news: type[Event], place: Location, facts: Facts, level: Level | None = None) -> Gate:
    return Gate(
        status=GateStatus.MISSING,
        at=place,
        message=f"no broadcast to VOs and ROCs about {_NEWS[news]} of {patch.id}",
        fix="send it (notify) and record it",
        actor=facts.actor(Role.PPS_COORDINATION),
        level=level,
    )


def news_of(patch: Patch, facts: Facts) -> Iterator[Event]:
    """Yield the transitions that call for a broadcast; an accepted client answers for its preview by its own gate."""
    events = [step.event for step in steps(patch, facts.today)]
    opened = next((event for event in events if isinstance(event, PreviewOpened)), None)
    acceptances = [event for event in events if isinstance(event, Accepted)]
    if opened is not None and not any(_is_client(patch, event, facts) for event in acceptances):
        yield opened
    for event in events:
        is_early_end = isinstance(event, Rejected | Withdrawn | Superseded) and opened is not None
        is_in_haste = isinstance(event, Released) and acceptances[-1].overrule is not None
        if is_early_end or is_in_haste or isinstance(event, RolledBack):
            yield event


def _is_client(patch: Patch, event: Accepted, facts: Facts) -> bool:
    use_case = facts.use_case(patch, event.date)
    return use_case is not None and use_case.is_client_class


def _broadcast(patch: Patch, event: Event, facts: Facts) -> Notification | None:
    known = facts.registry.notifications_by_subject.get(patch.id, ())
    fits = (one for one in known if one.kind == "broadcast" and one.event == event.type and one.sent_on >= event.date)
    return next(fits, None)
