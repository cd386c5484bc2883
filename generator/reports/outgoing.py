"""Messages that are due, as a person reads them before they are sent: recipients, how each stands, the text."""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING, Final

from generator.forge.deliveries import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.bulletin.messages import Message
    from generator.forge.deliveries import Delivery
    from generator.forge.ledger import Ledger
    from generator.forge.planning import Plan

SHORT: Final = 12
"""Letters of a key that are shown, and that are enough to name it."""


def lines(message: Message, plans: Sequence[Plan], text: str, ledger: Ledger | None) -> Iterator[str]:
    """Write one message with everybody who gets it."""
    slot = f", slot {message.slot}" if message.slot else ""
    yield f"{message.event_id}: {message.kind}{slot}, due since {message.day}, to {', '.join(message.to)}"
    if message.by_hand:
        yield f"  by hand: {message.by_hand}"
    for plan in plans:
        yield from (f"  {recipient(one, ledger)}" for one in plan.deliveries)
        yield from (f"  {plan.channel}: nobody can be reached for {one}" for one in plan.unreachable)
    yield ""
    yield indent(text.rstrip(), "    ")
    yield ""


def standing(deliveries: Sequence[Delivery], unreachable: Iterable[tuple[str, str]], ledger: Ledger) -> Iterator[str]:
    """Write how each delivery stands after a run, who could not be reached, and what is uncertain from earlier."""
    yield from (f"{one.event_id}: {recipient(one, ledger)}" for one in deliveries)
    yield from (f"{channel}: nobody can be reached for {one}" for channel, one in unreachable)
    known = {one.key for one in deliveries}
    for key, entry in ledger.entries.items():
        if entry.state is State.UNCERTAIN and key not in known:
            yield f"{entry.delivery.event_id}: {recipient(entry.delivery, ledger)}; it is not due any more"


def recipient(delivery: Delivery, ledger: Ledger | None) -> str:
    """Write how one delivery stands, and how to send again what may have arrived."""
    entry = ledger.entries.get(delivery.key) if ledger else None
    state, key = entry.state if entry else State.NEW, delivery.key[:SHORT]
    line = f"{delivery.channel} to {delivery.recipient}: {state} ({key})"
    if entry is None:
        return line
    why = f", {entry.reason}" if entry.reason else ""
    again = f"; to send it again: --again {key}" if state in {State.UNCERTAIN, State.REFUSED} else ""
    return f"{line} on {entry.day}{why}{again}"
