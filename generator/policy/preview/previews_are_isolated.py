"""PPS307."""

from generator.findings import GateStatus
from generator.policy.preview.answers import met
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.installations import Installation
from generator.terms import Role, UseCase


@rule(
    "PPS307",
    of=Installation,
    statements=("T026", "T027", "T060"),
    quote="does not affect the existing production instances",
    gate_of=("accepted",),
)
def previews_are_isolated(installation: Installation, facts: Facts) -> Gates:
    """
    A preview stands beside the production clients of a site and never takes their place.

    Users who ask for nothing special get the production version, as before. A backward-compatible client also uses the
    local settings of production as they are; if it cannot, it is not backward compatible. Install the preview side by
    side, and correct the record.
    """
    patch = facts.registry.patches.get(installation.patch)
    use_case = facts.use_case(patch) if patch is not None else None
    if installation.kind != "preview" or use_case is None or not use_case.is_client_class:
        return
    flaws = []
    if installation.isolated is False:
        flaws.append(("isolated", "a preview installation must not replace the production clients"))
    if use_case is UseCase.BC_CLIENT and installation.settings == "custom":
        flaws.append(("settings", "a bc-client preview inherits the settings of production; here they are custom"))
    for field, message in flaws:
        yield Gate(
            status=GateStatus.MISSING,
            at=installation.place(name=field),
            message=message,
            fix="install side by side and correct the record",
            field=field,
            actor=facts.actor(Role.SITE_MANAGER, installation.site),
        )
    if facts.transition is not None and not flaws:
        yield met(installation.place(name="isolated"), f"side by side at {installation.site}", installation.id)
