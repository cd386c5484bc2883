"""What a site has left to do about its tags: publish after a test, keep, withdraw what is stale."""

from datetime import UTC, date, datetime

from generator.bulletin.tag_work import TagNeed, tag_work
from generator.policy.observation.recorded_tags import standing_publications
from generator.policy.observations import Observation
from generator.policy.rule import Facts
from tests.bulletin.small_world import KEPT_TAG, Change, facts

STARTED = "  - {type: started, date: 2008-06-09, by: coord-lena, role: pps-coordination}\n"
PUBLISHED = "  - {type: tag-published, date: 2008-06-09,"


def needs(installation: str, *changes: Change, today: date = date(2008, 6, 20)) -> dict[str, TagNeed]:
    known = facts(*changes, today=today)
    return {work.ce: work.need for work in tag_work(known.registry.installations[installation], known)}


def test_an_untested_version_is_tested_first() -> None:
    assert {"ce01.silverfir.example.org": TagNeed.TEST_FIRST} == needs("INST-1200-SILVERFIR-T2")


def test_a_tested_version_can_be_published_on_every_computing_element() -> None:
    expected = {"ce01.goldcrest.example.org": TagNeed.KEEP, "ce02.goldcrest.example.org": TagNeed.ADD}

    assert expected == needs("INST-1400-GOLDCREST-T2")


def test_files_that_arrive_anew_are_tested_anew() -> None:
    again = Change(
        "installations/INST-1400-GOLDCREST-T2.yaml",
        PUBLISHED,
        "  - {type: distributed, date: 2008-06-08, by: coord-lena, role: pps-coordination, via: manual}\n" + PUBLISHED,
    )

    assert TagNeed.TEST_FIRST is needs("INST-1400-GOLDCREST-T2", again)["ce02.goldcrest.example.org"]


def test_a_pilot_without_a_vo_that_asks_needs_no_tag() -> None:
    assert {TagNeed.UNASKED} == set(needs("INST-1300-GOLDCREST-T2").values())


def test_the_tag_of_a_released_version_is_withdrawn() -> None:
    assert {"ce01.collina.example.org": TagNeed.REMOVE} == needs("INST-1100-COLLINA-GRID", KEPT_TAG)


def test_nothing_is_left_to_do_when_the_stale_tag_is_gone() -> None:
    assert {} == needs("INST-1100-COLLINA-GRID")


def test_the_tag_of_a_pilot_that_is_over_is_withdrawn() -> None:
    over = Change(
        "pilots/PILOT-2008-014.yaml",
        STARTED,
        STARTED
        + '  - {type: rolled-back, date: 2008-06-18, by: ops-hugo, role: sa1-operations, reason: "disk full"}\n',
    )

    assert {"ce01.silverfir.example.org": TagNeed.REMOVE} == needs("INST-1400-SILVERFIR-T2", over)


def test_the_commands_carry_every_tag_of_the_patch() -> None:
    known = facts(KEPT_TAG)
    work = tag_work(known.registry.installations["INST-1100-COLLINA-GRID"], known)[0]

    assert ("VO-ops-PPS-glite-WN-2.4.7-0", "VO-ops-PPS-glite-UI-2.4.7-0") == work.tags
    assert 4 == len(work.commands.remove)


def test_a_tag_that_the_information_system_does_not_show_is_published_again() -> None:
    known = facts()
    when = datetime(2008, 6, 20, 4, 15, tzinfo=UTC)
    seen = Observation(observed_at=when, source="dump", sites={"PLATEAU-T1": ()}, ces={})
    judged = Facts(registry=known.registry, today=known.today, observation=seen)
    (work,) = tag_work(judged.registry.installations["INST-1500-PLATEAU-T1"], judged)

    assert TagNeed.REPUBLISH is work.need
    assert {TagNeed.KEEP} == set(needs("INST-1500-PLATEAU-T1").values())


def test_what_was_published_before_a_gap_announces_nothing_after_it() -> None:
    by = " by: sm-silvan, role: site-manager, scope: SILVERFIR-T2"
    same = f"{by}, via: lcg-managevotag, ces: [ce01.silverfir.example.org]}}"
    gap = f"{PUBLISHED}{same}\n  - {{type: tag-withdrawn, date: 2008-06-11,{same}\n"
    again = "  - {type: tag-published, date: 2008-06-13,"
    change = Change("installations/INST-1400-SILVERFIR-T2.yaml", PUBLISHED, gap + again)
    installation = facts(change).registry.installations["INST-1400-SILVERFIR-T2"]

    assert [date(2008, 6, 13)] == [one.date for one in standing_publications(installation, date(2008, 6, 20))]
    assert [] == list(standing_publications(installation, date(2008, 6, 12)))
