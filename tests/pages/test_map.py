"""The map: rows, heads, filters, and where the marks of the drawn map lead."""

from generator.pages import map as map_pages
from generator.pages.map import DistributionMap
from tests.bulletin.small_world import KEPT_TAG, Change, edition


def maps(*changes: Change) -> dict[str, DistributionMap]:
    found = {page.address: page.content for page in map_pages.of(edition(*changes))}
    return {address: content for address, content in found.items() if isinstance(content, DistributionMap)}


def links(shown: DistributionMap) -> dict[str, str]:
    markers = [marker for view in shown.geography.views for mark in view.marks for marker in mark.markers]
    return {marker.site: marker.link for marker in (*markers, *shown.geography.unplaced)}


def test_a_site_that_is_shown_is_marked_with_its_row_and_any_other_with_its_page() -> None:
    found = links(maps()["map/"])

    assert (found["PLATEAU-T1"], found["COLLINA-GRID"]) == ("#site-PLATEAU-T1", "../sites/COLLINA-GRID/")


def test_the_map_of_all_sites_has_a_row_for_every_mark() -> None:
    found = links(maps()["map/all-sites/"])

    assert found["COLLINA-GRID"] == "#site-COLLINA-GRID"


def test_the_two_maps_lead_to_each_other() -> None:
    others = {address: shown.other.address for address, shown in maps().items()}

    assert others == {"map/": "map/all-sites/", "map/all-sites/": "map/"}


def test_heads_say_what_they_are_in_words() -> None:
    head = maps()["map/"].matrix.heads[2]

    assert (head.label, head.kind, head.state) == ("glite-FTS 2.1.4-2", "pilot", "running")
    assert (head.use_case, head.total) == ("bc-server/major", "2 of 2 sites")


def test_a_cell_answers_to_the_filters_by_its_steps_and_by_its_column() -> None:
    shown = maps()["map/"].matrix
    head, row = shown.heads[0], next(row for row in shown.rows if row.site == "SILVERFIR-T2")

    assert (head.kind, head.node_types, head.state) == ("preview", ("glite-UI",), "in-preview")
    assert (row.cells[0].steps, row.vos) == ("configured", ("lumen", "ops"))


def test_filters_offer_what_the_rows_hold() -> None:
    fields = {name: values for name, _, values in maps()["map/"].matrix.filter_fields}

    assert fields["vo"] == ("lumen", "ops")
    assert fields["tier"] == ("platinum", "gold", "silver")
    assert fields["state"] == ("in-preview", "running")
    assert fields["step"] == ("tag-published", "tested-passed", "configured")
    assert "seen" not in fields


def test_previews_stand_before_pilots_and_both_are_counted() -> None:
    shown = maps()["map/"].matrix

    assert shown.groups == (("preview", 1), ("pilot", 3))
    assert shown.caption == "3 of 3 sites publish a tag; each cell tells the last step up to 2008-06-20"
    assert [head.total for head in shown.heads] == ["0 of 1 site", "0 of 1 site", "2 of 2 sites", "1 of 1 site"]
    assert {row.site: row.total for row in shown.rows}["GOLDCREST-T2"] == "1 of 2"


def test_rows_stand_by_tier_from_the_highest_and_each_tier_counts_its_sites() -> None:
    tiers = [(one.tier, one.total, [row.site for row in one.rows]) for one in maps()["map/all-sites/"].matrix.tiers]

    assert tiers == [
        ("platinum", "1 of 1 site", ["PLATEAU-T1"]),
        ("gold", "1 of 1 site", ["GOLDCREST-T2"]),
        ("silver", "1 of 1 site", ["SILVERFIR-T2"]),
        ("collaborating", "0 of 1 site", ["COLLINA-GRID"]),
    ]


def test_a_stale_tag_says_since_when() -> None:
    shown = maps(KEPT_TAG)["map/"]
    cell = next(row for row in shown.matrix.rows if row.site == "COLLINA-GRID").cells[1]

    assert (cell.step, cell.stale, cell.stale_kind) == ("tag published", "stale since 2008-06-16", "stop")


def test_a_tag_that_outlives_a_later_step_is_told_beside_it() -> None:
    retested = Change(
        "installations/INST-1400-GOLDCREST-T2.yaml",
        "ces: [ce01.goldcrest.example.org]}\n",
        "ces: [ce01.goldcrest.example.org]}\n"
        "  - {type: tested, date: 2008-06-12, by: sm-goldie, role: site-manager, scope: GOLDCREST-T2, via: manual, "
        "result: failed, ref: https://sam.example.org/job/1}\n",
    )
    row = next(row for row in maps(retested)["map/"].matrix.rows if row.site == "GOLDCREST-T2")

    assert (row.cells[2].step, str(row.cells[2].tag_since)) == ("tested failed", "2008-06-09")
    assert row.cells[2].steps == "tested-failed tag-published"
