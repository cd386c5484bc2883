"""Findings as annotations of a GitHub workflow, with every escape; what is cut off at GitHub's limits is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.findings import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.findings import Finding

COMMANDS: Final = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "notice"}
SHOWN_PER_COMMAND: Final = 10
"""GitHub shows ten annotations of each command for one step and drops the others without a word."""


def workflow_commands(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield workflow commands, errors first, and a last line that tells how many findings were cut off."""
    groups: dict[Level, list[Finding]] = {level: [] for level in COMMANDS}
    for finding in findings:
        groups[Level.INFO if finding.standing else finding.level].append(finding)
    cut = 0
    for level, group in groups.items():
        yield from (_annotation(COMMANDS[level], finding) for finding in group[:SHOWN_PER_COMMAND])
        cut += len(group[SHOWN_PER_COMMAND:])
    if cut:
        yield f"{cut} more findings are cut off here: GitHub shows {SHOWN_PER_COMMAND} of each level"


def _annotation(command: str, finding: Finding) -> str:
    at = finding.location
    fields = {"file": at.path, "line": at.line, "col": at.column, "title": f"{finding.rule} {finding.name}"}
    written = ",".join(f"{key}={escaped_property(str(value))}" for key, value in fields.items())
    message = f"[{finding.subject}] {finding.message}" + (f"; {finding.fix}" if finding.fix else "")
    return f"::{command} {written}::{escaped(message)}"


def escaped(text: str) -> str:
    """Escape the data of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escaped_property(text: str) -> str:
    """Escape a property of a workflow command."""
    return escaped(text).replace(":", "%3A").replace(",", "%2C")
