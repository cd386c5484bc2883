"""Which event a new notification reports: what is due to be told, else the last one that its kind tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.authoring.edits import AuthoringError
from generator.bulletin.messages import Desk
from generator.bulletin.messages_due import messages_due
from generator.records.patch_events import PreviewOpened, Rejected, Released, RolledBack, Superseded, Withdrawn
from generator.records.pilot_events import NegotiationOpened, Started

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.policy.rule import Facts
    from generator.records.structure import Event

_TOLD_OF: Final[Mapping[str, tuple[type[Event], ...]]] = {
    "broadcast": (PreviewOpened, Rejected, Withdrawn, Superseded, Released, RolledBack, NegotiationOpened),
    "personal": (PreviewOpened,),
    "reminder": (Started,),
    "kickoff": (NegotiationOpened,),
}


def reported(kind: str, subject: str, facts: Facts) -> dict[str, Any]:
    """
    Tell the event that a notification of a kind about a patch or a pilot reports, and the slot of a reminder.

    Raises AuthoringError where several messages are due, or where nothing has happened that such a one tells of.
    """
    record = facts.registry.patches.get(subject) or facts.registry.pilots.get(subject)
    if record is None or kind not in _TOLD_OF:
        return {}
    due = [one for one in messages_due(facts, Desk()) if (one.kind, one.about) == (kind, subject)]
    happened = [one.type for one in record.events if isinstance(one, _TOLD_OF[kind]) and one.date <= facts.today]
    events = tuple(dict.fromkeys(str(one.event) for one in due)) or tuple(happened[-1:])
    if len(events) != 1:
        found = f"has {', '.join(events)} to be told" if events else f"has no event that a {kind} tells of"
        raise AuthoringError(f"{subject} {found}; name the type of one with --set event=TYPE")
    slot = due[-1].slot if due else None
    return {"event": events[0], **({"slot": slot} if slot else {})}
