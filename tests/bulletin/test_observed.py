"""The observation over the records: its words, and the lines that put right what differs."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from generator.bulletin.distribution import distribution
from generator.bulletin.observed import Difference, Observed, Sight
from generator.policy.checking import check
from generator.policy.observations import Observation
from generator.policy.rule import Facts
from tests.bulletin.small_world import facts

T14, T15 = "VO-ops-PPS-PILOT-2008-014", "VO-ops-PPS-PILOT-2008-015"
AGREEING = {"GOLDCREST-T2": (T14,), "SILVERFIR-T2": (T14,), "PLATEAU-T1": (T15,), "COLLINA-GRID": ()}


def observed(
    sites: dict[str, tuple[str, ...]], day: int = 20, ces: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None
) -> Observed:
    """Lays an observation of a day of June over the small world."""
    when = datetime(2008, 6, day, 4, 15, tzinfo=UTC)
    seen = Observation(observed_at=when, source="ldap://bdii.example.org", sites=sites, ces=ces or {})
    known = facts()
    return Observed(Facts(registry=known.registry, today=known.today, observation=seen))


def sights(found: Observed) -> dict[tuple[str, str], Sight]:
    """Answers the word of every cell that has one."""
    laid = distribution(found.facts, all_sites=True)
    return {
        (row.site.id, version.key): sight
        for row in laid.rows
        for version, cell in zip(laid.versions, row.cells, strict=True)
        if (sight := found.sight(row.site, version, cell))
    }


def test_what_is_recorded_and_seen_agrees() -> None:
    assert sights(observed(AGREEING)) == {
        ("PLATEAU-T1", "PATCH-1500-PILOT-2008-015"): Sight.AGREES,
        ("GOLDCREST-T2", "PATCH-1400-PILOT-2008-014"): Sight.AGREES,
        ("SILVERFIR-T2", "PATCH-1400-PILOT-2008-014"): Sight.AGREES,
    }
    assert observed(AGREEING).differences == ()


def test_a_tag_that_is_not_seen_is_to_be_published_on_the_recorded_elements() -> None:
    (found,) = observed({**AGREEING, "PLATEAU-T1": ()}).differences

    assert (found.site, found.sight, found.tags, found.installation) == (
        "PLATEAU-T1",
        Sight.MISSING,
        (T15,),
        "INST-1500-PLATEAU-T1",
    )
    assert [work.add[0] for work in found.work] == [
        f"lcg-ManageVOTag -host ce01.plateau.example.org -vo ops --add -tag {T15}"
    ]


def test_a_tag_that_nobody_recorded_is_to_be_removed_where_it_is_announced() -> None:
    ces = {"collina-grid": {"ce07.collina.example.org": (T14,), "ce08.collina.example.org": ("SLC4",)}}
    (found,) = observed({**AGREEING, "COLLINA-GRID": (T14, "SLC4")}, ces=ces).differences

    assert (found.site, found.sight, found.tags) == ("COLLINA-GRID", Sight.ROGUE, (T14,))
    assert [work.remove[0] for work in found.work] == [
        f"lcg-ManageVOTag -host ce07.collina.example.org -vo ops --remove -tag {T14}"
    ]


def test_each_computing_element_removes_only_what_it_announces() -> None:
    ces = {"collina-grid": {"ce07.collina.example.org": (T14,), "ce08.collina.example.org": (T15,)}}
    (found,) = observed({**AGREEING, "COLLINA-GRID": (T14, T15)}, ces=ces).differences

    assert _removed(found) == {"ce07.collina.example.org": {T14}, "ce08.collina.example.org": {T15}}


def test_a_tag_that_no_computing_element_announces_is_removed_on_those_of_the_record() -> None:
    ces = {"collina-grid": {"ce07.collina.example.org": (T14,)}}
    (found,) = observed({**AGREEING, "COLLINA-GRID": (T14, T15)}, ces=ces).differences

    assert _removed(found) == {"ce07.collina.example.org": {T14}, "ce01.collina.example.org": {T15}}


def test_a_rogue_tag_stands_in_the_cell_of_its_version() -> None:
    found = sights(observed({**AGREEING, "COLLINA-GRID": (T14,)}))

    assert found["COLLINA-GRID", "PATCH-1400-PILOT-2008-014"] is Sight.ROGUE


@pytest.mark.parametrize("hostile", ["VO-ops-PPS-$(reboot)", "VO-ops-PPS-x; reboot", "VO-ops-PPS-é"])
def test_what_strangers_publish_never_becomes_a_command(hostile: str) -> None:
    ces = {"NOWHERE": {"ce;reboot": (hostile, T14), "ce01.nowhere.example.org": (hostile, T14)}}
    (found,) = observed({**AGREEING, "NOWHERE": (hostile, T14)}, ces=ces).differences
    lines = [line for work in found.work for line in (*work.add, *work.remove, *work.listing)]

    assert (found.is_known, found.tags) == (False, (hostile, T14))
    assert [work.ce for work in found.work] == ["ce01.nowhere.example.org"]
    assert not any("reboot" in line or hostile in line for line in lines)


@pytest.mark.parametrize(("sites", "day"), [(AGREEING, 17), ({}, 20)])
def test_what_nobody_looked_at_lately_is_not_observed(sites: dict[str, tuple[str, ...]], day: int) -> None:
    found = observed(sites, day)

    assert set(sights(found).values()) == {Sight.UNOBSERVED}
    assert found.differences == ()


def test_the_layer_and_the_rules_tell_one_truth() -> None:
    found = observed({"PLATEAU-T1": (), "COLLINA-GRID": (T14,), "FARAWAY": (T15,), "GOLDCREST-T2": (T14,)})
    said = {(one.rule, one.subject) for one in check(found.facts) if one.rule in {"PPS111", "PPS112"}}

    assert said == {_told(one) for one in found.differences}


def _removed(found: Difference) -> dict[str, set[str]]:
    return {work.ce: {line.rpartition(" ")[2] for line in work.remove} for work in found.work}


def _told(found: Difference) -> tuple[str, str]:
    if found.sight is Sight.MISSING:
        return "PPS111", str(found.installation)
    return "PPS112", found.site if found.is_known else "data/sites"
