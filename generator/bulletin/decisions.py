"""Decisions: the exceptions and overrules that speak of a patch, found once for all patches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from generator.policy.rule import Facts
from generator.records.decisions import ExceptionRecord, Overrule
from generator.records.patches import Patch
from generator.registry import Registry


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Overrules by patch; exceptions by the record that they excuse and by each patch that they cover."""

    overrules: Mapping[str, tuple[Overrule, ...]]
    exceptions: Mapping[str, tuple[ExceptionRecord, ...]]

    @classmethod
    def of(cls, registry: Registry) -> Decisions:
        """Walk the exceptions and overrules once."""
        overrules: dict[str, list[Overrule]] = defaultdict(list)
        for overrule in registry.overrules.values():
            overrules[overrule.patch].append(overrule)
        exceptions: dict[str, list[ExceptionRecord]] = defaultdict(list)
        for exception in registry.exceptions.values():
            for subject in {exception.subject, *(exception.patches or ())}:
                exceptions[subject].append(exception)
        return cls(
            overrules={patch: tuple(found) for patch, found in overrules.items()},
            exceptions={subject: tuple(found) for subject, found in exceptions.items()},
        )

    def overrules_of(self, patch: Patch, facts: Facts) -> tuple[Overrule, ...]:
        """Tell the overrules of a patch that were decided by today, by id."""
        return tuple(one for one in self.overrules.get(patch.id, ()) if one.decided_on <= facts.today)

    def exceptions_of(self, patch: Patch, facts: Facts) -> tuple[ExceptionRecord, ...]:
        """Tell the exceptions of a patch and of its pilots that were decided by today, by id."""
        subjects = (patch.id, *(pilot.id for pilot in facts.registry.pilots_by_patch.get(patch.id, ())))
        found = {one.id: one for subject in subjects for one in self.exceptions.get(subject, ())}
        return tuple(one for _, one in sorted(found.items()) if one.decided_on <= facts.today)
