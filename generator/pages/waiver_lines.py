"""Exceptions and overrules as pages show them: which rules, until when, why, and who decided (T091, T124)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pages.record_lines import approval_in_words
from generator.pages.signposts import Ref, Signposts, Source, source_of
from generator.records.decisions import ExceptionRecord, Overrule

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverLine:
    """One decision beside the normal way; `is_in_force` on the day of the edition."""

    id: str
    kind: str
    subject: Ref
    rules: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    documentation: Ref | None
    decided_on: date
    valid_until: date
    is_in_force: bool
    approvals: tuple[str, ...]
    source: Source


def waiver_lines(found: Iterable[ExceptionRecord | Overrule], facts: Facts) -> tuple[WaiverLine, ...]:
    """Write decisions up to today, oldest first."""
    known = sorted((one for one in found if one.decided_on <= facts.today), key=lambda one: (one.decided_on, one.id))
    return tuple(_line(one, facts) for one in known)


def _line(one: ExceptionRecord | Overrule, facts: Facts) -> WaiverLine:
    signposts = Signposts(facts.registry)
    kind, subject, reasons, documentation = _exception(one) if isinstance(one, ExceptionRecord) else _overrule(one)
    return WaiverLine(
        id=one.id,
        kind=kind,
        subject=signposts.of(subject),
        rules=one.rules,
        reasons=reasons,
        documentation=signposts.link(documentation) if documentation else None,
        decided_on=one.decided_on,
        valid_until=one.valid_until,
        is_in_force=facts.today <= one.valid_until,
        approvals=tuple(approval_in_words(approval, signposts) for approval in one.approvals),
        source=source_of(one),
    )


_Told = tuple[str, str, tuple[tuple[str, str], ...], str]


def _exception(one: ExceptionRecord) -> _Told:
    kind = f"exception: {one.kind.replace('-', ' ')}"
    return kind, one.subject, (("Why", one.justification),), one.documentation


def _overrule(one: Overrule) -> _Told:
    kind = f"overrule at {one.transition}: {one.reason.replace('-', ' ')}"
    reasons = (("Why", one.justification), ("Risk", one.risk), ("Way back", one.rollback_plan))
    return kind, one.patch, reasons, ""
