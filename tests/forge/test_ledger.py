"""The ledger, tickets, the address book and plans: what was intended, who is reached, and what is never done twice."""

import resource
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from generator.bulletin.messages import Message
from generator.forge.address_book import AddressBook, refuse_inside
from generator.forge.deliveries import Channel, Delivery, Outcome, State
from generator.forge.ledger import Ledger, open_ledger
from generator.forge.planning import Plan, planned
from generator.forge.refusals import ForgeError
from generator.forge.sending import Round, leave_ticket, take_ticket
from tests.bulletin.small_world import Change, facts

NOON = datetime(2008, 6, 20, 12, tzinfo=UTC)
ONE = Delivery(
    kind="reminder",
    about="PILOT-2008-014",
    event="started",
    number=5,
    slot=date(2008, 6, 16),
    bugs=(),
    channel=Channel.MAIL,
    recipient="person:vo-mira",
    elements=("vo:lumen",),
)
OTHER = replace(ONE, recipient="person:vo-otto")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deliveries.jsonl"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with open_ledger(path, lambda: NOON) as opened:
        yield opened


def read_again(path: Path) -> dict[str, State]:
    with open_ledger(path, lambda: NOON) as opened:
        return {key: one.state for key, one in opened.entries.items()}


@pytest.mark.parametrize(
    "other",
    [
        replace(ONE, number=6),
        replace(ONE, kind="broadcast"),
        replace(ONE, slot=date(2008, 6, 23)),
        replace(ONE, slot=None),
        replace(ONE, channel=Channel.GITHUB),
        OTHER,
    ],
)
def test_event_kind_recipient_channel_and_slot_make_a_key(other: Delivery) -> None:
    assert ONE.key != other.key
    assert ONE.key == replace(ONE, elements=(), bugs=("BUG-1",)).key


def test_an_intention_without_an_outcome_is_uncertain(path: Path) -> None:
    with open_ledger(path, lambda: NOON) as ledger:
        ledger.intend([ONE])

    assert {ONE.key: State.UNCERTAIN} == read_again(path)


@pytest.mark.parametrize("state", [State.SENT, State.DEFERRED, State.REFUSED, State.UNCERTAIN])
def test_an_outcome_is_read_as_it_was_written(path: Path, state: State) -> None:
    with open_ledger(path, lambda: NOON) as ledger:
        ledger.intend([ONE, OTHER])
        ledger.settle(ONE, Outcome(state=state, reason="250 OK"))

    assert {ONE.key: state, OTHER.key: State.UNCERTAIN} == read_again(path)


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_line_that_a_crash_cut_off_was_never_written(path: Path, cut: int) -> None:
    with open_ledger(path, lambda: NOON) as ledger:
        ledger.intend([ONE])
        whole = path.read_bytes()
        ledger.settle(ONE, Outcome(state=State.SENT))
    path.write_bytes(path.read_bytes()[:-cut])

    assert {ONE.key: State.UNCERTAIN} == read_again(path)
    assert whole == path.read_bytes()


@pytest.mark.parametrize(
    "line",
    [
        b"not JSON\n",
        b'{"format": 2}\n',
        b"[]\n",
        b'{"format": 1, "said": "sent", "key": "00", "reason": "", "at": "2008-06-20T12:00:00"}\n',
    ],
)
def test_nothing_is_sent_on_a_broken_ledger(path: Path, line: bytes) -> None:
    with open_ledger(path, lambda: NOON) as ledger:
        ledger.intend([ONE])
    path.write_bytes(path.read_bytes() + line + b"{}\n")

    with pytest.raises(ForgeError, match=r"deliveries\.jsonl:2: this is no line of a ledger"):
        read_again(path)


def test_a_key_that_somebody_changed_is_noticed(path: Path) -> None:
    with open_ledger(path, lambda: NOON) as ledger:
        ledger.intend([ONE])
    path.write_text(path.read_text(encoding="utf-8").replace("vo-mira", "vo-otto"), encoding="utf-8")

    with pytest.raises(ForgeError, match="the key is not that of the delivery"):
        read_again(path)


def test_two_runs_never_hold_one_ledger(path: Path, ledger: Ledger) -> None:
    assert {} == ledger.entries
    with pytest.raises(ForgeError, match="another run holds"):
        read_again(path)


def test_a_full_disk_leaves_a_ledger_that_can_be_read(path: Path) -> None:
    before, after = resource.getrlimit(resource.RLIMIT_FSIZE)
    with open_ledger(path, lambda: NOON) as ledger:
        ledger.intend([ONE])
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 40, after))
        try:
            with pytest.raises(ForgeError, match="so that nothing is sent"):
                ledger.intend([OTHER])
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (before, after))

    assert ({ONE.key: State.UNCERTAIN}, size) == (read_again(path), path.stat().st_size)


def test_a_ledger_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    with pytest.raises(ForgeError, match="cannot be opened: Is a directory"):
        read_again(tmp_path)


@pytest.mark.parametrize(
    ("state", "is_sent", "is_sent_again"),
    [
        (State.SENT, False, True),
        (State.DEFERRED, True, True),
        (State.REFUSED, False, True),
        (State.UNCERTAIN, False, True),
    ],
)
def test_only_what_certainly_did_not_arrive_is_sent_without_asking(
    ledger: Ledger, state: State, *, is_sent: bool, is_sent_again: bool
) -> None:
    ledger.intend([ONE])
    ledger.settle(ONE, Outcome(state=state))

    assert is_sent == Round(ledger=ledger).wants(ONE)
    assert is_sent_again == Round(ledger=ledger, again=frozenset({ONE.key})).wants(ONE)


def test_a_ticket_sends_what_it_holds_and_nothing_else(ledger: Ledger, tmp_path: Path) -> None:
    ledger.intend([ONE, OTHER])
    leave_ticket(tmp_path / "ticket", [ONE])
    run = Round(ledger=ledger, ticket=take_ticket(tmp_path / "ticket"))

    assert (True, False) == (run.wants(ONE), run.wants(OTHER))
    assert not run.wants(replace(ONE, number=7))


def test_a_ticket_is_taken_once(tmp_path: Path) -> None:
    leave_ticket(tmp_path / "ticket", [ONE])
    take_ticket(tmp_path / "ticket")

    with pytest.raises(ForgeError, match="was taken already"):
        take_ticket(tmp_path / "ticket")


def test_a_ticket_never_replaces_another(tmp_path: Path) -> None:
    leave_ticket(tmp_path / "ticket", [ONE])

    with pytest.raises(ForgeError, match="is there already"):
        leave_ticket(tmp_path / "ticket", [OTHER])


def test_what_a_ticket_held_and_never_began_was_certainly_not_sent(ledger: Ledger) -> None:
    ledger.intend([ONE, OTHER])
    run = Round(ledger=ledger, ticket=frozenset({ONE.key, OTHER.key}))
    run.begin([OTHER])
    run.close()

    assert (State.DEFERRED, State.UNCERTAIN) == (ledger.state_of(ONE), ledger.state_of(OTHER))


# The address book

BOOK = '[addresses]\n"person:vo-mira" = "mira@example.org"\n"vo:ops" = "ops@example.org"\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[addresses", "is no TOML"),
        ("mira = 1", "has no table"),
        ('[addresses]\nmira = "mira@example.org"', "'mira' is no recipient"),
        ('[addresses]\n"vo:ops" = "a@example.org, b@example.org"', "vo:ops is no single address"),
        ('[addresses]\n"vo:ops" = "a@example.org\\nBcc: b@example.org"', "vo:ops is no single address"),
        ('[addresses]\n"vo:ops" = "Ops <a@example.org>"', "vo:ops is no single address"),
        ('[addresses]\n"vo:ops" = ["a@example.org"]', "vo:ops is no single address"),
    ],
)
def test_an_address_book_that_is_none_is_told_without_an_address(text: str, words: str) -> None:
    with pytest.raises(ForgeError, match=words) as raised:
        AddressBook.of(text, "book.toml")

    assert "@" not in str(raised.value).replace("uma@example.org", "")


def test_an_address_book_in_the_repository_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "repository" / "grid"
    (root.parent / ".git").mkdir(parents=True)
    (tmp_path / "link.toml").symlink_to(root.parent / "book.toml")

    for inside in (root / "book.toml", root.parent / "book.toml", tmp_path / "link.toml"):
        with pytest.raises(ForgeError, match="keep it outside"):
            refuse_inside(inside, root)
    refuse_inside(tmp_path / "book.toml", root)


# Plans


def plan(to: tuple[str, ...], channel: Channel = Channel.MAIL, *changes: Change) -> Plan:
    message = Message(
        kind="broadcast",
        about="PATCH-1200",
        event="preview-opened",
        number=6,
        cause="PATCH-1200/6",
        day=date(2008, 6, 18),
        to=to,
        title="",
        sections=(),
    )
    return planned(message, channel, AddressBook.of(BOOK, "book.toml").addresses, facts(*changes))


def test_all_vos_are_reached_through_each_of_them() -> None:
    found = plan(("vos:all", "rocs:all"))

    assert {"person:vo-mira": ("vo:lumen",), "vo:ops": ("vo:ops",)} == {
        one.recipient: one.elements for one in found.deliveries
    }
    assert ("roc:ROC-ALPS",) == found.unreachable


def test_who_speaks_for_two_vos_gets_one_message() -> None:
    role = "  - {role: vo-manager, scope: lumen, from: 2007-01-01}\n"
    both = Change("people/vo-mira.yaml", role, role + "  - {role: roc-manager, scope: ROC-ALPS, from: 2007-01-01}\n")
    found = plan(("vo:lumen", "rocs:all"), Channel.MAIL, both)

    assert [("person:vo-mira", ("vo:lumen", "roc:ROC-ALPS"))] == [
        (one.recipient, one.elements) for one in found.deliveries
    ]


def test_on_github_a_person_without_a_login_is_told_as_not_reached() -> None:
    found = plan(("vos:all", "person:user-timo", "person:nobody"), Channel.GITHUB)

    assert ["vos:all", "person:user-timo"] == [one.recipient for one in found.deliveries]
    assert ("person:nobody",) == found.unreachable
