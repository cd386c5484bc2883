"""PPS706."""

from generator.findings import GateStatus
from generator.policy.exceptions.admission import concerned_voices, shortcomings
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.policy.transitions.hearing import heard
from generator.records.decisions import ExceptionRecord


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
    hearing = heard(exception.approvals, concerned_voices(exception, facts), exception.decided_on)
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
