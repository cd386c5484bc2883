"""PPS701."""

from generator.findings import GateStatus
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.policy.transitions.hearing import heard
from generator.records.decisions import Overrule
from generator.terms import Role

_BODIES = ((Role.EMT, None), (Role.PPS_COORDINATION, None))


@rule(
    "PPS701",
    of=Overrule,
    statements=("T125",),
    quote="may be overruled by joint decision of the EMT and PPS coordination",
)
def overrules_are_joint_decisions(overrule: Overrule, facts: Facts) -> Gates:
    """
    Overrules are joint decisions of the EMT and of the coordination of pre-production.

    Both approve on or before the day of the decision, and nobody's reject stands; that they are two people is the
    matter of another rule. One body alone cannot set a policy aside. Ask the missing body to approve.
    """
    hearing = heard(overrule.approvals, _BODIES, overrule.decided_on)
    if hearing.is_complete:
        return
    said = [f"is rejected by {one.by} ({one.role}, {one.date})" for one in hearing.rejects]
    said += [f"lacks the approval of {hearing.names} (joint decision)"] if hearing.missing else []
    yield Gate(
        status=GateStatus.MISSING,
        at=overrule.place(name="approvals"),
        message=f"{overrule.id} {' and '.join(said)}",
        fix="the missing body approves" if hearing.missing else "follow the normal path",
        field="approvals",
        actor=hearing.actor(facts),
    )
