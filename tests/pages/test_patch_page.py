"""The page of a patch says what the records say, and nothing that is under embargo."""

from datetime import date

from generator import assets
from generator.bulletin.crossings import Crossings
from generator.pages.patch import PatchPage, of, patch_page
from generator.pages.patch_tracks import Track
from generator.rendering import Renderer
from tests.bulletin.small_world import Change, edition, feedback

SECRET = Change("bugs/BUG-1201.yaml", "security: false", "security: true")


def page(patch: str, *changes: Change, today: date = date(2008, 6, 20)) -> PatchPage:
    known = edition(*changes, today=today)
    return patch_page(known.registry.patches[patch], known, Crossings.of(known.registry))


def moments(track: Track) -> list[str]:
    return [moment.title for moment in track.moments]


def test_the_class_comes_with_the_attributes_that_decided() -> None:
    reasons = page("PATCH-1400").reasons

    assert reasons is not None
    assert ("bc-server/major", ("new configuration parameters",)) == (reasons.use_case, reasons.why)
    assert "RetryLimit (glite_fts.conf)" in [one.value for one in reasons.attributes]


def test_certification_and_preview_are_two_tracks() -> None:
    certification, preview, production = page("PATCH-1100").tracks

    assert "certified" in moments(certification)
    assert ["tarball created", "preview opened", "feedback channel opened", "first distributed"] == moments(preview)[:4]
    assert ["accepted", "released"] == moments(production)


def test_the_moment_that_gave_the_state_is_marked() -> None:
    marked = [moment.title for track in page("PATCH-1200").tracks for moment in track.moments if moment.kind == "now"]

    assert ["preview opened"] == marked


def test_a_server_shows_its_pilot_on_the_second_track() -> None:
    assert "pilot started" in moments(page("PATCH-1300").tracks[1])


def test_a_page_of_an_earlier_day_knows_nothing_of_later_days() -> None:
    early = page("PATCH-1100", today=date(2008, 6, 5))

    assert ("in-preview", (), 8) == (early.state, early.feedback, len(early.events))


def test_feedback_on_a_pilot_stands_with_its_patch() -> None:
    assert ["FB-150"] == [one.id for one in page("PATCH-1500").feedback]


def test_late_feedback_is_said_to_be_late() -> None:
    found = page("PATCH-1100", feedback(500, "PATCH-1100", "2008-06-18")).feedback

    assert ["in time", "late"] == [one.timing for one in found]


def test_the_tags_of_a_client_select_every_node_type() -> None:
    selecting = page("PATCH-1100").selecting

    assert selecting is not None
    assert 2 == selecting.selection.jdl.count("Member(")


def test_a_server_is_selected_on_the_page_of_its_pilot() -> None:
    assert page("PATCH-1400").selecting is None


def test_an_embargoed_fix_says_one_word() -> None:
    told = Change("patches/PATCH-1200.yaml", "A site can choose where the UI keeps its temporary files.", "the hole")
    found = page("PATCH-1200", SECRET, told).fixes

    assert [("embargoed", "", "embargoed")] == [(one.title, one.severity, one.change) for one in found]


def test_nothing_of_an_embargoed_bug_is_on_any_page() -> None:
    known = edition(SECRET)
    renderer = Renderer(assets.site_templates())
    articles = "".join(renderer.article(page) for page in of(known))

    assert "directory for temporary files" not in articles
    assert "directory for temporary files" in "".join(renderer.article(page) for page in of(edition()))


def test_a_new_service_risks_nothing_in_production() -> None:
    assert "A failure of a new service has no impact on the production." == page("PATCH-1500").risk
    assert "potentially disruptive" in page("PATCH-1400").risk


def test_an_overrule_stands_on_the_page_with_its_reasons() -> None:
    (overrule,) = page("PATCH-1600").waivers

    assert ("OVR-2008-016", True, ("PPS401", "PPS417")) == (overrule.id, overrule.is_in_force, overrule.rules)


def test_a_deadline_that_has_passed_is_marked() -> None:
    assert [False] == [one.is_over for one in page("PATCH-1200").deadlines]
    assert [True] == [one.is_over for one in page("PATCH-1200", today=date(2008, 7, 16)).deadlines]


def test_a_deadline_that_has_passed_is_called_so_everywhere_on_the_page() -> None:
    late = page("PATCH-1200", today=date(2008, 7, 16))

    assert ["the day has passed"] == [word for _, _, word, _ in late.ahead.deadlines]
    assert ["the day has passed"] == [one.outlook for one in late.deadlines]


def test_a_patch_that_was_accepted_without_a_pilot_names_the_overrule() -> None:
    overruled, waiting = page("PATCH-1600").tracks[1], page("PATCH-1600", today=date(2008, 6, 18)).tracks[1]

    assert ("No pilot.", "OVR-2008-016 overruled it: the patch was accepted without one.") == (
        overruled.nothing,
        overruled.empty,
    )
    assert ("Nothing yet.", "A pilot appears here when it is proposed.") == (waiting.nothing, waiting.empty)


def test_every_event_leads_to_its_line() -> None:
    (opened,) = [one for one in page("PATCH-1200").events if one.title == "preview opened"]

    assert "data/patches/PATCH-1200.yaml" == opened.source.path
    assert opened.source.line > page("PATCH-1200").events[0].source.line
