"""What a merge will do: the one value that a reviewer is shown, whatever the form (outputs §18)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from generator.bulletin.merge_approvals import MissingApproval, Voice, missing_approvals, voices
from generator.bulletin.merge_promotions import Promotion, promotions
from generator.bulletin.merge_publication import Publication, publication
from generator.bulletin.merge_subjects import SubjectShift, subject_shifts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.findings import Finding
    from generator.history.change import Change
    from generator.history.reach import Reach
    from generator.policy.rule import Facts


class Fate(StrEnum):
    """What a change does to a file."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedFile:
    """One file below data/ that the change touches: its path, the id that it claims, what becomes of it."""

    path: str
    subject: str
    fate: Fate


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeOutcome:
    """
    Everything that a change does, judged on `today`.

    `findings` are those of the state after the merge, those that stood before it marked as standing; `outside` counts
    the files beside data/.
    """

    today: date
    files: tuple[ChangedFile, ...]
    outside: int
    subjects: tuple[SubjectShift, ...]
    promotions: tuple[Promotion, ...]
    findings: tuple[Finding, ...]
    voices: tuple[Voice, ...]
    missing: tuple[MissingApproval, ...]
    publication: Publication

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings that the change answers for."""
        return tuple(one for one in self.findings if not one.standing)

    @property
    def is_blocked(self) -> bool:
        """True where the check of the change fails."""
        return any(one.blocks for one in self.findings)


def merge_outcome(before: Facts, after: Facts, findings: tuple[Finding, ...], reach: Reach) -> MergeOutcome:
    """Work out what a merge does; `after` carries the change, `findings` are what check says of it."""
    change = after.change
    return MergeOutcome(
        today=after.today,
        files=tuple(_files(change)) if change is not None else (),
        outside=len(change.outside) if change is not None else 0,
        subjects=tuple(subject_shifts(before, after, reach.unheard)),
        promotions=tuple(promotions(before, after)),
        findings=findings,
        voices=voices(after),
        missing=tuple(missing_approvals(after, findings)),
        publication=publication(before, after, reach.unheard),
    )


def _files(change: Change) -> Iterator[ChangedFile]:
    for path in change.paths:
        known = change.after.get(path) or change.before.get(path)
        fate = Fate.REMOVED if path not in change.after else Fate.CHANGED if path in change.before else Fate.ADDED
        yield ChangedFile(path=path, subject=known.stem if known is not None else path, fate=fate)
