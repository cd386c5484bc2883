"""Deliveries: a message to one recipient by one channel, the key that makes it unique, how it ended (outputs §11)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.bulletin.messages import Message


class Channel(StrEnum):
    """How a message is delivered; by other channels people send it."""

    MAIL = "mail"
    GITHUB = "github"


class State(StrEnum):
    """How a delivery stands."""

    NEW = "new"
    SENT = "sent"
    DEFERRED = "deferred"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"

    @property
    def is_open(self) -> bool:
        """True for what may be sent without asking: it certainly did not arrive, and nobody refused it for good."""
        return self in {State.NEW, State.DEFERRED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How an attempt ended, and why in the words of the other side."""

    state: State
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """
    One message for one recipient.

    `recipient` is who gets it, `elements` whom of the notification's `to` that tells: a VO is told by its managers.
    """

    kind: str
    about: str
    event: str | None
    number: int | None
    slot: date | None
    bugs: tuple[str, ...]
    channel: Channel
    recipient: str
    elements: tuple[str, ...]

    @classmethod
    def of(cls, message: Message, channel: Channel, recipient: str, elements: tuple[str, ...]) -> Self:
        """Tell the delivery of a message to a recipient."""
        return cls(
            kind=message.kind,
            about=message.about,
            event=message.event,
            number=message.number,
            slot=message.slot,
            bugs=message.bugs,
            channel=channel,
            recipient=recipient,
            elements=elements,
        )

    @property
    def event_id(self) -> str:
        """The event that is told ("PATCH-1793/7"), or the revision of the policy."""
        return self.about if self.number is None else f"{self.about}/{self.number}"

    @property
    def key(self) -> str:
        """
        What makes the delivery unique for ever: the event, the recipient, the channel and the slot.

        The kind keeps an invitation apart from the broadcast about the same event, which the same person may get.
        """
        slot = self.slot.isoformat() if self.slot else ""
        parts = (self.event_id, self.kind, self.recipient, self.channel, slot)
        return sha256("\n".join(parts).encode()).hexdigest()

    def as_value(self) -> dict[str, Any]:
        """Tell it as plain values; no address stands in it."""
        return {
            "kind": self.kind,
            "about": self.about,
            "event": self.event,
            "number": self.number,
            "slot": self.slot.isoformat() if self.slot else None,
            "bugs": list(self.bugs),
            "channel": self.channel.value,
            "recipient": self.recipient,
            "elements": list(self.elements),
        }

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> Self:
        """Read what `as_value` told; raise KeyError, TypeError or ValueError for anything else."""
        number, slot = value["number"], value["slot"]
        return cls(
            kind=str(value["kind"]),
            about=str(value["about"]),
            event=None if value["event"] is None else str(value["event"]),
            number=None if number is None else int(number),
            slot=None if slot is None else date.fromisoformat(slot),
            bugs=tuple(map(str, value["bugs"])),
            channel=Channel(value["channel"]),
            recipient=str(value["recipient"]),
            elements=tuple(map(str, value["elements"])),
        )
