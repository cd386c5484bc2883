"""PPS706."""

from generator.findings import GateStatus
from generator.lifecycle.pilot_states import committed_vos
from generator.policy.exceptions.admission import shortcomings
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.policy.transitions.hearing import Voice, heard
from generator.records.decisions import ExceptionRecord
from generator.terms import Role

_PARTS = (Role.DEVELOPER, Role.SA3_CERTIFICATION, Role.SA1_OPERATIONS)


@rule(
    "PPS706",
    of=ExceptionRecord,
    statements=("T091", "T092", "T093"),
    quote="Exceptions to this rule may be decided by the concerned parts for justified opportunity reasons",
)
def exceptions_are_complete(exception: ExceptionRecord, facts: Facts) -> Gates:
    """
    Exceptions are complete: for rules that allow them, approved by all concerned parts, and open to be repeated.

    Uncertified software in a pilot is the matter of development, certification, operations and every committed VO; the
    snapshot of the repository and the checksums of the packages keep the environment reproducible. Every other
    deviation is the matter of the coordination. A reject stands until the same person replaces it. Complete the record.
    """
    for at, field, message, fix in shortcomings(exception):
        yield Gate(status=GateStatus.BREACHED, at=at, message=message, fix=fix, field=field, actor=AUTHOR)
    hearing = heard(exception.approvals, _concerned(exception, facts), exception.decided_on)
    if hearing.is_complete:
        return
    said = [f"is rejected by {one.by} ({one.role}, {one.date})" for one in hearing.rejects]
    said += [f"lacks the approval of {hearing.names}"] if hearing.missing else []
    yield Gate(
        status=GateStatus.MISSING,
        at=exception.place(name="approvals"),
        message=f"{exception.id} {' and '.join(said)}",
        fix="the missing part approves" if hearing.missing else "the same part approves, or the rule is kept",
        field="approvals",
        actor=hearing.actor(facts),
    )


def _concerned(exception: ExceptionRecord, facts: Facts) -> tuple[Voice, ...]:
    """Name who approves: role and, for a VO that had committed itself by the day of the decision, its name."""
    if exception.kind != "uncertified-software":
        return ((Role.PPS_COORDINATION, None),)
    named = facts.registry.pilots.get(exception.subject)
    pilots = (named,) if named else facts.registry.pilots_by_patch.get(exception.subject, ())
    vos = dict.fromkeys(vo for pilot in pilots for vo in committed_vos(pilot, exception.decided_on))
    return (*((role, None) for role in _PARTS), *((Role.VO_MANAGER, vo) for vo in vos))
