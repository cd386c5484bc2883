"""PPS607."""

from generator.findings import GateStatus
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.notifications import Notification


@rule(
    "PPS607",
    of=Notification,
    statements=("T043",),
    quote="General notification to potentially interested subjects (e.g. broadcasts to VOs and ROCs)",
)
def notifications_are_valid(notification: Notification, facts: Facts) -> Gates:
    """
    A broadcast goes to VOs and ROCs, a personal notification to persons, and each reports something that has happened.

    A record of a notification is written once it was sent, and other rules rely on it. Correct whom it addressed, the
    event that it names, or the day on which it was sent.
    """
    to = notification.to
    if notification.kind == "broadcast" and not (to.vos and to.rocs):
        yield _wrong(notification, "to", "a broadcast must address both VOs and ROCs")
    if notification.kind == "personal" and not to.persons:
        yield _wrong(notification, "to", "a personal notification must address persons")
    about = facts.registry.patches.get(notification.about) or facts.registry.pilots.get(notification.about)
    if about is None or notification.event is None:
        return
    days = [event.date for event in about.events if event.type == notification.event]
    if not days:
        yield _wrong(notification, "event", f"{about.id} has no event '{notification.event}'")
    elif min(days) > notification.sent_on:
        message = f"'{notification.event}' of {about.id} is dated {min(days)}, after it was reported"
        yield _wrong(notification, "event", f"{message} ({notification.sent_on})")


def _wrong(notification: Notification, field: str, message: str) -> Gate:
    return Gate(
        status=GateStatus.BREACHED,
        at=notification.place(name=field),
        message=message,
        fix="correct the record",
        field=field,
        actor=AUTHOR,
    )
