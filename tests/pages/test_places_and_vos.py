"""The pages of sites, VOs, ROCs, and of records that cannot be read."""

from datetime import date

from generator.bulletin.crossings import Crossings
from generator.bulletin.pilot_standing import open_first, standing_of
from generator.edition import Edition, judged
from generator.files import SourceFile, files_on_disk
from generator.pages import broken
from generator.pages.grid_site import SitePage, site_page
from generator.pages.roc import roc_page
from generator.pages.vo import VoPage, gather, vo_page
from generator.registry import Registry
from tests.bulletin.small_world import KEPT_TAG, ROOT, TODAY, Change, edition, feedback


def site(name: str, *changes: Change) -> SitePage:
    known = edition(*changes)
    return site_page(known.registry.sites[name], known, Crossings.of(known.registry))


def vo(*changes: Change, today: date = TODAY) -> VoPage:
    known = edition(*changes, today=today)
    return vo_page(known.registry.vos["lumen"], known, gather(known))


def test_a_version_whose_time_is_over_stands_apart() -> None:
    found = site("COLLINA-GRID")

    assert ([], ["INST-1100-COLLINA-GRID"]) == ([one.id for one in found.present], [one.id for one in found.past])


def test_a_stale_tag_keeps_a_version_among_the_present_ones() -> None:
    found = site("COLLINA-GRID", KEPT_TAG)

    assert [("INST-1100-COLLINA-GRID", True)] == [(one.id, one.is_stale) for one in found.present]
    assert "--remove" in found.blocks[0].commands


def test_a_site_lists_its_pilots_and_its_part_in_them() -> None:
    found = site("SILVERFIR-T2")

    assert [("PILOT-2008-014", "selected")] == [(one.ref.text, one.part) for one in found.pilots]


def test_the_history_of_tiers_is_told() -> None:
    assert ["silver", "gold"] == [one.tier for one in site("GOLDCREST-T2").tiers]


def test_a_retired_site_leads_to_its_new_name() -> None:
    gone = Change(
        "sites/COLLINA-GRID.yaml",
        "infrastructure: production",
        "infrastructure: production\nretired_on: 2008-06-18\nrenamed_to: SILVERFIR-T2",
    )
    found = site("COLLINA-GRID", gone)

    assert found.is_retired
    assert found.renamed_to is not None
    assert "sites/SILVERFIR-T2/" == found.renamed_to.address


def test_a_vo_sees_the_versions_at_its_sites_only() -> None:
    elsewhere = Change("sites/PLATEAU-T1.yaml", "vos: [lumen, ops]", "vos: [ops]")

    assert ["PATCH-1400", "PATCH-1500"] == sorted(one.patch.text for one in vo().versions)
    assert ["PATCH-1400"] == [one.patch.text for one in vo(elsewhere).versions]


def test_the_form_for_a_vo_is_filled_in() -> None:
    (form,) = {one.form for one in vo().versions if one.patch.text == "PATCH-1400"}

    assert "subject=PILOT-2008-014" in form
    assert "vo=lumen" in form


def test_a_vo_that_owes_an_answer_is_asked_for_it() -> None:
    promises = {one.ref.text: one for one in vo().promises}

    assert ("no answer yet", date(2008, 6, 23)) == (
        promises["PILOT-2008-014"].standing,
        promises["PILOT-2008-014"].due,
    )
    assert ("answered", "") == (promises["PILOT-2008-015"].standing, promises["PILOT-2008-015"].feedback_form)


def test_a_vo_that_answers_owes_nothing() -> None:
    promises = {one.ref.text: one for one in vo(feedback(500, "PILOT-2008-014", "2008-06-19")).promises}

    assert "answered" == promises["PILOT-2008-014"].standing


def test_a_vo_sees_its_reminders_and_deadlines() -> None:
    assert ["NTF-2008-0024"] == [one.id for one in vo().reminders]
    assert ["PATCH-1200"] == [one.patch.text for one in vo().deadlines]


def test_a_deadline_tells_whether_the_forecast_meets_it() -> None:
    soon = Change("patches/PATCH-1200.yaml", "deadline: 2008-07-15", "deadline: 2008-06-21")

    assert [("can be met", "good")] == [(one.outlook, one.kind) for one in vo().deadlines]
    assert [("at risk: 2008-06-27 Fri is the earliest day", "stop")] == [
        (one.outlook, one.kind) for one in vo(soon).deadlines
    ]
    assert ["the day has passed"] == [one.outlook for one in vo(today=date(2008, 7, 16)).deadlines]


def test_pilots_under_way_stand_before_those_that_are_over() -> None:
    known = edition()
    standings = [standing_of(pilot, known.facts).state for pilot in known.registry.pilots.values()]
    ordered = [
        standing_of(pilot, known.facts).state for pilot in open_first(known.registry.pilots.values(), known.facts)
    ]

    assert len(standings) == len(ordered)
    assert sorted(ordered, key=lambda state: state is not None and state.is_terminal) == ordered
    assert ["PILOT-2008-015", "PILOT-2008-014"] == [one.ref.text for one in vo().promises]


def test_a_roc_gathers_its_region() -> None:
    known = edition()
    found = roc_page(known.registry.rocs["ROC-ALPS"], known, Crossings.of(known.registry))

    assert ["platinum", "gold", "silver", "collaborating"] == [group.tier for group in found.tiers]
    assert [("SILVERFIR-T2", "selected")] == [(one.site.text, one.answer) for one in found.volunteers]
    assert ["NTF-2008-0011", "NTF-2008-0014"] == [one.id for one in found.broadcasts]
    assert ["INST-1200-SILVERFIR-T2"] == [one.id for one in found.previews]


def with_file(path: str, content: bytes) -> Edition:
    return judged(Registry.of([*files_on_disk(ROOT), SourceFile(path=path, content=content)]), TODAY)


def test_a_broken_record_has_a_page_that_says_what_is_broken() -> None:
    (page,) = broken.of(with_file("data/vos/new.yaml", b"name: New\nfield: physics\n"))

    assert ("vos/new/", False) == (page.address, page.is_listed)
    assert isinstance(page.content, broken.BrokenPage)
    assert [("PPS101", 1), ("PPS102", 2)] == [(one.rule, one.source.line) for one in page.content.findings]


def test_a_file_that_can_be_no_record_has_no_address() -> None:
    assert [] == list(broken.of(with_file("data/vos/Not An Id.yaml", b"name: New\n")))
    assert [] == list(broken.of(with_file("data/vos/new.yml", b"name: New\n")))
