"""A page that stays open while its records are edited and built again, before anybody commits them."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from generator.edition import gather
from tests.browser.conftest import Visit
from tests.bulletin.small_world import TODAY
from tests.cli.commands import change, commit_all, new_world
from tests.small_site import build_small

PATCH = "data/patches/PATCH-1400.yaml"
TITLES = (
    "FTS server: retries and a limit for them",
    "FTS server: retries with a limit",
    "FTS server: twice and no more",
)
LOOK = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers a repository whose records are committed, but for the title of a patch."""
    root = new_world(tmp_path_factory.mktemp("edited"))
    commit_all(root)
    change(root, PATCH, *TITLES[:2])
    return root


@pytest.fixture(scope="module")
def site(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the site of the edited records."""
    return build_small(tmp_path_factory.mktemp("first"), gather(world, TODAY, TODAY))


def test_an_open_page_takes_over_records_that_were_edited_again_at_the_same_commit(
    visit: Visit, world: Path, site: Path, tmp_path: Path
) -> None:
    page = visit("patches/PATCH-1400/")
    with page.expect_response("**/api/v1/index.json"):
        page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLES[1])
    change(world, PATCH, *TITLES[1:])
    again = gather(world, TODAY, TODAY)
    shutil.copytree(build_small(tmp_path, again), site, dirs_exist_ok=True)
    page.evaluate(LOOK)

    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLES[2])
    expect(page.get_by_role("status").filter(has_text="Updated to the edition of 2008-06-20.")).to_be_visible()
    assert again.commit is not None
    expect(page.locator("#freshness")).to_contain_text(f"{again.commit.id[:12]} with changes")


def test_an_open_page_does_not_fetch_itself_again_while_the_edition_is_the_same(visit: Visit) -> None:
    page = visit("patches/PATCH-1400/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with page.expect_response("**/api/v1/index.json"):
        page.evaluate(LOOK)
    page.wait_for_timeout(100)

    assert page.url not in asked
