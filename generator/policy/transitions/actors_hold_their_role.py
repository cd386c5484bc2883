"""PPS108."""

from datetime import date

from generator.policy.reading.breaches import breach
from generator.policy.rule import Facts, Gates, rule
from generator.policy.transitions.acts import acts_of
from generator.policy.transitions.recorders import misplaced
from generator.records.bugs import Bug
from generator.records.decisions import ExceptionRecord, Overrule, PostMortem, Release
from generator.records.installations import Installation
from generator.records.patches import Patch
from generator.records.people import Person
from generator.records.pilots import Pilot
from generator.records.policies import PolicyRevision
from generator.records.scenarios import DeploymentTest
from generator.records.structure import Record
from generator.terms import Role

_KINDS = (
    *(Patch, Pilot, Installation, Bug, DeploymentTest),
    *(PostMortem, ExceptionRecord, Overrule, PolicyRevision, Release),
)


@rule(
    "PPS108",
    of=_KINDS,
    statements=("T002", "T034", "T085"),
    quote="starts when the release manager (from SA3) decides",
)
def actors_hold_their_role(record: Record, facts: Facts) -> Gates:
    """
    Actors hold their role on the day on which they act, and the role is one that may record the event.

    The roles of a person, with the site, ROC or VO that they belong to, stand in data/people/; a role that ended later
    takes nothing back. A site manager speaks for the own site, and certification rejects only what it has not yet
    certified. Let a holder of the role act, or record the role first.
    """
    refused = set()
    for event, message, fix in misplaced(record):
        refused.add(id(event))
        yield breach(record, event, "role", message=message, fix=fix)
    for act in acts_of(record):
        person = facts.registry.people.get(act.by)
        if person is None or id(act.structure) in refused or person.holds(act.role, act.day, act.scope):
            continue
        whose = f" of {act.scope}" if act.scope else ""
        message = f"{act.by} does not hold '{act.role}'{whose} on {act.day}"
        fix = "let a holder act, or record the role first"
        yield breach(record, act.structure, act.field, message=message, fix=fix)
    if isinstance(record, Patch):
        yield from _developers(record, facts)


def _developers(patch: Patch, facts: Facts) -> Gates:
    begun = patch.events[0].date if patch.events else facts.today
    for number, name in enumerate(patch.developers):
        person = facts.registry.people.get(name)
        if person is not None and not _developed(person, begun, facts.today):
            message = f"{name} does not hold '{Role.DEVELOPER}' on {facts.today}, nor since {begun}"
            fix = "name a developer, or record the role"
            yield breach(patch, patch, "developers", number, message=message, fix=fix)


def _developed(person: Person, begun: date, today: date) -> bool:
    """Tell whether somebody was a developer on any day of the patch; who leaves later stays its developer."""
    tenures = (held for held in person.roles if held.role is Role.DEVELOPER)
    return any(held.from_ <= today and (held.until is None or held.until >= begun) for held in tenures)
