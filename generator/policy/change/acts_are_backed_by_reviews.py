"""PPS807."""

from collections.abc import Iterator

from generator.findings import Actor, GateStatus, Level
from generator.history.change import Change
from generator.policy.change.edits import RECORDS, added_facts
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.people import Person
from generator.records.pilots import Acknowledgement, Agreement, PlatinumCommitments
from generator.records.structure import Approval, Event, Record, Structure


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
    for name, structure, what in _acts(record, facts):
        person = change.base.people.get(name) or change.head.people.get(name)
        if change.evidence is None:
            message, level = f"{what} by {name} is recorded; whether {name} agreed was not looked at", Level.INFO
            fix = "run again with --reviews"
        elif person is not None and not _is_backed(person, record, change):
            message, level = f"{what} by {name} is recorded, but {name} has not approved this pull request", Level.ERROR
            fix = _fix(person)
        else:
            continue
        yield Gate(
            status=GateStatus.MISSING,
            at=record.place(structure),
            message=message,
            fix=fix,
            actor=Actor(role="the person named", people=(name,)),
            level=level,
        )


def _is_backed(person: Person, record: Record, change: Change) -> bool:
    """Tell whether there is evidence; the login is the one of the base, so that nobody lends his own to another."""
    return (
        person.github is not None and change.evidence is not None and change.evidence.backs(person.github, record.path)
    )


def _fix(person: Person) -> str:
    if person.github is None:
        return f"record the GitHub login of {person.id} first, in a change of its own"
    return f"{person.id} ({person.github}) approves the pull request"


def _acts(record: Record, facts: Facts) -> Iterator[tuple[str, Structure, str]]:
    """Yield each person who acts in what a change adds, once: where, and what the act is called."""
    named = set()
    for _, structure, _, _ in added_facts(record, facts):
        person = getattr(structure, "by", None) or getattr(structure, "signed_by", None)
        if isinstance(person, str) and person not in named:
            named.add(person)
            yield person, structure, _called(structure)


def _called(structure: Structure) -> str:
    if isinstance(structure, Event):
        return f"{structure.type!r}"
    for kind, noun in ((Approval, "approval"), (Agreement, "agreement"), (Acknowledgement, "acknowledgement")):
        if isinstance(structure, kind):
            return f"the {noun}"
    return "the commitment" if isinstance(structure, PlatinumCommitments) else "the entry"
