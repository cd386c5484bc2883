"""PPS804."""

from typing import Any

from generator.findings import GateStatus
from generator.policy.change.edits import RECORDS, flagged_fields, is_absent, is_kept, previous, shown
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.fields import IMMUTABLE, WRITE_ONCE, Mutability
from generator.records.patches import Patch
from generator.records.policies import PolicyRevision
from generator.records.schema import Field
from generator.records.structure import Record


@rule("PPS804", of=RECORDS)
def fixed_fields_keep_their_values(record: Record, facts: Facts) -> Gates:
    """
    What identifies a record, and what was decided upon, keeps its value.

    The version of a patch, the sites that a test ran at, the text of a final policy revision: whoever approved them
    approved exactly that. Some fields are fixed once merged, some once they are written, some from an event on. To say
    something else, make a new record: a new patch supersedes this one, a new run of a test is a new record.
    """
    was = previous(record, facts)
    if was is None:
        return
    for field in flagged_fields(record):
        old, new = getattr(was, field.attribute), getattr(record, field.attribute)
        why = _why_fixed(field, was, old)
        if why is not None and not is_kept(old, new, growing=field.mutability is WRITE_ONCE):
            yield Gate(
                status=GateStatus.BREACHED,
                at=record.place(name=field.key),
                message=f"{field.key} is {why} (was {'absent' if _is_unset(old) else shown(old)})",
                fix=_fix(record),
                field=field.key,
                actor=AUTHOR,
            )


def _why_fixed(field: Field, was: Record, old: Any) -> str | None:
    flag: Mutability | None = field.mutability
    if flag is IMMUTABLE:
        return "immutable"
    if flag is WRITE_ONCE:
        return None if is_absent(old) else "written once"
    if flag is None:
        return None
    if isinstance(was, PolicyRevision):
        return "fixed in a final revision" if was.status == flag.event else None
    has_begun = any(event.type == flag.event for event in getattr(was, "events", ()))
    return f"fixed since {flag.event!r}" if has_begun else None


def _is_unset(old: Any) -> bool:
    return old is None or old == ()


def _fix(record: Record) -> str:
    if isinstance(record, Patch):
        return "restore it; register a new patch that supersedes this one"
    return f"restore it; make a new {record.noun} where something else is true"
