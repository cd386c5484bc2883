"""PPS810."""

from generator.findings import GateStatus, Location
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.registry import Registry


@rule("PPS810", of=Registry)
def history_can_be_verified(registry: Registry, facts: Facts) -> Gates:
    """
    A change is compared with a base that can be trusted: it is there in full, and it does not come from the future.

    Without it nobody can tell what the change did, and silence would look like innocence. In a workflow, check out with
    the whole history. A base that holds facts dated after the day of judgement means that the day, or the base, is
    wrong.
    """
    del registry
    newest = facts.change.newest if facts.change is not None else None
    if newest is not None and newest.day > facts.today:
        yield Gate(
            status=GateStatus.BREACHED,
            at=Location(newest.path, 1, 1),
            message=f"the base holds a fact of {newest.day}, after today ({facts.today})",
            fix="judge on the day of today, or mend the date of the base first",
            actor=AUTHOR,
            subject=newest.path.rpartition("/")[2].removesuffix(".yaml"),
        )
