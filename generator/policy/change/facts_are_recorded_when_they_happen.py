"""PPS808."""

from collections.abc import Iterator
from datetime import date

from generator.findings import GateStatus, Waiver
from generator.policy.change.edits import RECORDS, added_facts, broken_lists, comparable, previous
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.decisions import PostMortem
from generator.records.feedback import Feedback
from generator.records.notifications import Notification
from generator.records.people import Person
from generator.records.scenarios import DeploymentTest
from generator.records.sites import Site
from generator.records.structure import Event, Record, Structure

_EXEMPT = (DeploymentTest, Feedback, Notification, PostMortem)


@rule(
    "PPS808",
    of=RECORDS,
    waivers=(Waiver.EXCEPTION,),
    statements=("T097",),
    quote="Pilot services for minor updates will be operated in production for 1 week",
)
def facts_are_recorded_when_they_happen(record: Record, facts: Facts) -> Gates:
    """
    Facts are recorded when they happen: what a change adds is dated at most a few days back.

    Every clock starts from a date that somebody wrote, and a start that is written into the past shortens the week of
    operation. The days are counted from the day on which the pull request was opened, so a long review does no harm.
    Roles and tiers do not begin in the past either. Feedback, notifications, post mortems and deployment tests may be
    older than their record, and so may everything that is imported into an empty repository. Use the date of today, or
    explain the delay in an exception.
    """
    change = comparable(facts)
    if change is None or change.is_first or isinstance(record, _EXEMPT) or not change.touches(record):
        return
    opened = change.evidence.opened_on if change.evidence is not None else None
    counted_from = min(opened or facts.today, facts.today)
    most = facts.parameters().history.backdating_days
    for path, structure, name, day in (*added_facts(record, facts), *_begun(record, facts)):
        late = (counted_from - day).days
        if late > most:
            what = f"{structure.type!r}" if isinstance(structure, Event) else path
            yield Gate(
                status=GateStatus.BREACHED,
                at=record.place(structure, name),
                message=f"{what} is dated {late} days ago; at most {most} days of back-dating",
                fix="use the date of today, or explain the delay in an exception",
                field=path,
                actor=AUTHOR,
            )


def _begun(record: Record, facts: Facts) -> Iterator[tuple[str, Structure, str, date]]:
    """Yield the first day of each role and tier that a change adds; a list with a broken entry is left to PPS802."""
    was = previous(record, facts)
    if was is not None and any(field.key in {"roles", "tier_history"} for field, _ in broken_lists(record, was)):
        return
    if isinstance(record, Person):
        old = len(was.roles) if isinstance(was, Person) else 0
        for number, tenure in enumerate(record.roles[old:], start=old):
            yield f"roles[{number}].from", tenure, "from", tenure.from_
    elif isinstance(record, Site):
        old = len(was.tier_history) if isinstance(was, Site) else 0
        for number, entry in enumerate(record.tier_history[old:], start=old):
            yield f"tier_history[{number}].from", entry, "from", entry.from_
