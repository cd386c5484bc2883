"""PPS110."""

from collections.abc import Iterator

from generator.findings import quoted
from generator.policy.reading.breaches import breach
from generator.policy.rule import Facts, Gates, rule
from generator.records.patches import Patch
from generator.records.pilots import Pilot
from generator.registry import Registry
from generator.tags import LONGEST, TAG, tag_of_pilot, tags_of_patch


@rule(
    "PPS110",
    of=Registry,
    statements=("T028",),
    quote="There is a dedicated tag in the production information system",
)
def tags_are_unique(registry: Registry, facts: Facts) -> Gates:
    """
    Every preview and every pilot has tags of its own, in a form that the information system can hold.

    A job finds a version by its tag alone, and the information system does not tell upper from lower case. A tag is
    made of node type and version, so two patches of a node type never have one version: choose another version string.
    """
    policy = facts.policy()
    if policy is None:
        return
    owners: dict[str, tuple[str, str]] = {}
    for subject, tags in _tags(registry, policy.params.tags.publisher_vo):
        taken = [(tag, *owners[tag.casefold()]) for tag in tags if tag.casefold() in owners]
        owners |= {tag.casefold(): (subject.id, tag) for tag in tags if tag.casefold() not in owners}
        malformed = [tag for tag in tags if TAG.fullmatch(tag) is None or len(tag) > LONGEST]
        for tag, owner, known in taken[:1]:
            spelling = "" if known == tag else " (differs only in case)"
            message, fix = f"tag {tag} collides with {owner}{spelling}", "choose another version string"
            yield breach(subject, subject, "version", message=message, fix=fix)
        for tag in malformed[:1]:
            message = f"tag {quoted(tag)} is no tag: letters, digits, . _ - and at most {LONGEST} characters"
            yield breach(subject, subject, "version", message=message, fix="choose another node type or version")


def _tags(registry: Registry, publisher_vo: str) -> Iterator[tuple[Patch | Pilot, tuple[str, ...]]]:
    """Yield the tags of each patch and pilot, older numbers first."""
    for patch in sorted(registry.patches.values(), key=lambda one: (len(one.id), one.id)):
        yield patch, tuple(dict.fromkeys(tags_of_patch(patch, publisher_vo)))
    for pilot in registry.pilots.values():
        yield pilot, (tag_of_pilot(pilot, publisher_vo),)
