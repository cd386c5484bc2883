"""What the reader refused, as answers of the rule that it broke."""

from generator.files import File
from generator.findings import GateStatus, Location
from generator.policy.rule import AUTHOR, Gate, Gates


def flaws_of(file: File, identity: str) -> Gates:
    """Yield the flaws of one rule; where a file-safety rule speaks, no other rule judges the file (policy §5.3)."""
    if not file.is_safe and not identity.startswith("PPS00"):
        return
    for flaw in file.flaws:
        if flaw.rule == identity:
            at = Location(file.path, flaw.line, flaw.column)
            yield Gate(
                status=GateStatus.BREACHED, at=at, message=flaw.message, fix=flaw.fix, field=flaw.field, actor=AUTHOR
            )
