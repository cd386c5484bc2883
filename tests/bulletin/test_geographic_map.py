"""The map as HTML: strangers' text stays text, and the same sites give the same bytes."""

import random
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.bulletin.geography import Marker, geographic_map
from tests.bulletin.worlds import LISBON, OSLO, ROME, marker

ATTACKS = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '" autofocus onfocus="alert(1)',
    "</svg></a><iframe src=//x>",
    "{{ 7 * 7 }}{% raw %}",
    "]]><!--",
    "&lt;script&gt;",
]


class Tags(HTMLParser):
    """The tags and attributes of a page, and its text."""

    def __init__(self, html: str) -> None:
        """Read the page."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.ids: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect a tag."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.text += data


@pytest.fixture(scope="module")
def environment(checkout: Path) -> Environment:
    return Environment(
        loader=FileSystemLoader(checkout / "site_templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def html_of(environment: Environment, *sites: Marker) -> str:
    call = '{% from "partials/geographic_map.html" import geographic_map %}{{ geographic_map(map) }}'
    return environment.from_string(call).render(map=geographic_map(sites))


def world(text: str = "") -> list[Marker]:
    places = {"A": OSLO, "B": OSLO, "C": ROME, "D": (25.0, 121.6), "E": None}
    return [replace(marker(site, place, name=site + text), city=text) for site, place in places.items()]


@pytest.mark.parametrize("attack", ATTACKS)
def test_strangers_text_stays_text(environment: Environment, attack: str) -> None:
    plain, attacked = Tags(html_of(environment, *world())), Tags(html_of(environment, *world(attack)))

    assert (plain.tags, plain.attributes) == (attacked.tags, attacked.attributes)
    assert f"C{attack} (C), {attack}: gold, 1 version published" in attacked.text


def test_the_same_sites_give_the_same_bytes(environment: Environment) -> None:
    sites = [marker(f"S{number}", (40 + number / 7 % 20, number / 3 % 30)) for number in range(80)]
    shuffled = random.Random(7).sample(sites, len(sites))  # noqa: S311 - an order, no secret

    assert html_of(environment, *sites) == html_of(environment, *shuffled)


def test_no_id_stands_twice(environment: Environment) -> None:
    ids = Tags(html_of(environment, *world(), marker("F", LISBON))).ids

    assert sorted(set(ids)) == sorted(ids)


def test_the_page_has_no_script_and_asks_nobody(environment: Environment) -> None:
    page = Tags(html_of(environment, *world()))

    assert set() == page.tags & {"script", "style", "img", "image", "use", "link", "iframe"}
    assert set() == page.attributes & {"style", "src", "onclick", "onload", "xlink:href"}


def test_a_map_without_sites_says_how_one_appears(environment: Environment) -> None:
    assert (
        "No site is on the map yet. A site appears when its record gives a location"
        in Tags(html_of(environment, marker("E", None))).text
    )
