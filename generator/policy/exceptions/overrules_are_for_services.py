"""PPS703."""

from generator.policy.reading.breaches import breach
from generator.policy.rule import Facts, Gates, rule
from generator.records.decisions import Overrule
from generator.terms import Component, UseCase


@rule(
    "PPS703",
    of=Overrule,
    statements=("T124",),
    quote="updates to the services needed to fix critical bugs in production or security vulnerabilities",
)
def overrules_are_for_services(overrule: Overrule, facts: Facts) -> Gates:
    """
    Overrules are for services: a client update always takes the normal path.

    Users choose another version of a client by themselves, so that nothing forces a hole in the policy. This holds for
    a client that is treated like a server, too.
    """
    patch = facts.registry.patches.get(overrule.patch)
    if patch is None or patch.component is Component.SERVER:
        return
    use_case = facts.use_case(patch, overrule.decided_on)
    what = f"a client treated as {use_case}" if use_case is UseCase.NBC_SERVER else use_case or "a client"
    message = f"policies may be overruled for updates to services only; {patch.id} is {what}"
    yield breach(overrule, overrule, "patch", message=message, fix="follow the normal path")
