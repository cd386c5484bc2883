"""The steps of an installation: what the map shows, and which computing elements publish the tag."""

from datetime import date
from typing import Any

import pytest

from generator.lifecycle.installation_steps import last_step, published_ces, published_since, state_of
from generator.records.installations import Installation
from generator.terms import InstallationState
from tests.policy.written_worlds import record_with

Step = tuple[str, str, dict[str, Any]]

FIRST, SECOND = "ce01.example.org", "ce02.example.org"


def installation(*steps: Step) -> Installation:
    """Answers a preview at COLLINA-GRID with the steps that are given: day in June, type, more keys."""
    who = {"by": "sm-colin", "role": "site-manager", "scope": "COLLINA-GRID"}
    events = [{"type": kind, "date": date.fromisoformat(f"2008-06-{day}"), **who, **more} for day, kind, more in steps]
    found: Installation = record_with("INST-1100-COLLINA-GRID", events=events)
    return found


def trial(day: str, result: str) -> Step:
    return day, "tested", {"via": "manual", "result": result, "ref": "https://example.org/1"}


def tagged(day: str, *ces: str) -> Step:
    return day, "tag-published", {"via": "lcg-tags", "ces": list(ces)}


def untagged(day: str, *ces: str) -> Step:
    return day, "tag-withdrawn", {"via": "lcg-tags", "ces": list(ces)}


DISTRIBUTED: Step = ("01", "distributed", {"via": "manual"})
CONFIGURED: Step = ("02", "configured", {})
REMOVED: Step = ("28", "removed", {})


def june(day: int) -> date:
    return date(2008, 6, day)


def test_an_installation_without_steps_shows_nothing() -> None:
    assert (None, None) == (last_step(installation()), state_of(installation()))


@pytest.mark.parametrize(
    ("step", "shown"),
    [
        (DISTRIBUTED, InstallationState.DISTRIBUTED),
        (CONFIGURED, InstallationState.CONFIGURED),
        (trial("03", "passed"), InstallationState.TESTED_PASSED),
        (trial("03", "failed"), InstallationState.TESTED_FAILED),
        (tagged("04", FIRST), InstallationState.TAG_PUBLISHED),
        (untagged("05", FIRST), InstallationState.TAG_WITHDRAWN),
        (REMOVED, InstallationState.REMOVED),
    ],
)
def test_the_map_shows_the_last_step(step: Step, shown: InstallationState) -> None:
    assert shown is state_of(installation(("01", "distributed", {"via": "manual"}), step))


def test_the_step_of_a_day_counts_on_that_day_and_a_later_one_does_not() -> None:
    both = installation(DISTRIBUTED, CONFIGURED)

    assert [None, InstallationState.DISTRIBUTED, InstallationState.CONFIGURED] == [
        state_of(both, day) for day in (date(2008, 5, 31), june(1), june(2))
    ]


def test_a_tag_is_published_from_its_day_until_the_day_of_its_withdrawal() -> None:
    one = installation(tagged("04", FIRST, SECOND), untagged("06", FIRST))

    assert [(), (FIRST, SECOND), (FIRST, SECOND), (SECOND,), (SECOND,)] == [
        published_ces(one, day) for day in (june(3), june(4), june(5), june(6), None)
    ]


def test_a_tag_is_published_since_the_first_of_its_computing_elements_has_it() -> None:
    one = installation(tagged("04", FIRST), tagged("06", SECOND), untagged("08", FIRST))

    assert [None, june(4), june(4), june(4)] == [published_since(one, day) for day in (june(3), june(4), june(6), None)]


def test_a_tag_that_was_withdrawn_everywhere_begins_anew() -> None:
    one = installation(tagged("04", FIRST), untagged("06", FIRST), tagged("08", FIRST))

    assert [june(4), None, None, june(8)] == [published_since(one, day) for day in (june(5), june(6), june(7), None)]
