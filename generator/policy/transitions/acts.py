"""Who acts in which role, where and when: every place of a record at which a role is taken (PPS108)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.policy.approvals import PART_ROLES
from generator.records.bugs import Bug
from generator.records.pilots import Pilot
from generator.records.scenarios import DeploymentTest
from generator.terms import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from generator.records.structure import Approval, Event, Record, Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One deed in a role: `field` of `structure` names the person; `scope` is that of a scoped role."""

    structure: Structure
    field: str
    by: str
    role: Role
    scope: str | None
    day: date


def acts_of(record: Record) -> Iterator[Act]:
    """Yield every act of a record: its events and approvals, and what its kind has besides."""
    for event in getattr(record, "events", ()):
        yield _in_role(event)
        for approval in event.approvals:
            yield _in_role(approval)
    for approval in getattr(record, "approvals", ()):
        yield _in_role(approval)
    if isinstance(record, Pilot):
        yield from _for_a_pilot(record)
    elif isinstance(record, Bug):
        for entry in record.emt_severity:
            yield Act(structure=entry, field="by", by=entry.by, role=Role.EMT, scope=None, day=entry.date)
    elif isinstance(record, DeploymentTest):
        role = Role.SA1_OPERATIONS
        yield Act(structure=record, field="by", by=record.by, role=role, scope=None, day=record.date)


def _in_role(deed: Event | Approval) -> Act:
    scope = deed.scope if deed.role.scope_kind else None
    return Act(structure=deed, field="by", by=deed.by, role=deed.role, scope=scope, day=deed.date)


def _for_a_pilot(pilot: Pilot) -> Iterator[Act]:
    """Yield the agreements of the concerned parts, and what the manager of each site acknowledged and signed."""
    for one in pilot.agreements:
        role, scope = PART_ROLES[one.part], one.vo or one.site
        yield Act(structure=one, field="by", by=one.by, role=role, scope=scope, day=one.date)
    for entry in pilot.sites:
        known, signed, role = entry.experimental_ack, entry.commitments, Role.SITE_MANAGER
        if known is not None:
            yield Act(structure=known, field="by", by=known.by, role=role, scope=entry.site, day=known.date)
        if signed is not None:
            by, day = signed.signed_by, signed.date
            yield Act(structure=signed, field="signed_by", by=by, role=role, scope=entry.site, day=day)
