"""A value that breaks an obligation of records, as an answer with its place and its path."""

from generator.findings import GateStatus
from generator.policy.rule import AUTHOR, Gate
from generator.records.structure import Record, Structure
from generator.references import path_of

_PATH = "{field}"


def breach(  # noqa: PLR0913 - where it stands and what is said of it
    record: Record, structure: Structure, field: str, item: int | None = None, *, message: str, fix: str
) -> Gate:
    """Answer what is wrong with a field, or with one item of it; a message that begins with {field} gets its path."""
    path = path_of(record, structure, field, item)
    return Gate(
        status=GateStatus.BREACHED,
        at=record.place(structure, field, item),
        message=path + message.removeprefix(_PATH) if message.startswith(_PATH) else message,
        fix=fix,
        field=path,
        actor=AUTHOR,
        subject=record.id,
    )
