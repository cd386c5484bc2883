"""PPS111."""

from generator.findings import GateStatus, Level, Waiver
from generator.policy.observation.recorded_tags import fresh_observation, unseen_tags
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.records.installations import Installation
from generator.terms import Role


@rule(
    "PPS111",
    of=Installation,
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T028",),
    quote="There is a dedicated tag in the production information system",
)
def recorded_tags_are_observed(installation: Installation, facts: Facts) -> Gates:
    """
    Recorded tags are observed in the information system from the day after their publication on.

    A job that asks for a version finds it by its tag alone. Only a recent observation is judged, and only sites that it
    reached. Publish the tag again, or record tag-withdrawn.
    """
    begun, tags = unseen_tags(installation, facts)
    observation = fresh_observation(facts)
    if begun is not None and observation is not None and tags:
        is_or_are, was_or_were = ("are", "were") if len(tags) > 1 else ("is", "was")
        recorded = f"{' and '.join(tags)} {is_or_are} recorded at {installation.site} since {begun.date}"
        yield Gate(
            status=GateStatus.MISSING,
            at=installation.place(begun),
            message=f"{recorded} and {was_or_were} not observed on {observation.day}",
            fix="publish the tag again, or record tag-withdrawn",
            actor=facts.actor(Role.SITE_MANAGER, installation.site),
        )
