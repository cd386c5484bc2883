"""Sending: an intention first, then the message, then its outcome, so that a crash at any point sends nothing twice."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.forge.deliveries import Outcome, State
from generator.forge.refusals import ForgeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from email.message import EmailMessage
    from pathlib import Path

    from generator.forge.comments import Board
    from generator.forge.deliveries import Delivery
    from generator.forge.ledger import Ledger
    from generator.forge.mail import Postman
    from generator.forge.planning import Plan

FORMAT: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """
    One run of sending.

    Without a ticket it sends what is new or was put off, and what `again` names. `ticket` holds the keys that an
    earlier step intended, and then nothing else is sent. `begun` are the keys of what may have left.
    """

    ledger: Ledger
    again: frozenset[str] = frozenset()
    ticket: frozenset[str] | None = None
    begun: set[str] = field(default_factory=set)

    def wants(self, delivery: Delivery) -> bool:
        """Tell whether this run sends a delivery."""
        if self.ticket is not None:
            return delivery.key in self.ticket and self.ledger.state_of(delivery) is State.UNCERTAIN
        return self.ledger.state_of(delivery).is_open or delivery.key in self.again

    def intend(self, deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
        """Put on the disk that deliveries will be made, unless a ticket says that it stands there already."""
        wanted = tuple(one for one in deliveries if self.wants(one))
        if wanted and self.ticket is None:
            self.ledger.intend(wanted)
        return wanted

    def begin(self, deliveries: Iterable[Delivery]) -> None:
        """Remember that messages may leave from now on."""
        self.begun.update(one.key for one in deliveries)

    def put_off(self, deliveries: Iterable[Delivery], reason: str) -> None:
        """Note that nothing was sent to those whom this run should have told, and why."""
        for one in self.intend(deliveries):
            self.ledger.settle(one, Outcome(state=State.DEFERRED, reason=reason))

    def close(self) -> None:
        """Note what a ticket held and what never left: it was not due any more, or the run ended before its turn."""
        for key in sorted((self.ticket or frozenset()) - self.begun):
            entry = self.ledger.entries.get(key)
            if entry is not None and entry.is_pending:
                self.ledger.settle(entry.delivery, Outcome(state=State.DEFERRED, reason="its turn did not come"))


def by_mail(plan: Plan, letter: EmailMessage, addresses: Mapping[str, str], run: Round, postman: Postman) -> None:
    """Send a message to each of its recipients, one after the other."""
    for delivery in plan.deliveries:
        for wanted in run.intend((delivery,)):
            run.begin((wanted,))
            outcome = postman.deliver(letter, addresses[wanted.recipient], wanted.key)
            run.ledger.settle(wanted, outcome)


def as_comment(plan: Plan, text: str, run: Round, board: Board) -> None:
    """Write a message as one comment; what a comment has told already is noted as sent."""
    about = plan.message.about
    try:
        issue = board.issue_of(about)
        there = board.keys_on(issue) if issue is not None else frozenset()
    except ForgeError as error:
        run.put_off(plan.deliveries, str(error))
        return
    if issue is None:
        run.put_off(plan.deliveries, f"{about} has no issue to comment on; open its channel first")
        return
    for told in (one for one in plan.deliveries if one.key in there):
        _note(told, run.ledger)
    wanted = run.intend(one for one in plan.deliveries if one.key not in there)
    if wanted:
        run.begin(wanted)
        outcome = board.tell(issue, wanted, text)
        for one in wanted:
            run.ledger.settle(one, outcome)


def _note(delivery: Delivery, ledger: Ledger) -> None:
    state = ledger.state_of(delivery)
    if state is State.NEW:
        ledger.intend((delivery,))
    if state is not State.SENT:
        ledger.settle(delivery, Outcome(state=State.SENT, reason="its comment stands on the issue"))


def leave_ticket(path: Path, deliveries: Iterable[Delivery]) -> None:
    """Write the keys that were intended into a file that one later run may take; raise ForgeError where one is left."""
    value = {"format": FORMAT, "keys": sorted(one.key for one in deliveries)}
    try:
        with path.open("x", encoding="utf-8") as file:
            json.dump(value, file)
    except FileExistsError as error:
        raise ForgeError(f"{path} is there already; name a new file, or send what it holds with --intended") from error
    except OSError as error:
        raise ForgeError(f"{path} cannot be written: {error.strerror}") from error


def take_ticket(path: Path) -> frozenset[str]:
    """
    Take a ticket away and tell its keys.

    It is gone before anything is sent, so that no second run can send the same. Raises ForgeError where there is none.
    """
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        keys = frozenset(map(str, value["keys"]))
        path.unlink()
        handle = os.open(path.parent, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    except FileNotFoundError as error:
        raise ForgeError(f"{path} is not there, or was taken already: what it held is shown as uncertain") from error
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise ForgeError(f"{path} holds no intentions: {error!r}") from error
    return keys
