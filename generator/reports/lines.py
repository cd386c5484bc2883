"""Findings as lines: for a terminal, with the place framed, and for programs that read compilers' output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.findings import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.findings import Finding

NOUNS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
COLOURS = {Level.ERROR: 31, Level.WARNING: 33, Level.INFO: 36}


def text_line(finding: Finding) -> str:
    """Write `path:line:column: level RULE [SUBJECT] message; fix`."""
    return _line(finding, finding.level)


def text(findings: Iterable[Finding], source: Callable[[str, int], str | None] | None = None) -> Iterator[str]:
    """Yield the lines of a report; `source` gives the line of a file, and then its place is framed in colour."""
    for finding in findings:
        if source is None:
            yield text_line(finding)
            continue
        yield _line(finding, f"\x1b[{COLOURS[finding.level]}m{finding.level}\x1b[0m")
        yield from _frame(finding, source(finding.location.path, finding.location.line))


def _line(finding: Finding, level: str) -> str:
    fix = f"; {finding.fix}" if finding.fix else ""
    standing = " (stands in the base)" if finding.standing else ""
    what = f"{finding.rule} [{finding.subject}] {finding.message}{fix}{standing}"
    return f"{printable(str(finding.location))}: {level} {printable(what)}"


def printable(text: str) -> str:
    """Show a text on one line; the name of a file may hold the end of a line, and colours of a terminal."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def _frame(finding: Finding, line: str | None) -> Iterator[str]:
    if line is None:
        return
    number = str(finding.location.line)
    shown = line[:200]
    yield f"  {number} | {shown}"
    if finding.location.column <= len(shown):
        yield f"  {' ' * len(number)} | {' ' * (finding.location.column - 1)}\x1b[{COLOURS[finding.level]}m^\x1b[0m"


def concise(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield `path:line:column: RULE message`, one line for each finding."""
    for finding in findings:
        yield printable(f"{finding.location}: {finding.rule} {finding.message}")


def tally(records: int, rules: int, findings: Iterable[Finding]) -> str:
    """Count what was checked and found, in one sentence."""
    counted = count(findings)
    found = ", ".join(several(counted[level], noun) for level, noun in NOUNS.items())
    return f"checked {several(records, 'record')}, {several(rules, 'rule')}: {found}"


def count(findings: Iterable[Finding]) -> dict[Level, int]:
    """Count findings by level."""
    counted = dict.fromkeys(Level, 0)
    for finding in findings:
        counted[finding.level] += 1
    return counted


def several(number: int, noun: str) -> str:
    """Count things in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
