"""PPS903."""

from collections.abc import Iterator, Sequence

from generator.findings import GateStatus
from generator.policy.approvals import approves
from generator.policy.governance.partners import SA3_ROLES, is_major, number_of, words_on
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.notifications import Notification
from generator.records.policies import PolicyRevision
from generator.registry import Registry
from generator.terms import Role


@rule(
    "PPS903",
    of=PolicyRevision,
    statements=("T009",),
    quote="by the Pre-Production Coordination and notified to the concerned partners",
)
def minor_revisions_are_decided_and_notified(revision: PolicyRevision, facts: Facts) -> Gates:
    """
    Minor revisions are decided and notified by the coordination of pre-production before they take effect.

    By the end of its first day every VO, every ROC, somebody of SA1 and somebody of SA3 were told, by notifications of
    kind policy-change. Until then there is time. Send what is missing and record it.
    """
    if revision.status != "final" or is_major(revision):
        return
    name = f"minor revision {number_of(revision)}"
    if not approves(words_on(revision), Role.PPS_COORDINATION):
        message, fix = f"{name} lacks the approval of pps-coordination", "pps-coordination approves"
        yield _missing(revision, "approvals", message, fix, facts)
    if facts.today <= revision.effective_on:
        return
    sent = [
        one
        for one in facts.registry.notifications_by_subject.get(revision.id, ())
        if one.kind == "policy-change" and one.sent_on <= revision.effective_on
    ]
    forgotten = tuple(_forgotten(sent, revision, facts.registry))
    if forgotten:
        whom = f"to {' and '.join(forgotten)}" if sent else "to the concerned partners"
        message = f"{name} has not been notified {whom} by {revision.effective_on}"
        yield _missing(revision, "effective_on", message, "send it (notify) and record it", facts)


def _missing(revision: PolicyRevision, field: str, message: str, fix: str, facts: Facts) -> Gate:
    return Gate(
        status=GateStatus.MISSING,
        at=revision.place(name=field),
        message=message,
        fix=fix,
        field=field,
        actor=facts.actor(Role.PPS_COORDINATION),
    )


def _forgotten(sent: Sequence[Notification], revision: PolicyRevision, registry: Registry) -> Iterator[str]:
    """Name the partners whom no notification reached."""
    day = revision.effective_on
    vos = [vo.id for vo in registry.vos.values() if not vo.is_retired_on(day)]
    if not _all_told([one.to.vos for one in sent], vos):
        yield "all VOs"
    if not _all_told([one.to.rocs for one in sent], list(registry.rocs)):
        yield "all ROCs"
    # Somebody who cannot be read was told as well as anybody: another rule speaks about the file.
    told = [(registry.people.get(name), one.sent_on) for one in sent for name in one.to.persons]
    for roles, name in (((Role.SA1_OPERATIONS,), "a holder of sa1-operations"), (SA3_ROLES, "a holder of an SA3 role")):
        if not any(person is None or person.holds(role, on) for person, on in told for role in roles):
            yield name


def _all_told(lists: Sequence[str | tuple[str, ...] | None], wanted: Sequence[str]) -> bool:
    named = {name for listed in lists if isinstance(listed, tuple) for name in listed}
    return "all" in lists or (bool(lists) and named.issuperset(wanted))
