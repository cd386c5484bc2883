"""PPS807."""

from generator.findings import Actor, GateStatus, Level
from generator.policy.change.backing import added_acts, is_backed, person_of
from generator.policy.change.edits import RECORDS
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.people import Person
from generator.records.structure import Record


@rule("PPS807", of=RECORDS)
def acts_are_backed_by_reviews(record: Record, facts: Facts) -> Gates:
    """
    Nobody acts in the name of somebody else: each approval and each act that a change adds is backed by its person.

    The person approves the pull request, and the record is still the same as in the commit that was approved; or the
    person opened the pull request and pushed to it last, because nobody can review what is his own. Another file may
    change in the meantime without a second review. Where no reviews are at hand, this is a notice.
    """
    change = facts.change
    if change is None:
        return
    for act in added_acts(record, facts):
        name, person = act.by, person_of(act.by, change)
        if change.evidence is None:
            message, level = f"{act.what} by {name} is recorded; whether {name} agreed was not looked at", Level.INFO
            fix = "run again with --reviews"
        elif person is not None and not is_backed(person, record, change):
            message = f"{act.what} by {name} is recorded, but {name} has not approved this pull request"
            level, fix = Level.ERROR, _fix(person)
        else:
            continue
        yield Gate(
            status=GateStatus.MISSING,
            at=record.place(act.structure),
            message=message,
            fix=fix,
            actor=Actor(role="the person named", people=(name,)),
            level=level,
        )


def _fix(person: Person) -> str:
    if person.github is None:
        return f"record the GitHub login of {person.id} first, in a change of its own"
    return f"{person.id} ({person.github}) approves the pull request"
