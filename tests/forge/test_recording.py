"""Records of what was delivered: who got it, by which channel, on which day, and nothing that is recorded already."""

from dataclasses import replace
from datetime import date

from generator.forge.deliveries import Channel, Delivery, State
from generator.forge.ledger import Entry
from generator.forge.recording import hints, records_of
from tests.bulletin.small_world import Change, facts

SENT_ON = date(2008, 6, 19)
ONE = Entry(
    delivery=Delivery(
        kind="broadcast",
        about="PATCH-1200",
        event="preview-opened",
        number=6,
        slot=None,
        bugs=(),
        channel=Channel.MAIL,
        recipient="person:vo-mira",
        elements=("vo:lumen",),
    ),
    state=State.SENT,
    reason="",
    day=SENT_ON,
)
KNOWN = "kind: broadcast\nabout: PATCH-1200\nevent: preview-opened\nto: {vos: [lumen], rocs: all}\n"


def to(*elements: str, state: State = State.SENT, day: date = SENT_ON) -> Entry:
    delivery = replace(ONE.delivery, recipient=elements[0], elements=elements)
    return replace(ONE, delivery=delivery, state=state, day=day)


def recipients(*entries: Entry) -> list[object]:
    return [one.fields["to"] for one in records_of(entries, "coord-lena", facts())]


def test_everybody_is_named_as_all_and_others_one_by_one() -> None:
    assert [{"vos": "all", "rocs": "all"}] == recipients(ONE, to("vo:ops"), to("roc:ROC-ALPS"))
    assert [{"vos": ("lumen",), "rocs": "all"}] == recipients(ONE, to("rocs:all"))


def test_a_broadcast_is_recorded_once_vos_and_rocs_have_got_it() -> None:
    assert [] == recipients(ONE, to("vo:ops"))


def test_what_did_not_arrive_is_not_recorded() -> None:
    states = (State.DEFERRED, State.REFUSED, State.UNCERTAIN)

    assert [{"vos": ("lumen",), "rocs": "all"}] == recipients(
        ONE, to("rocs:all"), *(to("vo:ops", state=state) for state in states)
    )


def test_a_record_is_dated_by_its_last_delivery() -> None:
    (found,) = records_of([ONE, to("rocs:all", day=date(2008, 6, 20))], "coord-lena", facts())

    assert (date(2008, 6, 20), "NTF-2008-0025") == (found.fields["sent_on"], found.id)


def test_who_is_recorded_already_is_not_recorded_again() -> None:
    known = Change(
        "notifications/NTF-2008-0090.yaml", "", f"{KNOWN}channel: mail\nsent_on: 2008-06-19\nby: coord-lena\n"
    )
    late = to("vo:ops", day=date(2008, 6, 20))

    assert () == records_of([ONE, to("rocs:all")], "coord-lena", facts(known))
    (found,) = records_of([ONE, to("rocs:all"), late], "coord-lena", facts(known))
    assert ({"vos": "all", "rocs": "all"}, date(2008, 6, 20)) == (found.fields["to"], found.fields["sent_on"])


def test_each_message_and_channel_has_a_record_of_its_own() -> None:
    personal = replace(ONE.delivery, kind="personal", elements=("person:user-timo",), bugs=("BUG-1201",))
    comment = replace(personal, channel=Channel.GITHUB)
    address = "https://github.com/example/pps/issues/7#issuecomment-1"
    entries = (replace(ONE, delivery=personal), replace(ONE, delivery=comment, reason=address))
    by_mail, by_comment = sorted(
        records_of(entries, "coord-lena", facts()), key=lambda one: str(one.fields["channel"]), reverse=True
    )

    assert ("mail", None) == (by_mail.fields["channel"], by_mail.fields.get("ref"))
    assert ("github", address) == (by_comment.fields["channel"], by_comment.fields["ref"])
    assert {"NTF-2008-0025", "NTF-2008-0026"} == {by_mail.id, by_comment.id}


def test_what_vos_were_told_of_a_pilot_belongs_into_its_record_too() -> None:
    about = replace(ONE.delivery, about="PILOT-2008-015", event="negotiation-opened", number=2)
    told = [replace(ONE, delivery=replace(about, elements=(one,))) for one in ("vos:all", "rocs:all")]
    found = records_of(told, "coord-lena", facts())

    (hint,) = hints(found, facts())
    assert hint.startswith("PILOT-2008-015: add {channel: broadcast, date: 2008-06-19, ref: NTF-2008-0025} to its")
