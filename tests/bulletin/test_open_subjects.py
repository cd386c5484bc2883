"""What blocks what: compatible clients first, then the oldest; who must act stands beside it."""

from datetime import date

from generator.bulletin.announcements import announcements
from generator.bulletin.open_subjects import open_subjects
from generator.policy.decision import decide
from tests.bulletin.small_world import KEPT_TAG, TODAY, Change, facts

UNRELEASED = Change(
    "patches/PATCH-1100.yaml",
    "  - {type: released, date: 2008-06-16, by: rm-nadia, role: release-manager, release: REL-2008-011}\n",
    "",
)

PUBLISHED_1300 = Change(
    "installations/INST-1300-GOLDCREST-T2.yaml",
    "events:\n",
    "events:\n  - {type: tag-published, date: 2008-06-13, by: coord-lena, role: pps-coordination, via: manual, "
    "ces: [ce01.goldcrest.example.org]}\n",
)


def test_everything_that_is_open_is_listed() -> None:
    known = facts()

    assert set(decide(known)) == {one.decision.subject for one in open_subjects(known)}


def test_a_compatible_client_comes_first_and_then_the_oldest() -> None:
    found = [one.decision for one in open_subjects(facts(UNRELEASED))]
    days = [one.since or date.max for one in found if one.use_case != "bc-client"]

    assert "PATCH-1100" == found[0].subject
    assert sorted(days) == days


def test_the_days_in_a_state_are_counted_from_the_day_that_it_began() -> None:
    known = facts()

    assert all(one.days == (TODAY - one.decision.since).days for one in open_subjects(known) if one.decision.since)


def test_the_acceptance_of_a_previewed_patch_is_worked_at_beside_its_certification() -> None:
    found = [one.next.transition for one in open_subjects(facts()) if one.decision.subject == "PATCH-1200"]

    assert ["certified", "accepted"] == found


def test_who_must_act_never_is_nobody() -> None:
    roles = [actor.role for one in open_subjects(facts()) for actor in one.actors if not one.next.is_possible_today]

    assert "nobody" not in roles


def test_the_sites_vos_and_rocs_around_a_subject_are_named() -> None:
    (one,) = [one for one in open_subjects(facts()) if one.decision.subject == "PILOT-2008-014"]

    assert {"GOLDCREST-T2", "SILVERFIR-T2"} <= set(one.sites)
    assert "lumen" in one.vos
    assert ("ROC-ALPS",) == one.rocs


def test_the_start_of_a_major_pilot_announces_when_feedback_is_due() -> None:
    known = facts()
    told = announcements(known.registry.pilots["PILOT-2008-014"], "started", known)

    assert any(text.startswith("feedback is due on 2008-07-04") for text in told)


def test_the_start_of_a_minor_pilot_asks_no_vo() -> None:
    known = facts()
    told = announcements(known.registry.pilots["PILOT-2008-013"], "started", known)

    assert "no VO is asked: the pilot is kept internal" in told


def test_the_tags_that_a_release_leaves_behind_are_told_with_their_sites() -> None:
    known = facts(UNRELEASED, KEPT_TAG)
    told = announcements(known.registry.patches["PATCH-1100"], "released", known)

    assert "tags of the preview that still stand at COLLINA-GRID are to be withdrawn by 2008-06-23" in told


def test_a_release_that_leaves_no_tag_of_a_preview_behind_speaks_of_none() -> None:
    known = facts(UNRELEASED)
    told = [announcements(known.registry.patches[patch], "released", known) for patch in ("PATCH-1100", "PATCH-1400")]

    assert not [text for texts in told for text in texts if "tags" in text]


def test_the_tags_of_a_pilot_are_to_be_withdrawn_once_it_is_evaluated() -> None:
    known = facts(PUBLISHED_1300)
    pilot = known.registry.pilots["PILOT-2008-013"]
    tags = "tags of the pilot that still stand at GOLDCREST-T2 are to be withdrawn by 2008-06-23"

    assert tags in announcements(pilot, "evaluated", known)
    assert () == announcements(pilot, "closed", known)


def test_an_acceptance_without_feedback_announces_the_sentence_of_the_release_notes() -> None:
    known = facts()
    told = announcements(known.registry.patches["PATCH-1200"], "accepted", known)

    assert any("No feedback from users was received during the preview of this update." in text for text in told)


def test_a_transition_that_only_its_page_shows_announces_nothing() -> None:
    known = facts()

    assert () == announcements(known.registry.patches["PATCH-1200"], "certified", known)
