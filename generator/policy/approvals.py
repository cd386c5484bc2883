"""Who approves what, and what counts as an approval (policy §4.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.records.patch_events import Accepted, Certified, PreviewOpened
from generator.records.patches import Patch
from generator.records.pilot_events import Evaluated
from generator.terms import Decision, Part, Role, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.records.pilots import Agreement, Pilot
    from generator.records.structure import Approval, Event

PART_ROLES: Final = {
    Part.DEVELOPMENT: Role.DEVELOPER,
    Part.CERTIFICATION: Role.SA3_CERTIFICATION,
    Part.OPERATIONS: Role.SA1_OPERATIONS,
    Part.VO: Role.VO_MANAGER,
    Part.SITE: Role.SITE_MANAGER,
}
"""The role that speaks for each concerned part."""


def approving_roles(
    record: Patch | Pilot, event: type[Event] | Event, use_case: UseCase | None, *, overruled: bool = False
) -> tuple[Role, ...]:
    """Name the roles whose approval a transition carries (PPS303, PPS805); none where the recorder's role is enough."""
    kind = event if isinstance(event, type) else type(event)
    if kind is PreviewOpened:
        return (Role.RELEASE_MANAGER,)
    if kind is Certified:
        return (Role.SA3_CERTIFICATION,)
    if kind is Accepted:
        if overruled:
            return (Role.RELEASE_MANAGER,)
        is_client = use_case is not None and use_case.is_client_class
        return (Role.RELEASE_MANAGER if is_client else Role.SA1_OPERATIONS, Role.PPS_COORDINATION)
    if kind is Evaluated and not isinstance(record, Patch):
        route = getattr(event, "route", None) if not isinstance(event, type) else None
        joint = route == "vo-feedback" and getattr(event, "outcome", "success") == "success"
        return (Role.SA1_OPERATIONS, Role.PPS_COORDINATION) if joint else (Role.SA1_OPERATIONS,)
    return ()


def standing(approvals: Iterable[Approval]) -> tuple[Approval, ...]:
    """Tell the last word of each person in each role and scope: a reject stands until the same person replaces it."""
    last: dict[tuple[object, ...], Approval] = {}
    for approval in approvals:
        last[(approval.role, approval.scope, approval.by)] = approval
    return tuple(last.values())


def approves(approvals: Iterable[Approval], role: Role, scope: str | None = None) -> bool:
    """Tell whether somebody approved in a role, and nobody's reject in that role stands."""
    words = [one for one in standing(approvals) if one.role is role and (scope is None or one.scope == scope)]
    return any(one.decision is Decision.APPROVE for one in words) and all(
        one.decision is not Decision.REJECT for one in words
    )


def last_agreements(pilot: Pilot) -> dict[tuple[Part, str | None], Agreement]:
    """Tell the last word of each concerned part, by part and the VO or site that it speaks for (PPS402)."""
    return {(one.part, one.vo or one.site): one for one in pilot.agreements}
