"""PPS705."""

from generator.findings import GateStatus, Waiver
from generator.policy.exceptions.uses import reach_of
from generator.policy.judging import Verdict, recorded_verdicts
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.policy.waivers import covers, misused, owners
from generator.records.decisions import ExceptionRecord
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.records.structure import Event


@rule(
    "PPS705",
    of=(Patch, Pilot, ExceptionRecord),
    statements=("T125",),
    quote="may be overruled by joint decision of the EMT and PPS coordination",
)
def decisions_reach_their_transition(record: Patch | Pilot | ExceptionRecord, facts: Facts) -> Gates:
    """
    Decisions reach their transition: an overrule or exception is for its subject, its transition and its days.

    It works from the day on which it was decided to its last day, never backwards: a transition that came first stands
    as it was. Decide anew and repeat the transition.
    """
    if isinstance(record, ExceptionRecord):
        yield from _beside(record, facts)
        return
    for number, event in enumerate(record.events, start=1):
        overrule = facts.registry.overrules.get(event.overrule) if event.overrule else None
        why = misused(overrule, record, event) if overrule else None
        if overrule is not None and why:
            yield _astray(record, event, number, f"{overrule.id} {why}")


def _beside(exception: ExceptionRecord, facts: Facts) -> Gates:
    """Yield the transitions that wanted the exception on a day on which it was not in force."""
    for record in reach_of(exception, facts.registry):
        for number, event in enumerate(record.events, start=1):
            if exception.decided_on <= event.date <= exception.valid_until:
                continue
            if any(_wanted(exception, verdict, facts) for verdict in recorded_verdicts(record, number, facts)):
                late = event.date < exception.decided_on
                ended = f"ended on {exception.valid_until}, before the transition it should cover"
                why = "was decided after the transition it should cover" if late else ended
                yield _astray(record, event, number, f"{exception.id} {why}")


def _wanted(exception: ExceptionRecord, verdict: Verdict, facts: Facts) -> bool:
    if not verdict.blocks or Waiver.EXCEPTION not in verdict.rule.waivers:
        return False
    return covers(exception, verdict.rule, owners(verdict.subject, facts.whole), verdict.gate.about)


def _astray(record: Patch | Pilot, event: Event, number: int, message: str) -> Gate:
    return Gate(
        status=GateStatus.BREACHED,
        at=record.place(event, "overrule"),
        message=message,
        fix="decide anew and repeat the transition",
        field=f"event {number}",
        actor=AUTHOR,
        subject=record.id,
    )
