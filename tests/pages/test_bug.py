"""Pages of bugs: what they tell, and what they never tell under embargo."""

from urllib.parse import parse_qs

from generator import assets
from generator.pages import bug, bugs
from generator.pages.page import Page
from generator.rendering import Renderer
from tests.bulletin.small_world import Change, edition

TOLD = Change("bugs/BUG-1601.yaml", "title: embargoed", 'title: "anybody may read the disk"')
SECRETS = ("anybody may read", "savannah", "critical", "broken", "security contact", "PATCH-1600", "emt-otto")


def article(page: Page) -> str:
    return Renderer(assets.site_templates()).article(page)


def page_of(identity: str, *changes: Change) -> Page:
    return next(page for page in bug.of(edition(*changes)) if page.address == f"bugs/{identity}/")


def test_a_page_under_embargo_says_embargoed_and_nothing_more() -> None:
    page = page_of("BUG-1601", TOLD)
    shown = f"{page.title} {page.description} {page.search_text} {article(page)}"

    assert [secret for secret in SECRETS if secret in shown] == []
    assert "embargoed" in shown


def test_the_index_says_of_an_embargoed_bug_nothing_but_its_number() -> None:
    (page,) = bugs.of(edition(TOLD))
    row = next(line for line in article(page).splitlines() if 'id="BUG-1601"' in line)

    assert [secret for secret in SECRETS if secret in row] == []


def test_a_bug_tells_its_patches_and_what_its_originator_says() -> None:
    shown = article(page_of("BUG-1101"))

    assert "PATCH-1100" in shown
    assert "verified" in shown


def test_the_form_of_a_verification_is_filled_in() -> None:
    content = page_of("BUG-1101").content
    assert isinstance(content, bug.BugPage)
    assert content.facts is not None
    query = parse_qs(content.facts.fixes[0].form)

    assert (query["template"], query["bug"], query["patch"]) == (["verification.yml"], ["BUG-1101"], ["PATCH-1100"])


def test_an_unknown_originator_comes_with_the_reason() -> None:
    assert "unknown: seen in a weekly test run" in article(page_of("BUG-1301"))


def test_nobody_is_said_to_be_invited_where_the_originator_is_unknown() -> None:
    assert "Nobody is invited to verify a fix, since the originator is unknown." in article(page_of("BUG-1301"))
    assert "The originator is invited" in article(page_of("BUG-1201"))


def test_text_of_records_is_inert() -> None:
    hostile = Change("bugs/BUG-1201.yaml", "let a site choose", "let a site & 'its users' choose")

    assert "let a site &amp; &#39;its users&#39; choose" in article(page_of("BUG-1201", hostile))
