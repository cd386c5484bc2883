"""PPS803."""

from generator.files import File
from generator.findings import GateStatus, Location
from generator.policy.change.edits import comparable
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.structure import plain
from generator.registry import Registry


@rule("PPS803", of=Registry)
def records_stay_under_their_names(registry: Registry, facts: Facts) -> Gates:
    """
    No record is deleted, and none is renamed: a name that was published stays.

    Others refer to it, and what it says was decided upon. Patches and pilots end with an event, sites and VOs retire,
    people leave by the end of their roles; a record under a new name is a new record beside the old one. Restore the
    file.
    """
    del registry
    change = comparable(facts)
    if change is None:
        return
    for file in change.deleted:
        heir = next((one for one in change.after.values() if one.path not in change.before and _same(file, one)), None)
        yield Gate(
            status=GateStatus.BREACHED,
            at=Location(file.path, 1, 1),
            message=f"record {file.stem} was {f'renamed to {heir.stem}' if heir else 'deleted'}",
            fix="restore it; end it with an event or retired_on",
            actor=AUTHOR,
            subject=file.stem,
        )


def _same(one: File, other: File) -> bool:
    if one.record is None or type(one.record) is not type(other.record):
        return False
    return bool(plain(one.record) == plain(other.record))
