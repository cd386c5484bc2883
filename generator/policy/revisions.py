"""Which revision of the policy is in force on a day (policy §7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from generator.records.policies import PolicyRevision
    from generator.registry import Registry


def final_revisions(registry: Registry) -> tuple[PolicyRevision, ...]:
    """Every final revision, by the day on which it takes effect."""
    final = (revision for revision in registry.policy.values() if revision.status == "final")
    return tuple(sorted(final, key=lambda revision: (revision.effective_on, revision.number)))


def revision_in_force(registry: Registry, day: date) -> PolicyRevision | None:
    """
    Tell the final revision with the latest effective day on or before a day.

    Days before the first final revision are judged by the first (policy §5.4); None where there is no final revision.
    """
    revisions = final_revisions(registry)
    begun = [revision for revision in revisions if revision.effective_on <= day]
    return begun[-1] if begun else next(iter(revisions), None)
