"""Where a patch is deployed: its previews, and the first day of a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from generator.policy.rule import Facts
    from generator.records.installations import Installation
    from generator.records.patches import Patch
    from generator.records.structure import Event


def is_client(patch: Patch, facts: Facts) -> bool:
    """Tell whether a patch has one of the two classes that are previewed."""
    use_case = facts.use_case(patch)
    return use_case is not None and use_case.is_client_class


def previews_of(patch: Patch, facts: Facts) -> tuple[Installation, ...]:
    """Tell the installations of a patch beside production."""
    known = facts.registry.installations_by_patch.get(patch.id, ())
    return tuple(one for one in known if one.kind == "preview")


def first_day(installations: Iterable[Installation], step: type[Event]) -> date | None:
    """Tell the day on which the first of some installations took a step; None where none did."""
    days = (event.date for one in installations for event in one.events if isinstance(event, step))
    return min(days, default=None)
