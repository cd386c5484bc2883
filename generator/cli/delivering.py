"""The delivery of messages: what carries them, and how each one ended."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import click

from generator.cli.settings import clock
from generator.forge.deliveries import Channel, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.cli.outgoing import Asked, Outgoing
    from generator.edition import Edition
    from generator.feeds.letters import Letter
    from generator.forge.address_book import AddressBook
    from generator.forge.comments import Board
    from generator.forge.deliveries import Delivery
    from generator.forge.ledger import Ledger
    from generator.forge.planning import Plan
    from generator.forge.sending import Round

INCOMPLETE = 1


class Carrier(Protocol):
    """Delivers a message to those of a plan that a round wants."""

    def __call__(self, letter: Letter, plan: Plan, run: Round) -> None:
        """Deliver; what happens stands in the ledger of the round."""


def now() -> datetime:
    """Tell the moment in UTC, on the day that the clock of all commands tells."""
    return datetime.combine(clock(), datetime.now(UTC).timetz())


def deliveries_of(outgoing: Iterable[Outgoing]) -> tuple[Delivery, ...]:
    """Tell every delivery of some messages."""
    return tuple(delivery for one in outgoing for plan in one.plans for delivery in plan.deliveries)


def on_issues(outgoing: Sequence[Outgoing], asked: Asked, edition: Edition) -> tuple[Outgoing, ...]:
    """Leave out the comments on subjects that have no issue, so that nothing is promised there."""
    if Channel.GITHUB.value not in asked.channels:
        return tuple(outgoing)
    with _board(asked, edition) as board:
        homeless = {about for about in {one.message.about for one in outgoing} if board.issue_of(about) is None}
    return tuple(
        replace(one, plans=tuple(_without(plan) if one.message.about in homeless else plan for plan in one.plans))
        for one in outgoing
    )


def _without(plan: Plan) -> Plan:
    if plan.channel is not Channel.GITHUB:
        return plan
    return replace(plan, deliveries=(), unreachable=plan.message.to)


def intend(outgoing: Sequence[Outgoing], ticket: Path, again: Sequence[str], ledger: Ledger) -> None:
    """Write all intentions to the ledger, and a ticket by which one later run may carry them out."""
    from generator.forge.sending import Round, leave_ticket

    known = deliveries_of(outgoing)
    run = Round(ledger=ledger, again=_named(again, known))
    wanted = tuple(one for one in known if run.wants(one))
    leave_ticket(ticket, wanted)
    ledger.intend(wanted)
    click.echo(f"{len(wanted)} deliveries are intended; keep the ledger, then send them with --intended", err=True)


def deliver(
    outgoing: Sequence[Outgoing],
    carriers: Mapping[Channel, Carrier],
    *,
    asked: Asked,
    edition: Edition,
    ledger: Ledger,
) -> int:
    """Send what a run may send, and tell how every delivery stands; tell the exit code."""
    from generator.forge.planning import unreached
    from generator.forge.sending import Round, take_ticket
    from generator.reports.outgoing import standing

    known = deliveries_of(outgoing)
    ticket = take_ticket(asked.intended) if asked.intended is not None else None
    run = Round(ledger=ledger, again=_named(asked.again, known), ticket=ticket)
    try:
        for one in outgoing:
            for plan in one.plans:
                if plan.deliveries:
                    carriers[plan.channel](one.letter, plan, run)
    finally:
        run.close()
    missing = [(plan.channel, one) for out in outgoing for plan in out.plans for one in plan.unreachable]
    for line in standing(known, missing, ledger):
        click.echo(line)
    is_everybody_reached = not any(unreached(one.message, one.plans, edition.facts) for one in outgoing if one.plans)
    is_complete = is_everybody_reached and all(ledger.state_of(one) is State.SENT for one in known)
    return 0 if is_complete else INCOMPLETE


def _named(starts: Iterable[str], deliveries: Iterable[Delivery]) -> frozenset[str]:
    """Tell the keys that begin as somebody wrote them."""
    keys = {one.key for one in deliveries}
    found: set[str] = set()
    for start in starts:
        fits = [key for key in keys if key.startswith(start.lower())]
        if len(fits) != 1:
            what = "several messages" if fits else "no message that is due"
            raise click.UsageError(f"--again {start} names {what}; without --send the keys are shown")
        found.update(fits)
    return frozenset(found)


@contextmanager
def carriers(
    outgoing: Iterable[Outgoing], asked: Asked, edition: Edition, book: AddressBook
) -> Iterator[Mapping[Channel, Carrier]]:
    """Give what carries messages by the channels that something is to be sent by, each proven to serve."""
    channels = dict.fromkeys(one.channel for one in deliveries_of(outgoing))
    with ExitStack() as held:
        made: dict[Channel, Callable[[], Carrier]] = {
            Channel.MAIL: lambda: _mail(asked, book),
            Channel.GITHUB: lambda: held.enter_context(_comments(asked, edition)),
        }
        yield {channel: made[channel]() for channel in channels}


def _mail(asked: Asked, book: AddressBook) -> Carrier:
    from generator import assets
    from generator.forge.mail import MailServer, Postman, mail
    from generator.forge.sending import by_mail
    from generator.rendering import Letters

    if not asked.server or not asked.sender:
        raise click.UsageError("name the mail server and the sender: --smtp and --from, or PPS_SMTP_URL, PPS_MAIL_FROM")
    login = os.environ.get("PPS_SMTP_LOGIN"), os.environ.get("PPS_SMTP_PASSWORD")
    server = MailServer.at(asked.server, (login[0], login[1]) if login[0] and login[1] else None)
    postman = Postman(server=server, sender=asked.sender, wait=time.sleep, now=now)
    postman.call()
    letters = Letters(assets.site_templates())

    def carry(letter: Letter, plan: Plan, run: Round) -> None:
        written = mail(letter.subject, letters.text(letter), letters.html(letter))
        by_mail(plan, written, book.addresses, run, postman)

    return carry


@contextmanager
def _comments(asked: Asked, edition: Edition) -> Iterator[Carrier]:
    from generator import assets
    from generator.forge.sending import as_comment
    from generator.rendering import Letters

    letters = Letters(assets.site_templates())
    with _board(asked, edition) as board:

        def carry(letter: Letter, plan: Plan, run: Round) -> None:
            as_comment(plan, letters.comment(letter), run, board)

        yield carry


@contextmanager
def _board(asked: Asked, edition: Edition) -> Iterator[Board]:
    from generator.cli.at_github import at_github
    from generator.forge.comments import Board

    with at_github(asked.repository) as github:
        yield Board(github=github, facts=edition.facts)
