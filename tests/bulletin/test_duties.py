"""What a tier asks for, and what a site owes to a pilot."""

from datetime import date

from generator.bulletin.pilot_duties import Duty, Progress, duties_in
from generator.bulletin.pilot_standing import standing_of
from generator.bulletin.tier_duties import duties_of
from generator.terms import Tier, UseCase
from tests.bulletin.small_world import Change, facts, feedback


def duties(pilot: str, site: str, *changes: Change, today: date = date(2008, 6, 20)) -> dict[str, Duty]:
    known = facts(*changes, today=today)
    standing = standing_of(known.registry.pilots[pilot], known)
    return {duty.text: duty for duty in duties_in(standing, site, known)}


def test_a_higher_tier_includes_what_the_lower_ones_ask() -> None:
    expected = (UseCase.BC_CLIENT, UseCase.NBC_CLIENT)

    assert expected == duties_of(Tier.SILVER, facts())


def test_tiers_that_are_not_nested_ask_for_their_own_classes_only() -> None:
    apart = facts(Change("policy/POLICY-1.0.yaml", "nested: true", "nested: false"))

    assert (UseCase.NBC_CLIENT,) == duties_of(Tier.SILVER, apart)


def test_a_site_without_tier_is_asked_for_nothing() -> None:
    assert () == duties_of(Tier.NONE, facts())


def test_a_selected_site_acknowledges_names_a_contact_and_sets_up() -> None:
    found = duties("PILOT-2008-014", "SILVERFIR-T2", today=date(2008, 6, 3))

    assert [Progress.DONE, Progress.DONE, Progress.OPEN, Progress.OPEN] == [duty.progress for duty in found.values()]
    assert date(2008, 6, 9) == found["set the service up"].due


def test_a_site_without_contact_owes_one() -> None:
    nobody = Change("pilots/PILOT-2008-013.yaml", ", rollback_contact: sm-goldie", "")

    assert Progress.OPEN is duties("PILOT-2008-013", "GOLDCREST-T2", nobody)["name a contact for a roll-back"].progress


def test_a_tag_is_owed_only_where_a_committed_vo_asked() -> None:
    tag = "publish the tag of the pilot, for which a VO asked"

    assert Progress.DONE is duties("PILOT-2008-014", "GOLDCREST-T2")[tag].progress
    assert tag not in duties("PILOT-2008-013", "GOLDCREST-T2")


def test_blocking_feedback_without_follow_up_waits_for_a_reaction() -> None:
    path, old, text = feedback(500, "PILOT-2008-014", "2008-06-19")
    blocking = Change(path, old, text.replace("blocking: false", "blocking: true"))
    found = duties("PILOT-2008-014", "GOLDCREST-T2", blocking)["answer blocking feedback promptly"]

    assert (Progress.OPEN, date(2008, 6, 20)) == (found.progress, found.due)


def test_a_candidate_that_was_not_selected_owes_nothing() -> None:
    assert {} == duties("PILOT-2008-013", "PLATEAU-T1")
