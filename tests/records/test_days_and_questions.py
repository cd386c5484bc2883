"""What records answer about a day: who holds a role, what a site is, whom a policy asks; both ends count."""

from datetime import date

import pytest

from generator.records.installations import Installation
from generator.records.patches import Patch
from generator.records.people import Person
from generator.records.policies import PolicyRevision
from generator.records.scenarios import Scenario
from generator.records.sites import Site
from generator.records.structure import plain
from generator.records.vos import Vo
from generator.terms import Role, Tier
from tests.policy.written_worlds import record_with

DAYS = tuple(date(2008, 6, day) for day in (9, 10, 11, 19, 20, 21))
FROM_THE_10TH = [False, True, True, True, True, True]
TO_THE_20TH = [False, True, True, True, True, False]
ENDS = pytest.mark.parametrize(
    ("until", "expected"), [({}, FROM_THE_10TH), ({"until": date(2008, 6, 20)}, TO_THE_20TH)]
)


@ENDS
def test_a_role_is_held_from_its_first_day_to_its_last(until: dict[str, date], expected: list[bool]) -> None:
    held = {"role": "site-manager", "scope": "COLLINA-GRID", "from": date(2008, 6, 10), **until}
    person: Person = record_with("sm-colin", roles=[held])

    assert expected == [person.holds(Role.SITE_MANAGER, day, "COLLINA-GRID") for day in DAYS]
    assert not any(person.holds(Role.SITE_MANAGER, day, "GOLDCREST-T2") for day in DAYS)
    assert not any(person.holds(Role.VO_MANAGER, day, "COLLINA-GRID") for day in DAYS)


@ENDS
def test_a_scenario_is_asked_for_from_its_first_day_to_its_last(until: dict[str, date], expected: list[bool]) -> None:
    scenario: Scenario = record_with("SCN-sl4-x86-64-fts", **{"from": date(2008, 6, 10)}, **until)

    assert expected == [scenario.is_active_on(day) for day in DAYS]


@ENDS
def test_a_vo_is_interested_from_the_first_day_to_the_last(until: dict[str, date], expected: list[bool]) -> None:
    vo: Vo = record_with("lumen", pps_interest={"from": date(2008, 6, 10), **until})

    assert expected == [vo.is_interested_on(day) for day in DAYS]


def test_a_vo_that_says_nothing_is_not_interested() -> None:
    assert not record_with("ops").is_interested_on(DAYS[0])


@pytest.mark.parametrize("identity", ["lumen", "COLLINA-GRID"])
def test_a_name_is_used_to_its_last_day_inclusive(identity: str) -> None:
    retired = record_with(identity, retired_on=date(2008, 6, 20))

    assert [False, False, True] == [retired.is_retired_on(day) for day in DAYS[-3:]]
    assert not record_with(identity).is_retired_on(DAYS[-1])


def test_a_site_has_the_last_tier_that_has_begun() -> None:
    entries = [
        {"tier": tier, "from": day, "decided_by": "coord-lena"}
        for tier, day in (("silver", date(2008, 6, 10)), ("gold", date(2008, 6, 20)))
    ]
    site: Site = record_with("COLLINA-GRID", tier_history=entries)

    assert [Tier.NONE, Tier.SILVER, Tier.SILVER, Tier.SILVER, Tier.GOLD, Tier.GOLD] == [
        site.tier_on(day) for day in DAYS
    ]


@pytest.mark.parametrize("what", ["added", "changed", "removed"])
def test_any_change_of_a_variable_touches_the_configuration(what: str) -> None:
    patch: Patch = record_with("PATCH-1300")
    told = {what: [{"name": "LFC_TIMEOUT", "where": "yaim", "file": "site-info.def"}]}
    attributes = plain(patch.attributes)
    changed: Patch = record_with("PATCH-1300", attributes=attributes | {"config": attributes["config"] | told})

    assert patch.attributes.config.is_untouched
    assert not changed.attributes.config.is_untouched


def test_an_installation_is_named_for_its_patch_and_its_site() -> None:
    one: Installation = record_with("INST-1100-COLLINA-GRID", patch="PATCH-1200", site="GOLDCREST-T2")

    assert [("patch", "PATCH-1200", "PATCH-1100"), ("site", "GOLDCREST-T2", "COLLINA-GRID")] == [*one.disagreements()]


def test_a_revision_is_numbered_by_its_name() -> None:
    revision: PolicyRevision = record_with("POLICY-1.0")

    assert (1, 0) == revision.number
