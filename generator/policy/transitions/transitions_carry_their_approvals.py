"""PPS805."""

from collections.abc import Iterable
from datetime import date

from generator.findings import GateStatus, Location
from generator.lifecycle import patch_states, pilot_states
from generator.lifecycle.as_of import before
from generator.policy.approvals import approving_roles
from generator.policy.judging import class_of
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.policy.transitions.hearing import heard
from generator.records.decisions import Release
from generator.records.patch_events import Accepted, PreviewOpened
from generator.records.patches import Patch
from generator.records.pilot_events import Evaluated
from generator.records.pilots import Pilot
from generator.records.structure import Approval, Event
from generator.terms import Role, UseCase


@rule(
    "PPS805",
    of=(Patch, Pilot, Release),
    statements=("T003", "T034", "T121"),
    quote="the decision to go to production is made internally by the operations team",
)
def transitions_carry_their_approvals(record: Patch | Pilot | Release, facts: Facts) -> Gates:
    """
    Transitions carry their approvals: an approve of every role that decides about them, and no reject.

    Certification approves what it certifies; the release manager, or operations for a service, and the coordination
    approve what is accepted; operations, with the coordination where VOs answered, approve what a pilot showed; the
    release manager approves a release. Only what is dated up to the day of the transition counts. A reject stands until
    the same person replaces it. Ask the missing role to approve.
    """
    if isinstance(record, Release):
        needed = (Role.RELEASE_MANAGER,)
        yield from _judged("released", record.approvals, needed, record.released_on, record.place(), facts)
        return
    for step in patch_states.steps(record) if isinstance(record, Patch) else pilot_states.steps(record):
        event, roles = step.event, _roles(record, step.number, step.event, facts)
        approvals = tuple(one for one in event.approvals if not _is_judged_elsewhere(one, event))
        if roles or approvals:
            yield from _judged(event.type, approvals, roles, event.date, record.place(event), facts)


def _is_judged_elsewhere(approval: Approval, event: Event) -> bool:
    """Tell whether an approval is the release manager's decision to preview (PPS303)."""
    return isinstance(event, PreviewOpened) and approval.role is Role.RELEASE_MANAGER


def _roles(record: Patch | Pilot, number: int, event: Event, facts: Facts) -> tuple[Role, ...]:
    """Name the roles of the event's row; the decision to preview is judged by PPS303."""
    if isinstance(event, PreviewOpened):
        return ()
    use_case = None
    if isinstance(event, Accepted | Evaluated):
        use_case = class_of(before(record, number, event.date), facts.at(event.date, None))
        if use_case is None:
            return ()  # nobody can tell whose approval an unclassified update needs; PPS904 or the bad record says why
    if isinstance(event, Evaluated) and use_case is UseCase.BC_SERVER_MINOR:
        return (Role.SA1_OPERATIONS,)
    return approving_roles(record, event, use_case, overruled=event.overrule is not None)


def _judged(  # noqa: PLR0913, PLR0917 - the parts of one answer
    what: str, approvals: Iterable[Approval], needed: tuple[Role, ...], day: date, at: Location, facts: Facts
) -> Gates:
    hearing = heard(approvals, ((role, None) for role in needed), day)
    if hearing.is_complete:
        return
    said = [f"{one.by} rejected it as {one.role} on {one.date}" for one in hearing.rejects]
    if hearing.missing:
        said.append(f"{hearing.names} {'are' if len(hearing.missing) > 1 else 'is'} missing")
    needs = f"'{what}' needs {' and '.join(needed)}; " if needed else f"'{what}' stands against a reject: "
    replaced = "the same person replaces the reject, or it is not done"
    yield Gate(
        status=GateStatus.MISSING,
        at=at,
        message=needs + "; ".join(said),
        fix="the missing role approves" if hearing.missing else replaced,
        field="approvals",
        actor=hearing.actor(facts),
    )
