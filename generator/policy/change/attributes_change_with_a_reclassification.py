"""PPS206."""

from generator.findings import GateStatus
from generator.policy.change.edits import comparable, previous
from generator.policy.rule import Facts, Gate, Gates, rule
from generator.policy.use_cases import classification
from generator.records.fields import RECLASSIFIED
from generator.records.patch_events import PreviewOpened, Reclassified
from generator.records.patches import Patch
from generator.records.pilot_events import Agreed
from generator.records.schema import shape_of
from generator.records.structure import Structure, plain
from generator.registry import Registry
from generator.terms import Role


@rule("PPS206", of=Patch)
def attributes_change_with_a_reclassification(patch: Patch, facts: Facts) -> Gates:
    """
    Once users may have a patch, its attributes change only together with a reclassification that keeps the old values.

    The class follows from the attributes, the fixes and the coordinated patches, so whoever changes them after the
    preview opened or a pilot was agreed changes the rules under way. The release manager appends `reclassified` with
    the reason and, in `was`, each old value as it stood: the past then stays judged by what was true. One change keeps
    each old value once, because no other ever stood.
    """
    was = previous(patch, facts)
    if not isinstance(was, Patch):
        return
    told = [event for event in patch.events[len(was.events) :] if isinstance(event, Reclassified)]
    since = _exposed_since(was, facts)
    for field in shape_of(Patch).fields:
        if field.mutability is not RECLASSIFIED:
            continue
        old = getattr(was, field.attribute)
        kept = [event.was for event in told if getattr(event.was, field.attribute) is not None]
        if kept and plain(getattr(kept[0], field.attribute)) != plain(old):
            message = f"'was' of 'reclassified' does not hold {field.key} as it stood"
            yield _wrong(patch, kept[0], field.key, message, "copy the old value from the base", facts)
        for again in kept[1:]:
            message = f"'was' of a further 'reclassified' holds {field.key} again; only one value stood in the base"
            yield _wrong(patch, again, field.key, message, "leave it to the first 'reclassified' of the change", facts)
        if not kept and since and plain(old) != plain(getattr(patch, field.attribute)):
            message = f"{field.key} changed after {since} without 'reclassified'{_lifted(was, patch, facts)}"
            yield _wrong(patch, patch, field.key, message, "append reclassified with the old values in `was`", facts)


def _wrong(patch: Patch, structure: Structure, field: str, message: str, fix: str, facts: Facts) -> Gate:  # noqa: PLR0913, PLR0917 - the parts of an answer
    return Gate(
        status=GateStatus.BREACHED,
        at=patch.place(structure, field),
        message=message,
        fix=fix,
        field=field,
        actor=facts.actor(Role.RELEASE_MANAGER),
    )


def _exposed_since(was: Patch, facts: Facts) -> str | None:
    """Name the event since which users may have the patch; None before."""
    if any(isinstance(event, PreviewOpened) for event in was.events):
        return PreviewOpened.type
    change = comparable(facts)
    base: Registry = change.base if change is not None else facts.registry
    pilots = base.pilots_by_patch.get(was.id, ())
    agreed = next((one for one in pilots if any(isinstance(event, Agreed) for event in one.events)), None)
    return f"{agreed.id} was agreed" if agreed is not None else None


def _lifted(was: Patch, patch: Patch, facts: Facts) -> str:
    before, after = classification(was, facts.registry, facts.today), facts.use_case(patch)
    if before is None or after is None or before.use_case is after:
        return ""
    return f" ({before.use_case} -> {after})"
