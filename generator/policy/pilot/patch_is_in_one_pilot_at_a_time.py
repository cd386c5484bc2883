"""PPS419."""

from collections.abc import Iterator
from datetime import date

from generator.findings import GateStatus, Location, Waiver
from generator.lifecycle.clocks import first
from generator.lifecycle.pilot_states import running_set, state_of
from generator.policy.pilot.protocol import met, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.pilot_events import Agreed, Upgraded
from generator.records.pilots import Pilot
from generator.terms import Role


@rule("PPS419", of=Pilot, waivers=(Waiver.EXCEPTION,), gate_of=("agreed",))
def patch_is_in_one_pilot_at_a_time(pilot: Pilot, facts: Facts) -> Gates:
    """
    A patch is run by one pilot at a time.

    Two pilots of the same patch would share its tag, its installations and its feedback, and nobody could tell which
    of them succeeded. A pilot holds its patches from the agreement until it is evaluated, rolled back or aborted. End
    the other pilot first; the one that was agreed later is told.
    """
    is_asked = facts.transition is not None
    if not is_asked and not _is_active(pilot, facts):
        return
    mine = (first(pilot, Agreed) or facts.today, pilot.id)
    shared = tuple(_shared(pilot, mine, facts))
    for number, patch, other in shared:
        yield Gate(
            status=GateStatus.MISSING,
            at=_place(pilot, number, facts.today),
            message=f"{patch} is already in running {other}",
            fix="end the other pilot first",
            field=f"patches[{number}]",
            actor=facts.actor(Role.PPS_COORDINATION),
            about=patch,
        )
    if is_asked and not shared:
        yield met(place_in(pilot, facts), "no other pilot runs its patches", pilot.id)


def _shared(pilot: Pilot, mine: tuple[date, str], facts: Facts) -> Iterator[tuple[int, str, str]]:
    for number, patch in enumerate(running_set(pilot, facts.today)):
        for other in facts.registry.pilots_by_patch.get(patch, ()):
            holds = _is_active(other, facts) and patch in running_set(other, facts.today)
            if other.id != pilot.id and holds and (first(other, Agreed) or facts.today, other.id) < mine:
                yield number, patch, other.id


def _is_active(pilot: Pilot, facts: Facts) -> bool:
    state = state_of(pilot, facts.today)
    return state is not None and state.is_active


def _place(pilot: Pilot, number: int, today: date) -> Location:
    upgrades = [event for event in pilot.events if isinstance(event, Upgraded) and event.date <= today]
    return pilot.place(upgrades[-1] if upgrades else None, "patches", number)
