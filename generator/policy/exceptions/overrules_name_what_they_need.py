"""PPS704."""

from generator.findings import GateStatus, Waiver
from generator.policy.exceptions.uses import uses_of
from generator.policy.judging import Verdict, recorded_verdicts, rules_by_id
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.policy.waivers import misused
from generator.records.decisions import Overrule
from generator.terms import Role


@rule(
    "PPS704",
    of=Overrule,
    statements=("T125",),
    quote="may be overruled by joint decision of the EMT and PPS coordination",
)
def overrules_name_what_they_need(overrule: Overrule, facts: Facts) -> Gates:
    """
    Overrules name what they need and no more: policies of pilots that are unmet at the transition.

    The safety of files, certification, history and honest release notes cannot be overruled. A rule that is met, or
    that the overrule of another leaves without an object, needs no overrule: who overrules the pilot as a whole does
    not name its parts. Remove the rule from the list.
    """
    needed = _needed(overrule, facts)
    for number, identity in enumerate(overrule.rules):
        known = rules_by_id().get(identity)
        if known is None or Waiver.JOINT not in known.waivers:
            message = f"{identity} cannot be overruled"
        elif needed is not None and identity not in needed:
            message = f"{identity} is not unmet at '{overrule.transition}': it needs no overrule"
        else:
            continue
        yield Gate(
            status=GateStatus.BREACHED,
            at=overrule.place(name="rules", item=number),
            message=message,
            fix="remove the rule from the list",
            field=f"rules[{number}]",
            actor=facts.actor(Role.EMT),
        )


def _needed(overrule: Overrule, facts: Facts) -> frozenset[str] | None:
    """Name the rules that are unmet where the overrule is used; None while no transition uses it as it may."""
    verdicts: list[Verdict] = []
    for record, number in uses_of(overrule, facts.registry):
        if misused(overrule, record, record.events[number - 1]) is None:
            verdicts += recorded_verdicts(record, number, facts)
    if not verdicts:
        return None
    return frozenset(one.rule.id for one in verdicts if one.status is GateStatus.OVERRULED)
