"""Where overrules and exceptions are used: the transitions that name the one, or that the other may bear on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.records.decisions import ExceptionRecord, Overrule
    from generator.records.patches import Patch
    from generator.records.pilots import Pilot
    from generator.registry import Registry


def uses_of(overrule: Overrule, registry: Registry) -> Iterator[tuple[Patch | Pilot, int]]:
    """Yield each event of the patch, or of a pilot that runs it, that names an overrule: the record and the number."""
    patch = registry.patches.get(overrule.patch)
    records = (*((patch,) if patch else ()), *registry.pilots_by_patch.get(overrule.patch, ()))
    for record in records:
        for number, event in enumerate(record.events, start=1):
            if event.overrule == overrule.id:
                yield record, number


def reach_of(exception: ExceptionRecord, registry: Registry) -> tuple[Patch | Pilot, ...]:
    """Tell the patches and pilots at whose transitions an exception may be asked for: those of its subject."""
    installation = registry.installations.get(exception.subject)
    subject = installation.patch if installation else exception.subject
    pilot = registry.pilots.get(subject)
    if pilot is not None:
        held = (registry.patches.get(patch) for patch in pilot.patches)
        return (pilot, *(patch for patch in held if patch is not None))
    patch = registry.patches.get(subject)
    return (patch, *registry.pilots_by_patch.get(subject, ())) if patch is not None else ()
