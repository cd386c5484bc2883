"""What a change answers for: findings that stood before it are told as standing (policy §5.2, §5.3)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.records.structure import structures

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.findings import Finding
    from generator.records.structure import Record
    from generator.registry import Registry

Key = tuple[object, ...]
_LINES: Final = re.compile(r"\blines? \d+(?: and \d+)?")


class Places:
    """Where findings point to in a state of data/, in words that moved lines do not change."""

    def __init__(self, registry: Registry) -> None:
        """Look at the readable records of a registry."""
        self._records = {record.path: record for record in registry.records}
        self._found: dict[str, dict[tuple[int, int], str]] = {}

    def key(self, finding: Finding) -> Key:
        """Tell what makes a finding the same as another: rule, level, record, place of the cause, message."""
        message = _LINES.sub("", finding.message)
        return finding.rule, finding.level, finding.subject, finding.location.path, self._place(finding), message

    def _place(self, finding: Finding) -> str:
        path = finding.location.path
        record = self._records.get(path)
        if record is None:
            return finding.field or ""
        if path not in self._found:
            self._found[path] = dict(_places(record))
        return self._found[path].get((finding.location.line, finding.location.column), finding.field or "")


def _places(record: Record) -> Iterable[tuple[tuple[int, int], str]]:
    for path, structure in structures(record):
        for name, mark in structure.at.fields.items():
            yield mark[:2], f"{path}.{name}"
            items = structure.at.items.get(name, ())
            yield from ((item[:2], f"{path}.{name}[{number}]") for number, item in enumerate(items))
        yield (structure.at.line, structure.at.column), path


def with_standing(findings: Iterable[Finding], places: Places, before: Iterable[Key]) -> tuple[Finding, ...]:
    """Mark each finding that stood before; where two are alike, as many as stood before."""
    left = Counter(before)
    found = []
    for finding in findings:
        key = places.key(finding)
        stood = left[key] > 0
        left[key] -= stood
        found.append(replace(finding, standing=True) if stood else finding)
    return tuple(found)
