"""Articles: escaping, links, and the forms of days and numbers."""

from datetime import date
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from generator.pages.page import Page
from generator.rendering import Renderer, counted, day


def _article(folder: Path, template: str, *, address: str = "patches/PATCH-1/", content: object = None) -> str:
    (folder / "pages").mkdir()
    (folder / "pages" / "sample.html").write_text(template, encoding="utf-8")
    page = Page(address=address, kind="sample", title="", description="", content=content)
    return Renderer(folder, site_path="/grid/").article(page)


def test_the_text_of_records_is_escaped(tmp_path: Path) -> None:
    article = _article(tmp_path, '<p title="{{ page }}">{{ page }}</p>', content='"><b>')

    assert '<p title="&#34;&gt;&lt;b&gt;">&#34;&gt;&lt;b&gt;</p>' == article


def test_a_field_that_the_view_model_lacks_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(UndefinedError, match="has no attribute 'titel'"):
        _article(tmp_path, "{{ page.titel }}", content="text")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", "./sites/A/"),
        ("map/", "../sites/A/"),
        ("patches/PATCH-1/release-notes/", "../../../sites/A/"),
        ("404.html", "/grid/./sites/A/"),
    ],
)
def test_links_lead_from_the_address_of_the_page(tmp_path: Path, address: str, expected: str) -> None:
    assert expected == _article(tmp_path, "{{ link('sites/A/') }}", address=address)


def test_macros_of_partials_link_from_the_page_too(tmp_path: Path) -> None:
    (tmp_path / "partials").mkdir()
    (tmp_path / "partials" / "part.html").write_text(
        "{% macro to() %}{{ link('map/') }}{% endmacro %}", encoding="utf-8"
    )
    article = _article(tmp_path, "{% import 'partials/part.html' as part %}{{ part.to() }}")

    assert "../../map/" == article


def test_a_day_is_shown_with_its_weekday() -> None:
    expected = '<time datetime="2008-06-20">2008-06-20 <span class="weekday">Fri</span></time>'

    assert expected == day(date(2008, 6, 20))


@pytest.mark.parametrize(("things", "expected"), [(0, "no sites"), (1, "1 site"), (("a", "b"), "2 sites")])
def test_things_are_counted_in_words(things: int | tuple[str, ...], expected: str) -> None:
    assert expected == counted(things, "site")
