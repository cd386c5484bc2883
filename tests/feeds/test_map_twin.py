"""The JSON twin of the map: its envelope, its data, and the digest by which an open page sees what is new."""

import json
from datetime import date

from generator.feeds.map_twin import map_twin
from tests.bulletin.small_world import KEPT_TAG, edition


def test_the_envelope_tells_the_edition() -> None:
    value = json.loads(map_twin(edition()).content)
    expected = {
        "commit": None,
        "today": "2008-06-20",
        "policy": "POLICY-1.0",
        "observation": None,
        "demonstration": True,
    }

    assert (value["api"], value["edition"]) == (1, expected)


def test_a_cell_tells_step_day_and_tag() -> None:
    sites = {site["id"]: site for site in json.loads(map_twin(edition()).content)["data"]["sites"]}
    expected = {
        "step": "tag published",
        "date": "2008-06-09",
        "tag_published_since": "2008-06-09",
        "stale_since": None,
        "observed": None,
    }

    assert sites["GOLDCREST-T2"]["cells"]["PATCH-1400-PILOT-2008-014"] == expected


def test_every_production_site_is_in_the_twin() -> None:
    sites = [site["id"] for site in json.loads(map_twin(edition()).content)["data"]["sites"]]

    assert sites == ["PLATEAU-T1", "GOLDCREST-T2", "SILVERFIR-T2", "COLLINA-GRID"]


def test_another_day_and_other_data_have_another_digest() -> None:
    editions = (edition(), edition(KEPT_TAG), edition(today=date(2008, 6, 21)))
    digests = {json.loads(map_twin(one).content)["data"]["digest"] for one in editions}

    assert len(digests) == 3


def test_the_same_edition_has_the_same_bytes() -> None:
    assert map_twin(edition()) == map_twin(edition())
