"""PPS411."""

from collections.abc import Iterator

from generator.findings import Waiver
from generator.policy.pilot.protocol import Stand, met, stand_at
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed, KickoffHeld
from generator.records.pilots import Pilot
from generator.terms import Role


@rule(
    "PPS411",
    of=Pilot,
    waivers=(Waiver.JOINT,),
    statements=("T105", "T107", "T108", "T109", "T110", "T141"),
    quote="provide information about the new features to the VOs",
    gate_of=("agreed", "evaluated", "accepted"),
    every_run=False,
)
def vos_are_informed_before_the_kickoff(pilot: Pilot, facts: Facts) -> Gates:
    """
    Before the kick-off of a pilot VOs are told what changes for their users, and are asked whether they take part.

    One channel is enough: the operations meeting, a broadcast, or the experiment integration and support team. Write
    down what users will see, and every answer; if nobody answered, record the interest of VO none.
    """
    stand = stand_at(pilot, Agreed, facts)
    objections = tuple(_objections(stand))
    for field, message, fix in objections:
        yield Gate(
            status=stand.gap,
            at=stand.place,
            message=message,
            fix=fix,
            field=field,
            actor=facts.actor(Role.PPS_COORDINATION),
        )
    if not objections:
        yield met(stand.place, "VOs were informed and asked", pilot.id)


def _objections(stand: Stand) -> Iterator[tuple[str, str, str]]:
    pilot = stand.pilot
    kickoffs = [event.date for event in pilot.events if isinstance(event, KickoffHeld)]
    last_day = kickoffs[-1] if kickoffs else stand.day
    if not any(told.date <= last_day for told in pilot.vo_information):
        message = "VOs were not informed of the changes before the kick-off"
        yield "vo_information", message, "inform them and hold the kick-off afterwards"
    if not (pilot.user_visible_changes or "").strip():
        message = "the pilot does not say what changes for users"
        yield "user_visible_changes", message, "write what VOs are told"
    if not pilot.vo_interest:
        message = "no interest of a VO is recorded, not even that nobody answered"
        yield "vo_interest", message, "record the answers, or vo: none"
