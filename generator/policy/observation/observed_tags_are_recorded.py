"""PPS112."""

from generator.findings import Actor, GateStatus, Level, Location, Waiver, quoted
from generator.policy.observation.recorded_tags import rogue_tags, rogue_tags_elsewhere
from generator.policy.rule import AUTHOR, Facts, Gate, Gates, rule
from generator.records.sites import Site
from generator.registry import Registry
from generator.tags import TAG
from generator.terms import Role

_SHOWN = 3


@rule(
    "PPS112",
    of=(Site, Registry),
    level=Level.WARNING,
    waivers=(Waiver.EXCEPTION,),
    statements=("T028", "T041", "T069"),
    quote='Update of the "release bulletin" documenting the versions available at the various sites',
)
def observed_tags_are_recorded(subject: Site | Registry, facts: Facts) -> Gates:
    """
    Observed tags are recorded: a site publishes no tag of pre-production that no installation announces there.

    The bulletin says where which version is available, so a tag that it does not know sends jobs astray. A tag that was
    withdrawn before the day of the observation counts as not recorded. Remove the tag, or record the installation.
    """
    if isinstance(subject, Site):
        rogue = rogue_tags(subject, facts)
        if rogue:
            actor = facts.actor(Role.SITE_MANAGER, subject.id)
            yield _rogue(subject.id, rogue, subject.place(name="ces"), "record the installation", actor=actor)
        return
    for name, tags in rogue_tags_elsewhere(facts).items():
        at = Location("data/sites", 1, 1)
        yield _rogue(quoted(name), tags, at, "record the site and the installation", actor=AUTHOR)


def _rogue(name: str, tags: tuple[str, ...], at: Location, otherwise: str, *, actor: Actor) -> Gate:
    shown = [tag if TAG.fullmatch(tag) else quoted(tag) for tag in tags[:_SHOWN]]
    shown += [f"{len(tags) - _SHOWN} more"] if len(tags) > _SHOWN else []
    return Gate(
        status=GateStatus.MISSING,
        at=at,
        message=f"{name} publishes {' and '.join(shown)}, which no record announces there",
        fix=f"remove the tag, or {otherwise}",
        actor=actor,
    )
