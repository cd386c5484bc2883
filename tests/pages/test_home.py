"""The home page: within one click what, where, how, until when, and where to answer."""

from generator import assets
from generator.pages import bulletin, home, not_found
from generator.pages.bulletin import Bulletin
from generator.pages.home import Home
from generator.pages.page import Page
from generator.pages.version_entries import INTERNAL
from generator.policy.rule import Facts
from generator.registry import Registry
from generator.rendering import Renderer
from tests.bulletin.small_world import TODAY, Change, edition

ISSUES = "https://github.com/example/bulletin/issues"
PUBLISHED_1200 = Change(
    "installations/INST-1200-SILVERFIR-T2.yaml",
    "  - {type: configured, date: 2008-06-19,",
    "  - {type: tag-published, date: 2008-06-18, by: coord-lena, role: pps-coordination, via: manual, "
    "ces: [ce01.silverfir.example.org]}\n  - {type: configured, date: 2008-06-19,",
)
PUBLISHED_1300 = Change(
    "installations/INST-1300-GOLDCREST-T2.yaml",
    "events:\n",
    "events:\n  - {type: tag-published, date: 2008-06-13, by: coord-lena, role: pps-coordination, via: manual, "
    "ces: [ce01.goldcrest.example.org]}\n",
)
CLOSED_1200 = Change(
    "patches/PATCH-1200.yaml",
    "  - {type: feedback-channel-opened, date: 2008-06-18,",
    "  - {type: preview-closed, date: 2008-06-19, by: coord-lena, role: pps-coordination}\n"
    "  - {type: feedback-channel-opened, date: 2008-06-18,",
)


FAILED_013 = Change(
    "pilots/PILOT-2008-013.yaml",
    "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n",
    "  - {type: started, date: 2008-06-16, by: coord-lena, role: pps-coordination}\n"
    "  - {type: evaluated, date: 2008-06-20, by: ops-hugo, role: sa1-operations, outcome: failure}\n",
)


def content(*changes: Change) -> Home:
    return home.home(edition(*changes))


def article(page: Page, issues: str = "") -> str:
    return Renderer(assets.site_templates(), issues=issues).article(page)


def test_a_version_in_a_pilot_tells_where_how_and_until_when() -> None:
    entry = content().versions[0]

    assert [site.text for site in entry.sites] == ["GOLDCREST-T2", "SILVERFIR-T2"]
    assert entry.jdl.startswith('Requirements = Member("VO-ops-PPS-PILOT-2008-014", other.')
    assert str(entry.answer_by) == "2008-06-23"


def test_a_preview_leads_to_its_feedback_channel() -> None:
    entry = content(PUBLISHED_1200).versions[0]

    assert entry.channel is not None
    assert entry.channel.url == "https://github.com/example/bulletin/issues?q=label:PATCH-1200"
    assert entry.answer_until == "until the preview is closed"


def test_a_preview_stays_open_until_the_guideline_lets_it_close() -> None:
    entry = content(PUBLISHED_1200).versions[0]

    assert (None, "2008-06-25") == (entry.closed_on, str(entry.open_at_least_until))


def test_a_preview_that_is_closed_says_so() -> None:
    entry = next(one for one in content(PUBLISHED_1200, CLOSED_1200).versions if one.key == "PATCH-1200")
    (page,) = home.of(edition(PUBLISHED_1200, CLOSED_1200))

    assert ("2008-06-19", None) == (str(entry.closed_on), entry.open_at_least_until)
    assert "closed on <time" in article(page)


def test_a_pilot_stays_open_until_its_evaluation_is_forecast() -> None:
    entry = next(entry for entry in content(PUBLISHED_1300).versions if entry.key.startswith("PATCH-1300"))

    assert "2008-06-23" == str(entry.open_at_least_until)


def test_the_issue_of_a_month_forecasts_nothing() -> None:
    known = edition(PUBLISHED_1200)
    contents = {page.address: page.content for page in bulletin.of(known)}
    current, month = contents["bulletin/"], contents["bulletin/2008-06/"]
    assert isinstance(current, Bulletin)
    assert isinstance(month, Bulletin)

    assert "2008-06-25" == str(current.available[0].open_at_least_until)
    assert {None} == {one.open_at_least_until for one in month.available}


def test_the_bulletin_tells_that_a_pilot_failed() -> None:
    (current, *_) = bulletin.of(edition(FAILED_013))

    assert "<td>evaluated (failure)</td>" in article(current)


def test_a_minor_pilot_calls_for_no_feedback() -> None:
    entry = next(entry for entry in content(PUBLISHED_1300).versions if entry.key.startswith("PATCH-1300"))

    assert (entry.answer_by, entry.answer_until) == (None, INTERNAL)


def test_the_feedback_form_is_filled_in_where_the_issues_are_known() -> None:
    (page,) = home.of(edition())

    assert f"{ISSUES}/new?template=feedback.yml" in article(page, ISSUES)
    assert "subject=PILOT-2008-014" in article(page, ISSUES)
    assert "feedback.yml" not in article(page)


def test_an_embargoed_fix_waits_as_embargoed() -> None:
    (waiting,) = content().waiting

    assert (waiting.patch.text, waiting.changes) == ("PATCH-1600", ("embargoed",))


def test_a_world_without_records_says_what_would_appear() -> None:
    nothing = edition().__class__(facts=Facts(registry=Registry.of([]), today=TODAY), findings=(), commit=None)
    (page,) = home.of(nothing)

    assert "Nothing can be tested today." in article(page)
    assert "No pilot runs." in article(page)


def test_a_lost_reader_is_led_on_from_the_root_of_the_site() -> None:
    (page,) = not_found.of(edition())

    assert 'href="/bulletins/./patches/"' in Renderer(assets.site_templates(), site_path="/bulletins/").article(page)
    assert not page.is_listed
