"""PPS702."""

from collections.abc import Iterable

from generator.findings import GateStatus, Location
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.policy.use_cases import value_on
from generator.records.bugs import Bug
from generator.records.decisions import Overrule
from generator.terms import Role, Severity

_CRITICAL = {Severity.CRITICAL, Severity.BLOCKER}


@rule(
    "PPS702",
    of=Overrule,
    statements=("T124",),
    quote="updates to the services needed to fix critical bugs in production or security vulnerabilities",
)
def overrules_are_justified(overrule: Overrule, facts: Facts) -> Gates:
    """
    Overrules are justified by a critical bug in production or by a vulnerability that the patch fixes.

    For a critical bug one of the bugs has, on the day of the decision, the EMT severity critical or blocker and is felt
    in production; for security one of them is a vulnerability. Urgency alone is no reason: follow the normal path.
    """
    patch = facts.registry.patches.get(overrule.patch)
    fixes = overrule.bugs if patch is None else value_on(patch, "fixes", overrule.decided_on)
    for number, name in enumerate(overrule.bugs):
        if name not in fixes and facts.registry.exists("bugs", name):
            message = f"{overrule.patch} does not fix {name}"
            at = overrule.place(name="bugs", item=number)
            yield _breach(at, message, "name bugs that the patch fixes", f"bugs[{number}]", facts)
    known = [bug for name in overrule.bugs if (bug := facts.registry.bugs.get(name)) is not None]
    if len(known) == len(overrule.bugs) and not any(_justifies(bug, overrule) for bug in known):
        need = "an overrule needs a critical bug in production or a vulnerability"
        message = f"{_in_words(known, overrule)}: {need}"
        at = overrule.place(name="reason")
        yield _breach(at, message, "follow the normal path", "reason", facts)


def _justifies(bug: Bug, overrule: Overrule) -> bool:
    if overrule.reason == "security":
        return bug.security
    return bug.severity_on(overrule.decided_on) in _CRITICAL and bug.production_impact != "none"


def _in_words(bugs: Iterable[Bug], overrule: Overrule) -> str:
    """Say of each bug why it is no reason."""
    return ", ".join(_weakness(bug, overrule) for bug in bugs) or "no bug is named"


def _weakness(bug: Bug, overrule: Overrule) -> str:
    if overrule.reason == "security":
        return f"{bug.id} is no vulnerability"
    severity = bug.severity_on(overrule.decided_on)
    if severity in _CRITICAL:
        return f"{bug.id} is '{severity}' without impact on production"
    return f"{bug.id} is '{severity}'" if severity else f"{bug.id} has no EMT severity"


def _breach(at: Location, message: str, fix: str, field: str, facts: Facts) -> Gate:
    actor = facts.actor(Role.EMT)
    return Gate(status=GateStatus.BREACHED, at=at, message=message, fix=fix, field=field, actor=actor)
