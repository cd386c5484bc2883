"""One truth: what the home page, the map and the pages of sites say about the same version is the same."""

from pathlib import Path

import pytest

from generator.bulletin.bulletin_issue import this_week
from generator.bulletin.chronicle import Chronicle
from generator.bulletin.distribution import distribution
from generator.bulletin.tag_work import has_ended
from generator.policy.rule import Facts
from generator.registry import registry_at


@pytest.fixture(scope="module", params=["", "tests/world"], ids=["data", "the small world"])
def judged(request: pytest.FixtureRequest, checkout: Path) -> Facts:
    """Answers what is known of the demonstration data, and of the small world."""
    registry = registry_at(checkout / request.param)
    assert registry.demonstration is not None
    return Facts(registry=registry, today=registry.demonstration)


def test_what_the_home_page_lists_has_a_column_on_the_map(judged: Facts) -> None:
    listed = {one.key: one.usable_at for one in this_week(judged, Chronicle.of(judged)).available}
    shown = {one.key: one.usable_at for one in distribution(judged).versions}

    assert listed == {key: sites for key, sites in shown.items() if key in listed}


def test_a_tag_is_stale_on_the_map_where_its_site_is_told_to_withdraw_it(judged: Facts) -> None:
    published = [one for row in distribution(judged).rows for one in row.placements if one.published_since]
    stale = [one.installation.id for one in published if one.staleness]

    assert stale == [one.installation.id for one in published if has_ended(one.installation, judged)]
