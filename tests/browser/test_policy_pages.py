"""The policy on the site, in a real browser: who waits for whom, what a rule asks, what the document says."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator import assets
from generator.edition import judged
from generator.feeds.every import every_document
from generator.mkdocs_plugin import build_site
from generator.pages.every import every_page
from generator.pages.imprint import imprint_of
from tests.browser.conftest import Visit
from tests.bulletin.small_world import TODAY, facts


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the site of the small world, judged by every rule."""
    folder, shown = tmp_path_factory.mktemp("policy") / "site", judged(facts().registry, TODAY)
    build_site(
        config_file=assets.mkdocs_configuration(),
        templates=assets.site_templates(),
        site_dir=folder,
        portions=(every_page(shown), every_document(shown)),
        imprint=imprint_of(shown),
    )
    return folder


def test_what_waits_is_narrowed_to_a_role_and_the_address_says_so(visit: Visit) -> None:
    page = visit("blocked/")
    page.get_by_label("Role").select_option("vo-manager")

    expect(page).to_have_url(re.compile(r"/blocked/\?role=vo-manager$"))
    expect(page.locator("#blocked tbody tr:visible")).to_contain_text(["PILOT-2008-014"])


def test_an_open_gate_leads_to_its_rule_and_on_to_its_statement(visit: Visit) -> None:
    page = visit("blocked/")
    page.locator("#PILOT-2008-013-evaluated").get_by_role("link", name="PPS408").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("PPS408: Minor pilot runs one week")
    page.get_by_role("link", name="T097").click()

    expect(page.locator("#T097")).to_be_in_viewport()


def test_a_transition_that_waits_leads_to_its_gates(visit: Visit) -> None:
    page = visit("blocked/")
    page.locator("#PILOT-2008-014-evaluated").get_by_role("link", name="evaluated").click()

    expect(page.locator("#to-evaluated")).to_be_in_viewport()


def test_a_decision_is_found_from_its_statement(visit: Visit) -> None:
    page = visit("policy/statements/")
    page.locator("#T082").get_by_role("link", name="A16").click()

    expect(page.locator("#A16")).to_contain_text("pps what-if --set minor.max_major_fixes=2")


def test_the_tabs_fit_beside_one_another(visit: Visit) -> None:
    page = visit("policy/", width=1280)
    tabs = page.locator(".md-tabs__item")

    assert 1 == len({round(tab.bounding_box()["y"]) for tab in tabs.all()})  # type: ignore[index] # every tab is drawn
    expect(tabs.last).to_be_in_viewport()
