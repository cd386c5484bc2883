"""Where the information system does not show a tag, the pages that offer its site say so."""

from dataclasses import replace
from datetime import UTC, date, datetime

from generator.bulletin.versions import versions_of
from generator.pages.selecting import selecting
from generator.pages.version_entries import version_entry
from generator.pages.vo import gather, vo_page
from generator.policy.observations import Observation
from generator.policy.rule import Facts
from tests.bulletin.small_world import edition, facts

SEEN = Observation(
    observed_at=datetime(2008, 6, 20, 4, 15, tzinfo=UTC),
    source="ldap://bdii.example.org",
    sites={"GOLDCREST-T2": ("VO-ops-PPS-PILOT-2008-014",), "SILVERFIR-T2": ()},
    ces={},
)


def observed() -> Facts:
    known = facts()
    return Facts(registry=known.registry, today=known.today, observation=SEEN)


def test_a_site_that_shows_no_tag_is_named_apart_from_those_that_do() -> None:
    known = observed()
    installations = known.registry.installations_by_patch["PATCH-1400"]
    found = selecting(("VO-ops-PPS-PILOT-2008-014",), installations, known)

    assert found is not None
    assert (("GOLDCREST-T2",), ("SILVERFIR-T2",), date(2008, 6, 20)) == (
        found.published_at,
        found.unseen_at,
        found.unseen_on,
    )
    assert {"GOLDCREST-T2": {"published", "publish the tag"}, "SILVERFIR-T2": {"recorded, not seen"}} == {
        site: {block.need for block in found.blocks if block.site == site} for site in ("GOLDCREST-T2", "SILVERFIR-T2")
    }
    assert "--add" in next(block.commands for block in found.blocks if block.site == "SILVERFIR-T2")


def test_without_an_observation_nothing_is_unseen() -> None:
    known = facts()
    found = selecting(("VO-ops-PPS-PILOT-2008-014",), known.registry.installations_by_patch["PATCH-1400"], known)

    assert found is not None
    assert ((), None) == (found.unseen_at, found.unseen_on)


def test_a_version_and_the_page_of_its_vo_name_the_sites_that_do_not_show_it() -> None:
    known = observed()
    (version,) = (one for one in versions_of(known.registry.patches["PATCH-1400"], known) if one.usable_at)
    entry = version_entry(version, known)
    seen = replace(edition(), facts=known)
    page = vo_page(known.registry.vos["lumen"], seen, gather(seen))

    assert ["SILVERFIR-T2"] == [site.text for site in entry.unseen]
    assert [["SILVERFIR-T2"]] == [[site.text for site in one.unseen] for one in page.versions if one.unseen]
