"""What a change answers for: the findings of its head, those that stood in its base marked as standing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.findings import in_order
from generator.policy.checking import check
from generator.policy.rights import with_rights_of_base
from generator.policy.standing import Places, with_standing

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from generator.findings import Finding
    from generator.history.reach import Reach
    from generator.policy.rule import Facts
    from generator.policy.standing import Key


def check_change(before: Facts, after: Facts, reach: Reach | None = None) -> tuple[Finding, ...]:
    """Judge the state after a change, as far as the change reaches; `after` carries the change, `before` its base."""
    places = Places(before.registry)
    stood = [places.key(finding) for finding in check(before, reach)]
    places, found = Places(after.registry), check(after, reach)
    known = {*stood, *(places.key(finding) for finding in found)}
    return with_standing(in_order((*found, *_presumed(after, reach, known))), places, stood)


def _presumed(after: Facts, reach: Reach | None, known: Container[Key]) -> Iterator[Finding]:
    """Yield what only the roles and tiers that the change itself grants would make right (PPS108)."""
    registry = with_rights_of_base(after.change) if after.change is not None else None
    if registry is None:
        return
    places = Places(registry)
    without = replace(after, registry=registry, seen_from=None, worked_out={}, _revisions={}, _classes={})
    for finding in check(without, reach):
        if finding.blocks and places.key(finding) not in known:
            message = f"{finding.message} in the base, where rights are read from"
            yield replace(finding, message=message)
