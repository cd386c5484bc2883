"""The whole site: theme, prose and poured pages, built by MkDocs as `pps build` does it."""

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from generator.mkdocs_plugin import SHELL_SOURCE, EmptySectionError
from generator.pages.page import Page
from generator.pouring import FEW, MissingMarkerError
from tests.sample_site import IMPRINT, PORTION, build_sample, sample_page, sample_pages, sample_templates


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answers the folder of the sample site."""
    return build_sample(tmp_path_factory.mktemp("sample"))


def _files(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def _targets(site: Path, page: str) -> set[str]:
    """Answers the files below the site that a page asks for or links to."""
    base = "/" + page.removesuffix("index.html")
    found = re.findall(r'(?:href|src)="([^"#]+)', (site / page).read_text(encoding="utf-8"))
    paths = {urlsplit(urljoin(base, address)).path.lstrip("/") for address in found}
    return {f"{path}index.html" if path.endswith("/") or not path else path for path in paths}


@pytest.mark.parametrize("page", ["index.html", "map/index.html", "patches/PATCH-1793/index.html", "404.html"])
def test_whatever_the_frame_of_a_page_names_exists(site: Path, page: str) -> None:
    strangers = {"policy/index.html", "patches/PATCH-1815/index.html", "bugs/BUG-35001/index.html"}
    missing = {name for name in _targets(site, page) - strangers if not (site / name).is_file()}

    assert set() == {name for name in missing if not name.startswith("sites/SITE-")}


def test_a_page_stands_in_the_frame_of_its_section(site: Path) -> None:
    html = (site / "patches" / "PATCH-1793" / "index.html").read_text(encoding="utf-8")
    active = re.search(r'md-tabs__item--active">\s*<a[^>]*>\s*(\w+)', html)

    assert active is not None
    assert "Patches" == active[1]
    assert "<title>PATCH-1793: job submission fixes - Pre-production bulletin</title>" in html


def test_no_page_has_a_script_or_a_style_of_its_own(site: Path) -> None:
    inline = re.compile(rb'<style|\sstyle="|\son[a-z]+="|<script(?![^>]*(?:src=|application/json))')

    assert [] == [name for name, content in _files(site).items() if name.endswith(".html") and inline.search(content)]


def test_no_page_names_another_origin(site: Path) -> None:
    foreign = re.compile(rb'(?:src|<link[^>]*href)="(?:https?:)?//')

    assert [] == [name for name, content in _files(site).items() if name.endswith(".html") and foreign.search(content)]


def test_the_search_knows_pages_and_prose_but_no_page_for_lost_readers(site: Path) -> None:
    docs = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    found = {entry["location"]: entry["text"] for entry in docs}

    assert "in-preview bc-client PATCH 1793" == found["patches/PATCH-1793/"]
    assert "guides/about/" in found
    assert "404.html" not in found


def test_what_the_search_shows_of_a_title_is_escaped(tmp_path: Path) -> None:
    pages = (*sample_pages(), sample_page("bugs/BUG-1/", "<img src=x onerror=alert(1)>"))
    index = (build_sample(tmp_path, pages) / "search" / "search_index.json").read_text(encoding="utf-8")

    assert "&lt;img src=x onerror=alert(1)&gt;" in index
    assert "<img" not in index


def test_a_site_that_knows_its_address_has_canonical_links_and_a_sitemap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", "https://grid.example.org/pps/")
    site = build_sample(tmp_path)
    html = (site / "patches" / "PATCH-1793" / "index.html").read_text(encoding="utf-8")
    listed = (site / "sitemap.xml").read_text(encoding="utf-8")

    assert '<link rel="canonical" href="https://grid.example.org/pps/patches/PATCH-1793/">' in html
    assert "<loc>https://grid.example.org/pps/patches/PATCH-1793/</loc>" in listed
    assert "<loc>https://grid.example.org/pps/guides/about/</loc>" in listed
    assert 'href="/pps/./styles/frame.css"' in (site / "404.html").read_text(encoding="utf-8")


def test_an_edition_of_real_data_warns_when_it_grows_old(tmp_path: Path) -> None:
    imprint = replace(IMPRINT, demonstration=False, time_travel="2008-06-01 <at> an old commit")
    html = (build_sample(tmp_path, imprint=imprint) / "guides" / "about" / "index.html").read_text(encoding="utf-8")

    assert 'data-edition-day="2008-06-20" hidden' in html
    assert "Demonstration data" not in html
    assert "2008-06-01 &lt;at&gt; an old commit" in html


def test_the_footer_of_every_page_leads_to_the_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPOSITORY_URL", "https://forge.example.org/bulletin/")
    site = build_sample(tmp_path)
    link = '<a href="https://forge.example.org/bulletin/commit/0123456789abcdef"><code>0123456789ab</code></a>'
    pages = ("guides/about", "patches/PATCH-1793")

    assert [] == [name for name in pages if link not in (site / name / "index.html").read_text(encoding="utf-8")]


def test_a_commit_that_does_not_hold_the_records_is_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPOSITORY_URL", "https://forge.example.org/bulletin")
    site = build_sample(tmp_path, imprint=replace(IMPRINT, commit="0123456789abcdef with changes"))
    html = (site / "guides" / "about" / "index.html").read_text(encoding="utf-8")

    assert "<code>0123456789ab</code> with changes" in html
    assert "/commit/" not in html


def test_two_pages_with_one_address_stop_the_build(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError, match="patches/PATCH-1793"):
        build_sample(tmp_path, (*sample_pages(), sample_page("patches/PATCH-1793/", "again")))


def test_a_page_in_the_place_of_prose_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError, match="guides/about"):
        build_sample(tmp_path, (*sample_pages(), sample_page("guides/about/", "another")))


def test_a_navigation_that_leads_nowhere_stops_the_build(tmp_path: Path) -> None:
    pages = tuple(page for page in sample_pages() if page.address != "rocs/")
    with pytest.raises(EmptySectionError, match="leads to 'rocs/'"):
        build_sample(tmp_path, pages)


def test_a_page_may_stand_under_another_section(tmp_path: Path) -> None:
    bug = replace(sample_page("bugs/BUG-1/", "BUG-1"), section="patches/")
    html = (build_sample(tmp_path, (*sample_pages(), bug)) / "bugs" / "BUG-1" / "index.html").read_text(
        encoding="utf-8"
    )

    assert "Patches" in html.partition("md-tabs__item--active")[2][:200]


def test_a_page_under_a_section_that_is_not_there_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="has no section 'bugs/'"):
        build_sample(tmp_path, (*sample_pages(), replace(sample_page("bugs/BUG-1/", "BUG-1"), section="bugs/")))


def test_a_theme_without_a_marker_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.mkdocs_plugin.SHELL_SOURCE", SHELL_SOURCE.replace("@@title@@", "a title"))
    with pytest.raises(MissingMarkerError, match="the marker @@title@@ is missing"):
        build_sample(tmp_path)


def test_the_same_pages_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    assert _files(site) == _files(build_sample(tmp_path))


def test_many_pages_are_poured_by_several_processes_alike(tmp_path: Path) -> None:
    pages = tuple(replace(page, kind="short") for page in sample_pages(FEW * PORTION + 1))
    (tmp_path / "one").mkdir()
    first = _short_site(tmp_path / "one", pages[:20])
    (tmp_path / "many").mkdir()
    second = _short_site(tmp_path / "many", pages)
    name = "patches/PATCH-1793/index.html"

    assert (first / name).read_bytes() == (second / name).read_bytes()
    assert (second / f"patches/PATCH-{1793 + FEW * PORTION}/index.html").is_file()


def _short_site(folder: Path, pages: tuple[Page, ...]) -> Path:
    templates = sample_templates(folder / "templates")
    (templates / "pages" / "short.html").write_text("<h1>{{ page.title }}</h1>", encoding="utf-8")
    return build_sample(folder, pages, templates=templates)


def test_a_page_that_did_not_change_is_not_written_again(site: Path, tmp_path: Path) -> None:
    pages = sample_pages(edition="two")
    after = build_sample(tmp_path, pages, previous=site)
    unchanged, changed = "patches/PATCH-1793/index.html", "map/index.html"

    assert (site / unchanged).samefile(after / unchanged)
    assert not (site / changed).samefile(after / changed)
