"""Extracts of the map: for a VO, for a ROC, and of past days."""

from generator.pages import map_extract
from generator.pages.map_extract import MapExtract
from generator.pages.signposts import Ref
from tests.bulletin.small_world import edition


def extracts() -> dict[str, MapExtract]:
    found = {page.address: page.content for page in map_extract.of(edition())}
    return {address: content for address, content in found.items() if isinstance(content, MapExtract)}


def test_the_map_of_a_vo_shows_the_sites_that_support_it() -> None:
    world, shown = edition(), extracts()["map/vos/lumen/"]

    assert shown.matrix.rows
    assert all("lumen" in world.registry.sites[row.site].vos for row in shown.matrix.rows)


def test_the_map_of_a_roc_counts_its_columns_of_each_kind() -> None:
    shown = extracts()["map/rocs/ROC-ALPS/"]

    assert len(shown.matrix.heads) == sum(count for _, count in shown.matrix.groups)


def test_a_past_day_tells_no_step_that_came_later() -> None:
    found = extracts()
    past = [shown for address, shown in found.items() if address.startswith("map/on/")]

    assert past
    assert all(
        cell.on is None or cell.on <= shown.day for shown in past for row in shown.matrix.rows for cell in row.cells
    )


def test_a_past_day_leads_to_the_days_around_it() -> None:
    found = extracts()
    newest = max(address for address in found if address.startswith("map/on/"))
    older = found[newest].older

    assert found[newest].newer == Ref(text="today", address="map/")
    assert older is not None
    assert found[older.address].newer == Ref(text=newest[7:-1], address=newest)
