"""Sending that ends before any line of the ledger: the next run tells who was left, and nobody twice."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from generator.bulletin.messages import Message
from generator.forge.deliveries import Channel, State
from generator.forge.ledger import open_ledger
from generator.forge.mail import MailServer, Postman, mail
from generator.forge.planning import planned
from generator.forge.sending import Round, by_mail
from tests.bulletin.small_world import facts
from tests.forge.mail_servers import FakeMail, Postbox

NOON = datetime(2008, 6, 20, 12, tzinfo=UTC)
ADDRESSES = {f"person:{one}": f"{one}@example.org" for one in ("user-timo", "vo-mira", "roc-rosa")}
MESSAGE = Message(
    kind="kickoff",
    about="PILOT-2008-014",
    event="negotiation-opened",
    number=2,
    cause="PILOT-2008-014/2",
    day=date(2008, 5, 20),
    to=tuple(ADDRESSES),
    title="",
    sections=(),
)
PLAN = planned(MESSAGE, Channel.MAIL, ADDRESSES, facts())


class PowerCut(BaseException):
    """The machine stops; nothing of ours catches it."""


def clock_until(cut: int) -> Callable[[], datetime]:
    """Answers a clock that is asked before each line of the ledger, and stops the machine before one of them."""
    left = iter(range(cut))

    def now() -> datetime:
        if next(left, None) is None:
            raise PowerCut
        return NOON

    return now


def run(
    path: Path, server: FakeMail, now: Callable[[], datetime], addresses: Mapping[str, str] = ADDRESSES
) -> list[State]:
    postman = Postman(server=MailServer.at(server.url), sender="pps@example.org", wait=print, now=lambda: NOON)
    with open_ledger(path, now) as ledger:
        by_mail(PLAN, mail("Hello", "text", "<p>text</p>"), addresses, Round(ledger=ledger), postman)
        return [ledger.state_of(one) for one in PLAN.deliveries]


def test_an_address_that_fits_no_message_holds_back_nobody_else(tmp_path: Path) -> None:
    """The ledger tells it as put off, not as uncertain: the next run tries again what certainly never left."""
    box, broken = Postbox(), ADDRESSES | {"person:vo-mira": "mira..m@example.org"}
    with FakeMail(box) as server:
        states = run(tmp_path / "deliveries.jsonl", server, lambda: NOON, broken)
        later = run(tmp_path / "deliveries.jsonl", server, lambda: NOON)

    assert (1, 2) == (states.count(State.DEFERRED), states.count(State.SENT))
    assert [State.SENT] * 3 == later
    assert sorted(ADDRESSES.values()) == sorted(box.readers)


@pytest.mark.parametrize("cut", range(2 * len(ADDRESSES)))
def test_a_power_cut_before_any_line_sends_nothing_twice(tmp_path: Path, cut: int) -> None:
    path, box = tmp_path / "deliveries.jsonl", Postbox()
    with FakeMail(box) as server:
        with pytest.raises(PowerCut):
            run(path, server, clock_until(cut))
        before = len(box.readers)
        states = run(path, server, lambda: NOON)

    assert sorted(ADDRESSES.values()) == sorted(box.readers)
    is_in_doubt = cut % 2 == 1
    assert ((cut + 1) // 2, int(is_in_doubt)) == (before, states.count(State.UNCERTAIN))
