"""What stands beside a page: every address that a page names is a document of the edition."""

import pytest

from generator import assets
from generator.edition import Edition
from generator.feeds.every import every_document
from generator.pages.alternates import alternates_of, badge_of
from generator.pages.every import every_page
from generator.pages.page import Page
from generator.pages.signposts import Source
from generator.rendering import Renderer
from tests.bulletin import small_world

PATCH = Page(address="patches/PATCH-1100/", kind="patch", title="A patch", description="", content=None)


def test_whatever_a_page_leads_to_is_there(edition: Edition) -> None:
    pages = tuple(every_page(edition))
    documents = {document.address for document in every_document(edition)}
    named = {one.address for page in pages for one in alternates_of(page)}
    badges = {badge_of(page) for page in pages} - {""}

    assert "broken" in {page.kind for page in pages}
    assert named | badges <= documents


def test_a_badge_can_be_copied_where_the_site_knows_its_address() -> None:
    known = Renderer(assets.site_templates(), site_url="https://example.org/bulletin/").subscriptions(PATCH)

    assert "https://example.org/bulletin/badges/patches/PATCH-1100.svg" in known
    assert "Markdown" not in Renderer(assets.site_templates()).subscriptions(PATCH)


def test_a_page_that_only_explains_has_nothing_beside_it() -> None:
    page = Page(address="guidelines/", kind="guidelines", title="", description="", content=None)

    assert not Renderer(assets.site_templates()).subscriptions(page).strip()


@pytest.mark.parametrize(("repository", "expected"), [("", 0), ("https://example.org/bulletin/", 2)])
def test_a_record_leads_to_its_line_and_its_editor_where_the_repository_is_known(
    repository: str, expected: int
) -> None:
    renderer = Renderer(assets.site_templates(), repository=repository, commit="0123abc")
    (page,) = (page for page in every_page(small_world.edition()) if page.address == "patches/PATCH-1100/")
    article = renderer.article(page)
    path = Source(path="data/patches/PATCH-1100.yaml", line=1).path
    links = (f"/bulletin/blob/0123abc/{path}#L1", f"/bulletin/edit/main/{path}")

    assert sum(link in article for link in links) == expected
