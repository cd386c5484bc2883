"""Records and registries as they were known at the end of a day."""

from datetime import date
from typing import Any

import pytest

from generator.lifecycle.as_of import Past, cut
from generator.registry import registry_at
from tests.lifecycle.logs import event, patch
from tests.policy.overlays import WORLD

WAS = {"was": {"fixes": ["BUG-1101"]}, "reason": "counted again", "role": "release-manager"}
LOG = (event("2008-05-01", "registered"), event("2008-06-10", "reclassified", **WAS))


def june(day: int) -> date:
    return date(2008, 6, day)


def test_a_record_begins_on_the_day_of_its_first_event() -> None:
    known = [cut(patch(*LOG), day) for day in (date(2008, 4, 30), date(2008, 5, 1))]

    assert [None, ("registered",)] == [one and tuple(entry.type for entry in one.events) for one in known]


@pytest.mark.parametrize(("day", "fixes"), [(9, ("BUG-1101",)), (10, ("BUG-1301",)), (11, ("BUG-1301",))])
def test_old_values_count_until_the_day_of_the_reclassification(day: int, fixes: tuple[str, ...]) -> None:
    known = cut(patch(*LOG), june(day))

    assert known is not None
    assert fixes == known.fixes


@pytest.mark.parametrize("folder", ["patches", "pilots", "feedback", "notifications"])
def test_a_registry_of_a_day_counts_what_it_lists(folder: str) -> None:
    past: Any = Past(registry_at(WORLD)).at(june(9))
    known = past.by_kind[folder]

    assert len(list(known)) == len(known)
    assert 0 < len(known)
