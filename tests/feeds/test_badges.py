"""Badges: one picture each, which needs nothing else and says the same in words."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

import pytest

from generator.edition import Edition
from generator.feeds.badges import badge, badges, standing_in_words
from tests.bulletin.small_world import KEPT_TAG
from tests.bulletin.small_world import edition as small_edition

SVG = "{http://www.w3.org/2000/svg}"


def test_there_is_a_badge_for_each_patch_each_site_and_the_policy(
    edition: Edition, documents: Mapping[str, bytes]
) -> None:
    expected = {"badges/policy.svg"}
    expected |= {f"badges/patches/{one}.svg" for one in edition.registry.patches}
    expected |= {f"badges/sites/{one}.svg" for one in edition.registry.sites}

    assert {address for address in documents if address.endswith(".svg")} == expected


def test_a_badge_needs_nothing_else(documents: Mapping[str, bytes]) -> None:
    names = {
        (element.tag.removeprefix(SVG), name)
        for address, text in documents.items()
        if address.endswith(".svg")
        for element in ET.fromstring(text).iter()  # noqa: S314 - we wrote it
        for name in element.attrib
    }

    assert {tag for tag, _ in names} == {"svg", "rect", "text"}
    assert {name for _, name in names} & {"href", "style", "src", "class"} == set()


@pytest.mark.parametrize(
    ("patch", "words"),
    [
        ("PATCH-1100", "in production since 2008-06-16"),
        ("PATCH-1200", "preview at 0 sites"),
        ("PATCH-1300", "pilot day 5 of 7"),
        ("PATCH-1400", "pilot, feedback until 2008-06-23"),
        ("PATCH-1600", "ready for production since 2008-06-19"),
    ],
)
def test_a_badge_tells_how_far_a_patch_is(patch: str, words: str) -> None:
    edition = small_edition()

    assert standing_in_words(edition.registry.patches[patch], edition.facts) == words


def test_a_tag_that_still_stands_counts_at_its_site() -> None:
    found = {one.address: one.content.decode() for one in badges(small_edition(KEPT_TAG))}

    assert "COLLINA-GRID: 1 version published" in found["badges/sites/COLLINA-GRID.svg"]


def test_the_picture_says_in_words_what_it_shows() -> None:
    picture = ET.fromstring(badge("PATCH-1", "in production", "#1d6b3a"))  # noqa: S314 - we wrote it
    shown = [element.text for element in picture.iter(f"{SVG}text")]

    assert (picture.get("role"), picture.get("aria-label")) == ("img", "PATCH-1: in production")
    assert (picture.findtext(f"{SVG}title"), shown) == ("PATCH-1: in production", ["PATCH-1", "in production"])
