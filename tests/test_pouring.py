"""Shells and what is poured into them."""

import pytest

from generator.pouring import MissingMarkerError, Shell, file_of, sitemap

WHOLE = "@@root@@ @@title@@ @@description@@ @@canonical@@ @@contents@@ @@article@@ @@title@@"
FILLING = {"root": "..", "title": "T", "description": "D", "canonical": "C", "contents": "O", "article": "A"}


def test_every_slot_is_filled_wherever_its_marker_stands() -> None:
    assert ".. T D C O A T" == Shell.cut(WHOLE, source="shell.html").poured(FILLING)


def test_a_marker_inside_a_filling_stays_text() -> None:
    poured = Shell.cut(WHOLE, source="shell.html").poured(FILLING | {"title": "@@article@@"})

    assert ".. @@article@@ D C O A @@article@@" == poured


@pytest.mark.parametrize("slot", FILLING)
def test_a_missing_marker_is_named_with_its_file(slot: str) -> None:
    html = WHOLE.replace(f"@@{slot}@@", "")

    with pytest.raises(MissingMarkerError, match=f"shell.html: the marker @@{slot}@@ is missing"):
        Shell.cut(html, source="shell.html")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", "index.html"),
        ("map/", "map/index.html"),
        ("404.html", "404.html"),
        ("sites/v1.2/", "sites/v1.2/index.html"),
    ],
)
def test_an_address_names_a_file(address: str, expected: str) -> None:
    assert expected == file_of(address)


@pytest.mark.parametrize("address", ["/etc/", "../x/", "sites/../../x/"])
def test_an_address_outside_the_site_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="leads out of the site"):
        file_of(address)


def test_a_sitemap_names_every_address_in_order() -> None:
    lines = sitemap("https://grid.example.org/pps/", ["sites/A&B/", ""]).splitlines()[2:4]

    assert [
        "  <url><loc>https://grid.example.org/pps/</loc></url>",
        "  <url><loc>https://grid.example.org/pps/sites/A&amp;B/</loc></url>",
    ] == lines
