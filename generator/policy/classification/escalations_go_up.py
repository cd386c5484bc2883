"""PPS205."""

from generator.findings import GateStatus
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.policy.use_cases import LADDERS, Classification
from generator.records.patches import Escalation, Patch
from generator.registry import Registry
from generator.terms import Role, UseCase

_DECIDED_BY = (Role.RELEASE_MANAGER, Role.PPS_COORDINATION)


@rule("PPS205", of=Patch)
def escalations_go_up(patch: Patch, facts: Facts) -> Gates:
    """
    An escalation lifts a patch above the class that its attributes give, and says why.

    The release manager or the coordination of pre-production may decide that a patch is treated with more care, never
    with less. It is judged by the class of the day on which it was decided, so that no later fact makes it wrong. To
    lower a class, change the attributes behind it.
    """
    escalation = patch.escalation
    if escalation is None:
        return
    for field, message, fix in (
        *_direction(patch, escalation, facts.classification(patch, escalation.date)),
        *_decision(escalation, facts.registry),
    ):
        yield Gate(
            status=GateStatus.BREACHED,
            at=patch.place(escalation, field),
            message=message,
            fix=fix,
            field=f"escalation.{field}",
            actor=AUTHOR,
        )


def _direction(patch: Patch, escalation: Escalation, found: Classification | None) -> tuple[tuple[str, str, str], ...]:
    ladder, to = LADDERS[patch.component], UseCase(escalation.to)
    higher = [str(one) for one in ladder if found is not None and one.rank > found.derived.rank]
    if to not in ladder:
        return (("to", f"{to} is no class of a {patch.component}", f"choose {' | '.join(higher)}"),)
    if found is not None and to.rank <= found.derived.rank:
        message = f"escalation may only go up: derived class is {found.derived}"
        return (("to", message, f"choose {' | '.join(higher)}" if higher else "remove the escalation"),)
    return ()


def _decision(escalation: Escalation, registry: Registry) -> tuple[tuple[str, str, str], ...]:
    by, day = escalation.by, escalation.date
    found = []
    if not escalation.reason.strip():
        found.append(("reason", "the escalation gives no reason", "say why the patch needs more care"))
    decider = registry.people.get(by)
    if decider is not None and not any(decider.holds(role, day) for role in _DECIDED_BY):
        message = f"{by} holds neither {' nor '.join(_DECIDED_BY)} on {day}"
        found.append(("by", message, f"let a {' or '.join(_DECIDED_BY)} decide"))
    return tuple(found)
