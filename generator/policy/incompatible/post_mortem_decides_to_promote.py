"""PPS506."""

from collections.abc import Iterator

from generator.findings import GateStatus, Waiver
from generator.policy.approvals import approves
from generator.policy.pilot.protocol import met, place_in
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.decisions import PostMortem
from generator.records.pilots import Pilot
from generator.terms import Role

_DECIDE = (Role.SA1_OPERATIONS, Role.PPS_COORDINATION)


@rule(
    "PPS506",
    of=(Pilot, PostMortem),
    waivers=(Waiver.EXCEPTION,),
    statements=("T144", "T145"),
    quote="an assessment is done and a decision is made about the follow-up",
    gate_of=("accepted",),
)
def post_mortem_decides_to_promote(subject: Pilot | PostMortem, facts: Facts) -> Gates:
    """
    A server that is not backward compatible goes to production when the latest post mortem of its pilot says so.

    Operations and the coordination of pre-production approve every post mortem, whatever it decides. If the latest one
    decided to prolong, to stop or to start again, hold another one.
    """
    if isinstance(subject, PostMortem):
        yield from _approvals(subject, facts)
    elif facts.transition is not None:
        yield from _decision(subject, facts)


def _approvals(held: PostMortem, facts: Facts) -> Iterator[Gate]:
    for role in _DECIDE:
        if not approves(held.approvals, role):
            yield Gate(
                status=GateStatus.MISSING,
                at=held.place(name="approvals"),
                message=f"{held.id} lacks the approval of {role}",
                fix="record the approval",
                field="approvals",
                actor=facts.actor(role),
            )


def _decision(pilot: Pilot, facts: Facts) -> Iterator[Gate]:
    place = facts.transition.place if facts.transition else place_in(pilot, facts)
    held = facts.registry.post_mortems_by_pilot.get(pilot.id, ())
    if held and held[-1].decision == "promote":
        yield from tuple(_approvals(held[-1], facts)) or (met(place, f"{held[-1].id} decided 'promote'", held[-1].id),)
        return
    latest = f"the latest post mortem {held[-1].id} decided '{held[-1].decision}', not 'promote'" if held else None
    yield Gate(
        status=GateStatus.MISSING,
        at=place,
        message=latest or "no post mortem was held that decided 'promote'",
        fix="hold a post mortem that decides",
        actor=facts.actor(Role.PPS_COORDINATION),
    )
